"""Pictures for the detectors, as a webcam would give them, from photographs inside the package scikit-image.

`astronaut` is by NASA (public domain), `chelsea` (a cat) and `coffee` are CC0, the others as that package's README
says. There is no data set here and none is fetched: this is one face, and figures from it are of that worth.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import recorder.camera  # noqa: F401 - first: it silences OpenCV and takes back its Qt settings

# isort: split
import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
SIZE = (640, 480)
EMPTY = ("chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png")
"""Pictures without a human face: a cat, a table, a launch site, a garage."""


def photograph(name: str) -> Pixels:
    """One of the package's photographs, filling 640 x 480, in BGR."""
    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        raise RuntimeError("scikit-image is not installed")
    read = cv2.imread(str(Path(spec.origin).parent / "data" / name))
    if read is None:
        raise RuntimeError(f"{name} cannot be read")
    scale = max(SIZE[0] / read.shape[1], SIZE[1] / read.shape[0])
    large = cv2.resize(read, None, fx=scale, fy=scale)
    left = (large.shape[1] - SIZE[0]) // 2
    return large[: SIZE[1], left : left + SIZE[0]].astype(np.uint8)


def one_person() -> Pixels:
    """Somebody who looks into the camera."""
    return photograph("astronaut.png")


def two_persons() -> Pixels:
    """The same person twice, once mirrored."""
    half = cv2.resize(one_person()[:, 120:440], (SIZE[0] // 2, SIZE[1]))
    return np.hstack([half, cv2.flip(half, 1)]).astype(np.uint8)


def darker(picture: Pixels, share: float) -> Pixels:
    """With so much of the light left."""
    return (picture * share).astype(np.uint8)


def blurred(picture: Pixels, points: int) -> Pixels:
    """Out of focus by so many points."""
    return cv2.GaussianBlur(picture, (points, points), 0).astype(np.uint8)


def tilted(picture: Pixels, degrees: float) -> Pixels:
    """The head, or the camera, at an angle."""
    turn = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 2), degrees, 1)
    return cv2.warpAffine(picture, turn, SIZE, borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def half_covered(picture: Pixels) -> Pixels:
    """With the lower half of the face behind a hand, a mask or a cup."""
    covered = picture.copy()
    covered[135:220, 190:360] = (90, 110, 150)
    return covered


def far_away(picture: Pixels, share: float = 0.5) -> Pixels:
    """Somebody at the other end of a room."""
    room = photograph("motorcycle_left.png")
    small = cv2.resize(picture, None, fx=share, fy=share)
    room[: small.shape[0], : small.shape[1]] = small
    return room


def with_noise(picture: Pixels, seed: int, spread: float = 2.5) -> Pixels:
    """As a sensor gives it: never the same twice."""
    noise = np.random.default_rng(seed).normal(0, spread, picture.shape)
    return np.clip(picture.astype(np.float32) + noise, 0, 255).astype(np.uint8)


def swaying(picture: Pixels, number: int) -> Pixels:
    """As a living person sits: some points to the side, to and fro."""
    shift = round(6 * np.sin(number * 1.7))
    move = np.array([[1, 0, shift], [0, 1, shift // 2]], dtype=np.float32)
    return cv2.warpAffine(picture, move, SIZE, borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def write_video(path: Path, pictures: list[Pixels], rate: int = 15) -> Path:
    """A video file that an OpenCV camera plays."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, SIZE)
    if not writer.isOpened():
        raise RuntimeError(f"OpenCV cannot write {path}.")
    for picture in pictures:
        writer.write(picture)
    writer.release()
    return path
