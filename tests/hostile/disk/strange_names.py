# expect: RAN held
# Names that a shell, a log or a terminal takes for something else, beside the artifacts and in their place.
import os

NAMES = (
    b"-rf", b"--", b"$(escaped)", b"`escaped`", b";escaped", b"a\nb", b"\x1b[2J", b"\xff\xfe", b"\xe2\x80\xaetxt.exe",
    b"x" * 255, b"out\n", b"out ", b"...", b"* *", b"%s%n", b"CON", b"a\\b", b"'\"",
)
for name in NAMES:
    with open(name, "wb"):
        pass
    os.makedirs(b"feedback/" + name, exist_ok=True)
try:
    open(b"x" * 256, "wb").close()
    print("escaped")
except OSError:
    print("held")
