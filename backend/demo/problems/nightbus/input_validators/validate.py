import re
import sys

most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
lines = sys.stdin.read().split("\n")
assert len(lines) == 4 and lines[3] == "", "expected exactly three lines"
assert all(re.fullmatch(r"(0|[1-9][0-9]*)( (0|[1-9][0-9]*))*", line) for line in lines[:3]), "not plain numbers"
b, p, c = map(int, lines[0].split(" "))
assert 1 <= b <= most and 1 <= p <= most and 1 <= c <= 100_000, "b, p or c is out of range"
assert "roomy" not in sys.argv or c == p, "c is not p in the roomy group"
for line, count in ((lines[1], b), (lines[2], p)):
    minutes = [int(word) for word in line.split(" ")]
    assert len(minutes) == count, "a line has another number of minutes than announced"
    assert max(minutes) <= 1_000_000_000, "a minute is out of range"
sys.exit(42)
