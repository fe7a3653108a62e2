"""The table that compares candidates, as a signed PDF: the rows as they are shown, by the same rules as the page.

In the language that is spoken (`backend.saying.speaking`).
"""

from __future__ import annotations

from backend.comparison.figures import LEAST, Figure
from backend.comparison.table import Comparison, CriterionCell, ProblemCell, Row
from backend.figures import decimal
from backend.paper.signing import Sealer
from backend.paper.typesetting import edges, typeset
from backend.portal.words import OUTCOME_TITLES, TIMELINESS_WORDS
from backend.saying import said, say, say_count


def comparison_paper(table: Comparison, sealer: Sealer, now_us: int) -> bytes:
    """The whole file."""
    assessment = table.assessment
    data = {
        **edges(sealer.name, sealer.fingerprint, now_us),
        "title": say("Compared: {title}", title=assessment.title),
        "about": _about(table),
        "head": _head(table),
        "rows": [*(_cells(table, row) for row in table.rows), _together(table)],
        "words": say(
            "Points come from the tests, the columns after them from reviewers, each opened once all were in. "
            "The last line is about everybody judged at this version, with 95 % intervals; with fewer than {least} "
            "attempts there is none. Small differences between two people mean little.",
            least=LEAST,
        ),
    }
    return sealer.sign(typeset("comparison", data))


def _about(table: Comparison) -> str:
    shown = say(
        "Version {version}: {shown} of {judged} judged attempts.",
        version=table.assessment.version,
        shown=len(table.rows),
        judged=table.judged,
    )
    if not table.unjudged:
        return shown
    rest = say_count(
        "{n} is not finished or not judged yet.", "{n} are not finished or not judged yet.", table.unjudged
    )
    return f"{shown} {rest}"


def _head(table: Comparison) -> list[str]:
    problems = [f"{label}\n{problem.title}" for label, problem in table.problems]
    criteria = [f"{each.name}\n0\u2013{each.max_score}" for each in table.criteria]
    return [say("Candidate"), *problems, say("Points"), *criteria, say("Decision")]


def _cells(table: Comparison, row: Row) -> list[str]:
    waiting = (
        say("{waiting} of {all} reviews not in", waiting=row.waiting, all=row.reviewers)
        if row.reviewers
        else say("no reviewer named")
    )
    late = f"\n{said(TIMELINESS_WORDS[row.timeliness])}" if row.timeliness and row.timeliness != "on time" else ""
    return [
        f"{row.candidate}{late}",
        *(_problem(each) for each in row.problems),
        of_points(row.points, row.max_points or None),
        *([_criterion(each) for each in row.criteria] or [waiting] * len(table.criteria)),
        said(OUTCOME_TITLES[row.decision.value]) if row.decision else say("not decided"),
    ]


def _problem(cell: ProblemCell) -> str:
    if cell.verdict is None and cell.score is None:
        return say("nothing handed in")
    verdict = said(cell.verdict.words) if cell.verdict else say("not judged")
    return (
        f"{verdict}\n{of_points(cell.score, cell.max_score)}" if cell.score is not None and cell.max_score else verdict
    )


def of_points(points: object, most: int | None) -> str:
    """`3 / 4`; only the points where there is no most."""
    return str(points) if most is None else f"{points} / {most}"


def _criterion(cell: CriterionCell) -> str:
    if cell.mean_hundredths is None:
        return say("could not tell")
    spread = f", {cell.lowest}\u2013{cell.highest}" if cell.count > 1 else ""
    return f"{_points(cell.mean_hundredths)}\n{say_count('{n} review', '{n} reviews', cell.count)}{spread}"


def _together(table: Comparison) -> list[str]:
    return [
        say("All {judged} together", judged=table.judged),
        *(_share(each) for each in table.solved),
        _mean(table.points),
        *(_mean(each) for each in table.scored),
        "",
    ]


def _share(figure: Figure) -> str:
    found = figure.range
    if found is None:
        return _too_few(figure)
    return f"{say('{share} % accepted', share=found.value)}\n{found.low}\u2013{found.high} %"


def _mean(figure: Figure) -> str:
    found = figure.range
    if found is None:
        return _too_few(figure)
    return f"{_points(found.value)}\n{_points(found.low)}\u2013{_points(found.high)}"


def _too_few(figure: Figure) -> str:
    return say("too few to say ({count})", count=figure.count)


def _points(hundredths: int) -> str:
    return decimal(hundredths / 100, 2)
