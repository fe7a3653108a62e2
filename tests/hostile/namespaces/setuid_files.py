# expect: RAN held
# limits: cpu_ms=3000
# No file of the image gives rights to whoever runs it, and a file of ours cannot.
import os
import stat

from attempt import ended, escapes


def has_capabilities(path):
    try:
        return bool(os.getxattr(path, "security.capability"))
    except OSError:
        return False


for top in ("/usr", "/etc", "/var", "/opt", "/srv"):
    for folder, _, names in os.walk(top):
        for name in names:
            path = f"{folder}/{name}"
            state = os.lstat(path)
            if stat.S_ISREG(state.st_mode) and state.st_mode & 0o111:
                if state.st_mode & 0o6000 or has_capabilities(path):
                    escapes.append(path)
with open("/box/work/own", "wb") as file:
    file.write(b"#!/bin/sh\n")
os.chmod("/box/work/own", 0o6755)
if not os.statvfs("/box/work").f_flag & os.ST_NOSUID:
    escapes.append("set-user-id works in the working folder")
ended()
