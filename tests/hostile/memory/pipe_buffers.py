# expect: MLE|RAN held
# What lies in pipes is memory of the kernel; it must be counted or be refused.
import fcntl
import os

from attempt import ended, escapes

total = 0
try:
    while total < 300 << 20:
        _, writer = os.pipe()
        os.set_blocking(writer, False)
        try:
            fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass
        try:
            while True:
                total += os.write(writer, b"x" * (1 << 20))
        except BlockingIOError:
            pass
except OSError:
    pass
if total > 128 << 20:
    escapes.append(f"{total >> 20} MiB in pipes")
ended()
