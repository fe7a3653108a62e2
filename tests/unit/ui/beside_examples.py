"""View states of what a candidate does beside the way: trial, practice, notes, documentation; for the gallery."""

from __future__ import annotations

from dataclasses import replace

from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from tests.unit.ui.examples import MINUTE_US, NOON_US, PREVIEWS, PROBLEM_A, WORK
from ui.after_states import AfterState, FindingLine, HeldLine, LookedLine, ReplayView, RequestLine
from ui.doc_states import DocsState
from ui.note_states import Note
from ui.project_states import DocumentState, ProjectFile, ProjectState
from ui.trial_states import ReportState, TrialPhase, TrialState

WORK_NOTED = replace(WORK, note=Note(flagged=True, text="Empty corridor? Two pointers."), screen_recorded=True)
PRACTICE = replace(WORK, practice=True, submissions=(), problems=WORK.problems[:1])
DOCS = DocsState(
    "Python 3",
    "itertools",
    "library/itertools.html",
    "<h1>itertools</h1><p>Functions creating iterators for efficient looping.</p><pre>count(10) --> 10 11 12</pre>"
    "<p>See also <a href='functools.html'>functools</a>.</p>",
    ("index.html", "library/itertools.html", "library/functools.html"),
)
TRIAL = TrialState(
    TrialPhase.PLAYING,
    4.0,
    has_screen=True,
    camera=PREVIEWS.camera,
    screen=PREVIEWS.screen,
    words=("Camera: 10.0 s, 15 pictures a second, 166.0 kB.", "Microphone: 10.0 s, 30.2 kB, loudest 61 %."),
    sound="You should hear what was recorded. If not, look at the volume of this computer.",
)
REPORT = ReportState(
    "Recrutr 0.4, Linux\nCamera: Another program is using the camera.\nMicrophone: works\nDisk: 84.2 GB free\n" * 6,
    "Northwind Robotics",
    "recrutr-report.txt",
)
_TOTAL = "def total(values):\n    return sum(values)\n"
_FILES = tuple(
    ProjectFile(DocumentState(new_identifier(), PROBLEM_A, LanguageId.PYTHON, text), path, given)
    for path, text, given in (
        ("solution.py", f"from lib.sums import total\n\n{_TOTAL}", False),
        ("lib/sums.py", _TOTAL, False),
        ("lib/a_name_that_is_longer_than_its_tab.py", _TOTAL, False),
        ("given.py", _TOTAL, True),
    )
)
WORK_FILES = replace(
    WORK,
    document=_FILES[0].state,
    project=ProjectState(
        _FILES, tuple(file.document for file in _FILES[:3]), free=True, deleted=(new_identifier(), "lib/old.py")
    ),
)
AFTER = AfterState(
    "Northwind Robotics",
    held=(HeldLine("Your code as you wrote it", "1,312 entries"), HeldLine("Recordings", "84.0 MB")),
    recorded=(("Your code as you write it", "24 months"), ("Camera, microphone and screen", "6 months")),
    looked=(
        LookedLine("A reviewer", "opened the report", NOON_US),
        LookedLine("A reviewer", "played a recording of the screen", NOON_US + 7 * MINUTE_US),
    ),
    shared_with=("hiring@northwind.example, until 30 December 2026",),
    findings=(
        FindingLine(
            "312 characters were pasted from outside",
            "certain",
            "own notes or snippets, allowed documentation, code moved from another editor",
        ),
    ),
    requests=(RequestLine("A copy of everything", "answered", NOON_US, NOON_US + 30 * MINUTE_US, "See your page."),),
    replay=ReplayView(("A  Warehouse walk, Python 3",), 0, 40, 128, _TOTAL * 4, NOON_US),
)
