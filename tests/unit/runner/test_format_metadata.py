"""Every key of problem.yaml in each version: read, or refused with one sentence that names it."""

from __future__ import annotations

import pytest

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages import FormatVersion, ProblemPackage, read_package
from tests.unit.runner.package_builder import GOOD, LEGACY, changed

PASS_FAIL_LEGACY = {
    path: data for path, data in LEGACY.items() if not path.endswith("testdata.yaml")
} | {"problem.yaml": b"name: Sum\n"}  # fmt: skip
VALIDATOR = {"output_validator/check.py": b"import sys\nsys.exit(42)\n"}
DRAFT = changed(GOOD, problem_DOT_yaml=GOOD["problem.yaml"].replace(b"2025-09", b"2023-07-draft"))


def with_keys(text: str, files: dict[str, bytes] = GOOD, **more: bytes) -> dict[str, bytes]:
    return changed(files, problem_DOT_yaml=files["problem.yaml"] + text.encode(), **more)


def message_of(files: dict[str, bytes]) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_package(files, "sum")
    assert caught.value.message.startswith(str(caught.value.details["field"]).partition(":")[0])
    return caught.value.message


def read(files: dict[str, bytes]) -> ProblemPackage:
    return read_package(files, "sum")


FULL_KEYS = """\
version: 1.0
type: [scoring, interactive, multi-pass]
credits:
  authors: [{name: Ada, email: a@example.org, orcid: 0000-0001, kattis: ada}, Bob <b@example.org>]
  contributors: Carol
  testers: [Dan]
  translators: {de: Eve, pt-BR: [Frank]}
  packagers: Grace
  acknowledgements: [Heidi]
source: [{name: First, url: https://first.example}, Second]
license: cc by
rights_owner: Ada
embargo_until: 2030-01-31
keywords: [graphs, two words]
languages: [python3, cpp, snobol]
allow_file_writing: true
constants: {most: {value: 1000, tex: '1,000'}, name: x, half: 0.5}
"""
FULL_HEAD = b"""\
problem_format_version: 2025-09
name: {en: Sum}
uuid: abc
limits:
  time_multipliers: {ac_to_time_limit: 3, time_limit_to_tle: 1.25}
  time_limit: 1.5
  time_resolution: 0.5
  memory: 128
  output: 1
  code: 10
  compilation_time: 5
  compilation_memory: 300
  validation_time: 6
  validation_memory: 301
  validation_output: 2
  validation_passes: 7
"""


def test_everything_that_2025_09_allows() -> None:
    package = read({**GOOD, **VALIDATOR, "problem.yaml": FULL_HEAD + FULL_KEYS.encode()})
    found = package.limits
    assert (package.scoring, package.interactive, package.multi_pass, package.submit_answer) == (
        True,
        True,
        True,
        False,
    )
    assert package.languages == (LanguageId.CPP, LanguageId.PYTHON)
    assert (package.license, package.uuid, package.titles) == ("cc by", "abc", {"en": "Sum"})
    assert (found.ac_to_time_limit, found.time_limit_to_tle, found.time_limit_ms) == (3.0, 1.25, 1500)
    assert (found.time_resolution_s, found.time_limit_given, found.validation_passes) == (0.5, True, 7)
    mib = 1024 * 1024
    assert (found.memory_bytes, found.output_bytes, found.code_bytes) == (128 * mib, mib, 10 * 1024)
    assert (found.compilation_time_ms, found.compilation_memory_bytes) == (5000, 300 * mib)
    assert (found.validation_time_ms, found.validation_memory_bytes) == (6000, 301 * mib)
    assert found.validation_output_bytes == 2 * mib
    assert package.warnings == (
        "problem.yaml: the authors do not want the problem to be public before 2030-01-31.",
        "problem.yaml: languages: snobol cannot be run here and are not offered.",
    )


def test_files_may_be_written_where_the_package_says_so() -> None:
    for more, writing in ((b"", False), (b"allow_file_writing: false\n", False), (b"allow_file_writing: true\n", True)):
        package = read(changed(GOOD, problem_DOT_yaml=GOOD["problem.yaml"] + more))
        assert (package.limits.file_writing, package.warnings) == (writing, ())
    for older in (DRAFT, LEGACY):  # versions before 2025-09 do not forbid it
        assert read(older).limits.file_writing


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type: maximal\n", "type must be one of pass-fail, scoring, multi-pass, interactive, submit-answer, or a sequence of different ones."),
        ("type: pass-fail interactive\n", "type must be one of pass-fail, scoring, multi-pass, interactive, submit-answer, or a sequence of different ones such as [pass-fail, interactive]."),
        ("type: []\n", "type must be one of pass-fail, scoring, multi-pass, interactive, submit-answer, or a sequence of different ones."),
        ("type: [scoring, scoring]\n", "type must be one of pass-fail, scoring, multi-pass, interactive, submit-answer, or a sequence of different ones."),
        ("type: [[scoring]]\n", "type must be one of pass-fail, scoring, multi-pass, interactive, submit-answer, or a sequence of different ones."),
        ("type: [submit-answer, multi-pass]\n", "type must be either submit-answer or multi-pass, not both."),
        ("type: [submit-answer, interactive]\n", "type must be either submit-answer or interactive, not both."),
        ("version: [1]\n", "version must be a text."),
        ("credits: [Ada]\n", "credits must be a map of keys to values."),
        ("credits: {authors: []}\n", "credits.authors must be a person (a name, or a map with name, email, orcid, kattis), or a sequence of persons."),
        ("credits: {authors: {email: a@b}}\n", "credits.authors must be a person (a name, or a map with name, email, orcid, kattis), or a sequence of persons."),
        ("credits: {authors: {name: Ada, phone: 1}}\n", "credits.authors must be a person (a name, or a map with name, email, orcid, kattis), or a sequence of persons."),
        ("credits: {makers: Ada}\n", "the key credits.makers is not known."),
        ("credits: {translators: {german: Ada}}\n", "credits.translators.german must be a language code such as en or pt-BR."),
        ("source: {url: x}\n", "source must be a text, a map with name and url, or a sequence of them."),
        ("source: {name: x, year: 1}\n", "source must be a text, a map with name and url, or a sequence of them."),
        ("license: mit\n", "license must be one of cc by, cc by-sa, cc0, educational, permission, public domain, unknown."),
        ("license: cc by\n", "rights_owner must be given (or an author, or a source), because the license is cc by."),
        ("license: public domain\nrights_owner: Ada\n", "rights_owner must be left out, because the license is public domain."),
        ("embargo_until: soon\n", "embargo_until must be a date (YYYY-MM-DD), or a date and time in UTC (YYYY-MM-DDThh:mm:ssZ)."),
        ("keywords: graphs\n", "keywords must be a sequence of texts."),
        ("languages: []\n", "languages must be all, or a sequence of language codes."),
        ("languages: [klingon]\n", "languages must be all, or codes of the format's table of languages, which has no 'klingon'."),
        ("allow_file_writing: 1\n", "allow_file_writing must be true or false."),
        ("constants: {1a: 2}\n", "constants.1a must be a number, a text, or a map of them with the key value."),
        ("constants: {a: {tex: 2}}\n", "constants.a must be a number, a text, or a map of them with the key value."),
        ("constants: {a: true}\n", "constants.a must be a number, a text, or a map of them with the key value."),
        ("validation: custom\n", "the key validation is not known."),
        ("  validation_passes: 3\n", "limits.validation_passes must be left out, because the problem is not multi-pass."),
        ("  validation_passes: 1\ntype: multi-pass\n", "limits.validation_passes must be a whole number from 2 to 1000."),
        ("  time_multipliers: {ac_to_time_limit: 0.9}\n", "limits.time_multipliers.ac_to_time_limit must be a number at least 1 and at most 1000."),
        ("  time_multipliers: {ac_to_time_limit: .nan}\n", "limits.time_multipliers.ac_to_time_limit must be a number at least 1 and at most 1000."),
        ("  time_multipliers: {slack: 2}\n", "the key limits.time_multipliers.slack is not known."),
        ("  time_resolution: 0\n", "limits.time_resolution must be a number at least 0.001 and at most 3600."),
        ("  time_safety_margin: 2\n", "the key limits.time_safety_margin is not known."),
        ("  output: 257\n", "limits.output must be a whole number from 1 to 256."),
        ("  code: true\n", "limits.code must be a whole number from 1 to 16384."),
        ("  validation_memory: 99999999999999999999\n", "limits.validation_memory must be a whole number from 1 to 16384."),
    ],
)  # fmt: skip
def test_keys_of_2025_09_are_checked(text: str, message: str) -> None:
    assert message_of(with_keys(text)) == f"problem.yaml: {message}"


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (b"problem_format_version: 2025-09\nname: [x]\nuuid: a\n", "name must be a title, or a map of languages to titles."),
        (b"problem_format_version: 2025-09\nname: {en: ' '}\nuuid: a\n", "name must be a title, or a map of languages to titles."),
        (b"problem_format_version: 2025-09\nname: {de: Summe}\nuuid: a\n", "name must be given for exactly the languages of the statements: en."),
        (b"problem_format_version: [2025-09]\n", "problem_format_version must be one of 2025-09, 2023-07-draft, legacy-icpc, legacy."),
        (b"problem_format_version: draft\n", "problem_format_version must be one of 2025-09, 2023-07-draft, legacy-icpc, legacy."),
        (b"name: a\nname: b\n", "is not valid YAML in line 2 (the same key twice)."),
        (b"\xef\xbb\xbfname: a\n", "begins with a byte-order mark."),
        (b"name: \xff\n", "is not valid UTF-8."),
        (b'name: "\\ud800"\n', "holds half a character (an escaped surrogate)."),
        (b"name: !!int x\n", "is not valid YAML."),
        (b"name: !!timestamp x\n", "is not valid YAML."),
        (b"#" * (1024 * 1024 + 1), "is larger than 1 MiB."),
        (b"[" * 5000, "is not valid YAML."),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_as_settings(yaml: bytes, message: str) -> None:
    assert message_of(changed(GOOD, problem_DOT_yaml=yaml)) == f"problem.yaml: {message}"


def test_the_draft_ignores_the_resolution_of_a_given_limit() -> None:
    files = changed(DRAFT, problem_DOT_yaml=DRAFT["problem.yaml"].replace(b"time_limit: 1", b"time_limit: 1.3"))
    package = read(files)
    assert (package.version, package.limits.time_limit_ms) == (FormatVersion.V2023_07_DRAFT, 1300)
    assert (
        read(changed(files, problem_DOT_yaml=files["problem.yaml"].replace(b"-draft", b""))).version == package.version
    )


def test_keys_of_older_drafts_are_told_and_not_used() -> None:
    package = read(with_keys("source: Contest\nsource_url: https://contest.example\n"))
    assert package.warnings == ("problem.yaml: source_url is a key of older versions of the format and is not used.",)


def test_a_variant_of_a_constant_with_another_value_is_told() -> None:
    package = read(with_keys("constants: {most: {value: 1000, tex: '1{,}000', words: a thousand, wrong: '100'}}\n"))
    assert package.warnings == ("problem.yaml: constants.most.wrong (100) is not the value 1000.",)


def test_the_kinds_of_problems_that_need_a_validator() -> None:
    for kind, word in (("interactive", "interactive"), ("multi-pass", "multi-pass")):
        expected = f"output_validator: a problem that is {word} needs a validator program."
        assert message_of(with_keys(f"type: {kind}\n")) == expected
    assert read(with_keys("type: submit-answer\n")).submit_answer
    static = {"static_validator/check.py": b"\n"}
    refused = message_of({**with_keys("type: submit-answer\n"), **static})
    assert refused == "static_validator: must be left out in a submit-answer problem."


def test_everything_that_legacy_allows() -> None:
    yaml = b"""\
problem_format_version: legacy
type: scoring
name: Sum
uuid: abc
author: Ada and Bob
source: Contest
source_url: https://contest.example
license: educational
rights_owner: Ada
limits:
  time_multiplier: 0.5
  time_safety_margin: 3
  memory: 64
validation: custom interactive score
validator_flags: one "two words"
grading:
  objective: min
  show_test_data_groups: true
keywords: graphs trees
"""
    package = read({**LEGACY, "problem.yaml": yaml, "output_validators/check.py": b"\n"})
    assert (package.version, package.scoring, package.interactive) == (FormatVersion.LEGACY, True, True)
    assert (package.validator_scores, package.maximise, package.license) == (True, False, "educational")
    assert package.validator_flags == ("one", "two words")
    assert (package.limits.ac_to_time_limit, package.limits.time_limit_to_tle) == (0.5, 3.0)
    assert not package.limits.time_limit_given


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type: interactive\n", "type must be one of pass-fail, scoring."),
        ("colour: red\n", "the key colour is not known."),
        ("validation: default score\n", "validation must be default, or custom, custom interactive, custom score or custom interactive score."),
        ("validation: custom fast\n", "validation must be default, or custom, custom interactive, custom score or custom interactive score."),
        ("validation: custom score\n", "validation must be without score, because the problem is pass-fail."),
        ("source_url: https://x.example\n", "source_url must be left out, because there is no source."),
        ("grading: {objective: max}\n", "grading must be left out in a pass-fail problem."),
        ("type: scoring\ngrading: {objective: most}\n", "grading.objective must be one of max, min."),
        ("type: scoring\ngrading: {colour: red}\n", "the key grading.colour is not known."),
        ("license: cc by\n", "rights_owner must be given (or an author, or a source), because the license is cc by."),
        ("limits: {time_multipliers: {}}\n", "the key limits.time_multipliers is not known."),
        ("limits: {time_multiplier: -1}\n", "limits.time_multiplier must be a number above 0 and at most 1000."),
        ("validator_flags: \"'open\"\n", "validator_flags must be a text of arguments with closed quotes."),
        ("validator_flags: [a]\n", "validator_flags must be a text."),
        ("keywords: [a]\n", "keywords must be a text."),
    ],
)  # fmt: skip
def test_keys_of_legacy_are_checked(text: str, message: str) -> None:
    assert message_of(with_keys(text, PASS_FAIL_LEGACY)) == f"problem.yaml: {message}"


def test_the_icpc_subset_is_smaller() -> None:
    base = with_keys("problem_format_version: legacy-icpc\n", PASS_FAIL_LEGACY)
    assert read(base).version is FormatVersion.LEGACY_ICPC
    for text, message in (
        ("type: pass-fail\n", "problem.yaml: type must be left out in version legacy-icpc."),
        ("grading: {}\n", "problem.yaml: grading must be left out in version legacy-icpc."),
        ("validation: custom score\n", "problem.yaml: validation must be default, custom or custom interactive."),
    ):
        assert message_of(with_keys(text, base)) == message
    more = {"include/python3/a.py": b"\n", "data/secret/testdata.yaml": b"on_reject: continue\n"}
    assert read({**base, **more}).warnings == (
        "include: is not part of legacy-icpc; it is read as in legacy.",
        "data/secret/testdata.yaml: is not part of legacy-icpc; it is read as in legacy.",
    )


def test_defaults_that_very_old_packages_keep_in_problem_yaml() -> None:
    files = {path: data for path, data in LEGACY.items() if not path.endswith("testdata.yaml")}
    old = b"name: Sum\ntype: scoring\ngrading: {accept_score: 5, range: 0 50, on_reject: grade}\n"
    package = read({**files, "problem.yaml": old})
    assert (package.secret.accept_score, package.secret.max_score, package.secret.stop_on_reject) == (5.0, 50.0, False)
    expected = "problem.yaml: grading: accept_score, range, on_reject belong into data/testdata.yaml; they are read as if they stood there."
    assert expected in package.warnings


def test_a_name_that_is_no_package_name_is_told() -> None:
    assert read_package(GOOD, "My-Sum").warnings == (
        "The name of the package, 'My-Sum', is not made of small letters and digits alone.",
    )


def test_rules_of_text_are_told() -> None:
    files = changed(
        GOOD, data__secret__a_DOT_in=b"4 5\r\n", data__secret__b_DOT_ans=b"0", data__secret__b_DOT_in=b"\xff\n"
    )
    assert read(files).warnings == (
        "data/secret/b.ans: the last line has no end (LF).",
        "data/secret/a.in: lines do not end with LF alone.",
        "data/secret/b.in: not UTF-8 without a byte-order mark.",
    )
