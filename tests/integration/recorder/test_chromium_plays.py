"""Chromium plays what a killed process recorded: a finished segment and the repaired one after it, of each stream.

Through MediaSource, placed by the segments' facts, as the portal does.
"""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from protocol.attempts import RECORDED, TrackKind
from recorder.camera import CameraSource, to_i420
from recorder.devices import camera_from
from recorder.encoder import VideoCodec
from recorder.load.choice import VP9
from recorder.media import Sample
from recorder.states import VideoSettings
from tests.media.browser import BROWSER
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.recorded_attempt import Left, RecordedAttempt

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
def left(tmp_path_factory: pytest.TempPathFactory, webcam_video: Path) -> Left:
    attempt = RecordedAttempt(tmp_path_factory.mktemp("killed") / "data", camera=str(webcam_video))
    with VirtualDisplay(1280, 800), FakeMicrophone() as microphone, attempt.start(*RECORDED) as process:
        microphone.say("This is what the reviewer will hear when the report is played in the browser. " * 3)
        time.sleep(13.5)
        process.kill()
    return attempt.reopen()[0]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> object:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, chromium_sandbox=False, args=_ARGUMENTS)
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("kind", RECORDED)
def test_what_was_sealed_plays_across_the_border_and_to_its_end(page: Page, left: Left, kind: TrackKind) -> None:
    (track,) = left.of(kind)
    first, second = left.played[track.track]
    segments = [
        {
            "at": (piece.fact.start_us - first.fact.start_us) / 1_000_000,
            "data": base64.b64encode(piece.plain).decode(),
        }
        for piece in (first, second)
    ]
    border_s = (second.fact.start_us - first.fact.start_us) / 1_000_000
    played = page.evaluate(_PLAY, {"mime": track.mime, "segments": segments, "seekTo": border_s - 0.7})
    words = json.dumps(played)
    assert played["supported"], track.mime
    assert not played["error"], words
    assert played["end"] > border_s + 0.2, words
    assert len(played["ranges"]) == 1, words
    assert played["ranges"][0][1] == pytest.approx((second.end_us - first.fact.start_us) / 1_000_000, abs=0.25)
    assert (played["width"] > 0) == (kind is not TrackKind.MICROPHONE)


@pytest.mark.browser
def test_vp9_plays_too(page: Page, webcam_video: Path) -> None:
    """What the self-test may choose for the camera."""
    source = CameraSource(camera_from(str(webcam_video)), VideoSettings(640, 480, 15))
    samples = [Sample(to_i420(source.read().pixels), number * 66_666, 66_666) for number in range(60)]
    source.close()
    segment = VideoCodec(640, 480, 15, VP9).segment(0)
    data = b"".join([*(part for sample in samples for part in segment.add(sample)), segment.finish()])
    pieces = [{"at": at, "data": base64.b64encode(data).decode()} for at in (0.0, 4.0)]
    played = page.evaluate(_PLAY, {"mime": segment.mime, "segments": pieces, "seekTo": 3.3})
    assert played["supported"], segment.mime
    assert not played["error"], json.dumps(played)
    assert played["end"] > 4.2
    assert played["width"] == 640
