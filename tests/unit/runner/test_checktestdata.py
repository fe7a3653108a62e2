"""Scripts of Checktestdata against the language's specification: each command, each fault, each bound."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from runner.packages.checktestdata.checking import check
from runner.packages.checktestdata.command import ACCEPTED, FAULTY, REFUSED
from runner.packages.checktestdata.faults import DataFault, ScriptFault
from runner.packages.checktestdata.patterns import BadPattern, Pattern
from runner.packages.scripts import scripted

NO_END = "the END of IF in line 1, column 1 must stand here"


def fits(script: str, data: str, *, loose: bool = False) -> bool:
    try:
        check(script.encode(), data.encode(), loose=loose)
    except DataFault:
        return False
    return True


def holds(test: str) -> bool:
    return fits(f"ASSERT({test})", "")


def fault(script: str, data: str = "") -> str:
    with pytest.raises(ScriptFault) as caught:
        check(script.encode(), data.encode())
    return str(caught.value)


def refusal(script: str, data: str) -> str:
    with pytest.raises(DataFault) as caught:
        check(script.encode(), data.encode())
    return str(caught.value)


@pytest.mark.parametrize(
    ("script", "good", "bad"),
    [
        ("INT(0, 10)", ["0", "7", "10"], ["", "-", "-0", "07", "11", "-1", "7 ", "+7", "7.0"]),
        ("INT(-10^40, 10^40)", ["-1" + "0" * 40], ["1" + "0" * 39 + "01"]),
        ("FLOAT(-1, 1)", ["0", "-0", "0.50", "1e0", "-1E-5"], ["1.0000000000000000000001", ".5", "1.", "00", "1e01"]),
        ("FLOAT(0, 9, x, FIXED)", ["1.5"], ["1.5e0"]),
        ("FLOAT(0, 9, x, SCIENTIFIC)", ["1.5e0"], ["1.5"]),
        ("FLOATP(0, 100, 1, 3)", ["1.5", "2.125", "1.5e1"], ["1", "1.2345", "0.5e1", "12.5e0"]),
        ('STRING("a\\tb\\"\\101")', ['a\tb"A'], ['a\tb"', 'a\tb"B', ""]),
        ('REGEX("a|ab") STRING("c")', ["abc", "ac"], ["abbc"]),
        ('REGEX("[^\n]*\n", x) ASSERT(STRLEN(x) == 3)', ["ab\n"], ["a\n"]),
        ("REP(3, SPACE) INT(1, 9) END NEWLINE", ["1 2 3\n"], ["1 2 3", "1 2\n", "1 2 3 \n", "1  2 3\n"]),
        ("REPI(i, 2, SPACE) INT(i, i) END ASSERT(i == 2)", ["0 1"], ["0 0"]),
        ("WHILE(!ISEOF, NEWLINE) INT(0, 9) END", ["", "1\n2"], ["1\n2\n"]),
        ('WHILEI(i, MATCH("ab")) REGEX("[ab]") END ASSERT(i == 3)', ["aba"], ["ab", "abc"]),
        ('IF(MATCH("x")) STRING("x") ELSE INT(0, 9) END', ["x", "4"], ["y", ""]),
        ("REPI(i, 3, SPACE) INT(0, 9, x[i]) END ASSERT(UNIQUE(x))", ["1 2 3"], ["1 2 1"]),
        ("REPI(i, 2) INT(0, 9, x[i]) SPACE INT(0, 9, y[i]) SPACE END ASSERT(UNIQUE(x, y))", ["1 1 1 2 "], ["1 2 1 2 "]),
        ("INT(0, 9, x[0]) SET(x[0] = x[0] + 1) ASSERT(INARRAY(4, x) && !INARRAY(3, x))", ["3"], ["4"]),
        ("INT(0, 9, n) ASSERT(n % 2 == 0)", ["4"], ["5"]),
        ("NEWLINE EOF EOF", ["\n"], ["\n\n"]),
    ],
)  # fmt: skip
def test_data_fits_a_script_or_does_not(script: str, good: list[str], bad: list[str]) -> None:
    assert [data for data in good if not fits(script, data)] == []
    assert [data for data in bad if fits(script, data)] == []


@pytest.mark.parametrize(
    "test",
    [
        "-7 / 2 == -3 && -7 % 2 == -1",
        "2^3^2 == 64 && -2^2 == -4 && 2 - 3 - 4 == -5",
        "7 / 2.0 == 3.5 && 0.1 + 0.2 == 0.3",
        "(1 + 2) * 3 == 9 && ((1 < 2))",
        '"abc" < "abd" && STRLEN("\\n") == 1',
        "!1 == 1 && 1 == 2",  # the mark reaches over all that follows
        "1 == 1 || 1 == 1 && 1 == 2 || 1 == 1",
        "10^100 % 7 == 4",
    ],
)
def test_what_a_script_computes(test: str) -> None:
    assert holds(test)


def test_logical_marks_have_one_rank_and_go_from_the_left() -> None:
    assert not holds("1 == 1 || 1 == 1 && 1 == 2")


def test_loose_blanks_are_those_of_the_reference() -> None:
    script = "INT(0, 9) SPACE INT(0, 9) NEWLINE"
    assert fits(script, "  1 \t 2  \n  ", loose=True)
    assert not fits(script, "1\n2\n", loose=True)
    assert not fits(script, "1  2\n")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("INT(0, 10) WAIT", "line 1, column 12 of the script: WAIT is no command of Checktestdata."),
        ("INT(0 10)", "line 1, column 7 of the script: , must stand here, not 10."),
        ('\n STRING("a', "line 2, column 9 of the script: a string is not closed."),
        ("IF(1<2)", f"line 1, column 8 of the script: {NO_END}, not the end."),
        ("END", "line 1, column 1 of the script: END closes nothing."),
        ("ELSE", "line 1, column 1 of the script: ELSE closes nothing."),
        ("IF(1<2) ELSE ELSE END", f"line 1, column 14 of the script: {NO_END}, not ELSE."),
        ("ASSERT(1 + (1 < 2))", "line 1, column 15 of the script: a value must stand here, not a test."),
        ("ASSERT(1)", "line 1, column 8 of the script: a test must stand here, not a value."),
        ("INT(07, 9)", "line 1, column 5 of the script: 07 begins with a zero, which an integer may not."),
        ("ASSERT(1 / 0 == 1)", "line 1, column 10 of the script: divides by zero."),
        ("ASSERT(x[1,2] == 1)", "line 1, column 8 of the script: x[1,2] was never set."),
        ('ASSERT("a" == 1)', "line 1, column 12 of the script: a string and a number cannot be compared."),
        ('ASSERT("a" + 1 == 1)', "line 1, column 12 of the script: + goes with numbers only, not with strings."),
        ("REP(-1) END", "line 1, column 5 of the script: nothing can be repeated -1 times."),
        ('STRING("\\477")', "line 1, column 8 of the script: \\477 is no character: octal codes go up to \\377."),
        ('REGEX("(")', "line 1, column 1 of the script: '(' is no regular expression: ( is not closed."),
        ("ASSERT(2^(2^70) == 1)", "line 1, column 9 of the script: a power of more than 16777216 bits."),
    ],
)  # fmt: skip
def test_a_fault_of_the_script_names_its_place(script: str, words: str) -> None:
    assert fault(script) == words


def test_numbers_of_absurd_size_are_refused_before_they_are_made() -> None:
    assert "between -100000 and 100000" in fault("SET(x = 1e999999999)")
    assert "between -100000 and 100000" in refusal("FLOAT(0, 1)", "1e-999999999")


def test_a_fault_of_the_data_names_both_places() -> None:
    assert refusal("INT(1, 3, n) NEWLINE\nREP(n) INT(0, 9) NEWLINE END", "2\n5\n12\n") == (
        "line 3, column 1 of the data does not fit INT in line 2, column 8 of the script: 12 is not between 0 and 9. "
        "Here stands '12\\n'."
    )
    assert "(1) at index [2] was there before" in refusal(
        "REPI(i,3,SPACE) INT(0,9,x[i]) END ASSERT(UNIQUE(x))", "1 2 1"
    )
    assert "there is more data. Here stands ' '." in refusal("INT(0,9)", "1 ")


@pytest.mark.parametrize("script", ["(" * 5000, "IF(1==1)" * 5000, "-" * 5000 + "1", "1" + "+1" * 5000, "!" * 5000])
def test_a_script_of_many_things_inside_each_other_is_refused_and_fills_no_stack(script: str) -> None:
    whole = script if script.startswith("IF") else f"ASSERT({script}"
    assert "more than" in fault(whole + ")" if script.endswith("+1") else whole)


@pytest.mark.parametrize("count", [1, 40])
def test_what_may_be_nested_runs(count: int) -> None:
    assert fits("IF(1==1)" * count + "SPACE" + " END" * count, " ")
    assert holds("(" * count + "1==1" + ")" * count)
    assert holds("+".join(["1"] * 150) + " == 150")


@pytest.mark.parametrize(
    ("expression", "data", "end"),
    [
        (b"a|ab|abc", b"abcd", 3),
        (b"(a*)*b", b"a" * 3000 + b"c", None),
        (b"[]a-c-]+", b"]a-bd", 4),
        (b"[^[:digit:]]*", b"ab1", 2),
        (b"(ab){2,3}", b"abababab", 6),
        (b"a{2}{3}", b"aaaaaaaa", 6),
        (b"(a|b{2}){0}c", b"c", 1),
        (b"a{2,}", b"aaaa", 4),
        (b"a{2,}", b"a", None),
        (b"^a$", b"a", 1),
        (b"^a$", b"ab", None),
        (b"a^b", b"ab", None),
        (b"\\.\\\\.", b".\\\n", 3),
        (b"", b"a", 0),
        (b"a||b", b"c", 0),
    ],
)
def test_expressions_match_the_longest(expression: bytes, data: bytes, end: int | None) -> None:
    assert Pattern(expression).match(data, 0) == end


@pytest.mark.parametrize(
    "expression", [b"a)", b"[a", b"*a", b"a{x}", b"a{3,2}", b"[[:none:]]", b"[b-a]", b"a\\", b"(" * 90]
)
def test_what_is_no_expression_is_refused(expression: bytes) -> None:
    with pytest.raises(BadPattern):
        Pattern(expression)


def test_an_expression_cannot_grow_beyond_its_bound() -> None:
    with pytest.raises(BadPattern, match="20000 states"):
        Pattern(b"(((a{99}){99}){99}){99}")


@pytest.mark.parametrize(
    ("script", "arguments", "data", "code"),
    [
        (b"INT(0, 9) SPACE INT(0, 9) NEWLINE", (), b"1 2\n", ACCEPTED),
        (b"INT(0, 9) SPACE INT(0, 9) NEWLINE", (), b"1  2\n", REFUSED),
        (b"INT(0, 9) SPACE INT(0, 9) NEWLINE", ("other", "-w"), b"1  2\n", ACCEPTED),
        (b"INT(0, x)", (), b"1", FAULTY),
        (b"INT(0, 10^5000) EOF", (), b"1" * 5000, ACCEPTED),
    ],
)  # fmt: skip
def test_the_program_needs_nothing_but_its_own_files(
    tmp_path: Path, script: bytes, arguments: tuple[str, ...], data: bytes, code: int
) -> None:
    for name, content in scripted("x.ctd", "x.ctd", script).files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    start = [sys.executable, "-E", "-s", str(tmp_path / "start.py")]
    ended = subprocess.run([*start, *arguments], input=data, capture_output=True, cwd="/", check=False)
    assert (ended.returncode, bool(ended.stderr)) == (code, code != ACCEPTED), ended.stderr
    built = subprocess.run([*start, "--build"], capture_output=True, cwd="/", check=False)
    assert (built.returncode, built.stderr) == (0, b"")
