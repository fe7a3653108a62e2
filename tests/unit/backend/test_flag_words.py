"""Every flag code has its own true words in the report, and the code that raises flags knows no other codes."""

from __future__ import annotations

import inspect
import re

import pytest

from backend.attempts.flags import FlagCode
from backend.attempts.models import AttemptFlag
from backend.reports.flags import flag_finding
from protocol import journal, signing


def _flag(code: str, **details: object) -> AttemptFlag:
    return AttemptFlag(id="f", organisation="o", attempt="a", code=code, details=details, at_us=1)


@pytest.mark.parametrize("code", list(FlagCode))
def test_every_code_is_told(code: FlagCode) -> None:
    finding = flag_finding(_flag(code.value, seq=3))
    assert finding.kind == code.value
    assert finding.words
    assert finding.innocent
    assert [evidence.seq for evidence in finding.evidence] == [3]


def test_no_two_codes_are_told_alike() -> None:
    words = [flag_finding(_flag(code.value)).words for code in FlagCode]
    assert len(set(words)) == len(words)


def test_every_fault_of_a_batch_is_a_code() -> None:
    """`_keep_aside` flags under the code of the error; these modules are where it comes from."""
    raised = {
        code for module in (journal, signing) for code in re.findall(r'"(tampered\.\w+)"', inspect.getsource(module))
    }
    assert raised
    assert raised <= {code.value for code in FlagCode}


@pytest.mark.parametrize("code", ["submission.not_judged", "report.not_built"])
def test_our_own_failures_are_not_put_on_the_candidate(code: str) -> None:
    finding = flag_finding(_flag(code))
    assert "aside" not in finding.words
    assert "failure of Recrutr" in finding.innocent
    assert "candidate's side" not in finding.innocent


@pytest.mark.parametrize("code", list(FlagCode))
def test_only_what_was_kept_aside_is_said_to_be(code: FlagCode) -> None:
    kept_aside = code is FlagCode.JOURNAL_FORK or code.value.startswith("tampered.")
    assert ("aside" in flag_finding(_flag(code.value)).words) == kept_aside
