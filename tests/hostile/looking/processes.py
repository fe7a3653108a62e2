# expect: RAN held
# Nobody else is here but itself and those whose child it is, and their command lines tell nothing.
import os

from attempt import ended, escapes, prizes

secret = dict(prizes())["secret"]
ancestors, process = {os.getpid()}, os.getppid()
while process > 0 and process not in ancestors:
    ancestors.add(process)
    with open(f"/proc/{process}/stat") as file:
        process = int(file.read().rpartition(")")[2].split()[1])
for name in filter(str.isdigit, os.listdir("/proc")):
    try:
        with open(f"/proc/{name}/cmdline", "rb") as file:
            words = file.read()
    except OSError:
        words = b""
    if int(name) not in ancestors | {1}:
        escapes.append(f"process {name}: {words!r}")
    if secret.encode() in words:
        escapes.append(f"command line of {name}")
ended()
