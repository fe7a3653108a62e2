# expect: RAN held
# A folder where a file was asked for, as full as it gets.
import os

os.mkdir("out")
try:
    for number in range(100_000):
        os.mkdir(f"out/{number}")
except OSError:
    pass
print("held")
