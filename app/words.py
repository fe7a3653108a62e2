"""From errors to words for people: what happened, what it means for them, what they can do. Data and pure functions."""

from __future__ import annotations

from typing import Literal

from protocol.errors import (
    DeviceFault,
    EngineFault,
    Gone,
    InvalidInput,
    NetworkFault,
    RecrutrError,
    Refused,
    SignInNeeded,
    StorageFault,
    Tampered,
)
from ui.states import Message

_MEANINGS: tuple[tuple[type[RecrutrError], str, str], ...] = (
    (NetworkFault, "Nothing is lost: everything is kept on this computer.", "Recrutr tries again by itself."),
    (StorageFault, "What was shown as saved is safe.", "Make some room on the disk; Recrutr goes on by itself."),
    (EngineFault, "Writing, saving and handing in work as before; only trying your program here does not.", ""),
    (DeviceFault, "Nothing is lost.", ""),
    (Tampered, "Nothing was changed or deleted.", "Please tell the organisation that invited you; they can help."),
    (SignInNeeded, "Your work is kept on this computer.", "Join again with your invitation code."),
    (InvalidInput, "", ""),
    (Gone, "", "Please write to the person who invited you."),
    (Refused, "Nothing was changed.", ""),
)
_OWN: dict[str, tuple[str, str]] = {
    "join.unknown_code": ("Nobody was told anything.", "Compare it with your invitation, letter by letter."),
    "join.other_device": (
        "An attempt stays on the computer on which it began, so that its record has one author.",
        "Go on there, or write to the person who invited you.",
    ),
    "tampered.store": (
        "What has reached the server is safe there.",
        "Close Recrutr and open it again: it offers to bring that back to this computer.",
    ),
    "keyring.locked": ("Nothing is lost, and nothing has been changed.", "Unlock it, then press “Try again”."),
    "keyring.refused": ("Nothing is lost, and nothing has been changed.", ""),
    "keyring.unavailable": ("Nothing is lost, and nothing has been changed.", ""),
    "runs.unreachable": ("Writing, saving and handing in work as before; they need neither.", ""),
    "attempt.state": ("Your work is kept.", "Close Recrutr and open it again: it continues where the server is."),
}


def message_of(error: RecrutrError) -> Message:
    """Word an expected failure."""
    severity: Literal["attention", "stop"] = "stop" if isinstance(error, Tampered) else "attention"
    if error.code in _OWN:
        meaning, action = _OWN[error.code]
        return Message(error.message, meaning, action, severity)
    for kind, meaning, action in _MEANINGS:
        if isinstance(error, kind):
            return Message(error.message, meaning, "" if action and action in error.message else action, severity)
    return Message(error.message, "Nothing is lost.", "", severity)


TRY_AGAIN = "Try again"
GET_BACK = "Get my work back"


def recovery_offered(error: RecrutrError, *, code_needed: bool = False) -> Message:
    """Word that saved work does not open, and the way on from there."""
    begin = "Type your invitation code and press Continue." if code_needed else f"Press “{GET_BACK}”."
    return Message(
        error.message,
        "Everything that had reached the server can be brought back to this computer; you then go on from there.",
        f"{begin} What does not open is put aside, not deleted. It needs the network and takes seconds.",
    )


def not_wiped(error: RecrutrError) -> Message:
    """Word what kept an erased attempt from being deleted on this device."""
    return Message(
        error.message,
        "The server has deleted this attempt, but not all of it is deleted on this computer yet.",
        "Recrutr tries again by itself. If this stays, make some room on the disk and leave Recrutr open.",
    )


WIPING = Message(
    "The server has deleted this attempt.",
    "What is left of it on this computer is being deleted now.",
    "",
    "note",
)
NOT_KEPT = "What you run is sent there and not kept."


def runs_elsewhere(reason: str, before: int | None = None) -> Message:
    """Tell that a run happens on the server, why, and how many are before it in the line."""
    line = ""
    if before is not None:
        others = "No other run is" if before == 0 else ("One run is" if before == 1 else f"{before} runs are")
        line = f"{others} before yours."
    return Message(f"Runs happen on the employer's server because {reason}.", NOT_KEPT, line, "note")


CRASHED = Message(
    "Something went wrong inside Recrutr. This is our fault, not yours.",
    "What you typed is kept on this computer.",
    "You can go on. If something does not react, close Recrutr and open it again: it continues where you were.",
)
TIME_SOON = Message(
    "Five minutes are left.",
    "When the time is up, what stands in the editor is handed in by itself.",
    "You need not hurry with the buttons.",
    "note",
)
TIME_UP = Message(
    "The time is up.",
    "What stood in the editor has been handed in for every problem you changed.",
    "There is nothing you must do.",
    "note",
)
AUTOMATIC = "When the time is up, what stands in the editor is handed in by itself."
STILL_SENDING = Message(
    "Not everything has reached the server yet.",
    "It is kept on this computer, encrypted.",
    "Leave Recrutr open until it says that all has arrived, or open it again later: it goes on sending.",
    "note",
)
WORK_GOES_ON = Message(
    "Your time goes on while Recrutr is closed.",
    "Everything is saved; open Recrutr again to continue where you were.",
    "Press close once more to close it now, or finish first.",
    "attention",
)
DOCUMENT_DIFFERS = Message(
    "The editor and its record differ.",
    "What you see was handed in. The difference is our fault and has been logged.",
    "",
)
DECLINED = Message(
    "You did not agree to the notice.",
    "Nothing was recorded, and this attempt has ended.",
    "If you want to ask something about it, write to the contact in the notice.",
    "note",
)
