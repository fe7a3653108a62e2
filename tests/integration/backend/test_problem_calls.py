"""Problem packages over the API: who may, what is refused, what is kept, and the command that does it."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from backend.accounts import service as accounts
from backend.accounts.models import Role
from backend.accounts.service import NewMember
from backend.accounts.signed_in import COOKIE, CSRF_HEADER
from backend.assessments import problems
from backend.assessments.models import Problem
from backend.audit.models import AuditEntry
from protocol.identifiers import new_identifier
from protocol.member_wire import MAX_PACKAGE_BYTES
from runner.packages import files_of_zip
from runner.problem_command import problem as problem_word
from tests.integration.conftest import HIDDEN_ANSWER, problem_zip

PASSWORD = "correct horse battery"  # noqa: S105 - of members that live in a test


@dataclass
class Member:
    """A member's program with its session."""

    url: str
    http: requests.Session
    answer: dict[str, Any]

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.http.request(method, f"{self.url}/api/v1{path}", timeout=30, **options)

    def import_(self, archive: bytes, name: str = "double", **options: Any) -> requests.Response:
        return self.call("POST", "/problems", params={"name": name}, data=archive, **options)


def signed_in(live_backend: Any, email: str, password: str) -> Member:
    http = requests.Session()
    body = {"email": email, "password": password}
    answer = http.post(f"{live_backend.url}/api/v1/members/session", json=body, timeout=30)
    assert answer.status_code == 200, answer.text
    http.headers[CSRF_HEADER] = answer.json()["csrf_token"]
    return Member(live_backend.url, http, answer.json())


@pytest.fixture
def member(live_backend: Any) -> Callable[..., Member]:
    """Signs in a new member of a new organisation with the roles given."""

    def make(*roles: Role) -> Member:
        email = f"{new_identifier()}@works.example"
        with live_backend.services.transaction() as tx:
            organisation = accounts.create_organisation(tx, f"Works {email}", "dpo@works.example")
            accounts.create_member(tx, organisation.id, NewMember("Ada", email, PASSWORD, roles))
        return signed_in(live_backend, email, PASSWORD)

    return make


def archive_with(**changes: str | bytes) -> bytes:
    files = files_of_zip(problem_zip())
    files |= {
        name.replace("__", "/").replace("_DOT_", "."): data if isinstance(data, bytes) else data.encode()
        for name, data in changes.items()
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for path, data in files.items():
            packed.writestr(f"double/{path}", data)
    return buffer.getvalue()


def test_a_package_is_kept_once_listed_and_handed_out_again(live_backend: Any, member: Callable[..., Member]) -> None:
    ada = member(Role.RECRUITER)
    assert (ada.answer["name"], ada.answer["roles"]) == ("Ada", ["recruiter"])
    first = ada.import_(problem_zip())
    assert first.status_code == 200, first.text
    kept = first.json()["problem"]
    assert (first.json()["created"], kept["title"], kept["name"]) == (True, "Double it", "double")
    again = ada.import_(archive_with())  # the same files, packed in another way
    assert again.json() == {**first.json(), "created": False}
    assert [one["problem"] for one in ada.call("GET", "/problems").json()["problems"]] == [kept["problem"]]
    out = ada.call("GET", f"/problems/{kept['problem']}/package")
    assert out.headers["Content-Type"] == "application/zip"
    assert files_of_zip(out.content) == files_of_zip(problem_zip())
    assert len(out.content) == kept["package_bytes"]
    with live_backend.services.reading() as tx:
        actions = [
            (one.action, one.details)
            for one in tx.session.scalars(
                select(AuditEntry).where(AuditEntry.subject == kept["problem"]).order_by(AuditEntry.number)
            )
        ]
    digest = kept["digest"]
    assert actions == [
        ("problem.imported", {"created": True, "digest": digest}),
        ("problem.imported", {"created": False, "digest": digest}),
        ("problem.downloaded", {}),
    ]


def test_without_a_session_nothing_is_told(live_backend: Any) -> None:
    url = f"{live_backend.url}/api/v1/problems"
    for method, path in (("POST", "?name=x"), ("GET", ""), ("GET", f"/{live_backend.seeded.problems[0]}/package")):
        answer = requests.request(method, url + path, data=problem_zip(), timeout=30)
        assert (answer.status_code, answer.json()["code"]) == (401, "auth.session")
    wrong = requests.post(
        f"{live_backend.url}/api/v1/members/session", json={"email": "a@b", "password": "x"}, timeout=30
    )
    assert (wrong.status_code, wrong.json()["code"], "Set-Cookie" in wrong.headers) == (401, "auth.wrong", False)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.INTERVIEWER, Role.PROTECTION_OFFICER])
def test_other_roles_never_see_hidden_tests(member: Callable[..., Member], role: Role) -> None:
    other = member(role)
    for answer in (
        other.import_(problem_zip()),
        other.call("GET", "/problems"),
        other.call("GET", f"/problems/{new_identifier()}/package"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.role")
        assert HIDDEN_ANSWER not in answer.text


def test_a_call_without_the_sessions_token_changes_nothing(live_backend: Any, member: Callable[..., Member]) -> None:
    ada, bob = member(Role.OWNER), member(Role.OWNER)
    for token in (bob.answer["csrf_token"], ""):
        refused = ada.import_(problem_zip(), headers={CSRF_HEADER: token})
        assert (refused.status_code, refused.json()["code"]) == (403, "auth.csrf")
    assert ada.call("GET", "/problems").json()["problems"] == []


def test_another_organisations_problem_does_not_exist(live_backend: Any, member: Callable[..., Member]) -> None:
    ada, bob = member(Role.OWNER), member(Role.OWNER, Role.RECRUITER)
    kept = ada.import_(problem_zip()).json()["problem"]["problem"]
    assert bob.call("GET", "/problems").json()["problems"] == []
    hidden = bob.call("GET", f"/problems/{kept}/package")
    missing = bob.call("GET", f"/problems/{new_identifier()}/package")
    assert hidden.status_code == 404
    assert hidden.json() == missing.json()
    assert bob.import_(problem_zip()).json()["created"]  # the same package is a problem of its own here


@pytest.mark.parametrize(
    ("archive", "name", "status", "field"),
    [
        (b"no archive", "double", 422, "package"),
        (archive_with(problem_DOT_yaml="name: [\n"), "double", 422, "problem.yaml"),
        (archive_with(data__secret__3_DOT_in=b"1\n"), "double", 422, "data/secret/3.in"),
        (archive_with(problem_DOT_yaml=b"\xff"), "double", 422, "problem.yaml"),
        (problem_zip(), "../double", 422, "name"),
        (problem_zip(), "", 422, "name"),
        (bytes(MAX_PACKAGE_BYTES + 1), "double", 422, "package"),
    ],
)
def test_bad_packages_are_refused_by_field_and_leave_nothing(
    member: Callable[..., Member], archive: bytes, name: str, status: int, field: str
) -> None:
    ada = member(Role.RECRUITER)
    refused = ada.import_(archive, name)
    assert refused.status_code == status, refused.text
    assert (refused.json()["code"], refused.json()["details"]["field"]) == ("input.invalid", field)
    assert ada.call("GET", "/problems").json()["problems"] == []


def test_a_body_that_goes_on_for_ever_is_cut(member: Callable[..., Member]) -> None:
    answer = member(Role.OWNER).import_(bytes(MAX_PACKAGE_BYTES + 64 * 1024))
    assert (answer.status_code, answer.json()["code"]) in {(413, "input.too_large"), (422, "input.invalid")}


def test_a_bomb_is_refused(member: Callable[..., Member]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files_of_zip(problem_zip()).items():
            packed.writestr(f"double/{path}", data)
        packed.writestr("double/data/secret/9.in", bytes(64 * 1024 * 1024))
    refused = member(Role.OWNER).import_(buffer.getvalue())
    assert (refused.status_code, refused.json()["details"]["field"]) == (422, "package")


def test_a_server_that_is_reading_another_package_says_so(
    member: Callable[..., Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problems, "_WAIT_S", 0.05)
    busy = threading.Lock()
    monkeypatch.setattr(problems, "_READING", busy)
    ada = member(Role.OWNER)
    with busy:
        answer = ada.import_(problem_zip())
    assert (answer.status_code, answer.json()["code"]) == (503, "problem.busy")
    assert answer.headers["Retry-After"]
    assert ada.import_(problem_zip()).status_code == 200


def test_a_problem_without_a_program_is_refused(member: Callable[..., Member]) -> None:
    yaml = files_of_zip(problem_zip())["problem.yaml"].replace(b"type: pass-fail", b"type: submit-answer")
    refused = member(Role.OWNER).import_(archive_with(problem_DOT_yaml=yaml))
    assert (refused.status_code, refused.json()["details"]["field"]) == (422, "problem.yaml: type")


def test_signing_out_ends_the_session(member: Callable[..., Member]) -> None:
    ada = member(Role.OWNER)
    token = ada.http.cookies[COOKIE]
    assert ada.call("DELETE", "/members/session").status_code == 204
    ada.http.cookies.set(COOKIE, token)
    assert ada.call("GET", "/problems").status_code == 401


@pytest.mark.parametrize("form", ["folder", "archive"])
def test_the_word_import(
    live_backend: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    path = tmp_path / ("triple" if form == "folder" else "triple.zip")
    if form == "folder":
        for name, data in files_of_zip(problem_zip()).items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    else:
        path.write_bytes(problem_zip())
    login = live_backend.seeded.logins[0]
    monkeypatch.setenv("RECRUTR_PASSWORD", login.password)
    words = ["import", str(path), "--server", live_backend.url, "--email", login.email, "--json"]
    told = []
    for _ in range(2):
        assert problem_word(words) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert [one["created"] for one in told] == [True, False]
    with live_backend.services.reading() as tx:
        kept = tx.session.scalars(select(Problem).where(Problem.id == told[0]["problem"]["problem"])).one()
        assert kept.name == "triple"
        assert files_of_zip(kept.package_zip) == files_of_zip(problem_zip())
    monkeypatch.setenv("RECRUTR_PASSWORD", "wrong")
    assert problem_word(words) == 1
    assert "do not match" in capsys.readouterr().err
