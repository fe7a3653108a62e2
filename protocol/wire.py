"""Requests and answers between desktop and backend: version 1 of the candidate's API, under `/api/v1`.

The table of calls is in docs/protocol.md. Times are integer microseconds of Unix time unless the name says otherwise.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocol.attempts import AttemptState, TrackKind
from protocol.canonical import MAX_INTEGER
from protocol.facts import Sha256Hex
from protocol.identifiers import Identifier
from protocol.live import LiveWord
from protocol.model import Frozen, Worded
from protocol.notices import Notice, NoticeAcknowledged
from protocol.projects import FilePath, Starter
from protocol.receipts import Signed, Timeliness
from protocol.told import Told
from protocol.verdicts import LanguageId, Verdict

PROTOCOL_VERSION = 1
CODE_PATTERN = r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$"
"""An invitation code: 80 random bits in Crockford base 32, in four groups of four."""
MAX_SUBMISSION_BYTES = 1024 * 1024
"""Source size limit; the problem package format's default for code is 128 KiB, a problem may lower it."""

PACE_HEADER = "Journal-Pace"
"""Of the answer to a journal batch: whole seconds until the next one, when the server is busy. Submissions and the
finish do not wait for it."""
LONGEST_PACE_S = 15
"""The most that is asked for, and obeyed: a candidate's work must not wait for long on one machine."""

Language = Annotated[LanguageId, Field(strict=False)]


class ErrorAnswer(Frozen):
    """Every answer with status >= 400."""

    code: str
    message: str
    details: dict[str, str | int | bool | None] = Field(default_factory=dict)


class ServerTime(Frozen):
    """`GET /time`: for the clock offset; no sign-in needed."""

    server_time_us: int


class Joined(Frozen):
    """Answer to `join`. `token` is the bearer token of this attempt and device.

    `continues`: the code continues an attempt that may have been begun on another device; `deadline_us` is set when its
    time runs already. The attempt may begin from `window_begin_us` on; joining, notice and check go before.
    `translations` are `notice` in further languages; the candidate acknowledges the one that was shown.
    """

    attempt: Identifier
    token: str
    state: Annotated[AttemptState, Field(strict=False)]
    candidate_name: str
    organisation: str
    assessment_title: str
    duration_us: int
    problem_count: int
    languages: list[Language]
    window_end_us: int
    window_begin_us: int = 0
    notice: Notice
    translations: list[Notice] = Field(default_factory=list, max_length=100)
    server_time_us: int
    candidate_page: str
    server_public_key: str
    deadline_us: int | None = None
    continues: bool = False

    def notice_in(self, language: str) -> Notice:
        """The notice in this language; in English where it is not given in it."""
        return next((each for each in self.translations if each.language == language), self.notice)

    def notice_of(self, acknowledged: NoticeAcknowledged) -> Notice | None:
        """The very notice that was acknowledged; None when it is none of these."""
        told = (self.notice, *self.translations)
        return next((each for each in told if each.digest == acknowledged.notice_digest), None)


CheckColour = Literal["green", "amber", "red"]


class CheckResult(Frozen):
    """One line of the check: camera, microphone, screen, runner, disk, connection or clock."""

    name: str = Field(max_length=40)
    colour: CheckColour
    cause: Worded = Field(max_length=500)
    fix: Worded | None = Field(default=None, max_length=500)


class CheckReport(Frozen):
    """`POST /attempts/{attempt}/check`."""

    results: list[CheckResult] = Field(max_length=20)
    clock_offset_us: int = Field(ge=-MAX_INTEGER, le=MAX_INTEGER)


class Sample(Frozen):
    """A sample test, shown to the candidate.

    `input` and `answer` are what a run uses; the authors may want others seen in their place, or a conversation (lines
    of `<` to and `>` from the program, `---` between passes), with which the rest is not shown.
    """

    name: str
    input: str
    answer: str
    shown_input: str | None = None
    shown_answer: str | None = None
    interaction: str = ""


class Translation(Frozen):
    """Title and statement of a problem in one more language."""

    title: str
    statement_html: str


class ProblemView(Frozen):
    """A problem as the candidate gets it: statement and samples, nothing of the hidden tests.

    `statement_language` is the language of `title` and `statement_html` (a code such as `en` or `pt-BR`; empty: not
    told), `translations` are the others by their codes. `task_files`: of a task (functions or a project to complete),
    the files that may be seen: starter files, interface and visible tests; empty for a problem that reads input and
    writes output. `projects`: by language, the files with which a task is begun. `file_writing`: whether a program may
    make, change or remove files in its working folder; reading them, and writing below `/tmp`, it always may.
    """

    problem: Identifier
    label: str
    title: str
    statement_html: str
    samples: list[Sample]
    time_limit_ms: int
    memory_limit_bytes: int
    output_limit_bytes: int
    custom_validator: bool
    validator_flags: list[str]
    templates: dict[str, str]
    max_score: int | None = None
    task_files: dict[str, str] = Field(default_factory=dict)
    statement_language: str = ""
    translations: dict[str, Translation] = Field(default_factory=dict)
    projects: dict[str, Starter] = Field(default_factory=dict)
    file_writing: bool = True

    def usual_path(self, language: LanguageId) -> str:
        """What the file that is there first is called."""
        return self.projects[language.value].first if language.value in self.projects else language.file_name

    @property
    def statement_languages(self) -> tuple[str, ...]:
        """Every language that can be chosen, the usual one first; none where there is no choice."""
        return (self.statement_language, *self.translations) if self.translations else ()

    def in_language(self, wanted: str) -> ProblemView:
        """The same problem told in this language, or as it is where it is not told in it."""
        if wanted not in self.translations:
            return self
        told = self.translations[wanted]
        return self.model_copy(update={"title": told.title, "statement_html": told.statement_html})


class AssessmentPack(Frozen):
    """Everything needed to work offline."""

    assessment: Identifier
    title: str
    problems: list[ProblemView]
    languages: list[Language]


class WireEntry(Frozen):
    """One journal entry: header and body bytes in base64."""

    header: str
    body: str


class JournalBatch(Frozen):
    """`POST /attempts/{attempt}/journal`: idempotent by (attempt, first sequence number)."""

    entries: list[WireEntry] = Field(min_length=1, max_length=2000)
    signature: str


class Acknowledged(Frozen):
    """Answer to a journal batch, and to `GET /attempts/{attempt}/journal/head`: a signed Acknowledgement."""

    acknowledgement: Signed


class TrackRequest(Frozen):
    """`PUT /attempts/{attempt}/tracks/{track}`: declare a track and its wrapped data key; idempotent."""

    stream: TrackKind = Field(strict=False)
    launch: Identifier
    mime: str = Field(max_length=120)
    wrapped_key: str = Field(max_length=2000)
    device_name: str = Field(default="", max_length=200)


class SegmentStored(Frozen):
    """Answer to `PUT /attempts/{attempt}/tracks/{track}/segments/{n}` (body: segment file, header `Digest-SHA256`)."""

    track: Identifier
    segment: int
    digest: Sha256Hex
    size_bytes: int


class SubmissionRequest(Frozen):
    """`PUT /attempts/{attempt}/submissions/{submission}`: idempotent by id. `source`: packed (`protocol.projects`)."""

    problem: Identifier
    language: Language
    source: str = Field(max_length=MAX_SUBMISSION_BYTES)
    source_digest: Sha256Hex
    seq: int = Field(ge=1, le=MAX_INTEGER)


USE_STEPS = (10, 25, 50, 75, 100)
OVER_LIMIT = 101


class CoarseUse(Frozen):
    """The most that any test used, as the smallest of USE_STEPS (percent of the limit) that it is within."""

    cpu_percent: int = Field(ge=0, le=OVER_LIMIT)
    memory_percent: int = Field(ge=0, le=OVER_LIMIT)


class GroupResult(Frozen):
    """What a candidate may see of a test group: no names or data of hidden tests."""

    name: str
    verdict: Annotated[Verdict, Field(strict=False)]
    score: int | None = None
    max_score: int | None = None
    use: CoarseUse | None = None


class SubmissionStatus(Frozen):
    """State of one submission as the candidate may see it; `use` only of one that is right on every test.

    `message` is English; `told` is the same for other languages.
    """

    submission: Identifier
    problem: Identifier
    received_at_us: int
    timeliness: Timeliness
    state: Literal["waiting", "judging", "judged"]
    verdict: Annotated[Verdict, Field(strict=False)] | None = None
    score: int | None = None
    max_score: int | None = None
    message: str | None = None
    told: Told | None = None
    use: CoarseUse | None = None


class Submissions(Frozen):
    """`GET /attempts/{attempt}/submissions`."""

    submissions: list[SubmissionStatus]


class HandedDocument(Frozen):
    """A document as the earlier device's acknowledged journal gives it; `shown`: the one its problem shows."""

    problem: Identifier
    language: Language
    text: str
    shown: bool
    path: FilePath | None = None


class HandedSubmission(Frozen):
    """A submission that the server had before the attempt was continued, with its source."""

    request: SubmissionRequest
    status: SubmissionStatus


class Handover(Frozen):
    """The acknowledged work of the devices before, for the one that continues: all of it, and nothing that is later."""

    documents: list[HandedDocument]
    submissions: list[HandedSubmission]


class Started(Frozen):
    """Answer to `POST /attempts/{attempt}/start`; the same ticket on every repetition by the same device.

    `handover` is there exactly when the ticket continues an earlier device.
    """

    ticket: Signed
    commitment_key: str
    pack: AssessmentPack
    server_time_us: int
    handover: Handover | None = None


class FinishRequest(Frozen):
    """`POST /attempts/{attempt}/finish`: the device-signed submission receipt."""

    receipt: Signed


class Finished(Frozen):
    """Answer to `finish`: the server's countersignature."""

    countersigned: Signed


class Contact(Frozen):
    """`GET /attempts/{attempt}/contact`: what the device should know now.

    After erasure the call answers 410 `attempt.erased`; its details hold the signed erasure receipt, as JSON text, in
    `receipt`. `moved_at_us`: since then the attempt continues on another device, and this one may only send what it
    holds. `extension`: the newest signed `Extension`; no other field moves a deadline. `live`: messages and who looks;
    absent where nothing of the kind has ever been.
    """

    state: Annotated[AttemptState, Field(strict=False)]
    server_time_us: int
    deadline_us: int | None = None
    moved_at_us: int | None = None
    extension: Signed | None = None
    live: LiveWord | None = None


class RequestCreate(Frozen):
    """`POST /attempts/{attempt}/requests`: the candidate exercises a right.

    `finding`: the mark of the finding that `words` reply to (`rectification`); they stand beside it in the report.
    """

    kind: Literal["erasure", "access", "rectification", "restriction", "objection", "explanation", "appeal"]
    words: str = Field(default="", max_length=4000)
    finding: str | None = Field(default=None, max_length=120)


class RequestStatus(Frozen):
    """State of a request."""

    request: Identifier
    kind: str
    state: Literal["received", "waiting", "held", "done", "withdrawn"]
    received_at_us: int
    due_at_us: int
    note: str = ""


class Requests(Frozen):
    """`GET /attempts/{attempt}/requests`."""

    requests: list[RequestStatus]
