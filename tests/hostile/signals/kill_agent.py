# expect: RAN held
# Whoever watches must outlive every signal.
import os
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass

for number in range(1, 65):
    for target in (1, -1):
        if target == -1 and number in (9, 15, 19):
            continue  # these would end or stop this very program first
        try:
            os.kill(target, number)
        except OSError:
            pass
        except SystemExit:
            pass
print("held")
