# expect: RAN held
# Links that lead to themselves, to each other and to what is said about the process itself.
import os

os.symlink("out", "out")
os.symlink("other", "feedback")
os.symlink("feedback", "other")
print("held")
