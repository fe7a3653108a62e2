"""What a submission used is told in steps of the limit, never as it was measured."""

from __future__ import annotations

import pytest

from backend.portal.report_view import used_words
from backend.reports.document import ProblemOutcome
from backend.scoring.coarse import coarse_use
from protocol.identifiers import new_identifier
from protocol.wire import CoarseUse

VIEW = {"time_limit_ms": 2_000, "memory_limit_bytes": 256 * 2**20}


@pytest.mark.parametrize(
    ("cpu_ms", "percent"),
    [(0, 10), (200, 10), (201, 25), (500, 25), (501, 50), (1_000, 50), (1_500, 75), (2_000, 100), (2_001, 101)],
)
def test_only_the_step_is_told(cpu_ms: int, percent: int) -> None:
    assert coarse_use((cpu_ms, 128 * 2**20), VIEW) == CoarseUse(cpu_percent=percent, memory_percent=50)


def test_words_name_the_limit() -> None:
    problem = ProblemOutcome(
        problem=new_identifier(), label="A", title="x", submissions=[], time_limit_ms=2_000, memory_limit_bytes=2**28
    )
    assert used_words(CoarseUse(cpu_percent=25, memory_percent=10), problem) == (
        "up to 25 % of 2 s",
        "up to 10 % of 256 MiB",
    )
    assert used_words(CoarseUse(cpu_percent=101, memory_percent=101), problem) == ("more than 2 s", "more than 256 MiB")
