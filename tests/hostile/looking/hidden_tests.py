# expect: RAN held
# limits: cpu_ms=3000
# sample: yes
# Tests, answers and other people's work: by name anywhere, by the secret word wherever a program may read.
import os

from attempt import ended, escapes, prizes

known = dict(prizes())
secret = known["secret"].encode()
if os.path.exists(known["file"]) or os.path.exists(os.path.dirname(known["file"])):
    escapes.append("the host's folder")
for folder, folders, names in os.walk("/"):
    if folder == "/":
        folders[:] = [name for name in folders if name not in {"proc", "sys", "usr", "lib", "lib64", "bin", "sbin"}]
    for name in names:
        path = f"{folder}/{name}"
        if name.endswith((".ans", ".in", ".desc")) or name in {"problem.yaml", "submissions.yaml"}:
            escapes.append(path)
        try:
            if os.path.isfile(path) and os.path.getsize(path) < 1 << 18:
                with open(path, "rb") as file:
                    if secret in file.read():
                        escapes.append(path)
        except OSError:
            pass
ended()
