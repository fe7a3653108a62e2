# expect: RAN held
# runs: 2
# sample: yes
# A daemon of the first run, deaf to every signal, starts itself anew all the time; the second run looks for it.
import os
import signal
import time

from attempt import ended, escapes, prizes

if dict(prizes())["run"] == "1":
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            os.closerange(0, 64)
            for number in range(1, 65):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            while True:
                if os.fork():
                    os._exit(0)
    time.sleep(0.05)
else:
    for _ in range(20):
        others = [name for name in os.listdir("/proc") if name.isdigit()]
        for name in others:
            try:
                with open(f"/proc/{name}/stat") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
                if int(name) != os.getpid() and int(name) != os.getppid() and os.stat(f"/proc/{name}").st_uid == os.getuid() and int(name) != 1:
                    escapes.append(f"process {name}, child of {parent}")
            except OSError:
                pass
        time.sleep(0.02)
ended()
