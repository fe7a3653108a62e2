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
from protocol.saying import to_say, together, within
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
AGAIN = to_say("Look again")
_OFF = {
    TrackKind.CAMERA: to_say("The camera is off."),
    TrackKind.MICROPHONE: to_say("The microphone is off."),
    TrackKind.SCREEN: to_say("The screen is off."),
    TrackKind.STILLS: to_say("The camera is off."),
}


def disk(folder: Path) -> CheckResult:
    """Look at the free room where the store lies."""
    free = shutil.disk_usage(folder).free
    shown = to_say("{gb:.1f} GB are free.", gb=free / (1024 * MIB))
    if free < RED_BELOW_BYTES:
        return _line(
            "disk",
            "red",
            to_say("Only {mb} MB are free. Please free at least 200 MB before you start.", mb=free // MIB),
        )
    if free < AMBER_BELOW_BYTES:
        return _line(
            "disk",
            "amber",
            together(shown, to_say("If the network is away for long, recording stops first; your typing never does.")),
        )
    return _line("disk", "green", shown)


def connection(round_trip_us: int | RecrutrError) -> CheckResult:
    """Judge how long the server took to answer, or why it did not."""
    if isinstance(round_trip_us, RecrutrError):
        return _line("connection", "red", round_trip_us.message)
    if round_trip_us > SLOW_ROUND_TRIP_US:
        return _line(
            "connection", "amber", to_say("The connection is slow. Everything is kept here and sent as it can be.")
        )
    return _line("connection", "green", to_say("The server answers in {ms} ms.", ms=max(1, round_trip_us // 1000)))


def clock(server: ServerClock) -> CheckResult:
    """Compare this computer's clock with the server's. Never red: the server's clock counts."""
    offset = server.offset_us()
    if offset is None:
        return _line("clock", "amber", to_say("The server's time is not known yet."))
    seconds = abs(offset) // 1_000_000
    if abs(offset) <= CLOCK_AMBER_US:
        return _line("clock", "green", to_say("This computer's clock agrees with the server's."))
    minutes, seconds = seconds // 60, seconds % 60
    differs = (
        to_say(
            "This computer's clock is {minutes} min {seconds} s ahead of the server's.",
            minutes=minutes,
            seconds=seconds,
        )
        if offset > 0
        else to_say(
            "This computer's clock is {minutes} min {seconds} s behind the server's.", minutes=minutes, seconds=seconds
        )
    )
    counted = to_say("Nothing breaks: the time left is counted by the server's clock.")
    return _line("clock", "amber", together(differs, counted))


def stream(states: Sequence[StreamState]) -> CheckResult | None:
    """Word one recording stream, of every device of it; None while one is being opened."""
    if not states or any(state.condition is Condition.OPENING for state in states):
        return None
    state = next((each for each in states if each.condition is not Condition.RUNNING), states[0])
    name = state.kind.value
    if state.condition is Condition.RUNNING:
        works = [
            to_say("{device} works.", device=each.device.title) if each.device else to_say("It works.")
            for each in states
        ]
        return _line(name, "green", together(*works, state.words))
    words = state.words or _OFF.get(state.kind, "")
    missing = to_say("You may start without it; that it is missing is noted, nothing more.")
    return _line(name, "amber", together(words, missing))


def runner(found: CheckResult) -> CheckResult:
    """Soften the sandbox's own check: without it one can still write and hand in, so it never holds the start back."""
    if found.colour == "green":
        return found
    if found.colour == "amber":  # it works, elsewhere
        return _line("runner", "amber", found.cause)
    how = within(f"{found.fix.rstrip('.')}.", 500) if found.fix and found.fix not in found.cause else ""
    still = to_say("You can still write and hand in; only trying it here does not work.")
    return _line("runner", "amber", together(found.cause, how, still))


def _line(name: str, colour: CheckColour, cause: str) -> CheckResult:
    return CheckResult(name=name, colour=colour, cause=within(cause, 500), fix=None if colour == "green" else AGAIN)
