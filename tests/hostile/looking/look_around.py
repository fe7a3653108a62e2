# expect: RAN held
# There is nothing here but the image: no answers, no keys, no way to the engine, no root.
import os

found = []
for path in (
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/recrutr-host",
    "/box/work/test.ans",
    "/dev/mem",
    "/dev/kvm",
    "/dev/fuse",
    "/dev/vda",
    "/etc/apt/sources.list",
):
    if os.path.exists(path):
        found.append(path)
if set(os.environ) - {"PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "PYTHONDONTWRITEBYTECODE", "LC_CTYPE"}:
    found.append("environment")
if 0 in (os.getuid(), os.geteuid(), os.getgid(), os.getegid()) or os.getgroups() not in ([], [os.getgid()]):
    found.append("root")
with open("/proc/self/status") as file:
    status = dict(line.split(":", 1) for line in file)
if int(status["CapEff"], 16) or int(status["CapBnd"], 16) or status["NoNewPrivs"].strip() != "1":
    found.append("capabilities")
if status["Seccomp"].strip() != "2":
    found.append("seccomp")
if os.listdir("/box/work") not in (["main.py"], [os.path.basename(__file__)]):
    found.append(os.listdir("/box/work"))
print(f"escaped {found}" if found else "held")
