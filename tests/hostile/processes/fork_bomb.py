# expect: RTE|TLE
import os

while True:
    os.fork()
