"""Nothing in the app moves by itself, so that there is no motion to reduce; a blinking caret follows the system."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[3]
MOVING = re.compile(r"\b(QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QAnimationGroup|setAnimated)\b")


@pytest.mark.parametrize("folder", ["ui", "editor", "app", "brand"])
def test_no_widget_is_animated(folder: str) -> None:
    files = sorted((HOUSE / folder).rglob("*.py"))
    assert files
    assert [str(file) for file in files if MOVING.search(file.read_text(encoding="utf-8"))] == []
