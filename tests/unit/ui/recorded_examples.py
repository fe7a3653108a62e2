"""Realistic view states of the panel "What is recorded now" and of the identity step; `examples` hands them on."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from protocol.attempts import EvidenceLevel, TrackKind
from protocol.fact_words import fact_words
from protocol.facts import (
    Fact,
    FocusFact,
    LaunchFact,
    PasteFact,
    PasteProvenance,
    PauseFact,
    PauseReason,
    RecorderEvent,
    RecorderFact,
    RunFact,
    StateFact,
)
from protocol.identifiers import new_identifier
from protocol.notices import NoticeItem
from protocol.policy import Detector, EvidencePolicy
from protocol.verdicts import LanguageId, Verdict
from ui.recorded_states import IdentityState, PauseView, RecordedState, ToldLine
from ui.states import Picture, RecordingLine, Stream

NOON_US = 1_795_435_200_000_000
_PROBLEM = new_identifier()
_FACTS: tuple[Fact, ...] = (
    LaunchFact(app_version="1.0", platform="Linux", ticket_digest="0" * 64),
    StateFact.model_validate({"state": "started"}),
    RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.STARTED),
    RecorderFact(stream=TrackKind.MICROPHONE, event=RecorderEvent.STARTED),
    RecorderFact(stream=TrackKind.SCREEN, event=RecorderEvent.STARTED),
    PasteFact(document=_PROBLEM, characters=148, provenance=PasteProvenance.OUTSIDE),
    RunFact(
        run=new_identifier(),
        problem=_PROBLEM,
        language=LanguageId.PYTHON,
        source_digest="0" * 64,
        own_input=False,
        verdicts=[Verdict.ACCEPTED, Verdict.WRONG_ANSWER],
    ),
    FocusFact(focused=False),
    FocusFact(focused=True),
    PauseFact(paused=True, reason=PauseReason.FAMILY, words="my daughter woke up"),
)


def told(count: int) -> tuple[ToldLine, ...]:
    """The first `count` facts as lines, newest first."""
    names = {_PROBLEM: "A Shelves"}
    lines = [
        ToldLine(number, NOON_US + number * 97_000_000, fact_words(fact, names))
        for number, fact in enumerate(_FACTS[:count], 1)
    ]
    return tuple(reversed(lines))


def recorded(items: tuple[NoticeItem, ...], stream: Stream, *, words: str = "", count: int = 9) -> RecordedState:
    """The panel at level 3."""
    policy = EvidencePolicy.at(EvidenceLevel.RECORDING, "To see how it comes about").model_copy(
        update={"detectors": [Detector.FOCUS, Detector.PASTE, Detector.DISPLAYS]}
    )
    return RecordedState(
        level=policy.level.words,
        streams=tuple(RecordingLine(kind, stream, words) for kind in policy.streams),
        watched=tuple(policy.watched_words),
        told=told(count),
        notice=items,
        may_pause=True,
        paused=PauseView("family", "my daughter woke up") if stream is Stream.PAUSED else None,
    )


def nothing_recorded(items: tuple[NoticeItem, ...]) -> RecordedState:
    """The panel at level 0."""
    return RecordedState(level=EvidenceLevel.NONE.words, told=told(2), notice=items[:1])


def identity(picture: Picture) -> IdentityState:
    """The identity step with the first picture taken."""
    image = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # type: ignore[call-overload] # its stub says bytes, PySide takes text
    return IdentityState(person=bytes(data.data()), camera=True)
