# expect: RAN held
# sample: yes
# Moves its own working folder away and puts a link in its place: the trusted side must not follow it.
import os
import shutil

os.chdir("/tmp")
os.mkdir("/tmp/decoy")
with open("/tmp/decoy/out", "w") as file:
    file.write("escaped")
for change in (
    lambda: os.rename("/box/work", "/box/gone"),
    lambda: shutil.rmtree("/box/work"),
    lambda: os.symlink("/tmp/decoy", "/box/work"),
):
    try:
        change()
    except OSError:
        pass
print("held")
