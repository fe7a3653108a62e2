"""Writes the drawings that must lie in files: `python -m brand.generate`. A test fails when they are out of date."""

from __future__ import annotations

from pathlib import Path

from brand import tokens
from brand.files import ART
from brand.icons import app_icon_svg, icon_svg


def drawings() -> dict[Path, str]:
    """Every generated file and its text."""
    found = {ART / "recrutr.svg": app_icon_svg(size=256) + "\n"}
    for name, palette in tokens.PALETTES.items():
        found[ART / name.value / "tick.svg"] = icon_svg("tick", palette.on_accent) + "\n"
        found[ART / name.value / "down.svg"] = icon_svg("down", palette.text_quiet) + "\n"
    return found


def main() -> None:
    """Write them all."""
    for path, text in drawings().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
