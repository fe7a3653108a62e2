# expect: RTE
# Kills and stops everything it can reach, itself included.
import os
import signal

if os.fork() == 0:
    os.setsid()
    os.kill(-1, signal.SIGSTOP)
    os.kill(-1, signal.SIGKILL)
    os._exit(0)
signal.pause()
