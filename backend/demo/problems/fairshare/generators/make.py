"""Writes the secret test data of this problem; run it in the package folder. The seed makes it repeatable."""

import random
from pathlib import Path

random.seed(20250901)
N, W = 100_000, 1_000_000
tests = {
    "01-single": [7],
    "02-two-equal": [4, 4],
    "03-alternating-trap": [9, 1, 9, 1, 9, 1, 9, 1],
    "04-front-heavy": [W] + [1] * 50,
    "05-rising": list(range(1, 101)),
    "06-falling": list(range(100, 0, -1)),
    "07-small-random": [random.randint(1, 10) for _ in range(37)],
    "08-powers": [2**power for power in range(19)],
    "09-one-giant-last": [1] * 999 + [W],
    "10-large-random": [random.randint(1, W) for _ in range(N)],
    "11-large-equal": [W] * (N - 1),
    "12-large-two-kinds": [W if index % 2 == 0 else 1 for index in range(N)],
}
for name, weights in tests.items():
    load, letters = {"A": 0, "B": 0}, []
    for weight in weights:
        who = "A" if load["A"] <= load["B"] else "B"
        load[who] += weight
        letters.append(who)
    stem = Path("data/secret") / name
    stem.with_suffix(".in").write_text(f"{len(weights)}\n{' '.join(map(str, weights))}\n")
    stem.with_suffix(".ans").write_text("".join(letters) + "\n")
