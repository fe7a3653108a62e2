"""For whom a shared report was opened stands on each part of it and over the recordings; taken off, it comes back."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.test_sharing_links import make_link
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PICTURES = os.environ.get("RECRUTR_PICTURES")
EACH = "document.querySelectorAll('.stream:not(.stream-sound) > .woven').length"
WHOLE = "document.querySelectorAll('.stream:not(.stream-sound) > .woven:not([hidden]):not([style]) text').length"


def test_each_part_says_whose_link_it_is_and_says_so_again(visit: Visit, worked: Worked) -> None:
    mara = visit()
    mara.sign_in()
    whom = "Jonas <b>Weber</b> jonas@client.example"
    link = make_link(mara, worked, "with_recordings", recipient=whom)
    page = visit().open_replay(link)
    lines = page.locator(".woven-line").all_inner_texts()
    assert len(lines) == 4
    assert all(re.fullmatch(re.escape(whom) + r" · \d+ \w+ \d{4}, \d\d:\d\d UTC · [0-9a-f]{6}", line) for line in lines)
    until(page, f"{EACH} === document.querySelectorAll('.stream:not(.stream-sound)').length && {EACH} > 0")
    check(page)
    for attack in (
        "remove()",
        "style.display = 'none'",
        "setAttribute('hidden', '')",
        "querySelector('text').remove()",
    ):
        page.evaluate(f"document.querySelectorAll('.woven').forEach(each => each.{attack})")
        until(page, f"{WHOLE} > 0")
        until(page, f"document.querySelector('#results > .woven text').textContent.startsWith({whom!r})")
    page.get_by_role("button", name="Play").click()
    until(page, "document.querySelector('[data-part=stream-camera] video').currentTime > 0.5")
    other = visit().open(link).locator(".woven-line").first.inner_text()
    assert other != lines[0], "each opening has its own number"
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        for width, height in ((1366, 768), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=f"{PICTURES}/shared-{width}.png")
            page.locator("#replay").screenshot(path=f"{PICTURES}/shared-replay-{width}.png")
