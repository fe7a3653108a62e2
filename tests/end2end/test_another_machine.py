"""An attempt continues on another machine: two app processes with data folders of their own, one browser, one server.

The first machine loses its network; a recruiter makes a code in the portal; the second machine takes over what had
arrived, loses its own network, gets that time back from the portal, and finishes. Judge and engine stand aside here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from backend.attempts.machines import devices_of
from backend.attempts.models import Attempt
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.ingest.reading import read_journal
from backend.jobs.models import Job
from backend.main import Parts
from backend.server import Server
from backend.settings import Settings
from protocol.attempts import AttemptState, EvidenceLevel
from protocol.facts import ContinuedFact, CreditFact, MovedFact, parse_fact
from tests.demo.employer import Employer, browser
from tests.demo.line import NO_KEYRING
from tests.demo.moving import TYPED_ELSEWHERE, TYPED_OFFLINE
from tests.demo.processes import Cable, Candidate
from tests.integration.conftest import accept_everything, problem_zip
from tests.media.display import VirtualDisplay

pytestmark = pytest.mark.timeout(400)
IMAGES = os.environ.get("RECRUTR_TEST_IMAGES")
"""A folder for pictures of the screens, for people who want to look."""
DEAD_ENGINE = "tcp://127.0.0.1:9"


@dataclass
class World:
    """A running server, a display, and apps on it."""

    server: Server
    seeded: SeedResult
    folder: Path
    environment: dict[str, str]

    @property
    def images(self) -> Path:
        return Path(IMAGES) if IMAGES else self.folder / "images"

    def app(self, plan: str, name: str, cable: Cable, code: str) -> Candidate:
        arguments = [plan, "--server", cable.address, "--data", str(self.folder / name), "--code", code]
        arguments += ["--engine", DEAD_ENGINE, "--key-ms", "0"]
        if IMAGES:  # each costs a second: only for who looks at them
            arguments += ["--images", str(self.images / name)]
        return Candidate(arguments, self.environment, self.folder / f"{name}.log")

    def attempt(self) -> str:
        with self.server.services.reading() as tx:
            return tx.session.scalars(select(Attempt.id)).one()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    settings = Settings(data=tmp_path / "backend", port=0, remote_runs=0)
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        plan = SeedPlan(packages=[Package("double", problem_zip())], evidence_level=EvidenceLevel.JOURNAL)
        seeded = seed(server.services, plan)
        with VirtualDisplay(1366, 768, everywhere=False) as display:
            environment = {"QT_QPA_PLATFORM": "xcb", "PYTHON_KEYRING_BACKEND": NO_KEYRING, **display.environment}
            yield World(server, seeded, tmp_path, environment)
    finally:
        server.stop()


def told(candidate: Candidate, step: str) -> dict[str, Any]:
    while (fact := candidate.next(240)) is not None:
        assert fact["step"] != "stuck", fact
        if fact["step"] == step:
            return fact
    raise AssertionError(f"the app ended before {step!r}:\n{candidate.last_words}")


def make_code(employer: Employer, world: World) -> str:
    page = employer.page
    page.goto(f"{world.server.settings.base_url}/portal/attempts/{world.attempt()}")
    page.get_by_text("Continue on another machine").click()
    page.get_by_role("button", name="Make a code").click()
    code = page.locator("#new-code").input_value()
    page.screenshot(path=world.images / "portal-code.png", full_page=True)
    page.reload()
    expect(page.locator("#new-code")).to_have_count(0)
    return code


def credit(employer: Employer, world: World) -> None:
    """Wait until the gap is measured, then credit all of it."""
    page = employer.page
    for _ in range(60):
        page.goto(f"{world.server.settings.base_url}/portal/attempts/{world.attempt()}/gaps")
        if page.get_by_text("The connection was away for").count():
            break
        page.wait_for_timeout(2000)
    page.fill("#reason-1", "The building lost its network")
    page.screenshot(path=world.images / "portal-gap.png", full_page=True)
    page.get_by_role("button", name="Credit the time").click()
    expect(page.get_by_text("The building lost its network")).to_be_visible()
    page.screenshot(path=world.images / "portal-credited.png", full_page=True)


def test_an_attempt_goes_on_on_another_machine(world: World) -> None:
    world.images.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        cables = [stack.enter_context(Cable(world.server.settings.port)) for _ in range(2)]
        employer = Employer(stack.enter_context(browser()), world.server.settings.base_url, None)
        employer.page.set_viewport_size({"width": 1366, "height": 768})
        login = next(each for each in world.seeded.logins if "recruiter" in each.roles)
        employer.sign_in(login.email, login.password, picture=False)

        first = world.app("stay", "first", cables[0], world.seeded.code)
        source = told(first, "sent")["source"]
        cables[0].pull()
        first.answer("network gone")
        assert told(first, "typed offline")["source"] == source + TYPED_OFFLINE
        second = world.app("go_on", "second", cables[1], make_code(employer, world))
        goes_on(second, source)
        cables[0].plug()
        comes_back(world, first, cables[0])
        gets_time_back(world, second, cables[1], employer)
        told(second, "drained")
        assert second.end() == 0
        look_at_report(employer, world)
        assert employer.complaints == []
    check_records(world, source)


def goes_on(second: Candidate, source: str) -> None:
    checked = told(second, "checked")
    assert "Go on" in checked["button"]
    assert "runs already" in checked["rule"]
    found = told(second, "found")
    assert found["source"] == source, "what the server had, and nothing that it had not"
    assert "Judged" in found["submissions"]


def comes_back(world: World, first: Candidate, cable: Cable) -> None:
    assert "another computer" in told(first, "told")["words"]
    assert "another computer" in told(first, "moved")["title"]
    assert first.end() == 0
    again = world.app("come_back", "first", cable, world.seeded.code)
    assert "another computer" in told(again, "moved")["title"]
    assert again.end() == 0


def gets_time_back(world: World, second: Candidate, cable: Cable, employer: Employer) -> None:
    cable.pull()
    second.answer("network gone")
    told(second, "offline")
    employer.page.wait_for_timeout(5000)
    cable.plug()
    second.answer("network back")
    told(second, "online")
    credit(employer, world)
    words = told(second, "more time")["words"]
    assert "more" in words
    assert "connection was interrupted" in words


def look_at_report(employer: Employer, world: World) -> None:
    page = employer.page
    employer.wait_for_report(world.seeded.candidate_name)
    page.goto(f"{world.server.settings.base_url}/portal/attempts/{world.attempt()}")
    page.wait_for_selector("[data-island=replay][data-ready]")
    expect(page.locator("#findings")).to_contain_text("continued on another machine")
    expect(page.locator("#findings")).to_contain_text("arrived after the attempt had continued on")
    expect(page.locator(".mark-boundary")).to_have_count(1)
    expect(page.locator("[data-part=tabs]")).to_contain_text("machine 2")
    expect(page.locator("[data-part=events]")).to_contain_text("From here on another machine")
    expect(page.locator("#machines tbody tr")).to_have_count(2)
    page.screenshot(path=world.images / "portal-report.png", full_page=True)


def check_records(world: World, source: str) -> None:
    with world.server.services.reading() as tx:
        attempt = tx.session.scalars(select(Attempt)).one()
        one, two = [device.id for device in devices_of(tx, attempt.id)]
        entries = read_journal(tx, attempt)
        failed = tx.session.scalars(select(Job.kind).where(Job.error_code == "bug")).all()
        assert attempt.state == AttemptState.JUDGED
    facts = {device: [parse_fact(e.body) for e in entries if e.header.device == device] for device in (one, two)}
    assert isinstance(facts[one][-1], MovedFact)
    (went_on,) = [fact for fact in facts[two] if isinstance(fact, ContinuedFact)]
    assert went_on.device == one
    assert [entry.hash for entry in entries if entry.header.device == one][went_on.seq - 1] == went_on.head
    assert [fact.credited_us > 0 for fact in facts[two] if isinstance(fact, CreditFact)] == [True]
    assert [entry.header.device for entry in entries] == [one] * len(facts[one]) + [two] * len(facts[two])
    written = "".join(fact.edit.inserted for fact in facts[two] if fact.kind == "edit")
    assert TYPED_ELSEWHERE in written
    assert TYPED_OFFLINE not in source + written
    assert failed == []
