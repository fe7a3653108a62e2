"""The way of docs/candidate-guide.md can be gone as it is told there, and each of its steps has its picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.demo.driver import Hands
from tests.end2end.newcomer import STEPS, place, walk

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_each_step_has_its_picture_in_the_guide_in_this_order() -> None:
    guide = (DOCS / "candidate-guide.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\(images/guide-([a-z-]+)\.png\)", guide)
    assert tuple(shown) == STEPS
    assert sorted(path.stem.removeprefix("guide-") for path in (DOCS / "images").glob("guide-*.png")) == sorted(STEPS)


@pytest.mark.long
@pytest.mark.docker
@pytest.mark.timeout(600)
def test_a_newcomer_gets_from_the_code_to_the_next_assessment(tmp_path: Path, qapp: object) -> None:
    seen: list[str] = []

    def tell(step: str, hands: Hands) -> None:
        assert hands.window.isVisible()
        seen.append(step)

    with place(tmp_path) as world:
        walk(world, tell)
    assert tuple(seen) == STEPS
