# expect: RAN held
# runs: 2 together
# sample: yes
# Two runs of one submission at the same time, each of which shows itself in every way and looks for the other.
import fcntl
import os
import socket
import time

from attempt import ended, escapes, prizes

known = dict(prizes())
mine, other = (f"cell-{known['run']}", f"cell-{3 - int(known['run'])}")
held = []
for name in ("\0" + mine, f"/tmp/{mine}"):
    local = socket.socket(socket.AF_UNIX)
    try:
        local.bind(name)
        local.listen()
    except OSError:
        pass  # not even that is permitted
    held.append(local)
open(f"/box/work/{mine}", "w").close()
with open("/proc/self/comm", "w") as file:
    file.write(mine)
end = time.monotonic() + 1.2
while time.monotonic() < end:
    for name in ("\0" + other, f"/tmp/{other}"):
        with socket.socket(socket.AF_UNIX) as local:
            try:
                local.connect(name)
                escapes.append(f"called {name!r}")
            except OSError:
                pass
    if os.path.exists(f"/box/work/{other}") or os.path.exists(f"/tmp/{other}"):
        escapes.append("a file of the other")
    with open("/proc/net/unix") as file:
        if other in file.read():
            escapes.append("the table of sockets")
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/comm") as file:
                if file.read().strip() == other:
                    escapes.append(f"process {name}")
        except OSError:
            pass
    time.sleep(0.05)
escapes[:] = sorted(set(escapes))
ended()
