"""The employer's page takes in an evidence file: by a real browser, in words, with progress, and refuses another's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sync.evidence import write_evidence
from tests.forms import FORMS, in_form
from tests.integration.portal.conftest import Visitor, until
from tests.integration.sync.test_to_the_backend import Desk
from tests.storage.house import House, running_house

SHOTS = os.environ.get("RECRUTR_SHOTS")
"""A folder for pictures of the page, when somebody wants to look."""


@pytest.fixture(scope="module", params=FORMS)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with in_form(request), running_house(tmp_path_factory.mktemp("backend")) as running:
        yield running.invite()


@pytest.fixture(scope="module")
def backend(house: House) -> House:
    return house


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def test_an_owner_imports_a_file_and_is_told_what_it_brought(
    house: House, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    desk = Desk(house, house.url, tmp_path / "device")
    desk.open_document()
    desk.type("print(2)\n")
    desk.record(4, 3_000_000)  # two slices
    desk.hand_in()
    desk.store.finish().result(30)
    file = tmp_path / "work.recrutr-evidence"
    assert write_evidence(desk.store, file) is not None
    visitor = visit()
    login = house.seeded.logins[0]
    page = visitor.sign_in(login.email, login.password)
    page = visitor.open(f"/portal/attempts/{desk.store.attempt}")
    page.locator("#evidence").scroll_into_view_if_needed()
    shot(page, "evidence-offered")
    button = page.locator("[data-part=bring]")
    assert button.is_disabled()

    page.set_input_files("#evidence-file", {"name": "x", "mimeType": "", "buffer": b"not an evidence file"})
    button.click()
    until(page, "document.querySelector('[data-island=evidence]').dataset.done === 'refused'")
    assert "This is not an evidence file of Recrutr." in page.inner_text("[data-part=words]")
    shot(page, "evidence-refused")

    page.evaluate("document.querySelector('[data-island=evidence]').dataset.done = ''")
    page.set_input_files("#evidence-file", file)
    button.click()
    until(page, "document.querySelector('[data-island=evidence]').dataset.done === 'true'", 60.0)
    words = page.inner_text("[data-part=words]")
    assert f"New from this file: {desk.store.outbox.last_seq()} journal entries" in words
    assert "1 submission, 4 parts of recordings." in words
    assert "The attempt is handed in, on time." in words
    shot(page, "evidence-imported")
    page.reload()
    assert "imported an evidence file" in page.inner_text("main")
    desk.store.close()
    desk.client.close()


def test_a_reviewer_is_offered_no_import(house: House, visit: Callable[..., Visitor], tmp_path: Path) -> None:
    desk = Desk(house.invite(), house.url, tmp_path / "device")
    visitor = visit()
    login = house.seeded.logins[1]
    visitor.sign_in(login.email, login.password)
    page = visitor.open(f"/portal/attempts/{desk.store.attempt}")
    assert page.locator("#evidence").count() == 0
    desk.store.close()
    desk.client.close()
