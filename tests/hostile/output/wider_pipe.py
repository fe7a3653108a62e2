# expect: OLE
# Makes the pipe to the agent as wide as it goes, so that more is under way than anybody counted on.
import fcntl
import os

for descriptor in (1, 2):
    for size in (1 << 20, 1 << 18, 1 << 16):
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, size)
            break
        except OSError:
            pass
while True:
    os.write(1, b"\0" * (1 << 20))
