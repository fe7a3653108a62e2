"""`recrutr verify FILE`: the command line of the independent check; a table in words, `--json`, an exit code.

Exit 0: everything that could be checked holds. 1: something does not. 2: the file could not be read, or not opened.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from app.verifier.checking import NAMES, RECEIPTS_APART_US, Checker, Tally
from app.verifier.reading import (
    JOURNAL_NAME,
    MAGIC,
    SEGMENTS_NAME,
    Broken,
    Part,
    count_sealed,
    file_parts,
    folder_parts,
    read_head,
    segment_name,
)
from app.verify_receipt import main as verify_receipt
from protocol.canonical import from_base64
from protocol.errors import InvalidInput

HOLDS, FAULT, UNREAD = 0, 1, 2
PUBLIC_KEY_BYTES = 32
"""Of Ed25519."""


def main(argv: list[str] | None = None) -> int:
    """Check journal, receipts and recordings of an attempt, independently of the program that wrote them."""
    arguments = _parser().parse_args(argv)
    path: Path = arguments.file
    try:
        start = b"" if path.is_dir() else _first_bytes(path)
    except OSError as error:
        sys.stderr.write(f"{path} cannot be read: {error.strerror}\n")
        return UNREAD
    opened = path.is_dir() or b'"item":' in start
    if not opened and start.lstrip().startswith(b"{"):
        return verify_receipt([str(path)])
    if not opened and not start.startswith(MAGIC) and arguments.key is None:
        sys.stderr.write(f"{path} is neither an evidence file, nor a record of one, nor a receipt.\n")
        return UNREAD
    try:
        key = None if arguments.key is None else arguments.key.read_text().strip().splitlines()[-1]
        return _Verification(arguments, key).run(path, sealed=not opened)
    except (OSError, IndexError) as error:
        unread = getattr(error, "filename", None) or arguments.key
        reason = getattr(error, "strerror", None) or "it is empty"
        sys.stderr.write(f"{unread}: {reason}\n")
        return UNREAD


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64 * 1024)


def _parser() -> argparse.ArgumentParser:
    line = argparse.ArgumentParser(
        prog="recrutr verify",
        description="Check an evidence file, the folder made of one, or a saved receipt, with nothing but public keys.",
        epilog="A signature proves only what its key is known for: compare the server's key with the one published.",
    )
    line.add_argument("file", type=Path, help="the evidence file, the folder, or the receipt")
    line.add_argument("--key", type=Path, help="file with the organisation's private key (AGE-SECRET-KEY-1…)")
    published = "the server's public key, as the organisation publishes it (base64)"
    line.add_argument("--server-key", type=_public_key, help=published)
    line.add_argument("--open", type=Path, metavar="DIR", help="write what is inside, readable, into a new folder")
    line.add_argument("--json", action="store_true", help="print the result as JSON")
    return line


def _public_key(text: str) -> str:
    try:
        if len(from_base64(text)) == PUBLIC_KEY_BYTES:
            return text
    except InvalidInput:
        pass
    raise argparse.ArgumentTypeError(f"a public key is {PUBLIC_KEY_BYTES} bytes in base64")


class _Verification:
    def __init__(self, arguments: argparse.Namespace, organisation_key: str | None) -> None:
        self._arguments, self._key = arguments, organisation_key
        self._checker = Checker(arguments.server_key, organisation_key)

    def run(self, path: Path, *, sealed: bool) -> int:
        if sealed and self._key is None:
            return self._without_key(path)
        try:
            with _Opened(self._arguments.open) as opened:
                for part in self._parts(path, sealed=sealed):
                    self._checker.take(opened.kept(part))
        except Broken as broken:
            self._checker.tallies["file"].fault(broken.where, broken.words)
        self._checker.finish()
        return self._tell()

    def _parts(self, path: Path, *, sealed: bool) -> Iterator[Part]:
        if not sealed:
            yield from folder_parts(path)
            return
        with path.open("rb") as file:
            yield from file_parts(file, read_head(file), self._key or "")

    def _without_key(self, path: Path) -> int:
        """Without a key only the outside can be looked at."""
        tally = self._checker.tallies["file"]
        try:
            with path.open("rb") as file:
                head = read_head(file)
                count = count_sealed(file)
        except Broken as broken:
            tally.fault(broken.where, broken.words)
            return self._tell()
        said = head.said
        tally.unchecked.append(f"{count} sealed parts, none cut off; opening them needs the organisation's key (--key)")
        tally.unchecked.append(f"it says of itself: attempt {said['attempt']}, device {said['device']}")
        self._tell()
        return UNREAD

    def _tell(self) -> int:
        checker = self._checker
        faults = sum(tally.fault_count for tally in checker.tallies.values())
        if self._arguments.json:
            sys.stdout.write(json.dumps(self._as_json(faults), indent=2, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write("\n".join(self._lines(faults)) + "\n")
        return FAULT if faults else HOLDS

    def _as_json(self, faults: int) -> dict[str, Any]:
        checker = self._checker
        return {
            "holds": faults == 0,
            "attempt": checker.attempt,
            "device": checker.device,
            "entries": checker.entries,
            "head": checker.head,
            "longest_receipt_gap_us": checker.longest_gap_us,
            "checks": [
                {
                    "name": tally.name,
                    "held": tally.held,
                    "faults": tally.faults,
                    "fault_count": tally.fault_count,
                    "could_not_be_checked": tally.unchecked,
                }
                for tally in checker.tallies.values()
            ],
        }

    def _lines(self, faults: int) -> Iterator[str]:
        checker = self._checker
        if checker.attempt:
            yield f"attempt {checker.attempt}, device {checker.device}"
            yield f"journal of {checker.entries} entries, ending in {checker.head}"
        for name in NAMES:
            yield from _table_lines(checker.tallies[name])
        if checker.longest_gap_us > RECEIPTS_APART_US:
            apart = checker.longest_gap_us / 1e6
            yield f"note: receipts of the server lie up to {apart:.0f} s apart (a dead network, or a pause of the work)"
        yield "EVERYTHING THAT COULD BE CHECKED HOLDS" if not faults else f"DOES NOT HOLD: {faults} faults"


def _table_lines(tally: Tally) -> Iterator[str]:
    state = "DOES NOT HOLD" if tally.fault_count else ("holds" if tally.held else "-")
    count = f"{tally.held} hold" if tally.held else ""
    if tally.fault_count:
        count = f"{count + ', ' if count else ''}{tally.fault_count} do not"
    yield f"  {state:<14} {tally.name:<24} {count}".rstrip()
    for words in tally.faults:
        yield f"                 - {words}"
    if tally.fault_count > len(tally.faults):
        yield f"                 - and {tally.fault_count - len(tally.faults)} more"
    for words in tally.unchecked[:3]:
        yield f"                 could not be checked: {words}"
    if len(tally.unchecked) > 3:
        yield f"                 could not be checked: {len(tally.unchecked) - 3} more"


class _Opened:
    """The folder of `--open`: every item as a line, every segment as a file. Without the option it does nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True)
            self._lines = (folder / JOURNAL_NAME).open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._lines.close()

    def kept(self, part: Part) -> Part:
        """The same part, written down as it is read."""
        if self._folder is None:
            return part
        text = json.dumps(part.item, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        self._lines.write(text.encode() + b"\n")
        if part.item["item"] != "segment":
            return part
        return Part(part.where, part.item, self._written(part))

    def _written(self, part: Part) -> Iterator[bytes]:
        file = (self._folder or Path()) / SEGMENTS_NAME / segment_name(part.item)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as copy:
            for piece in part.pieces:
                copy.write(piece)
                yield piece
