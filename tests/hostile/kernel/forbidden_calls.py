# expect: RAN held
# System calls that lead out of a box, or past what is counted.
import ctypes
import fcntl
import os

libc = ctypes.CDLL(None, use_errno=True)
CALLS = {
    "unshare user": (272, 0x10000000),
    "unshare mount": (272, 0x00020000),
    "clone new user": (56, 0x10000000 | 17, 0, 0, 0, 0),
    "mount": (165, 0, 0, 0, 0, 0),
    "pivot_root": (155, 0, 0),
    "chroot": (161, b"/"),
    "setns": (308, 0, 0),
    "ptrace": (101, 0, 0, 0, 0),
    "add_key": (248, b"user", b"a", b"b", 1, -3),
    "keyctl": (250, 0, -3, 0),
    "request_key": (249, b"user", b"a", 0, 0),
    "bpf": (321, 0, 0, 0),
    "perf_event_open": (298, 0, 0, -1, -1, 0),
    "userfaultfd": (323, 0),
    "io_uring_setup": (425, 8, ctypes.create_string_buffer(256)),
    "memfd_create": (319, b"x", 0),
    "open_by_handle_at": (304, 0, 0, 0),
    "process_vm_writev": (311, 1, 0, 0, 0, 0, 0),
    "kexec_load": (246, 0, 0, 0, 0),
    "init_module": (175, 0, 0, 0),
    "reboot": (169, 0xFEE1DEAD, 672274793, 0, 0),
    "swapon": (167, b"/box/work/main.py", 0),
    "mknod": (133, b"/box/work/device", 0o60600, 0x0800),
    "personality": (135, 0x0040000),
    "shmget": (29, 0, 4096, 0o1600),
    "msgget": (68, 0, 0o1600),
    "setuid": (105, 0),
}
escaped = []
for name, (number, *arguments) in CALLS.items():
    if os.uname().machine != "x86_64":
        break
    result = libc.syscall(number, *arguments)
    if name == "clone new user" and result == 0:
        os._exit(0)
    if result != -1:
        escaped.append(name)
for command in (fcntl.LOCK_EX, fcntl.LOCK_SH):
    try:
        with open("/usr/bin/env", "rb") as file:
            fcntl.flock(file, command | fcntl.LOCK_NB)
        escaped.append("flock")
    except OSError:
        pass
print(f"escaped {escaped}" if escaped else "held")
