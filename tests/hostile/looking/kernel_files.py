# expect: RAN held
# sample: yes
# Files of the kernel that tell of the machine or of others, or that command it.
import os

from attempt import ended, escapes

READ = (
    "/proc/kcore", "/proc/kmsg", "/proc/keys", "/proc/timer_list", "/proc/sched_debug", "/proc/latency_stats",
    "/proc/sysrq-trigger", "/proc/kpagecount", "/proc/kpageflags", "/proc/vmallocinfo", "/proc/slabinfo", "/proc/acpi/wakeup",
    "/proc/scsi/scsi", "/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/sys/kernel/debug/sched/debug",
    "/sys/firmware/dmi/tables/DMI", "/sys/class/dmi/id/product_uuid", "/sys/kernel/security/lsm", "/sys/kernel/notes.d",
)
WRITE = (
    "/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/hostname",
    "/proc/sys/vm/drop_caches", "/proc/sys/vm/overcommit_memory", "/proc/irq/0/smp_affinity", "/proc/bus/pci",
    "/sys/kernel/uevent_helper", "/sys/fs/cgroup/release_agent", "/sys/power/state", "/sys/module/apparmor/parameters/mode",
    "/proc/1/oom_score_adj", "/proc/1/comm", "/proc/1/coredump_filter", "/proc/1/autogroup", "/proc/1/sched",
    "/proc/1/timerslack_ns", "/proc/1/setgroups", "/proc/1/uid_map", "/proc/1/attr/current",
)
for path in READ:
    try:
        with open(path, "rb") as file:
            if file.read(1):
                escapes.append(path)
    except OSError:
        pass
for path in WRITE:
    try:
        file = os.open(path, os.O_WRONLY)
        if path.startswith("/proc/1/"):  # the kernel asks who it is only when something is written
            os.write(file, b"0")
        escapes.append(path)
    except OSError:
        pass
for folder in ("/sys/firmware", "/proc/scsi", "/proc/acpi"):
    try:
        if os.listdir(folder):
            escapes.append(folder)
    except OSError:
        pass
with open("/proc/kallsyms") as file:
    if int(file.readline().split()[0] or "0", 16):
        escapes.append("addresses of the kernel")
ended()
