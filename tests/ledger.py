"""The ledger of long tests: what each shard found, one line a shard, so that a long form can go on after a stop.

A long test is cut into shards with fixed seeds. `missing` says which are still to be done in this round; each writes
its figures when it has passed. When all have one the next run begins another round: a finished ledger never makes a
test green by itself. A round may go over several commits, which the lines tell apart. The file lies outside the tree
of sources (`build/ledger.jsonl`, or where `RECRUTR_LEDGER` says): a fresh checkout begins with none, and who wants to
begin anew removes it. `python -m tests.ledger` prints the totals, which `docs/reliability.md` quotes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

Figures = Mapping[str, float | list[float]]
"""Counts and sums add up over shards; names that start with `max_` keep the largest; lists are joined."""

_HOME = Path(__file__).parent.parent


class Ledger:
    """The results of one long test, by shard."""

    def __init__(self, test: str, path: Path | None = None) -> None:
        self._test = test
        self._path = path or Path(os.environ.get("RECRUTR_LEDGER", _HOME / "build" / "ledger.jsonl"))

    def missing(self, shards: int) -> list[int]:
        """Which of `shards` are still to be done in this round; never none."""
        done = self._done()
        return [shard for shard in range(shards) if done[shard] == self.rounds(shards)]

    def rounds(self, shards: int) -> int:
        """How often all of `shards` have been done."""
        done = self._done()
        return min(done[shard] for shard in range(shards))

    def add(self, shard: int, figures: Figures) -> None:
        """Keep what a shard found, once it has passed."""
        line = {"test": self._test, "shard": shard, "at": round(time.time()), "commit": _commit(), **figures}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a") as file:
            file.write(f"\n{json.dumps(line)}\n")  # the line before may have been cut by a kill

    def totals(self) -> dict[str, float | list[float]]:
        """All shards together, `shards` among them."""
        found = [line for line in _lines(self._path) if line["test"] == self._test]
        return {"shards": len(found), **_together(found)}

    def values(self, name: str) -> list[float]:
        """A list of all shards together. Raises KeyError when no shard has one of that name."""
        found = self.totals()[name]
        return found if isinstance(found, list) else [found]

    def _done(self) -> Counter[object]:
        return Counter(line["shard"] for line in _lines(self._path) if line["test"] == self._test)


def percentile(values: Iterable[float], percent: float) -> float:
    """Nearest rank: the smallest value that at least `percent` of all do not exceed. Raises IndexError when empty."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(percent * 100) // 10_000) - 1)]


def _together(lines: list[dict[str, object]]) -> dict[str, float | list[float]]:
    sums: dict[str, float | list[float]] = {}
    for line in lines:
        for name, value in line.items():
            if name in {"test", "shard", "at", "commit"}:
                continue
            before = sums.get(name)
            if isinstance(value, list):
                sums[name] = [*(before if isinstance(before, list) else []), *value]
            elif isinstance(value, (int, float)) and not isinstance(before, list):
                sums[name] = max(before or 0, value) if name.startswith("max_") else (before or 0) + value
    return sums


def _lines(path: Path) -> list[dict[str, object]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")]


def _commit() -> str:
    words = ["git", "-C", str(_HOME), "rev-parse", "--short", "HEAD"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def main() -> int:
    """Print the totals of every test in the ledger."""
    path = Path(os.environ.get("RECRUTR_LEDGER", _HOME / "build" / "ledger.jsonl"))
    for test in sorted({str(line["test"]) for line in _lines(path)}):
        print(test)
        for name, value in Ledger(test, path).totals().items():
            if isinstance(value, list):
                shown = ", ".join(f"p{percent} {percentile(value, percent):g}" for percent in (50, 95, 99))
                print(f"  {name}: {len(value)} values, {shown}, max {max(value):g}")
            else:
                print(f"  {name}: {value:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
