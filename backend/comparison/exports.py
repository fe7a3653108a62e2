"""The table to take along: CSV that no spreadsheet runs, and JSON.

Guarantees: a cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV Injection"), after
anything invisible too; times are UTC in ISO 8601; a score that is not there is empty in CSV and null in JSON, never 0.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

from backend.comparison.table import Comparison, Row

FORMAT = 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets take for the beginning of a formula, the full-width forms included."""


def as_csv(table: Comparison) -> bytes:
    """One line an attempt, UTF-8 with a byte order mark (without it Excel takes it for the system's own encoding)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_safe(each) for each in _heads(table)])
    for row in table.rows:
        writer.writerow([_safe(each) for each in _cells(table, row)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_json(table: Comparison) -> bytes:
    """The same as one object; points of reviewers in hundredths."""
    value: dict[str, Any] = {
        "format": FORMAT,
        "assessment": {
            "id": table.assessment.id,
            "title": table.assessment.title,
            "version": table.assessment.version,
            "problems": [{"label": label, "id": each.id, "title": each.title} for label, each in table.problems],
            "criteria": [{"name": each.name, "max_score": each.max_score} for each in table.criteria],
        },
        "attempts": [_object(row) for row in table.rows],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _heads(table: Comparison) -> list[str]:
    problems = [
        f"{label} {problem.title}: {what}" for label, problem in table.problems for what in ("verdict", "points")
    ]
    criteria = [
        f"{each.name} (of {each.max_score}): {what}" for each in table.criteria for what in ("mean", "reviewers")
    ]
    return ["candidate", "email", "finished", "timeliness", *problems, "points", "of", *criteria, "decision", "attempt"]


def _cells(table: Comparison, row: Row) -> list[str]:
    problems = [
        word for each in row.problems for word in (each.verdict.value if each.verdict else "", _number(each.score))
    ]
    told = [word for each in row.criteria for word in (_hundredths(each.mean_hundredths), str(each.count))]
    return [
        row.candidate,
        row.email,
        _moment(row.finished_at_us) or "",
        row.timeliness or "",
        *problems,
        str(row.points),
        str(row.max_points),
        *(told or [""] * 2 * len(table.criteria)),
        row.decision.value if row.decision else "",
        row.attempt,
    ]


def _object(row: Row) -> dict[str, Any]:
    return {
        "attempt": row.attempt,
        "candidate": {"name": row.candidate, "email": row.email},
        "finished_at": _moment(row.finished_at_us),
        "timeliness": row.timeliness,
        "problems": [
            {"verdict": each.verdict.value if each.verdict else None, "score": each.score, "max_score": each.max_score}
            for each in row.problems
        ],
        "points": row.points,
        "max_points": row.max_points,
        "reviews": [
            {
                "count": each.count,
                "mean_hundredths": each.mean_hundredths,
                "lowest": each.lowest,
                "highest": each.highest,
            }
            for each in row.criteria
        ]
        or None,
        "decision": row.decision.value if row.decision else None,
    }


def _safe(cell: str) -> str:
    """What a spreadsheet may drop at the beginning (any space, NUL, signs of no width) is looked past."""
    first = next((sign for sign in cell if sign in _FORMULA or unicodedata.category(sign)[0] not in "CZ"), "")
    return f"'{cell}" if first in _FORMULA else cell


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _hundredths(value: int | None) -> str:
    return "" if value is None else f"{value // 100}.{value % 100:02}"


def _moment(value_us: int | None) -> str | None:
    return None if value_us is None else datetime.fromtimestamp(value_us // 1_000_000, UTC).isoformat()
