"""The portal in the reader's language: who wants which, and whether words of any length fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations

import pytest
import requests
from playwright.sync_api import Page, Route, expect
from pyotp import TOTP
from sqlalchemy import select, update

from backend import saying
from backend.access import MemberSubject
from backend.accounts import factors
from backend.accounts.members import invite
from backend.accounts.models import Member, Role
from backend.accounts.service import NewMember, create_member
from backend.portal.pages import FOLDER
from backend.reports.models import Report
from backend.sharing.service import ShareTerms, create_share
from backend.webhooks.outbox import KINDS
from backend.webhooks.service import make
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.server import OFFICER, OWNER, PASSWORD, Running
from tests.integration.portal.test_everybody_can_use_it import PAGES
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
SECOND = "sven.second@example.org"
LONGER = 0.3
"""Added to each text, as in the app's test; German adds about as much."""
_LETTERS = str.maketrans("aeiouyAEIOUY", "àéîöûÿÀÉÎÖÛÝ")
_WHOLE = re.compile(r"(\{\w+\}|%\(\w+\)s|%%|<[^<>]*>|&\w+;)")
CUT = """() => {
  const cut = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) cut.push(`the page scrolls sideways: ${root.scrollWidth} of ${innerWidth}`);
  const hides = (value) => value === "hidden" || value === "clip";
  for (const element of document.querySelectorAll("main *, header *")) {
    if (!element.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest(".unseen, .skip, svg, select, thead, pre, .code-view")) continue;
    const style = getComputedStyle(element);
    const words = `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 50)}`;
    const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (style.display !== "inline" && (wide || high)) cut.push(`cut off: ${words}`);
    const box = element.parentElement.closest("section, article, form, .card, td, li");
    if (box && element.matches("table, button, .button, .chip, h1, h2, h3, p, label")
        && !element.closest(".table-wide, .lanes, .sections, .nav")
        && element.getBoundingClientRect().right > box.getBoundingClientRect().right + 1) cut.push(`spills: ${words}`);
  }
  return cut;
}"""


def pseudo(text: str) -> str:
    """A text as longer and marked at its ends: [Ŝàvé -]; its places and tags stay."""
    told = "".join(part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(_WHOLE.split(text)))
    own = len("".join(_WHOLE.split(text)[::2]).strip())
    if own < 3:
        return told
    more = "~" * max(1, round(own * LONGER))
    return f"[{told} {' '.join(more[at : at + 6] for at in range(0, len(more), 6))}]"


class Longer(NullTranslations):
    """A language in which each text is longer."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - gettext's own
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - as above
        return pseudo(msgid1 if n == 1 else msgid2)


def _longer_words(route: Route) -> None:
    """The islands' texts, longer: their own English is the key of each."""
    script = (FOLDER / "static" / "words-de.js").read_text()
    told = re.sub(
        r'^"((?:[^"\\]|\\.)*)": "(?:[^"\\]|\\.)*"', lambda m: f'"{m[1]}": "{pseudo(m[1])}"', script, flags=re.MULTILINE
    )
    route.fulfill(body=told, content_type="text/javascript")


def test_the_browser_asks_the_switch_decides_and_the_member_keeps(visit: Visit) -> None:
    guest = visit(locale="de-DE")
    page = guest.open("/portal/sign-in")
    expect(page.locator("h1")).to_have_text("Anmelden")
    assert page.locator("html").get_attribute("lang") == "de"
    page.select_option("#language-choice", "en")
    expect(page.locator("h1")).to_have_text("Sign in")
    guest.sign_in()
    expect(page.locator("h1")).to_have_text("Attempts")
    guest.open("/portal/account")
    page.select_option("#own-language", "de")
    page.locator("form[action='/portal/account/language'] button").click()
    expect(page.locator("h1")).to_have_text("Ihr Konto")
    elsewhere = visit(locale="en-GB")
    expect(elsewhere.sign_in().locator("h1")).to_have_text("Bearbeitungen")
    assert elsewhere.page.locator("html").get_attribute("lang") == "de"
    elsewhere.open("/portal/account")
    elsewhere.page.select_option("#own-language", "en")
    elsewhere.page.locator("form[action='/portal/account/language'] button").click()
    expect(elsewhere.page.locator("h1")).to_have_text("Your account")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("fr, de;q=0.3, en;q=0.9", "en"),
        ("fr", "en"),
        ("de;q=0", "en"),
        ("de;q=many, en", "en"),
    ],
)
def test_a_browser_gets_the_first_of_our_languages_that_it_asks_for(
    backend: Running, accepted: str, language: str
) -> None:
    answer = requests.get(f"{backend.url}/portal/sign-in", headers={"Accept-Language": accepted}, timeout=10)
    assert f'<html lang="{language}"' in answer.text


def test_what_people_read_is_german_and_what_programs_read_is_english(
    visit: Visit, worked: Worked, backend: Running
) -> None:
    page = visit(locale="de-DE").open(worked.page_url + "x")
    expect(page.locator("h1")).to_have_text("Diese Seite gibt es nicht")
    expect(page.locator("main p")).to_contain_text("dürfen es nicht sehen")
    answer = requests.get(f"{backend.url}/api/v1/assessments", headers={"Accept-Language": "de"}, timeout=10)
    assert answer.json()["code"] == "auth.session"
    assert "sign in" in answer.json().get("detail", answer.json().get("message", ""))
    page = visit(locale="de-DE").open(worked.page_url)
    expect(page.get_by_role("heading", name="Ihre Ergebnisse")).to_be_visible()
    expect(page.locator(".finding h3").first).to_contain_text("Recrutr")
    assert re.search(r"\d{1,2}\. \w+\.? \d{4}, \d{2}:\d{2} UTC", page.locator("time").first.inner_text())


@pytest.mark.parametrize("words", ["longer", pytest.param("German", marks=pytest.mark.long)])
def test_nothing_is_cut_off(visit: Visit, worked: Worked, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    member, guest, other = (visit(locale="de-DE") for _ in range(3))
    made = _made(worked, member.backend)
    if words == "longer":
        monkeypatch.setattr(saying, "_catalogue", lambda _language: Longer())
        for visitor in (member, guest, other):
            visitor.page.route("**/words-de.js", _longer_words)
    ids = {
        "attempt": worked.device.joined.attempt,
        "assessment": member.backend.assessment,
        "problem": worked.device.problems[0].problem,
    }
    wrong = _cut(member.open("/portal/sign-in")) + _cut(guest.open("/invited#ABCD-EFGH-JKMN-PQRS"))
    with member.backend.services.transaction() as tx:
        tx.session.execute(update(Member).where(Member.email == OWNER).values(language="de"))
    member.sign_in()
    for path in PAGES.values():
        wrong += _cut(member.open(path.format(**ids)))
    wrong += _cut(member.open_replay(f"/portal/attempts/{ids['attempt']}"))
    wrong += _cut(member.open(f"/portal/integrations/{made.webhook}"))
    for path in (worked.page_url, worked.page_url + "/deletion", "/portal/nowhere/x", f"/portal/join/{made.joining}"):
        wrong += _cut(guest.open(path))
    wrong += _cut(guest.open_replay(f"/share/{made.share}"))
    wrong += _second_factor(other, made.secret)
    other.page.context.clear_cookies()
    other.sign_in(OFFICER)
    wrong += _cut(other.open(f"/portal/privacy/{made.request}"))
    assert wrong == [], "\n".join(wrong)


@dataclass(frozen=True)
class _Made:
    """What pages are about that are reached by a link or a number. `secret`: of a second factor that waits."""

    share: str
    joining: str
    webhook: str
    request: str
    secret: str


def _made(worked: Worked, backend: Running) -> _Made:
    attempt = worked.device.joined.attempt
    headers = {"Authorization": f"Bearer {worked.device.joined.token}"}
    asked = {"kind": "explanation", "words": "How were the points counted?"}
    address = f"{backend.url}/api/v1/attempts/{attempt}/requests"
    request = requests.post(address, json=asked, headers=headers, timeout=30).json()["request"]
    with backend.services.transaction() as tx:
        row = tx.session.scalars(select(Member).where(Member.email == OWNER)).one()
        owner = MemberSubject(row.id, row.organisation, frozenset(Role))
        report = tx.session.scalars(select(Report).where(Report.attempt == attempt).order_by(Report.version)).all()[-1]
        _, share = create_share(tx, owner, report, ShareTerms(recipient="Jonas", days=7, with_recordings=True))
        joining = invite(tx, row.organisation, owner, "new@example.org", frozenset({Role.REVIEWER}))
        webhook, _ = make(tx, owner, "https://hooks.example.com/recrutr", [next(iter(KINDS))])
        new = NewMember("Sven Second", SECOND, PASSWORD, (Role.REVIEWER,))
        second = create_member(tx, row.organisation, new)
        second.language = "de"
        tx.session.execute(update(Member).where(Member.email == OFFICER).values(language="de"))
        tx.session.flush()
        secret = factors.begin(tx, second.id, row.organisation)
        return _Made(share, joining, webhook.id, request, secret)


def _second_factor(visitor: Visitor, secret: str) -> list[str]:
    """Its picture, the recovery codes, and the page that asks for a code."""
    visitor.sign_in(SECOND)
    wrong = _cut(visitor.open("/portal/account/factor"))
    visitor.page.locator("input[autocomplete=one-time-code]").fill(TOTP(secret).now())
    visitor.page.locator("main form button").first.click()
    expect(visitor.page.locator(".recovery-codes li")).to_have_count(10)
    wrong += _cut(visitor.page)
    visitor.page.context.clear_cookies()
    visitor.sign_in(SECOND)
    expect(visitor.page.locator("#code")).to_be_visible()
    return wrong + _cut(visitor.page)


def _cut(page: Page) -> list[str]:
    """What is cut off of a page: on a laptop, there at 200 %, and on a phone."""
    assert page.locator("html").get_attribute("lang") == "de"
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    place, found = page.url.partition("//")[2].partition("/")[2][:50], []
    for width, height in ((1366, 768), (683, 384), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{place} at {width}: {each}" for each in page.evaluate(CUT)]
    return found
