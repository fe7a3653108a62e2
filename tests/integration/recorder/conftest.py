"""A webcam-like video, made once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.media.webcam import make_webcam_video


@pytest.fixture(scope="session")
def webcam_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_webcam_video(tmp_path_factory.mktemp("webcam") / "webcam.avi", 30)
