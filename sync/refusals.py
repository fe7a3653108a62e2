"""What the server refuses with, in the person's language: whole sentences by code, never by the server's text.

Guarantees: what has no sentence here is shown as the server says it, behind words that say whose they are; nothing is
guessed from a text. Pure; must not send, store or decide anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from protocol.errors import RecrutrError, from_wire
from protocol.saying import Later, to_say
from protocol.wire import ErrorAnswer

Details = Mapping[str, str | int | bool | None]

_NOT_AT_WORK = to_say("This computer has not begun to work on the attempt; it has nothing to send.")
_HANDED_IN = to_say("This attempt has been handed in already.")
_EXPIRED = to_say("This invitation has expired. Ask the employer for a new one.")
_BUSY = to_say("Many people use the server at this moment. Nothing was lost; Recrutr tries again by itself.")
_CANNOT_RUN = to_say("The server cannot run programs at the moment. Please try again later.")
_CANNOT_STORE = to_say("The server cannot store anything at the moment. Nothing was lost; please try again later.")
_TOO_MUCH_RECORDED = to_say("There is more of the recordings than the server takes of one attempt. They stay here.")

_SENTENCES: Mapping[str, Later] = {
    "attempt.erased": to_say("Everything about this attempt was deleted."),
    "attempt.finished": _HANDED_IN,
    "attempt.moved": to_say(
        "This attempt continues on another computer. What this one still holds may be sent; nothing else."
    ),
    "attempt.receipt": to_say("This receipt belongs to another attempt or device."),
    "attempt.time_up": to_say("The time of this attempt is over; nothing is run any more."),
    "auth.token": to_say("This device is not signed in. Join with your code again."),
    "body.slow": to_say("The request arrived too slowly. Nothing was lost; Recrutr tries again by itself."),
    "bug": to_say("Something went wrong on the server. It has been noted; please try again later."),
    "impression.given": to_say("You have said already how it was."),
    "input.too_large": to_say("What was sent is larger than the server takes."),
    "join.code_expired": to_say("This code no longer works: it has expired or was taken back."),
    "join.code_used": to_say("This code has been used already; it is good for one computer, once."),
    "join.expired": _EXPIRED,
    "join.other_device": to_say(
        "This attempt was begun on another device. Continue there, or ask the employer for a code to go on here."
    ),
    "join.proof": to_say(
        "This request is not signed by the computer that it names. Nothing was changed. Join on your own computer "
        "with your code."
    ),
    "join.proof_missing": to_say(
        "This app is too old for this server, which asks computers to prove who they are. Update the app, then "
        "join with the same code. Nothing was changed, and what is saved on this computer stays."
    ),
    "join.replayed": to_say("This very request was answered before. Nothing was changed. Join again."),
    "join.stale": to_say("This request was too long on its way. Nothing was changed. Join again."),
    "join.unknown_code": to_say("This code is not known. Check it for typing mistakes."),
    "journal.fork": to_say(
        "This journal differs from the one stored before. It was kept aside, and a person will look at it."
    ),
    "journal.gap": to_say("Something is missing before what was sent. Recrutr sends it again by itself."),
    "key.destroyed": to_say("This data was deleted: its key no longer exists."),
    "key.unknown": to_say("The server has no key for this attempt."),
    "live.nobody_looks": to_say("Nobody looks, so nothing is kept."),
    "live.other_words": to_say("A message with this number says something else already."),
    "machines.limit": to_say("This attempt has been used on as many computers as is possible."),
    "not_found": to_say("This does not exist, or you may not see it."),
    "notice.changed": to_say("The notice has changed. Please read it again."),
    "notice.needed": to_say("The notice has to be read on this computer first."),
    "rate.limited": to_say("Too many tries. Please wait a little."),
    "runs.idle": to_say("Nothing was typed for some minutes, so the server ended the program. Run it again to go on."),
    "runs.input_gap": to_say("What was typed did not arrive in its order. Run the program again."),
    "runs.line_full": to_say("Too many runs wait on the server. Please try again in a moment."),
    "runs.not_offered": to_say("This server does not run programs for candidates."),
    "runs.one_at_a_time": to_say("Your run before this one is not over yet."),
    "runs.over": to_say("The program to which this was typed has ended."),
    "segment.digest": to_say("A recording was damaged on its way. Recrutr sends it again by itself."),
    "segment.other_digest": to_say("The server holds another recording in the place of this one."),
    "segment.quota": _TOO_MUCH_RECORDED,
    "server.busy": _BUSY,
    "server.draining": to_say("This server is about to end. Please try again in a moment."),
    "start.not_open": to_say("This attempt may not begin yet. Everything can be checked until then."),
    "submission.digest": to_say("What arrived is not what was handed in. Recrutr sends it again by itself."),
    "submission.limit": to_say("No more submissions are possible in this attempt."),
    "submission.other": to_say("Another source was handed in under this number before."),
    "track.not_told": to_say("The notice did not tell you of this recording, so the server does not accept it."),
    "track.other": to_say("This recording was announced differently before."),
    "track.quota": _TOO_MUCH_RECORDED,
    "track.unknown": to_say("The server does not know this recording yet."),
}
_FAMILIES: Mapping[str, Later] = {
    "engine.": _CANNOT_RUN,
    "store.": _CANNOT_STORE,
    "http.": to_say("The server gave no reason."),
}
"""Where the code begins so, one sentence says of all what matters to a candidate."""
_STATES: Mapping[str, Later] = {
    **dict.fromkeys(("created", "noticed", "checked"), to_say("This attempt has not been started yet.")),
    "started": to_say("This attempt is being worked on; that is possible only after handing in."),
    **dict.fromkeys(("finished", "judged", "reviewed"), _HANDED_IN),
    "expired": _EXPIRED,
    "withdrawn": to_say("You have withdrawn from this attempt."),
    "erased": to_say("Everything about this attempt was deleted."),
}
_FIELDS: Mapping[str, Later] = {
    "protocol": to_say("This app and this server do not fit. Update the app."),
    "language": to_say("This language is not offered here."),
    "problem": to_say("There is no such problem in this assessment."),
    "source": to_say("The source is too large, or cannot be read."),
    "cases": to_say("Your own cases are too large together."),
    "own_input": to_say("Your own input is too large."),
}
_KEPT = re.compile(r"(?P<words>.*) \[(?P<code>[a-z_]+(\.[a-z0-9_]+)*)\]", re.DOTALL)


def worded(code: str, message: str, details: Details) -> str:
    """What the server's word means, to be shown by `said`; `message` is shown only where the code is not known."""
    known = _known(code, details)
    return to_say("The server says: {message}", message=message) if known is None else known


def refused(status: int, told: ErrorAnswer, details: Details | None = None) -> RecrutrError:
    """The error that the server answered with, in words for the person; `details` in the place of those told."""
    given = told.details if details is None else details
    return from_wire(status, told.code, worded(told.code, told.message, given), given)


def kept(refusal: RecrutrError) -> str:
    """A refusal of the server as it is written down: English, and the code by which it is told again."""
    message = refusal.message
    if isinstance(message, Later) and _known(refusal.code, refusal.details) is None:
        message = str(message.values.get("message", message))
    return f"{message} [{refusal.code}]"


def told_again(written: str) -> str:
    """What `kept` wrote down, to be shown by `said`; what was written without a code is shown as it is."""
    found = _KEPT.fullmatch(written)
    return worded(found["code"], found["words"], {}) if found else written


def _known(code: str, details: Details) -> Later | None:
    if code == "attempt.state":
        if details.get("started") is False:
            return _NOT_AT_WORK
        return _STATES.get(str(details.get("state")))
    if code == "join.other_server" and "limit" in details:
        return to_say(
            "The app asked at another address than this server's own, which is {address}. Nothing was changed. Join "
            "at that address if your invitation names it; otherwise ask the person who invited you.",
            address=str(details["limit"]),
        )
    if code == "input.invalid":
        return _FIELDS.get(str(details.get("field")))
    family = next((words for start, words in _FAMILIES.items() if code.startswith(start)), None)
    return _SENTENCES.get(code, family)
