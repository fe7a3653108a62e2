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
from protocol.ports import MEDIA_FULL
from protocol.receipts import Extension
from ui.states import Message
from ui.words import when_words

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
_BOTH_KEPT = "Nothing is lost. Both are kept: what the server has, and this copy."
_OPEN_AGAIN = "Close Recrutr and open it again while the network is there: it goes on from what the server has."
_SAFE_THERE = "Nothing was changed or deleted, and what had been sent is safe with the server."
_OFFERED_AGAIN = "Close Recrutr and open it again: it offers to bring that back to this computer."
_DIFFERS = ("tampered.rollback", "tampered.fork", "journal.fork")
_LOST_COPY = (
    "tampered.store",
    "tampered.store_lost",
    "tampered.old_part",
    "store.not_database",
    "store.wrong_key",
    "store.key_note",
    "keyring.deleted",
    "keyring.other_key",
)
_OWN: dict[str, tuple[str, str]] = {
    "join.unknown_code": ("Nobody was told anything.", "Compare it with your invitation, letter by letter."),
    "join.other_device": (
        "An attempt stays on the computer on which it began, so that its record has one author.",
        "Go on there. If it no longer works, ask the person who invited you for a code to go on here.",
    ),
    MEDIA_FULL: (
        "Your work comes first: what you type is saved as before. That the recording paused, and why, is noted.",
        "Free some space, for example by emptying the bin; recording goes on by itself.",
    ),
    "join.code_used": ("Nothing was changed.", "Ask the person who gave it to you for a new one."),
    "join.code_expired": ("Nothing was changed.", "Ask the person who gave it to you for a new one."),
    "store.other_device": (
        "What is saved here was left as it is.",
        "Use the code on another computer. This one has used it up: ask for a new one.",
    ),
    "notice.needed": ("Nothing has been recorded here.", "Close Recrutr and open it again to read the notice."),
    "store.io": (
        "What was shown as saved is safe.",
        "Go on. If this stays, leave Recrutr open and look after the disk.",
    ),
    "keyring.locked": ("Nothing is lost, and nothing has been changed.", "Unlock it, then press “Try again”."),
    "keyring.refused": ("Nothing is lost, and nothing has been changed.", ""),
    "keyring.unavailable": ("Nothing is lost, and nothing has been changed.", ""),
    "runs.idle": ("", ""),
    "runs.typing": ("", ""),
    "runs.unreachable": ("Writing, saving and handing in work as before; they need neither.", ""),
    **dict.fromkeys(_DIFFERS, (_BOTH_KEPT, _OPEN_AGAIN)),
    **dict.fromkeys(_LOST_COPY, (_SAFE_THERE, _OFFERED_AGAIN)),
    "attempt.state": ("Your work is kept.", "Close Recrutr and open it again: it continues where the server is."),
}


def message_of(error: RecrutrError) -> Message:
    """Word an expected failure."""
    severity: Literal["attention", "stop"] = "stop" if isinstance(error, Tampered) else "attention"
    if error.code in _OWN:
        meaning, action = _OWN[error.code]
        calm = meaning in {_BOTH_KEPT, _SAFE_THERE}
        return Message(error.message, meaning, action, "attention" if calm else severity)
    for kind, meaning, action in _MEANINGS:
        if isinstance(error, kind):
            return Message(error.message, meaning, "" if action and action in error.message else action, severity)
    return Message(error.message, "Nothing is lost.", "", severity)


TRY_AGAIN = "Try again"
GET_BACK = "Get my work back"


def recovery_offered(error: RecrutrError, *, code_needed: bool = False) -> Message:
    """Word that saved work does not open, or is not what the server has, and the way on from there."""
    begin = "Type your invitation code and press Continue." if code_needed else f"Press “{GET_BACK}”."
    if error.code in _DIFFERS:
        return Message(
            error.message,
            f"{_BOTH_KEPT} You go on from what the server has; what you handed in here goes there too.",
            f"{begin} This copy is put aside, not deleted, and the people who invited you can look at it.",
        )
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


def extended(word: Extension, moved_us: int) -> Message:
    """Tell that the time ends later, by how much since this device last heard of it, and why."""
    minutes, seconds = divmod(moved_us // 1_000_000, 60)
    amount = " ".join(part for part in (f"{minutes} min" * bool(minutes), f"{seconds} s" * bool(seconds)) if part)
    why = {
        "server": "The server could not be reached for a while. That was not your doing, so the time is given back.",
        "network": "Your connection was interrupted. The organisation that invited you gives you the time back.",
        "member": "A person of the organisation that invited you gave you more time.",
        "break": "A person of the organisation that invited you gave you a break. Nobody expects work meanwhile, and "
        "the end of your time has moved by as much. What is recorded can be paused as ever.",
    }[word.cause]
    return Message(f"You have {amount} more.", why, "The clock above shows the new time.", "note")


MOVED = Message(
    "This attempt continues on another computer.",
    "What you did here is kept. What has not been sent yet is sent now, as the record of this computer; it is not "
    "mixed into the work on the other one.",
    "Go on there. Leave Recrutr open here until it says that all has arrived.",
    "note",
)
DECLINED_HERE = Message(
    "You did not agree to the notice on this computer.",
    "Nothing was recorded here, and your attempt stays as it is.",
    "You can close Recrutr, or read the notice again.",
    "note",
)
GOES_ON = (
    "Your time runs already, on the server. What you did on the other computer comes with you, as far as it had been "
    "sent."
)


def checked_ahead(opens_us: int) -> str:
    """Tell from when the attempt may begin, where it is looked at days before."""
    return f"You may begin from {when_words(opens_us)}. Until then everything can be checked; open Recrutr again then."


CRASHED = Message(
    "Something went wrong inside Recrutr. This is our fault, not yours.",
    "What you typed is kept on this computer.",
    "You can go on. If something does not react, close Recrutr and open it again: it continues where you were.",
)
TIME_SOON = Message(
    "Five minutes are left.",
    "When the time is up, what stands in the editor is handed in by itself, and before it what last compiled when you "
    "pressed Run, if that is something else. The better one counts.",
    "You need not hurry with the buttons.",
    "note",
)
TIME_UP = Message(
    "The time is up.",
    "What stood in the editor has been handed in for every problem you changed; where a run had compiled something "
    "else before, that as well. The better one counts.",
    "There is nothing you must do.",
    "note",
)
AUTOMATIC = (
    "When the time is up, what stands in the editor is handed in by itself, and what last compiled in a run as well; "
    "the better one counts."
)
PUT_BACK = Message(
    "Your work has been put back from the server.",
    "The copy on this computer was older than what the server has, or gone: this happens after a restored backup or a "
    "disk error. What was here is kept aside; nothing was deleted.",
    "Look over your code, then go on. If something is missing, tell the person who invited you.",
    "note",
)
WORK_GOES_ON = Message(
    "Your time goes on while Recrutr is closed.",
    "Everything is saved; open Recrutr again to continue where you were.",
    "Press close once more to close it now, or finish first.",
    "attention",
)
PRACTICE_GOES = Message(
    "The practice is not kept.",
    "What you wrote here goes when Recrutr is closed.",
    "Press close once more to close it now.",
    "note",
)
NOT_SAVED = Message(
    "Your last changes are not saved: the disk does not take them.",
    "They are only in memory. If you close Recrutr now, they are lost; what was shown as saved is not.",
    "Leave Recrutr open, make some room on the disk or look after it, and wait for “Saved”. "
    "Press close once more to close it all the same.",
    "stop",
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


def brought_back(*, undo: bool) -> Message:
    """Tell that this is the work of before the app was closed; `undo`: also what could be undone."""
    parts = (
        "Your code, the place of the cursor and what Undo takes back" if undo else "Your code and the cursor's place"
    )
    meaning = f"Recrutr was closed, or stopped by itself. {parts} were read again from this computer."
    return Message("Your work is back as you left it.", meaning, severity="note")


def not_written_down(language: str) -> Message:
    """The notice told of a text of what is said, and this computer cannot make one."""
    what = "What you say is not written down on this computer."
    meaning = (
        f"The notice said that it may be, in the language “{language}”. No engine here speaks it; nothing is missing."
    )
    return Message(what, meaning, severity="note")
