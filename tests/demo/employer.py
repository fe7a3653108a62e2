"""The employer in the demo: a person with a browser (Debian's chromium through Playwright) on the real portal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.media.browser import BROWSER

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
WAIT_MS = 30_000


@dataclass
class Played:
    """What the replay showed: the final text of the open document, and for each stream how it played."""

    text: str = ""
    streams: dict[str, dict[str, Any]] = field(default_factory=dict)


class Employer:
    """One member, signed in with an own browser context."""

    def __init__(self, browser: Browser, address: str, images: Path | None) -> None:
        self._context = browser.new_context(viewport={"width": 1280, "height": 900})
        self._context.grant_permissions(["clipboard-read", "clipboard-write"])
        self._images, self._address = images, address
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def beside(self, browser: Browser) -> Employer:
        """Another member at the same portal, with a browser context of their own."""
        return Employer(browser, self._address, self._images)

    def sign_in(self, email: str, password: str, *, picture: bool = True) -> None:
        """Sign in."""
        page = self.page
        page.goto(f"{self._address}/portal/sign-in")
        if picture:
            self.picture("portal-sign-in")
        page.fill("#email", email)
        page.fill("#password", password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/portal/**")

    def refused(self, email: str, password: str) -> str:
        """Try a wrong password; the words that the page answers with."""
        page = self.page
        page.goto(f"{self._address}/portal/sign-in")
        page.fill("#email", email)
        page.fill("#password", password)
        page.get_by_role("button", name="Sign in").click()
        words = page.locator("#refused")
        expect(words).to_be_visible()
        self.picture("portal-sign-in-refused")
        return words.inner_text()

    def wait_for_report(self, candidate: str, tries: int = 60) -> None:
        """Load the list of attempts until this candidate's report is there."""
        page = self.page
        for _ in range(tries):
            page.goto(f"{self._address}/portal/attempts")
            if page.locator("tr", has_text=candidate).get_by_text("Report", exact=True).count():
                self.picture("portal-attempts")
                return
            page.wait_for_timeout(2000)
        raise AssertionError(f"no report of {candidate} appeared")

    def open_report(self, candidate: str) -> str:
        """Open the report; all its words."""
        page = self.page
        page.goto(f"{self._address}/portal/attempts")
        page.get_by_role("link", name=candidate, exact=True).first.click()
        expect(page.locator("#results")).to_be_visible()
        page.locator("[data-part=events] li").first.wait_for()
        self.picture("portal-report")
        self.picture("portal-report-whole", whole=True)
        return page.locator("main").inner_text()

    def play(self, seconds: float = 4.0) -> Played:
        """Play the replay, watch every stream move, then go to the end and read the code."""
        page = self.page
        bar = page.locator("[data-part=play]")
        page.locator("#replay").scroll_into_view_if_needed()
        bar.click()
        for _ in range(60):
            page.wait_for_timeout(500)
            if all(stream["ready"] >= 2 and stream["at_s"] >= seconds for stream in _streams(page).values()):
                break
        played = Played(streams=_streams(page))
        page.wait_for_timeout(1500)
        for name, later in _streams(page).items():
            played.streams[name]["moved_s"] = later["at_s"] - played.streams[name]["at_s"]
        self.picture("portal-replay")
        bar.click()
        page.locator("[data-part=slider]").press("End")
        page.wait_for_timeout(500)
        played.text = "\n".join(page.locator("[data-part=code] .code-line").all_inner_texts())
        return played

    def share(self, recipient: str) -> str:
        """Make a link with recordings; its address."""
        page = self.page
        form = page.locator("form[action$='/shares']")
        if not form.is_visible():
            page.get_by_text("Make a link", exact=True).click()
        page.fill("#recipient", recipient)
        page.fill("#days", "7")
        page.get_by_label("Camera, sound and screen").check()
        page.get_by_role("button", name="Make the link").click()
        link = page.locator("#new-share")
        expect(link).to_be_visible()
        page.locator("#sharing").scroll_into_view_if_needed()
        self.picture("portal-shared")
        return link.input_value()

    def revoke(self, recipient: str) -> None:
        """Withdraw the link."""
        page = self.page
        page.locator("tr", has_text=recipient).get_by_role("button", name=re.compile("Withdraw")).click()
        expect(page.locator("tr", has_text=recipient).get_by_text("Withdrawn")).to_be_visible()

    def audit(self) -> str:
        """The list of who looked."""
        self.page.goto(f"{self._address}/portal/audit")
        self.picture("portal-audit")
        return self.page.locator("main").inner_text()

    def approve_deletion(self, candidate: str) -> str:
        """As data-protection officer: find the wish, see that nothing holds it, approve; the page's words after it."""
        page = self.page
        page.goto(f"{self._address}/portal/privacy")
        self.picture("portal-privacy")
        page.locator("tr", has_text=candidate).get_by_role("link").first.click()
        self.picture("portal-privacy-request")
        address = page.url
        page.get_by_role("button", name=re.compile("delete everything now")).click()
        for _ in range(60):
            page.goto(address)
            if page.get_by_text("Erasure receipt").count():
                break
            page.wait_for_timeout(1000)
        self.picture("portal-erased")
        return page.locator("main").inner_text()

    def visit(self, address: str, name: str = "") -> tuple[int, str]:
        """Open any address; its status and words."""
        answer = self.page.goto(address)
        if name:
            self.picture(name)
        return (answer.status if answer else 0), self.page.locator("body").inner_text()

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Save what the browser shows, in dark and in light: `<name>-<appearance>.png`."""
        if self._images is None:
            return
        self._images.mkdir(parents=True, exist_ok=True)
        for scheme in ("dark", "light"):
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            self.page.wait_for_timeout(200)
            self.page.screenshot(path=str(self._images / f"{name}-{scheme}.png"), full_page=whole)

    def close(self) -> None:
        """Close the context."""
        self._context.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Start chromium without a window of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=BROWSER, chromium_sandbox=False, args=ARGUMENTS, headless=True
        )
        try:
            yield started
        finally:
            started.close()


def _streams(page: Page) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = page.evaluate(
        """() => Object.fromEntries(["camera", "screen", "microphone"].flatMap((name) => {
            const figure = document.querySelector(`[data-part=stream-${name}]`);
            const element = figure && figure.querySelector("video, audio");
            if (!figure || figure.hidden || !element) return [];
            return [[name, {at_s: element.currentTime, ready: element.readyState, paused: element.paused,
                            width: element.videoWidth || 0, error: element.error ? element.error.message : ""}]];
        }))"""
    )
    return found
