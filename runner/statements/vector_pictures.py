"""SVG pictures, rebuilt from a list of what may be in them.

Guarantees: what comes out holds no script, no event, no foreign object, no animation and no reference out of itself;
drawing it costs no more than its size suggests. Everything else of the author's file is left away.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from protocol.errors import InvalidInput

MAX_BYTES = 1024 * 1024
MAX_ELEMENTS = 20_000
MAX_DRAWN = 50_000
"""Elements after every `use` is followed."""
MAX_DEPTH = 100
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset(
    (  # noqa: SIM905 - words in a line read better
        "svg g path rect circle ellipse line polyline polygon text tspan title desc defs symbol use image style "
        "marker linearGradient radialGradient stop clipPath mask pattern"
    ).split()
)
_ATTRIBUTES = frozenset(
    (  # noqa: SIM905 - words in a line read better
        "id class style transform viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d "
        "points dx dy rotate textLength lengthAdjust offset gradientUnits gradientTransform spreadMethod patternUnits "
        "patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerWidth markerHeight "
        "markerUnits orient refX refY version fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke- "
        "linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity color display "
        "visibility clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop-opacity font-family "
        "font-size font-style font-weight font-variant letter-spacing word-spacing text-anchor text-decoration "
        "dominant-baseline alignment-baseline baseline-shift paint-order vector-effect"
    ).split()
)
_INSIDE = re.compile(r"#[\w.:-]+")
_RASTER = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")
_ADDRESS = re.compile(r"url\(\s*(['\"]?)(#[\w.:-]+)\1\s*\)")
_DANGER = re.compile(r"url\s*\(|@|\\|javascript:|expression|/\*|&", re.IGNORECASE)

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


def parse_svg(name: str, data: bytes) -> ET.Element:
    """The sanitised tree of an SVG file. Raises InvalidInput naming the file and the limit."""
    if len(data) > MAX_BYTES:
        raise _bad(name, f"at most {MAX_BYTES // 2**20} MiB", f"is larger than {MAX_BYTES // 2**20} MiB")
    try:
        text = data.decode("utf-8-sig")
        # Expat would expand entities without end; a picture needs none.
        if "<!ENTITY" in text:
            raise _bad(name, "without entities", "declares entities, which pictures may not")
        root = ET.fromstring(text)  # noqa: S314 - entities were refused above, and nothing external is ever loaded
    except (UnicodeDecodeError, ET.ParseError, ValueError) as error:
        raise _bad(name, "an SVG file in UTF-8", "is not an SVG file in UTF-8") from error
    if root.tag not in {f"{{{_SVG}}}svg", "svg"}:
        raise _bad(name, "an SVG file in UTF-8", "is not an SVG file in UTF-8")
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS:
        raise _bad(name, f"at most {MAX_ELEMENTS} elements", f"has more than {MAX_ELEMENTS} elements")
    clean = _cleaned(name, root, 0)
    _check_drawn(name, clean)
    return clean


def sanitised_svg(name: str, data: bytes) -> bytes:
    """The file of `parse_svg`."""
    made: bytes = ET.tostring(parse_svg(name, data), encoding="utf-8")
    return made


def _cleaned(name: str, source: ET.Element, depth: int) -> ET.Element:
    if depth > MAX_DEPTH:
        raise _bad(name, f"nested at most {MAX_DEPTH} deep", f"is nested more than {MAX_DEPTH} deep")
    local = _local(source)
    made = ET.Element(f"{{{_SVG}}}{local}", dict(_attributes(source)))
    made.tail = source.tail
    made.text = source.text
    if local == "style" and not _harmless(source.text or ""):
        made.text = ""
    for child in source:
        if _local(child) in _ELEMENTS:
            made.append(_cleaned(name, child, depth + 1))
    return made


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        if key in {"href", f"{{{_XLINK}}}href"}:
            allowed = _RASTER if _local(element) == "image" else _INSIDE
            if allowed.fullmatch(value.strip()):
                yield f"{{{_XLINK}}}href", value.strip()
        elif key in _ATTRIBUTES and _harmless(value):
            yield key, value


def _harmless(value: str) -> bool:
    """Whether a value or a style sheet points nowhere but into its own picture."""
    return _DANGER.search(_ADDRESS.sub("", value)) is None


def _check_drawn(name: str, root: ET.Element) -> None:
    """A few nested `use` elements can stand for billions; what they stand for is counted before anybody draws it."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[int, int] = {}
    open_now: set[int] = set()

    def drawn(element: ET.Element) -> int:
        at = id(element)
        if at in open_now or len(open_now) > 2 * MAX_DEPTH:
            raise _bad(name, "no element inside itself", "uses an element inside itself")
        if at not in known:
            open_now.add(at)
            target = named.get(element.get(f"{{{_XLINK}}}href", "")[1:]) if _local(element) == "use" else None
            known[at] = min(1 + sum(map(drawn, element)) + (drawn(target) if target is not None else 0), 2**40)
            open_now.discard(at)
        return known[at]

    if drawn(root) > MAX_DRAWN:
        raise _bad(name, f"at most {MAX_DRAWN} drawn elements", f"draws more than {MAX_DRAWN} elements")


def _local(element: ET.Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(f"{{{_SVG}}}")


def _bad(name: str, limit: str, fault: str) -> InvalidInput:
    return InvalidInput(name, limit, f"{name}: the picture {fault}.")
