"""Facts in plain words: one line each, the same for the candidate's panel and the employer's replay.

Guarantees: what the candidate reads live is what will be read later. Must not judge: it says what was seen, no more.
"""

from __future__ import annotations

from collections.abc import Mapping

from protocol.attempts import TrackKind
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

NO_LINE = (DocumentFact, EditFact, SegmentFact, TrackFact)
"""Facts that the replay shows as what they are (text, recordings) and not as a line of words."""
PROVENANCE_WORDS = {
    PasteProvenance.OWN_EDITOR: "from the candidate's own editor",
    PasteProvenance.STATEMENT: "from the problem statement",
    PasteProvenance.DOCUMENTATION: "from the documentation inside this app",
    PasteProvenance.OUTSIDE: "from outside this app",
}
STREAM_WORDS = {
    TrackKind.CAMERA: "Camera",
    TrackKind.MICROPHONE: "Microphone",
    TrackKind.SCREEN: "Screen",
    TrackKind.STILLS: "Still pictures",
    TrackKind.IDENTITY: "Identity step",
}
EVENT_WORDS = {
    RecorderEvent.STARTED: "recording began",
    RecorderEvent.STOPPED: "recording stopped",
    RecorderEvent.MISSING: "was not there",
    RecorderEvent.REFUSED: "was refused",
    RecorderEvent.BUSY: "was in use by another program",
    RecorderEvent.GAP: "recording has a gap",
    RecorderEvent.SLEPT: "stood still while the computer slept",
    RecorderEvent.OVERFLOW: "recording lost a piece because the computer was busy",
    RecorderEvent.FAILED: "recording failed",
    RecorderEvent.QUALITY: "recording changed its quality",
    RecorderEvent.UNWATCHED: "was not looked after for a while",
}
PAUSE_WORDS = {
    PauseReason.BATHROOM: "bathroom",
    PauseReason.FAMILY: "family",
    PauseReason.HEALTH: "health",
    PauseReason.PRAYER: "prayer",
    PauseReason.OTHER: "another reason",
}
_DETECTOR_WORDS = {
    Detector.FOCUS: "Focus",
    Detector.PASTE: "Pastes",
    Detector.CAMERA_VIEW: "Camera's view",
    Detector.PERSONS: "Persons in view",
    Detector.SPEECH: "Speech",
    Detector.DISPLAYS: "Displays",
    Detector.REMOTE: "Remote control or sharing",
    Detector.PROGRAMS: "Listed programs",
}
_OBSERVED_WORDS = {
    Observed.COULD_NOT_TELL: "could not tell",
    Observed.CLEAR: "clear",
    Observed.COVERED: "covered or dark",
    Observed.FROZEN: "the picture stands still",
    Observed.NOBODY: "nobody",
    Observed.ONE: "one person",
    Observed.SEVERAL: "several persons",
    Observed.SPEECH: "somebody speaks",
    Observed.SILENCE: "nobody speaks",
    Observed.DISPLAYS: "attached",
    Observed.LOCAL: "no sign of it",
    Observed.REMOTE: "controlled from elsewhere",
    Observed.SHARED: "shown elsewhere",
    Observed.RUNNING: "is running",
    Observed.ENDED: "is not running",
}
_ORDINARY = frozenset(
    {Observed.COULD_NOT_TELL, Observed.CLEAR, Observed.ONE, Observed.SILENCE, Observed.LOCAL, Observed.ENDED}
)
_FILE_WORDS = {
    FileEvent.RENAMED: "Renamed {} to {}",
    FileEvent.DELETED: "Deleted {}",
    FileEvent.BROUGHT_BACK: "Brought {} back after deleting it",
    FileEvent.SHOWN: "Turned to {}",
}
_SENDERS = {"candidate": "The candidate", "interviewer": "The interviewer", "announcement": "Announcement"}
_SIMPLE_WORDS: dict[type[object], str] = {
    ContinuedFact: "From here on another machine, with what the server held of the one before",
    MovedFact: "This machine was told that the attempt continues on another one",
    WithdrawnFact: "The candidate stopped the attempt",
    RestoredFact: "The work saved on the candidate's computer was damaged, older or gone; it goes on from the server's",
}


def fact_words(fact: Fact, names: Mapping[str, str]) -> str:
    """One plain line. `names` maps problem ids to what a person reads, such as "A Sum of Two", documents to files."""
    words: str = _SIMPLE_WORDS.get(type(fact), fact.kind)
    match fact:
        case PasteFact():
            words = f"Pasted {fact.characters} characters {PROVENANCE_WORDS[fact.provenance]}"
        case RunFact():
            words = f"Ran {names.get(fact.problem, 'a problem')}: {_verdicts(fact)}"
        case SubmissionFact():
            words = f"Submitted {names.get(fact.problem, 'a problem')} in {fact.language.words}"
        case RecorderFact():
            because = f" ({fact.reason})" if fact.reason else ""
            words = f"{STREAM_WORDS[fact.stream]}: {EVENT_WORDS[fact.event]}{because}"
        case ObservationFact():
            words = observation_words(fact)
        case FileFact():
            words = _FILE_WORDS[fact.event].format(names.get(fact.document, "a file"), fact.path)
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
    seen = _OBSERVED_WORDS[fact.observed]
    counted = f"{fact.count} " if fact.count is not None and fact.observed is Observed.DISPLAYS else ""
    named = f"{fact.name} " if fact.name and fact.detector is Detector.PROGRAMS else ""
    sure = f" ({fact.confidence_percent} % sure)" if fact.confidence_percent is not None else ""
    return f"{_DETECTOR_WORDS[fact.detector]}: {named}{counted}{seen}{sure}"


def _pause(fact: PauseFact) -> str:
    if not fact.paused:
        return "The candidate let the recording go on"
    because = f": {PAUSE_WORDS[fact.reason]}" if fact.reason else ""
    return f"The candidate paused the recording{because}{f' ({fact.words})' if fact.words else ''}"


def _said(fact: PauseFact | MessageFact | HandFact | TranscriptFact) -> str:
    match fact:
        case PauseFact():
            words = _pause(fact)
        case MessageFact():
            words = f"{_SENDERS[fact.sender]}: {fact.text}"
        case HandFact():
            words = "The candidate raised a hand" if fact.raised else "The candidate lowered the hand"
        case TranscriptFact():
            words = (
                f"Heard, roughly: {fact.text}" if fact.text else "Speech was not written down: the computer was busy"
            )
    return words


def _attempt_words(
    fact: FocusFact | NetworkFact | LaunchFact | AcknowledgementFact | StateFact | CreditFact,
) -> str:
    match fact:
        case FocusFact():
            words = "Recrutr's window came to the front" if fact.focused else "Recrutr's window was not in front"
        case NetworkFact():
            words = "The server could be reached" if fact.reachable else "The server could not be reached"
        case LaunchFact():
            words = "The app was started again" if fact.resumed else "The app was started"
        case AcknowledgementFact():
            words = f"The server confirmed entries up to {fact.acknowledged_seq}"
        case StateFact():
            words = f"The attempt became {fact.state.value}"
        case CreditFact():
            seconds = fact.credited_us // 1_000_000
            words = f"{seconds // 60} min {seconds % 60} s were credited"
    return words


def _verdicts(fact: RunFact) -> str:
    if not fact.verdicts:
        return "own input" if fact.own_input else "no samples"
    return ", ".join(verdict.words.lower() for verdict in fact.verdicts)
