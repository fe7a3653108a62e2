# expect: RAN held
# Deeper than any path is long: what removes it by name, or by calling itself, fails.
import os

depth = 0
try:
    while depth < 3_000:
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
        depth += 1
except OSError:
    pass
print("held")
