"""The timeline of an attempt: every entry of the journal on one clock, ready for the replay in the browser.

Per launch, t = origin + mono, where origin = (wall clock - monotonic clock) of the launch's first entry; a launch never
begins before the previous one ended, so that time never runs back when somebody sets the clock (docs/protocol.md,
"Recordings"). Pure: the same entries give the same timeline. It must not judge and must not drop an entry quietly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import Field

from backend.reports.columns import EditColumns, EditRow
from backend.reports.document import TOLD_BY_DEVICES, Gap, without_reason, without_reasons
from protocol.attempts import TrackKind
from protocol.fact_words import NO_LINE, STREAM_WORDS, fact_words, is_ordinary
from protocol.facts import (
    DocumentFact,
    EditFact,
    Fact,
    FileFact,
    RecorderEvent,
    RecorderFact,
    SegmentFact,
    TranscriptFact,
)
from protocol.journal import EntryHeader
from protocol.model import Frozen
from protocol.verdicts import LanguageId

FORMAT = 2
FORMAT_1 = b'{"format":1,'
"""How a timeline begins that has a row for each edit."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One journal entry, opened: header and fact."""

    header: EntryHeader
    fact: Fact


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry on the timeline; `t_us` counts from the first entry, never falling."""

    t_us: int
    seq: int
    launch: str
    fact: Fact
    device: str = ""


@dataclass(slots=True)
class Clock:
    """Maps (launch, mono) to the timeline. Feed entries in journal order."""

    origins: dict[str, int] = field(default_factory=dict)
    _last_us: int = 0
    _zero_us: int | None = None

    def place(self, header: EntryHeader) -> int:
        """The entry's t in microseconds."""
        if header.launch not in self.origins:
            self.origins[header.launch] = max(header.wall_us - header.mono_us, self._last_us - header.mono_us)
        # A device that lets its clock run back must not keep the report from being built.
        at = max(self._last_us, self.origins[header.launch] + header.mono_us)
        if self._zero_us is None:
            self._zero_us = at
        self._last_us = at
        return at - self._zero_us

    def moment(self, launch: str, mono_us: int) -> int:
        """Where a monotonic time of a launch lies; may be negative for what began before the first entry."""
        return self.origins[launch] + mono_us - (self._zero_us or 0)

    @property
    def zero_wall_us(self) -> int:
        """The wall clock at t = 0, as the candidate's machine had it."""
        return self._zero_us or 0


class TimelineDocument(Frozen):
    """A document: when it appeared, which problem and language, the text it began with, and on which machine.

    `path` is what its file was called then; empty in older timelines, which had one document for each language.
    """

    t_us: int
    seq: int
    document: str
    problem: str
    label: str
    title: str
    language: str
    initial: str
    machine: int = 1
    path: str = ""


class TimelineFile(Frozen):
    """What happened to a document's file: renamed (to `path`), deleted, brought back, or turned to (shown)."""

    t_us: int
    seq: int
    document: int
    event: str
    path: str = ""


class TimelineMarker(Frozen):
    """Something to see on the bar: a paste, a run, a submission, focus, recorder, network, launch, acknowledgement."""

    t_us: int
    seq: int
    kind: str
    words: str
    lasted_us: int | None = None


class TimelineSpeech(Frozen):
    """A stretch of speech as rough text, made on the candidate's computer; without text it was not written down."""

    t_us: int
    until_us: int
    text: str
    confidence_percent: int | None
    language: str
    engine: str


class TimelineSegment(Frozen):
    """A segment that the journal promises: its place on the clock, and what its bytes must verify against."""

    segment: int
    t_us: int
    duration_us: int
    fragments: int
    digest: str
    last_tag: str


class TimelineTrack(Frozen):
    """One recording stream of one launch."""

    track: str
    stream: str
    segments: list[TimelineSegment]


class Timeline(Frozen):
    """What the replay island reads. Format 1 had a row for each edit; it is read as the present one."""

    format: int = FORMAT
    zero_wall_us: int
    duration_us: int
    entries: int
    documents: list[TimelineDocument]
    edits: EditColumns
    files: list[TimelineFile] = Field(default_factory=list)
    markers: list[TimelineMarker]
    gaps: list[Gap]
    tracks: list[TimelineTrack]
    transcript: list[TimelineSpeech] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProblemName:
    """How a problem is called on the page."""

    label: str
    title: str
    usual: Mapping[str, str] = field(default_factory=dict)
    """By language, what its first file is called, where that is not the language's own usual name."""

    def path_in(self, language: LanguageId) -> str:
        """What its first file is called."""
        return self.usual.get(language.value, language.file_name)


def placed(entries: Iterable[Recorded], clock: Clock) -> Iterator[Placed]:
    """Put entries on the clock, in journal order."""
    for entry in entries:
        header = entry.header
        yield Placed(clock.place(header), header.seq, header.launch, entry.fact, header.device)


@dataclass(slots=True)
class _Builder:
    names: Mapping[str, ProblemName]
    clock: Clock = field(default_factory=Clock)
    documents: list[TimelineDocument] = field(default_factory=list)
    indexes: dict[str, int] = field(default_factory=dict)
    edits: list[EditRow] = field(default_factory=list)
    files: list[TimelineFile] = field(default_factory=list)
    markers: list[TimelineMarker] = field(default_factory=list)
    tracks: dict[str, TimelineTrack] = field(default_factory=dict)
    machines: list[str] = field(default_factory=list)
    transcript: list[TimelineSpeech] = field(default_factory=list)
    end_us: int = 0
    count: int = 0
    called: dict[str, str] = field(init=False)
    """Problems by their ids, and files by their documents', as they are called at this entry."""

    def __post_init__(self) -> None:
        self.called = {problem: f"{name.label} {name.title}" for problem, name in self.names.items()}

    def add(self, entry: Placed) -> None:
        self.count += 1
        if entry.device not in self.machines:
            self.machines.append(entry.device)
        self.end_us = max(self.end_us, entry.t_us)
        fact = entry.fact
        if isinstance(fact, DocumentFact):
            self._document(entry, fact)
        elif isinstance(fact, EditFact):
            edit = fact.edit
            row = (edit.position, edit.removed, edit.inserted, edit.origin.value)
            self.edits.append((entry.t_us, entry.seq, self.indexes.get(fact.document, -1), *row))
        elif isinstance(fact, SegmentFact):
            self._segment(fact, entry.launch)
        elif isinstance(fact, TranscriptFact):
            self._speech(fact, entry.launch)
        elif not isinstance(fact, NO_LINE) and not is_ordinary(fact):
            self.markers.append(
                TimelineMarker(
                    t_us=entry.t_us,
                    seq=entry.seq,
                    kind=fact.kind,
                    words=fact_words(fact, self.called),
                    lasted_us=_lasted_us(fact),
                )
            )
        if isinstance(fact, FileFact):
            self._file(entry, fact)

    def _file(self, entry: Placed, fact: FileFact) -> None:
        if fact.path:
            self.called[fact.document] = fact.path
        self.files.append(
            TimelineFile(
                t_us=entry.t_us,
                seq=entry.seq,
                document=self.indexes.get(fact.document, -1),
                event=fact.event.value,
                path=fact.path or "",
            )
        )

    def _document(self, entry: Placed, fact: DocumentFact) -> None:
        name = self.names.get(fact.problem, ProblemName("?", "Unknown problem"))
        self.indexes[fact.document] = len(self.documents)
        self.called[fact.document] = path = fact.path or name.path_in(fact.language)
        self.documents.append(
            TimelineDocument(
                t_us=entry.t_us,
                seq=entry.seq,
                document=fact.document,
                problem=fact.problem,
                label=name.label,
                title=name.title,
                language=fact.language.value,
                initial=fact.text,
                machine=len(self.machines),
                path=path,
            )
        )

    def _segment(self, fact: SegmentFact, launch: str) -> None:
        start_us = self.clock.moment(launch, fact.start_us)
        track = self.tracks.setdefault(
            fact.track, TimelineTrack(track=fact.track, stream=fact.stream.value, segments=[])
        )
        track.segments.append(
            TimelineSegment(
                segment=fact.segment,
                t_us=start_us,
                duration_us=fact.duration_us,
                fragments=fact.fragments,
                digest=fact.digest,
                last_tag=fact.last_tag,
            )
        )
        self.end_us = max(self.end_us, start_us + fact.duration_us)

    def _speech(self, fact: TranscriptFact, launch: str) -> None:
        self.transcript.append(
            TimelineSpeech(
                t_us=max(0, self.clock.moment(launch, fact.start_us)),
                until_us=max(0, self.clock.moment(launch, fact.end_us)),
                text=fact.text,
                confidence_percent=fact.confidence_percent,
                language=fact.language,
                engine=fact.engine,
            )
        )


def _lasted_us(fact: Fact) -> int | None:
    """How long it was on this clock, on which sleep has no length."""
    return fact.lost_us if isinstance(fact, RecorderFact) and fact.event is not RecorderEvent.SLEPT else None


def build_timeline(entries: Iterable[Recorded], names: Mapping[str, ProblemName], gaps: Sequence[Gap] = ()) -> Timeline:
    """The timeline of a journal. `names` maps problem ids to label and title; `gaps` come from the process figures."""
    builder = _Builder(names)
    for entry in placed(entries, builder.clock):
        builder.add(entry)
    return Timeline(
        zero_wall_us=builder.clock.zero_wall_us,
        duration_us=builder.end_us,
        entries=builder.count,
        documents=builder.documents,
        edits=EditColumns.of(builder.edits),
        files=builder.files,
        markers=builder.markers,
        gaps=list(gaps),
        tracks=list(builder.tracks.values()),
        transcript=sorted(builder.transcript, key=lambda each: each.t_us),
    )


def in_columns(timeline: bytes) -> bytes:
    """A timeline of format 1 in the present one."""
    return Timeline.parse(timeline).model_copy(update={"format": FORMAT}).model_dump_json().encode()


def without_speech(timeline: bytes) -> bytes:
    """The same timeline without what was said, for whoever may not hear it either."""
    found = Timeline.parse(timeline)
    return found.model_copy(update={"transcript": []}).model_dump_json().encode()


def unnamed(timeline: bytes) -> bytes:
    """The same timeline without names of devices, reasons of pauses and messages, any of which may tell who it is."""
    return _without_reasons(Timeline.parse(timeline)).model_dump_json().encode()


def without_person(timeline: bytes) -> bytes:
    """The same timeline without what shows who it is: as `unnamed`, without speech and recordings but the screen's."""
    found = _without_reasons(Timeline.parse(timeline))
    shown = {"transcript": [], "tracks": [each for each in found.tracks if each.stream == "screen"]}
    return found.model_copy(update=shown).model_dump_json().encode()


def _without_reasons(timeline: Timeline) -> Timeline:
    markers = [
        each.model_copy(update={"words": without_reason(_told_of(each), each.words)})
        for each in timeline.markers
        if each.kind != "message"
    ]
    return timeline.model_copy(update={"markers": markers, "gaps": without_reasons(timeline.gaps)})


def _told_of(marker: TimelineMarker) -> str:
    """What a marker is about, in the words of `Gap.what`."""
    if marker.kind != "recorder":
        return marker.kind
    return next((stream for stream in TOLD_BY_DEVICES if marker.words.startswith(_STREAM_BEGINNINGS[stream])), "")


_STREAM_BEGINNINGS = {stream: f"{STREAM_WORDS[TrackKind(stream)]}:" for stream in TOLD_BY_DEVICES}
