"""Findings: what a reviewer may want to look at, with evidence, strength and an innocent explanation each.

Pure, and never a score: no weight, no sum, no ranking. A finding is an invitation to look at the replay. What cannot
be known is said ("could not tell") instead of guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from backend.reports.document import Evidence, Finding, Gap, Paste, ProblemOutcome, ProcessFigures, Strength
from backend.reports.timeline import Clock, Recorded, placed
from protocol.documents import Documents
from protocol.errors import Tampered
from protocol.facts import PasteProvenance, TrackFact
from protocol.saying import to_say, to_say_count

LARGE_PASTE_CHARACTERS = 200
"""About four lines of code: below it, a paste is everyday work and not worth a reviewer's time."""
LONG_UNFOCUSED_US = 30 * 1_000_000
"""Shorter looks away happen with every notification."""
SECOND_US = 1_000_000


def findings(
    process: ProcessFigures, problems: Sequence[ProblemOutcome], entries: Iterable[Recorded], evidence_level: int
) -> list[Finding]:
    """All findings of an attempt in the order of their first evidence."""
    found = [
        *_pastes(process.pastes),
        *_focus(process.gaps),
        *_missing(process.gaps),
        *_late(problems),
        *_breaks(entries),
        *_unknown(process, evidence_level),
    ]
    return sorted(found, key=lambda finding: finding.evidence[0].t_us if finding.evidence else 0)


def _pastes(pastes: Sequence[Paste]) -> Iterator[Finding]:
    for paste in pastes:
        if paste.provenance is not PasteProvenance.OUTSIDE or paste.characters < LARGE_PASTE_CHARACTERS:
            continue
        yield Finding(
            kind="paste.outside",
            words=to_say(
                "A piece of {characters} characters was pasted that did not come from this app.",
                characters=paste.characters,
            ),
            strength=Strength.SEEN,
            innocent=to_say(
                "Own notes or snippets, documentation that the assessment allows, or code moved from another "
                "editor. Where the text came from beyond this app is not recorded."
            ),
            evidence=[Evidence(seq=paste.seq, t_us=paste.t_us)],
        )


def _focus(gaps: Sequence[Gap]) -> Iterator[Finding]:
    long = [gap for gap in gaps if gap.what == "focus" and (gap.lasted_us or 0) >= LONG_UNFOCUSED_US]
    if long:
        seconds = sum(gap.lasted_us or 0 for gap in long) // SECOND_US
        times = to_say_count("once", "{n} times", len(long))
        yield Finding(
            kind="focus.away",
            words=to_say(
                "Recrutr's window was not in front {times} for longer than {least} seconds, {seconds} seconds in all.",
                times=times,
                least=LONG_UNFOCUSED_US // SECOND_US,
                seconds=seconds,
            ),
            strength=Strength.INDICATED,
            innocent=to_say(
                "A system dialog, a notification, looking something up where that is allowed, or a pause. "
                "What was in front instead is not recorded."
            ),
            evidence=[_span(gap) for gap in long],
        )


_MISSING_WORDS = {
    "camera": (
        to_say("The camera recording is not complete."),
        to_say("The camera was unplugged, in use elsewhere, or too busy."),
    ),
    "microphone": (
        to_say("The sound recording is not complete."),
        to_say("The microphone was unplugged, muted by the system, or busy."),
    ),
    "screen": (
        to_say("The screen recording is not complete."),
        to_say("The computer was too busy, or the system refused for a while."),
    ),
    "stills": (
        to_say("The still pictures are not complete."),
        to_say("The camera was unplugged, in use elsewhere, or too busy."),
    ),
    "app": (
        to_say("The app was started again during the attempt."),
        to_say("A crash, a restart, an empty battery or a power cut."),
    ),
    "network": (
        to_say("The server could not be reached for a while."),
        to_say("A bad or broken connection; work goes on offline."),
    ),
}


def _missing(gaps: Sequence[Gap]) -> Iterator[Finding]:
    for what, (words, innocent) in _MISSING_WORDS.items():
        there = [gap for gap in gaps if gap.what == what]
        if there:
            yield Finding(
                kind=f"{what}.gap",
                words=words,
                strength=Strength.SEEN,
                innocent=innocent,
                evidence=[_span(gap) for gap in there],
            )


def _late(problems: Sequence[ProblemOutcome]) -> Iterator[Finding]:
    for problem in problems:
        kinds = {submission.timeliness for submission in problem.submissions}
        if "late" in kinds:
            yield _time_finding("submission.late", f"A submission for {problem.label} arrived after the time was up.")
        if "unproven" in kinds:
            yield _time_finding(
                "submission.unproven",
                f"When a submission for {problem.label} was made cannot be proven.",
                Strength.UNKNOWN,
            )


def _time_finding(kind: str, words: str, strength: Strength = Strength.SEEN) -> Finding:
    innocent = to_say("The network was down at the end, so that the handing in could only be sent later.")
    return Finding(kind=kind, words=words, strength=strength, innocent=innocent, evidence=[])


def _breaks(entries: Iterable[Recorded]) -> Iterator[Finding]:
    documents = Documents()
    for entry in placed(entries, Clock()):
        try:
            documents.take(entry.fact)
        except Tampered:
            yield Finding(
                kind="journal.break",
                words="An edit does not fit the text it claims to change; the replay is not certain from here on.",
                strength=Strength.SEEN,
                innocent="A fault in Recrutr's own recording of edits.",
                evidence=[Evidence(seq=entry.seq, t_us=entry.t_us)],
            )
            return


def exchanged_keys(entries: Iterable[Recorded], stored: Mapping[str, tuple[str, str, str]]) -> list[Finding]:
    """Recordings whose kind or key is not what the device wrote down. `stored`: (stream, mime, key digest) by track."""
    wrong = [
        Evidence(seq=entry.seq, t_us=entry.t_us)
        for entry in placed(entries, Clock())
        if isinstance(fact := entry.fact, TrackFact)
        and stored.get(fact.track, said := (fact.stream.value, fact.mime, fact.key_digest)) != said
    ]
    if not wrong:
        return []
    words = to_say("A recording is kept here with another kind or key than the candidate's device recorded.")
    innocent = to_say(
        "A fault in Recrutr, or a change in the store of the employer's server. The candidate has no hand in it."
    )
    return [
        Finding(kind="recording.key", words=words, strength=Strength.SEEN, innocent=innocent, evidence=wrong),
    ]


def _unknown(process: ProcessFigures, evidence_level: int) -> Iterator[Finding]:
    if evidence_level == 0 or process.entries == 0:
        yield Finding(
            kind="process.unknown",
            words="How the code came about is not recorded at this evidence level.",
            strength=Strength.UNKNOWN,
            innocent="The assessment was set up to record nothing but the code.",
            evidence=[],
        )


def _span(gap: Gap) -> Evidence:
    until_us = None if gap.lasted_us is None else gap.t_us + gap.lasted_us
    return Evidence(seq=gap.seq, t_us=gap.t_us, until_us=until_us)
