"""Pictures of a statement as `data:` addresses: PNG and JPEG as they are, SVG sanitised, PDF pages drawn.

Guarantees: only files of the package beside the statement; nothing that would take a viewer more memory than
`MAX_PIXELS`; PDF is opened in a bounded process that can reach no file.
"""

from __future__ import annotations

import base64
import posixpath
import struct
from dataclasses import dataclass

from protocol.errors import InvalidInput
from runner.statements.bounded import MIB, on_workbench
from runner.statements.fragment import Files
from runner.statements.vector_pictures import sanitised_svg

MAX_PAGES = 30
MAX_PIXELS = 40_000_000
_PAGE_WIDTH, _PAGE_PIXELS = 1280, 4_000_000
_MAX_PAGES_BYTES = 32 * MIB
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg", ".pdf": "pdf"}
_ALLOWED = "a .png, .jpg, .jpeg, .svg or .pdf file beside the statement"


@dataclass(frozen=True)
class Page:
    """One drawn page of a PDF; its measures are in points."""

    address: str
    text: str
    width_points: float


def find_picture(file: str, source: str, files: Files) -> str | None:
    """The path of the picture that `file` names, None when there is none. InvalidInput for one from elsewhere."""
    if ":" in source or source.startswith("/"):
        raise InvalidInput(file, "a picture of the package", f"{file}: the picture {source!r} is not in the package.")
    folder = posixpath.dirname(file)
    path = posixpath.normpath(posixpath.join(folder, source))
    ending = posixpath.splitext(path)[1].lower()
    if not path.startswith(f"{folder}/") or (path in files and ending not in _KINDS):
        raise InvalidInput(file, _ALLOWED, f"{file}: the picture {source!r} is not {_ALLOWED}.")
    candidates = [path] if ending in _KINDS else [path + one for one in _KINDS]
    return next((one for one in candidates if one in files), None)


def address_of(path: str, files: Files) -> str:
    """The picture as an address that holds it. Raises InvalidInput when it is not what its name says."""
    data, kind = files[path], _KINDS[posixpath.splitext(path)[1].lower()]
    if kind == "pdf":
        return draw_pages(path, data, max_pages=1)[0].address
    if kind == "svg":
        return _address("svg+xml", sanitised_svg(path, data))
    try:
        width, height = (_png_size if kind == "png" else _jpeg_size)(data)
    except (struct.error, IndexError, ValueError) as error:
        limit = f"a {kind.upper()} picture"
        raise InvalidInput(path, limit, f"{path}: the picture is not {limit}.") from error
    if width * height > MAX_PIXELS:
        limit = f"{MAX_PIXELS // 10**6} megapixels"
        raise InvalidInput(path, limit, f"{path}: the picture has more than {limit}.")
    return _address(kind, data)


def draw_pages(file: str, data: bytes, *, max_pages: int = MAX_PAGES) -> list[Page]:
    """The first pages of a PDF. Raises InvalidInput when it cannot be read or needs too much."""
    words = ["pages", str(max_pages), str(_PAGE_WIDTH), str(_PAGE_PIXELS)]
    answer = on_workbench(file, words, data, max_output_bytes=_MAX_PAGES_BYTES)
    if "error" in answer or answer["count"] < 1:
        raise InvalidInput(
            file, "a PDF that can be opened", f"{file}: is no PDF that can be opened without a password."
        )
    if max_pages > 1 and answer["count"] > max_pages:
        raise InvalidInput(file, f"at most {max_pages} pages", f"{file}: the PDF has more than {max_pages} pages.")
    return [
        Page(f"data:image/{page['kind']};base64,{page['data']}", page["text"], page["width"])
        for page in answer["pages"]
    ]


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _png_size(data: bytes) -> tuple[int, int]:
    signature, width, height = struct.unpack(">8s8xII", data[:24])
    if signature != b"\x89PNG\r\n\x1a\n":
        raise ValueError
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    if data[:3] != b"\xff\xd8\xff":
        raise ValueError
    at = 2
    while True:
        mark, length = struct.unpack(">HH", data[at : at + 4])
        # The frame header: C0 to CF without the tables C4, C8 and CC.
        if 0xFFC0 <= mark <= 0xFFCF and mark not in {0xFFC4, 0xFFC8, 0xFFCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if mark < 0xFF00:
            raise ValueError
        at += 2 + length
