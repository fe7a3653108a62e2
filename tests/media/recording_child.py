"""A process that records a video-file camera until it is killed.

`python -m tests.media.recording_child FOLDER VIDEO ATTEMPT PUBLIC_KEY` prints `started <monotonic µs>` when the first
picture has been encoded.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.facts import RecorderEvent
from recorder.devices import camera_from
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink


def main(folder: str, video: str, attempt: str, public_key: str) -> None:
    """Record for a minute at most."""
    facts = FactList()
    recorder = Recorder(RecorderConfig(streams=(TrackKind.CAMERA,), camera=camera_from(video)))
    recorder.start(permit_for(attempt=attempt), public_key, facts, FolderSink(Path(folder)))
    while RecorderEvent.STARTED not in facts.names(TrackKind.CAMERA):
        time.sleep(0.01)
    print("started", facts.facts[0][0], flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:5])
