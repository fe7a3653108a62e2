"""What a stranger's program wrote is shown bounded, at the right place, and with nothing hidden in it."""

from __future__ import annotations

import time

import pytest

from runner.judging.default_validator import Comparison, compare
from runner.telling.shown import MAX_LINE_BYTES, MAX_MARKS, MAX_SHOWN_BYTES, MAX_SHOWN_LINES, safe_text, show

MIB = 2**20


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"plain\n\ttext\n", "plain\n\ttext\n"),
        (b"a\0b\x1b[31m\x07\x7f", "a␀b␛[31m␇⟨7F⟩"),
        ("\u202eevil\u2066\u200f".encode(), "⟨U+202E⟩evil⟨U+2066⟩⟨U+200F⟩"),
        ("one\u2028two\u2029three\u0085".encode(), "one⟨U+2028⟩two⟨U+2029⟩three⟨85⟩"),
        ("in\u200bvisi\ufeffble\u00ad".encode(), "in⟨U+200B⟩visi⟨U+FEFF⟩ble⟨U+00AD⟩"),
        (b"dos\r\nline, lone\rreturn", "dos\nline, lone␍return"),
        (b"\xff\xfe", "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"),
        ("naïve é 👩‍🔬 ไทยี่".encode(), "naïve é 👩‍🔬 ไทยี่"),
    ],
)
def test_every_character_is_visible_and_none_steers(data: bytes, shown: str) -> None:
    assert safe_text(data) == shown


def test_a_flood_of_marks_becomes_a_number() -> None:
    flood = "e" + "\u0301" * 5000
    assert safe_text(f"{flood}x{flood}".encode()) == (
        f"e{'́' * MAX_MARKS}⟨{5000 - MAX_MARKS} more marks⟩xe{'́' * MAX_MARKS}⟨{5000 - MAX_MARKS} more marks⟩"
    )


@pytest.mark.parametrize("unit", ["é", "€", "😀", "e\u0301", "👩‍🔬"])
def test_a_cut_never_parts_a_character(unit: str) -> None:
    data = (unit * 1000).encode()
    for limit in range(500, 520):
        text = safe_text(data, limit)
        assert len(text.encode()) <= limit
        assert text == unit * (len(text) // len(unit)), limit
        assert len(text.encode()) > limit - 40


def test_a_small_output_is_shown_as_it_is() -> None:
    for data in (b"", b"\n", b"1\n2\n", b"1\n2"):
        shown = show(data)
        assert (shown.text, shown.row, shown.whole) == (data.decode(), None, True)
    assert show(b"1\n2\n3\n", at=4).row == 3
    assert show(b"1\n2\n", at=4).row == 3, "at the very end: the output ended too early"


def test_many_lines_are_cut_and_counted() -> None:
    data = b"12345\n" * 100_000
    shown = show(data)
    rows = shown.text.split("\n")
    assert len(rows) == MAX_SHOWN_LINES + 1
    assert rows[-1] == "⟨cut here: 12,000 of 600,000 bytes are shown⟩"
    assert not shown.whole


def test_a_place_far_away_is_shown_with_what_is_around_it() -> None:
    lines = [str(number) for number in range(100_000)]
    data = "\n".join(lines).encode()
    at = data.index(b"\n77777\n") + 1
    shown = show(data, at)
    rows = shown.text.split("\n")
    assert shown.row is not None
    assert rows[shown.row - 1] == "77777"
    assert rows[0] == f"⟨cut here: the {77777 - 20:,} lines before this are not shown⟩"
    assert rows[1] == str(77777 - 20)
    assert len(shown.text) <= MAX_SHOWN_BYTES + 200
    assert not shown.whole


def test_one_endless_line_is_shown_around_the_place() -> None:
    data = b"1" * 10_000_000 + b"2" + b"3" * 1_000
    shown = show(data, 10_000_000)
    assert shown.row == 1
    assert shown.text.startswith("⟨9,999,800 bytes of this line cut here⟩11")
    assert "12333" in shown.text
    assert show(data).text.endswith(f"1⟨{10_001_001 - MAX_LINE_BYTES:,} more bytes of this line cut here⟩")
    assert not shown.whole


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 8 * MIB,
        b"\n" * 8 * MIB,
        b"\0" * 8 * MIB,
        b"\x1b[31m" * MIB,
        "e\u0301".encode() * 2 * MIB,
        b"e" + "\u0301".encode() * 4 * MIB,
        b"\x80" * 8 * MIB,
        "\u202e".encode() * 2 * MIB,
    ],
    ids=["line", "newlines", "nul", "escapes", "accents", "marks", "broken", "bidi"],
)
def test_whatever_is_written_the_shown_part_is_small_and_soon_there(data: bytes) -> None:
    began = time.process_time()
    for at in (None, len(data) // 2, len(data)):
        shown = show(data, at)
        assert len(shown.text) < 8 * MAX_SHOWN_BYTES
        assert max(map(len, shown.text.split("\n"))) < 9 * MAX_LINE_BYTES
        assert not shown.whole
    assert time.process_time() - began < 2


@pytest.mark.parametrize(("output", "answer", "at", "answer_at"), [
    (b"1 2 3\n", b"1 2 4\n", 4, 4),
    (b"1\n\n\n2 3\n", b"1\n2 4\n", 6, 4),
    (b"1\n", b"1\n2\n", 2, 2),
    (b"1\n2\n", b"1\n", 2, 2),
    (b"abcdX", b"ABCDY", 4, 4),
])  # fmt: skip
def test_a_difference_knows_its_places(output: bytes, answer: bytes, at: int, answer_at: int) -> None:
    difference = compare(output, answer, Comparison())
    assert difference is not None
    assert (difference.at, difference.answer_at) == (at, answer_at)


def test_a_difference_inside_an_endless_token_is_found_and_told() -> None:
    output, answer = b"1" * 7_000_000, b"1" * 6_999_000 + b"2"
    difference = compare(output, answer, Comparison())
    assert difference is not None
    assert (difference.line, difference.at, difference.expected) == (1, 6_999_000, "…2")
    assert difference.got == "…" + "1" * 200
    assert compare(output, output, Comparison()) is None
