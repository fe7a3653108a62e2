# expect: RAN held
# runs: 2
# What a process hands on to the next: the first run changes all of it, the second finds it as it ought to be.
import ctypes
import os
import resource
import signal

from attempt import ended, escapes, libc, prizes

if dict(prizes())["run"] == "2":
    wrong = {
        "umask": os.umask(0o022) != 0o022,
        "niceness": os.getpriority(os.PRIO_PROCESS, 0) != 0,
        "policy": os.sched_getscheduler(0) != os.SCHED_OTHER,
        "working folder": os.getcwd() != "/box/work",
        "core files": resource.getrlimit(resource.RLIMIT_CORE) != (0, 0),
        "descriptors": resource.getrlimit(resource.RLIMIT_NOFILE)[0] != 256,
        "stack": resource.getrlimit(resource.RLIMIT_STACK)[0] < 60 << 20,
        "signals blocked": bool(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        "hang-up ignored": signal.getsignal(signal.SIGHUP) is not signal.SIG_DFL,
        "death by parent": libc.prctl(2, ctypes.byref(ctypes.c_int(0))) != 0,
        "processors": len(os.sched_getaffinity(0)) < os.cpu_count(),
    }
    with open("/proc/self/oom_score_adj") as file:
        wrong["out of memory"] = file.read().strip() != "1000"
    with open("/proc/self/timerslack_ns") as file:
        wrong["timer slack"] = file.read().strip() != "50000"
    escapes += [name for name, is_wrong in wrong.items() if is_wrong]
else:
    os.umask(0)
    os.nice(10)
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.chdir("/")
    for limit in (resource.RLIMIT_STACK, resource.RLIMIT_NOFILE):
        resource.setrlimit(limit, (64, 64))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))
    libc.prctl(29, 1, 0, 0, 0)
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("-1000")
        escapes.append("out of memory last of all")
    except OSError:
        pass
ended()
