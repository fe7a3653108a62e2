# expect: OLE|RAN held
# The program has ended; a child in another session goes on writing to its streams.
import os

if os.fork() == 0:
    os.setsid()
    while True:
        os.write(2, b"x" * 4096)
print("held")
