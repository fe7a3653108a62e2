# expect: TLE cpu
# Leaves its session, ignores every signal it may, closes its pipes and goes on.
import os
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
if os.fork():
    while True:
        signal.pause()
os.setsid()
os.closerange(0, 256)
while True:
    pass
