"""The pauses of many clients: a thousand that fail in the same moment do not come back in the same moment."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable

import pytest

from protocol.wire import LONGEST_PACE_S
from sync.pacing import (
    LEAST_OF_ASKED,
    LONGEST_ASKED_S,
    LONGEST_PROBE_PAUSE_S,
    anchor_pause_s,
    batch_pause_s,
    pause_s,
    probe_pause_s,
)
from sync.progress import RECEIPT_BOUND_S, Pace

CLIENTS = 1000
PACE = Pace()
SERVED_A_SECOND = 150
Pause = Callable[[int, float], float]


def storm(pause: Pause, retry_after_s: float) -> tuple[int, float, int]:
    """All ask at second 0 of a server that serves some a second and sends the rest away: (most asked in any second
    after the first, when the last was served, requests made).
    """  # noqa: D205 - what comes back does not fit one line
    due = [(0.0, client, 0) for client in range(CLIENTS)]
    asked: Counter[int] = Counter()
    served: Counter[int] = Counter()
    last_s = 0.0
    while due:
        at_s, client, failures = heapq.heappop(due)
        asked[int(at_s)] += 1
        if served[int(at_s)] < SERVED_A_SECOND:
            served[int(at_s)] += 1
            last_s = at_s
        else:
            heapq.heappush(due, (at_s + pause(failures, retry_after_s), client, failures + 1))
    return max(count for second, count in asked.items() if second), last_s, sum(asked.values())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("retry_after_s", [0.0, 2.0, 5.0])
def test_a_thousand_clients_sent_away_together_come_back_apart(seed: int, retry_after_s: float) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    most, last_s, requests = storm(lambda n, asked_s: pause_s(n, asked_s, PACE, chance.uniform), retry_after_s)
    in_step = storm(lambda n, asked_s: asked_s + min(30.0, 0.5 * 2.0**n), retry_after_s)
    assert in_step[0] == CLIENTS - SERVED_A_SECOND  # what this test is for: without chance they stay in step
    assert most < 0.8 * in_step[0]
    assert last_s < 2.0 * in_step[1] + 10.0
    assert requests <= in_step[2]


def test_nobody_comes_back_sooner_than_the_server_asked() -> None:
    chance = random.Random(1)  # noqa: S311 - chance, no secret
    pauses = [pause_s(0, 5.0, PACE, chance.uniform) for _ in range(CLIENTS)]
    assert min(pauses) >= 5.0
    assert max(Counter(int(it * 10) for it in pauses).values()) < CLIENTS / 20  # spread over five more seconds
    assert max(pauses) <= 10.0


@pytest.mark.parametrize("asked_s", [LONGEST_ASKED_S, 86_400.0, 1e12])
def test_no_answer_silences_a_device_for_longer_than_minutes(asked_s: float) -> None:
    pauses = [pause_s(40, asked_s, PACE) for _ in range(500)]
    assert min(pauses) >= LONGEST_ASKED_S == 5 * 60
    assert max(pauses) <= LONGEST_ASKED_S + PACE.longest_retry_s


def test_the_pause_grows_and_is_bounded() -> None:
    means = [sum(pause_s(n, 0.0, PACE) for _ in range(500)) / 500 for n in (0, 2, 4, 40)]
    assert means == sorted(means)
    assert all(pause_s(40, 0.0, PACE) <= PACE.longest_retry_s for _ in range(500))


def test_a_probe_comes_within_seconds_however_long_the_network_was_away() -> None:
    pauses = [probe_pause_s(10_000, 0.0, PACE) for _ in range(CLIENTS)]
    assert max(pauses) <= LONGEST_PROBE_PAUSE_S
    assert max(Counter(int(it * 10) for it in pauses).values()) < CLIENTS / 10
    assert all(0.0 < probe_pause_s(9, 3.0, PACE) <= 1.0 for _ in range(CLIENTS))


def test_batches_come_as_asked_apart_and_never_sooner_than_at_our_own_pace() -> None:
    assert batch_pause_s(0, PACE) == PACE.journal_s
    assert batch_pause_s(2, PACE, lambda low, _high: low) == PACE.journal_s
    pauses = [batch_pause_s(10, PACE) for _ in range(1000)]
    assert 10 * LEAST_OF_ASKED <= min(pauses) < 7.2
    assert 9.8 < max(pauses) <= 10


@pytest.mark.parametrize("asked_s", range(LONGEST_PACE_S + 1))
def test_receipts_lie_no_further_apart_when_batches_come_rarely(asked_s: int) -> None:
    assert anchor_pause_s(asked_s, PACE) + max(asked_s, PACE.journal_s) + 2.0 <= RECEIPT_BOUND_S
