# expect: RAN held
# runs: 2 together
# Two runs at the same time that share files of the image: one opens, locks and touches them, the other watches.
import ctypes
import fcntl
import os
import struct
import time

from attempt import ended, escapes, libc, prizes

SHARED = ("/etc/passwd", "/etc/os-release", "/usr/lib/recrutr/agent/__main__.py", "/etc", "/", "/dev/null")
sender = dict(prizes())["run"] == "1"
end = time.monotonic() + 1.2
if sender:
    while time.monotonic() < end:
        for path in SHARED:
            file = os.open(path, os.O_RDONLY)
            for take in (
                lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB),
                lambda: fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK),
                lambda: fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB),
                lambda: os.utime(path),
            ):
                try:
                    take()
                    if path != "/dev/null":
                        escapes.append(f"{path} can be locked or touched")
                except OSError:
                    pass
            os.close(file)
        time.sleep(0.01)
else:
    watch = libc.inotify_init1(os.O_NONBLOCK)
    if watch >= 0:
        for path in SHARED[:-1]:
            libc.inotify_add_watch(watch, path.encode(), 0xFFF)
    while time.monotonic() < end:
        time.sleep(0.05)
        try:
            data = os.read(watch, 65536) if watch >= 0 else b""
        except OSError:
            data = b""
        if data:
            escapes.append(f"saw what the other did ({struct.unpack_from('iIII', data)})")
escapes[:] = sorted(set(escapes))
ended()
