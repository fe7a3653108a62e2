"""The card of an attempt: what the device must remember before and beside the store, sealed on disk.

Guarantees: it is written whole or not at all and never in the clear: it is sealed by a key out of the key holder.
Erasing the attempt removes it; then only the erasure receipt stays.
Must not: hold code or journal entries; those live in the store.
"""

from __future__ import annotations

from pathlib import Path

from app.home import write_whole
from protocol.errors import StorageFault
from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.receipts import Signed
from protocol.sealing import open_bytes, seal_bytes
from protocol.wire import Joined, NoticeAcknowledged, Started

FILE = "card.sealed"
_ASSOCIATED = b"recrutr/card/1\n"


class Card(Frozen):
    """One attempt on this device. `device_key` is the private signing key, base64; it leaves only inside the seal."""

    server: str
    device: Identifier
    device_key: str
    code: str
    joined: Joined | None = None
    noticed: NoticeAcknowledged | None = None
    started: Started | None = None
    receipt: Signed | None = None
    countersigned: Signed | None = None


def write_card(folder: Path, key: bytes, card: Card) -> None:
    """Seal and write. Raises StorageFault when the disk does not take it; the card before is then untouched."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(folder / FILE, seal_bytes(key, card.model_dump_json().encode("utf-8"), _ASSOCIATED))


def read_card(folder: Path, key: bytes) -> Card | None:
    """Read and open; None when there is no card. Raises Tampered for another key or changed bytes."""
    try:
        sealed = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageFault("store.card", "Recrutr's data folder cannot be read.") from error
    return Card.parse(open_bytes(key, sealed, _ASSOCIATED))
