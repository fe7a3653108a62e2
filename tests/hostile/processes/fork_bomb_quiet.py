# expect: TLE cpu
# sample: yes
# Swallows every error, so that it never ends by itself.
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
