"""Realistic view states of every screen, for the gallery and the tests."""

from __future__ import annotations

import math
from dataclasses import replace

from protocol.attempts import TrackKind
from protocol.identifiers import new_identifier
from protocol.notices import Notice, NoticeItem
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView, Sample, Translation
from tests.unit.ui import recorded_examples
from ui.finish_states import (
    BackgroundState,
    Erasure,
    ErasureView,
    EvidenceView,
    FinishState,
    ReceiptView,
    SentLine,
    UploadView,
)
from ui.live_states import LiveState, LookerLine, SaidLine
from ui.project_states import DocumentState
from ui.recorded_states import IdentityState
from ui.run_results import CompilerRemark, FirstDifference, OwnResult, RunUse, SampleResult
from ui.states import (
    CheckLine,
    CheckState,
    DeviceOption,
    EarlierAttempt,
    JoinState,
    Message,
    NoticeState,
    Picture,
    PreviewState,
    ProblemLine,
    Progress,
    RecordingLine,
    RunPhase,
    RunState,
    Saved,
    StatusState,
    Stream,
    SubmissionLine,
    Sync,
    WorkState,
)

MINUTE_US = 60_000_000
NOON_US = 1_795_435_200_000_000
LANGUAGES = (LanguageId.PYTHON, LanguageId.CPP, LanguageId.JAVASCRIPT)
PROBLEM_A, PROBLEM_B, DOCUMENT, OTHER_DOCUMENT = (new_identifier() for _ in range(4))

NOTICE = Notice(
    version=3,
    organisation="Northwind Robotics",
    controller_contact="privacy@northwind.example",
    evidence_level=3,
    level_reason="You will work with customers' machines from day one, so we want to see how you approach a problem.",
    items=[
        NoticeItem(
            what="Your code and how it came about",
            why="To judge your solution and see how you work",
            basis="Steps before a contract (GDPR Art. 6(1)(b))",
            kept="24 months",
            seen_by="Recruiters and reviewers of Northwind Robotics",
        ),
        NoticeItem(
            what="Camera and microphone",
            why="To confirm that you worked on your own",
            basis="Legitimate interest (GDPR Art. 6(1)(f))",
            kept="6 months",
            seen_by="Reviewers of Northwind Robotics",
        ),
        NoticeItem(
            what="Screen",
            why="To understand pauses and look-ups fairly",
            basis="Legitimate interest (GDPR Art. 6(1)(f))",
            kept="6 months",
            seen_by="Reviewers of Northwind Robotics",
        ),
        NoticeItem(
            what="Whether this window is in front",
            why="To understand pauses; nothing about other programs",
            basis="Legitimate interest (GDPR Art. 6(1)(f))",
            kept="24 months",
            seen_by="Reviewers of Northwind Robotics",
        ),
    ],
    rights=[
        "See everything that is held about you, and who looked at it, on your page.",
        "Have mistakes corrected, object, or ask for deletion at any time.",
        "Answer every finding before a decision; a person decides, never a machine alone.",
        "Complain to your data protection authority.",
    ],
)

STATEMENT = """<p>A warehouse robot drives along a corridor with <i>n</i> shelves. Shelf <i>i</i> holds
<i>a<sub>i</sub></i> parcels. The robot may skip shelves but must never visit two shelves next to each other.</p>
<p>How many parcels can it collect at most?</p>
<h3>Input</h3><p>The first line holds <code>n</code> (1 ≤ n ≤ 200 000). The second line holds <code>n</code> integers,
the parcels on each shelf (0 ≤ a<sub>i</sub> ≤ 10<sup>9</sup>).</p>
<h3>Output</h3><p>One integer: the greatest number of parcels.</p>
<pre>5
2 7 9 3 1</pre><p>The robot takes shelves 1, 3 and 5: 2 + 9 + 1 = 12.</p>
<p>See <a href="https://example.invalid/x">this page</a>.<img src="file:///etc/hostname"></p>"""

CODE = '''import sys


def most_parcels(shelves: list[int]) -> int:
    """Best total without taking two neighbours."""
    taken, skipped = 0, 0
    for parcels in shelves:
        taken, skipped = skipped + parcels, max(taken, skipped)
    return max(taken, skipped)


def main() -> None:
    data = sys.stdin.read().split()
    n = int(data[0])
    print(most_parcels([int(x) for x in data[1 : n + 1]]))  # café ☕


main()
'''


def problem_view(problem: str, label: str, title: str, max_score: int | None = None) -> ProblemView:
    return ProblemView(
        problem=problem,
        label=label,
        title=title,
        statement_html=STATEMENT,
        samples=[
            Sample(name="Sample 1", input="5\n2 7 9 3 1\n", answer="12\n"),
            Sample(name="Sample 2", input="4\n1 2 3 1\n", answer="4\n"),
            Sample(name="Sample 3", input="1\n5\n", answer="5\n"),
        ],
        time_limit_ms=2000,
        memory_limit_bytes=512 * 1024 * 1024,
        output_limit_bytes=8 * 1024 * 1024,
        custom_validator=False,
        validator_flags=[],
        templates={},
        max_score=max_score,
    )


def picture(width: int, height: int) -> Picture:
    rows = bytearray()
    for y in range(height):
        for x in range(width):
            near = math.hypot(x - width / 2, y - height * 0.45) < height * 0.28
            rows += bytes((200, 160, 130)) if near else bytes((60 + 60 * y // height, 80 + 60 * x // width, 110))
    return Picture(width, height, bytes(rows))


RECORDED = recorded_examples.recorded(tuple(NOTICE.items), Stream.RECORDING)
RECORDED_PAUSED = recorded_examples.recorded(tuple(NOTICE.items), Stream.PAUSED, words="by you (family)", count=10)
RECORDED_NOTHING = recorded_examples.nothing_recorded(tuple(NOTICE.items))
IDENTITY = recorded_examples.identity(picture(160, 120))
IDENTITY_EMPTY = IdentityState()

PREVIEWS = PreviewState(camera=picture(160, 120), screen=picture(192, 108), level=0.55)

JOIN = JoinState(server="https://recrutr.northwind.example")
JOIN_ERROR = JoinState(
    server="https://recrutr.northwind.example",
    code="7K3M-9QTX-2C4V-8HWP",
    error=Message(
        "This invitation has expired.",
        "It was open until 21 November 2026, 18:00.",
        "Ask the person who invited you for a new one.",
        "stop",
    ),
)
JOIN_DAMAGED = JoinState(
    server="https://recrutr.northwind.example",
    error=Message(
        "Part of the work that was saved on this computer is no longer there. What is left has not been changed.",
        "Everything that had reached the server can be brought back to this computer; you then go on from there.",
        "Press “Get my work back”. What does not open is put aside, not deleted. It needs the network.",
        "stop",
    ),
    offer="Get my work back",
)
JOIN_EARLIER = JoinState(
    server="https://recrutr.northwind.example",
    earlier=(
        EarlierAttempt("a", "Backend engineer, first round", "Northwind Robotics: finished"),
        EarlierAttempt("b", "Data engineer, a title that is longer than there is room for", "Example Ltd: started"),
    ),
)
JOIN_BUSY = JoinState(server="https://recrutr.northwind.example", code="7K3M-9QTX-2C4V-8HWP", busy="Asking the server…")

NOTICE_STATE = NoticeState(
    notice=NOTICE,
    candidate_name="Ada Example",
    assessment_title="Backend engineer, first round",
    duration_us=90 * MINUTE_US,
    problem_count=2,
    languages=LANGUAGES,
    window_end_us=NOON_US,
)

CHECK_RUNNING = CheckState(
    lines=tuple(
        CheckLine(name, title)
        for name, title in (
            ("camera", "Camera"),
            ("microphone", "Microphone"),
            ("screen", "Screen"),
            ("runner", "Running programs"),
            ("disk", "Disk"),
            ("connection", "Connection"),
            ("clock", "Clock"),
        )
    ),
    duration_us=90 * MINUTE_US,
    running=True,
)
CHECK = CheckState(
    lines=(
        CheckLine(
            "camera",
            "Camera",
            "red",
            "Another program is using the camera.",
            "Look again",
            (
                DeviceOption("/dev/video0", "Integrated Camera"),
                DeviceOption("/dev/video9", "Presentation (virtual)"),
                DeviceOption("/dev/video2", "Logitech C920, not attached"),
            ),
            "/dev/video0",
        ),
        CheckLine(
            "microphone",
            "Microphone",
            "green",
            "Sound arrives from “Built-in microphone”.",
            devices=(
                DeviceOption("default", "Microphone of this computer"),
                DeviceOption("hw", "USB headset with a name that is much longer than there is room for here"),
            ),
            device="hw",
        ),
        CheckLine("screen", "Screen", "green", "One screen, 1920 by 1080."),
        CheckLine(
            "runner",
            "Running programs",
            "amber",
            "Docker is not running. You can work and submit, but not try your program here.",
            "Try Docker again",
        ),
        CheckLine("disk", "Disk", "green", "84.2 GB free; this attempt needs about 400 MB."),
        CheckLine("connection", "Connection", "green", "The server answers in 38 ms."),
        CheckLine("clock", "Clock", "green", "0.2 seconds apart from the server; the server's clock counts."),
    ),
    duration_us=90 * MINUTE_US,
    may_start=True,
)

STATUS = StatusState(
    assessment_title="Backend engineer, first round",
    left_us=72 * MINUTE_US + 5_000_000,
    recording=(
        RecordingLine(TrackKind.CAMERA, Stream.RECORDING),
        RecordingLine(TrackKind.MICROPHONE, Stream.RECORDING),
        RecordingLine(TrackKind.SCREEN, Stream.RECORDING),
    ),
)
STATUS_PAUSED = replace(
    STATUS,
    recording=tuple(RecordingLine(line.stream, Stream.PAUSED, "by you (family)") for line in STATUS.recording),
)
STATUS_NOTHING = replace(STATUS, recording=())
STATUS_NOT_SAVED = replace(
    STATUS,
    saved=Saved.FAILED,
    fault=Message(
        "The disk is full. Your work is kept in memory; free some space and it is saved by itself.",
        "What was shown as saved is safe.",
        "Make some room on the disk; Recrutr goes on by itself.",
        "stop",
    ),
)
STATUS_TROUBLED = StatusState(
    assessment_title="Backend engineer, first round",
    left_us=4 * MINUTE_US,
    saved=Saved.SAVING,
    sync=Sync.OFFLINE,
    pending_entries=214,
    pending_bytes=8_400_000,
    recording=(
        RecordingLine(TrackKind.CAMERA, Stream.PROBLEM, "the camera was unplugged"),
        RecordingLine(TrackKind.MICROPHONE, Stream.RECORDING),
        RecordingLine(TrackKind.SCREEN, Stream.STARTING),
    ),
)

SWEDISH = Translation(
    title="Lagerpromenaden",
    statement_html="<p>En robot plockar paket ur hyllor. Två hyllor bredvid varandra får den inte tömma.</p>",
)
IN_TWO_LANGUAGES = problem_view(PROBLEM_A, "A", "Warehouse walk").model_copy(
    update={"statement_language": "en", "translations": {"sv": SWEDISH}}
)
WORK = WorkState(
    problems=(
        ProblemLine(problem_view(PROBLEM_A, "A", "Warehouse walk"), Progress.IN_WORK),
        ProblemLine(problem_view(PROBLEM_B, "B", "Night shift", 100), Progress.SUBMITTED),
    ),
    languages=LANGUAGES,
    document=DocumentState(DOCUMENT, PROBLEM_A, LanguageId.PYTHON, CODE),
    submissions=(
        SubmissionLine(
            new_identifier(), PROBLEM_B, NOON_US, LanguageId.CPP, True, "judged", Verdict.ACCEPTED, 70, 100, "on time"
        ),
        SubmissionLine(new_identifier(), PROBLEM_A, NOON_US + MINUTE_US, LanguageId.PYTHON, True, "judging"),
        SubmissionLine(new_identifier(), PROBLEM_A, NOON_US + 2 * MINUTE_US, LanguageId.PYTHON),
    ),
    previews=True,
)
WORK_IN_TWO_LANGUAGES = replace(
    WORK, problems=(ProblemLine(IN_TWO_LANGUAGES, Progress.IN_WORK), WORK.problems[1]), statement_language="sv"
)
RUN_FAILED = RunState(
    PROBLEM_A,
    RunPhase.DONE,
    samples=(
        SampleResult("Sample 1", Verdict.ACCEPTED, "12\n", "12\n", "", "Correct.", RunUse(31, 44, 9_100_000)),
        SampleResult(
            "Sample 2",
            Verdict.WRONG_ANSWER,
            "4\n",
            "3\n",
            "",
            "The first difference is here.",
            RunUse(30, 41, 9_000_000),
            FirstDifference(1, 1, 1),
        ),
        SampleResult(
            "Sample 3",
            Verdict.RUN_TIME_ERROR,
            "5\n",
            "",
            'Traceback (most recent call last):\n  File "/box/solution.py", line 13, in main\nIndexError: list index',
            "It ended with exit code 1 instead of 0.",
            RunUse(29, 38, 9_000_000),
        ),
    ),
)
RUN_COMPILE_ERROR = RunState(
    PROBLEM_A,
    RunPhase.DONE,
    samples=tuple(SampleResult(f"Sample {n}", Verdict.COMPILE_ERROR) for n in (1, 2, 3)),
    compiler_output='  File "/box/solution.py", line 7\n    for parcels in shelves\n                          ^\n'
    "SyntaxError: expected ':'\n",
    remarks=(CompilerRemark(7, 1, "SyntaxError: expected ':'"),),
)
OWN = OwnResult(Verdict.ACCEPTED, "42\n", "", "It ran.", RunUse(29, 35, 9_000_000))
RUN_OWN = RunState(PROBLEM_A, RunPhase.DONE, own=OWN)

FINISH = FinishState(
    candidate_name="Ada",
    organisation="Northwind Robotics",
    assessment_title="Backend engineer, first round",
    sent=(
        SentLine("A  Warehouse walk", "Python 3, handed in at 13:41:07"),
        SentLine("B  Night shift", "C++, handed in at 13:20:44"),
        SentLine("Recordings", "camera, microphone, screen", done=False),
    ),
    upload=UploadView(1200, 1200, 61_000_000, 84_000_000),
    receipt=ReceiptView(
        "Attempt 0193…a1\nFinished 23 November 2026, 14:02\nA  sha256 9f2c…e1\nB  sha256 77aa…03",
        "recrutr-receipt.json",
    ),
    candidate_page="https://recrutr.northwind.example/c/abc",
)
FINISH_WAITING = FinishState(
    candidate_name="Ada",
    organisation="Northwind Robotics",
    assessment_title="Backend engineer, first round",
    sent=FINISH.sent[:2],
    upload=UploadView(1200, 1200, 84_000_000, 84_000_000),
    receipt=ReceiptView("Attempt 0193…a1", "recrutr-receipt.json", True, "on time"),
    receipt_saved_as="recrutr-receipt.json",
    candidate_page="https://recrutr.northwind.example/c/abc",
    erasure=ErasureView(Erasure.WAITING, NOON_US + 7 * 24 * 60 * MINUTE_US),
)
FINISH_OFFLINE = replace(
    FINISH,
    upload=UploadView(1200, 1312, 61_000_000, 84_000_000, offline=True),
    evidence=EvidenceView(offered=True, file_name="recrutr-0193a1.recrutr-evidence"),
)
FINISH_WRITING = replace(FINISH_OFFLINE, evidence=replace(FINISH_OFFLINE.evidence, permille=430))
FINISH_SAVED = replace(
    FINISH_OFFLINE,
    evidence=EvidenceView(
        offered=True,
        file_name="recrutr-0193a1.recrutr-evidence",
        saved_as="/media/stick/recrutr-0193a1.recrutr-evidence",
        digest="9f2c1b7a4de05f6680a1c3e95b7d2f4086ac1e35d7b92f60418ce3a5f7d1b2e1",
    ),
)
FINISH_ERASED = FinishState(
    candidate_name="Ada",
    organisation="Northwind Robotics",
    assessment_title="Backend engineer, first round",
    erasure=ErasureView(
        Erasure.ERASED,
        receipt="Request 0193…b2\nKey destroyed 23 November 2026, 15:10\nRows deleted 1 284\nObjects deleted 96",
    ),
)

BACKGROUND = BackgroundState(
    "Recrutr goes on sending",
    "Still to send: 3 recordings (23.0 MB) and 112 journal entries; about 2 minutes.",
    "You can go on with other things. Recrutr ends by itself when everything has arrived.",
    "What is not sent yet stays on this computer, encrypted.",
    0.7,
)

TOLD = Message(
    "Recrutr could not open the camera.",
    "Your work is not touched by it.",
    "Close the program that uses the camera, then check again.",
    severity="attention",
)
LIVE = LiveState(
    (
        SaidLine("1", "interviewer", "Does the second sample make sense to you?", NOON_US),
        SaidLine("2", "candidate", "Yes: the shelf in the corner counts twice.", NOON_US + MINUTE_US),
        SaidLine("3", "announcement", "Everybody has ten minutes more.", NOON_US + 2 * MINUTE_US),
    ),
    hand_raised=True,
    lookers=(LookerLine("Grace Reviewer", "interviewer", NOON_US),),
    sent=False,
)
