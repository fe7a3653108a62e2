# expect: RAN held
# A huge file that takes no room: reading it whole would.
import os

try:
    with open("out", "wb") as file:
        file.truncate(1 << 40)
except OSError:
    pass
try:
    os.truncate("out", 60 << 20)
except OSError:
    pass
print("held")
