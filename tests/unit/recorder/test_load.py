"""Stepping down under load and up again, and the choice of encoders: from figures, and from real encoders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from protocol.attempts import TrackKind
from recorder.encoder import CAMERA_TUNING, SCREEN_TUNING, Tuning
from recorder.load import choice
from recorder.load.choice import Cost, Encoders, best, measure, remembered
from recorder.load.ladder import LAST_STEP, Ladder, Load, settings_at
from recorder.states import RecorderConfig, VideoSettings

LOOK_US = 2_000_000
FINE = Load(1_000, 0, 0.05)
LATE = Load(60_000, 0, 0.05)
BEHIND = Load(1_000, 900_000, 0.05)
DEAR = Load(1_000, 0, 0.2)
TENSE = Load(20_000, 0, 0.05)
VP9 = Tuning(library="libvpx-vp9", preset="8", quality=40)


class Climb:
    """A ladder, looked at every two seconds."""

    def __init__(self) -> None:
        self.ladder, self.at_us = Ladder(), 0

    def look(self, load: Load, looks: int = 1) -> list[str]:
        said = []
        for _ in range(looks):
            self.at_us += LOOK_US
            said.append(self.ladder.look(load, self.at_us))
        return [words for words in said if words]


@pytest.mark.parametrize("load", [LATE, BEHIND, DEAR])
def test_two_bad_looks_are_a_step_down_one_is_not(load: Load) -> None:
    climb = Climb()
    assert climb.look(load) == []
    assert climb.look(FINE) == []
    assert climb.look(load, 2) == [load.trouble]
    assert climb.ladder.step == 1


def test_a_computer_that_stays_busy_ends_at_the_last_step() -> None:
    climb = Climb()
    assert len(climb.look(LATE, 40)) == LAST_STEP
    assert climb.ladder.step == LAST_STEP


def test_a_step_up_comes_after_half_a_minute_of_calm_and_not_of_mere_no_trouble() -> None:
    climb = Climb()
    climb.look(LATE, 2)
    assert climb.look(TENSE, 100) == []
    assert climb.look(FINE, 15) == []
    assert climb.look(FINE) == ["There is room again"]
    assert climb.ladder.step == 0


def test_a_step_up_that_was_too_early_makes_the_next_one_later() -> None:
    climb = Climb()
    climb.look(LATE, 2)
    climb.look(FINE, 16)
    climb.look(LATE, 2)
    assert climb.ladder.step == 1
    assert climb.look(FINE, 30) == []
    assert len(climb.look(FINE)) == 1
    climb.look(FINE, 60)
    climb.look(LATE, 2)
    assert climb.look(FINE, 30) == [], "two minutes later it is no relapse: the same calm as before"
    assert len(climb.look(FINE)) == 1


def test_each_step_takes_less_and_none_is_more_than_configured() -> None:
    config = RecorderConfig()
    camera = [settings_at(step, TrackKind.CAMERA, config) for step in range(LAST_STEP + 1)]
    screen = [settings_at(step, TrackKind.SCREEN, config) for step in range(LAST_STEP + 1)]
    cost = [
        one.width * one.height * one.frames_per_second + other.frames_per_second
        for one, other in zip(camera, screen, strict=True)
    ]
    assert cost == sorted(cost, reverse=True)
    assert len(set(cost)) == LAST_STEP + 1
    assert [(one.width, one.height, one.frames_per_second) for one in (camera[0], camera[-1])] == [
        (640, 480, 15),
        (320, 240, 5),
    ]
    assert [one.frames_per_second for one in (screen[0], screen[-1])] == [5, 1]
    small = RecorderConfig(camera_video=VideoSettings(320, 180, 8), screen_video=VideoSettings(640, 640, 1))
    assert settings_at(1, TrackKind.CAMERA, small) == small.camera_video
    assert settings_at(LAST_STEP, TrackKind.SCREEN, small) == small.screen_video


def test_the_fewest_bytes_within_the_share_or_else_the_least_time() -> None:
    costs = [(VP9, Cost(0.04, 10)), (CAMERA_TUNING, Cost(0.02, 40)), (SCREEN_TUNING, Cost(0.03, 30))]
    assert best(costs, 0.05) is VP9
    assert best(costs, 0.03) is SCREEN_TUNING
    assert best(costs, 0.01) is CAMERA_TUNING
    assert best([(VP9, None), *costs[1:]], 0.05) is SCREEN_TUNING
    assert best([(VP9, None), (CAMERA_TUNING, None)], 0.05) is CAMERA_TUNING


def test_an_encoder_that_does_not_work_here_is_none_and_costs_are_real() -> None:
    pictures = [np.full((96, 64), number * 8, dtype=np.uint8) for number in range(10)]
    assert measure(Tuning(preset="no such"), pictures, 15) is None
    cost = measure(CAMERA_TUNING, pictures, 15)
    assert cost
    assert cost.size_bytes > 500
    assert 0 < cost.core_share < 0.5


def test_the_choice_is_made_once_for_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter([Encoders(camera=VP9), Encoders(), Encoders(screen=CAMERA_TUNING)])
    monkeypatch.setattr(choice, "choose", lambda: next(made))
    file = tmp_path / "encoders.json"
    assert [remembered(file, "1.0").camera for _ in range(3)] == [VP9] * 3
    assert remembered(file, "1.1") == Encoders()
    file.write_text('{"version": "1.1", "camera": {"colour": 1}}')
    assert remembered(file, "1.1").screen == CAMERA_TUNING
    assert remembered(file, "1.1").screen == CAMERA_TUNING
