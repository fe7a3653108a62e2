# expect: MLE
# No single process is over the limit, all together are.
import os
import time

children = [os.fork() for _ in range(4)]
block = bytearray(40 << 20)
time.sleep(5)
