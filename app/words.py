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
from protocol.saying import say, say_count, to_say, together
from ui.states import Message
from ui.words import when_words

_MEANINGS: tuple[tuple[type[RecrutrError], str, str], ...] = (
    (
        NetworkFault,
        to_say("Nothing is lost: everything is kept on this computer."),
        to_say("Recrutr tries again by itself."),
    ),
    (
        StorageFault,
        to_say("What was shown as saved is safe."),
        to_say("Make some room on the disk; Recrutr goes on by itself."),
    ),
    (EngineFault, to_say("Writing, saving and handing in work as before; only trying your program here does not."), ""),
    (DeviceFault, to_say("Nothing is lost."), ""),
    (
        Tampered,
        to_say("Nothing was changed or deleted."),
        to_say("Please tell the organisation that invited you; they can help."),
    ),
    (SignInNeeded, to_say("Your work is kept on this computer."), to_say("Join again with your invitation code.")),
    (InvalidInput, "", ""),
    (Gone, "", to_say("Please write to the person who invited you.")),
    (Refused, to_say("Nothing was changed."), ""),
)
_BOTH_KEPT = to_say("Nothing is lost. Both are kept: what the server has, and this copy.")
_OPEN_AGAIN = to_say("Close Recrutr and open it again while the network is there: it goes on from what the server has.")
_SAFE_THERE = to_say("Nothing was changed or deleted, and what had been sent is safe with the server.")
_OFFERED_AGAIN = to_say("Close Recrutr and open it again: it offers to bring that back to this computer.")
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
_NOT_SIGNED = "tampered.signature"
_NOT_THE_SERVERS = to_say("What the server answered is not signed with the key that this attempt began with.")
_OWN: dict[str, tuple[str, str]] = {
    "join.unknown_code": (
        to_say("Nobody was told anything."),
        to_say("Compare it with your invitation, letter by letter."),
    ),
    "join.other_device": (
        to_say("An attempt stays on the computer on which it began, so that its record has one author."),
        to_say("Go on there. If it no longer works, ask the person who invited you for a code to go on here."),
    ),
    MEDIA_FULL: (
        to_say(
            "Your work comes first: what you type is saved as before. That the recording paused, and why, is noted."
        ),
        to_say("Free some space, for example by emptying the bin; recording goes on by itself."),
    ),
    "join.code_used": (to_say("Nothing was changed."), to_say("Ask the person who gave it to you for a new one.")),
    "join.code_expired": (to_say("Nothing was changed."), to_say("Ask the person who gave it to you for a new one.")),
    "store.other_device": (
        to_say("What is saved here was left as it is."),
        to_say("Use the code on another computer. This one has used it up: ask for a new one."),
    ),
    "notice.needed": (
        to_say("Nothing has been recorded here."),
        to_say("Close Recrutr and open it again to read the notice."),
    ),
    "store.io": (
        to_say("What was shown as saved is safe."),
        to_say("Go on. If this stays, leave Recrutr open and look after the disk."),
    ),
    "store.astray": (
        to_say("What was sent is safe with the server. Nothing more is kept on this computer."),
        to_say("Put the folder back, or leave Recrutr open until you have handed in and everything is sent."),
    ),
    _NOT_SIGNED: (
        to_say("It is not believed, and nothing is lost: everything is kept on this computer."),
        to_say(
            "Recrutr asks again by itself. If this stays, please tell the organisation that invited you; your work can "
            "be brought to them as an evidence file."
        ),
    ),
    "keyring.locked": (
        to_say("Nothing is lost, and nothing has been changed."),
        to_say("Unlock it, then press “Try again”."),
    ),
    "keyring.silent": (
        to_say("Nothing is lost, and nothing has been changed."),
        to_say("Answer it there, then try again."),
    ),
    "keyring.refused": (to_say("Nothing is lost, and nothing has been changed."), ""),
    "keyring.unavailable": (to_say("Nothing is lost, and nothing has been changed."), ""),
    "runs.idle": ("", ""),
    "runs.typing": ("", ""),
    "runs.unreachable": (to_say("Writing, saving and handing in work as before; they need neither."), ""),
    **dict.fromkeys(_DIFFERS, (_BOTH_KEPT, _OPEN_AGAIN)),
    **dict.fromkeys(_LOST_COPY, (_SAFE_THERE, _OFFERED_AGAIN)),
    "attempt.state": (
        to_say("Your work is kept."),
        to_say("Close Recrutr and open it again: it continues where the server is."),
    ),
}


def message_of(error: RecrutrError) -> Message:
    """Word an expected failure."""
    severity: Literal["attention", "stop"] = "stop" if isinstance(error, Tampered) else "attention"
    if error.code in _OWN:
        meaning, action = _OWN[error.code]
        calm = meaning in {_BOTH_KEPT, _SAFE_THERE}
        said = _NOT_THE_SERVERS if error.code == _NOT_SIGNED else error.message
        return Message(said, meaning, action, "attention" if calm else severity)
    for kind, meaning, action in _MEANINGS:
        if isinstance(error, kind):
            return Message(error.message, meaning, "" if action and action in error.message else action, severity)
    return Message(error.message, say("Nothing is lost."), "", severity)


TRY_AGAIN = to_say("Try again")
GET_BACK = to_say("Get my work back")


def recovery_offered(error: RecrutrError, *, code_needed: bool = False) -> Message:
    """Word that saved work does not open, or is not what the server has, and the way on from there."""
    begin = (
        to_say("Type your invitation code and press Continue.")
        if code_needed
        else to_say("Press “{button}”.", button=GET_BACK)
    )
    if error.code in _DIFFERS:
        return Message(
            error.message,
            together(_BOTH_KEPT, to_say("You go on from what the server has; what you handed in here goes there too.")),
            together(
                begin,
                to_say("This copy is put aside, not deleted, and the people who invited you can look at it."),
            ),
        )
    return Message(
        error.message,
        say("Everything that had reached the server can be brought back to this computer; you then go on from there."),
        together(
            begin, to_say("What does not open is put aside, not deleted. It needs the network and takes seconds.")
        ),
    )


def not_wiped(error: RecrutrError) -> Message:
    """Word what kept an erased attempt from being deleted on this device."""
    return Message(
        error.message,
        say("The server has deleted this attempt, but not all of it is deleted on this computer yet."),
        say("Recrutr tries again by itself. If this stays, make some room on the disk and leave Recrutr open."),
    )


WIPING = Message(
    to_say("The server has deleted this attempt."),
    to_say("What is left of it on this computer is being deleted now."),
    "",
    "note",
)
NOT_KEPT = to_say("What you run is sent there and not kept.")


def runs_elsewhere(reason: str, before: int | None = None) -> Message:
    """Tell that a run happens on the server, why (a sentence), and how many are before it in the line."""
    line = ""
    if before is not None:
        line = (
            say_count("One run is before yours.", "{n} runs are before yours.", before)
            if before
            else say("No other run is before yours.")
        )
    return Message(to_say("Runs happen on the employer's server. {reason}", reason=reason), NOT_KEPT, line, "note")


def extended(word: Extension, moved_us: int) -> Message:
    """Tell that the time ends later, by how much since this device last heard of it, and why."""
    minutes, seconds = divmod(moved_us // 1_000_000, 60)
    if minutes and seconds:
        amount = say("{minutes} min {seconds} s", minutes=minutes, seconds=seconds)
    elif minutes:
        amount = say("{minutes} min", minutes=minutes)
    else:
        amount = say("{seconds} s", seconds=seconds)
    why = {
        "server": say(
            "The server could not be reached for a while. That was not your doing, so the time is given back."
        ),
        "network": say("Your connection was interrupted. The organisation that invited you gives you the time back."),
        "member": say("A person of the organisation that invited you gave you more time."),
        "break": say(
            "A person of the organisation that invited you gave you a break. Nobody expects work "
            "meanwhile, and the end of your time has moved by as much. What is recorded can be paused as "
            "ever."
        ),
    }[word.cause]
    return Message(
        say("You have {amount} more.", amount=amount), why, say("The clock above shows the new time."), "note"
    )


MOVED = Message(
    to_say("This attempt continues on another computer."),
    to_say(
        "What you did here is kept. What has not been sent yet is sent now, as the record of this "
        "computer; it is not mixed into the work on the other one."
    ),
    to_say("Go on there. Leave Recrutr open here until it says that all has arrived."),
    "note",
)
DECLINED_HERE = Message(
    to_say("You did not agree to the notice on this computer."),
    to_say("Nothing was recorded here, and your attempt stays as it is."),
    to_say("You can close Recrutr, or read the notice again."),
    "note",
)
GOES_ON = to_say(
    "Your time runs already, on the server. What you did on the other computer comes with you, "
    "as far as it had been sent."
)


def checked_ahead(opens_us: int) -> str:
    """Tell from when the attempt may begin, where it is looked at days before."""
    return say(
        "You may begin from {when}. Until then everything can be checked; open Recrutr again then.",
        when=when_words(opens_us),
    )


NOT_STARTED = to_say("Recrutr did not start")
CRASHED = Message(
    to_say("Something went wrong inside Recrutr. This is our fault, not yours."),
    to_say("What you typed is kept on this computer."),
    to_say("You can go on. If something does not react, close Recrutr and open it again: it continues where you were."),
)
TIME_SOON = Message(
    to_say("Five minutes are left."),
    to_say(
        "When the time is up, what stands in the editor is handed in by itself, and before it what "
        "last compiled when you pressed Run, if that is something else. The better one counts."
    ),
    to_say("You need not hurry with the buttons."),
    "note",
)
TIME_UP = Message(
    to_say("The time is up."),
    to_say(
        "What stood in the editor has been handed in for every problem you changed; where a run had "
        "compiled something else before, that as well. The better one counts."
    ),
    to_say("There is nothing you must do."),
    "note",
)
AUTOMATIC = to_say(
    "When the time is up, what stands in the editor is handed in by itself, and what last "
    "compiled in a run as well; the better one counts."
)
PUT_BACK = Message(
    to_say("Your work has been put back from the server."),
    to_say(
        "The copy on this computer was older than what the server has, or gone: this happens after a "
        "restored backup or a disk error. What was here is kept aside; nothing was deleted."
    ),
    to_say("Look over your code, then go on. If something is missing, tell the person who invited you."),
    "note",
)
WORK_GOES_ON = Message(
    to_say("Your time goes on while Recrutr is closed."),
    to_say("Everything is saved; open Recrutr again to continue where you were."),
    to_say("Press close once more to close it now, or finish first."),
    "attention",
)
PRACTICE_GOES = Message(
    to_say("The practice is not kept."),
    to_say("What you wrote here goes when Recrutr is closed."),
    to_say("Press close once more to close it now."),
    "note",
)
NOT_SAVED = Message(
    to_say("Your last changes are not saved: the disk does not take them."),
    to_say("They are only in memory. If you close Recrutr now, they are lost; what was shown as saved is not."),
    to_say(
        "Leave Recrutr open, make some room on the disk or look after it, and wait for “Saved”. "
        "Press close once more to close it all the same."
    ),
    "stop",
)
DOCUMENT_DIFFERS = Message(
    to_say("The editor and its record differ."),
    to_say("What you see was handed in. The difference is our fault and has been logged."),
    "",
)
DECLINED = Message(
    to_say("You did not agree to the notice."),
    to_say("Nothing was recorded, and this attempt has ended."),
    to_say("If you want to ask something about it, write to the contact in the notice."),
    "note",
)


def brought_back(*, undo: bool) -> Message:
    """Tell that this is the work of before the app was closed; `undo`: also what could be undone."""
    meaning = (
        say(
            "Recrutr was closed, or stopped by itself. Your code, the place of the cursor and what Undo takes back "
            "were read again from this computer."
        )
        if undo
        else say(
            "Recrutr was closed, or stopped by itself. Your code and the cursor's place were read again "
            "from this computer."
        )
    )
    return Message(say("Your work is back as you left it."), meaning, severity="note")


def not_written_down(language: str) -> Message:
    """The notice told of a text of what is said, and this computer cannot make one."""
    what = say("What you say is not written down on this computer.")
    meaning = say(
        "The notice said that it may be, in the language “{language}”. No engine here speaks it; nothing is missing.",
        language=language,
    )
    return Message(what, meaning, severity="note")
