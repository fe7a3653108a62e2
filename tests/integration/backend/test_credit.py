"""Credit for outages: the server measures its own, a gap of the network is proven by its words; both by the rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from backend import database
from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.assessments.models import Assessment
from backend.attempts.machines import issue_code
from backend.attempts.models import Attempt
from backend.audit.service import about
from backend.credit import service as credit_service
from backend.credit.heart import LEAST_OUTAGE_US, Heart
from backend.credit.measured import Gap, measured_gaps
from backend.credit.service import Wish, credit_gap, open_gaps
from backend.ingest.models import StoredBatch
from backend.transaction import Services, Transaction
from protocol.canonical import from_base64
from protocol.errors import Conflict, InvalidInput, NotAllowed, NotFound
from protocol.facts import AcknowledgementFact, NetworkFact, fact_bytes
from protocol.journal import Entry, Head, Moment
from protocol.receipts import Acknowledgement, Extension, Signed
from protocol.wire import Contact
from tests.integration.backend.conftest import Device, focus

MINUTE_US = 60_000_000


class Clock:
    """A wall clock and a counting clock that the test moves."""

    def __init__(self, services: Services) -> None:
        self.wall_us, self.counted_us = services.clock_us(), 0
        self.services = replace(services, clock_us=lambda: self.wall_us)

    def heart(self) -> Heart:
        """A process that has just begun."""
        return Heart(self.services, lambda: self.counted_us)

    def pass_us(self, us: int) -> None:
        self.wall_us += us
        self.counted_us += us


@pytest.fixture
def clock(live_backend: Any) -> Clock:
    """The running server's own heart stands still: the test is the time."""
    live_backend.server.app.state.heart.stop()
    made = Clock(live_backend.services)
    made.heart().beat()
    return made


@pytest.fixture
def member(live_backend: Any) -> MemberSubject:
    with live_backend.services.reading() as tx:
        found = tx.session.scalars(select(Member)).first()
    return MemberSubject(found.id, found.organisation, frozenset({Role.INTERVIEWER}))


def rule(backend: Any, limit_us: int) -> None:
    with backend.services.transaction() as tx:
        tx.session.scalars(select(Assessment)).one().credit_limit_us = limit_us


def contact(device: Device) -> Contact:
    return Contact.model_validate_json(device.call("GET", "contact").text)


def extension(device: Device) -> Extension | None:
    signed = contact(device).extension
    return None if signed is None else Extension.from_signed(signed, device.joined["server_public_key"])


def credited(device: Device) -> int:
    found = contact(device).deadline_us
    assert found is not None
    return found - device.ticket.deadline_us


def test_an_outage_between_two_processes_is_credited_by_the_rule(
    live_backend: Any, device: Device, clock: Clock
) -> None:
    clock.pass_us(7 * MINUTE_US)
    outage = clock.heart().beat()
    assert outage is not None
    assert outage.ended_us - outage.began_us == 7 * MINUTE_US
    word = extension(device)
    assert word is not None
    assert (word.number, word.credited_us, word.cause) == (1, 7 * MINUTE_US, "server")
    assert word.deadline_us == contact(device).deadline_us == device.ticket.deadline_us + 7 * MINUTE_US
    with live_backend.services.reading() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        (entry,) = [each for each in about(tx, attempt.organisation, attempt.id) if each.action == "time.credited"]
    assert (entry.actor_kind, entry.details["seconds"], entry.details["cause"]) == ("system", 420, "server")


def test_no_rule_no_credit_and_never_more_than_the_rule(live_backend: Any, device: Device, clock: Clock) -> None:
    rule(live_backend, 0)
    clock.pass_us(7 * MINUTE_US)
    assert clock.heart().beat() is not None
    assert (credited(device), extension(device)) == (0, None)
    rule(live_backend, 10 * MINUTE_US)
    for _ in range(3):
        clock.pass_us(6 * MINUTE_US)
        clock.heart().beat()
    assert credited(device) == 10 * MINUTE_US
    word = extension(device)
    assert word is not None
    assert (word.number, word.credited_us) == (2, 4 * MINUTE_US)


def test_a_short_restart_and_a_stepped_clock_are_no_outage(device: Device, clock: Clock) -> None:
    heart = clock.heart()
    heart.beat()
    clock.pass_us(LEAST_OUTAGE_US)
    assert heart.beat() is None
    clock.wall_us += 3600 * 1_000_000
    clock.counted_us += 5_000_000
    assert heart.beat() is None, "the wall clock was put forward while the process lived"
    clock.wall_us -= 7200 * 1_000_000
    clock.counted_us += 5_000_000
    assert heart.beat() is None
    assert clock.heart().beat() is None, "and put back before a restart"
    assert credited(device) == 0


def test_a_process_that_stood_still_was_away(device: Device, clock: Clock) -> None:
    heart = clock.heart()
    heart.beat()
    clock.pass_us(2 * MINUTE_US)
    assert heart.beat() is not None
    assert credited(device) == 2 * MINUTE_US


def test_with_two_processes_only_the_silence_of_both_counts(device: Device, clock: Clock) -> None:
    one, other = clock.heart(), clock.heart()
    one.beat()
    for _ in range(20):
        clock.pass_us(10_000_000)
        assert other.beat() is None
    clock.pass_us(10_000_000)
    assert one.beat() is None, "it stood still for minutes, but the server did not"
    assert credited(device) == 0


def test_what_ran_out_before_the_outage_and_what_is_finished_gets_nothing(
    live_backend: Any, device: Device, clock: Clock
) -> None:
    with live_backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        attempt.deadline_us = before = clock.wall_us - 1
    clock.pass_us(5 * MINUTE_US)
    clock.heart().beat()
    assert contact(device).deadline_us == before
    with live_backend.services.transaction() as tx:
        tx.session.get_one(Attempt, device.attempt).deadline_us = clock.wall_us + MINUTE_US
    device.send(device.entries(focus()))
    device.finish()
    clock.pass_us(5 * MINUTE_US)
    clock.heart().beat()
    assert extension(device) is None


def test_an_outage_over_the_deadline_leaves_what_was_left_when_it_began(
    live_backend: Any, device: Device, clock: Clock
) -> None:
    with live_backend.services.transaction() as tx:
        tx.session.get_one(Attempt, device.attempt).deadline_us = clock.wall_us + MINUTE_US
    clock.pass_us(5 * MINUTE_US)
    clock.heart().beat()
    assert contact(device).deadline_us == clock.wall_us + MINUTE_US


class Line:
    """A device's journal with a clock of its own, quoting the server's real words."""

    def __init__(self, device: Device) -> None:
        self.device, self.mono_us = device, 1_000_000
        self.pending: list[Entry] = []

    def note(self, fact: Any) -> int:
        device = self.device
        moment = Moment(device.launch, self.mono_us, 1_700_000_000_000_000 + self.mono_us)
        entry = device.chain.link(device.head, fact_bytes(fact), moment)
        device.head = Head(entry.seq, entry.hash)
        self.pending.append(entry)
        return entry.seq

    def send(self) -> Acknowledgement:
        answer = self.device.send(self.pending)
        assert answer.status_code == 200, answer.text
        self.pending = []
        signed = Signed.model_validate(answer.json()["acknowledgement"])
        word = Acknowledgement.parse(from_base64(signed.value))
        self.note(
            AcknowledgementFact(
                acknowledged_seq=word.seq,
                head=word.head,
                server_time_us=word.server_time_us,
                signature=signed.signature,
            )
        )
        return word


def interrupted(backend: Any, device: Device, claimed_us: int, silent_us: int) -> int:
    """A gap of which the device says `claimed_us` and the server knows `silent_us`; the entry that began it.

    The server's clock is put forward for the batches after the gap, as time would have done.
    """
    services: Services = backend.server.app.state.services
    line = Line(device)
    line.note(focus())
    line.send()
    seq = line.note(NetworkFact(reachable=False))
    line.mono_us += claimed_us
    line.note(NetworkFact(reachable=True))
    ahead = replace(services, clock_us=lambda: services.clock_us() + silent_us)
    backend.server.app.state.services = ahead
    try:
        line.send()
        line.send()
    finally:
        backend.server.app.state.services = services
    return seq


def gaps(backend: Any, device: Device) -> list[tuple[int, int, int]]:
    with backend.services.reading() as tx:
        found = open_gaps(tx, tx.session.get_one(Attempt, device.attempt))
    return [(gap.seq, gap.measured_us // 1_000_000, gap.left_us // 1_000_000) for gap in found]


def give(backend: Any, device: Device, member: MemberSubject, gap: tuple[int, int], reason: str = "Cable") -> None:
    """Credit of the gap that begins at an entry so many seconds."""
    seq, seconds = gap
    credit_gap(backend.services, member, device.attempt, Wish(device.id, seq, seconds * 1_000_000, reason))


def test_a_gap_between_two_words_of_the_server_is_credited_by_a_person(
    live_backend: Any, device: Device, member: MemberSubject
) -> None:
    seq = interrupted(live_backend, device, claimed_us=4 * MINUTE_US, silent_us=5 * MINUTE_US)
    assert gaps(live_backend, device) == [(seq, 240, 240)]
    give(live_backend, device, member, (seq, 100))
    assert gaps(live_backend, device) == [(seq, 240, 140)]
    word = extension(device)
    assert word is not None
    assert (word.cause, word.credited_us) == ("network", 100_000_000)
    for seconds in (141, 0):
        with pytest.raises(InvalidInput):
            give(live_backend, device, member, (seq, seconds))
    with pytest.raises(InvalidInput):
        give(live_backend, device, member, (seq, 10), reason="  ")
    give(live_backend, device, member, (seq, 140))
    with pytest.raises(NotFound):
        give(live_backend, device, member, (seq, 1))
    assert credited(device) == 240_000_000


def test_the_device_cannot_claim_more_than_the_server_was_without_it(live_backend: Any, device: Device) -> None:
    seq = interrupted(live_backend, device, claimed_us=60 * MINUTE_US, silent_us=2 * MINUTE_US)
    ((found, measured, _left),) = gaps(live_backend, device)
    assert (found, measured in {119, 120, 121}) == (seq, True)


def test_who_sent_in_between_was_not_cut_off(live_backend: Any, device: Device) -> None:
    interrupted(live_backend, device, claimed_us=4 * MINUTE_US, silent_us=4 * MINUTE_US)
    with live_backend.services.transaction() as tx:
        first = tx.session.scalars(select(StoredBatch).order_by(StoredBatch.first_seq)).first()
        first.received_at_us += 3 * MINUTE_US
    ((_seq, measured, _left),) = gaps(live_backend, device)
    assert measured in {179, 180, 181}


def test_without_a_word_after_it_or_with_a_forged_one_nothing_is_proven(live_backend: Any, device: Device) -> None:
    line = Line(device)
    line.note(focus())
    line.send()
    line.note(NetworkFact(reachable=False))
    line.mono_us += 4 * MINUTE_US
    line.note(NetworkFact(reachable=True))
    line.send()
    assert gaps(live_backend, device) == []
    forged = AcknowledgementFact(
        acknowledged_seq=1, head="0" * 64, server_time_us=4 * 10**15, signature=line.device.key.sign(b"x", b"y")
    )
    line.pending = []
    device.head = _stored_head(live_backend, device)
    line.note(forged)
    line.send()
    assert gaps(live_backend, device) == []


def _stored_head(backend: Any, device: Device) -> Head:
    answer = device.call("GET", "journal/head").json()["acknowledgement"]
    word = Acknowledgement.parse(from_base64(Signed.model_validate(answer).value))
    return Head(word.seq, word.head)


def test_the_same_minutes_are_not_given_twice(live_backend: Any, device: Device, clock: Clock) -> None:
    seq = interrupted(live_backend, device, claimed_us=6 * MINUTE_US, silent_us=6 * MINUTE_US)
    clock.pass_us(4 * MINUTE_US)
    clock.heart().beat()
    assert credited(device) == 4 * MINUTE_US
    with live_backend.services.reading() as tx:
        (gap,) = [each for each in open_gaps(tx, tx.session.get_one(Attempt, device.attempt)) if each.seq == seq]
        overlap = min(gap.ended_us, clock.wall_us) - max(gap.began_us, clock.wall_us - 4 * MINUTE_US)
    assert gap.left_us == gap.measured_us - max(0, overlap)
    assert overlap > 0


def test_minutes_without_either_machine_are_given_once(
    live_backend: Any, device: Device, member: MemberSubject
) -> None:
    """Six minutes without the first machine; after two the attempt goes on at a second, which is away for four."""
    state = live_backend.server.app.state
    services: Services = state.services
    seq = interrupted(live_backend, device, claimed_us=6 * MINUTE_US, silent_us=6 * MINUTE_US)
    with services.transaction() as tx:
        code = issue_code(tx, member, tx.session.get_one(Attempt, device.attempt)).code
    state.services = replace(services, clock_us=lambda: services.clock_us() + 2 * MINUTE_US)
    try:
        second = Device(live_backend.url).work_up_to_start(code)
        other = interrupted(live_backend, second, claimed_us=4 * MINUTE_US, silent_us=4 * MINUTE_US)
    finally:
        state.services = services
    second.http.close()
    found = gaps(live_backend, device)
    assert [number for number, *_ in found] == [seq, other]
    assert [measured for _, measured, _ in found] == [pytest.approx(120, abs=2), pytest.approx(240, abs=2)]


def test_a_journal_is_measured_without_the_write_lock(
    live_backend: Any, device: Device, member: MemberSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    seq = interrupted(live_backend, device, claimed_us=4 * MINUTE_US, silent_us=5 * MINUTE_US)
    entries = device.entries(focus(), head=_stored_head(live_backend, device))
    answers = []

    def measured_while_others_write(tx: Transaction, attempt: Attempt) -> list[Gap]:
        answers.append(device.send(entries).status_code)
        return measured_gaps(tx, attempt)

    monkeypatch.setattr(credit_service, "measured_gaps", measured_while_others_write)
    monkeypatch.setattr(database, "TURN_TIMEOUT_S", 1.0)
    give(live_backend, device, member, (seq, 100))
    assert answers == [200]
    assert credited(device) == 100_000_000


def test_only_some_members_credit_and_only_while_the_attempt_runs(
    live_backend: Any, device: Device, member: MemberSubject
) -> None:
    seq = interrupted(live_backend, device, claimed_us=4 * MINUTE_US, silent_us=5 * MINUTE_US)
    for role in (Role.REVIEWER, Role.PROTECTION_OFFICER):
        with pytest.raises(NotAllowed):
            give(live_backend, device, replace(member, roles=frozenset({role})), (seq, 10))
    rule(live_backend, 0)
    with pytest.raises(NotFound):
        give(live_backend, device, member, (seq, 10))
    rule(live_backend, MINUTE_US)
    with pytest.raises(InvalidInput):
        give(live_backend, device, member, (seq, 61))
    device.finish()
    with pytest.raises(Conflict):
        give(live_backend, device, member, (seq, 10))
