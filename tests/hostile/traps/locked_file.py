# expect: RAN held
# An artifact that nobody may read, in a folder that nobody may enter, held by locks and leases.
import fcntl
import os

os.mkdir("feedback")
with open("feedback/judgemessage.txt", "w") as file:
    pass
out = open("out", "w")
for take in (
    lambda: fcntl.lockf(out, fcntl.LOCK_EX),
    lambda: fcntl.flock(out, fcntl.LOCK_EX),
    lambda: fcntl.fcntl(out, fcntl.F_SETLEASE, fcntl.F_WRLCK),
):
    try:
        take()
    except OSError:
        pass
os.chmod("out", 0)
os.chmod("feedback", 0)
os.chmod("/box/work", 0)
print("held")
