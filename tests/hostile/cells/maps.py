# expect: RAN held
# Maps of users, settings of the kernel and labels: all that decides who one is must be closed to writing.
import os

from attempt import ended, escapes, fails


def write(path, text):
    file = os.open(path, os.O_WRONLY)
    try:
        return os.write(file, text)
    finally:
        os.close(file)


for owner in ("self", "1", str(os.getppid() or 1), "thread-self"):
    for name, text in (
        ("uid_map", b"0 0 4294967295\n"), ("gid_map", b"0 0 4294967295\n"), ("setgroups", b"allow\n"),
        ("projid_map", b"0 0 1\n"), ("attr/current", b"unconfined"), ("attr/exec", b"unconfined"),
        ("timens_offsets", b"boottime 1 0\n"), ("mem", b"x"),
    ):
        if owner in {"self", "thread-self"} and name == "mem":
            continue
        fails(f"{owner}/{name}", write, f"/proc/{owner}/{name}", text)
fails("a lower score", write, "/proc/self/oom_score_adj", b"-1000")
for folder, _, names in os.walk("/proc/sys"):
    for name in names:
        path = f"{folder}/{name}"
        try:
            os.close(os.open(path, os.O_WRONLY))
            escapes.append(path)
        except OSError:
            pass
ended()
