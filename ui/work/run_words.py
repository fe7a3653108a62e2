"""What came of a run, in words: verdict, reason and limit, first difference, and what it used. Pure functions."""

from __future__ import annotations

from protocol.verdicts import Verdict
from protocol.wire import CoarseUse, ProblemView
from ui.run_results import OwnCase, OwnResult, RunUse, SampleResult

_MIB = 2**20


def sample_words(result: SampleResult | None) -> str:
    """Verdict, where the output first differs, and the reason."""
    if result is None or (result.verdict is None and not result.note):
        return "Press Run to try your program on the samples. The result is feedback and not a score."
    note = _beside(result.verdict, result.note)
    if result.difference is not None:
        where = f"line {result.difference.line:,}"
        note = f"{where}: {note[:1].lower()}{note[1:]}" if note else where
    return " · ".join(filter(None, (result.verdict.words if result.verdict else "", note)))


def case_words(case: OwnCase, result: SampleResult | None) -> str:
    """What came of an own case; before a run, what is missing."""
    if result is not None and (result.verdict is not None or result.note):
        if result.verdict is None and not case.answer:
            return "Ran to its end"
        return sample_words(result)
    if not case.input:
        return "Type an input. With an expected output the two are compared."
    return "Press Run to try your program on the samples and your cases."


def own_words(own: OwnResult, *, running: bool = False) -> str:
    """Whether it runs, ran to its end, or what ended it."""
    if own.verdict is None:
        return "Running" if running else "Stopped"
    if own.verdict is Verdict.ACCEPTED:
        return "Ran to its end"
    return " · ".join(filter(None, (own.verdict.words, _beside(own.verdict, own.note))))


def use_words(use: RunUse | None, problem: ProblemView) -> str:
    """Processor time and memory with their limits, and time on the clock; empty before a run."""
    if use is None:
        return ""
    return (
        f"Processor time {_time(use.cpu_ms)} of {_time(problem.time_limit_ms)} · "
        f"memory {use.memory_bytes / _MIB:.1f} of {problem.memory_limit_bytes / _MIB:g} MiB · "
        f"clock time {_time(use.wall_ms)}"
    )


def coarse_words(use: CoarseUse | None, problem: ProblemView) -> str:
    """In which step of the limits a submission stayed; empty when that is not told."""
    if use is None:
        return ""
    return (
        f"up to {use.cpu_percent} % of {_time(problem.time_limit_ms)} and "
        f"{use.memory_percent} % of {problem.memory_limit_bytes / _MIB:g} MiB"
    )


def _beside(verdict: Verdict | None, note: str) -> str:
    """The note, unless it only repeats the verdict."""
    return "" if verdict is not None and note.rstrip(".") == verdict.words else note


def _time(count_ms: int) -> str:
    return f"{count_ms} ms" if count_ms < 1000 else f"{count_ms / 1000:.3g} s"
