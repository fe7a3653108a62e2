"""Writes the secret test data of this problem; run it in the package folder. The seed makes it repeatable."""

import random
from pathlib import Path

random.seed(20250902)
LATE, MANY, SOME = 1_000_000_000, 100_000, 30_000


def draw(count, last):
    return [random.randint(0, last) for _ in range(count)]


def solve(buses, people, room):
    people = sorted(people)
    waited = first = 0
    for bus in sorted(buses):
        boarded = 0
        while boarded < room and first < len(people) and people[first] <= bus:
            waited += bus - people[first]
            first, boarded = first + 1, boarded + 1
    return waited, len(people) - first


tests = {
    "1-roomy/01-one": ([5], [5], 1),
    "1-roomy/02-all-late": ([3, 1, 2], [4, 9, 4], 3),
    "1-roomy/03-same-minute": ([10] * 20, [10] * 30, 30),
    "1-roomy/04-random": (draw(300, 1000), draw(1000, 1100), 1000),
    "1-roomy/05-far-apart": (draw(1000, LATE), draw(900, LATE), 900),
    "2-crowded/01-queue": (list(range(1000, 0, -1)), [0] * 1000, 1),
    "2-crowded/02-left-behind": (draw(50, 500), draw(1000, 400), 3),
    "2-crowded/03-random": (draw(700, 5000), draw(1000, 5000), 2),
    "2-crowded/04-far-apart": (draw(1000, LATE), draw(1000, LATE), 1),
    "3-city/01-random": (draw(MANY, LATE), draw(MANY, LATE), 1),
    "3-city/02-early-people": (draw(SOME, LATE), draw(SOME, 1000), 2),
    "3-city/03-few-buses": (draw(900, LATE), draw(SOME, LATE), 30),
    "3-city/04-rush": ([LATE - minute for minute in range(SOME)], [0] * SOME, 1),
}
for name, (buses, people, room) in tests.items():
    stem = Path("data/secret") / name
    lines = [(len(buses), len(people), room), buses, people]
    stem.with_suffix(".in").write_text("".join(" ".join(map(str, line)) + "\n" for line in lines))
    stem.with_suffix(".ans").write_text("{} {}\n".format(*solve(buses, people, room)))
