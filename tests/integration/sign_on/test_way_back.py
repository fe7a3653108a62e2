"""An operator invites an owner at the command line, where none can sign in any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend import command
from backend.accounts import members, service, sessions
from backend.accounts.models import Organisation, Role
from backend.main import close_services, open_services
from backend.settings import Settings
from tests.integration.sign_on.conftest import PASSWORD


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two organisations, two of the same name, no member."""
    services = open_services(Settings(data=tmp_path / "d"))
    with services.transaction() as tx:
        for name in ("Works", "Twice", "Twice"):
            service.create_organisation(tx, name, "dpo@works.example")
    close_services(services)
    return tmp_path / "d"


def test_the_link_makes_an_owner_of_the_organisation_that_is_named(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["invite-owner", "Works", "--owner", "ada@works.example", "--data", str(data)]
    assert command.backend(argv) == 0
    token = capsys.readouterr().out.split()[-1].rpartition("/")[2]
    services = open_services(Settings(data=data))
    try:
        signed_in = members.accept(services, token, "Ada", PASSWORD)
        member = sessions.current_member(services, signed_in.token)
        assert (member.organisation_name, member.subject.roles) == ("Works", frozenset({Role.OWNER}))
    finally:
        close_services(services)


@pytest.mark.parametrize(("name", "words"), [("Elsewhere", "No organisation"), ("Twice", "Several are called so")])
def test_a_name_that_is_none_or_of_several_invites_nobody(
    data: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    argv = ["--owner", "ada@works.example", "--data", str(data)]
    assert command.backend(["invite-owner", name, *argv]) == 1
    assert words in capsys.readouterr().err
    services = open_services(Settings(data=data))
    try:
        with services.reading() as tx:
            some = tx.session.query(Organisation.id).filter(Organisation.name == "Twice").first()
    finally:
        close_services(services)
    assert some is not None
    assert command.backend(["invite-owner", some[0], *argv]) == 0, "its id names one of them"
