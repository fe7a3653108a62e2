# expect: RAN held
# sample: yes
# Ends well, but leaves processes behind that hold its pipes open.
import os
import time

for _ in range(20):
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)
print("held")
