"""What came of a run, in words: verdict, reason and limit, first difference, and what it used. Pure functions."""

from __future__ import annotations

from protocol.saying import Later, said, say, to_say, together
from protocol.verdicts import Verdict
from protocol.wire import CoarseUse, ProblemView
from ui.run_results import OwnCase, OwnResult, RunUse, SampleResult
from ui.words import decimal

_MIB = 2**20


def sample_words(result: SampleResult | None) -> str:
    """Verdict, where the output first differs, and the reason."""
    if result is None or (result.verdict is None and not result.note):
        return say("Press Run to try your program on the samples. The result is feedback and not a score.")
    note = _beside(result.verdict, result.note)
    if result.difference is not None:
        where = say("line {line:,}", line=result.difference.line)
        note = say("{where}: {what}", where=where, what=_after_colon(note)) if note else where
    return " · ".join(filter(None, (said(result.verdict.words) if result.verdict else "", said(note))))


def case_words(case: OwnCase, result: SampleResult | None) -> str:
    """What came of an own case; before a run, what is missing."""
    if result is not None and (result.verdict is not None or result.note):
        if result.verdict is None and not case.answer:
            return say("Ran to its end")
        return sample_words(result)
    if not case.input:
        return say("Type an input. With an expected output the two are compared.")
    return say("Press Run to try your program on the samples and your cases.")


def own_words(own: OwnResult, *, running: bool = False) -> str:
    """Whether it runs, ran to its end, or what ended it."""
    if own.verdict is None:
        return say("Running") if running else say("Stopped")
    if own.verdict is Verdict.ACCEPTED:
        return say("Ran to its end")
    return " · ".join(filter(None, (said(own.verdict.words), said(_beside(own.verdict, own.note)))))


def use_words(use: RunUse | None, problem: ProblemView) -> str:
    """Processor time and memory with their limits, and time on the clock; empty before a run."""
    if use is None:
        return ""
    return say(
        "Processor time {used} of {most} · memory {memory} of {most_memory:g} MiB · clock time {wall}",
        used=_time(use.cpu_ms),
        most=_time(problem.time_limit_ms),
        memory=decimal(use.memory_bytes / _MIB),
        most_memory=problem.memory_limit_bytes / _MIB,
        wall=_time(use.wall_ms),
    )


def coarse_words(use: CoarseUse | None, problem: ProblemView) -> str:
    """In which step of the limits a submission stayed; empty when that is not told."""
    if use is None:
        return ""
    return say(
        "up to {cpu_percent} % of {time} and {memory_percent} % of {memory_limit_bytes:g} MiB",
        cpu_percent=use.cpu_percent,
        time=_time(problem.time_limit_ms),
        memory_percent=use.memory_percent,
        memory_limit_bytes=problem.memory_limit_bytes / _MIB,
    )


_JUDGED = {
    Verdict.ACCEPTED: to_say("Correct on every test."),
    Verdict.JUDGE_ERROR: to_say("The problem itself has a fault; this says nothing about the program."),
}
"""What the server says of every submission with this verdict; of the others it says the verdict."""


def judged_words(verdict: Verdict | None, message: str) -> str:
    """The server's word on a submission: what its verdict means, in the person's language, and the rest as it came."""
    if isinstance(message, Later):
        return said(message)
    usual = None if verdict is None else _JUDGED.get(verdict, together(verdict.words, between=""))
    if usual is None or not message.startswith(usual):
        return said(message)
    rest = message.removeprefix(usual).removeprefix(".").strip()
    first = said(usual).removesuffix(".")
    return f"{first}. {rest}" if rest else f"{first}."


def _beside(verdict: Verdict | None, note: str) -> str:
    """The note, unless it only repeats the verdict."""
    return "" if verdict is not None and note.rstrip(".") == verdict.words else note


def _after_colon(note: str) -> str:
    """English goes on with a small letter; other languages have rules of their own, and keep the sentence."""
    shown = said(note)
    return f"{shown[:1].lower()}{shown[1:]}" if shown == str(note) else shown


def _time(count_ms: int) -> str:
    return (
        say("{count_ms} ms", count_ms=count_ms)
        if count_ms < 1000
        else say("{count_ms:.3g} s", count_ms=count_ms / 1000)
    )
