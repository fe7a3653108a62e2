"""Capture is impossible before the notice is acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from protocol.attempts import RECORDED, AttemptState, TrackKind
from protocol.errors import NotAllowed
from protocol.identifiers import new_identifier
from recorder.devices import camera_from
from recorder.permit import CapturePermit
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from tests.media.permits import acknowledgement_of, notice_of, permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey


def test_a_permit_is_made_from_an_acknowledged_notice_only() -> None:
    with pytest.raises(NotAllowed) as refused:
        CapturePermit(new_identifier(), "0" * 64, frozenset(RECORDED), may_record=True)
    assert refused.value.code == "capture.no_notice"


def test_acknowledging_another_notice_gives_no_permit() -> None:
    other = acknowledgement_of(notice_of(1))
    with pytest.raises(NotAllowed) as refused:
        CapturePermit.from_acknowledged(new_identifier(), notice_of(3), other, AttemptState.STARTED)
    assert refused.value.code == "capture.no_notice"


def test_another_version_of_the_notice_gives_no_permit() -> None:
    notice = notice_of(3)
    newer = acknowledgement_of(notice).model_copy(update={"notice_version": 2})
    with pytest.raises(NotAllowed):
        CapturePermit.from_acknowledged(new_identifier(), notice, newer, AttemptState.STARTED)


@pytest.mark.parametrize("state", [state for state in AttemptState if state not in {"noticed", "checked", "started"}])
def test_no_permit_before_the_notice_or_after_the_attempt(state: AttemptState) -> None:
    with pytest.raises(NotAllowed):
        permit_for(state)


@pytest.mark.parametrize("state", [AttemptState.NOTICED, AttemptState.CHECKED])
def test_before_the_start_only_a_preview_is_allowed(state: AttemptState) -> None:
    permit = permit_for(state)
    permit.require(TrackKind.CAMERA, recording=False)
    with pytest.raises(NotAllowed) as refused:
        permit.require(TrackKind.CAMERA, recording=True)
    assert refused.value.code == "capture.not_started"


@pytest.mark.parametrize("level", [0, 1, 2])
def test_below_level_three_no_stream_may_be_captured(level: int) -> None:
    permit = permit_for(level=level)
    for kind in RECORDED:
        with pytest.raises(NotAllowed) as refused:
            permit.require(kind, recording=True)
        assert refused.value.code == "capture.not_in_notice"


def test_where_the_notice_names_pictures_of_the_camera_it_may_be_previewed_and_nothing_else() -> None:
    for permit in (permit_for(level=2), permit_for(AttemptState.CHECKED, level=2, identity=True)):
        permit.require(TrackKind.CAMERA, recording=False)
        with pytest.raises(NotAllowed):
            permit.require(TrackKind.MICROPHONE, recording=False)
    for level in (0, 1):
        with pytest.raises(NotAllowed):
            permit_for(level=level).require(TrackKind.CAMERA, recording=False)


def test_the_recorder_opens_nothing_without_the_right_permit(tmp_path: Path) -> None:
    recorder = Recorder(RecorderConfig(streams=(TrackKind.CAMERA,), camera=camera_from(str(tmp_path / "none.avi"))))
    with pytest.raises(NotAllowed):
        recorder.start_preview(permit_for(level=1))
    with pytest.raises(NotAllowed):
        recorder.start(
            permit_for(AttemptState.CHECKED), OrganisationKey().public, FactList(), FolderSink(tmp_path / "media")
        )
    assert recorder.state().streams == ()
    assert recorder.preview().camera is None
    assert not (tmp_path / "media").exists()
