"""The table that compares candidates, as a signed PDF: the rows as they are shown, by the same rules as the page."""

from __future__ import annotations

from backend.comparison.figures import LEAST, Figure
from backend.comparison.table import Comparison, CriterionCell, ProblemCell, Row
from backend.paper.signing import Sealer
from backend.paper.typesetting import typeset
from backend.portal.words import OUTCOME_TITLES, plain_moment

TOO_FEW = "too few to say"


def comparison_paper(table: Comparison, sealer: Sealer, now_us: int) -> bytes:
    """The whole file."""
    assessment = table.assessment
    data = {
        "title": f"Compared: {assessment.title}",
        "organisation": sealer.name,
        "made": plain_moment(now_us),
        "fingerprint": sealer.fingerprint,
        "about": f"Version {assessment.version}: {len(table.rows)} of {table.judged} judged attempts"
        f"{f'; {table.unjudged} not finished or not judged yet' if table.unjudged else ''}.",
        "head": _head(table),
        "rows": [*(_cells(table, row) for row in table.rows), _together(table)],
        "words": "Points come from the tests, the columns after them from reviewers, each opened once all were in. The "
        "last line is about everybody judged at this version, with 95 % intervals; with fewer than "
        f"{LEAST} attempts there is none. Small differences between two people mean little.",
    }
    return sealer.sign(typeset("comparison", data))


def _head(table: Comparison) -> list[str]:
    problems = [f"{label}\n{problem.title}" for label, problem in table.problems]
    criteria = [f"{each.name}\n0 to {each.max_score}" for each in table.criteria]
    return ["Candidate", *problems, "Points", *criteria, "Decision"]


def _cells(table: Comparison, row: Row) -> list[str]:
    waiting = f"{row.waiting} of {row.reviewers} reviews not in" if row.reviewers else "no reviewer named"
    late = f"\n{row.timeliness}" if row.timeliness and row.timeliness != "on time" else ""
    return [
        f"{row.candidate}{late}",
        *(_problem(each) for each in row.problems),
        f"{row.points} of {row.max_points}" if row.max_points else str(row.points),
        *([_criterion(each) for each in row.criteria] or [waiting] * len(table.criteria)),
        OUTCOME_TITLES[row.decision.value] if row.decision else "not decided",
    ]


def _problem(cell: ProblemCell) -> str:
    if cell.verdict is None and cell.score is None:
        return "nothing handed in"
    verdict = cell.verdict.words if cell.verdict else "not judged"
    return f"{verdict}\n{cell.score} of {cell.max_score}" if cell.score is not None and cell.max_score else verdict


def _criterion(cell: CriterionCell) -> str:
    if cell.mean_hundredths is None:
        return "could not tell"
    spread = f", {cell.lowest} to {cell.highest}" if cell.count > 1 else ""
    return f"{_points(cell.mean_hundredths)}\n{cell.count} {'review' if cell.count == 1 else 'reviews'}{spread}"


def _together(table: Comparison) -> list[str]:
    return [
        f"All {table.judged} together",
        *(_share(each) for each in table.solved),
        _mean(table.points),
        *(_mean(each) for each in table.scored),
        "",
    ]


def _share(figure: Figure) -> str:
    found = figure.range
    return f"{found.value} % accepted\n{found.low} to {found.high} %" if found else f"{TOO_FEW} ({figure.count})"


def _mean(figure: Figure) -> str:
    found = figure.range
    if found is None:
        return f"{TOO_FEW} ({figure.count})"
    return f"{_points(found.value)}\n{_points(found.low)} to {_points(found.high)}"


def _points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"
