# expect: RAN held
# Files with the secret word wherever it may write: none may be found on the machine afterwards.
from attempt import ended, prizes

secret = dict(prizes())["secret"]
for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/box", "/box/work", "/dev/mqueue", "/"):
    try:
        with open(f"{folder}/{secret}", "w") as file:
            file.write(secret)
    except OSError:
        pass
ended()
