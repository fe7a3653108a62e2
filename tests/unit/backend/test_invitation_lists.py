"""Lists of people to invite: what cannot be read as a table is told with its line, whatever it is."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.assessments.invitation_lists import Person, read_people
from protocol.errors import InvalidInput

HEAD = "name,email\n"


def test_a_list_is_read_whole() -> None:
    assert read_people(f"{HEAD}Ada,Ada@x.example\nBo,bo@x.example\n") == [
        Person("Ada", "ada@x.example"),
        Person("Bo", "bo@x.example"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"', "Line 1 cannot be read"),
        ('"name"x,email\nAda,ada@x.example', "Line 1 cannot be read"),
        (f'{HEAD}Ada,"ada@x.example', "Line 2 cannot be read"),
        ("", "The first line must name"),
        (HEAD, "0 people"),
    ],
)
def test_what_is_no_table_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_people(text)


@given(st.text(alphabet=st.one_of(st.sampled_from('",;\r\n\t\0 nameil'), st.characters(codec="utf-8"))))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, HEAD + text):
        with suppress(InvalidInput):
            assert read_people(whole)
