"""The browser opens what protocol.sealing seals, byte for byte, and refuses everything that was touched."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from backend.portal.assets import asset
from protocol.canonical import digest_hex, to_base64
from protocol.identifiers import new_identifier
from protocol.sealing import LAST_IN_SEGMENT, MAGIC, Sealer, new_data_key
from tests.integration.portal.conftest import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
ATTEMPT, TRACK, KEY = new_identifier(), new_identifier(), new_data_key()
OPEN = """
async ({module, data, key, expected}) => {
  const sealed = await import(module);
  const bytes = sealed.fromBase64(data);
  try {
    const plain = await sealed.openSegment(bytes, await sealed.importKey(sealed.fromBase64(key)), expected);
    return {plain: btoa(Array.from(plain, byte => String.fromCharCode(byte)).join(''))};
  } catch (error) {
    return {error: error.message, ours: error instanceof sealed.Unverified};
  }
}
"""
PLAIN = [bytes([number]) * (1000 + number) for number in range(5)]


class Made:
    """Two segments of one track: bytes, and the last tags in hex."""

    def __init__(self, attempt: str = ATTEMPT, track: str = TRACK) -> None:
        sealer, self.files, self.tags = Sealer(attempt, track, KEY), [], []
        for segment in range(2):
            sealed = [
                sealer.seal(segment, number, plain, LAST_IN_SEGMENT if number == 4 else 0)
                for number, plain in enumerate(PLAIN)
            ]
            self.files.append([each.record for each in sealed])
            self.tags.append(sealed[-1].tag.hex())

    def file(self, segment: int = 0) -> bytes:
        return MAGIC + b"".join(self.files[segment])


@pytest.fixture(scope="module")
def made() -> Made:
    return Made()


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit().open("/portal/sign-in")


def opened(page: Page, data: bytes, **expected: Any) -> dict[str, Any]:
    values = {"attempt": ATTEMPT, "track": TRACK, "segment": 0} | expected
    given = {"module": asset("sealed.js"), "data": to_base64(data), "key": to_base64(KEY), "expected": values}
    result: dict[str, Any] = page.evaluate(OPEN, given)
    return result


def test_opens_byte_for_byte_with_everything_checked(page: Page, made: Made) -> None:
    checks = {"digest": digest_hex(made.file()), "previousTag": "00" * 16, "lastTag": made.tags[0], "fragments": 5}
    assert opened(page, made.file(), **checks) == {"plain": to_base64(b"".join(PLAIN))}
    second = {"segment": 1, "previousTag": made.tags[0], "lastTag": made.tags[1], "fragments": 5}
    assert opened(page, made.file(1), **second) == {"plain": to_base64(b"".join(PLAIN))}


def touched(made: Made) -> dict[str, bytes]:
    whole, parts = made.file(), made.files[0]
    header = struct.calcsize(">IIIB16s")
    flags = bytearray(whole)
    flags[len(MAGIC) + 12] ^= 2
    cipher = bytearray(whole)
    cipher[len(MAGIC) + header + 7] ^= 1
    return {
        "a changed byte": bytes(cipher),
        "a changed flag": bytes(flags),
        "a dropped fragment": MAGIC + b"".join(parts[:2] + parts[3:]),
        "two fragments exchanged": MAGIC + b"".join([parts[0], parts[2], parts[1], *parts[3:]]),
        "cut in a fragment": whole[:-5],
        "cut in a header": whole + b"\0\0\0\1",
        "no magic": b"X" + whole[1:],
        "nothing but the magic": MAGIC,
        "an absurd length": MAGIC + b"\xff\xff\xff\xff" + bytes(40),
        "from another attempt": Made(attempt=new_identifier()).file(),
        "from another track": Made(track=new_identifier()).file(),
        "the other segment": made.file(1),
    }


@pytest.mark.parametrize("what", list(touched(Made())))
def test_refuses_with_words(page: Page, made: Made, what: str) -> None:
    result = opened(page, touched(made)[what])
    assert result.get("ours"), result
    assert len(result["error"]) > 20


def test_the_end_cut_off_cleanly_is_noticed_by_the_journal(page: Page, made: Made) -> None:
    short = MAGIC + b"".join(made.files[0][:4])
    assert "plain" in opened(page, short)
    assert opened(page, short, lastTag=made.tags[0])["ours"]
    assert opened(page, short, fragments=5)["ours"]
    assert opened(page, short, digest=digest_hex(made.file()))["ours"]
    assert opened(page, made.file(1), segment=1, previousTag="11" * 16)["ours"]
