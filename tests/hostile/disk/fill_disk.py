# expect: RAN held
# Many files, one big file, everywhere something can be written.
import os

refused = 0
try:
    for number in range(100_000):
        open(f"/tmp/{number}", "wb").close()
except OSError:
    refused += 1
for folder in ("/", "/usr", "/etc", "/dev", "/dev/shm", "/run", "/var/tmp", "/sys/fs/cgroup", "/proc/sys/kernel"):
    try:
        open(f"{folder}/escaped", "wb").close()
    except OSError:
        refused += 1
print("held" if refused == 10 else "escaped")
