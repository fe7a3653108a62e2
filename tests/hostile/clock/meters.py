# expect: RAN held
# limits: cpu_ms=3000
# The counters of its control group: setting them back, leaving the group, making one of its own, lifting its limits.
import os

from attempt import ended, escapes

for folder, folders, names in os.walk("/sys/fs/cgroup"):
    try:
        os.mkdir(f"{folder}/escape")
        escapes.append(f"made {folder}/escape")
    except OSError:
        pass
    for name in names:
        try:
            file = os.open(f"{folder}/{name}", os.O_WRONLY)
        except OSError:
            continue
        escapes.append(f"may write {folder}/{name}")
        os.close(file)
ended()
