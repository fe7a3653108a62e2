"""Names, landmarks, contrast, reflow and the keyboard on every page, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.server import OFFICER, OWNER, PASSWORD
from tests.integration.portal.test_sharing_links import make_link
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]

CHECK = r"""
() => {
  const bad = [], seen = el => el.offsetParent !== null && getComputedStyle(el).visibility !== 'hidden';
  const name = el => (el.getAttribute('aria-label') || (el.labels && el.labels[0] && el.labels[0].textContent)
    || el.textContent || el.title || '').trim();
  for (const el of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary'))
    if (seen(el) && !name(el)) bad.push('no name: ' + el.outerHTML.slice(0, 120));
  const ids = [...document.querySelectorAll('[id]')].map(el => el.id);
  for (const id of new Set(ids)) if (ids.filter(other => other === id).length > 1) bad.push('id twice: ' + id);
  if (document.querySelectorAll('h1').length !== 1) bad.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) bad.push('not one main');
  if (!document.documentElement.lang || !document.title) bad.push('no lang or title');
  for (const el of document.querySelectorAll('[aria-describedby]'))
    for (const id of el.getAttribute('aria-describedby').split(' ')) if (!document.getElementById(id)) bad.push('dangling ' + id);
  const rgb = text => { const m = text.match(/[\d.]+/g).map(Number); return {c: m.slice(0, 3), a: m[3] === undefined ? 1 : m[3]}; };
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = el => { for (let at = el; at; at = at.parentElement) { const found = rgb(getComputedStyle(at).backgroundColor);
    if (found.a === 1) return found.c; } return [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.nodeValue.trim() || !seen(el) || el.closest('svg, script, noscript, .unseen, .skip')) continue;
    const [a, b] = [light(rgb(getComputedStyle(el).color).c), light(ground(el))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push('contrast ' + ratio.toFixed(2) + ': ' + el.outerHTML.slice(0, 100));
  }
  for (const el of document.querySelectorAll('button, select, .button, input[type=checkbox]')) {
    const box = el.getBoundingClientRect();
    const label = el.closest('label');
    const height = label ? label.getBoundingClientRect().height : box.height;
    if (seen(el) && height < 24) bad.push('small target: ' + el.outerHTML.slice(0, 100));
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) bad.push('wider than the window by ' + wide);
  return bad;
}
"""


def check(page: Page) -> None:
    assert page.evaluate(CHECK) == [], page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (390, 844), (320, 640)])
def test_every_page_holds(visit: Visit, worked: Worked, scheme: str, size: tuple[int, int]) -> None:
    looks = {"color_scheme": scheme, "viewport": {"width": size[0], "height": size[1]}}
    member, officer, guest = visit(**looks), visit(**looks), visit(**looks)
    member.sign_in(OWNER, "wrong")
    check(member.page)
    member.sign_in()
    for path in ("/portal/attempts", "/portal/attempts?q=nothing", "/portal/audit", "/portal/privacy", "/portal/nowhere/x"):
        if "nowhere" not in path:
            check(member.open(path))
    member.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    member.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check(member.page)
    link = make_link(member, worked, "with_recordings")
    check(member.page)
    guest.open_replay(link)
    check(guest.page)
    check(guest.open(link + "x"))
    guest.open(worked.page_url)
    guest.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check(guest.page)
    check(guest.open(worked.page_url + "/deletion"))
    officer.sign_in(OFFICER)
    check(officer.open("/portal/privacy"))


def test_the_whole_way_by_keyboard(visit: Visit, worked: Worked) -> None:
    page = visit(viewport={"width": 1366, "height": 768}).open("/portal/sign-in")
    assert page.evaluate("document.activeElement.id") == "email"
    page.keyboard.type(OWNER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/attempts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    _tab_to(page, f"document.activeElement.textContent === {worked.device.joined.candidate_name!r}")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-island=replay][data-ready]")
    _tab_to(page, "document.activeElement.dataset.part === 'play'")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    until(page, "document.querySelector('[data-island=replay]').island.clock.time > 0.5")


def _tab_to(page: Page, expression: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(expression):
            return
    pytest.fail(f"the Tab key never reached: {expression}")
