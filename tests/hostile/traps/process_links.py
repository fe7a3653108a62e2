# expect: RAN held
# Links of the kernel's own: they lead to open files whatever their names.
import os

os.symlink("/proc/1/environ", "out")
os.mkdir("feedback")
os.symlink("/proc/self/fd/0", "feedback/judgemessage.txt")
print("held")
