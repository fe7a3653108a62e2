"""The second OpenCV door: small grey pictures, how bright, sharp and moved they are, and where faces and bodies show.

It finds *that* there is a face, by shape, in a picture of at most 320 points; it cannot tell whose. Used by the
observer's thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import recorder.camera  # noqa: F401 - first: it silences OpenCV and takes back its Qt settings

# isort: split
import cv2
import numpy as np
from numpy.typing import NDArray

from recorder.media import Pixels

Grey = NDArray[np.uint8]
WIDTH = 320
Box = tuple[int, int, int, int]
"""Left, top, width, height; of a side view that was mirrored, as it was looked at."""
_FOLDER = Path(cv2.__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Light:
    """Mean and spread of brightness (0 to 255), and sharpness (variance of the Laplacian)."""

    mean: float
    spread: float
    sharpness: float


def small_grey(pixels: Pixels) -> Grey:
    """The picture in grey, at most 320 points wide. `pixels` has the shape (height, width, 3 or 4)."""
    height, width = pixels.shape[:2]
    code = cv2.COLOR_BGRA2GRAY if pixels.shape[2] == 4 else cv2.COLOR_BGR2GRAY
    if width > WIDTH:
        size = (WIDTH, max(1, height * WIDTH // width))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return cv2.cvtColor(pixels, code).astype(np.uint8)


def light_of(grey: Grey) -> Light:
    """How bright and sharp it is."""
    sharpness = float(cv2.Laplacian(grey, cv2.CV_64F).var())
    return Light(float(grey.mean()), float(grey.std()), sharpness)


def moved(one: Grey, other: Grey) -> float:
    """The mean difference of two pictures of one size, in steps of brightness; 255 when their sizes differ."""
    return float(cv2.absdiff(one, other).mean()) if one.shape == other.shape else 255.0


def changed_share(one: Grey, other: Grey, step: int = 18) -> float:
    """The share of points that changed by more than `step` after smoothing: people move, a sensor's noise does not."""
    if one.shape != other.shape:
        return 1.0
    blurred = [cv2.GaussianBlur(each, (9, 9), 0) for each in (one, other)]
    return float((cv2.absdiff(*blurred) > step).mean())


class Finder:
    """Finds faces, from the front and from the side, and upper bodies.

    A look in which a face shows from the front takes some 20 ms, one in which none does some 60. Of the two sides only
    one is looked at each time, in turn: what counts rests on several looks.
    """

    def __init__(self) -> None:
        names = ("frontalface_alt2", "profileface", "upperbody")
        self._front, self._side, self._body = (
            cv2.CascadeClassifier(str(_FOLDER / f"haarcascade_{name}.xml")) for name in names
        )
        self._even = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8))
        self._mirrored = False

    def faces(self, grey: Grey) -> list[Box]:
        """Where faces show: from the front, or, when none does, from the side."""
        even = self._even.apply(grey).astype(np.uint8)
        least = max(18, grey.shape[0] // 9)
        found = _boxes(self._front, even, least, neighbours=4)
        if found:
            return found
        self._mirrored = not self._mirrored
        side = cv2.flip(even, 1).astype(np.uint8) if self._mirrored else even
        return _boxes(self._side, side, least, neighbours=5)

    def bodies(self, grey: Grey) -> list[Box]:
        """Where upper bodies show."""
        return _boxes(self._body, grey, max(40, grey.shape[0] // 5), neighbours=3)


def _boxes(cascade: cv2.CascadeClassifier, grey: Grey, least: int, neighbours: int) -> list[Box]:
    found = cascade.detectMultiScale(grey, scaleFactor=1.2, minNeighbors=neighbours, minSize=(least, least))
    return [(int(left), int(top), int(wide), int(high)) for left, top, wide, high in found]
