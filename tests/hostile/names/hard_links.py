# expect: RAN held
# A second name for a file that is not its own: whoever changes or hands out that name changes or hands out the file.
import os

from attempt import ended, fails

for number, path in enumerate(
    ("/usr/lib/recrutr/agent.py", "/etc/passwd", "/etc/shadow", "/usr/bin/python3", "/proc/1/exe", "/proc/self/exe", "/dev/zero")
):
    for folder in ("/tmp", "/box/work"):
        fails(f"link {path}", os.link, path, f"{folder}/second{number}")
        fails(f"link {path} through its link", lambda p=path, f=folder, n=number: os.link(p, f"{f}/third{n}", follow_symlinks=True))
ended()
