"""View states: everything a screen shows, as frozen values. A screen is a pure picture of its state.

The app makes a new state and hands it to `ui.window.MainWindow`; nothing here knows of Qt, disk, network or devices.
Words come finished from the app where they depend on the world; times and sizes come as numbers and are worded by ui.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from protocol.attempts import TrackKind
from protocol.notices import Notice
from protocol.receipts import Timeliness
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import CheckColour, CoarseUse, ProblemView
from ui.note_states import Note
from ui.project_states import DocumentState, ProjectState
from ui.run_results import CompilerRemark, OwnCase, OwnResult, SampleResult


class Screen(StrEnum):
    """The screens in the order in which a candidate meets them."""

    JOIN = "join"
    NOTICE = "notice"
    CHECK = "check"
    IDENTITY = "identity"
    """Between check and work, where the assessment asks for it."""
    PRACTICE = "practice"
    """Beside the way: from Join or Check, and back there."""
    WORK = "work"
    FINISH = "finish"


@dataclass(frozen=True)
class Message:
    """Something to tell a person: what happened, what it means for them, what they can do. Plain text, all three."""

    what: str
    meaning: str = ""
    action: str = ""
    severity: Literal["note", "attention", "stop"] = "attention"


@dataclass(frozen=True)
class Picture:
    """A preview frame: `rgb` holds width * height * 3 bytes, rows from the top, no padding."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


# Join


@dataclass(frozen=True)
class EarlierAttempt:
    """An attempt that is on this computer: its id, and what is shown of it."""

    attempt: str
    title: str
    words: str


@dataclass(frozen=True)
class JoinState:
    """The first screen. `busy` is what is being done right now (empty: nothing); `error` what went wrong.

    `offer`: the label of the one button that helps with `error` (empty: none). `earlier`: what is on this computer and
    can be opened instead.
    """

    server: str = ""
    code: str = ""
    server_fixed: bool = False
    busy: str = ""
    error: Message | None = None
    offer: str = ""
    earlier: tuple[EarlierAttempt, ...] = ()


# Notice


@dataclass(frozen=True)
class NoticeState:
    """What is recorded, why, for how long, who sees it; nothing is captured before it is acknowledged.

    `continues`: the attempt was begun on another machine and goes on here.
    """

    notice: Notice
    candidate_name: str
    assessment_title: str
    duration_us: int
    problem_count: int
    languages: tuple[LanguageId, ...] = ()
    window_end_us: int | None = None
    busy: str = ""
    error: Message | None = None
    continues: bool = False


# Check


@dataclass(frozen=True)
class DeviceOption:
    """A device that can be chosen: what the app knows it by, and what a person reads."""

    identifier: str
    words: str


@dataclass(frozen=True)
class CheckLine:
    """One line of the check. `colour` None: still being looked at. `fix` is the label of its one button.

    `devices`: what this line can be looked at with, `device` being the one in use; a chooser is shown for two and more.
    """

    name: str
    title: str
    colour: CheckColour | None = None
    cause: str = ""
    fix: str | None = None
    devices: tuple[DeviceOption, ...] = ()
    device: str = ""


@dataclass(frozen=True)
class CheckState:
    """The technical check. `may_start` enables the start button; `hint` says why not, or what a red line means.

    `continues`: the time runs already and `duration_us` is what is left of it. `window_end_us`: last moment to start.
    """

    lines: tuple[CheckLine, ...]
    duration_us: int
    running: bool = False
    may_start: bool = False
    hint: str = ""
    busy: str = ""
    error: Message | None = None
    continues: bool = False
    window_end_us: int | None = None


@dataclass(frozen=True)
class PreviewState:
    """Live previews, shown on Check and Work. `level` is the microphone's, 0.0 to 1.0; None: no microphone."""

    camera: Picture | None = None
    screen: Picture | None = None
    level: float | None = None


# Work


class Saved(StrEnum):
    """Whether the last keystroke is on the disk. SAVED only after the store said so."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


class Sync(StrEnum):
    """The connection and what waits for it."""

    UP_TO_DATE = "up to date"
    SENDING = "sending"
    OFFLINE = "offline"
    FAILED = "failed"


class Stream(StrEnum):
    """State of one recording stream."""

    RECORDING = "recording"
    STARTING = "starting"
    OFF = "off"
    PAUSED = "paused"
    PROBLEM = "problem"


@dataclass(frozen=True)
class RecordingLine:
    """One recording stream in the top bar; `words` is the cause when it is not simply recording."""

    stream: TrackKind
    state: Stream
    words: str = ""


@dataclass(frozen=True)
class StatusState:
    """The top bar, sent about once a second. `left_us` is by the server's clock; None before the start."""

    assessment_title: str
    left_us: int | None
    saved: Saved = Saved.SAVED
    sync: Sync = Sync.UP_TO_DATE
    pending_entries: int = 0
    pending_bytes: int = 0
    recording: tuple[RecordingLine, ...] = ()
    fault: Message | None = None
    """Why typing is not saved just now; shown in place as long as it lasts, so that typing goes on."""


class Progress(StrEnum):
    """How far the candidate is with one problem."""

    UNTOUCHED = "not begun"
    IN_WORK = "in work"
    SUBMITTED = "submitted"
    CHANGED = "changed since submitted"


@dataclass(frozen=True)
class ProblemLine:
    """A problem in the navigator, with its statement and samples."""

    view: ProblemView
    progress: Progress = Progress.UNTOUCHED
    flagged: bool = False
    """By the candidate, for themselves."""
    noted: bool = False


@dataclass(frozen=True)
class SubmissionLine:
    """One submission as known here and on the server. `sent` False: kept on this machine until the network is back.

    `kept` False: not on the disk yet.
    """

    submission: str
    problem: str
    at_wall_us: int
    language: LanguageId
    sent: bool = False
    state: Literal["waiting", "judging", "judged"] = "waiting"
    verdict: Verdict | None = None
    score: int | None = None
    max_score: int | None = None
    timeliness: Timeliness | None = None
    message: str = ""
    use: CoarseUse | None = None
    kept: bool = True
    practice: bool = False
    """Handed in for practice: it goes nowhere."""


@dataclass(frozen=True)
class WorkState:
    """The working screen. `document` belongs to the current problem; `read_only` after the time is up.

    `statement_language` is the one that was chosen; problems that are not told in it come in their usual one.
    """

    problems: tuple[ProblemLine, ...]
    languages: tuple[LanguageId, ...]
    document: DocumentState
    submissions: tuple[SubmissionLine, ...] = ()
    read_only: bool = False
    runner_problem: str = ""
    previews: bool = False
    statement_language: str = ""
    brought_back: Message | None = None
    """Said above the code until the first change: this is the work of before."""
    cases: tuple[OwnCase, ...] = ()
    """Of the current problem; taken when the problem is turned to, and ignored afterwards."""
    project: ProjectState = field(default_factory=ProjectState)
    """Its files are taken like `document`."""
    practice: bool = False
    """Nothing is kept, sent or recorded."""
    note: Note = field(default_factory=Note)
    """Of the current problem; its text is taken when the problem is turned to."""
    screen_recorded: bool = False


class RunPhase(StrEnum):
    """Where a local run stands."""

    IDLE = "idle"
    WAITING = "waiting"
    COMPILING = "compiling"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class RunState:
    """The results panel: feedback, never a score. `fault`: the sandbox itself failed; `note`: where else it ran.

    `remarks` are what was understood of `compiler_output`.
    """

    problem: str
    phase: RunPhase = RunPhase.IDLE
    samples: tuple[SampleResult, ...] = ()
    own: OwnResult | None = None
    compiler_output: str = ""
    remarks: tuple[CompilerRemark, ...] = ()
    fault: Message | None = None
    note: Message | None = None
    typing: bool = False
    """What is typed reaches the program."""


@dataclass(frozen=True)
class RunWish:
    """Signal payload: run on the samples and `cases`, or on `own_input` when it is not None.

    `source` is the text of `document` as it leaves the screen; the app packs the other files to it.
    """

    problem: str
    document: str
    language: LanguageId
    source: str
    own_input: str | None = None
    types: bool = False
    """More input than `own_input` is typed while it runs."""
    cases: tuple[OwnCase, ...] = ()


@dataclass(frozen=True)
class SubmitWish:
    """Signal payload: hand in `source` (see RunWish); emitted after the candidate confirmed."""

    problem: str
    document: str
    language: LanguageId
    source: str
