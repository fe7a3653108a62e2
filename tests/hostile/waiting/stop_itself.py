# expect: TLE wall
# sample: yes
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
