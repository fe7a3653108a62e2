# expect: TLE wall
# Waits for children that have stopped themselves: they neither run nor end.
import os
import signal

children = []
for _ in range(10):
    child = os.fork()
    if child == 0:
        os.setsid()
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    children.append(child)
for child in children:
    os.waitpid(child, 0)
