"""A language chosen on the first screen: kept, and the app opens anew in it with what was typed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from app.composition import Desktop
from app.settings import Settings, read_preferences


def test_a_chosen_language_is_kept_and_the_app_opens_anew(tmp_path: Path) -> None:
    quits: list[str] = []
    desktop = cast(
        "Any",
        SimpleNamespace(
            settings=Settings("https://example.org", tmp_path, server_fixed=True),
            again=None,
            journey=SimpleNamespace(quit=lambda: quits.append("quit")),
        ),
    )
    Desktop._speak(desktop, "he", "7K3M-9QTX")
    assert read_preferences(tmp_path).language == "he"
    assert desktop.again == Settings("https://example.org", tmp_path, code="7K3M-9QTX", server_fixed=True)
    assert quits == ["quit"]
