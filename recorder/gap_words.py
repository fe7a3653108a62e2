"""What is said of a gap in a recording, in the journal (English) and to the candidate (in their language)."""

from __future__ import annotations

from protocol.saying import Later, to_say, to_say_count

MISSING_SOUND = to_say("For a while no sound blocks came from the device.")
MISSING_PICTURES = to_say("For a while no pictures came from the device.")

OTHER_RATE = to_say("It goes on at once, with another size or rate.")


def dropped_words(count: int, *, sound: bool) -> Later:
    """That the computer was too slow for so many pictures or blocks of sound."""
    if sound:
        return to_say_count(
            "This computer was too slow: {n} sound blocks were dropped.",
            "This computer was too slow: {n} sound blocks were dropped.",
            count,
        )
    return to_say_count(
        "This computer was too slow: {n} pictures were dropped.",
        "This computer was too slow: {n} pictures were dropped.",
        count,
    )


def slept_words(seconds: int) -> Later:
    """That the computer slept."""
    return to_say_count(
        "The computer slept for {n} second; nothing was recorded then.",
        "The computer slept for {n} seconds; nothing was recorded then.",
        seconds,
    )
