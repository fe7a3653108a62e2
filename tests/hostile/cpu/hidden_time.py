# expect: TLE cpu
# Burns time in children that nobody waits for, so that no resource usage is ever handed up.
import os
import signal
import time

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
end = time.monotonic() + 60
while time.monotonic() < end:
    if os.fork() == 0:
        stop = time.process_time() + 0.05
        while time.process_time() < stop:
            pass
        os._exit(0)
    time.sleep(0.05)
