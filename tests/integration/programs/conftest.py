"""A served organisation with a token of every right, and the client that is generated from its description."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests
from sqlalchemy import select

from backend.access import MemberSubject
from backend.accounts import tokens
from backend.accounts.models import Member, Role
from backend.accounts.tokens import Scope
from tests.forms import FORMS, in_form
from tests.integration.conftest import LiveBackend, living

PACKAGE = "recrutr_for_programs_client"


@dataclass
class Program:
    """A program of the organisation."""

    backend: LiveBackend
    token: str

    @property
    def url(self) -> str:
        return self.backend.url

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return requests.request(method, f"{self.url}/api/v1{path}", headers=headers, timeout=30, **options)

    def body(self, **more: Any) -> dict[str, Any]:
        """A right invitation."""
        return {
            "assessment": self.backend.seeded.assessment,
            "name": "Kim Andersson",
            "email": "kim@candidate.example",
            "closes_at": "2090-03-16T09:00:00Z",
            **more,
        }


def token_of(backend: LiveBackend, email: str, *scopes: Scope) -> str:
    with backend.services.transaction() as tx:
        member = tx.session.scalars(select(Member).where(Member.email == email)).one()
        subject = MemberSubject(member.id, member.organisation, frozenset(Role(role) for role in member.roles))
        return tokens.create(tx, subject, "Program", frozenset(scopes or Scope), 30)


@pytest.fixture(params=FORMS)
def live_backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveBackend]:
    """A fresh backend of either form."""
    with in_form(request), living(tmp_path / "backend") as made:
        yield made


@pytest.fixture
def program(live_backend: LiveBackend) -> Program:
    return Program(live_backend, token_of(live_backend, live_backend.seeded.logins[0].email))


@pytest.fixture
def client(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The package that `openapi-python-client` makes of what this server says of itself."""
    description = tmp_path / "openapi.json"
    description.write_text(json.dumps(requests.get(f"{program.url}/api/v1/openapi.json", timeout=60).json()))
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(description), "--meta", "none"]
    made = subprocess.run(
        [*command, "--output-path", str(tmp_path / "made" / PACKAGE), "--fail-on-warning"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},  # it formats with ruff
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path / "made"))
    yield importlib.import_module(PACKAGE)
    for name in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
