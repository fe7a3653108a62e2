# expect: RAN held
# Interfaces, routes and neighbours: at most the loopback of a namespace of its own.
import os

from attempt import ended, escapes

names = set()
for path in ("/proc/net/dev", "/proc/self/net/dev", "/proc/1/net/dev"):
    try:
        with open(path) as file:
            names |= {line.split(":")[0].strip() for line in file if ":" in line}
    except OSError:
        pass
try:
    names |= set(os.listdir("/sys/class/net"))
except OSError:
    pass
if names - {"lo"}:
    escapes.append(names)
for path in ("/proc/net/tcp", "/proc/net/tcp6", "/proc/net/udp", "/proc/net/arp", "/proc/net/route", "/proc/net/packet"):
    try:
        with open(path) as file:
            rows = file.read().splitlines()[1:]
    except OSError:
        continue
    if rows:
        escapes.append(f"{path}: {rows[0]}")
ended()
