"""What came of one run, as frozen values for the results panel: parts of `ui.states.RunState`."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.verdicts import Verdict


@dataclass(frozen=True)
class RunUse:
    """What one run used: processor time, time on the clock, most memory."""

    cpu_ms: int
    wall_ms: int
    memory_bytes: int


@dataclass(frozen=True)
class FirstDifference:
    """Where output and expected answer part: the line of the whole output, and the rows (from 1) of the shown texts."""

    line: int
    output_row: int | None = None
    expected_row: int | None = None


@dataclass(frozen=True)
class CompilerRemark:
    """One remark of a compiler; `line` and `column` count from 1 in the candidate's file, None: on another file.

    `file` names it where there are several.
    """

    line: int | None
    column: int
    text: str
    warning: bool = False
    file: str = ""


@dataclass(frozen=True)
class SampleResult:
    """Result of one sample or own case. `verdict` None and no `note`: not run yet.

    `note` says what came of it in a sentence, with the limit where there is one. The texts come cut to what can be
    shown, `expected` only after a run (before, the sample's own answer is shown).
    """

    name: str
    verdict: Verdict | None = None
    expected: str = ""
    output: str = ""
    errors: str = ""
    note: str = ""
    use: RunUse | None = None
    difference: FirstDifference | None = None


@dataclass(frozen=True)
class OwnCase:
    """An input that the candidate keeps, and what they expect for it. `answer` empty: compared with nothing.

    `case` is its id; the result of a run on it is the SampleResult of that name.
    """

    case: str
    name: str
    input: str = ""
    answer: str = ""


@dataclass(frozen=True)
class OwnResult:
    """Result of a run on the candidate's own input; the verdict has no expected answer behind it.

    `verdict` None: it is not over, or was stopped, and this is what it had written by then.
    """

    verdict: Verdict | None
    output: str = ""
    errors: str = ""
    note: str = ""
    use: RunUse | None = None
