"""How candidates say it was: once, after handing in, sealed; told in groups of five, and gone with the attempt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select, text

from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.assessments.models import Assessment
from backend.assessments.service import Invite, invite
from backend.attempts.models import Attempt
from backend.impressions import service
from backend.impressions.models import ImpressionRow
from backend.impressions.service import Together
from backend.privacy.jobs import delete_rows
from protocol.attempts import AttemptState
from protocol.errors import NotAllowed
from protocol.impressions import Impression, Obstacle
from tests.integration.backend.conftest import Device

HOUR_US = 3600 * 1_000_000
SAID = {"ease": 4, "fairness": 5, "obstacles": ["time"], "words": "Quiet and fair."}


@dataclass
class Group:
    """One assessment with as many candidates as a test wants."""

    backend: Any
    assessment: str = ""
    devices: list[Device] = field(default_factory=list)

    def candidate(self, name: str, *, over: bool = True) -> Device:
        services = self.backend.services
        with services.transaction() as tx:
            assessment = tx.session.scalars(select(Assessment)).one()
            self.assessment = assessment.id
            window = Invite(name, f"{name}@example.org", tx.now_us - HOUR_US, tx.now_us + HOUR_US)
            code = invite(tx, assessment, window, None).code
        device = Device(self.backend.url)
        self.devices.append(device)
        device.work_up_to_start(code)
        if over:
            with services.transaction() as tx:
                tx.session.get_one(Attempt, device.attempt).state = AttemptState.FINISHED
        return device

    def say(self, name: str, **said: Any) -> Device:
        device = self.candidate(name)
        answer = device.call("PUT", "impression", said)
        assert answer.status_code == 204, answer.text
        return device

    def together(self, *roles: Role) -> Together:
        with self.backend.services.reading() as tx:
            member = tx.session.scalars(select(Member)).first()
            assert member is not None
            subject = MemberSubject(member.id, member.organisation, frozenset(roles or {Role.RECRUITER}))
            return service.told_together(tx, subject, tx.session.get_one(Assessment, self.assessment))


@pytest.fixture
def group(live_backend: Any) -> Iterator[Group]:
    made = Group(live_backend)
    yield made
    for device in made.devices:
        device.http.close()


def test_it_is_asked_once_and_only_after_handing_in(group: Group) -> None:
    early = group.candidate("early", over=False)
    refused = early.call("PUT", "impression", SAID)
    assert (refused.status_code, refused.json()["code"]) == (409, "attempt.state")
    device = group.candidate("late")
    for _ in range(2):
        assert device.call("PUT", "impression", SAID).status_code == 204, "the same again changes nothing"
    other = device.call("PUT", "impression", SAID | {"ease": 1})
    assert (other.status_code, other.json()["code"]) == (409, "impression.given")
    assert device.call("GET", "after").json()["impression"] == SAID, "their own, on their own page"
    assert group.candidate("silent").call("GET", "after").json()["impression"] is None


BROKEN: tuple[dict[str, Any], ...] = (
    {},
    {"words": "  "},
    {"ease": 0},
    {"ease": 6},
    {"fairness": 2.5},
    {"obstacles": ["time", "time"]},
    {"obstacles": ["weather"]},
    {"words": "x" * 2001},
    {"ease": 3, "name": "me"},
)


def test_what_breaks_a_limit_is_refused_and_changes_nothing(group: Group) -> None:
    device = group.candidate("c")
    for said in BROKEN:
        assert device.call("PUT", "impression", said).status_code == 422, said
    assert device.call("GET", "after").json()["impression"] is None


def test_the_words_lie_sealed_and_the_longest_fit(group: Group) -> None:
    words = "Äpfel " + "x" * 1994
    group.say("c", words=words)
    with group.backend.services.reading() as tx:
        row = tx.session.scalars(select(ImpressionRow)).one()
        assert row.sealed_words is not None
        assert "Äpfel".encode() not in row.sealed_words
        columns = tx.session.execute(text("SELECT * FROM impression")).keys()
    assert not [name for name in columns if name.endswith("_us")], "when somebody answered tells who it was"


def test_answers_are_told_in_whole_groups_of_five(group: Group) -> None:
    for number in range(1, 5):
        group.say(f"c{number}", ease=number, words=f"words of {number}")
    assert group.together() == service.Together(0, *(service.Grades((0, 0, 0, 0, 0)),) * 2, *_nothing()), "four are few"
    group.say("c5", fairness=2, obstacles=["time", "place"])
    told = group.together()
    assert (told.answers, told.ease.counts, told.fairness.counts) == (5, (1, 1, 1, 1, 0), (0, 1, 0, 0, 0))
    assert (told.ease.mean_tenths, told.fairness.mean_tenths) == (None, None), "fewer than five answered each question"
    assert dict(told.obstacles)[Obstacle.PLACE] == 1
    assert sorted(told.words) == [f"words of {number}" for number in range(1, 5)]
    for number in range(6, 10):
        group.say(f"c{number}", ease=1, words="a later one")
        assert group.together() == told, "what one person adds is not seen by itself"
    group.say("c10", ease=5)
    assert (group.together().answers, group.together().ease.mean_tenths) == (10, 21)


def _nothing() -> tuple[Any, Any]:
    return [(each, 0) for each in Obstacle], []


def test_erased_and_restricted_ones_are_in_no_figure(group: Group) -> None:
    devices = [group.say(f"c{number}", ease=2, words=f"words of {number}") for number in range(10)]
    with group.backend.services.transaction() as tx:
        gone = tx.session.get_one(Attempt, devices[0].attempt)
        delete_rows(tx, gone.candidate, [gone.id])
        tx.session.get_one(Attempt, devices[1].attempt).restricted_at_us = tx.now_us
    told = group.together(Role.OWNER, Role.PROTECTION_OFFICER)
    assert (told.answers, told.ease.counts) == (8, (0, 8, 0, 0, 0))
    assert not {"words of 0", "words of 1"} & set(told.words)


def test_whoever_reviews_has_no_use_for_it(group: Group) -> None:
    group.say("c", ease=1)
    for role in (Role.REVIEWER, Role.INTERVIEWER, Role.PROTECTION_OFFICER):
        with pytest.raises(NotAllowed):
            group.together(role)


def test_what_is_said_is_read_back_as_it_was_said(group: Group) -> None:
    device = group.say("c", **SAID)
    with group.backend.services.reading() as tx:
        found = service.said_of(tx, tx.session.get_one(Attempt, device.attempt))
    assert found == Impression.model_validate(SAID | {"obstacles": [Obstacle.TIME]})
