"""Tiles: small pictures of camera and screen for somebody who looks live, sealed on this device.

Guarantees: nothing is written to the disk; each stream has a live track and data key of its own that only the
organisation can open; numbers rise, so that a nonce is never used twice. Must not decide whether somebody looks.
"""

from __future__ import annotations

import numpy as np

from protocol.attempts import TrackKind
from protocol.canonical import to_base64
from protocol.identifiers import new_identifier
from protocol.live import SealedTile, Tile, tile_bytes
from protocol.sealing import MAGIC, Sealer, new_data_key, wrap_for_organisation
from recorder.camera import shrink, to_jpeg
from recorder.states import PreviewPicture

WIDTHS = {TrackKind.CAMERA: 160, TrackKind.SCREEN: 320}
"""A face is told from an empty chair at 160; a window's outline, and no more, at 320."""
QUALITIES = (50, 30, 15)
MOST_BYTES = {TrackKind.CAMERA: 4 * 1024, TrackKind.SCREEN: 7 * 1024}
"""A picture is pressed harder until it fits; one that never does is left out."""


class TileMaker:
    """Makes the tiles of one stream of one launch. Used by one thread."""

    def __init__(self, attempt: str, stream: TrackKind, organisation_public_key: str) -> None:
        key = new_data_key()
        self._stream, self._track = stream, new_identifier()
        self._wrapped = wrap_for_organisation(key, organisation_public_key)
        self._sealer = Sealer(attempt, self._track, key)
        self._number = 0

    def make(self, picture: PreviewPicture, at_us: int) -> SealedTile | None:
        """Seal one picture, taken at `at_us` by the server's clock; None when it cannot be made small enough."""
        pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
        width = WIDTHS[self._stream]
        small = shrink(np.ascontiguousarray(pixels[:, :, ::-1]), width, width)
        jpegs = (to_jpeg(small, quality) for quality in QUALITIES)
        jpeg = next((each for each in jpegs if len(each) <= MOST_BYTES[self._stream]), None)
        if jpeg is None:
            return None
        plain = tile_bytes(Tile(self._stream, at_us, jpeg))
        sealed = MAGIC + self._sealer.seal(self._number, 0, plain).record
        number, self._number = self._number, self._number + 1
        return SealedTile(
            stream=self._stream,
            track=self._track,
            wrapped_key=self._wrapped,
            number=number,
            sealed=to_base64(sealed),
        )
