"""What works behind the Work and Finish screens, as one value that the rooms are given."""

from __future__ import annotations

from dataclasses import dataclass

from app.capturing import Capturing
from app.cases import Cases
from app.handing_in import HandingIn
from app.last_compiling import LastCompiling
from app.live import Live
from app.local_runs import LocalRuns
from app.own_notes import OwnNotes
from app.places import Places
from app.previews import Previews
from app.projects import Projects
from app.recorded import Recorded
from app.sending import Sending
from app.writing import Writing


@dataclass
class Parts:
    """What works behind the Work and Finish screens."""

    previews: Previews
    capturing: Capturing
    recorded: Recorded
    runs: LocalRuns
    sending: Sending
    writing: Writing
    handing_in: HandingIn
    live: Live
    cases: Cases
    last_compiling: LastCompiling
    places: Places
    projects: Projects
    notes: OwnNotes
