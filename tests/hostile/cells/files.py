# expect: RAN held
# runs: 2
# limits: cpu_ms=3000
# The first run leaves a file in every folder that takes one, and a word in every file of its own; the second looks.
# Devices, and what covers files of /proc, are the same for all runs of a container: their times must be closed to writing.
import os
import stat

from attempt import ended, escapes, prizes

known = dict(prizes())
word = "left-" + known["secret"]
for folder, folders, names in os.walk("/"):
    if folder == "/":
        folders[:] = [name for name in folders if name not in {"proc", "sys", "usr"}]
    if known["run"] == "2" and any(name.startswith("left-") for name in names + folders):
        escapes.append(folder)
    if known["run"] == "1":
        try:
            with open(f"{folder}/{word}", "w") as file:
                file.write(word)
            os.mkdir(f"{folder}/{word}-folder")
            os.symlink(word, f"{folder}/{word}-link")
        except OSError:
            pass
for folder in ("/dev", "/proc"):
    for path in (f"{folder}/{name}" for name in os.listdir(folder) if not name.isdigit()):
        try:
            if stat.S_ISCHR(os.stat(path).st_mode) and known.get("container") == "shared":
                os.utime(path)
                escapes.append(f"{path} can be touched")
        except OSError:
            pass
if known["run"] == "1":
    with open(__file__, "a") as file:
        file.write(f"# {word}\n")
    os.chmod("/tmp", 0o715)
    os.chmod("/box/work", 0o715)
    os.utime("/tmp", (0, 0))
else:
    with open(__file__) as file:
        if known["secret"] in file.read():
            escapes.append("the program itself was changed")
    for folder in ("/tmp", "/box/work"):
        state = os.stat(folder)
        if state.st_mtime == 0 or state.st_mode & 0o777 == 0o715:
            escapes.append(f"{folder} is as the first run left it")
ended()
