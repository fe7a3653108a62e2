"""The window of an invitation in the employer's and the candidate's time zone: form, list, landing page, app."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from backend.assessments.models import Candidate, Invitation
from protocol.identifiers import new_identifier
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.device import Device
from tests.integration.portal.reviewing import sign_in, with_rubric
from tests.integration.portal.server import OWNER, Running

Visit = Callable[..., Visitor]
OPENS, CLOSES = "2026-03-28T09:00", "2099-07-01T09:00"


def stored(backend: Running, email: str) -> Invitation:
    with backend.services.reading() as tx:
        mine = select(Invitation).join(Candidate, Candidate.id == Invitation.candidate).where(Candidate.email == email)
        return tx.session.scalars(mine).one()


@pytest.mark.browser
def test_a_window_is_given_on_one_clock_and_read_on_another(visit: Visit, backend: Running) -> None:
    fresh = with_rubric(backend)
    visitor = visit(viewport={"width": 1366, "height": 768}, timezone_id="Europe/Berlin")
    visitor.sign_in()
    page = visitor.open(f"/portal/assessments/{fresh.assessment}")
    expect(page.locator("#zone")).to_have_value("Europe/Berlin")
    assert page.evaluate("Math.abs(new Date(document.querySelector('#opens').value) - Date.now())") < 3_600_000
    email = f"{new_identifier()}@example.org"
    page.fill("#name", "Nina New York")
    page.fill("#email", email)
    page.fill("#candidate_zone", "America/New_York")
    page.fill("#opens", OPENS)
    page.fill("#closes", CLOSES)
    page.get_by_role("button", name="Invite", exact=True).click()
    row = page.locator("#invitations tr", has_text=email)
    expect(row).to_contain_text("28 March 2026, 09:00 UTC+1 to 1 July 2099, 09:00 UTC+2 (Europe/Berlin)")
    expect(row).to_contain_text(
        "28 March 2026, 04:00 UTC-4 to 1 July 2099, 03:00 UTC-4 (the candidate: America/New_York)"
    )
    link = page.locator("#made input").input_value()
    expect(page.locator("#zone")).to_have_value("Europe/Berlin")
    candidate = visit(timezone_id="Asia/Kolkata", viewport={"width": 390, "height": 844}).open(link)
    told = candidate.locator("[data-part=window]")
    expect(told).to_contain_text("28 March 2026, 09:00 UTC+1")
    expect(candidate.locator("[data-part=own-opens]")).to_contain_text(re.compile(r"28.*13:30.*GMT\+5:30"))
    expect(candidate.locator("[data-part=own-zone]")).to_have_text(re.compile("Asia/(Kolkata|Calcutta)"))
    assert "New_York" not in link, "an address that servers write down says nothing about a person"
    plain = visit(java_script_enabled=False).open(link)
    expect(plain.locator("[data-part=window]")).to_contain_text("28 March 2026, 09:00 UTC+1")
    expect(plain.locator("[data-part=own-window]")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(
    "query", ["?opens=5&closes=4&zone=UTC", "?opens=1&closes=2&zone=Nowhere", "?opens=-1&closes=2&zone=UTC",
              "?opens=1&closes=" + "9" * 40 + "&zone=UTC", "?opens=\u0663&closes=\u0665&zone=UTC", "?opens=1"]
)  # fmt: skip
def test_an_address_with_another_window_than_one_that_can_be_shows_none(visit: Visit, query: str) -> None:
    page = visit().open(f"/invited{query}#7Q2M-0XKD-9RVA-4T1C")
    assert page.locator("[data-part=window]").count() == 0
    expect(page.locator("[data-part=code]")).to_have_text("7Q2M-0XKD-9RVA-4T1C")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("zone", "Europe/Berlim", "zone: there is no time zone"),
        ("candidate_zone", "Mars/Olympus", "candidate_zone: there is no time zone"),
        ("opens", "2026-03-29T02:30", "clocks in Europe/Berlin go forward"),
        ("people", "name,email,time zone\nA,a@b.example,Here", "Line 2: there is no time zone “Here”"),
    ],
)
def test_what_is_wrong_is_told_and_nobody_is_invited(backend: Running, field: str, value: str, words: str) -> None:
    email = f"{new_identifier()}@example.org"
    form = {"name": "Nobody", "email": email, "opens": OPENS, "closes": CLOSES, "zone": "Europe/Berlin", field: value}
    answer = sign_in(backend, OWNER).post(f"/portal/assessments/{backend.assessment}/invitations", **form)
    assert answer.status_code == 422
    assert words in answer.text
    assert value.splitlines()[-1] in answer.text, "what was typed stays"
    with backend.services.reading() as tx:
        assert tx.session.scalar(select(Candidate.id).where(Candidate.email == email)) is None


def test_a_list_says_it_for_each_and_the_app_where_nobody_does(backend: Running) -> None:
    ada, bo = (f"{new_identifier()}@example.org" for _ in range(2))
    people = f"email;Time Zone;name\n{ada};Asia/Tokyo;Ada\n{bo};;Bo\n"
    form = {"people": people, "opens": "2026-01-01T00:00", "closes": CLOSES, "zone": "Europe/Berlin"}
    answer = sign_in(backend, OWNER).post(f"/portal/assessments/{backend.assessment}/invitations", **form)
    codes = re.findall(r"<code>((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</code>", answer.text)
    assert (answer.status_code, len(codes)) == (200, 2)
    assert stored(backend, ada).candidate_zone == "Asia/Tokyo"
    assert stored(backend, bo).candidate_zone is None
    assert "app will tell their time zone" in answer.text
    device = Device(backend.url, time_zone="Not/A_Zone")
    device.join(codes[1])
    assert stored(backend, bo).candidate_zone is None, "an odd name keeps nobody out"
    device.time_zone = "America/Lima"
    device.join(codes[1])
    Device(backend.url, time_zone="America/Lima").join(codes[0])
    assert stored(backend, bo).candidate_zone == "America/Lima"
    assert stored(backend, ada).candidate_zone == "Asia/Tokyo", "what was written stays"
