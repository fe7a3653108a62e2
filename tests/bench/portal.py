"""The portal in a real browser: a report of two hours and 200,000 edits, and what each page weighs.

Wanted: interactive in 1.5 s, at least 30 pictures a second while the slider is dragged, at most 200 KB of compressed
script on any page. Times are those of the browser's own clock, from the beginning of the navigation.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Response, sync_playwright

from tests.bench._long_attempt import long_attempt
from tests.integration.portal.conftest import BROWSER_FLAGS
from tests.integration.portal.server import OWNER, PASSWORD, Running, running_backend
from tests.integration.portal.test_everybody_can_use_it import PAGES
from tests.media.browser import BROWSER

NAME = "portal"
EDITS = 200_000
ROUNDS = 5
INTERACTIVE_S = 1.5
PICTURES_S = 30.0
SCRIPT_BYTES = 200_000
SCRUB_S = 4.0
WATCH = """
new MutationObserver(() => {
  if (window.interactiveMs === undefined && document.querySelector('[data-island=replay][data-ready]'))
    requestAnimationFrame(() => setTimeout(() => { window.interactiveMs = performance.now(); }));
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] });
"""
SCRUB = """
([seconds, jumping]) => new Promise(done => {
  const root = document.querySelector('[data-island=replay]');
  const slider = root.querySelector('[data-part=slider]');
  const length = Number(slider.max), began = performance.now(), times = [];
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const frame = () => {
    const now = performance.now();
    times.push(now);
    if (now - began > seconds * 1000) {
      const gaps = times.slice(1).map((time, at) => time - times[at]).sort((one, other) => one - other);
      return done([1000 * gaps.length / (now - began), gaps[Math.floor(gaps.length * 0.95)]]);
    }
    const part = (now - began) / (seconds * 1000);
    slider.value = String(length * (jumping ? random() : part < 0.5 ? 2 * part : 2 - 2 * part));
    slider.dispatchEvent(new Event('input'));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})
"""


def run() -> list[dict[str, Any]]:
    """Figures of the long report, then a table of the pages' weights with the heaviest as a figure."""
    with tempfile.TemporaryDirectory() as folder, running_backend(Path(folder)) as backend, _browser() as browser:
        made = long_attempt(backend, EDITS)
        ids = {"attempt": made.attempt, "assessment": backend.assessment, "problem": made.device.problems[0].problem}
        page = _signed_in(browser, backend)
        report = f"{backend.url}/portal/attempts/{made.attempt}"
        figures = [*_report(page, report), *_weights(page, backend, ids)]
        page.context.close()
    return figures


def _report(page: Page, address: str) -> list[dict[str, Any]]:
    page.context.add_init_script(WATCH)
    opened = [_interactive_s(page, address) for _ in range(ROUNDS)]
    length_s = page.evaluate("document.querySelector('[data-island=replay]').island.clock.duration")
    edits = page.evaluate("document.querySelector('[data-island=replay]').island.replay.times.length")
    page.wait_for_timeout(3000)
    scrubs = {words: _scrub(page, jumping=jumping) for words, jumping in _WAYS}
    return [
        _figure("length of the replay", length_s / 3600, "h"),
        _figure("edits in it", edits, "edits"),
        _figure("time to interactive, median", median(opened), "s", INTERACTIVE_S),
        _figure("time to interactive, worst", max(opened), "s", INTERACTIVE_S),
        *(_figure(f"pictures a second, {words}", found[0], "1/s", PICTURES_S) for words, found in scrubs.items()),
        *(_figure(f"between pictures at p95, {words}", found[1], "ms") for words, found in scrubs.items()),
        *(
            _figure(f"processor time of a picture, {words}", found[2], "ms", 1000 / PICTURES_S)
            for words, found in scrubs.items()
        ),
    ]


def _scrub(page: Page, *, jumping: bool) -> tuple[float, float, float]:
    """Pictures a second, ms between them at p95, and ms of its thread's processor time that the page used for one."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _thread_s(session)
    rate, between_ms = page.evaluate(SCRUB, [SCRUB_S, jumping])
    used_s = _thread_s(session) - before
    session.detach()
    return rate, between_ms, 1000 * used_s / (rate * SCRUB_S)


def _thread_s(session: CDPSession) -> float:
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"])


_WAYS = (("the slider dragged", False), ("jumping about", True))


def _interactive_s(page: Page, address: str) -> float:
    page.goto(address)
    while (at_ms := page.evaluate("window.interactiveMs")) is None:
        page.wait_for_timeout(50)
    return float(at_ms) / 1000


def _weights(page: Page, backend: Running, ids: dict[str, str]) -> list[dict[str, Any]]:
    """Bytes of each page, its own and with all that it loads at the first visit; scripts as gzip makes them."""
    sys.stderr.write(f"{'page':<58} {'html':>9} {'script, gzip':>13} {'style, gzip':>12} {'everything':>11}\n")
    heaviest = 0
    for path in sorted({*PAGES.values(), "/portal/attempts/{attempt}"}):
        kinds = _load(page, backend.url + path.format(**ids))
        heaviest = max(heaviest, kinds["script"])
        row = (f"{kinds[kind]:,}" for kind in ("document", "script", "stylesheet", "everything"))
        sys.stderr.write("{:<58} {:>9} {:>13} {:>12} {:>11}\n".format(path, *row))
    return [_figure("script of the heaviest page, compressed", heaviest, "bytes", SCRIPT_BYTES)]


def _load(page: Page, address: str) -> dict[str, int]:
    loaded: list[Response] = []

    def keep(answer: Response) -> None:
        loaded.append(answer)

    page.on("response", keep)
    page.goto(address, wait_until="networkidle" if "/live" not in address else "load")
    page.remove_listener("response", keep)
    kinds = {"document": 0, "script": 0, "stylesheet": 0, "everything": 0}
    for answer in loaded:
        kind = answer.request.resource_type
        if not answer.ok or answer.request.method != "GET":
            continue
        body = page.request.get(answer.url).body()  # the browser keeps no body that is large or was left behind
        sent = int(answer.headers.get("content-length") or len(body))
        small = len(gzip.compress(body, 6)) if kind in {"script", "stylesheet"} else sent
        kinds["everything"] += small
        if kind in kinds:
            kinds[kind] += small
    return kinds


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=BROWSER, chromium_sandbox=False, args=BROWSER_FLAGS)
        yield launched
        launched.close()


def _signed_in(browser: Browser, backend: Running) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{backend.url}/portal/sign-in")
    page.fill("#email", OWNER)
    page.fill("#password", PASSWORD)
    page.locator("form[action='/portal/sign-in'] button").click()
    page.wait_for_url("**/portal/attempts")
    return page


def _figure(name: str, value: float, unit: str, goal: float | None = None) -> dict[str, Any]:
    ratio = None if goal is None else round(value / goal, 2)
    return {"name": name, "value": round(value, 2), "unit": unit, "ratio": ratio, "peer": goal and "the goal"}
