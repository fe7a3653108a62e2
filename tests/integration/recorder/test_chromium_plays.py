"""Chromium plays what was recorded: two segments in a row through MediaSource, for camera, microphone and screen."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from protocol.attempts import TrackKind
from protocol.identifiers import new_identifier
from recorder.devices import camera_from
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from tests.media.browser import BROWSER
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey, recorded_tracks

_ARGUMENTS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required", "--mute-audio",
]  # fmt: skip
_PLAY = """
async ({mime, segments, seekTo}) => {
  if (!MediaSource.isTypeSupported(mime)) return {supported: false};
  const media = document.createElement(mime.startsWith('audio') ? 'audio' : 'video');
  document.body.appendChild(media);
  const source = new MediaSource();
  media.src = URL.createObjectURL(source);
  await new Promise(done => source.addEventListener('sourceopen', done, {once: true}));
  const buffer = source.addSourceBuffer(mime);
  for (const segment of segments) {
    buffer.timestampOffset = segment.at;
    buffer.appendBuffer(Uint8Array.from(atob(segment.data), letter => letter.charCodeAt(0)));
    await new Promise((done, fail) => { buffer.onupdateend = done; buffer.onerror = () => fail('append'); });
  }
  source.endOfStream();
  media.currentTime = seekTo;
  await media.play();
  const begin = media.currentTime;
  await new Promise(done => setTimeout(done, 1500));
  const ranges = [];
  for (let at = 0; at < buffer.buffered.length; at++) ranges.push([buffer.buffered.start(at), buffer.buffered.end(at)]);
  return {supported: true, begin, end: media.currentTime, width: media.videoWidth || 0, ranges,
          error: media.error && media.error.message};
}
"""


@pytest.fixture(scope="module")
def recorded(
    tmp_path_factory: pytest.TempPathFactory, webcam_video: Path
) -> tuple[str, OrganisationKey, FactList, Path]:
    folder, key, facts, attempt = tmp_path_factory.mktemp("media"), OrganisationKey(), FactList(), new_identifier()
    with VirtualDisplay(1280, 800), FakeMicrophone() as microphone:
        recorder = Recorder(RecorderConfig(camera=camera_from(str(webcam_video))))
        recorder.start(permit_for(attempt=attempt), key.public, facts, FolderSink(folder))
        microphone.say("This is what the reviewer will hear when the report is played in the browser. " * 3)
        time.sleep(15)
        recorder.stop()
    return attempt, key, facts, folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> object:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, chromium_sandbox=False, args=_ARGUMENTS)
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("kind", list(TrackKind))
def test_two_segments_play_in_a_row(
    page: Page, recorded: tuple[str, OrganisationKey, FactList, Path], kind: TrackKind
) -> None:
    attempt, key, facts, folder = recorded
    track = next(track for track in recorded_tracks(folder, key.private) if track.stream is kind)
    written = facts.segments(kind)
    assert len(track.files) == len(written) == 2
    segments = [
        {
            "at": (fact.start_us - written[0].start_us) / 1_000_000,
            "data": base64.b64encode(track.plain(attempt, number)).decode(),
        }
        for number, fact in enumerate(written)
    ]
    border_s = (written[1].start_us - written[0].start_us) / 1_000_000
    played = page.evaluate(_PLAY, {"mime": track.mime, "segments": segments, "seekTo": border_s - 0.7})
    words = json.dumps(played)
    assert played["supported"], track.mime
    assert not played["error"], words
    assert played["end"] > border_s + 0.2, words
    assert len(played["ranges"]) == 1, words
    assert (played["width"] > 0) == (kind is not TrackKind.MICROPHONE)
