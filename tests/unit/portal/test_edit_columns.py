"""Edits in columns: nothing of a row is lost, and timelines that were stored in rows are read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.reports.columns import EditColumns, EditRow
from backend.reports.timeline import FORMAT, FORMAT_1, Timeline, in_columns
from protocol.edits import Origin
from protocol.errors import InvalidInput

ROW = st.tuples(
    st.integers(0, 2**53),
    st.integers(0, 2**40),
    st.integers(-1, 500),
    st.integers(0, 5 * 2**20),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from([*(origin.value for origin in Origin), "from the future"]),
)
FEW: list[EditRow] = [(5, 1, 0, 0, "", "é🙂", "typing"), (9, 2, 1, 3, "ab\n", "", "paste")]


@given(st.lists(ROW, max_size=40))
def test_rows_come_back_as_they_were(rows: list[EditRow]) -> None:
    columns = EditColumns.of(rows)
    assert list(columns.rows()) == rows
    assert list(EditColumns.parse(columns.model_dump_json()).rows()) == rows


def test_a_letter_costs_a_few_characters() -> None:
    rows = [(36_000 * at, at, 0, at, "", "x", "typing") for at in range(1_000)]
    assert len(EditColumns.of(rows).model_dump_json()) < 14_000


def test_a_stored_timeline_of_rows_is_read_in_columns() -> None:
    whole = {"format": 1, "zero_wall_us": 0, "duration_us": 9, "entries": 2, "documents": [], "edits": FEW,
             "markers": [], "gaps": [], "tracks": []}  # fmt: skip
    stored = json.dumps(whole, separators=(",", ":")).encode()
    assert stored.startswith(FORMAT_1)
    read = Timeline.parse(in_columns(stored))
    assert (read.format, list(read.edits.rows())) == (FORMAT, FEW)


@pytest.mark.parametrize("change", [{"count": 3}, {"seq": ""}, {"position": "gA=="}, {"t_us": "not base64"}])
def test_columns_that_do_not_fit_together_are_refused(change: dict[str, object]) -> None:
    broken = EditColumns.of(FEW).model_copy(update=change)
    with pytest.raises(InvalidInput):
        list(broken.rows())
