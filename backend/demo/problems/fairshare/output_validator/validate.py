"""Accepts every split whose loads differ by at most the heaviest parcel."""

import sys
from pathlib import Path

ACCEPT, REJECT = 42, 43


def judge(verdict, message=""):
    if message:
        Path(sys.argv[3], "judgemessage.txt").write_text(message + "\n")
    sys.exit(verdict)


with open(sys.argv[1]) as file:
    n, *weights = map(int, file.read().split())
words = sys.stdin.buffer.read().split()
if len(words) != 1:
    judge(REJECT, f"expected one word, found {len(words)}")
letters = words[0]
if len(letters) != n:
    judge(REJECT, f"expected {n} letters, found {len(letters)}")
strangers = set(letters) - set(b"AB")
if strangers:
    judge(REJECT, f"found the byte {min(strangers)}, which is neither A nor B")
ada = sum(weight for weight, letter in zip(weights, letters) if letter == ord("A"))
bo = sum(weights) - ada
if abs(ada - bo) > max(weights):
    judge(REJECT, f"the loads {ada} and {bo} differ by {abs(ada - bo)}, more than {max(weights)}")
judge(ACCEPT)
