"""Facts in plain words: one line each, the same for the candidate's panel and the employer's replay.

Guarantees: what the candidate reads live is what will be read later. Must not judge: it says what was seen, no more.
"""

from __future__ import annotations

from collections.abc import Mapping

from protocol.attempts import AttemptState, TrackKind
from protocol.facts import (
    AcknowledgementFact,
    ContinuedFact,
    CreditFact,
    DocumentFact,
    EditFact,
    Fact,
    FileEvent,
    FileFact,
    FocusFact,
    HandFact,
    LaunchFact,
    MessageFact,
    MovedFact,
    NetworkFact,
    ObservationFact,
    Observed,
    PasteFact,
    PasteProvenance,
    PauseFact,
    PauseReason,
    RecorderEvent,
    RecorderFact,
    RestoredFact,
    RunFact,
    SegmentFact,
    StateFact,
    SubmissionFact,
    TrackFact,
    TranscriptFact,
    WithdrawnFact,
)
from protocol.policy import Detector
from protocol.saying import to_say, to_say_count, together
from protocol.verdicts import Verdict

NO_LINE = (DocumentFact, EditFact, SegmentFact, TrackFact)
"""Facts that the replay shows as what they are (text, recordings) and not as a line of words."""
PROVENANCE_WORDS = {
    PasteProvenance.OWN_EDITOR: to_say("from the candidate's own editor"),
    PasteProvenance.STATEMENT: to_say("from the problem statement"),
    PasteProvenance.DOCUMENTATION: to_say("from the documentation inside this app"),
    PasteProvenance.OUTSIDE: to_say("from outside this app"),
}
STREAM_WORDS = {
    TrackKind.CAMERA: to_say("Camera"),
    TrackKind.MICROPHONE: to_say("Microphone"),
    TrackKind.SCREEN: to_say("Screen"),
    TrackKind.STILLS: to_say("Still pictures"),
    TrackKind.IDENTITY: to_say("Identity step"),
}
EVENT_WORDS = {
    RecorderEvent.STARTED: to_say("recording began"),
    RecorderEvent.STOPPED: to_say("recording stopped"),
    RecorderEvent.MISSING: to_say("was not there"),
    RecorderEvent.REFUSED: to_say("was refused"),
    RecorderEvent.BUSY: to_say("was in use by another program"),
    RecorderEvent.GAP: to_say("recording has a gap"),
    RecorderEvent.SLEPT: to_say("stood still while the computer slept"),
    RecorderEvent.OVERFLOW: to_say("recording lost a piece because the computer was busy"),
    RecorderEvent.FAILED: to_say("recording failed"),
    RecorderEvent.QUALITY: to_say("recording changed its quality"),
    RecorderEvent.UNWATCHED: to_say("was not looked after for a while"),
}
PAUSE_WORDS = {
    PauseReason.BATHROOM: to_say("bathroom"),
    PauseReason.FAMILY: to_say("family"),
    PauseReason.HEALTH: to_say("health"),
    PauseReason.PRAYER: to_say("prayer"),
    PauseReason.OTHER: to_say("another reason"),
}
_DETECTOR_WORDS = {
    Detector.FOCUS: to_say("Focus"),
    Detector.PASTE: to_say("Pastes"),
    Detector.CAMERA_VIEW: to_say("Camera's view"),
    Detector.PERSONS: to_say("Persons in view"),
    Detector.SPEECH: to_say("Speech"),
    Detector.DISPLAYS: to_say("Displays"),
    Detector.REMOTE: to_say("Remote control or sharing"),
    Detector.PROGRAMS: to_say("Listed programs"),
}
_OBSERVED_WORDS = {
    Observed.COULD_NOT_TELL: to_say("could not tell"),
    Observed.CLEAR: to_say("clear"),
    Observed.COVERED: to_say("covered or dark"),
    Observed.FROZEN: to_say("the picture stands still"),
    Observed.NOBODY: to_say("nobody"),
    Observed.ONE: to_say("one person"),
    Observed.SEVERAL: to_say("several persons"),
    Observed.SPEECH: to_say("somebody speaks"),
    Observed.SILENCE: to_say("nobody speaks"),
    Observed.DISPLAYS: to_say("attached"),
    Observed.LOCAL: to_say("no sign of it"),
    Observed.REMOTE: to_say("controlled from elsewhere"),
    Observed.SHARED: to_say("shown elsewhere"),
    Observed.RUNNING: to_say("is running"),
    Observed.ENDED: to_say("is not running"),
}
_ORDINARY = frozenset(
    {Observed.COULD_NOT_TELL, Observed.CLEAR, Observed.ONE, Observed.SILENCE, Observed.LOCAL, Observed.ENDED}
)
_SIMPLE_WORDS: dict[type[object], str] = {
    ContinuedFact: to_say("From here on another machine, with what the server held of the one before"),
    MovedFact: to_say("This machine was told that the attempt continues on another one"),
    WithdrawnFact: to_say("The candidate stopped the attempt"),
    RestoredFact: to_say(
        "The work saved on the candidate's computer was damaged, older or gone; it goes on from the server's"
    ),
}

STATES = {
    AttemptState.CREATED: to_say("created"),
    AttemptState.NOTICED: to_say("noticed"),
    AttemptState.CHECKED: to_say("checked"),
    AttemptState.STARTED: to_say("started"),
    AttemptState.FINISHED: to_say("finished"),
    AttemptState.JUDGED: to_say("judged"),
    AttemptState.REVIEWED: to_say("reviewed"),
    AttemptState.EXPIRED: to_say("expired"),
    AttemptState.WITHDRAWN: to_say("withdrawn"),
    AttemptState.ERASED: to_say("erased"),
}
"""How far an attempt is, within a line."""
_IN_A_LINE = {
    Verdict.ACCEPTED: to_say("correct"),
    Verdict.WRONG_ANSWER: to_say("wrong answer"),
    Verdict.TIME_LIMIT: to_say("time limit exceeded"),
    Verdict.MEMORY_LIMIT: to_say("memory limit exceeded"),
    Verdict.OUTPUT_LIMIT: to_say("too much output"),
    Verdict.RUN_TIME_ERROR: to_say("stopped with an error"),
    Verdict.COMPILE_ERROR: to_say("does not compile"),
    Verdict.JUDGE_ERROR: to_say("could not be judged"),
}
"""Verdicts inside of a sentence."""


def fact_words(fact: Fact, names: Mapping[str, str]) -> str:
    """One plain line. `names` maps problem ids to what a person reads, such as "A Sum of Two", documents to files."""
    words: str = _SIMPLE_WORDS.get(type(fact), fact.kind)
    match fact:
        case PasteFact():
            words = _pasted(fact)
        case RunFact():
            words = to_say("Ran {problem}: {results}", problem=_called(names, fact.problem), results=_verdicts(fact))
        case SubmissionFact():
            problem = _called(names, fact.problem)
            words = to_say("Submitted {problem} in {language}", problem=problem, language=fact.language.words)
        case RecorderFact():
            words = _recorder(fact)
        case ObservationFact():
            words = observation_words(fact)
        case FileFact():
            words = _file(fact, names.get(fact.document, to_say("a file")))
        case PauseFact() | MessageFact() | HandFact() | TranscriptFact():
            words = _said(fact)
        case FocusFact() | NetworkFact() | LaunchFact() | AcknowledgementFact() | StateFact() | CreditFact():
            words = _attempt_words(fact)
        case _:
            pass
    return words


def is_ordinary(fact: Fact) -> bool:
    """Whether this says nothing in particular: it is in the journal, and no line is made of it.

    A detector that is off for somebody therefore looks like one that never saw anything.
    """
    if isinstance(fact, FileFact):
        return fact.event is FileEvent.SHOWN
    if not isinstance(fact, ObservationFact):
        return False
    return fact.observed in _ORDINARY or (fact.observed is Observed.DISPLAYS and (fact.count or 0) <= 1)


def observation_words(fact: ObservationFact) -> str:
    """What a detector sees from here on, with how sure it is."""
    seen: str = _OBSERVED_WORDS[fact.observed]
    if fact.count is not None and fact.observed is Observed.DISPLAYS:
        seen = to_say_count("{n} attached", "{n} attached", fact.count)
    if fact.name and fact.detector is Detector.PROGRAMS:
        seen = to_say("{name} {state}", name=fact.name, state=seen)
    words = to_say("{detector}: {seen}", detector=_DETECTOR_WORDS[fact.detector], seen=seen)
    if fact.confidence_percent is None:
        return words
    return to_say("{words} ({percent} % sure)", words=words, percent=fact.confidence_percent)


def _called(names: Mapping[str, str], problem: str) -> str:
    return names.get(problem, to_say("a problem"))


def _pasted(fact: PasteFact) -> str:
    return to_say_count(
        "Pasted {n} character {origin}",
        "Pasted {n} characters {origin}",
        fact.characters,
        origin=PROVENANCE_WORDS[fact.provenance],
    )


def _recorder(fact: RecorderFact) -> str:
    words = to_say("{stream}: {event}", stream=STREAM_WORDS[fact.stream], event=EVENT_WORDS[fact.event])
    return to_say("{words} ({reason})", words=words, reason=fact.reason) if fact.reason else words


def _file(fact: FileFact, name: str) -> str:
    match fact.event:
        case FileEvent.RENAMED:
            return to_say("Renamed {file} to {path}", file=name, path=fact.path)
        case FileEvent.DELETED:
            return to_say("Deleted {file}", file=name)
        case FileEvent.BROUGHT_BACK:
            return to_say("Brought {file} back after deleting it", file=name)
        case FileEvent.SHOWN:
            return to_say("Turned to {file}", file=name)


def _pause(fact: PauseFact) -> str:
    if not fact.paused:
        return to_say("The candidate let the recording go on")
    words: str = to_say("The candidate paused the recording")
    if fact.reason:
        words = to_say("The candidate paused the recording: {reason}", reason=PAUSE_WORDS[fact.reason])
    return to_say("{words} ({own_words})", words=words, own_words=fact.words) if fact.words else words


def _message(fact: MessageFact) -> str:
    match fact.sender:
        case "candidate":
            return to_say("The candidate: {text}", text=fact.text)
        case "interviewer":
            return to_say("The interviewer: {text}", text=fact.text)
        case "announcement":
            return to_say("Announcement: {text}", text=fact.text)


def _said(fact: PauseFact | MessageFact | HandFact | TranscriptFact) -> str:
    match fact:
        case PauseFact():
            return _pause(fact)
        case MessageFact():
            return _message(fact)
        case HandFact():
            raised = to_say("The candidate raised a hand")
            return raised if fact.raised else to_say("The candidate lowered the hand")
        case TranscriptFact():
            if fact.text:
                return to_say("Heard, roughly: {text}", text=fact.text)
            return to_say("Speech was not written down: the computer was busy")


def _attempt_words(
    fact: FocusFact | NetworkFact | LaunchFact | AcknowledgementFact | StateFact | CreditFact,
) -> str:
    match fact:
        case FocusFact():
            front = to_say("Recrutr's window came to the front")
            return front if fact.focused else to_say("Recrutr's window was not in front")
        case NetworkFact():
            reached = to_say("The server could be reached")
            return reached if fact.reachable else to_say("The server could not be reached")
        case LaunchFact():
            return to_say("The app was started again") if fact.resumed else to_say("The app was started")
        case AcknowledgementFact():
            return to_say("The server confirmed entries up to {seq}", seq=fact.acknowledged_seq)
        case StateFact():
            return to_say("The attempt became {state}", state=STATES[fact.state])
        case CreditFact():
            minutes, seconds = divmod(fact.credited_us // 1_000_000, 60)
            return to_say("{minutes} min {seconds} s were credited", minutes=minutes, seconds=seconds)


def _verdicts(fact: RunFact) -> str:
    if not fact.verdicts:
        return to_say("own input") if fact.own_input else to_say("no samples")
    return together(*(_IN_A_LINE[verdict] for verdict in fact.verdicts), between=", ")
