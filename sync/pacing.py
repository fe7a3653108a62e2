"""How long to wait before trying again: pure functions of how often it failed, what the server asked for, and chance.

Full jitter, `uniform(0, min(longest, first * 2 ** failures))`, from Marc Brooker, "Exponential Backoff And Jitter" (AWS
Architecture Blog, 2015), which compares it with equal and decorrelated jitter: it spreads clients that failed in the
same moment best for the work it costs. The server's Retry-After is a floor (up to a limit), and the clients that were
given the same one spread over as long again, at most over the longest pause.
"""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Callable

from sync.progress import Pace

Chance = Callable[[float, float], float]
"""A number between two, evenly; `random.uniform`."""
LONGEST_PROBE_PAUSE_S = 4.0
"""With a dead network a probe costs the server nothing; what waits should go out within 5 s of its return."""
LEAST_PROBE_PAUSE_S = 0.2
LEAST_OF_ASKED = 0.7
"""The part of the pace that a busy server asks for which passes in any case; the rest is chance."""
LONGEST_ASKED_S = 300.0
"""The most of a Retry-After that is obeyed. Our server asks for seconds; a proxy's page that asks for a day must not
keep the work of an hour on a device after the server is back."""


def pause_s(failures: int, asked_s: float, pace: Pace, chance: Chance = random.uniform) -> float:
    """Seconds until the next try after `failures` earlier ones; not sooner than the server asked for, within reason."""
    longest_s = min(pace.longest_retry_s, pace.first_retry_s * 2.0 ** min(failures, 16))
    floor_s = max(0.0, min(asked_s, LONGEST_ASKED_S))
    return floor_s + chance(0.0, max(longest_s, min(floor_s, pace.longest_retry_s)))


def probe_pause_s(failures: int, spent_s: float, pace: Pace, chance: Chance = random.uniform) -> float:
    """Seconds until the server is looked for again; `spent_s` went into waiting for the last look."""
    longest_s = min(LONGEST_PROBE_PAUSE_S, pace.longest_retry_s, pace.first_retry_s * 2.0 ** min(failures, 16))
    return max(min(LEAST_PROBE_PAUSE_S, longest_s), chance(0.0, longest_s) - spent_s)


def batch_pause_s(asked_s: float, pace: Pace, chance: Chance = random.uniform) -> float:
    """Seconds until the next batch of the journal: our own pace, or up to what the server asked for.

    Devices that were answered in the same moment come back apart, none of them later than asked.
    """
    return max(pace.journal_s, asked_s * chance(LEAST_OF_ASKED, 1.0))


def anchor_pause_s(asked_s: float, pace: Pace) -> float:
    """Seconds until the next receipt is written into the chain: sooner by as much as batches come later.

    So two receipts in the chain lie no further apart than at our own pace (`RECEIPT_BOUND_S`).
    """
    return max(0.0, pace.anchor_s - max(0.0, asked_s - pace.journal_s))


def retry_after_s(text: str | None) -> int | None:
    """Seconds from a Retry-After header, which holds seconds or a date (RFC 9110 §10.2.3); None where it holds neither.

    Numbers that nobody can mean, of more digits than Python reads or of years beyond the calendar, are neither.
    """
    if text is None:
        return None
    try:
        if text.strip().isdecimal():
            return int(text)
        return max(0, int(email.utils.parsedate_to_datetime(text).timestamp() - time.time()))
    except (ValueError, OverflowError):
        return None
