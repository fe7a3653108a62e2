# expect: OLE
# sample: yes
# Tries to take memory, processor and priority away from process 1, so that it cannot answer about the flood.
import contextlib
import ctypes
import os
import resource
import sys

libc = ctypes.CDLL(None, use_errno=True)
for limit in (resource.RLIMIT_AS, resource.RLIMIT_DATA, resource.RLIMIT_NOFILE, resource.RLIMIT_CPU):
    with contextlib.suppress(OSError, ValueError):
        resource.prlimit(1, limit, (4096, 4096))
for nice in (lambda: os.setpriority(os.PRIO_PROCESS, 1, 19), lambda: os.setpriority(os.PRIO_USER, 0, 19)):
    with contextlib.suppress(OSError):
        nice()
with contextlib.suppress(OSError):
    os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0))
if os.sched_getscheduler(1) == os.SCHED_IDLE or os.getpriority(os.PRIO_PROCESS, 1) == 19:
    while True:  # reached it: the test sees the wrong verdict
        pass
sys.stdout.write("x" * 3_000_000)
sys.stdout.flush()
sys.exit(7)
