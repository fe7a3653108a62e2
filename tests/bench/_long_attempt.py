"""A long attempt for benches and long tests: two hours, as many edits as wanted, three recorded streams.

Made by the real way: a device that speaks the protocol, a backend that verifies, stores and builds the report.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import cycle

from protocol.attempts import RECORDED
from protocol.canonical import digest_hex
from protocol.edits import Edit, Origin
from protocol.facts import FocusFact, PasteFact, PasteProvenance, RecorderEvent, RecorderFact, RunFact, SegmentFact
from protocol.identifiers import new_identifier
from protocol.sealing import LAST_IN_SEGMENT, MAGIC, Sealer, new_data_key, wrap_for_organisation
from protocol.verdicts import LanguageId, Verdict
from tests.integration.portal.device import SECOND_US, Device
from tests.integration.portal.media_maker import MadeTrack, encoded
from tests.integration.portal.server import Running
from tests.integration.portal.work import PASTED

DURATION_US = 2 * 3600 * SECOND_US
SEGMENT_S = 10
LINES = (
    "def solve(values):\n    total = 0\n    for value in values:\n        total += value * value\n    return total\n\n",
    "# naïve, but “right” 🙂: every pair is looked at once\n",
    "numbers = [int(word) for word in input().split()]\nprint(solve(numbers))\n\n",
)
DOCUMENT_BYTES = 12_000
"""About 400 lines: beyond it the oldest text is deleted, as somebody does who rewrites."""


@dataclass(frozen=True, slots=True)
class LongAttempt:
    """What was made: its id and the device with the whole journal."""

    attempt: str
    device: Device
    edits: int


def long_attempt(backend: Running, edits: int, *, media: bool = True) -> LongAttempt:
    """Work two hours with this many edits at two problems, hand in, wait for the report."""
    device = Device(backend.url)
    device.begin(backend.invite("Linnea Långsam", f"{new_identifier()}@example.org"))
    begin_us = device.mono_us
    tracks = _record(device) if media else []
    _write(device, edits, DURATION_US // edits)
    for made in tracks:
        device.upload(made)
    assert device.mono_us - begin_us > DURATION_US * 0.9
    device.finish()
    backend.wait_for_work(300)
    return LongAttempt(device.joined.attempt, device, edits)


def _write(device: Device, edits: int, step_us: int) -> None:
    chosen = random.Random(7)  # noqa: S311 - makes work up, hides nothing
    problems = [view.problem for view in device.problems[:2]]
    documents = [device.open_document(problem, LanguageId.PYTHON, "# right\n") for problem in problems]
    letters, place = cycle("".join(LINES)), 0
    for number in range(edits):
        device.mono_us += step_us
        document = documents[place]
        length = len(device.documents[document].data)
        if number % 5_000 == 4_999:
            _aside(device, document, problems[place], chosen)
            place = 1 - place
        elif number % 40 == 39 and length > 100:
            last = bytes(device.documents[document].data[-8:]).decode(errors="ignore")[-1]
            _remove(device, document, length - len(last.encode()), last)
        elif length > DOCUMENT_BYTES:
            _remove(device, document, 8, bytes(device.documents[document].data[8:]).decode()[:600])
        else:
            device.edit(document, Edit(position=length, inserted=next(letters), origin=Origin.TYPING))
        if len(device.entries) - device.sent >= 4_000:
            device.send()
    for document, problem in zip(documents, problems, strict=True):
        device.hand_in(document, problem, LanguageId.PYTHON)


def _remove(device: Device, document: str, at: int, text: str) -> None:
    device.edit(document, Edit(position=at, removed=text, inserted="", origin=Origin.TYPING))


def _aside(device: Device, document: str, problem: str, chosen: random.Random) -> None:
    """What else happens: a paste, a run, a look away."""
    at = len(device.documents[document].data)
    device.submit_facts(PasteFact(document=document, characters=len(PASTED), provenance=PasteProvenance.OWN_EDITOR))
    device.edit(document, Edit(position=at, inserted=PASTED, origin=Origin.PASTE))
    verdict = chosen.choice([Verdict.ACCEPTED, Verdict.WRONG_ANSWER])
    device.submit_facts(
        FocusFact(focused=False),
        FocusFact(focused=True),
        RunFact(
            run=new_identifier(),
            problem=problem,
            language=LanguageId.PYTHON,
            source_digest="0" * 64,
            own_input=False,
            verdicts=[Verdict.ACCEPTED, verdict],
        ),
    )


def _record(device: Device) -> list[MadeTrack]:
    """Three streams of the whole time. The same ten seconds are encoded once and sealed for each segment."""
    made = []
    for stream in RECORDED:
        track, key = new_identifier(), new_data_key()
        sealer = Sealer(device.joined.attempt, track, key)
        mime, fragments = encoded(stream, device.mono_us, SEGMENT_S)
        files, facts = [], []
        for segment in range(DURATION_US // SECOND_US // SEGMENT_S):
            last = len(fragments) - 1
            sealed = [
                sealer.seal(segment, index, plain, LAST_IN_SEGMENT if index == last else 0)
                for index, plain in enumerate(fragments)
            ]
            file = MAGIC + b"".join(each.record for each in sealed)
            files.append(file)
            facts.append(
                SegmentFact(
                    track=track,
                    stream=stream,
                    segment=segment,
                    fragments=len(fragments),
                    size_bytes=len(file),
                    digest=digest_hex(file),
                    start_us=device.mono_us + segment * SEGMENT_S * SECOND_US,
                    duration_us=SEGMENT_S * SECOND_US,
                    last_tag=sealed[-1].tag.hex(),
                )
            )
        began = RecorderFact(stream=stream, event=RecorderEvent.STARTED, track=track, device="Bench device")
        device.submit_facts(began, *facts)
        made.append(
            MadeTrack(track, stream, mime, wrap_for_organisation(key, device.organisation_public_key), files, facts)
        )
    return made
