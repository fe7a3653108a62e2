"""Design tokens: the only place where a colour, a size, a font or a duration of the look is written down.

Data only: no Qt, no I/O. `brand.qss` and `brand.css` are generated from it, so that desktop and portal look as one.
Every pair in `TEXT_PAIRS` has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3), every one in `LINE_PAIRS` 3:1 (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Appearance(StrEnum):
    """The three looks."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Palette:
    """Colours by meaning, as #RRGGBB. `x_soft` is a quiet background, `on_x` the text upon x."""

    canvas: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    text: str
    text_quiet: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    good: str
    good_soft: str
    attention: str
    attention_soft: str
    stop: str
    stop_soft: str
    on_stop: str
    focus: str
    selection: str
    on_selection: str
    code_background: str
    code_margin: str
    code_margin_text: str
    code_line: str
    code_selection: str
    code_text: str
    code_keyword: str
    code_string: str
    code_number: str
    code_comment: str
    code_name: str
    code_type: str
    code_error: str
    code_brace: str


LIGHT = Palette(
    canvas="#F5F6F8",
    surface="#FFFFFF",
    sunken="#ECEEF2",
    line="#D9DDE5",
    line_strong="#7A8496",
    text="#1B2230",
    text_quiet="#4F5A6D",
    accent="#2F55C7",
    accent_hover="#2546AB",
    on_accent="#FFFFFF",
    accent_text="#2A4CB8",
    accent_soft="#E7ECFB",
    good="#17663C",
    good_soft="#E1F2E8",
    attention="#825000",
    attention_soft="#FCEFD6",
    stop="#AD2119",
    stop_soft="#FBE7E5",
    on_stop="#FFFFFF",
    focus="#2F55C7",
    selection="#2F55C7",
    on_selection="#FFFFFF",
    code_background="#FFFFFF",
    code_margin="#F5F6F8",
    code_margin_text="#5F6A7D",
    code_line="#F3F5FA",
    code_selection="#CBD8F8",
    code_text="#1B2230",
    code_keyword="#7A2AA8",
    code_string="#17663C",
    code_number="#9A3B12",
    code_comment="#4F5A6D",
    code_name="#2A4CB8",
    code_type="#0B6470",
    code_error="#AD2119",
    code_brace="#FFE2A8",
)

DARK = Palette(
    canvas="#12151B",
    surface="#1A1E26",
    sunken="#232833",
    line="#333A47",
    line_strong="#7E8AA0",
    text="#E7EAF0",
    text_quiet="#A9B3C4",
    accent="#8EA8FF",
    accent_hover="#A9BDFF",
    on_accent="#0F1633",
    accent_text="#A3B8FF",
    accent_soft="#252F52",
    good="#7AD3A2",
    good_soft="#173526",
    attention="#F0BF6A",
    attention_soft="#3B2D12",
    stop="#FF9F96",
    stop_soft="#451F1C",
    on_stop="#2C0906",
    focus="#A9BDFF",
    selection="#3D5AB8",
    on_selection="#FFFFFF",
    code_background="#161A21",
    code_margin="#12151B",
    code_margin_text="#8994A8",
    code_line="#1C212A",
    code_selection="#2C3B6E",
    code_text="#E7EAF0",
    code_keyword="#D3A4F5",
    code_string="#8FD6AE",
    code_number="#F2B28B",
    code_comment="#A5B0C2",
    code_name="#9DB6FF",
    code_type="#7FD0DA",
    code_error="#FF9F96",
    code_brace="#5A4A1E",
)

CONTRAST = Palette(
    canvas="#000000",
    surface="#000000",
    sunken="#141414",
    line="#FFFFFF",
    line_strong="#FFFFFF",
    text="#FFFFFF",
    text_quiet="#E6E6E6",
    accent="#FFE45C",
    accent_hover="#FFF2A8",
    on_accent="#000000",
    accent_text="#FFE45C",
    accent_soft="#2B2700",
    good="#7CF7A8",
    good_soft="#00210D",
    attention="#FFC95C",
    attention_soft="#2B1D00",
    stop="#FFA8A0",
    stop_soft="#330804",
    on_stop="#000000",
    focus="#5CE1FF",
    selection="#FFE45C",
    on_selection="#000000",
    code_background="#000000",
    code_margin="#000000",
    code_margin_text="#E6E6E6",
    code_line="#1A1A1A",
    code_selection="#004A9E",
    code_text="#FFFFFF",
    code_keyword="#F3B8FF",
    code_string="#8CFFB4",
    code_number="#FFC7A3",
    code_comment="#CFCFCF",
    code_name="#A8C8FF",
    code_type="#8CF2FF",
    code_error="#FFA8A0",
    code_brace="#5C5200",
)

PALETTES: dict[Appearance, Palette] = {
    Appearance.LIGHT: LIGHT,
    Appearance.DARK: DARK,
    Appearance.CONTRAST: CONTRAST,
}

_GROUNDS = ("canvas", "surface", "sunken")
_CODE_GROUNDS = ("code_background", "code_line", "code_selection")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "text_quiet", "accent_text") for ground in _GROUNDS),
    *((state, ground) for state in ("good", "attention", "stop") for ground in _GROUNDS),
    *((state, f"{state}_soft") for state in ("good", "attention", "stop")),
    *(("text", f"{state}_soft") for state in ("good", "attention", "stop", "accent")),
    *(("text_quiet", f"{state}_soft") for state in ("good", "attention", "stop", "accent")),
    ("accent_text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_stop", "stop"),
    ("on_selection", "selection"),
    *(
        (f"code_{name}", ground)
        for name in ("text", "keyword", "string", "number", "comment", "name", "type", "error")
        for ground in _CODE_GROUNDS
    ),
    ("code_margin_text", "code_margin"),
    ("code_text", "code_brace"),
)
"""(text, background): each at least 4.5:1 in every palette."""
LINE_PAIRS: tuple[tuple[str, str], ...] = (
    *((line, ground) for line in ("line_strong", "focus", "accent") for ground in _GROUNDS),
    ("focus", "code_background"),
)
"""(border or symbol, background): each at least 3:1 in every palette."""


SPACE = (0, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64)
"""The spacing scale in pixels; steps of 4."""
RADIUS_SMALL = 4
RADIUS = 8
RADIUS_LARGE = 12
TARGET = 32
"""Height of a control in pixels; WCAG 2.2, 2.5.8 asks for at least 24."""
TARGET_MINIMUM = 24
LINE_WIDTH = 1
FOCUS_WIDTH = 2

FONT_TEXT = "Inter"
FONT_CODE = "JetBrains Mono"
FONT_CODE_DESKTOP = "JetBrains Mono NL"
"""The same without ligatures: code shall look as it is typed. The portal turns them off by CSS."""
FALLBACK_TEXT = ("Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
FALLBACK_CODE = ("Cascadia Mono", "Menlo", "DejaVu Sans Mono", "monospace")


@dataclass(frozen=True)
class Type:
    """A step of the type scale: size and line height in pixels, weight 400 to 700."""

    size: int
    line: int
    weight: int = 400


TYPE: dict[str, Type] = {
    "caption": Type(12, 16),
    "body": Type(14, 20),
    "strong": Type(14, 20, 600),
    "lead": Type(16, 24),
    "heading": Type(18, 24, 600),
    "title": Type(24, 32, 600),
    "display": Type(32, 40, 600),
    "code": Type(14, 20),
}

MOTION_MS: dict[str, int] = {"quick": 100, "calm": 200}
"""Durations; interfaces leave motion out when the system asks for less of it. Nothing blinks."""


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2, "relative luminance")."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
