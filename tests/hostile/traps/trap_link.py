# expect: RAN held
# The artifact that the supervisor wants is a link to something else.
import os

os.symlink("/usr/lib/recrutr/agent.py", "out")
os.symlink("/etc", "feedback")
print("held")
