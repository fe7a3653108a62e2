"""What a candidate is told after a local run: exact where it can be, honest where it cannot."""

from __future__ import annotations

import threading

import pytest

from protocol.errors import InvalidInput
from protocol.identifiers import new_identifier
from protocol.runs import RunCase
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView
from runner.engine import Job, Outcome, Stopped
from runner.feedback import SampleReport, check_source, run_own_input, run_samples
from runner.packages import read_package
from tests.unit.runner.package_builder import GOOD, changed
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

PROBLEM = "0190a0a0-0000-7000-8000-000000000000"
TWO = changed(GOOD, data__sample__2_DOT_in=b"3 4\n", data__sample__2_DOT_ans=b"7\nend\n")


def view(files: dict[str, bytes] = TWO) -> ProblemView:
    return read_package(files, "sum").view(PROBLEM, "A")


def engine(outcome: Outcome) -> ScriptedEngine:
    return ScriptedEngine(lambda job: ended() if "py_compile" in job.argv else outcome)


def test_right_and_wrong_are_told_with_the_first_differing_line() -> None:
    seen: list[SampleReport] = []
    report = run_samples(view(), LanguageId.PYTHON, "x", engine(ended(b"3\n")), progress=seen.append)
    assert report.compiled
    assert tuple(seen) == report.samples
    assert report.verdicts == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER]
    difference = report.samples[1].difference
    assert difference is not None
    assert (difference.line, difference.expected, difference.got) == (1, "7", "3")


def test_a_sample_that_is_a_conversation_is_not_run() -> None:
    talk = {"1.interaction": b"<1\n", "1.in.download": b"", "1.ans.download": b""}
    files = {**TWO, **{f"data/sample/{name}": data for name, data in talk.items()}}
    report = run_samples(view(files), LanguageId.PYTHON, "x", engine(ended(b"7\nend\n")))
    assert [(one.name, one.verdict) for one in report.samples] == [("Sample 2", Verdict.ACCEPTED)]
    alone = {path: data for path, data in files.items() if not path.startswith("data/sample/2")}
    only = run_samples(view(alone), LanguageId.PYTHON, "x", engine(ended(exit_code=1)))
    assert (only.compiled, only.samples) == (True, ())


def test_with_a_custom_validator_nothing_is_called_wrong() -> None:
    custom = view({**TWO, "output_validator/check.py": b"\n"})
    report = run_samples(custom, LanguageId.PYTHON, "x", engine(ended(b"other\n")))
    assert [sample.verdict for sample in report.samples] == [None, None]
    assert report.samples[0].words == "It ran. Several answers may be right for this problem; the server decides."
    assert report.samples[0].difference is None
    assert report.verdicts == []


def test_a_custom_validator_does_not_hide_a_crash() -> None:
    custom = view({**TWO, "output_validator/check.py": b"\n"})
    report = run_samples(custom, LanguageId.PYTHON, "x", engine(ended(exit_code=1)))
    assert report.verdicts == [Verdict.RUN_TIME_ERROR] * 2


def test_own_input_has_no_verdict_unless_it_failed() -> None:
    report = run_own_input(view(), LanguageId.PYTHON, "x", "5 5\n", engine(ended(b"10\n")))
    assert (report.samples[0].verdict, report.samples[0].words, report.samples[0].expected) == (None, "It ran.", None)
    failed = run_own_input(view(), LanguageId.PYTHON, "x", "", engine(ended(exit_code=None, signal=11)))
    assert failed.verdicts == [Verdict.RUN_TIME_ERROR]
    assert failed.samples[0].words.startswith("It was ended by signal 11 (SIGSEGV: it touched memory")


def test_own_cases_run_after_the_samples_and_count_for_nobody() -> None:
    known = RunCase(case=new_identifier(), input="3 4\n", answer="8\n")
    unknown = RunCase(case=new_identifier(), input="5 5\n")
    report = run_samples(view(), LanguageId.PYTHON, "x", engine(ended(b"7\n")), cases=[known, unknown])
    names = [(one.name, one.verdict, one.own) for one in report.samples[2:]]
    assert names == [(known.case, Verdict.WRONG_ANSWER, True), (unknown.case, None, True)]
    assert [one.expected for one in report.samples[2:]] == ["8\n", None]
    assert report.samples[2].difference is not None
    assert len(report.verdicts) == 2  # the samples'


def test_output_is_made_safe_and_cut() -> None:
    wild = b"\x1b]0;title\x07\x00\xff\xe2\x80\xae" + b"x" * 100_000
    sample = run_samples(view(), LanguageId.PYTHON, "x", engine(ended(wild))).samples[0]
    assert sample.truncated
    assert len(sample.stdout) < 3_000
    assert not set(sample.stdout) & {"\x1b", "\x07", "\x00", "\u202e"}
    assert sample.stdout.startswith("␛]0;title␇␀\N{REPLACEMENT CHARACTER}⟨U+202E⟩x")


@pytest.mark.parametrize(
    ("language", "said", "line", "text"),
    [
        (
            LanguageId.PYTHON,
            b"  File \"solution.py\", line 3\n    print(\n         ^\nSyntaxError: '(' was never closed\n\n",
            3,
            "SyntaxError: '(' was never closed",
        ),
        (
            LanguageId.CPP,
            b"solution.cpp: In function 'int main()':\nsolution.cpp:7:5: error: 'x' was not declared\n",
            7,
            "'x' was not declared",
        ),
        (
            LanguageId.JAVASCRIPT,
            b"/box/work/solution.js:2\nlet a = ;\n        ^\n\nSyntaxError: Unexpected token ';'\n    at x (y:1:1)\n",
            2,
            "SyntaxError: Unexpected token ';'",
        ),
    ],
)
def test_compiler_messages_have_line_numbers(language: LanguageId, said: bytes, line: int, text: str) -> None:
    report = check_source(language, "x", ScriptedEngine(lambda _: ended(exit_code=1, stderr=said)))
    assert not report.compiled
    assert report.verdicts == [Verdict.COMPILE_ERROR]
    assert [(message.line, message.text, message.severity) for message in report.compiler_messages] == [
        (line, text, "error")
    ]


def test_messages_about_other_files_have_no_line() -> None:
    said = b"/usr/include/c++/12/bits/stl_algo.h:1945:22: error: no match\n"
    report = check_source(LanguageId.CPP, "x", ScriptedEngine(lambda _: ended(exit_code=1, stderr=said)))
    assert report.compiler_messages[0].line is None


def test_a_compiler_without_end_is_told() -> None:
    bomb = ended(exit_code=None, signal=9, timed_out="cpu")
    report = check_source(LanguageId.CPP, "x", ScriptedEngine(lambda _: bomb))
    assert report.compiler_output == "Compiling was ended: It used more than 30 s of processor time."


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        run_samples(view(), LanguageId.PYTHON, "\ud800", ScriptedEngine(lambda _: ended()))
    assert caught.value.details["field"] == "source"


def test_stop_reaches_the_engine() -> None:
    stop = threading.Event()

    def answer(job: Job) -> Outcome:
        stop.set()
        return ended()

    with pytest.raises(Stopped):
        run_samples(view(), LanguageId.PYTHON, "x", ScriptedEngine(answer), stop)
