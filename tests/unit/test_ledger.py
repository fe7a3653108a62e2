"""The ledger of long tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger import Ledger, percentile


def test_a_shard_is_done_once_and_figures_come_together(tmp_path: Path) -> None:
    ledger = Ledger("kills", tmp_path / "here" / "ledger.jsonl")
    assert ledger.missing(3) == [0, 1, 2]
    ledger.add(1, {"kills": 20, "max_lost_ms": 7, "reopened_s": [0.5, 0.25]})
    ledger.add(0, {"kills": 20, "max_lost_ms": 9.5, "reopened_s": [1.0]})
    Ledger("others", tmp_path / "here" / "ledger.jsonl").add(2, {"kills": 1000})
    assert ledger.missing(3) == [2]
    assert ledger.totals() == {"shards": 2, "kills": 40, "max_lost_ms": 9.5, "reopened_s": [0.5, 0.25, 1.0]}
    assert ledger.values("reopened_s") == [0.5, 0.25, 1.0]


def test_a_line_cut_by_a_kill_does_not_count(tmp_path: Path) -> None:
    ledger = Ledger("kills", tmp_path / "ledger.jsonl")
    ledger.add(0, {"kills": 20})
    with (tmp_path / "ledger.jsonl").open("a") as file:
        file.write('{"test": "kills", "shard": 1, "ki')
    assert ledger.missing(2) == [1]
    ledger.add(1, {"kills": 20})
    assert ledger.totals()["kills"] == 40


def test_a_finished_ledger_makes_no_test_green(tmp_path: Path) -> None:
    ledger = Ledger("kills", tmp_path / "ledger.jsonl")
    for shard in (1, 0):
        assert ledger.rounds(2) == 0
        ledger.add(shard, {})
    assert (ledger.rounds(2), ledger.missing(2)) == (1, [0, 1])
    ledger.add(0, {})
    assert (ledger.rounds(2), ledger.missing(2)) == (1, [1])


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 2), (75, 3), (95, 4), (100, 4)])
def test_percentiles_are_nearest_rank(percent: float, value: float) -> None:
    assert percentile([4, 2, 3, 1], percent) == value
