"""Assessments, candidates and invitations; problems are in the room's `problems.py`.

Guarantees: an assessment never changes once made (a change
is the next version); an invitation code is 80 random bits, shown once and kept as keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select

from backend.access import MemberSubject
from backend.assessments.drawing import problems_for, require_unspent
from backend.assessments.models import (
    Assessment,
    AssessmentProblem,
    AssessmentVariant,
    Candidate,
    Invitation,
    Problem,
)
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.figures import SECOND_US
from backend.mailbox import as_kept
from backend.transaction import Transaction
from backend.zones import UNIVERSAL, require_zone
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.canonical import canonical_bytes, digest_hex
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import new_identifier
from protocol.policy import Detector, EvidencePolicy
from protocol.saying import to_say
from protocol.verdicts import LanguageId
from protocol.wire import AssessmentPack, ProblemView

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES = 10
MINUTE_US = 60 * 1_000_000
MAX_DURATION_US = 24 * 60 * MINUTE_US
JOURNAL_ONLY = EvidencePolicy.at(EvidenceLevel.JOURNAL)
MAX_VARIANTS = 20
MAX_CREDIT_US = 4 * 60 * MINUTE_US
DEFAULT_GRACE_US = 60 * 1_000_000
"""For clocks and slow networks at the last second; stands in the ticket."""


@dataclass(frozen=True, slots=True)
class AssessmentTerms:
    """What an assessment is made of. `problems` are ids in their order; `family` continues an existing assessment.

    `variants`: further problems by place (from 0), of which each candidate gets one in the place of the usual one.
    `credit_limit_us`: how much time measured outages may add to an attempt in all; 0 turns the credit off.
    """

    title: str
    problems: tuple[str, ...]
    duration_us: int
    languages: tuple[LanguageId, ...]
    policy: EvidencePolicy = JOURNAL_ONLY
    grace_us: int = DEFAULT_GRACE_US
    credit_limit_us: int = 0
    rubric: tuple[dict[str, Any], ...] = ()
    family: str | None = None
    blind: bool = False
    variants: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Invite:
    """Whom to invite, when (told in which zones), and with which accommodation.

    `language` (None: as before) is that of e-mails to them.
    """

    name: str
    email: str
    opens_at_us: int
    closes_at_us: int
    extra_time_us: int = 0
    detectors_off: frozenset[Detector] = frozenset()
    streams_off: frozenset[TrackKind] = frozenset()
    language: str | None = None
    employer_zone: str = UNIVERSAL
    candidate_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation; `code` is shown now and never again."""

    invitation: Invitation
    candidate: Candidate
    code: str

    def link(self, base_url: str) -> str:
        """The recrutr:// link that the app opens: server and code."""
        return f"recrutr://join/{self.code}?server={base_url}"

    def page_link(self, base_url: str) -> str:
        """The address for people: a page that tells the window and opens the app, or offers it.

        The code is behind the `#`. The candidate's own zone is not in it: their browser knows it.
        """
        row = self.invitation
        window = {"opens": row.opens_at_us // SECOND_US, "closes": row.closes_at_us // SECOND_US}
        return f"{base_url}/invited?{urlencode({**window, 'zone': row.employer_zone}, safe='/')}#{self.code}"


def create_assessment(tx: Transaction, organisation: str, terms: AssessmentTerms, member: str | None) -> Assessment:
    """Make an assessment, or the next version of a family. Raises InvalidInput naming the field."""
    _check_terms(terms)
    family = terms.family or new_identifier()
    latest = tx.session.scalar(select(func.max(Assessment.version)).where(Assessment.family == family)) or 0
    assessment = Assessment(
        id=new_identifier(),
        organisation=organisation,
        family=family,
        version=latest + 1,
        title=terms.title,
        duration_us=terms.duration_us,
        grace_us=terms.grace_us,
        credit_limit_us=terms.credit_limit_us,
        languages=[language.value for language in terms.languages],
        evidence_level=int(terms.policy.level),
        level_reason=terms.policy.reason,
        policy=terms.policy.model_dump(mode="json", exclude_none=True),
        rubric=list(terms.rubric),
        blind=terms.blind,
        digest="",
        created_by=member,
        created_at_us=tx.now_us,
    )
    tx.session.add(assessment)
    tx.session.flush()
    for position, problem in enumerate(terms.problems):
        _require_owned(tx, organisation, f"problems.{position}", problem)
        place = AssessmentProblem(
            assessment=assessment.id,
            position=position,
            organisation=organisation,
            problem=problem,
            label=chr(ord("A") + position),
        )
        tx.session.add(place)
    _add_variants(tx, assessment, terms)
    tx.session.flush()
    pack = assessment_pack(tx, assessment).model_dump(mode="json")
    times = [assessment.duration_us, assessment.grace_us, assessment.credit_limit_us]
    whole: dict[str, Any] = {"pack": pack, "terms": times, "policy": assessment.policy}
    if terms.variants:
        whole["variants"] = {str(place): sorted(problems) for place, problems in terms.variants.items()}
    assessment.digest = digest_hex(canonical_bytes(whole))
    return assessment


def _add_variants(tx: Transaction, assessment: Assessment, terms: AssessmentTerms) -> None:
    for position, problems in terms.variants.items():
        for problem in problems:
            _require_owned(tx, assessment.organisation, f"variants.{position}", problem)
            row = AssessmentVariant(
                assessment=assessment.id, position=position, problem=problem, organisation=assessment.organisation
            )
            tx.session.add(row)


def _require_owned(tx: Transaction, organisation: str, field_name: str, problem: str) -> None:
    owned = select(Problem.id).where(Problem.id == problem, Problem.organisation == organisation)
    if tx.session.scalar(owned) is None:
        raise InvalidInput(field_name, "a problem of this organisation", to_say("There is no such problem."))


def assessment_pack(tx: Transaction, assessment: Assessment) -> AssessmentPack:
    """All that a device could get of an assessment, with the usual problem in each place."""
    rows = tx.session.execute(
        select(AssessmentProblem.label, Problem.view)
        .join(Problem, Problem.id == AssessmentProblem.problem)
        .where(AssessmentProblem.assessment == assessment.id)
        .order_by(AssessmentProblem.position)
    )
    return _pack(assessment, [(label, view) for label, view in rows])


def pack_for(tx: Transaction, attempt: Attempt) -> AssessmentPack:
    """All that the candidate's device gets: the problems of this attempt."""
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    return _pack(assessment, [(label, problem.view) for label, problem in problems_for(tx, attempt)])


def _pack(assessment: Assessment, problems: Sequence[tuple[str, Mapping[str, Any]]]) -> AssessmentPack:
    return AssessmentPack(
        assessment=assessment.id,
        title=assessment.title,
        problems=[ProblemView.model_validate({**view, "label": label}) for label, view in problems],
        languages=[LanguageId(language) for language in assessment.languages],
    )


def policy_of(assessment: Assessment) -> EvidencePolicy:
    """What this assessment records and watches for, before any accommodation."""
    return EvidencePolicy.parse(json.dumps(assessment.policy))


def policy_for(assessment: Assessment, invitation: Invitation) -> EvidencePolicy:
    """The same for one candidate; why something is off is nobody's business and not in it."""
    return policy_of(assessment).without(
        frozenset(Detector(each) for each in invitation.detectors_off),
        frozenset(TrackKind(each) for each in invitation.streams_off),
    )


def problems_of(tx: Transaction, assessment: str) -> list[str]:
    """Ids of an assessment's problems in order."""
    places = select(AssessmentProblem.problem).where(AssessmentProblem.assessment == assessment)
    return list(tx.session.scalars(places.order_by(AssessmentProblem.position)))


def invite(
    tx: Transaction, assessment: Assessment, whom: Invite, member: str | None, code: str | None = None
) -> Invited:
    """Invite a candidate; the same e-mail address in the same organisation is the same candidate.

    `code` None makes a random one. Raises InvalidInput, Conflict(`problem.exposed`).
    """
    _check_invite(whom)
    require_unspent(tx, assessment)
    email = as_kept(whom.email)
    known = select(Candidate).where(Candidate.organisation == assessment.organisation, Candidate.email == email)
    candidate = tx.session.scalar(known) or _new_candidate(tx, assessment.organisation, whom.name.strip(), email)
    candidate.language = whom.language or candidate.language
    code = code or new_code()
    invitation = Invitation(
        id=new_identifier(),
        organisation=assessment.organisation,
        assessment=assessment.id,
        candidate=candidate.id,
        code_hash=hash_code(tx, code),
        opens_at_us=whom.opens_at_us,
        closes_at_us=whom.closes_at_us,
        extra_time_us=whom.extra_time_us,
        detectors_off=sorted(whom.detectors_off),
        streams_off=sorted(whom.streams_off),
        employer_zone=whom.employer_zone,
        candidate_zone=whom.candidate_zone,
        created_by=member,
        created_at_us=tx.now_us,
    )
    tx.session.add(invitation)
    tx.session.flush()
    return Invited(invitation, candidate, code)


def invited(tx: Transaction, invitation: Invitation, code: str) -> Invited:
    """An invitation whose code the caller knows, as if it were new."""
    return Invited(invitation, tx.session.get_one(Candidate, invitation.candidate), code)


def renew_code(tx: Transaction, invitation: Invitation) -> str:
    """Another code in the place of the one before, which opens nothing any more. Raises Conflict(`invitation.over`)."""
    begun = select(Attempt.id).where(Attempt.invitation == invitation.id)
    if invitation.revoked_at_us or invitation.closes_at_us <= tx.now_us or tx.session.scalar(begun) is not None:
        raise Conflict("invitation.over", to_say("This invitation was used, was withdrawn or has ended."))
    code = new_code()
    invitation.code_hash = hash_code(tx, code)
    return code


def withdraw(tx: Transaction, subject: MemberSubject, invitation: Invitation) -> None:
    """The code opens nothing any more; what was begun with it may be brought to its end. Again changes nothing."""
    if invitation.revoked_at_us is None:
        invitation.revoked_at_us = tx.now_us
        event = audit.Event("invitation.withdrawn", "invitation", invitation.id)
        audit.record(tx, subject, invitation.organisation, event)


def new_code() -> str:
    """A random invitation code."""
    return code_of(secrets.token_bytes(CODE_BYTES))


def code_of(random: bytes) -> str:
    """80 bits as `protocol.wire.CODE_PATTERN` has them: Crockford base 32 in four groups."""
    number = int.from_bytes(random, "big")
    signs = "".join(CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(signs[at : at + 4] for at in range(0, 16, 4))


def hash_code(tx: Transaction, code: str) -> str:
    """The keyed hash under which an invitation is found."""
    return hmac.new(tx.services.secrets.hash_key, b"code/" + code.encode(), hashlib.sha256).hexdigest()


def _new_candidate(tx: Transaction, organisation: str, name: str, email: str) -> Candidate:
    identifier = new_identifier()
    candidate = Candidate(
        id=identifier,
        organisation=organisation,
        name=name,
        email=email,
        key_fingerprint=tx.keys.create_candidate_key(identifier, tx.now_us),
        created_at_us=tx.now_us,
    )
    tx.session.add(candidate)
    tx.session.flush()
    return candidate


def _check_terms(terms: AssessmentTerms) -> None:
    checks = (
        ("title", to_say("1 to 200 characters"), len(terms.title.strip()) >= 1 and len(terms.title) <= 200),
        ("problems", to_say("1 to 26 different problems"), 1 <= len(set(terms.problems)) == len(terms.problems) <= 26),
        (
            "variants",
            to_say("up to {max_variants} further problems for a place, each once in all", max_variants=MAX_VARIANTS),
            _variants_fit(terms),
        ),
        ("duration_us", to_say("1 minute to 24 hours"), MINUTE_US <= terms.duration_us <= MAX_DURATION_US),
        ("grace_us", to_say("0 to 1 hour"), 0 <= terms.grace_us <= 60 * MINUTE_US),
        ("credit_limit_us", to_say("0 to 4 hours"), 0 <= terms.credit_limit_us <= MAX_CREDIT_US),
        ("languages", to_say("at least one"), bool(terms.languages)),
    )
    for name, limit, fulfilled in checks:
        if not fulfilled:
            raise InvalidInput(name, limit, to_say("{name} must be: {limit}.", name=name, limit=limit))


def _variants_fit(terms: AssessmentTerms) -> bool:
    every = [*terms.problems, *(each for pool in terms.variants.values() for each in pool)]
    few = all(len(pool) <= MAX_VARIANTS for pool in terms.variants.values())
    return few and len(set(every)) == len(every) and all(0 <= at < len(terms.problems) for at in terms.variants)


def _check_invite(whom: Invite) -> None:
    checks = (
        ("name", to_say("1 to 200 characters"), len(whom.name.strip()) >= 1 and len(whom.name) <= 200),
        ("email", to_say("an address with @, at most 254 characters"), "@" in whom.email and len(whom.email) <= 254),
        ("closes_at_us", to_say("after opens_at_us"), whom.closes_at_us > whom.opens_at_us),
        ("extra_time_us", to_say("0 to 24 hours"), 0 <= whom.extra_time_us <= MAX_DURATION_US),
    )
    for name, limit, fulfilled in checks:
        if not fulfilled:
            raise InvalidInput(name, limit, to_say("{name} must be: {limit}.", name=name, limit=limit))
    require_zone(whom.employer_zone, "zone")
    if whom.candidate_zone is not None:
        require_zone(whom.candidate_zone, "candidate_zone")
