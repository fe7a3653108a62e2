"""Verdicts in the codes of the CLICS specification (ccs-specs, "judgement types"), with words for people."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What came of running a program. A failing program is a value; only a failing sandbox raises."""

    ACCEPTED = "AC"
    WRONG_ANSWER = "WA"
    TIME_LIMIT = "TLE"
    MEMORY_LIMIT = "MLE"
    OUTPUT_LIMIT = "OLE"
    RUN_TIME_ERROR = "RTE"
    COMPILE_ERROR = "CE"
    JUDGE_ERROR = "JE"

    @property
    def words(self) -> str:
        """Plain English for the interface."""
        return _WORDS[self]


_WORDS = {
    Verdict.ACCEPTED: "Correct",
    Verdict.WRONG_ANSWER: "Wrong answer",
    Verdict.TIME_LIMIT: "Time limit exceeded",
    Verdict.MEMORY_LIMIT: "Memory limit exceeded",
    Verdict.OUTPUT_LIMIT: "Too much output",
    Verdict.RUN_TIME_ERROR: "Stopped with an error",
    Verdict.COMPILE_ERROR: "Does not compile",
    Verdict.JUDGE_ERROR: "Could not be judged",
}


class LanguageId(StrEnum):
    """Languages by the ids of the Kattis problem package format (2025-09, "languages")."""

    PYTHON = "python3"
    CPP = "cpp"
    JAVASCRIPT = "javascript"

    @property
    def words(self) -> str:
        """The name shown to people."""
        return {"python3": "Python 3", "cpp": "C++", "javascript": "JavaScript"}[self.value]

    @property
    def file_name(self) -> str:
        """The name of the single file in which a candidate writes."""
        return {"python3": "solution.py", "cpp": "solution.cpp", "javascript": "solution.js"}[self.value]
