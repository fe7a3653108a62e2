# expect: OLE
import os

block = b"\x1b[2J\0\xff" * 10000
while True:
    os.write(2, block)
