"""Static files of the portal: style sheets, islands, fonts. Only files found at start are served, by exact name.

Addresses carry a digest of all assets, so browsers may keep them for ever; a new build has new addresses.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

import brand
from backend.access import not_found
from backend.portal.pages import FOLDER, add_global
from brand.css import portal_css
from brand.icons import app_icon_svg

router = APIRouter(include_in_schema=False)
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_IMPORTED = re.compile(r'^import .* from "\./([a-z]+\.js)";$', re.MULTILINE)
_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@cache
def _files() -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in sorted((FOLDER / "static").iterdir()) if path.suffix in _TYPES}
    found["brand.css"] = portal_css("/static/brand").encode()
    found["mark.svg"] = app_icon_svg().encode()
    return found


@cache
def _fonts() -> dict[str, bytes]:
    folder = Path(next(iter(brand.__path__))) / "fonts"
    return {path.name: path.read_bytes() for path in folder.glob("*.woff2")}


@cache
def version() -> str:
    """Digest of all assets, 12 hex digits."""
    whole = hashlib.sha256()
    for name, data in sorted(_files().items()):
        whole.update(name.encode() + b"\0" + data)
    return whole.hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file. Raises KeyError for one that does not exist."""
    _files()[name]
    return f"/static/portal/{version()}/{name}"


@cache
def modules(name: str) -> tuple[str, ...]:
    """The addresses of all modules that a script needs, itself first, so that a page can ask for them at once."""
    found = [name]
    for each in found:
        found += [other for other in _IMPORTED.findall(_files()[each].decode()) if other not in found]
    return tuple(asset(each) for each in found)


@router.get("/static/portal/{build}/{name}")
def portal_file(build: str, name: str) -> Response:
    """A style sheet or an island. An older `build` gets the present file: better than a page without its style."""
    del build
    return _answer(_files(), name)


@router.get("/static/brand/fonts/{name}")
def font_file(name: str) -> Response:
    """A font of the brand."""
    return _answer(_fonts(), name)


def _answer(files: dict[str, bytes], name: str) -> Response:
    if name not in files:
        raise not_found()
    return Response(files[name], media_type=_TYPES[Path(name).suffix], headers=_HEADERS)


add_global("asset", asset)
add_global("modules", modules)
