"""JSON documents of the outside (descriptions, keys), remembered for a while.

Guarantees: a document is asked for through the door of `calls.py` alone; what is no JSON object, or larger than
MAX_BYTES, is none; no more than MAX_KEPT are remembered. One lock guards the memory, none is held while waiting.
"""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import Any

from backend.outgoing.addresses import read_address
from backend.outgoing.calls import Answer, Reach, call
from protocol.errors import NetworkFault

MAX_BYTES = 256 * 1024
MAX_KEPT = 1000
Document = dict[str, Any]


class Documents:
    """What was read lately, by address. Thread-safe."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Document]] = {}
        self._lock = threading.Lock()

    def read(self, reach: Reach, address: str, now_us: int, max_age_us: int) -> Document:
        """The document, read at most `max_age_us` ago. Raises InvalidInput(`outgoing.address`), NetworkFault."""
        with self._lock:
            read_at_us, document = self._kept.get(address, (None, {}))
        if read_at_us is not None and 0 <= now_us - read_at_us <= max_age_us:
            return document
        answer = send(reach, "GET", address, {"Accept": "application/json"})
        document = json_in(answer)
        self.keep(address, now_us, document)
        return document

    def keep(self, address: str, now_us: int, document: Document) -> None:
        """Remember a document that was read now; the oldest makes room."""
        with self._lock:
            self._kept.pop(address, None)
            while len(self._kept) >= MAX_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[address] = (now_us, document)

    def forget(self) -> None:
        """Remember nothing, as after a start."""
        with self._lock:
            self._kept.clear()


def send(reach: Reach, method: str, address: str, headers: dict[str, str], body: bytes = b"") -> Answer:
    """One call whose answer may be as large as a document. Raises InvalidInput(`outgoing.address`), NetworkFault."""
    target = read_address(address, this_machine=reach.this_machine)
    return call(replace(reach, most_bytes=MAX_BYTES + 1), method, target, headers, body)


def json_in(answer: Answer) -> Document:
    """The JSON object of an answer that says that all is well. Raises NetworkFault(`outgoing.document`)."""
    if answer.status == 200 and len(answer.body) <= MAX_BYTES:
        try:
            document = json.loads(answer.body)
        except (ValueError, RecursionError):
            document = None
        if isinstance(document, dict):
            return document
    raise NetworkFault("outgoing.document", "The other side did not give the document that was asked for.")
