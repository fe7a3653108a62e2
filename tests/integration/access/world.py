"""One seeded backend with two organisations, called in this process, and put back after each call that may change it.

Ours has a member of each role, a candidate who works, one whose work is judged, and one thing of each kind; theirs has
a member of every role at once, a device, and a token of every scope. Nothing here decides what is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select, update

from backend.access import MemberSubject
from backend.accounts import members, sessions, tokens
from backend.accounts.models import ApiToken, Member, MemberSession, Passkey, Role
from backend.accounts.signed_in import COOKIE
from backend.accounts.tokens import Scope
from backend.assessments.models import Assessment
from backend.assessments.service import Invite, invite
from backend.attempts import joining
from backend.attempts.machines import issue_code
from backend.attempts.models import Attempt, Continuation
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.ingest.evidence_uploads import begin
from backend.jobs.models import Job, JobState
from backend.jobs.service import NewJob, enqueue
from backend.library.models import Verification, VerificationState
from backend.live.models import LiveTile
from backend.main import Parts, create_app
from backend.pipeline import notes
from backend.pipeline import service as pipeline
from backend.pipeline.listing import Wanted, save_view
from backend.pipeline.notes import Audience
from backend.pipeline.service import Do, Stage, Wish
from backend.privacy.models import Hold, PrivacyRequest, Tombstone
from backend.reports.models import Report
from backend.reviews.annotating import Place, Written, write
from backend.server import Server
from backend.settings import DAY_US, Settings
from backend.sharing.service import ShareTerms, create_share, open_share
from backend.sign_on.models import SignOnProvider
from backend.sign_on.provider import WELL_KNOWN
from backend.sign_on.secret import seal
from backend.transaction import Services, Transaction
from backend.webhooks import service as webhooks
from backend.webhooks.outbox import KINDS
from protocol.identifiers import new_identifier
from tests.integration.access.direct import Direct
from tests.integration.access.kept import DatabaseRows, FileRows, Rows
from tests.integration.backend.conftest import Device, _wait_for
from tests.integration.conftest import accept_everything, problem_zip
from tests.postgresql import Databases

FORM = "f" * 43
"""The sign-in form's binding to this browser."""
OURS_ALONE = ("Northwind Robotics", "Kim Running", "Lee Waiting")
"""Words that stand nowhere in the other organisation."""
ROLE_NAMES = {
    "owner": Role.OWNER,
    "recruiter": Role.RECRUITER,
    "reviewer": Role.REVIEWER,
    "interviewer": Role.INTERVIEWER,
    "officer": Role.PROTECTION_OFFICER,
}
SCOPE_NAMES = {
    "problems:read": Scope.PROBLEMS_READ,
    "problems:write": Scope.PROBLEMS_WRITE,
    "evidence:read": Scope.EVIDENCE_READ,
    "evidence:write": Scope.EVIDENCE_WRITE,
    "assessments:read": Scope.ASSESSMENTS_READ,
    "invitations:read": Scope.INVITATIONS_READ,
    "invitations:write": Scope.INVITATIONS_WRITE,
    "results:read": Scope.RESULTS_READ,
    "webhooks:read": Scope.WEBHOOKS_READ,
    "webhooks:write": Scope.WEBHOOKS_WRITE,
}


@dataclass(frozen=True)
class Caller:
    """Somebody with what they send along. `csrf` None: their forms carry no token."""

    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str | None = None
    member: str = ""


@dataclass
class World:
    """The backend in this process, everybody who may call it, and the ids of what is there."""

    app: FastAPI
    client: Direct
    services: Services
    callers: dict[str, Caller]
    ids: dict[str, str]
    rows: Rows

    def put_back(self) -> None:
        """Undo whatever a call wrote."""
        self.rows.put_back()

    def send(self, caller: Caller, method: str, path: str, **options: Any) -> httpx.Response:
        """One call, as this caller sends it: a form or script of theirs carries the session's token."""
        cookies = {**caller.cookies, **options.pop("cookies", {})}
        headers = {**caller.headers, **options.pop("headers", {})}
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if caller.csrf is not None and method not in {"GET", "HEAD"}:
            headers.setdefault("X-CSRF-Token", caller.csrf)
        return self.client.request(method, path, headers=headers, **options)

    @contextmanager
    def changed(self, statement: Any) -> Iterator[None]:
        """With this done to the database; put back afterwards."""
        with self.services.transaction() as tx:
            tx.session.execute(statement)
        try:
            yield
        finally:
            self.put_back()


@contextmanager
def seeded_world(folder: Path, databases: Databases | None) -> Iterator[World]:
    """Work through real HTTP once, then serve the same folder in this process, without a worker.

    `databases`: those of PostgreSQL that every backend of this process is led to; None for files.
    """
    settings = Settings(data=folder, port=0, worker=True)
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        ours, theirs = _seeds(server.services)
        devices = _work(server, ours, theirs)
    finally:
        server.stop()
    app = create_app(Settings(data=folder, base_url="http://testserver", worker=False))
    services: Services = app.state.services
    ids, callers = _things(services, ours, devices), _callers(services, ours, theirs, devices)
    with Direct(app, "http://testserver") as client:
        rows = DatabaseRows(databases) if databases else FileRows(services)
        yield World(app, client, services, callers, ids, rows)


def _seeds(services: Services) -> tuple[SeedResult, SeedResult]:
    packages = [Package("double", problem_zip())]
    ours = seed(services, SeedPlan(packages=packages))
    theirs = seed(services, SeedPlan(packages=packages, organisation="Elsewhere", domain="elsewhere.example"))
    return ours, theirs


def _work(server: Server, ours: SeedResult, theirs: SeedResult) -> dict[str, Device]:
    judged, running = Device(server.url).work_up_to_start(ours.code), Device(server.url)
    track, key = judged.declare_track()
    assert judged.put_segment(track, 0, judged.segment(track, key)).status_code == 200
    submission, entries = judged.handing_in("print(2)")
    assert judged.send(entries).status_code == 200
    assert judged.submit("print(2)", submission).status_code == 200
    assert judged.finish().status_code == 200
    with server.services.transaction() as tx:
        whom = Invite("Kim Running", "kim@candidate.example", tx.now_us - DAY_US, tx.now_us + DAY_US)
        assessment = tx.session.get_one(Assessment, ours.assessment)
        code = invite(tx, assessment, whom, None).code
        spare = invite(
            tx, assessment, Invite("Lee Waiting", "lee@candidate.example", whom.opens_at_us, whom.closes_at_us), None
        )
    running.work_up_to_start(code)
    elsewhere = Device(server.url).work_up_to_start(theirs.code)
    judged.joined["track"], judged.joined["spare"] = track, spare.code

    def reported() -> bool:
        with server.services.reading() as tx:
            waits = select(Job.id).where(Job.state.in_(["waiting", "leased"]))
            return bool(tx.session.scalars(select(Report.id)).all()) and not tx.session.scalars(waits).all()

    _wait_for(reported, 60)
    return {"judged": judged, "running": running, "elsewhere": elsewhere}


def _things(services: Services, ours: SeedResult, devices: Mapping[str, Device]) -> dict[str, str]:
    judged, running = devices["judged"], devices["running"]
    owner = _subject(services, ours.organisation, ours.logins[0].email)
    ids = {
        "attempt": judged.attempt,
        "running": running.attempt,
        "device": running.id,
        "track": judged.joined["track"],
        "assessment": ours.assessment,
        "problem": ours.problems[0],
        "invitation": ours.invitation,
        "candidate": ours.candidate,
        "page": joining.page_token(services, judged.attempt),
        "code": judged.joined["spare"],
        "upload": begin(services, owner, judged.attempt, 1000),
    }
    for device in devices.values():
        device.http.close()
    with services.transaction() as tx:
        report = tx.session.scalars(select(Report).where(Report.organisation == ours.organisation)).one()
        share, token = create_share(tx, owner, report, ShareTerms(recipient="x", days=5, with_recordings=True))
        _, visit = open_share(tx, token)
        issue_code(tx, owner, tx.session.get_one(Attempt, running.attempt))
        continuation = tx.session.scalars(select(Continuation.id)).one()
        place = Place(document=new_identifier(), t_us=1, first=1, last=1, quote="x")
        return (
            ids
            | _rights(tx, ours, judged.attempt, owner.member)
            | {
                "report": report.id,
                "share": share.id,
                "share_token": token,
                "visit": visit,
                "continuation": continuation,
                "live_track": _tile(tx, ours, running.attempt),
                "annotation_id": write(tx, owner, report.id, Written("x", place)).id,
                **_people(tx, ours, owner),
                **_webhook(tx, owner),
                "verification": _verified(tx, ours, owner),
                **_pipeline(tx, owner, ours),
            }
        )


def _verified(tx: Transaction, ours: SeedResult, owner: MemberSubject) -> str:
    """A verification that is over."""
    row = Verification(
        id=new_identifier(),
        organisation=ours.organisation,
        problem=ours.problems[0],
        asked_by=owner.member,
        state=VerificationState.DONE,
        done=1,
        total=1,
        result={"programs": [], "faults": [], "warnings": []},
        created_at_us=tx.now_us,
        ended_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()
    return row.id


def _pipeline(tx: Transaction, owner: MemberSubject, ours: SeedResult) -> dict[str, str]:
    """An action that can be undone, a note and a view, all of the owner."""
    action = pipeline.act(tx, owner, Wish(Do.MOVE, [ours.invitation], Stage.OFFER))
    note = notes.write(tx, owner, ours.candidate, Audience.TEAM, "Kim Running's brother")
    view = save_view(tx, owner, "Mine", Wanted(stage="offer"), shared=True)
    return {"action": action.id, "note": note.id, "view": view.id}


def _rights(tx: Transaction, ours: SeedResult, attempt: str, member: str) -> dict[str, str]:
    """A request with a hold, and one that is over with what it left."""

    def request(**more: str) -> PrivacyRequest:
        times = {"received_at_us": tx.now_us, "due_at_us": tx.now_us, "waits_until_us": tx.now_us}
        return PrivacyRequest(id=new_identifier(), organisation=ours.organisation, **more, **times)

    asked = request(attempt=attempt, candidate=ours.candidate, kind="access", state="received")
    over = request(attempt=new_identifier(), candidate=new_identifier(), kind="erasure", state="done")
    hold = Hold(
        id=new_identifier(),
        organisation=ours.organisation,
        candidate=ours.candidate,
        reason="x",
        placed_by=member,
        placed_at_us=tx.now_us,
        expires_at_us=tx.now_us + DAY_US,
    )
    tx.session.add_all([asked, over, hold])
    tx.session.flush()
    stone = Tombstone(
        attempt=over.attempt,
        organisation=ours.organisation,
        request=over.id,
        receipt={},
        token_hashes=[],
        erased_at_us=tx.now_us,
    )
    tx.session.add(stone)
    return {"request": asked.id, "over": over.id, "hold": hold.id, "stone": stone.attempt}


def _webhook(tx: Transaction, owner: MemberSubject) -> dict[str, str]:
    """A webhook with a delivery that waits."""
    made, _ = webhooks.make(tx, owner, "https://hooks.example.com/", list(KINDS))
    return {"endpoint": made.id, "delivery": webhooks.try_out(tx, owner, made.id).id}


def _people(tx: Transaction, ours: SeedResult, owner: MemberSubject) -> dict[str, str]:
    """A member whom others may change, and somebody invited."""
    reviewer = tx.session.scalars(select(Member.id).where(Member.email == ours.logins[1].email)).one()
    token = members.invite(tx, ours.organisation, owner, "new@member.example", frozenset({Role.REVIEWER}))
    invited = members.waiting(tx, owner)[0]
    return {
        "member": reviewer,
        "member_invitation": invited.id,
        "join_token": token,
        "job": _aside(tx, ours),
        "organisation": _provider(tx, owner),
    }


def _provider(tx: Transaction, owner: MemberSubject) -> str:
    """Single sign-on by a provider whose description is known, so that nothing outside is called."""
    issuer = "https://login.invalid"
    tx.session.add(
        SignOnProvider(
            organisation=owner.organisation,
            label="Login",
            issuer=issuer,
            client_id="recrutr",
            sealed_secret=seal(tx.services, owner.organisation, "s3cret"),
            domains=[],
            role_values={},
            enabled=True,
            required=False,
            changed_at_us=tx.now_us,
        )
    )
    ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
    description = {"issuer": issuer} | {name: f"{issuer}/{path}" for name, path in ends.items()}
    tx.services.documents.keep(issuer + WELL_KNOWN, tx.now_us, description)
    return owner.organisation


def _aside(tx: Transaction, ours: SeedResult) -> str:
    """A job that was set aside."""
    enqueue(tx, NewJob(kind="privacy.scrub", key="aside", organisation=ours.organisation))
    job = tx.session.scalars(select(Job).where(Job.key == "aside")).one()
    job.state, job.error_code = JobState.ASIDE, "bug"
    return job.id


def _tile(tx: Transaction, ours: SeedResult, attempt: str) -> str:
    tile = LiveTile(
        attempt=attempt,
        stream="camera",
        organisation=ours.organisation,
        track=new_identifier(),
        number=1,
        sealed_key=b"x",
        sealed=b"x",
        at_us=tx.now_us,
    )
    tx.session.add(tile)
    return tile.track


def _callers(
    services: Services, ours: SeedResult, theirs: SeedResult, devices: Mapping[str, Device]
) -> dict[str, Caller]:
    every = frozenset(Role)
    callers = {name: _member(services, ours.organisation, frozenset({role})) for name, role in ROLE_NAMES.items()}
    everybody = _member(services, ours.organisation, every)
    callers["everybody"] = everybody
    callers["stale"] = _session(services, everybody.member)
    with services.transaction() as tx:
        stale = MemberSession.token_hash == sessions.hash_token(callers["stale"].cookies[COOKIE])
        tx.session.execute(update(MemberSession).where(stale).values(verified_at_us=0))
    callers["no csrf"] = Caller(cookies=_session(services, everybody.member).cookies)
    callers["half"] = _session(services, everybody.member, half=True)
    callers["nobody"] = Caller()
    callers["device"] = _bearer(devices["running"].joined["token"])
    for name, scope in SCOPE_NAMES.items():
        callers[name] = _token(services, everybody.member, frozenset({scope}))
    callers["token"] = _token(services, everybody.member, frozenset(Scope))
    callers["their member"] = _member(services, theirs.organisation, every)
    callers["their device"] = _bearer(devices["elsewhere"].joined["token"])
    callers["their token"] = _token(services, callers["their member"].member, frozenset(Scope))
    return callers


def _member(services: Services, organisation: str, roles: frozenset[Role]) -> Caller:
    identifier = new_identifier()
    with services.transaction() as tx:
        row = Member(
            id=identifier,
            organisation=organisation,
            name="Somebody",
            email=f"{identifier}@x.example",
            password_hash="none",  # noqa: S106 - nobody signs in with it
            roles=sorted(roles),
            created_at_us=tx.now_us,
        )
        tx.session.add(row)
        tx.session.flush()
        key = Passkey(
            id=f"key-{identifier}",
            organisation=organisation,
            member=identifier,
            name="Key",
            public_key=b"x",
            sign_count=0,
            created_at_us=tx.now_us,
        )
        tx.session.add(key)
        tokens.create(tx, MemberSubject(identifier, organisation, roles), "own", frozenset({Scope.PROBLEMS_READ}), 5)
    return _session(services, identifier)


def _session(services: Services, member: str, *, half: bool = False) -> Caller:
    with services.transaction() as tx:
        token = sessions.open_session(tx, tx.session.get_one(Member, member), awaits_factor=half).token
    return Caller(cookies={COOKIE: token}, csrf=sessions.csrf_token(services, token), member=member)


def _token(services: Services, member: str, scopes: frozenset[Scope]) -> Caller:
    with services.transaction() as tx:
        row = tx.session.get_one(Member, member)
        subject = MemberSubject(member, row.organisation, frozenset(Role(role) for role in row.roles))
        return _bearer(tokens.create(tx, subject, "x", scopes, 5), member)


def _bearer(token: str, member: str = "") -> Caller:
    return Caller(headers={"Authorization": f"Bearer {token}"}, member=member)


def _subject(services: Services, organisation: str, email: str) -> MemberSubject:
    with services.reading() as tx:
        member = tx.session.scalars(select(Member).where(Member.email == email)).one()
        return MemberSubject(member.id, organisation, frozenset(Role(role) for role in member.roles))


def own_token(services: Services, member: str) -> str:
    """The id of the API token that a member has for being revoked."""
    with services.reading() as tx:
        mine = select(ApiToken.id).where(ApiToken.member == member, ApiToken.name == "own")
        return tx.session.scalar(mine) or new_identifier()
