# expect: TLE
# Never silent for long, never much: whoever restarts a clock at each sign of life waits for ever.
import os
import time

while True:
    os.write(1, b".")
    time.sleep(0.02)
