# expect: RAN held
# limits: cpu_ms=3000
# Every folder and a file in each: only the two that belong to the program may take anything.
import os
import stat

from attempt import ended, escapes

OWN = ("/box", "/tmp")
for folder, folders, names in os.walk("/"):
    if folder == "/":
        folders[:] = [name for name in folders if name not in {"proc", "box", "tmp"}]
    try:
        os.mkdir(f"{folder}/escape")
        escapes.append(folder)
    except OSError:
        pass
    for name in names[:1]:
        path = f"{folder}/{name}"
        try:
            if stat.S_ISREG(os.lstat(path).st_mode):
                os.close(os.open(path, os.O_WRONLY | os.O_NOFOLLOW))
                escapes.append(path)
        except OSError:
            pass
ended()
