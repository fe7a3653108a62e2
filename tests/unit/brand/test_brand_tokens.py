"""The tokens keep their promises: contrast, scales, generated files up to date, fonts with their licences."""

from __future__ import annotations

from dataclasses import fields

import pytest

from brand import files, tokens
from brand.css import portal_css
from brand.generate import drawings
from brand.icons import ICONS, icon_svg
from brand.qss import palette_roles, style_sheet
from brand.tokens import LINE_PAIRS, PALETTES, TEXT_PAIRS, Appearance, Palette, contrast


def test_contrast_of_known_colours() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("appearance", list(Appearance))
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable(appearance: Appearance, text: str, ground: str) -> None:
    palette = PALETTES[appearance]
    wanted = 7.0 if appearance is Appearance.CONTRAST and not text.startswith("code") else 4.5
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= wanted


@pytest.mark.parametrize("appearance", list(Appearance))
@pytest.mark.parametrize(("line", "ground"), LINE_PAIRS)
def test_borders_and_focus_rings_are_visible(appearance: Appearance, line: str, ground: str) -> None:
    palette = PALETTES[appearance]
    assert contrast(getattr(palette, line), getattr(palette, ground)) >= 3


def test_every_text_colour_is_in_a_pair() -> None:
    grounds = {ground for _, ground in (*TEXT_PAIRS, *LINE_PAIRS)}
    fronts = {front for front, _ in (*TEXT_PAIRS, *LINE_PAIRS)}
    decorative = {"line"}
    assert {field.name for field in fields(Palette)} == grounds | fronts | decorative


def test_scales() -> None:
    assert all(step % 4 == 0 for step in tokens.SPACE)
    assert all(step.line % 4 == 0 and step.line >= step.size for step in tokens.TYPE.values())
    assert tokens.TARGET >= tokens.TARGET_MINIMUM >= 24


def test_css_has_every_colour_for_every_appearance() -> None:
    css = portal_css("/static/brand/")
    for field in fields(Palette):
        assert css.count(f"--{field.name.replace('_', '-')}:") == 6
    assert 'url("/static/brand/fonts/inter-latin-400-normal.woff2")' in css
    assert css.count("{") == css.count("}")


def test_every_font_that_css_names_is_there() -> None:
    names = [part.split('")')[0] for part in portal_css("x").split('url("x/')[1:]]
    assert len(names) == 6
    assert all((files.ROOT / name).is_file() for name in names)


def test_fonts_of_the_desktop_and_licences_are_there() -> None:
    assert all(path.is_file() for path in files.DESKTOP_FONTS)
    assert len(list(files.FONTS.glob("*-OFL.txt"))) == 2


def test_the_style_sheet_names_only_drawings_that_exist() -> None:
    for appearance, palette in PALETTES.items():
        sheet = style_sheet(palette, (files.ART / appearance.value).as_posix())
        paths = [part.split('"')[0] for part in sheet.split('url("')[1:]]
        assert len(paths) == 2
        assert all(path in {str(found) for found in drawings()} for path in paths)
        assert "ICON_" not in sheet
        assert set(palette_roles(palette)) >= {"Window", "Text", "Highlight"}


def test_generated_files_are_up_to_date() -> None:
    for path, text in drawings().items():
        assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ICONS)
def test_icons_take_their_colour(name: str) -> None:
    drawn = icon_svg(name, "#123456")
    assert "currentColor" not in drawn
    assert drawn.startswith("<svg ")
