"""The portal's CSS: custom properties from the tokens for light, dark and high contrast, and the font faces.

Data in, text out. Follows the system unless `<html data-theme="light|dark|contrast">` says otherwise.
"""

from __future__ import annotations

from dataclasses import asdict

from brand import tokens
from brand.tokens import Appearance, Palette

_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
_LATIN_EXTENDED = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
_FACES = (
    (tokens.FONT_TEXT, "inter", (400, 600)),
    (tokens.FONT_CODE, "jetbrains-mono", (400,)),
)


def portal_css(static_path: str = "/static/brand") -> str:
    """The whole sheet. `static_path` is where the portal serves the folder `brand/`; fonts are read from its `fonts/`.

    Properties: `--canvas` … (colours by meaning, underscores as dashes), `--space-1` … (index in the scale),
    `--radius`, `--radius-small`, `--radius-large`, `--target`, `--font-text`, `--font-code`,
    `--type-<name>-size|line|weight`, `--motion-quick`, `--motion-calm`, `--focus-width`.
    """
    base = static_path.rstrip("/")
    light, dark, high = (_colours(tokens.PALETTES[name]) for name in Appearance)
    return "\n".join(
        [
            "/* Generated from brand/tokens.py. */",
            *(_face(base, *face) for face in _FACES),
            _rule(":root", ["color-scheme:light", *light, *_scales()]),
            _media("(prefers-color-scheme:dark)", _rule(":root", ["color-scheme:dark", *dark])),
            _media("(prefers-contrast:more)", _rule(":root", ["color-scheme:dark", *high])),
            _rule(':root[data-theme="light"]', ["color-scheme:light", *light]),
            _rule(':root[data-theme="dark"]', ["color-scheme:dark", *dark]),
            _rule(':root[data-theme="contrast"]', ["color-scheme:dark", *high]),
            _media("(prefers-reduced-motion:reduce)", _rule(":root", [f"--motion-{k}:0ms" for k in tokens.MOTION_MS])),
            "",
        ]
    )


def _colours(palette: Palette) -> list[str]:
    return [f"--{name.replace('_', '-')}:{value}" for name, value in asdict(palette).items()]


def _scales() -> list[str]:
    lines = [f"--space-{index}:{pixels}px" for index, pixels in enumerate(tokens.SPACE)]
    lines += [
        f"--radius-small:{tokens.RADIUS_SMALL}px",
        f"--radius:{tokens.RADIUS}px",
        f"--radius-large:{tokens.RADIUS_LARGE}px",
        f"--target:{tokens.TARGET}px",
        f"--line-width:{tokens.LINE_WIDTH}px",
        f"--focus-width:{tokens.FOCUS_WIDTH}px",
        f"--font-text:{_family(tokens.FONT_TEXT, tokens.FALLBACK_TEXT)}",
        f"--font-code:{_family(tokens.FONT_CODE, tokens.FALLBACK_CODE)}",
    ]
    for name, step in tokens.TYPE.items():
        # rem, so that text follows the size people set in their browser (16 px by default).
        lines += [
            f"--type-{name}-size:{step.size / 16:g}rem",
            f"--type-{name}-line:{step.line / 16:g}rem",
            f"--type-{name}-weight:{step.weight}",
        ]
    return lines + [f"--motion-{name}:{value}ms" for name, value in tokens.MOTION_MS.items()]


def _family(first: str, rest: tuple[str, ...]) -> str:
    return ",".join(f'"{name}"' if " " in name else name for name in (first, *rest))


def _face(base: str, family: str, stem: str, weights: tuple[int, ...]) -> str:
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};font-display:swap;'
        f'src:url("{base}/fonts/{stem}-{subset}-{weight}-normal.woff2") format("woff2");unicode-range:{span}}}'
        for weight in weights
        for subset, span in (("latin-ext", _LATIN_EXTENDED), ("latin", _LATIN))
    )


def _rule(selector: str, lines: list[str]) -> str:
    return selector + "{" + ";".join(lines) + "}"


def _media(condition: str, rule: str) -> str:
    return f"@media {condition}{{{rule}}}"
