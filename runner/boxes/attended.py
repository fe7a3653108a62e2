"""One program before a person: its output is told as it comes, and what is typed reaches it while it runs.

Guarantees: bytes pass in order and unchanged; nothing is kept of them; the program stays inside its limits; `stop` is
seen within a tenth of a second, whatever the program does. The container must not be used again.
"""

from __future__ import annotations

import threading
import time

from protocol.errors import EngineFault
from runner.boxes.box_frames import ANSWER, OUTPUT, input_frame, read_answer
from runner.boxes.container import START_ALLOWANCE_S, Container
from runner.engine import Job, Outcome, Person, Stopped, ticker

_LOOK_S = 0.1
_PIECE_BYTES = 32 * 1024


def attend(container: Container, job: Job, person: Person, stop: threading.Event | None = None) -> Outcome:
    """Run the job. Raises EngineFault, Stopped, ValueError for a job with an input of its own."""
    if job.stdin:
        raise ValueError("the input is typed")
    deadline = time.monotonic() + job.limits.last_wall_ms / 1000 + START_ALLOWANCE_S
    nonce = container.send(job, live=True)
    over = threading.Event()
    typing = threading.Thread(
        target=_pass_on, args=(container, person, deadline, over), name="typed input", daemon=True
    )
    typing.start()
    try:
        for kind, payload in container.messages(deadline, ticker(stop)):
            if kind == OUTPUT and payload:
                person.heard(payload)
            elif kind == ANSWER:
                return read_answer(payload, nonce, job)
    finally:
        over.set()
        typing.join()
    return container.without_answer()


def _pass_on(container: Container, person: Person, deadline: float, over: threading.Event) -> None:
    """On a thread of its own, because who writes and does not read may be waited for for ever."""

    def tick() -> None:
        if over.is_set():
            raise Stopped

    while not over.is_set():
        typed = person.next_typed(_LOOK_S)
        if typed is None:
            continue
        pieces = [typed[at : at + _PIECE_BYTES] for at in range(0, len(typed), _PIECE_BYTES)] or [b""]
        try:
            for piece in pieces:
                container.stream.send(input_frame(piece), deadline, tick)
        except (EngineFault, Stopped):  # how the container ended is for the reader to say
            return
        if not typed:
            return
