"""The replay of a long attempt, in which the browser goes by snapshots, equals the journal at 1,000 random moments."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.bench._long_attempt import long_attempt
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.server import Running
from tests.integration.portal.test_replay_island import ISLAND, journal_texts, shown_texts

Visit = Callable[..., Visitor]
MOMENTS = 1_000
AT_ONCE = 100


@pytest.mark.browser
@pytest.mark.parametrize("edits", [3_000, pytest.param(200_000, marks=pytest.mark.long)])
def test_text_at_1000_random_moments_equals_the_journal(visit: Visit, backend: Running, edits: int) -> None:
    made = long_attempt(backend, edits, media=False)
    visitor = visit()
    visitor.sign_in()
    page = visitor.open_replay(f"/portal/attempts/{made.attempt}")
    assert page.evaluate(f"{ISLAND}.replay.times.length") >= edits
    duration = int(page.evaluate(f"{ISLAND}.timeline.duration_us"))
    chosen = random.Random(11)  # noqa: S311 - picks moments, hides nothing
    moments = [chosen.randint(0, duration) for _ in range(MOMENTS)]
    shown = [
        texts for begin in range(0, MOMENTS, AT_ONCE) for texts in shown_texts(page, moments[begin : begin + AT_ONCE])
    ]
    found = dict(zip(moments, shown, strict=True))
    for t_us, expected in journal_texts(made.device.entries, moments):
        assert found[t_us] == expected, t_us
