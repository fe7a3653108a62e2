# expect: RAN held
# limits: cpu_ms=3000
# The image's own tools for all of this: none may get further than a program of ours.
import shutil
import subprocess

from attempt import ended, escapes

for argv in (
    ("unshare", "--user", "--map-root-user", "id"),
    ("unshare", "--mount", "--pid", "--fork", "id"),
    ("nsenter", "--target", "1", "--mount", "id"),
    ("mount", "-t", "tmpfs", "none", "/tmp"),
    ("su", "-c", "id"),
    ("setpriv", "--reuid", "0", "id"),
    ("chroot", "/", "id"),
    ("swapon", "/tmp/x"),
    ("losetup", "-f", "/tmp/x"),
    ("sudo", "-n", "id"),
    ("newgrp", "root"),
    ("passwd", "-d", "root"),
):
    if shutil.which(argv[0]) is None:
        continue
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode == 0 or b"uid=0" in done.stdout:
        escapes.append(argv[0])
ended()
