"""Runs for feedback on the server, for a machine without an engine of its own: what is asked, what is told meanwhile.

`POST /attempts/{attempt}/runs` answers with one RunEvent a line (JSON), as things happen; the last one ends or fails.
`POST /attempts/{attempt}/runs/{run}/input` types to a program that runs, where the request said that somebody will.
The language decides how a program is started: a command never crosses the wire, and neither do limits, which are the
problem's. What is told is feedback and never a score.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.told import Told
from protocol.verdicts import Verdict
from protocol.wire import MAX_SUBMISSION_BYTES, ErrorAnswer, Language

MAX_OWN_INPUT_BYTES = 1024 * 1024
"""More than anybody types; judging takes larger inputs from the problem itself."""
MAX_PIECE_CHARACTERS, MAX_PIECES = 16 * 1024, 5_000
"""Of what is typed to one run; together no more bytes than an own input."""
MAX_CASES, MAX_CASE_CHARACTERS = 20, 32 * 1024
"""Own inputs kept for one problem, and what one of their texts may hold."""
MAX_CASES_BYTES = 2 * 1024 * 1024
"""All their texts together, as UTF-8."""


class RunsOffer(Frozen):
    """`GET /attempts/{attempt}/runs`: whether the server runs programs for this attempt, and how many wait."""

    offered: bool
    waiting: int = 0


class RunCase(Frozen):
    """An own input that the candidate keeps. `answer` None: it is run and compared with nothing."""

    case: Identifier
    input: str = Field(max_length=MAX_CASE_CHARACTERS)
    answer: str | None = Field(default=None, max_length=MAX_CASE_CHARACTERS)


class RunRequest(Frozen):
    """`POST /attempts/{attempt}/runs`: run `source` on the samples and `cases`, or on `own_input` when it is there.

    `types`: the own input is only the beginning, more is typed while the program runs, and its output comes meanwhile.
    `source` is packed where there are several files (`protocol.projects`).
    """

    problem: Identifier
    language: Language
    source: str = Field(max_length=MAX_SUBMISSION_BYTES)
    own_input: str | None = Field(default=None, max_length=MAX_OWN_INPUT_BYTES)
    cases: list[RunCase] = Field(default_factory=list, max_length=MAX_CASES)
    types: bool = False


class RunInput(Frozen):
    """`POST /attempts/{attempt}/runs/{run}/input`: the piece `number` (from 0) of what is typed.

    `end`: it was the last. Sent again it changes nothing.
    """

    number: int = Field(ge=0, le=MAX_PIECES)
    text: str = Field(default="", max_length=MAX_PIECE_CHARACTERS)
    end: bool = False


class RunMessage(Frozen):
    """One remark of a compiler; `file` where there are several."""

    line: int | None = None
    column: int | None = None
    severity: str
    text: str
    file: str = ""


class RunSample(Frozen):
    """One sample, own case (its `name` is the case's id), or the own input.

    `verdict` None: it ran to its end, and nothing more can be said. `words` are English; `told` is the same for others.
    Of a wrong output, `line` is the first that differs; `output_row` and `expected_row` are where that stands (from 1)
    in `stdout` and `expected`, which are cut to what is around it.
    """

    name: str
    verdict: Annotated[Verdict, Field(strict=False)] | None = None
    words: str
    told: Told | None = None
    stdout: str
    stderr: str
    cpu_ms: int
    wall_ms: int
    memory_bytes: int
    truncated: bool
    expected: str | None = None
    line: int | None = None
    output_row: int | None = None
    expected_row: int | None = None


class RunEvent(Frozen):
    """What happens with a run. `position` counts from 1, the next to run; `end` and `failed` are the last.

    Of a run to which somebody types, `run` names it from the first event on. `output` is what the program wrote since
    the last event (base64), after `missed` bytes that are not told.
    """

    kind: Literal["waiting", "running", "output", "sample", "end", "failed"]
    position: int | None = None
    run: Identifier | None = None
    output: str | None = None
    missed: int = 0
    sample: RunSample | None = None
    compiled: bool = True
    compiler_output: str = ""
    compiler_messages: list[RunMessage] = Field(default_factory=list)
    error: ErrorAnswer | None = None
