"""The page of an invitation: the right installer first, the app by one click, the code known to the browser alone."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Request, expect

from app.settings import read_invitation
from backend.portal.invited_pages import System, installers_in, system_of
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.server import Running
from tests.integration.portal.test_everybody_can_use_it import check

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PICTURES = os.environ.get("RECRUTR_PICTURES")
CODE = "7K3M-9QTX-2C4V-8HWP"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def installers(backend: Running, tmp_path: Path) -> Iterator[Path]:
    """The backend offers these from now on, to the end of the test."""
    for name in ("recrutr_1.0_amd64.deb", "Recrutr-1.0.msi", "Recrutr 1.0.dmg"):
        (tmp_path / name).write_bytes(name.encode() * 1000)
    (tmp_path / "notes.txt").write_text("not for anybody")
    services, before = backend.services, backend.services.settings
    object.__setattr__(services, "settings", dataclasses.replace(before, installers=tmp_path))
    yield tmp_path
    object.__setattr__(services, "settings", before)


@pytest.mark.parametrize(
    ("agent", "system"),
    [
        (WINDOWS, System.WINDOWS),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", System.MACOS),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", System.LINUX),
        (PHONE, None),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", None),
        ("", None),
    ],
)
def test_the_computer_is_known_by_its_browser(agent: str, system: System | None) -> None:
    assert system_of(agent) is system


def test_the_app_opens_by_a_link_and_no_server_learns_the_code(visit: Visit, installers: Path) -> None:
    visitor = visit(user_agent=WINDOWS, viewport={"width": 1366, "height": 768})
    asked: list[Request] = []
    visitor.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - playwright wants a function
    page = visitor.open(f"/invited#{CODE.replace('-', '').lower()}")
    link = page.get_by_role("link", name="Open it in Recrutr")
    expect(link).to_be_visible()
    read = read_invitation(link.get_attribute("href") or "")
    assert (read.code, read.server) == (CODE, visitor.backend.services.settings.base_url)
    expect(page.locator("[data-part=code]")).to_have_text(CODE)
    expect(page.locator(".installer a").first).to_have_text("Recrutr-1.0.msi")
    expect(page.locator(".installer a").nth(1)).to_be_hidden()
    assert not [each.url for each in asked if "9QTX" in each.url.upper().partition("#")[0]]
    check(page)
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/invited.png", full_page=True)


@pytest.mark.parametrize(
    "fragment", ["", "#7K3M-9QTX", "#%E0%A4%A", "#<img src=x onerror=alert(1)>", "#7K3M-9QTX-2C4V-8HWU"]
)
def test_half_a_code_is_said_and_opens_nothing(visit: Visit, fragment: str) -> None:
    page = visit(color_scheme="dark", viewport={"width": 390, "height": 844}).open("/invited" + fragment)
    expect(page.get_by_text("This address has no whole code")).to_be_visible()
    expect(page.get_by_role("link", name="Open it in Recrutr")).to_have_count(0)
    check(page)


def test_a_telephone_is_sent_to_a_computer_and_without_script_it_is_said_how(visit: Visit, installers: Path) -> None:
    page = visit(user_agent=PHONE, java_script_enabled=False, viewport={"width": 390, "height": 844}).open("/invited")
    expect(page.get_by_text("It needs a computer")).to_be_visible()
    expect(page.get_by_text("after the sign #")).to_be_visible()


def test_installers_are_given_out_whole_and_nothing_else(backend: Running, installers: Path) -> None:
    answer = requests.get(f"{backend.url}/installers/Recrutr 1.0.dmg", timeout=30)
    assert answer.content == (installers / "Recrutr 1.0.dmg").read_bytes()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert hashlib.sha256(answer.content).hexdigest() in requests.get(f"{backend.url}/invited", timeout=30).text
    for name in ("notes.txt", "..%2Fnotes.txt", "%2Fetc%2Fpasswd", "recrutr_1.0_amd64.deb%00", "RECRUTR-1.0.msi"):
        assert requests.get(f"{backend.url}/installers/{name}", timeout=30).status_code == 404


def test_a_new_file_is_read_once_by_however_many_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "recrutr.deb").write_bytes(b"x" * 1000)
    read: list[int] = []
    digest = hashlib.file_digest

    def slowly(*given: Any) -> Any:
        read.append(1)
        time.sleep(0.2)
        return digest(*given)

    monkeypatch.setattr(hashlib, "file_digest", slowly)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: installers_in(tmp_path)[0].size, range(8)))
    assert (found, read) == ([1000] * 8, [1])
