"""The files of a package as bytes in memory, from a folder or a ZIP archive, and back into one.

Guarantees: regular files only, names by the format's own rule, byte, entry and ratio limits enforced while reading;
nothing is ever written to disk, so no name in an archive can lead anywhere.
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from protocol.errors import InvalidInput

Files = Mapping[str, bytes]
"""Path relative to the package, `/` between folders → content."""

MAX_ENTRIES = 20_000
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_RATIO = 200
"""Deflate cannot do better than about 1030:1; honest test data stays far below 200:1 as a whole."""
_RATIO_ALLOWANCE_BYTES = 16 * 1024 * 1024
"""Small archives of very regular test data may be packed tighter."""
_NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}")
"""Format 2025-09, "General requirements"."""
_HEADS = ("problem.yaml", "task.yaml")
"""The file that a package (or a task of ours) has in its top folder."""
MAX_DEPTH = 20
MAX_LINK_BYTES = 1024
_MOST_LINKS = 200
_UNIX = 3
"""The system in which a ZIP entry was made, where it carries the kind and rights of a file."""
_READ_BYTES = 256 * 1024
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Of the others the standard library unpacks whatever some kilobytes hold at once, before anybody can count it."""


def files_of_folder(folder: Path) -> dict[str, bytes]:
    """Every regular file of a package folder; names the format tells to ignore are left out.

    Symbolic links are followed only inside the package. Raises InvalidInput.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise InvalidInput("package", "a folder", f"{folder} is not a folder.")
    found: dict[str, bytes] = {}
    total = 0
    for path in _walk(root, root):
        relative = path.relative_to(root).as_posix()
        real = path.resolve()
        if not real.is_relative_to(root):
            raise _leads_out(relative)
        if not stat.S_ISREG(real.stat().st_mode):
            raise InvalidInput(relative, "a regular file", f"{relative} is not a regular file.")
        total += real.stat().st_size
        _within(len(found) + 1, total)
        found[relative] = real.read_bytes()
    return found


def _walk(root: Path, place: Path) -> Iterator[Path]:
    """Everything below that is no folder, in order; also below links to folders, which must not lead in circles."""
    relative = place.relative_to(root).as_posix()
    if len(place.relative_to(root).parts) > MAX_DEPTH:
        raise InvalidInput(relative, f"{MAX_DEPTH} levels", f"{relative}: folders go deeper than {MAX_DEPTH} levels.")
    if not place.resolve().is_relative_to(root):
        raise _leads_out(relative)
    for path in sorted(path for path in place.iterdir() if _NAME.fullmatch(path.name)):
        if path.is_dir():
            yield from _walk(root, path)
        elif path.exists():
            yield path
        else:
            where = path.relative_to(root).as_posix()
            raise InvalidInput(where, "a link to a file", f"{where} is a link to a file that does not exist.")


def _leads_out(relative: str) -> InvalidInput:
    return InvalidInput(relative, "inside the package", f"{relative} is a link that leads out of the package.")


def files_of_zip(data: bytes, most_bytes: int | None = None) -> dict[str, bytes]:
    """Every file of an archive, without the one folder in which a package lies. Raises InvalidInput.

    Symbolic links become copies of what they lead to. `most_bytes` may narrow what the whole may unpack to.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _without_top(_entries(archive, len(data), most_bytes or MAX_TOTAL_BYTES))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error) as error:
        raise InvalidInput("package", "a ZIP archive", f"The archive is damaged: {error}.") from error


def zip_of_files(files: Files, name: str) -> bytes:
    """A package as one archive with the folder `name` in it; equal files give equal bytes. Scripts may be run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{path}")
            if files[path].startswith(b"#!"):
                entry.create_system, entry.external_attr = _UNIX, (stat.S_IFREG | 0o755) << 16
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _entries(archive: zipfile.ZipFile, packed_bytes: int, most_bytes: int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    links: dict[str, str] = {}
    folded: set[str] = set()
    total = 0
    infos = archive.infolist()
    _within(len(infos), 0)
    for info in infos:
        if info.is_dir():
            continue
        _check_entry(info)
        if info.filename.casefold() in folded:
            raise InvalidInput(info.filename, "each name once", f"The archive holds {info.filename!r} twice.")
        folded.add(info.filename.casefold())
        content = bytearray()
        with archive.open(info) as entry:
            while piece := entry.read(_READ_BYTES):
                content += piece
                total += len(piece)
                _within(len(found), total, most_bytes)
                if total > max(_RATIO_ALLOWANCE_BYTES, MAX_RATIO * packed_bytes):
                    limit = f"at most {MAX_RATIO}:1"
                    raise InvalidInput("package", limit, "The archive unpacks to suspiciously much and was not read.")
        if not all(_NAME.fullmatch(part) for part in info.filename.split("/")):
            continue
        if _is_link(info):
            links[info.filename] = content[:MAX_LINK_BYTES].decode("utf-8", "replace")
        else:
            found[info.filename] = bytes(content)
    _follow(links, found, total, most_bytes)
    return found


def _is_link(info: zipfile.ZipInfo) -> bool:
    return info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16)


def _follow(links: Mapping[str, str], found: dict[str, bytes], total: int, most_bytes: int) -> None:
    """Put copies in the place of links to files and folders of the archive; links to links come in any order."""
    if len(links) > _MOST_LINKS:
        raise InvalidInput("package", f"{_MOST_LINKS} links", f"The archive holds more than {_MOST_LINKS} links.")
    waiting = dict(links)
    while waiting:
        before = len(waiting)
        for link, target in list(waiting.items()):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(link), target))
            if target.startswith("/") or path.split("/")[0] == "..":
                raise _leads_out(link)
            inside = [one for one in waiting if one == path or one.startswith(f"{path}/")]
            copied = {link + one.removeprefix(path): one for one in found if one == path or one.startswith(f"{path}/")}
            if inside or not copied:
                continue
            total += sum(len(found[one]) for one in copied.values())
            _within(len(found) + len(copied), total, most_bytes)
            found |= {name: found[one] for name, one in copied.items()}
            del waiting[link]
        if len(waiting) == before:
            where = min(waiting)
            raise InvalidInput(where, "a link to a file", f"{where} is a link to a file that does not exist.")


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.create_system == _UNIX and kind not in {0, stat.S_IFREG, stat.S_IFLNK}:
        raise InvalidInput(name, "a regular file", f"The archive holds {name!r}, which is not a regular file.")
    if info.flag_bits & 0x1:
        raise InvalidInput(name, "not encrypted", f"{name!r} in the archive is encrypted.")
    if info.compress_type not in _PACKED:
        limit = "stored or deflated"
        words = (
            f"{name!r} in the archive is packed in another way than the usual one (deflate). Pack it again with zip."
        )
        raise InvalidInput(name, limit, words)
    path = PurePosixPath(name)
    windows = "\\" in name or ":" in name
    if windows or "\0" in name or path.is_absolute() or ".." in path.parts or len(path.parts) > MAX_DEPTH:
        raise InvalidInput(name, "a path inside the package", f"The archive holds the path {name!r}, which is refused.")


def _without_top(found: dict[str, bytes]) -> dict[str, bytes]:
    if not found.keys().isdisjoint(_HEADS):
        return found
    tops = {name.partition("/")[0] for name in found if "/" in name}
    top = tops.pop() if len(tops) == 1 else ""
    if found.keys().isdisjoint(f"{top}/{head}" for head in _HEADS):
        raise InvalidInput("problem.yaml", "required", "The archive has no problem.yaml in its top folder.")
    return {name.partition("/")[2]: content for name, content in found.items() if name.startswith(f"{top}/")}


def _within(entries: int, total: int, most_bytes: int | None = None) -> None:
    most_bytes = most_bytes or MAX_TOTAL_BYTES
    if entries > MAX_ENTRIES:
        raise InvalidInput("package", f"{MAX_ENTRIES} files", f"The package has more than {MAX_ENTRIES} files.")
    if total > most_bytes:
        limit = f"{most_bytes // 2**20} MiB"
        raise InvalidInput("package", limit, f"The package is larger than {limit}.")
