# expect: RAN held
# Tables that describe the box must not tell about the machine: its name, its people's folders, what is mounted from it.
import os
import socket

from attempt import ended, escapes, fails, prizes

known = dict(prizes())
folder = os.path.dirname(known["file"])
if socket.gethostname() != "box" or os.uname().nodename != "box":
    escapes.append("host name")
for path in ("/proc/mounts", "/proc/self/mountinfo", "/proc/self/cgroup", "/proc/cmdline", "/etc/hostname", "/etc/hosts", "/etc/resolv.conf"):
    try:
        with open(path) as file:
            text = file.read()
    except OSError:
        continue
    if known["secret"] in text or folder in text or "/home/" in text or "/root/" in text:
        escapes.append(path)
for path in ("/etc/resolv.conf", "/etc/hosts"):
    try:
        with open(path) as file:
            if any(word in file.read() for word in ("nameserver", "host.docker.internal")):
                escapes.append(path)
    except OSError:
        pass
ENGINES_OWN = {"/etc/hostname", "/etc/hosts", "/etc/resolv.conf"}  # written by the engine for this box alone
for path in ENGINES_OWN:
    fails(f"write {path}", open, path, "a")
with open("/proc/self/mountinfo") as file:
    for line in file:
        if line.split()[4] in ENGINES_OWN:
            continue
        if " / / " not in line and line.split(" - ")[1].split()[0] in {"ext4", "xfs", "btrfs", "nfs", "9p", "fuse", "virtiofs"}:
            escapes.append(f"a mount of the host at {line.split()[4]}")
ended()
