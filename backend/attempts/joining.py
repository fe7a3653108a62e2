"""Joining: a code becomes an attempt bound to a device; tokens become subjects.

Guarantees: a code, a token and a page link are kept as hashes; only who holds a device's key gets a token for it; an
invitation lets in one device, each further one needs a code of its own that a member made; a token opens its own
attempt only; after an erasure the token still gets the receipt, and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

from sqlalchemy import select

from backend.access import CandidateSubject, not_found
from backend.accounts import rate
from backend.accounts.models import Organisation
from backend.accounts.sessions import hash_token
from backend.assessments import service as assessments
from backend.assessments.drawing import draw
from backend.assessments.models import Assessment, Candidate, Invitation
from backend.attempts.machines import devices_of, take_code
from backend.attempts.models import Attempt, Continuation, Device, PageToken
from backend.attempts.notice import notices_for
from backend.attempts.proving import require_proof, use_up
from backend.audit import service as audit
from backend.privacy.models import Tombstone
from backend.settings import Settings
from backend.tenancy import OfOrganisation
from backend.transaction import Services, Transaction
from backend.zones import known
from protocol.attempts import AttemptState
from protocol.canonical import from_base64
from protocol.errors import Conflict, Gone, InvalidInput, NotFound, SignInNeeded
from protocol.identifiers import new_identifier
from protocol.joining import JoinRequest
from protocol.saying import to_say
from protocol.signing import KEY_BYTES
from protocol.verdicts import LanguageId
from protocol.wire import PROTOCOL_VERSION, Joined


@dataclass(frozen=True, slots=True)
class DeviceSubject(OfOrganisation):
    """A device of an attempt, signed in by its token."""

    organisation: str
    attempt: str
    candidate: str
    device: str
    public_key: str

    @property
    def tenant(self) -> str:
        """The organisation of its attempt."""
        return self.organisation

    @property
    def seen_as(self) -> CandidateSubject:
        """The subject that `access` knows."""
        return CandidateSubject(self.organisation, self.attempt, self.candidate)


def join(services: Services, request: JoinRequest, address: str) -> Joined:
    """Trade a code for an attempt. Raises NotFound(`join.unknown_code`), Gone(`join.expired`, `join.code_used`,
    `join.code_expired`), Conflict(`join.other_device`, `join.replayed`), TooMany(`rate.limited`), InvalidInput (also
    those of `require_proof`).
    """  # noqa: D205 - the list of errors does not fit one line
    _check_request(request)
    require_proof(request, services.settings, services.clock_us())
    counted = rate.count(services, rate.JOIN_BY_ADDRESS, address)
    with services.transaction() as tx:
        joined = _join(tx, request)
    rate.forgive(services, counted)
    return joined


def authenticate(services: Services, attempt: str, token: str | None) -> DeviceSubject:
    """Who a bearer token belongs to. Raises SignInNeeded(`auth.token`), NotFound, Gone(`attempt.erased`)."""
    if not token:
        raise _token_needed()
    hashed = hash_token(token)
    with services.reading() as tx:
        found = tx.session.execute(
            select(Device, Attempt.candidate)
            .join(Attempt, Attempt.id == Device.attempt)
            .where(Device.token_hash == hashed)
        ).one_or_none()
        stone = tx.session.get(Tombstone, attempt) if found is None else None
    if stone is not None and hashed in stone.token_hashes:
        raise erased(stone)
    if found is None:
        raise _token_needed()
    device, candidate = found
    if device.attempt != attempt:
        raise not_found()
    return DeviceSubject(device.organisation, device.attempt, candidate, device.id, device.public_key)


def require_token(token: str, token_hash: str) -> None:
    """Raise SignInNeeded(`auth.token`) unless this token is the device's, by its hash."""
    if hash_token(token) != token_hash:
        raise _token_needed()


def erased(stone: Tombstone) -> Gone:
    """The answer for an erased attempt, with the signed receipt as JSON in its details."""
    return Gone(
        "attempt.erased", to_say("Everything about this attempt was deleted."), {"receipt": json.dumps(stone.receipt)}
    )


def candidate_by_page(services: Services, token: str) -> CandidateSubject:
    """Who a candidate's page belongs to. Raises NotFound, Gone(`attempt.erased`) with the receipt."""
    with services.reading() as tx:
        page = tx.session.get(PageToken, hash_token(token))
        attempt = tx.session.get(Attempt, page.attempt) if page else None
        stone = tx.session.get(Tombstone, page.attempt) if page and attempt is None else None
    if stone is not None:
        raise erased(stone)
    if attempt is None:
        raise not_found()
    return CandidateSubject(attempt.organisation, attempt.id, attempt.candidate)


def page_token(services: Services, attempt: str) -> str:
    """The token of a candidate's page: derived, so that the same link can be given again."""
    return hmac.new(services.secrets.hash_key, b"page/" + attempt.encode(), hashlib.sha256).hexdigest()


def page_link(settings: Settings, token: str) -> str:
    """The address of a candidate's page."""
    return f"{settings.base_url}/candidate/{token}"


def _join(tx: Transaction, request: JoinRequest) -> Joined:
    use_up(tx, request)
    code_hash = assessments.hash_code(tx, request.code)
    invitation = tx.session.scalar(select(Invitation).where(Invitation.code_hash == code_hash))
    continuation = tx.session.scalar(select(Continuation).where(Continuation.code_hash == code_hash))
    if invitation is not None:
        attempt = tx.session.scalar(select(Attempt).where(Attempt.invitation == invitation.id))
        _check_window(tx, invitation, attempt)
        attempt = attempt or _new_attempt(tx, invitation)
        # Only for words about times: an odd name of a zone keeps nobody out.
        if invitation.candidate_zone is None and request.time_zone in known():
            invitation.candidate_zone = request.time_zone
    elif continuation is not None:
        attempt = take_code(tx, continuation, request)
        invitation = tx.session.get_one(Invitation, attempt.invitation)
    else:
        raise NotFound("join.unknown_code", to_say("This code is not known. Check it for typing mistakes."))
    token = _bind(tx, attempt, request, further=continuation is not None)
    return _joined(tx, attempt, invitation, token, continues=continuation is not None)


def _joined(tx: Transaction, attempt: Attempt, invitation: Invitation, token: str, *, continues: bool) -> Joined:
    organisation = tx.session.get_one(Organisation, attempt.organisation)
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    notice, *translations = notices_for(organisation, assessments.policy_for(assessment, invitation))
    return Joined(
        attempt=attempt.id,
        token=token,
        state=AttemptState(attempt.state),
        candidate_name=tx.session.get_one(Candidate, attempt.candidate).name,
        organisation=organisation.name,
        assessment_title=assessment.title,
        duration_us=assessment.duration_us + invitation.extra_time_us,
        problem_count=len(assessments.problems_of(tx, assessment.id)),
        languages=[LanguageId(language) for language in assessment.languages],
        window_end_us=invitation.closes_at_us,
        window_begin_us=invitation.opens_at_us,
        notice=notice,
        translations=translations,
        server_time_us=tx.now_us,
        candidate_page=page_link(tx.settings, page_token(tx.services, attempt.id)),
        server_public_key=tx.keys.server_key().public_key,
        deadline_us=attempt.deadline_us,
        continues=continues,
    )


def _check_request(request: JoinRequest) -> None:
    if request.protocol != PROTOCOL_VERSION:
        raise InvalidInput(
            "protocol", str(PROTOCOL_VERSION), to_say("This app and this server do not fit. Update the app.")
        )
    if len(from_base64(request.device_public_key, "device_public_key")) != KEY_BYTES:
        raise InvalidInput("device_public_key", f"{KEY_BYTES} bytes", to_say("The device key has a wrong size."))


def _check_window(tx: Transaction, invitation: Invitation, attempt: Attempt | None) -> None:
    if attempt is not None and attempt.started_at_us is not None:
        return  # what was begun may always be brought to its end
    if invitation.revoked_at_us is not None or tx.now_us >= invitation.closes_at_us:
        raise Gone("join.expired", to_say("This invitation has expired. Ask the employer for a new one."))
    if attempt is not None and attempt.state == AttemptState.EXPIRED:
        raise Gone("join.expired", to_say("This invitation has expired. Ask the employer for a new one."))


def _new_attempt(tx: Transaction, invitation: Invitation) -> Attempt:
    attempt = Attempt(
        id=new_identifier(),
        organisation=invitation.organisation,
        invitation=invitation.id,
        assessment=invitation.assessment,
        candidate=invitation.candidate,
        state=AttemptState.CREATED,
        created_at_us=tx.now_us,
        active_at_us=tx.now_us,
    )
    tx.session.add(attempt)
    hashed = hash_token(page_token(tx.services, attempt.id))
    tx.session.add(PageToken(token_hash=hashed, organisation=attempt.organisation, attempt=attempt.id))
    tx.session.flush()
    draw(tx, attempt)
    actor = CandidateSubject(attempt.organisation, attempt.id, attempt.candidate)
    audit.record(tx, actor, attempt.organisation, audit.Event("attempt.joined", "attempt", attempt.id))
    return attempt


def _bind(tx: Transaction, attempt: Attempt, request: JoinRequest, *, further: bool) -> str:
    devices = devices_of(tx, attempt.id)
    device = next((each for each in devices if each.id == request.device), None)
    if device is None and (further or not devices):
        device = Device(
            attempt=attempt.id,
            id=request.device,
            organisation=attempt.organisation,
            public_key=request.device_public_key,
            joined_at_us=tx.now_us,
            place=len(devices) + 1,
        )
        tx.session.add(device)
    if device is None or device.public_key != request.device_public_key:
        raise Conflict(
            "join.other_device",
            to_say(
                "This attempt was begun on another device. Continue there, or ask the employer for a code to "
                "go on here."
            ),
        )
    token = secrets.token_urlsafe(32)
    device.token_hash = hash_token(token)
    device.app_version, device.platform = request.app_version, request.platform
    tx.session.flush()
    return token


def _token_needed() -> SignInNeeded:
    return SignInNeeded("auth.token", to_say("This device is not signed in. Join with your code again."))
