import re
import sys

text = sys.stdin.read()
lines = text.split("\n")
assert len(lines) == 3 and lines[2] == "", "expected exactly two lines"
assert re.fullmatch(r"[1-9][0-9]*", lines[0]), "n is not a plain number"
n = int(lines[0])
assert 1 <= n <= 100_000, "n is out of range"
words = lines[1].split(" ")
assert len(words) == n, "the number of weights is not n"
assert all(re.fullmatch(r"[1-9][0-9]*", word) for word in words), "a weight is not a plain number"
assert all(int(word) <= 1_000_000 for word in words), "a weight is out of range"
sys.exit(42)
