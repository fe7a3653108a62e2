# expect: RAN held
# sample: yes
# Names without content: folders, links and empty files take no room but fill tables.
import os

from attempt import ended, escapes

made = 0
for folder in ("/tmp", "/box/work"):
    try:
        for number in range(20_000):
            os.symlink("x" * 100, f"{folder}/link{number}")
            os.mkdir(f"{folder}/folder{number}")
            made += 2
    except OSError:
        pass
if made > 16_384:
    escapes.append(f"{made} names")
ended()
