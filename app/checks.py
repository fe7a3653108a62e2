"""The lines of the technical check: what was found, what it means, one fix. Pure but for what is handed in.

Guarantees: green means that it works now, amber that the attempt can go on with something missing (which is then a
recorded fact), red that starting would risk work. Source of the limits beside each.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.errors import RecrutrError
from protocol.wire import CheckColour, CheckResult
from recorder.states import Condition, StreamState
from sync.clock import ServerClock

MIB = 1024 * 1024
RED_BELOW_BYTES = 200 * MIB
"""Journal and store of a day's work with room to spare; below it keystrokes could be at risk."""
AMBER_BELOW_BYTES = 2048 * MIB
"""Three hours of camera, microphone and screen at the recorder's rates, if the network is away all the time."""
CLOCK_AMBER_US = 120 * 1_000_000
"""Two minutes: where people begin to be surprised by the time shown elsewhere on their screen."""
SLOW_ROUND_TRIP_US = 2_000_000
AGAIN = "Look again"


def disk(folder: Path) -> CheckResult:
    """Look at the free room where the store lies."""
    free = shutil.disk_usage(folder).free
    shown = f"{free / (1024 * MIB):.1f} GB are free."
    if free < RED_BELOW_BYTES:
        return _line("disk", "red", f"Only {free // MIB} MB are free. Please free at least 200 MB before you start.")
    if free < AMBER_BELOW_BYTES:
        return _line(
            "disk", "amber", f"{shown} If the network is away for long, recording stops first; your typing never does."
        )
    return _line("disk", "green", shown)


def connection(round_trip_us: int | RecrutrError) -> CheckResult:
    """Judge how long the server took to answer, or why it did not."""
    if isinstance(round_trip_us, RecrutrError):
        return _line("connection", "red", round_trip_us.message)
    if round_trip_us > SLOW_ROUND_TRIP_US:
        return _line("connection", "amber", "The connection is slow. Everything is kept here and sent as it can be.")
    return _line("connection", "green", f"The server answers in {max(1, round_trip_us // 1000)} ms.")


def clock(server: ServerClock) -> CheckResult:
    """Compare this computer's clock with the server's. Never red: the server's clock counts."""
    offset = server.offset_us()
    if offset is None:
        return _line("clock", "amber", "The server's time is not known yet.")
    seconds = abs(offset) // 1_000_000
    if abs(offset) <= CLOCK_AMBER_US:
        return _line("clock", "green", "This computer's clock agrees with the server's.")
    way = "ahead of" if offset > 0 else "behind"
    return _line(
        "clock",
        "amber",
        f"This computer's clock is {seconds // 60} min {seconds % 60} s {way} the server's. Nothing breaks: the time "
        "left is counted by the server's clock.",
    )


def stream(states: Sequence[StreamState]) -> CheckResult | None:
    """Word one recording stream, of every device of it; None while one is being opened."""
    if not states or any(state.condition is Condition.OPENING for state in states):
        return None
    state = next((each for each in states if each.condition is not Condition.RUNNING), states[0])
    name = state.kind.value
    if state.condition is Condition.RUNNING:
        works = " ".join(f"{each.device.title if each.device else 'It'} works." for each in states)
        return _line(name, "green", works + (f" {state.words}" if state.words else ""))
    words = state.words or f"The {name} is off."
    return _line(name, "amber", f"{words} You may start without it; that it is missing is noted, nothing more.")


def runner(found: CheckResult) -> CheckResult:
    """Soften the sandbox's own check: without it one can still write and hand in, so it never holds the start back."""
    if found.colour == "green":
        return found
    if found.colour == "amber":  # it works, elsewhere
        return _line("runner", "amber", found.cause)
    how = f" {found.fix.rstrip('.')}." if found.fix and found.fix not in found.cause else ""
    return _line(
        "runner", "amber", f"{found.cause}{how} You can still write and hand in; only trying it here does not work."
    )


def not_recorded(kind: TrackKind) -> str:
    """Word a stream that the notice does not name."""
    return f"The {kind.value} is not recorded in this assessment."


def _line(name: str, colour: CheckColour, cause: str) -> CheckResult:
    return CheckResult(name=name, colour=colour, cause=cause[:500], fix=None if colour == "green" else AGAIN)
