# expect: RAN held
# Files of its own put over names that the trusted side reads or runs, by every way of renaming.
import ctypes
import os

from attempt import ended, escapes, fails, libc

with open("/tmp/mine", "w") as file:
    file.write("escaped")
for path in ("/usr/lib/recrutr/agent.py", "/etc/passwd", "/usr/bin/python3", "/proc/self/exe", "/dev/null", "/box", "/box/work"):
    fails(f"rename over {path}", os.rename, "/tmp/mine", path)
    fails(f"replace {path}", os.replace, "/tmp/mine", path)
    if libc.renameat2(-100, b"/tmp/mine", -100, path.encode(), 2) == 0:  # RENAME_EXCHANGE
        escapes.append(f"exchanged {path}")
    if libc.renameat2(-100, path.encode(), -100, b"/tmp/taken", 4) == 0:  # RENAME_WHITEOUT
        escapes.append(f"whited out {path}")
ended()
