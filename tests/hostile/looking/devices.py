# expect: RAN held
# The devices of the box: nothing but those that give zeros, chance, or nothing, and an empty folder of terminals.
import os
import stat

from attempt import ended, escapes

# null, zero, full, random, urandom, and the terminals of the box itself, whose controls are closed (kernel/controls.c)
HARMLESS = {(1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 2)}
if set(os.listdir("/dev/pts")) - {"ptmx"}:
    escapes.append("somebody's terminal")
for folder, _, names in os.walk("/dev"):
    for name in names:
        path = f"{folder}/{name}"
        state = os.lstat(path)
        kind = (os.major(state.st_rdev), os.minor(state.st_rdev))
        if stat.S_ISBLK(state.st_mode):
            escapes.append(path)
        if stat.S_ISCHR(state.st_mode) and kind not in HARMLESS:
            try:
                os.close(os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK))
                escapes.append(path)
            except OSError:
                pass
ended()
