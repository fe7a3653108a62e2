"""What recording costs: camera, microphone and screen together, against plain encoders on the same pictures.

The processor time is that of this process: devices, conversion, encoding, sealing and syncing to disk. Two peers: x264
as OBS sets it up (veryfast, CRF 23) for the camera alone, and the same codecs as ours through PyAV alone, without
anything around. Then: how long a key takes to its glyph without and with the recording, and how far picture and sound
are apart. What the self-test chose on this computer is what is measured.
"""

from __future__ import annotations

import recorder.camera  # noqa: F401 - first: it silences OpenCV and takes back its Qt settings

# isort: split
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from editor.widget import CodeEditor
from protocol.attempts import RECORDED
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from recorder.camera import to_i420
from recorder.devices import camera_from
from recorder.encoder import SoundCodec, VideoCodec
from recorder.load.choice import Encoders, choose
from recorder.media import BLOCK_SAMPLES, RATE, Sample
from recorder.recorder import Recorder
from recorder.screen import ScreenSource, list_screens
from recorder.states import RecorderConfig, RecorderState, VideoSettings
from tests.bench.editor_latency import key_to_glyph_ms
from tests.integration.recorder.test_drift import figures as drift_of
from tests.integration.recorder.test_drift import record as record_flashes
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey
from tests.media.webcam import make_webcam_video

NAME = "recorder_cost"
_WARM_S = 3.0
_RUN_S = 15.0
_DRIFT_S = 20.0
_KEYS = 250
_KEY_S = 0.04
_RATE, _SCREEN_RATE = 15, 5
_TEXT = "I read the statement again, then I try the samples, and now I think about the largest gap. " * 4
_OBS = "x264 as OBS, camera"
_ALONE = "the same codecs alone"
Figure = dict[str, Any]


@dataclass
class Recorded:
    """What one recording cost, and what was on the screen meanwhile."""

    cpu_s: float
    size: int
    dropped: int
    screens: list[NDArray[np.uint8]]
    alone_ms: list[float]
    beside_ms: list[float]


def run() -> list[Figure]:
    """Measure; takes about a minute and a half."""
    encoders = choose()
    with tempfile.TemporaryDirectory(prefix="recrutr-bench-") as folder:
        video = make_webcam_video(Path(folder) / "webcam.avi", 20)
        ours = _recorded(Path(folder), video, encoders)
        pictures = _pictures(video, int(_RUN_S * _RATE))
        drift = drift_of(record_flashes(Path(folder) / "drift", _DRIFT_S, 0.0, 0.0))
    obs_cpu, _ = _as_obs(pictures)
    plain_cpu, plain_size = _plain(pictures, ours.screens, encoders)
    percent, per_minute = 100 / _RUN_S, 60 / _RUN_S / 1e6
    chosen = f"{encoders.camera.library} {encoders.camera.preset}, {encoders.screen.library} {encoders.screen.preset}"
    return [
        _figure(f"recording ({chosen})", ours.cpu_s * percent, "% of a core", ours.cpu_s / obs_cpu, _OBS),
        _figure("x264 as OBS, camera alone", obs_cpu * percent, "% of a core", 1.0, _OBS),
        _figure("recording", ours.cpu_s * percent, "% of a core", ours.cpu_s / plain_cpu, _ALONE),
        _figure(_ALONE, plain_cpu * percent, "% of a core", 1.0, _ALONE),
        _figure("written", ours.size * per_minute, "MB/min", ours.size / plain_size, _ALONE),
        _figure("dropped", ours.dropped, "pictures and blocks", None, None),
        _figure("picture and sound apart, p95", drift["max_p95_ms"], "ms", None, None),
        _figure("picture and sound drift", drift["max_drift_ms"], "ms", None, None),
        *_keys("p50", statistics.median, ours),
        *_keys("p99", lambda values: statistics.quantiles(values, n=100)[-1], ours),
    ]


def _keys(name: str, measure: Callable[[list[float]], float], ours: Recorded) -> list[Figure]:
    alone, beside = measure(ours.alone_ms), measure(ours.beside_ms)
    return [_figure(f"key to glyph while recording, {name}", beside, "ms", beside / alone, "without recording")]


def _figure(name: str, value: float, unit: str, ratio: float | None, peer: str | None) -> Figure:
    rounded = None if ratio is None else round(ratio, 2)
    return {"name": name, "value": round(value, 2), "unit": unit, "ratio": rounded, "peer": peer}


def _recorded(folder: Path, video: Path, encoders: Encoders) -> Recorded:
    """Record for a while, then type meanwhile."""
    application = QApplication.instance() or QApplication([])
    with VirtualDisplay(1280, 800), FakeMicrophone() as microphone:
        screen = subprocess.Popen(
            [sys.executable, "-m", "tests.media.busy_screen"],
            env={**os.environ, "QT_QPA_PLATFORM": "xcb"},  # ours is offscreen for the editor
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            microphone.say(_TEXT)
            time.sleep(1)
            alone_ms = _typed()
            screens = _screens(int(_RUN_S * _SCREEN_RATE))
            recorder = Recorder(RecorderConfig(camera=camera_from(str(video)), adapts=False))
            recorder.use(encoders)
            media = folder / "media"
            permit = permit_for(attempt=new_identifier())
            recorder.start(permit, OrganisationKey().public, FactList(), FolderSink(media))
            time.sleep(_WARM_S)
            cpu, size = _cpu_s(), _bytes(media)
            time.sleep(_RUN_S)
            cpu, size = _cpu_s() - cpu, _bytes(media) - size
            beside_ms = _typed()
            state: RecorderState = recorder.stop()
        finally:
            screen.kill()
            screen.wait(10)
    if len(state.streams) != len(RECORDED) or not size:
        raise RuntimeError("The recording did not run.")
    del application
    return Recorded(cpu, size, sum(stream.dropped for stream in state.streams), screens, alone_ms, beside_ms)


def _typed() -> list[float]:
    """How long keys take in the real editor of this process, one after the other as a fast typist's."""
    editor = CodeEditor()
    editor.set_document(new_identifier(), "total = 0\n" * 500, LanguageId.PYTHON)
    editor.resize(900, 600)
    editor.show()
    QApplication.processEvents()
    taken = []
    for number in range(_KEYS):
        taken.append(key_to_glyph_ms(editor.key_target(), "abc def "[number % 8]))
        time.sleep(_KEY_S)
    editor.close()
    editor.deleteLater()
    return taken[10:]


def _screens(count: int) -> list[NDArray[np.uint8]]:
    source = ScreenSource(list_screens()[0], VideoSettings(1280, 1280, _SCREEN_RATE))
    found = [to_i420(source.read().pixels) for _ in range(count)]
    source.close()
    return found


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


def _plain(
    pictures: list[NDArray[np.uint8]], screens: list[NDArray[np.uint8]], encoders: Encoders
) -> tuple[float, int]:
    """Encode as many pictures and as much sound as was recorded, with nothing else."""
    camera = [to_i420(picture) for picture in pictures]
    sound = (3000 * np.random.default_rng(1).standard_normal(BLOCK_SAMPLES)).astype(np.int16)

    def work() -> int:
        size = _encode(VideoCodec(640, 480, _RATE, encoders.camera).segment(0), camera, 1_000_000 // _RATE)
        size += _encode(VideoCodec(1280, 800, _SCREEN_RATE, encoders.screen).segment(0), screens, 200_000)
        blocks = [sound] * int(_RUN_S * RATE / BLOCK_SAMPLES)
        return size + _encode(SoundCodec().segment(0), blocks, 60_000)

    return _timed(work)


def _encode(segment: Any, frames: list[Any], step_us: int) -> int:
    size = 0
    for number, data in enumerate(frames):
        size += sum(len(piece) for piece in segment.add(Sample(data, number * step_us, step_us)))
    return size + len(segment.finish())


if __name__ == "__main__":
    for figure in run():
        print(figure)
