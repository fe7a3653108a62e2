"""An evidence policy says what is recorded, fits its level, and loosens only towards less."""

from __future__ import annotations

import json
from typing import Any

import pytest

from protocol.attempts import EvidenceLevel, TrackKind
from protocol.errors import InvalidInput
from protocol.policy import Detector, EvidencePolicy

REASON = "This round replaces an interview on site."
FULL = EvidencePolicy(
    level=EvidenceLevel.LIVE,
    reason=REASON,
    streams=[TrackKind.CAMERA, TrackKind.MICROPHONE, TrackKind.SCREEN],
    identity_step=True,
    transcript_language="en",
    detectors=list(Detector),
    programs=["obs"],
)


@pytest.mark.parametrize("level", EvidenceLevel)
def test_the_usual_policy_of_each_level_survives_its_json(level: EvidenceLevel) -> None:
    policy = EvidencePolicy.at(level, REASON if level >= EvidenceLevel.RECORDING else None)
    assert EvidencePolicy.parse(policy.canonical()) == policy
    assert set(policy.streams) == set(level.tracks)


@pytest.mark.parametrize(
    ("told", "limit"),
    [
        ({"level": 3, "streams": ["camera"]}, "reason"),
        ({"level": 3, "reason": "  ", "streams": ["camera"]}, "reason"),
        ({"level": 1, "streams": ["camera"]}, "streams"),
        ({"level": 2, "streams": ["camera"]}, "streams"),
        ({"level": 3, "reason": REASON, "streams": ["stills"], "stills_every_s": 60}, "streams"),
        ({"level": 2, "streams": ["stills"]}, "stills_every_s"),
        ({"level": 2, "streams": ["stills"], "stills_every_s": 14}, "stills_every_s"),
        ({"level": 2, "streams": [], "stills_every_s": 60}, "stills_every_s"),
        ({"level": 0, "detectors": ["focus"]}, "detectors"),
        ({"level": 2, "detectors": ["programs"], "programs": ["obs"]}, "detectors"),
        ({"level": 3, "reason": REASON, "detectors": ["programs"]}, "programs"),
        ({"level": 3, "reason": REASON, "programs": ["obs"]}, "programs"),
        ({"level": 1, "transcript_language": "en"}, "transcript_language"),
        ({"level": 3, "reason": REASON, "transcript_language": "English"}, "transcript_language"),
        ({"level": 1, "identity_step": True}, "identity_step"),
        ({"level": 1, "detectors": ["focus", "focus"]}, "detectors"),
        ({"level": 5}, "level"),
        ({"format": 2, "level": 1}, "format"),
        ({"level": 1, "gaze": True}, "gaze"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(told: dict[str, Any], limit: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        EvidencePolicy.parse(json.dumps(told))
    assert limit in str(refused.value)


def test_accommodations_take_away_and_what_depends_on_it_goes_too() -> None:
    eased = FULL.without(frozenset({Detector.FOCUS, Detector.PROGRAMS}), frozenset(TrackKind))
    assert eased.captured == frozenset()
    assert set(eased.detectors) == {Detector.PASTE, Detector.DISPLAYS, Detector.REMOTE}
    assert (eased.programs, eased.transcript_language, eased.identity_step) == ([], None, False)
    assert EvidencePolicy.parse(eased.canonical()) == eased


def test_without_an_accommodation_nothing_changes() -> None:
    assert FULL.without(frozenset(), frozenset()) == FULL
    assert TrackKind.IDENTITY in FULL.captured
