"""A worked attempt: typing with letters of two and four bytes, a paste, runs, a look away, a relaunch, recordings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from protocol.attempts import RECORDED, TrackKind
from protocol.edits import Edit, Origin
from protocol.facts import (
    FocusFact,
    NetworkFact,
    PasteFact,
    PasteProvenance,
    RecorderEvent,
    RecorderFact,
    RunFact,
)
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId, Verdict
from tests.integration.portal.device import SECOND_US, Device
from tests.integration.portal.media_maker import MadeTrack, Take, make_track
from tests.integration.portal.server import Running

PASTED = """def paths(rows, columns, blocked):
    # half: too slow for large grids
    if rows == 0 and columns == 0:
        return 1
    total = 0
    if rows and (rows - 1, columns) not in blocked:
        total += paths(rows - 1, columns, blocked)
    if columns and (rows, columns - 1) not in blocked:
        total += paths(rows, columns - 1, blocked)
    return total
"""


@dataclass(frozen=True)
class Worked:
    """An attempt that was handed in and judged, with its device."""

    device: Device
    tracks: dict[str, MadeTrack]
    page_url: str


def work(
    backend: Running, name: str = "Zoë Ågren", *, media: bool = True, source: str = "", displays: int = 1
) -> Worked:
    """Do a whole attempt against the server and wait for its report."""
    device = Device(backend.url)
    device.begin(backend.invite(name, f"{new_identifier()}@example.org"))
    tracks = _record(device, displays) if media else {}
    first, second = device.problems
    _solve_first(device, first.problem, source)
    _solve_second(device, second.problem)
    for made in tracks.values():
        device.upload(made, skip=[1] if made.stream is TrackKind.SCREEN else [])
    device.finish()
    backend.wait_for_work()
    return Worked(device, tracks, device.joined.candidate_page)


def _record(device: Device, displays: int) -> dict[str, MadeTrack]:
    begin = device.mono_us + SECOND_US
    made = {
        stream.value: make_track(
            device.joined.attempt, device.organisation_public_key, stream, Take(begin, 20 if stream != "screen" else 15)
        )
        for stream in RECORDED
    }
    for number in range(2, displays + 1):  # each was plugged in three seconds after the one before
        take = Take(begin + (number - 1) * 3 * SECOND_US, 10)
        further = make_track(device.joined.attempt, device.organisation_public_key, TrackKind.SCREEN, take)
        made[f"screen {number}"] = replace(further, device=f"Screen {number} (1280 x 720)")
    if displays > 1:
        made["screen"] = replace(made["screen"], device="Screen 1 (1920 x 1080)")
    for track in made.values():
        started = RecorderFact(
            stream=track.stream, event=RecorderEvent.STARTED, track=track.track, device="Test device"
        )
        device.submit_facts(started, *track.facts)
    return made


def _solve_first(device: Device, problem: str, source: str) -> None:
    document = device.open_document(problem, LanguageId.PYTHON, "# Your solution\n")
    device.type(document, "# naïve, but “right” 🙂\n")
    device.type(document, "first, second = map(int, input().split())\n")
    device.type(document, "print(frist + second)\n")
    at = device.documents[document].data.index(b"frist")
    device.mono_us += 2 * SECOND_US
    device.edit(document, Edit(position=at, removed="frist", inserted="first", origin=Origin.TYPING))
    if source:
        size = device.documents[document].text
        device.edit(document, Edit(position=0, removed=size, inserted="# right\n" + source, origin=Origin.PROGRAM))
    run = RunFact(
        run=new_identifier(),
        problem=problem,
        language=LanguageId.PYTHON,
        source_digest="0" * 64,
        own_input=False,
        verdicts=[Verdict.ACCEPTED, Verdict.ACCEPTED],
    )
    device.mono_us += 3 * SECOND_US
    device.submit_facts(run)
    device.mono_us += 2 * SECOND_US
    device.hand_in(document, problem, LanguageId.PYTHON)


def _solve_second(device: Device, problem: str) -> None:
    device.mono_us += 4 * SECOND_US
    document = device.open_document(problem, LanguageId.PYTHON, "")
    device.submit_facts(FocusFact(focused=False))
    device.mono_us += 75 * SECOND_US
    device.submit_facts(FocusFact(focused=True))
    device.mono_us += SECOND_US
    device.submit_facts(PasteFact(document=document, characters=len(PASTED), provenance=PasteProvenance.OUTSIDE))
    device.edit(document, Edit(position=0, inserted=PASTED, origin=Origin.PASTE))
    device.submit_facts(NetworkFact(reachable=False))
    device.type(document, "\nprint(paths(*map(int, input().split()), set()))\n")
    device.submit_facts(NetworkFact(reachable=True))
    device.relaunch(40 * SECOND_US)
    device.mono_us += 6 * SECOND_US
    lost = RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.GAP, reason="unplugged", lost_us=3 * SECOND_US)
    device.submit_facts(lost)
    device.type(document, "# done\n")
    device.hand_in(document, problem, LanguageId.PYTHON)
