"""A video file that looks like a webcam's picture, for use as an OpenCV camera in tests and in the demo.

Each picture carries its number as a row of black and white squares, so that a test can tell which pictures arrived.
"""

from __future__ import annotations

import recorder.camera  # noqa: F401 - first: it silences OpenCV and takes back its Qt settings

# isort: split
import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
MARK_BITS = 16
MARK_SIDE = 16
"""The number's squares: 16 of 16 pixels at the lower left, most significant bit first."""


def make_webcam_video(path: Path, seconds: float = 20.0, rate: int = 15, size: tuple[int, int] = (640, 480)) -> Path:
    """Write a video (Motion JPEG in AVI) of a drawn person who sways and speaks, with sensor noise; return `path`."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, size)
    if not writer.isOpened():
        raise RuntimeError(f"OpenCV cannot write {path}.")
    random = np.random.default_rng(7)
    room = _room(size)
    noise = [random.normal(0, 3, room.shape).astype(np.int16) for _ in range(8)]
    for number in range(int(seconds * rate)):
        picture = room.copy()
        _person(picture, number / rate)
        noisy = np.clip(picture.astype(np.int16) + noise[number % len(noise)], 0, 255).astype(np.uint8)
        draw_mark(noisy, number)
        writer.write(noisy)
    writer.release()
    return path


def read_mark(picture: Pixels) -> int:
    """Read the number from a picture of shape (height, width, 3)."""
    row = picture.shape[0] - MARK_SIDE // 2
    number = 0
    for bit in range(MARK_BITS):
        at = bit * MARK_SIDE + MARK_SIDE // 2
        number = number << 1 | int(picture[row - 3 : row + 3, at - 3 : at + 3].mean() > 127)
    return number


def draw_mark(picture: Pixels, number: int) -> None:
    """Draw a number into a picture of shape (height, width, 3)."""
    top = picture.shape[0] - MARK_SIDE
    for bit in range(MARK_BITS):
        value = 255 if number >> (MARK_BITS - 1 - bit) & 1 else 0
        picture[top:, bit * MARK_SIDE : (bit + 1) * MARK_SIDE] = value


def _room(size: tuple[int, int]) -> Pixels:
    width, height = size
    shade = np.linspace(200, 120, height, dtype=np.float32)[:, None] * np.linspace(1.0, 0.7, width)[None, :]
    room = np.stack([shade * 0.92, shade * 0.97, shade], axis=2).astype(np.uint8)
    cv2.rectangle(room, (width // 12, height // 8), (width // 3, height // 2), (214, 190, 160), -1)
    for shelf in range(3):
        left, top = width * 2 // 3, height // 6 + shelf * height // 8
        cv2.rectangle(room, (left, top), (width - 20, top + 6), (60, 80, 110), -1)
        for book in range(7):
            colour = (40 + 25 * book, 160 - 18 * book, 90 + 20 * ((book * 3) % 7))
            cv2.rectangle(room, (left + 4 + book * 22, top - 36), (left + 20 + book * 22, top), colour, -1)
    return room


def _person(picture: Pixels, at_s: float) -> None:
    height, width = picture.shape[:2]
    x = int(width / 2 + width * 0.02 * np.sin(at_s * 0.9))
    y = int(height * 0.45 + height * 0.01 * np.sin(at_s * 1.7))
    head = height // 6
    cv2.ellipse(picture, (x, height), (head * 2, height - y - head // 2), 0, 180, 360, (120, 84, 52), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (x, y), (int(head * 0.78), head), 0, 0, 360, (150, 178, 214), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (x, y - head // 3), (int(head * 0.82), int(head * 0.72)), 0, 180, 360, (38, 46, 60), -1)
    eye = 2 if int(at_s * 4) % 13 == 0 else 6
    for side in (-1, 1):
        cv2.ellipse(picture, (x + side * head // 3, y), (9, eye), 0, 0, 360, (40, 40, 44), -1, cv2.LINE_AA)
    mouth = 3 + int(7 * abs(np.sin(at_s * 6.0)))
    cv2.ellipse(picture, (x, y + head // 2), (20, mouth), 0, 0, 360, (80, 80, 160), -1, cv2.LINE_AA)


if __name__ == "__main__":
    print(make_webcam_video(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 20.0))
