"""View states of what a candidate does beside the way: trial, practice, notes, documentation; for the gallery."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.ui.examples import PREVIEWS, WORK
from ui.doc_states import DocsState
from ui.note_states import Note
from ui.trial_states import TrialPhase, TrialState

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
