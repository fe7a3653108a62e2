"""The door to Typst, which sets a page from one of our templates and data.

Guarantees: whatever somebody wrote reaches the template as data and is set as it stands, never read as a program; no
file and no network is read but the template and the brand's fonts. The result is tagged (PDF/UA-1) for screen readers,
unless it holds a sign that no font of this machine has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

import brand
from backend.figures import moment_words
from backend.saying import language, say

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path(next(iter(brand.__path__))) / "fonts"


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """A PDF of `template` (a name without ending) filled with `data`, which JSON can hold."""
    inputs = {"data": json.dumps(_without_controls(data), ensure_ascii=False)}
    try:
        return _compiled(template, inputs, "ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(template, inputs, "1.7")


def edges(organisation: str, fingerprint: str, now_us: int) -> dict[str, str]:
    """What each paper has in its foot and about itself; the template puts the numbers of the pages in."""
    return {
        "language": language(),
        "organisation": organisation,
        "foot": say("{organisation} \u00b7 made {made}", organisation=organisation, made=moment_words(now_us)),
        "pages": say("page {page} of {pages}", page="{page}", pages="{pages}"),
        "signed": say("Signed. SHA-256 of the certificate: {fingerprint}", fingerprint=fingerprint),
    }


def _compiled(template: str, inputs: dict[str, str], standard: Literal["ua-1", "1.7"]) -> bytes:
    return typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        sys_inputs=inputs,
        format="pdf",
        font_paths=[_FONTS],
        pdf_standards=standard,
    )


def _without_controls(value: Any) -> Any:
    """The same without signs that cannot be set (controls but line breaks and tabulators)."""
    if isinstance(value, str):
        return "".join(sign for sign in value.replace("\t", "    ") if sign == "\n" or sign.isprintable())
    if isinstance(value, Mapping):
        return {name: _without_controls(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_controls(each) for each in value]
    return value
