"""One report as a signed PDF: results, counts, findings, the outcome and the code; no recordings, no scores of reviews.

Must get the document as this member may see it: a blind reviewer's is without the name. In the language that is spoken
(`backend.saying.speaking`); what was stored in English is retold, what people wrote stands as they wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backend.figures import UNKNOWN, clock, moment_words, span
from backend.paper.comparing import of_points
from backend.paper.signing import Sealer
from backend.paper.typesetting import edges, typeset
from backend.portal.words import OUTCOME_TITLES, STRENGTH_WORDS, TIMELINESS_WORDS
from backend.privacy.replies import ELSEWHERE, Replies, Reply
from backend.reports.document import Finding, ProblemOutcome, ReportDocument
from backend.retelling import retold
from backend.saying import said, say, say_count
from protocol.projects import unpack


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided, by whom, when (µs)."""

    outcome: str
    by: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside the report: the decision, and the candidate's replies by the marks of the findings."""

    outcome: Outcome | None
    replies: Replies


def report_paper(document: ReportDocument, told: Told, sealer: Sealer, now_us: int) -> bytes:
    """The whole file."""
    replies = told.replies
    data = {
        **edges(sealer.name, sealer.fingerprint, now_us),
        "title": document.candidate_name,
        "about": _about(document),
        "labels": _labels(),
        "problems": [_problem(each) for each in document.problems],
        "process": _process(document),
        "findings": [_finding(each, replies.get(each.mark, ())) for each in document.findings],
        "replies": [_reply(each) for each in replies.get(ELSEWHERE, ())],
        "decision": _decision(told.outcome),
        "code": [part for each in document.problems for part in _code(each)],
    }
    return sealer.sign(typeset("report", data))


def _labels() -> dict[str, Any]:
    return {
        "results": say("Results"),
        "problems": [say("Problem"), say("Verdict"), say("Points"), say("Language"), say("Handed in")],
        "process": say("How the work came about"),
        "counts": [say("What"), say("How much")],
        "no_judgements": say("Counts, no judgements."),
        "findings": say("Findings"),
        "nothing": say("Nothing was noted."),
        "earlier": say("Replies to what an earlier report noted"),
        "decision": say("Decision"),
    }


def _about(document: ReportDocument) -> str:
    return say(
        "{assessment}. Report {version} of {built}. Started {started}, handed in {finished}.",
        assessment=document.assessment_title,
        version=document.version,
        built=moment_words(document.built_at_us),
        started=moment_words(document.started_at_us),
        finished=moment_words(document.finished_at_us),
    )


def _decision(outcome: Outcome | None) -> str:
    if outcome is None:
        return say("Not decided.")
    decided = say("Decided by {who}, {at}.", who=outcome.by, at=moment_words(outcome.at_us))
    return f"{said(OUTCOME_TITLES[outcome.outcome])}. {decided}"


def _problem(outcome: ProblemOutcome) -> list[str]:
    counted = next((each for each in outcome.submissions if each.submission == outcome.counted), None)
    missing = say("not judged") if counted else say("nothing handed in")
    handed_in = (moment_words(counted.received_at_us), said(TIMELINESS_WORDS[counted.timeliness])) if counted else ()
    return [
        f"{outcome.label} {outcome.title}",
        said(outcome.verdict.words) if outcome.verdict else missing,
        of_points(UNKNOWN if outcome.score is None else outcome.score, outcome.max_score),
        outcome.language.words if outcome.language else UNKNOWN,
        ", ".join(handed_in) or UNKNOWN,
    ]


def _process(document: ReportDocument) -> list[list[str]]:
    process = document.process
    typed = say_count("{n} character typed", "{n} characters typed", process.typed_characters)
    pasted = say_count("{n} character", "{n} characters", process.pasted_characters)
    times = say_count("{n} time", "{n} times", process.focus_losses)
    within = say("within {duration}", duration=span(process.duration_us))
    return [
        [say("Time at work"), f"{span(process.active_us)}, {within}"],
        [say("Edits"), f"{process.edits}; {typed}"],
        [say("Pastes"), f"{len(process.pastes)}; {pasted}"],
        [say("Runs"), str(process.runs)],
        [say("Submissions"), str(process.submissions)],
        [say("Window not in front"), f"{times}, {say('together {span}', span=span(process.unfocused_us))}"],
    ]


def _finding(finding: Finding, replies: Sequence[Reply]) -> dict[str, Any]:
    moments = ", ".join(clock(each.t_us) for each in finding.evidence)
    return {
        "words": retold(finding.words),
        "strength": said(STRENGTH_WORDS[finding.strength.value]),
        "innocent": say("What else could explain it: {words}", words=retold(finding.innocent)),
        "at": say("At {moments} of the replay", moments=moments) if moments else "",
        "replies": [_reply(each) for each in replies],
    }


def _reply(reply: Reply) -> dict[str, str]:
    hidden = say("The words are not shown here, because they may tell who it is.")
    head = say("The candidate replied on {at}:", at=moment_words(reply.at_us))
    return {"head": head, "words": hidden if reply.words is None else reply.words}


def _code(outcome: ProblemOutcome) -> list[dict[str, str]]:
    if outcome.source is None:
        return []
    files = unpack(outcome.source, "")
    title = say("Code: {title}", title=f"{outcome.label} {outcome.title}")
    return [{"title": f"{title}: {path}" if len(files) > 1 else title, "text": files[path]} for path in sorted(files)]
