"""The page of a running attempt: who may make a code for another machine, and that it is shown once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import expect

from protocol.evidence import WorkItem
from protocol.identifiers import new_identifier
from protocol.receipts import Ticket
from protocol.signing import SigningKey
from protocol.wire import Contact
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.device import Device
from tests.integration.portal.server import REVIEWER, Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.joining import join_request


@pytest.fixture
def running(backend: Running) -> Device:
    """A device in the middle of its work."""
    device = Device(backend.url)
    device.begin(backend.invite("Ada", f"{new_identifier()}@example.org"))
    return device


def joins(backend: Running, code: str) -> int:
    key = SigningKey.generate()
    request = join_request(code, new_identifier(), key.public_key)
    body = request.proved(key, backend.url, backend.services.clock_us()).model_dump(mode="json")
    return requests.post(f"{backend.url}/api/v1/join", json=body, timeout=30).status_code


def test_a_recruiter_makes_a_code_sees_it_once_and_takes_it_back(
    backend: Running, running: Device, visit: Callable[..., Visitor]
) -> None:
    visitor = visit()
    page = visitor.sign_in()
    path = f"/portal/attempts/{running.joined.attempt}"
    visitor.open(path)
    page.get_by_text("Continue on another machine").click()
    page.get_by_role("button", name="Make a code").click()
    code = page.locator("#new-code").input_value()
    assert code not in page.url
    page.reload()
    expect(page.locator("#new-code")).to_have_count(0)
    assert code not in page.content()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("A code is open")).to_have_count(0)
    expect(page.locator("#looked")).to_have_count(0)
    expect(page.get_by_text("took back a code to continue on another machine")).to_be_visible()
    assert joins(backend, code) == 410


def test_a_reviewer_sees_the_machines_and_may_do_nothing_about_them(
    running: Device, visit: Callable[..., Visitor]
) -> None:
    visitor = visit()
    page = visitor.sign_in(REVIEWER)
    visitor.open(f"/portal/attempts/{running.joined.attempt}")
    expect(page.locator("#machines tbody tr")).to_have_count(1)
    expect(page.get_by_text("Continue on another machine")).to_have_count(0)
    answer = page.request.post(
        f"{visitor.backend.url}/portal/attempts/{running.joined.attempt}/continuations",
        form={"csrf": page.locator("input[name=csrf]").first.input_value()},
    )
    assert answer.status == 403
    assert page.request.get(f"{visitor.backend.url}/portal/attempts/{running.joined.attempt}/gaps").status == 403


def test_the_record_of_every_machine_can_be_taken(
    backend: Running, running: Device, visit: Callable[..., Visitor]
) -> None:
    visitor = visit()
    page = visitor.sign_in()
    visitor.open(f"/portal/attempts/{running.joined.attempt}")
    page.get_by_text("Continue on another machine").click()
    page.get_by_role("button", name="Make a code").click()
    second = Device(backend.url)
    second.begin(page.locator("#new-code").input_value())
    page.reload()
    links = page.locator("#machines a[download]")
    expect(links).to_have_text(["machine 1", "machine 2"])
    for link, device in zip(links.all(), (running, second), strict=True):
        answer = page.request.get(f"{visitor.backend.url}{link.get_attribute('href')}")
        ticket = WorkItem.parse(answer.body().splitlines()[0]).ticket
        assert Ticket.from_signed(ticket, running.joined.server_public_key).device == device.device
        assert device.device in answer.headers["content-disposition"]


def test_what_the_candidate_sent_of_their_computer_is_there_for_whoever_helps_them(
    running: Device, visit: Callable[..., Visitor]
) -> None:
    visitor = visit()
    page = visitor.sign_in()
    visitor.open(f"/portal/attempts/{running.joined.attempt}")
    card = page.locator("section", has_text="The candidate's computer")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Webcam of the device works.")
    expect(card).to_contain_text("Works")


def test_more_time_is_given_with_a_reason_and_stands_there_for_all_to_read(
    backend: Running, running: Device, visit: Callable[..., Visitor]
) -> None:
    before_us = Contact.parse(running._own("GET", "/contact").text).deadline_us
    assert before_us is not None
    visitor = visit()
    page = visitor.sign_in()
    visitor.open(f"/portal/attempts/{running.joined.attempt}")
    page.get_by_text("Give more time, or a break").click()
    page.get_by_label("Minutes (1 to 120)").fill("15")
    page.get_by_label("As", exact=True).select_option("break")
    page.locator("#give-reason").fill("A fire drill")
    page.get_by_role("button", name="Give the time").click()
    row = page.locator("#time tbody tr")
    expect(row).to_contain_text("a break")
    expect(row).to_contain_text("15 min")
    expect(row).to_contain_text("A fire drill")
    expect(page.get_by_text("gave 900 s (a break)")).to_be_visible()
    word = Contact.parse(running._own("GET", "/contact").text)
    assert word.deadline_us == before_us + 15 * 60 * 1_000_000
    visitor.open(f"/portal/attempts/{running.joined.attempt}")
    page.get_by_text("Give more time, or a break").click()
    check(page)


def test_a_reviewer_gives_no_time(running: Device, visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.sign_in(REVIEWER)
    visitor.open(f"/portal/attempts/{running.joined.attempt}")
    expect(page.locator("#machines tbody tr")).to_have_count(1)
    expect(page.get_by_text("Give more time, or a break")).to_have_count(0)
