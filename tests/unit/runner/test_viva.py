"""Scripts of VIVA against the language's User's Guide: each kind of pattern, each fault, each bound."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from runner.packages.checktestdata.command import ACCEPTED, FAULTY, REFUSED
from runner.packages.checktestdata.faults import DataFault, ScriptFault
from runner.packages.scripts import scripted
from runner.packages.viva.command import check


def fits(script: str, data: str, *arguments: str) -> bool:
    try:
        check(script.encode(), data.encode("latin-1"), list(arguments))
    except DataFault:
        return False
    return True


def fault(script: str, data: str = "0\n", *arguments: str) -> str:
    with pytest.raises(ScriptFault) as caught:
        check(script.encode(), data.encode(), list(arguments))
    return str(caught.value)


def refusal(script: str, data: str) -> str:
    with pytest.raises(DataFault) as caught:
        check(script.encode(), data.encode("latin-1"), [])
    return str(caught.value)


@pytest.mark.parametrize(
    ("script", "good", "bad"),
    [
        ("x;", ["5\n", "-5\n", "0\n", "-2147483648\n"], ["05\n", "+5\n", "5.0\n", "2147483648\n", "a\n", "\n", ""]),
        ("x:long;", ["9223372036854775807\n"], ["9223372036854775808\n", "1" + "0" * 5000 + "\n"]),
        ("x:double;", ["1\n", "-1.50\n", "5.\n"], ["1e5\n", ".5\n", "01.5\n", "+1\n", "NaN\n", "1.5d\n"]),
        ("x:string;", ["a\tb\n"], ["a b\n", "\xe9\n"]),
        ("x y;", ["1 2\n"], ["1  2\n", " 1 2\n", "1 2 \n", "1\n2\n", "1\n", "1 2", "1 2\n\n", "1 2\n3\n", "1 2\r\n"]),
        ("x (0<=x<=9, x!=5) y (x<y);", ["4 6\n"], ["5 6\n", "4 4\n", "10 11\n"]),
        ("{x;}", ["", "1\n2\n"], ["1", "1\n\n2\n", "\n"]),
        ("<x>;", ["1 2 3\n", "\n"], ["1 2\n3\n", ""]),
        ("n; {[*n] x y;}", ["2\n1 2\n3 4\n", "0\n"], ["2\n1 2\n", "1\n1 2\n3 4\n"]),
        ("n <[*n]x>;", ["2 5 6\n", "0\n"], ["2 5\n", "1 5 6\n"]),
        ("{[= x y (x=y=0)] x y;}", ["1 2\n0 0\n", "0 1\n0 0\n"], ["1 2\n", "1 2\n0 0\n3 4\n", "1 2\n0 0 0\n"]),
        ('<[= s:string (s %% "END")] x>;', ["1 2 END\n", "END\n"], ["1 2\n", "1 END 2\n"]),
        ("{x (x#=1 || x[x#-2]<x[x#-1]);}", ["1\n2\n5\n"], ["1\n1\n"]),
        ("{x y; [unique(x,y)]}", ["5 6\n6 5\n"], ["5 6\n6 5\n5 6\n"]),
        ("{x; [sum(x)<10, increasing(x)]}", ["1\n2\n", ""], ["1\n9\n", "2\n1\n"]),
        ("{[*2] n; {[*2] m; [sum(n)=2*n, sum(m)=m[0]+m[1]]}}", ["1\n2\n3\n4\n5\n6\n"], ["1\n2\n3\n4\n5\n"]),
        ("n; {[*n] n;}", ["2\n7\n8\n"], ["2\n7\n"]),
        ("x@[3] y@[3];", [" 12 34\n", "12 34 \n"], ["  1 2\n", " 12 +3\n"]),
        ("a:string@[2] @1@ b:string@[];", ["ab c d \n"], ["abxcd\n", "ab\n"]),
        ("x@[3] (rjust(x$));", ["  5\n"], ["5  \n"]),
        ('x:double (x$ %% "[0-9]\\\\.\\\\d\\\\d");', ["1.50\n"], ["1.5\n"]),
    ],
)
def test_patterns_fit_exactly_what_they_say(script: str, good: list[str], bad: list[str]) -> None:
    assert [data for data in good if not fits(script, data)] == []
    assert [data for data in bad if fits(script, data)] == []


@pytest.mark.parametrize(
    ("parameters", "script", "good", "bad"),
    [
        ('ignoreblanks="yes"', "x y;", [" 1  2 \n"], ["1\n2\n"]),
        ('ignoreeoln="true"', "<[*3]x>;", ["1 2\n3\n", "1 2 3\n"], ["1 2\n\n3\n", "1 2\n"]),
        ('eolnstyle="windows"', "{x;}", ["1\r\n2\r\n"], ["1\n2\n"]),
        ('eofstyle="windows"', "{x;}", ["1\n2"], ["1\n2\n"]),
        ('eofstyle="both"', "{x;}", ["1\n2", "1\n2\n"], ["1\n2\n\n"]),
        ('javaint="1" javadouble="1"', "x y:double;", ["+05 1e3\n", "1 NaN\n"], ["x 1\n"]),
        ("deps=0.5 maxerrs=3", "x:double (x=1);", ["1.4\n", "0.6\n"], ["1.5\n"]),
        ("feps=0.5F", "x:float (x=1);", ["1.4\n"], ["1.6\n"]),
    ],
)
def test_parameters_change_how_data_is_read(parameters: str, script: str, good: list[str], bad: list[str]) -> None:
    assert [data for data in good if not fits(f"# {parameters} # {script}", data)] == []
    assert [data for data in bad if fits(f"# {parameters} # {script}", data)] == []


def test_arguments_set_parameters_which_the_script_overrides() -> None:
    assert fits("x y;", "1  2\n", "-ignoreblanks=true", "other", "-w")
    assert not fits('# ignoreblanks="no" # x y;', "1  2\n", "-ignoreblanks=true")
    assert fits("x:double (x=1);", "1.4\n", "-deps=0.5")
    assert "-deps: could not convert" in fault("x;", "0\n", "-deps=a lot")
    assert "other is no parameter" in fault("x;", "0\n", "-other=1")


@pytest.mark.parametrize(
    "condition",
    [
        "2147483647+1<0",
        "2147483647+1L=2147483648L",
        "-7/2=-3 && -7%3=-1 && 7.5%2=1.5",
        "1<<33=2 && -1>>>28=15 && -1>>1=-1",
        "(5&3)=1 && (5|3)=7 && (5^3)=6 && ~0=-1",
        "1|2+4=7",
        "1=2 && 1=2 || 1=1",
        "1=1 ^^ 1=2",
        "1.0=1.0000005 && 1.0!=1.000002 && 1.0000001>1.0 && 1.0<=0.9999999",
        "0712=458 && 0xAB=171 && 1E+2=100 && 'A'=65 && 0x1p3=8",
        "16777217=16777216.0F",
        'length("abc")=3 && concat(1, "a", 1.5, 1L, 1=1) %% "1a1.51true"',
        'tostring(1e10) %% "1.0E10" && tostring(0.1F) %% "0.1" && tostring(1234567.0) %% "1234567.0"',
        'tostring(0.0001) %% "1.0E-4" && tostring(100.25) %% "100.25" && tostring(0.0) %% "0.0"',
        'tointeger(-1.9)=-1 && tointeger(4294967297L)=1 && tolong("+012")=12 && todouble("1e2")=100',
        "pow(2,10)=1024 && sqrt(4)=2 && log2(8)=3 && distance(0,0,3,4)=5 && atan2(0,1)=0",
        "if(1=2, 1, 2)=2",
        "sum(1)=0 && count(1=1)=0 && unique(1)",
    ],
)
def test_conditions_count_as_java_does(condition: str) -> None:
    assert fits(f"x ({condition});", "0\n")
    assert not fits(f"x (!({condition}));", "0\n")


@pytest.mark.parametrize(
    ("expression", "good", "bad"),
    [
        (r"[a-c&&[^b]]+", ["ac"], ["b", ""]),
        (r"[]a]+", ["]a"], ["["]),
        (r"\\p{Alpha}\\d{2,}", ["a12"], ["a1", "112"]),
        (r"\\Qa.b\\E", ["a.b"], ["axb"]),
        (r"(?<x>a|b)\\k<x>\\1", ["aaa"], ["aab"]),
        (r"a++b|a+", ["aab", "aa"], ["b"]),
        (r"(?i:ab)\\x2e", ["a.", "AB."], ["ab"]),
    ],
)
def test_regular_expressions_are_those_of_java(expression: str, good: list[str], bad: list[str]) -> None:
    script = f'x:string (x %% "{expression}");'
    if "(?i" in expression:
        assert "a kind of group that is not read here" in fault(script)
        return
    assert [data for data in good if not fits(script, f"{data}\n")] == []
    assert [data for data in bad if fits(script, f"{data}\n")] == []


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("x", "line 1, column 2 of the script: a value or ; must stand here, not the end."),
        ("{x;", "}, which closes { in line 1, column 1,"),
        ("x;;", "line 1, column 3 of the script: a pattern must stand here, not ;."),
        ("x (y=1);", "y is no variable that stands before this place."),
        ("x x;", "x stands here for the second time."),
        ("x (x);", "a condition must stand here, not an integer."),
        ('x ("a"="a");', "= is not for a string."),
        ("x (max(1)=1);", "max is no function of VIVA."),
        ("x (length(x)=1);", "length is not for integer; it takes a string."),
        ("{[*1.5] x;}", "an integer must stand here, not a double."),
        ("x (2147483648=x);", "2147483648 is too large for an integer."),
        ('s:string (s %% "[");', "is no regular expression here: a bracket that is not closed."),
        ("x (1/x=1);", "line 1, column 4 of the script: a division by zero."),
        ("x (x[1]=1);", "x has 1 values, and x[1] is none of them."),
        ("x (1e308*10=1);", "the result is Infinity."),
        ("# deps=1 # x;", "deps must be a double, not an integer."),
        ('# eofstyle="mac" # x;', "eofstyle must be one of system, windows, linux, both."),
        ("x é;", "has no meaning here."),
        ("x (" + "(" * 70 + "1" + ")" * 70 + "=1);", "more than 60 things are nested here."),
        ("{" * 70 + "x;" + "}" * 70, "more than 60 things are nested here."),
        ("x (" + "1+" * 300 + "1=1);", "an expression of more than 200 steps."),
    ],
)
def test_a_faulty_script_is_told_with_its_place(script: str, words: str) -> None:
    told = fault(script)
    assert words in told
    assert told.startswith("line ")


def test_data_that_does_not_fit_is_told_with_its_place() -> None:
    assert refusal("x;", "1\n2\n") == "line 2, column 1 of the data: more data follows than the script says."
    assert refusal("x y;", "1  2\n") == "line 1, column 2 of the data: 2 blanks stand where 1 may be."
    words = "line 2, column 4 of the data: the condition in line 1, column 6 of the script does not hold."
    assert refusal("{x y(x<y);}", "1 2\n2 1\n") == words
    words = "line 1, column 2 of the data: 'a', read for x, is not an integer as the script wants it."
    assert refusal("x;", "a\n") == words
    assert refusal("x:string;", "a\xe9\n") == "line 1, column 2 of the data: the byte 233 is no character of ASCII."


def test_a_repetition_that_reads_nothing_does_not_go_on_for_ever() -> None:
    words = (
        "line 1, column 2 of the data: nothing is read by line 1, column 1 of the script, which would go on for ever."
    )
    assert refusal("<[= e (e=0)] <v1> >;", "2\n") == words
    assert "for ever" in refusal("{[= e (e=0)] <x>;}", "5\n")
    assert "for ever" in refusal("{[= e (e=0)] {[*0] x;}}", "5\n")
    assert fits("{[*3] {[*0] x;}} y;", "5\n")


def test_the_program_in_a_box_says_by_its_exit_code_what_it_found(tmp_path: Path) -> None:
    def ran(script: bytes, data: bytes, *arguments: str) -> tuple[int, str]:
        for path, content in scripted("a", "a.viva", script).files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-E", "-s", tmp_path / "start.py", *arguments],
            input=data,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stderr.decode()

    assert ran(b"x;", b"1\n") == (ACCEPTED, "")
    assert ran(b"x;", b"1\n2\n") == (REFUSED, "line 2, column 1 of the data: more data follows than the script says.\n")
    assert ran(b"x", b"1\n", "--build")[0] == FAULTY
    assert ran(b"x;", b"", "--build") == (0, "")
    deep = b"{" * 40 + b"x (" + b"(" * 8 + b"1=1" + b")" * 8 + b");" + b"}" * 40
    assert ran(deep, b"1\n") == (ACCEPTED, "")
