"""How each operation is called: what its address names, and a body that is right, so that only access decides.

An operation that is not listed here is called with its address alone. `attempt` in addresses of devices is the one that
the device works on; in those of members the one that is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from backend.accounts import passkeys
from backend.accounts.models import Member
from backend.assessments.models import Assessment
from backend.portal.candidate_pages import form_token
from protocol.canonical import digest_hex
from protocol.identifiers import new_identifier
from protocol.signing import SigningKey
from tests.integration.access.world import FORM, Caller, World, own_token
from tests.integration.conftest import problem_zip
from tests.joining import join_request

Ids = Mapping[str, str]
Options = dict[str, Any]
Builder = Callable[[World, Ids, Caller], Options]

ADDRESS: dict[str, dict[str, str]] = {
    "/api/v1/attempts/{attempt}": {"attempt": "running"},
    "/api/v1/attempts/{attempt}/evidence": {"attempt": "attempt"},
    "/api/v1/results/": {"result": "attempt"},
    "/portal/attempts/{attempt_id}": {"attempt_id": "attempt"},
    "/portal/attempts/{attempt_id}/continuations": {"attempt_id": "running"},
    "/portal/attempts/{attempt_id}/credits": {"attempt_id": "running"},
    "/portal/attempts/{attempt_id}/time": {"attempt_id": "running"},
    "/portal/continuations/": {"continuation_id": "continuation"},
    "/portal/live/": {"attempt_id": "running", "track": "live_track"},
    "/portal/privacy/{request_id}/receipts/": {"request_id": "over", "attempt": "stone"},
    "/portal/members/": {"member_id": "member", "invitation": "member_invitation"},
    "/portal/join/": {"token": "join_token"},
    "/portal/sign-in/with/": {"organisation": "organisation"},
    "/candidate/": {"token": "page"},
    "/share/": {"token": "share_token"},
}
"""By the beginning of the address, the longest that fits: which of the world's ids stands for a parameter."""
USUAL = {
    "attempt_id": "attempt",
    "assessment_id": "assessment",
    "report_id": "report",
    "request_id": "request",
    "hold_id": "hold",
    "share_id": "share",
}
PLAIN = {
    "number": "0",
    "segment": "0",
    "rest": "nowhere",
    "build": "x",
    "name": "x",
    "submission": "",
    "message": "",
    "run": "",
    "what": "code",
}


def parameters(template: str, ids: Ids) -> dict[str, str]:
    """What stands for each parameter of an address: the world's ids, or what is no id."""
    fitting = max((start for start in ADDRESS if template.startswith(start)), key=len, default="")
    given = USUAL | ADDRESS.get(fitting, {})
    parts = [piece.partition("}")[0] for piece in template.split("{")[1:]]
    return {part: PLAIN[part] or new_identifier() if part in PLAIN else ids[given.get(part, part)] for part in parts}


def address(template: str, ids: Ids) -> str:
    """The template with the world's ids in it."""
    path = template.replace("{rest:path}", "nowhere")
    for part, value in parameters(path, ids).items():
        path = path.replace(f"{{{part}}}", value)
    return path


def options(world: World, operation: str, ids: Ids, caller: Caller) -> Options:
    """What is sent beside the address."""
    return BODIES[operation](world, ids, caller) if operation in BODIES else {}


def _form(**fields: str) -> Builder:
    return lambda _world, _ids, _caller: {"data": fields}


def _json(**fields: Any) -> Builder:
    return lambda _world, _ids, _caller: {"json": fields}


def _bound(**fields: Any) -> Options:
    return {"cookies": {"recrutr_form": FORM}, "headers": {"X-CSRF-Token": FORM}, **fields}


def _join(world: World, ids: Ids, _caller: Caller) -> Options:
    key = SigningKey.generate()
    body = join_request(ids["code"], new_identifier(), key.public_key)
    services = world.services
    return {"json": body.proved(key, services.settings.base_url, services.clock_us()).model_dump()}


def _submission(_world: World, ids: Ids, _caller: Caller) -> Options:
    body = {
        "problem": ids["problem"],
        "language": "python3",
        "source": "x",
        "source_digest": digest_hex(b"x"),
        "seq": 1,
    }
    return {"json": body}


def _visit(_world: World, ids: Ids, _caller: Caller) -> Options:
    return {"cookies": {"recrutr_share_visit": ids["visit"]}}


def _candidate_form(**fields: str) -> Builder:
    return lambda world, ids, _caller: {"data": {**fields, "csrf": form_token(world.services, ids["page"])}}


def _passkey(world: World, _ids: Ids, caller: Caller) -> Options:
    ceremony = ""
    if caller.member:
        with world.services.transaction() as tx:
            if tx.session.get(Member, caller.member):
                ceremony = passkeys.offer_new(tx, caller.member).ceremony
    return {"json": {"ceremony": ceremony, "answer": "{}", "name": "Key"}}


def _reviewer(_world: World, ids: Ids, _caller: Caller) -> Options:
    return {"data": {"reviewer": ids["member"]}}


def _assessment(_world: World, ids: Ids, _caller: Caller) -> Options:
    form = {"title": "Next", "problems": ids["problem"], "minutes": "30", "level": "0", "languages": "python3"}
    return {"data": form}


def _invitation(_world: World, ids: Ids, _caller: Caller) -> Options:
    whom = {"name": "New", "email": "new@x.example", "closes_at": "2030-02-01T10:00:00Z"}
    return {"json": {"assessment": ids["assessment"], **whom}}


NEW = {"first_name": "New", "last_name": "One", "email": "new@x.example"}


def _family(world: World, ids: Ids) -> str:
    with world.services.reading() as tx:
        row = tx.session.get(Assessment, ids["assessment"])
        return row.family if row else ids["assessment"]


def _ashby(world: World, ids: Ids, _caller: Caller) -> Options:
    return {"json": {"assessment_type_id": _family(world, ids), "candidate": NEW}}


def _greenhouse(world: World, ids: Ids, _caller: Caller) -> Options:
    body = {"partner_test_id": _family(world, ids), "candidate": NEW, "url": "https://ats.example.com/1"}
    return {"json": body}


BODIES: dict[str, Builder] = {
    "POST /api/v1/join": _join,
    "POST /api/v1/members/session": _json(email="x@x.example", password="wrong words"),  # noqa: S106 - nobody has it
    "POST /api/v1/problems": lambda _w, _i, _c: {"params": {"name": "double"}, "content": problem_zip()},
    "POST /api/v1/attempts/{attempt}/runs/{run}/input": _json(number=0),
    "POST /api/v1/attempts/{attempt}/evidence": lambda _w, _i, _c: {"headers": {"Upload-Length": "1000"}},
    "PATCH /api/v1/attempts/{attempt}/evidence/{upload}": lambda _w, _i, _c: {
        "headers": {"Upload-Offset": "0"},
        "content": b"x",
    },
    "POST /api/v1/attempts/{attempt}/check": _json(results=[], clock_offset_us=0),
    "POST /api/v1/attempts/{attempt}/requests": _json(kind="access", words="x"),
    "PUT /api/v1/attempts/{attempt}/submissions/{submission}": _submission,
    "PUT /api/v1/attempts/{attempt}/live/messages/{message}": _json(text="Hello"),
    "POST /api/v1/attempts/{attempt}/live/messages/heard": _json(upto=0),
    "PUT /api/v1/attempts/{attempt}/live/hand": _json(raised=True),
    "PUT /api/v1/attempts/{attempt}/impression": _json(ease=4),
    "POST /portal/sign-in": lambda _w, _i, _c: _bound(data={"email": "x@x.example", "password": "wrong", "csrf": FORM}),
    "POST /portal/sign-in/code": lambda _w, _i, _c: _bound(data={"code": "000000", "csrf": FORM}),
    "POST /portal/sign-in/passkey/offer": lambda _w, _i, _c: _bound(),
    "POST /portal/sign-in/passkey": lambda _w, _i, _c: _bound(json={"ceremony": "x", "answer": "{}"}),
    "POST /theme": _form(theme="dark"),
    "POST /language": _form(language="de"),
    "POST /portal/account/language": _form(language="de"),
    "POST /portal/account/password": _form(now="wrong", then="a wholly different one"),
    "POST /portal/account/factor/confirm": _form(code="000000"),
    "POST /portal/account/passkeys": _passkey,
    "POST /portal/account/passkeys/remove": lambda _w, _i, caller: {"data": {"passkey": f"key-{caller.member}"}},
    "POST /portal/account/tokens": _form(name="x", days="3", scopes="problems:read"),
    "POST /portal/account/tokens/revoke": lambda world, _i, caller: {
        "data": {"token": own_token(world.services, caller.member)}
    },
    "POST /portal/confirm": _form(proof="wrong"),
    "POST /portal/confirm/passkey": _json(ceremony="x", answer="{}"),
    "POST /portal/sign-on": _form(label="Login", issuer="https://10.0.0.1", client_id="x", enabled="true"),
    "POST /portal/join/{token}/passkey/offer": _json(person="New"),
    "POST /portal/join/{token}/passkey": _json(person="New", ceremony="x", answer="{}", name="Key"),
    "POST /portal/members/invitations": _form(email="one@more.example", roles="reviewer"),
    "POST /portal/members/{member_id}/roles": _form(roles="interviewer"),
    "POST /portal/join/{token}": _form(name="New", password="four plain words here"),  # noqa: S106 - nobody has it
    "POST /api/v1/invitations": _invitation,
    "POST /api/v1/webhooks/{endpoint}/replay": lambda _w, ids, _c: {"json": {"delivery": ids["delivery"]}},
    "POST /api/v1/ashby/assessment.list": _json(),
    "POST /api/v1/ashby/assessment.start": _ashby,
    "POST /api/v1/ashby/assessment.cancel": _json(assessment_id="unknown"),
    "POST /api/v1/greenhouse/send_test": _greenhouse,
    "GET /api/v1/greenhouse/test_status": lambda _w, _i, _c: {"params": {"partner_interview_id": "unknown"}},
    "POST /api/v1/greenhouse/request_errors": _json(api_call="list_tests", errors=["x"]),
    "POST /portal/integrations/ashby": _form(key="k3y"),
    "POST /portal/integrations": _form(address="https://hooks.example.com/", kinds="decision.made"),
    "POST /portal/integrations/{endpoint}/state": _form(state="off"),
    "POST /portal/integrations/{endpoint}/replay": lambda _w, ids, _c: {"data": {"delivery": ids["delivery"]}},
    "POST /portal/problems": lambda _w, _i, _c: {"files": {"package": ("double.zip", problem_zip())}},
    "POST /portal/problems/new": _form(title="New"),
    "POST /portal/problems/{problem}/edit": _form(base="1", title="Next", text="Do it."),
    "POST /portal/problems/{problem}/preview": _form(text="Do it."),
    "POST /portal/problems/{problem}/tests/one": _form(base="1", name="9", given="1", answer="2"),
    "POST /portal/problems/{problem}/tests/remove": _form(base="1", name="secret/2"),
    "POST /portal/problems/{problem}/files/one": _form(base="1", path="submissions/accepted/x.py", text="print()"),
    "POST /portal/problems/{problem}/files/remove": _form(base="1", name="data/secret/2.desc"),
    "POST /portal/problems/{problem}/labels": _form(tags="a, b"),
    "POST /portal/problems/{problem}/versions/restore": _form(base="1", version="1"),
    "POST /portal/problems/{problem}/package": lambda _w, _i, _c: {
        "files": {"package": ("double.zip", problem_zip("double", "Twice"))},
        "data": {"base": "1"},
    },
    "POST /portal/first-steps": _form(steps="hidden"),
    "POST /portal/assessments/new": _assessment,
    "POST /portal/assessments/notice": _assessment,
    "POST /portal/assessments/{assessment}/invitations": _form(
        name="New", email="new@x.example", opens="2030-01-01T10:00", closes="2030-02-01T10:00"
    ),
    "POST /portal/attempts/{attempt_id}/credits": lambda _w, ids, _c: {
        "data": {"device": ids["device"], "seq": "1", "seconds": "5", "reason": "x"}
    },
    "POST /portal/attempts/{attempt_id}/identity": _form(outcome="same"),
    "POST /portal/reports/{report_id}/annotations": lambda _w, _i, _c: {
        "data": {"text": "x", "document": new_identifier(), "t_us": "1", "first": "1", "last": "1", "quote": "x"}
    },
    "POST /portal/attempts/{attempt_id}/review": _form(overall="x"),
    "POST /portal/attempts/{attempt_id}/review/reopen": _form(reason="x"),
    "POST /portal/attempts/{attempt_id}/reviewers": _reviewer,
    "POST /portal/attempts/{attempt_id}/reviewers/remove": _reviewer,
    "POST /portal/assessments/{assessment_id}/panel": _reviewer,
    "POST /portal/assessments/{assessment_id}/panel/remove": _reviewer,
    "POST /portal/attempts/{attempt_id}/decision": _form(outcome="hold", reason="x"),
    "POST /portal/attempts/{attempt_id}/feedback": _form(strengths="x"),
    "POST /portal/attempts/{attempt_id}/shares": _form(recipient="x", days="3"),
    "POST /portal/live/{assessment_id}/now": _json(looks=False),
    "POST /portal/live/{assessment_id}/announcements": _form(text="Hello"),
    "POST /portal/live/attempts/{attempt_id}/messages": _form(text="Hello"),
    "POST /portal/live/attempts/{attempt_id}/time": _form(minutes="1", kind="member", reason="Fire drill"),
    "POST /portal/attempts/{attempt_id}/time": _form(minutes="1", kind="break", reason="Fire drill"),
    "POST /portal/candidates/act": lambda _w, ids, _c: {"data": {"invitations": ids["invitation"], "do": "archive"}},
    "POST /portal/candidates/undo": lambda _w, ids, _c: {"data": {"action": ids["action"]}},
    "POST /portal/candidates/views": _form(name="Later", stage="new"),
    "POST /portal/candidates/{candidate}/notes": _form(words="x"),
    "POST /portal/privacy/{request_id}/answer": _form(note="x"),
    "POST /portal/privacy/{request_id}/holds": _form(reason="x", days="3"),
    "POST /candidate/{token}/deletion": _candidate_form(understood="yes"),
    "POST /candidate/{token}/requests": _candidate_form(kind="access"),
    "GET /share/{token}/timeline": _visit,
    "GET /share/{token}/media": _visit,
    "POST /share/{token}/tracks/{track}/key": _visit,
    "GET /share/{token}/tracks/{track}/segments/{number}": _visit,
}
