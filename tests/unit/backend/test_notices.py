"""The notice in each of its languages: every text of it is said, the same is told, and English stays as it was."""

from __future__ import annotations

import re

import pytest

from backend.accounts.models import Organisation
from backend.attempts.notice import notice_for, notices_for
from backend.saying import NOTICE_LANGUAGES
from protocol.attempts import EvidenceLevel
from protocol.notices import Notice
from protocol.policy import Detector, EvidencePolicy
from ui.saying import NAMES

ORGANISATION = Organisation(name="Acme", controller_contact="dpo@acme.test")
LATIN_OF_OURS = re.compile("[A-Za-z]{5,}")
REASON = "Слово работодателя"
"""In letters of none of the languages, so that the employer's words are told from ours."""


def policies() -> list[EvidencePolicy]:
    """Together they have every text: each stream alone and together, all detectors, text, identity, live."""
    made = []
    for level in EvidenceLevel:
        usual = EvidencePolicy.at(level, REASON if level >= EvidenceLevel.RECORDING else None)
        watched = [each for each in Detector if level >= each.least_level]
        programs = ["x1"] if Detector.PROGRAMS in watched else []
        made.append(usual.model_copy(update={"detectors": watched, "programs": programs}))
    recorded = made[EvidenceLevel.RECORDING]
    extras = {"identity_step": True, "transcript_language": "de", "displays": "chosen"}
    made.append(made[EvidenceLevel.LIVE].model_copy(update=extras))
    camera, microphone, screen = recorded.streams
    fewer = ([camera], [microphone], [screen], [camera, microphone], [camera, screen], [microphone, screen])
    return [*made, *(recorded.model_copy(update={"streams": streams}) for streams in fewer)]


def words_of(notice: Notice) -> list[str]:
    of_items = [word for item in notice.items for word in (item.what, item.why, item.basis, item.kept, item.seen_by)]
    return [*of_items, *notice.rights]


def test_the_app_and_the_notice_have_the_same_languages() -> None:
    assert tuple(NAMES) == NOTICE_LANGUAGES


@pytest.mark.parametrize("policy", policies())
def test_each_language_says_every_text_of_the_same_notice(policy: EvidencePolicy) -> None:
    english, german, hebrew = notices_for(ORGANISATION, policy)
    assert (english.language, german.language, hebrew.language) == (None, "de", "he")
    assert len({english.digest, german.digest, hebrew.digest}) == 3
    same: dict[str, object] = {"language": None, "items": [], "rights": []}
    assert english.model_copy(update=same) == german.model_copy(update=same) == hebrew.model_copy(update=same)
    for own, in_german, in_hebrew in zip(words_of(english), words_of(german), words_of(hebrew), strict=True):
        assert own == REASON or own not in {in_german, in_hebrew}, own
        assert not LATIN_OF_OURS.search(in_hebrew), in_hebrew


def test_an_english_notice_is_byte_for_byte_what_it_was_without_languages() -> None:
    assert b'"language"' not in notice_for(ORGANISATION, policies()[-1]).canonical()


def test_a_language_that_there_is_not_is_refused() -> None:
    with pytest.raises(LookupError, match="xx"):
        notice_for(ORGANISATION, policies()[0], "xx")
