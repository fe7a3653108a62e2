"""One backend and one browser for the portal's tests; each test gets its own contexts, and attempts as it needs.

With `./recrutr test --long` every test that asks for the backend runs on PostgreSQL and an S3-compatible store, too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from tests.forms import FORMS, in_form
from tests.integration.portal.server import OWNER, PASSWORD, Running, running_backend
from tests.integration.portal.work import Worked, work
from tests.media.browser import BROWSER

BROWSER_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
]
expect.set_options(timeout=20_000)  # playwright's five seconds are short for a page of a machine that is busy
EXPECTED_NOISE = "Failed to load resource: the server responded with a status of 4"
"""Chromium reports each page of status 4xx on its console; the tests assert those pages themselves."""
NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED"
"""Chromium breaks off all that it loads, from this computer too, when an address of any interface comes or goes: each
container that another test starts beside us does that."""


def until(page: Page, expression: str, timeout_s: float = 20.0) -> None:
    """Wait until a JavaScript expression is true; playwright's own wait needs `eval`, which our policy forbids."""
    deadline = time.monotonic() + timeout_s
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(50)


@dataclass
class Visitor:
    """A browser context with one page, and everything that went wrong in it."""

    page: Page
    backend: Running
    trouble: list[str] = field(default_factory=list)
    broken_off: bool = False

    def open(self, path: str) -> Page:
        """Load it; once more where the network of this machine changed meanwhile."""
        address = path if path.startswith("http") else self.backend.url + path
        before = len(self.trouble)
        for _ in range(5):
            self.broken_off = False
            try:
                self.page.goto(address)
            except Error as error:
                if NETWORK_CHANGED not in error.message:
                    raise
                self.broken_off = True
            if not self.broken_off:
                return self.page
            del self.trouble[before:]
        pytest.fail("the network of this machine changed at each of five tries")

    def sign_in(self, email: str = OWNER, password: str = PASSWORD) -> Page:
        page = self.open("/portal/sign-in")
        page.fill("#email", email)
        page.fill("#password", password)
        with page.expect_navigation():  # else what comes next could break off the sign-in that is under way
            page.locator("form[action='/portal/sign-in'] button").click()
        return page

    def open_replay(self, path: str) -> Page:
        page = self.open(path)
        page.wait_for_selector("[data-island=replay][data-ready]", timeout=20_000)
        return page


def virtual_authenticator(page: Page) -> None:
    """Give the page's browser an authenticator that keeps passkeys and always finds its person there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


@pytest.fixture(autouse=True)
def clicks_land(monkeypatch: pytest.MonkeyPatch) -> None:
    """A click or key that leads to another page lets go once that page is loaded.

    Playwright lets go as soon as its first bytes are there, and what a test then looks for may not be in it yet.
    """
    for name in ("click", "press"):
        monkeypatch.setattr(Locator, name, _landing(getattr(Locator, name)))


def _landing(act: Callable[..., None]) -> Callable[..., None]:
    def landed(locator: Locator, *words: object, **options: object) -> None:
        act(locator, *words, **options)
        locator.page.wait_for_load_state()

    return landed


@pytest.fixture(scope="module", params=FORMS)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with in_form(request), running_backend(tmp_path_factory.mktemp("backend")) as running:
        yield running


@pytest.fixture(scope="module")
def worked(backend: Running) -> Worked:
    """One judged attempt with recordings, for tests that only read."""
    return work(backend)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=BROWSER, chromium_sandbox=False, args=BROWSER_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, backend: Running) -> Iterator[Callable[..., Visitor]]:
    """Make visitors; at the end none of them may have seen a script error, a blocked resource or a dialog."""
    visitors: list[tuple[BrowserContext, Visitor]] = []

    def new_visitor(**options: object) -> Visitor:
        context = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type] # playwright's own
        visitor = Visitor(context.new_page(), backend)
        _watch(visitor)
        visitors.append((context, visitor))
        return visitor

    yield new_visitor
    trouble = [line for _, visitor in visitors for line in visitor.trouble]
    for context, _ in visitors:
        context.close()
    assert trouble == []


def _watch(visitor: Visitor) -> None:
    page = visitor.page

    def dialog(opened: Dialog) -> None:
        visitor.trouble.append(f"dialog: {opened.message}")
        opened.dismiss()

    def console(message: ConsoleMessage) -> None:
        if message.text.endswith(NETWORK_CHANGED):
            visitor.broken_off = True
        elif message.type in {"error", "warning"} and not message.text.startswith(EXPECTED_NOISE):
            visitor.trouble.append(f"{message.type}: {message.text}")

    page.on("pageerror", lambda error: visitor.trouble.append(f"error: {error}"))
    page.on("dialog", dialog)
    page.on("console", console)
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', "
        "event => console.error('CSP', event.violatedDirective, event.blockedURI))"
    )
