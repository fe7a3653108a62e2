"""What recording costs: camera, microphone and screen together, against plain encoders on the same pictures.

The processor time is that of this process: devices, conversion, encoding, sealing and syncing to disk. Two peers:
x264 as OBS sets it up (veryfast, CRF 23) for the camera alone, and our own encoder settings without anything around.
"""

from __future__ import annotations

import recorder.camera  # noqa: F401 - first: it silences OpenCV and takes back its Qt settings

# isort: split
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from protocol.attempts import RECORDED
from protocol.identifiers import new_identifier
from recorder.camera import to_i420
from recorder.devices import camera_from
from recorder.encoder import CAMERA_TUNING, SCREEN_TUNING, SoundCodec, VideoCodec
from recorder.media import BLOCK_SAMPLES, RATE, Sample
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey
from tests.media.webcam import make_webcam_video

NAME = "recorder_cost"
_WARM_S = 3.0
_RUN_S = 15.0
_RATE = 15
_TEXT = "I read the statement again, then I try the samples, and now I think about the largest gap. " * 4
Figure = dict[str, Any]


def run() -> list[Figure]:
    """Measure; takes about half a minute."""
    with tempfile.TemporaryDirectory(prefix="recrutr-bench-") as folder:
        video = make_webcam_video(Path(folder) / "webcam.avi", 20)
        cpu, size, dropped, screens = _recorded(Path(folder), video)
        pictures = _pictures(video, int(_RUN_S * _RATE))
    obs_cpu, obs_size = _as_obs(pictures)
    plain_cpu = _plain(pictures, screens)
    per_minute = 60 / _RUN_S / 1e6
    return [
        _figure(
            "camera, microphone and screen", cpu / _RUN_S * 100, "% of a core", cpu / obs_cpu, "x264 as OBS, camera"
        ),
        _figure("x264 as OBS, camera alone", obs_cpu / _RUN_S * 100, "% of a core", 1.0, "x264 as OBS, camera"),
        _figure("around our encoders", cpu / _RUN_S * 100, "% of a core", cpu / plain_cpu, "our encoders alone"),
        _figure("our encoders alone", plain_cpu / _RUN_S * 100, "% of a core", 1.0, "our encoders alone"),
        _figure("written", size * per_minute, "MB/min", size / obs_size, "x264 as OBS, camera"),
        _figure("dropped", dropped, "pictures and blocks", None, None),
    ]


def _figure(name: str, value: float, unit: str, ratio: float | None, peer: str | None) -> Figure:
    rounded = None if ratio is None else round(ratio, 2)
    return {"name": name, "value": round(value, 2), "unit": unit, "ratio": rounded, "peer": peer}


def _recorded(folder: Path, video: Path) -> tuple[float, int, int, int]:
    """Record for a while; return seconds of processor time, bytes, dropped items, and pictures of the screen."""
    with VirtualDisplay(1280, 800) as display, FakeMicrophone() as microphone:
        screen = subprocess.Popen(
            [sys.executable, "-m", "tests.media.busy_screen"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            microphone.say(_TEXT)
            time.sleep(1)
            recorder = Recorder(RecorderConfig(camera=camera_from(str(video))))
            facts, media = FactList(), folder / "media"
            permit = permit_for(attempt=new_identifier())
            recorder.start(permit, OrganisationKey().public, facts, FolderSink(media))
            time.sleep(_WARM_S)
            cpu, size = _cpu_s(), _bytes(media)
            time.sleep(_RUN_S)
            cpu, size = _cpu_s() - cpu, _bytes(media) - size
            state = recorder.stop()
        finally:
            screen.kill()
            screen.wait(10)
        if not display.name or len(state.streams) != len(RECORDED) or not size:
            raise RuntimeError("The recording did not run.")
    return cpu, size, sum(stream.dropped for stream in state.streams), int(_RUN_S * 5)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.seg"))


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    before = _cpu_s()
    size = work()
    return _cpu_s() - before, size


def _pictures(video: Path, count: int) -> list[NDArray[np.uint8]]:
    reader = cv2.VideoCapture(str(video))
    found = [np.asarray(reader.read()[1], dtype=np.uint8) for _ in range(count)]
    reader.release()
    return found


def _as_obs(pictures: list[NDArray[np.uint8]]) -> tuple[float, int]:
    def work() -> int:
        sink = io.BytesIO()
        with av.open(sink, "w", format="mp4", options={"movflags": "frag_keyframe+empty_moov"}) as container:
            stream = container.add_stream("libx264", rate=_RATE, options={"preset": "veryfast", "crf": "23"})
            stream.height, stream.width = pictures[0].shape[:2]
            stream.pix_fmt = "yuv420p"
            for number, picture in enumerate(pictures):
                frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
                frame.pts, frame.time_base = number, Fraction(1, _RATE)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return len(sink.getvalue())

    return _timed(work)


def _plain(pictures: list[NDArray[np.uint8]], screens: int) -> float:
    """Encode as many pictures and as much sound as was recorded, with nothing else."""
    camera = [to_i420(picture) for picture in pictures]
    page = np.full((800, 1280, 3), 250, dtype=np.uint8)
    sound = (3000 * np.random.default_rng(1).standard_normal(BLOCK_SAMPLES)).astype(np.int16)

    def work() -> int:
        size = _encode(VideoCodec(640, 480, _RATE, CAMERA_TUNING).segment(0), camera, 1_000_000 // _RATE)
        typed = []
        for number in range(screens):
            cv2.putText(page, "x", (20 + number * 14, 300), cv2.FONT_HERSHEY_PLAIN, 1.4, (40, 40, 40))
            typed.append(to_i420(page))
        size += _encode(VideoCodec(1280, 800, 5, SCREEN_TUNING).segment(0), typed, 200_000)
        blocks = [sound] * int(_RUN_S * RATE / BLOCK_SAMPLES)
        return size + _encode(SoundCodec().segment(0), blocks, 60_000)

    return _timed(work)[0]


def _encode(segment: Any, frames: list[Any], step_us: int) -> int:
    size = 0
    for number, data in enumerate(frames):
        size += sum(len(piece) for piece in segment.add(Sample(data, number * step_us, step_us)))
    return size + len(segment.finish())


if __name__ == "__main__":
    for figure in run():
        print(figure)
