"""Building assessments, their versions, and inviting to them. Owners and recruiters.

Guarantees: a version never changes once it is there, so that a change disturbs nobody who works; the notice that a
candidate will read is shown before anybody is invited; a code is shown once, and accommodations only to who set them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, Field

from backend.access import find, not_found
from backend.accounts.models import Organisation
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.assessments import listing, service
from backend.assessments.drawing import spent_places, variants_of
from backend.assessments.invitation_lists import MAX_BYTES, Person, read_people
from backend.assessments.models import Assessment, Invitation
from backend.assessments.problems import require_recruiting
from backend.assessments.service import MINUTE_US, Invite, Invited
from backend.attempts.notice import notice_for
from backend.audit import service as audit
from backend.http import Reading, Tx
from backend.library.shelf import shelf
from backend.mail import service as mail
from backend.portal.assessment_forms import CRITERIA, AssessmentForm
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.routing import PageRoute
from backend.portal.statements import shown
from backend.reviews.desk import panel_context
from backend.saying import ENGLISH, LANGUAGES, language
from backend.transaction import Transaction
from backend.zones import UNIVERSAL, at_wall, offered, require_zone, wall
from protocol.attempts import RECORDED, EvidenceLevel, TrackKind
from protocol.errors import Conflict, InvalidInput
from protocol.policy import Detector
from protocol.saying import to_say
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView

router = APIRouter(prefix="/portal/assessments", route_class=PageRoute, include_in_schema=False)
DAY_US = 24 * 60 * MINUTE_US


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, in which transaction."""

    request: Request
    member: CurrentMember
    tx: Transaction


class InviteForm(BaseModel):
    """Whom to invite: one person, or a list. Times are those of clocks in `zone`, as the browser's field gives them.

    `candidate_zone`: where that one person is; empty when nobody knows, and their app will tell.
    """

    name: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=254)
    opens: str = Field(default="", max_length=30)
    closes: str = Field(default="", max_length=30)
    zone: str = Field(default=UNIVERSAL, max_length=64)
    candidate_zone: str = Field(default="", max_length=64)
    extra_minutes: int = Field(default=0, ge=0, le=1440)
    detectors_off: list[Detector] = Field(default_factory=list)
    streams_off: list[TrackKind] = Field(default_factory=list)
    people: str = Field(default="", max_length=MAX_BYTES)
    by_mail: bool = False
    language: str = Field(default=ENGLISH, pattern=f"^({'|'.join(LANGUAGES)})$")

    def invites(self) -> list[Invite]:
        """Raises InvalidInput."""
        alone = not self.people.strip()
        if alone and not (self.name.strip() and self.email.strip()):
            words = to_say("Write a name and an e-mail address, or a list.")
            raise InvalidInput("name" if self.email.strip() else "email", "a name and an e-mail address", words)
        zone = require_zone(self.zone, "zone")
        people = [self._person()] if alone else read_people(self.people)
        opens, closes = at_wall(self.opens, zone, "opens"), at_wall(self.closes, zone, "closes")
        return [
            Invite(
                person.name,
                person.email,
                opens,
                closes,
                self.extra_minutes * MINUTE_US,
                frozenset(self.detectors_off),
                frozenset(self.streams_off),
                self.language,
                zone,
                person.zone,
            )
            for person in people
        ]

    def _person(self) -> Person:
        zone = self.candidate_zone.strip()
        return Person(self.name.strip(), self.email, require_zone(zone, "candidate_zone") if zone else None)


@router.get("")
def show_assessments(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """The newest version of each."""
    require_recruiting(member.subject)
    context = member_context(member) | {"lines": listing.assessment_lines(tx, member.subject)}
    context["problems"] = shelf(tx, member.subject).total
    return page(request, "assessments.html", **context)


@router.get("/new")
def show_builder(request: Request, member: SignedInMember, tx: Reading, like: str = "") -> Response:
    """An empty form, or one like an earlier version, which makes the next."""
    require_recruiting(member.subject)
    if not like:
        return _builder(Asked(request, member, tx), AssessmentForm(pauses=True))
    earlier = listing.find_assessment(tx, member.subject, like)
    form = AssessmentForm.of(earlier, service.problems_of(tx, earlier.id), variants_of(tx, earlier.id))
    return _builder(Asked(request, member, tx), form, earlier)


@router.post("/new")
def build(
    request: Request, member: CheckedMember, tx: Tx, form: Annotated[AssessmentForm, Form()], like: str = ""
) -> Response:
    """Make it, or show what is wrong with nothing lost."""
    require_recruiting(member.subject)
    earlier = listing.find_assessment(tx, member.subject, like) if like else None
    try:
        terms = form.terms(earlier.family if earlier else None)
        with tx.session.begin_nested():
            made = service.create_assessment(tx, member.subject.organisation, terms, member.subject.member)
    except InvalidInput as error:
        return _builder(Asked(request, member, tx), form, earlier, error)
    event = audit.Event("assessment.made", "assessment", made.id, {"version": made.version})
    audit.record(tx, member.subject, made.organisation, event)
    return see_other(f"/portal/assessments/{made.id}")


@router.post("/notice")
def show_notice(
    request: Request, member: CheckedMember, tx: Reading, form: Annotated[AssessmentForm, Form()]
) -> Response:
    """What candidates would be told by a form that is being filled in; a part of a page, and nothing is kept."""
    require_recruiting(member.subject)
    organisation = tx.session.get_one(Organisation, member.subject.organisation)
    try:
        notice = notice_for(organisation, form.policy(), language())
    except InvalidInput as error:
        return page(request, "notice_part.html", notice=None, refused=error.message)
    return page(request, "notice_part.html", notice=notice, refused="")


@router.get("/{assessment}/preview")
def preview(request: Request, assessment: str, member: SignedInMember, tx: Reading, problem: str = "") -> Response:
    """What a candidate goes through: the notice, and each problem as the app shows it. No attempt is made."""
    require_recruiting(member.subject)
    found = listing.find_assessment(tx, member.subject, assessment)
    organisation = tx.session.get_one(Organisation, found.organisation)
    places = listing.pools_in(tx, found)
    every = [(label, each) for label, pool in places for each in pool]
    label, shown_problem = next(((label, each) for label, each in every if each.id == problem), every[0])
    view = ProblemView.model_validate(shown_problem.view)
    context = member_context(member) | {
        "assessment": found,
        "organisation": organisation,
        "notice": notice_for(organisation, service.policy_of(found), language()),
        "languages": [LanguageId(each) for each in found.languages],
        "places": places,
        "label": label,
        "chosen": shown_problem,
        "view": view,
        "statement": shown(view.statement_html),
        "refused": "",
    }
    return page(request, "assessment_preview.html", **context)


@router.get("/{assessment}")
def show_assessment(request: Request, assessment: str, member: SignedInMember, tx: Reading) -> Response:
    """One version: what it asks, what it records, who was invited."""
    require_recruiting(member.subject)
    return _assessment(Asked(request, member, tx), listing.find_assessment(tx, member.subject, assessment))


@router.post("/{assessment}/invitations")
def invite(
    request: Request, assessment: str, member: CheckedMember, tx: Tx, form: Annotated[InviteForm, Form()]
) -> Response:
    """Invite one or many; the codes are shown now and never again. All of a list, or none."""
    require_recruiting(member.subject)
    found = listing.find_assessment(tx, member.subject, assessment)
    try:
        with tx.session.begin_nested():
            made = [service.invite(tx, found, each, member.subject.member) for each in form.invites()]
    except (InvalidInput, Conflict) as error:
        return _assessment(Asked(request, member, tx), found, form=form, refused=error)
    for each in made:
        event = audit.Event("invitation.made", "invitation", each.invitation.id, {"assessment": found.id})
        audit.record(tx, member.subject, found.organisation, event)
    for each in made if form.by_mail and mail.is_set_up(tx.settings) else ():
        _post(tx, each.invitation, each.code)
    return _assessment(Asked(request, member, tx), found, made=made)


@router.post("/{assessment}/invitations/{invitation}/mail")
def send_again(assessment: str, invitation: str, member: CheckedMember, tx: Tx) -> Response:
    """Send a new code by e-mail; the one before opens nothing any more."""
    require_recruiting(member.subject)
    mine = (Invitation.id == invitation, Invitation.assessment == assessment)
    row = find(tx.session, member.subject, Invitation, *mine)
    if not mail.is_set_up(tx.settings):
        raise Conflict(
            "mail.unset", to_say("This server sends no e-mails. Make a new invitation and hand its link on.")
        )
    _post(tx, row, service.renew_code(tx, row))
    audit.record(tx, member.subject, row.organisation, audit.Event("invitation.mailed", "invitation", row.id))
    return see_other(f"/portal/assessments/{assessment}#invitations")


def _post(tx: Transaction, invitation: Invitation, code: str) -> None:
    about = mail.about_candidate(tx, invitation.organisation, invitation.id, invitation.candidate)
    mail.post(tx, about, code)


@router.post("/{assessment}/invitations/{invitation}/withdraw")
def withdraw(assessment: str, invitation: str, member: CheckedMember, tx: Tx) -> Response:
    """The code opens nothing any more; what was begun with it may be brought to its end."""
    require_recruiting(member.subject)
    mine = (Invitation.id == invitation, Invitation.assessment == assessment)
    row = find(tx.session, member.subject, Invitation, *mine)
    service.withdraw(tx, member.subject, row)
    return see_other(f"/portal/assessments/{assessment}#invitations")


def _builder(
    asked: Asked, form: AssessmentForm, earlier: Assessment | None = None, refused: InvalidInput | None = None
) -> Response:
    context = member_context(asked.member) | {
        "form": form,
        "earlier": earlier,
        "refused": refused.message if refused else "",
        "library": [line.problem for line in shelf(asked.tx, asked.member.subject).lines],
        "all_languages": list(LanguageId),
        "levels": list(EvidenceLevel),
        "all_streams": RECORDED,
        "detector_words": {each: each.words for each in Detector},
        "criteria": CRITERIA,
    }
    return page(asked.request, "assessment_form.html", status=422 if refused else 200, **context)


def _assessment(
    asked: Asked,
    assessment: Assessment,
    *,
    made: list[Invited] | None = None,
    form: InviteForm | None = None,
    refused: InvalidInput | Conflict | None = None,
) -> Response:
    tx, member = asked.tx, asked.member
    policy = service.policy_of(assessment)
    organisation = tx.session.get(Organisation, assessment.organisation)
    if organisation is None:
        raise not_found()
    lines, last = listing.invitation_lines(tx, member.subject, assessment), listing.newest_zone(tx, member.subject)
    mails = mail.newest(tx, [line.invitation.id for line in lines])
    context = member_context(member) | {
        "assessment": assessment,
        "places": listing.pools_in(tx, assessment),
        "newer": listing.newer_contents(tx, assessment),
        "spent": spent_places(tx, assessment),
        "policy": policy,
        "versions": listing.versions_of(tx, member.subject, assessment),
        "notice": notice_for(organisation, policy, language()),
        "lines": lines,
        "mails": mails,
        "sends_mail": mail.is_set_up(tx.settings),
        "mailed": any(each.invitation.id in mails for each in made or []),
        "languages": [LanguageId(each) for each in assessment.languages],
        "detector_words": {each: each.words for each in Detector},
        "made": [(each, each.page_link(tx.settings.base_url)) for each in made or []],
        "form": form or _empty_form(tx, last),
        "own_zone": form is None and last is None,
        "zones": offered(),
        "refused": refused.message if refused else "",
        "now_us": tx.now_us,
        **panel_context(tx, assessment),
    }
    return page(asked.request, "assessment.html", status=refused.status if refused else 200, **context)


def _empty_form(tx: Transaction, last_zone: str | None) -> InviteForm:
    """From now on for two weeks, in the zone in which this member invited last; else the browser puts its own in."""
    zone = last_zone or UNIVERSAL
    opens, closes = wall(tx.now_us, zone), wall(tx.now_us + 14 * DAY_US, zone)
    return InviteForm(opens=opens, closes=closes, zone=zone, by_mail=True, language=language())
