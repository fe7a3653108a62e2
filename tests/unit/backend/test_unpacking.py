"""A bundle is taken apart alike, however its bytes come in and wherever they lie."""

from __future__ import annotations

import hashlib
import io
import os
import random

import pytest

from backend.attempts.joining import DeviceSubject
from backend.ingest.receiving import BEGINNING_BYTES, Upload
from backend.ingest.unpacking import Bundle, Unpacking
from backend.objects import Content
from protocol.bundles import MAX_INDEX_BYTES, Bundled, BundleIndex, head_digest, parse_head
from protocol.errors import InvalidInput
from protocol.sealing import MAGIC

PARTS = [MAGIC + os.urandom(size) for size in (1, 200_000, 40, 0, 70_000)]
SUBJECT = DeviceSubject(organisation="o", attempt="a", candidate="c", device="d", public_key="k")


def _body() -> tuple[bytes, bytes]:
    said = [
        Bundled(segment=3 * n, digest=hashlib.sha256(data).hexdigest(), size_bytes=len(data))
        for n, data in enumerate(PARTS)
    ]
    head = BundleIndex(segments=said).head()
    return head, b"".join(PARTS)


def _unpacked(pieces: list[bytes], content: Content) -> Bundle:
    unpacking = Unpacking()
    for piece in pieces:
        unpacking.update(piece)
    digest = unpacking.hexdigest()
    body = b"".join(pieces)
    return unpacking.bundle(Upload(content, body[:BEGINNING_BYTES], len(body), digest, digest), SUBJECT, "t", None)


def _check(bundle: Bundle) -> None:
    bundle.check()
    head, data = _body()
    assert bundle.digest == head_digest(head)
    assert [it.place.number for it in bundle.arrivals] == [0, 3, 6, 9, 12]
    for arrival, part in zip(bundle.arrivals, PARTS, strict=True):
        arrival.check()
        assert (head + data)[arrival.offset :][: arrival.upload.size_bytes] == part
        assert arrival.upload.beginning == part[:BEGINNING_BYTES]
    for arrival, part in zip(bundle.apart(), PARTS, strict=True):
        assert (arrival.upload.content, arrival.offset, arrival.bundle) == (part, 0, None)


@pytest.mark.parametrize("size", [1, 7, BEGINNING_BYTES - 1, 65_536, 10**9])
def test_however_its_bytes_come_in(size: int) -> None:
    head, data = _body()
    body = head + data
    _check(_unpacked([body[at : at + size] for at in range(0, len(body), size)], body))


def test_cut_anywhere() -> None:
    head, data = _body()
    body, chance = head + data, random.Random(7)  # noqa: S311 - cuts, no secrets
    for _ in range(200):
        cuts = sorted(chance.sample(range(1, len(body)), 6))
        _check(_unpacked([body[a:b] for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True)], body))


@pytest.mark.parametrize("kind", ["bytes", "pieces", "file"])
def test_wherever_its_bytes_lie(kind: str) -> None:
    head, data = _body()
    body = head + data
    pieces = (body[:1000], body[1000:150_000], body[150_000:])
    content: dict[str, Content] = {"bytes": body, "pieces": pieces, "file": io.BytesIO(body)}
    _check(_unpacked([body], content[kind]))


def _framed(index: bytes) -> bytes:
    return b"RCRBND1\n" + len(index).to_bytes(4, "big") + index


def test_an_index_beyond_its_limit_is_refused_however_much_of_it_is_here() -> None:
    index = _body()[0][12:]
    padded = index[:-1] + b" " * (MAX_INDEX_BYTES - len(index)) + b"}"
    assert len(parse_head(_framed(padded))[0].segments) == len(PARTS)
    with pytest.raises(InvalidInput, match="longer than any"):
        parse_head(_framed(padded[:-1] + b" }") + b"x" * 100_000)


@pytest.mark.parametrize("numbers", [(3, 3), (4, 3), (0, 1, 1)])
def test_an_index_names_each_segment_once_in_rising_order(numbers: tuple[int, ...]) -> None:
    rows = ",".join(f'{{"digest":"{"0" * 64}","segment":{n},"size_bytes":9}}' for n in numbers)
    with pytest.raises(InvalidInput):
        parse_head(_framed(f'{{"segments":[{rows}]}}'.encode()))
