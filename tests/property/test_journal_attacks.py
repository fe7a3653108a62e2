"""A journal that was attacked is never accepted; an honest one always is.

Every attack is given to the three that judge journals: the chain of the protocol as a server walks it, the backend's
ingest with its database (`store_batch`), and the independent verifier (`recrutr verify`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from app.verifier.checking import Checker
from app.verifier.reading import Part
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import head_of
from backend.attempts.models import Attempt
from backend.attempts.models import Device as StoredDevice
from backend.ingest.journal import present_head, store_batch
from protocol.canonical import to_base64
from protocol.edits import Edit
from protocol.errors import Conflict, InvalidInput, Tampered
from protocol.facts import DocumentFact, EditFact, Fact, FocusFact, NetworkFact, fact_bytes
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment, parse_entry, sign_batch, verify_batch
from protocol.receipts import Signed
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId
from protocol.wire import Acknowledged, JournalBatch
from tests.integration.backend.conftest import Device as WireDevice
from tests.ledger import Ledger
from tests.storage.house import House, running_house

ROOT = Head(0, "7e" * 32)
DOCUMENT, PROBLEM = new_identifier(), new_identifier()

FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(FocusFact, focused=st.booleans()),
    st.builds(NetworkFact, reachable=st.booleans()),
    st.builds(
        DocumentFact,
        document=st.just(DOCUMENT),
        problem=st.just(PROBLEM),
        language=st.sampled_from(LanguageId),
        text=st.text(max_size=40),
    ),
    st.builds(
        EditFact,
        document=st.just(DOCUMENT),
        edit=st.builds(Edit, position=st.integers(0, 1000), removed=st.text(max_size=5), inserted=st.text(max_size=5)),
    ),
)


@dataclass(frozen=True)
class Sent:
    """One batch on the wire."""

    entries: list[tuple[bytes, bytes]]
    signature: str


class Device:
    """One device with its journal."""

    def __init__(self, attempt: str, commitment_key: bytes) -> None:
        self.key = SigningKey.generate()
        self.chain = Chain(attempt, new_identifier(), commitment_key)
        self.launch = new_identifier()
        self.root = ROOT

    def write(self, facts: list[Fact], head: Head | None = None) -> list[Entry]:
        entries: list[Entry] = []
        head = head or self.root
        for number, fact in enumerate(facts):
            entry = self.chain.link(head, fact_bytes(fact), Moment(self.launch, number, 10**15 + number))
            entries.append(entry)
            head = Head(entry.seq, entry.hash)
        return entries

    def send(self, entries: list[Entry]) -> Sent:
        return Sent([(it.header_bytes, it.body) for it in entries], sign_batch(entries, self.key))


def accept(device: Device, sent: Sent, head: Head = ROOT) -> Head:
    """What a server does with a batch. Raises Tampered or InvalidInput."""
    entries = [parse_entry(header, body) for header, body in sent.entries]
    new_head = device.chain.verify(entries, head)
    verify_batch(entries, sent.signature, device.key.public_key)
    return new_head


def _flip(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at // 8 % len(data)] ^= 1 << (at % 8)
    return bytes(changed)


Attack = Callable[[st.DataObject, Device, list[Entry]], Sent]


def flip_header(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    sent, at = device.send(entries), data.draw(st.integers(0, len(entries) - 1))
    header, body = sent.entries[at]
    sent.entries[at] = _flip(header, data.draw(st.integers(0, 8 * len(header) - 1))), body
    return sent


def flip_body(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    sent, at = device.send(entries), data.draw(st.integers(0, len(entries) - 1))
    header, body = sent.entries[at]
    sent.entries[at] = header, _flip(body, data.draw(st.integers(0, 8 * len(body) - 1)))
    return sent


def drop(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    at = data.draw(st.integers(0, len(entries) - 2))
    return device.send([*entries[:at], *entries[at + 1 :]])


def double(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    at = data.draw(st.integers(0, len(entries) - 1))
    return device.send([*entries[: at + 1], *entries[at:]])


def swap(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    at = data.draw(st.integers(0, len(entries) - 2))
    return device.send([*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]])


def cut_the_end(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    """Keep the signature of the whole, hold back the end."""
    sent = device.send(entries)
    return Sent(sent.entries[: data.draw(st.integers(1, len(entries) - 1))], sent.signature)


def sign_with_another_device(_: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    return Sent(device.send(entries).entries, sign_batch(entries, SigningKey.generate()))


def splice_from_another_attempt(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    other = Device(new_identifier(), device.chain.commitment_key)
    other.key = device.key
    foreign = other.write(data.draw(st.lists(FACTS, min_size=1, max_size=3)))
    at = data.draw(st.integers(0, len(entries)))
    return device.send([*entries[:at], *foreign, *entries[at:]])


def rewrite_without_the_commitment_key(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    """Re-chain everything with a body exchanged, under a key that is not the candidate's."""
    forger = Chain(device.chain.attempt, device.chain.device, bytes(32))
    at, head, forged = data.draw(st.integers(0, len(entries) - 1)), device.root, []
    for number, entry in enumerate(entries):
        body = fact_bytes(FocusFact(focused=True)) if number == at else entry.body
        made = forger.link(head, body, Moment(device.launch, number, 10**15))
        forged.append(made)
        head = Head(made.seq, made.hash)
    return device.send(forged)


ATTACKS: list[Attack] = [
    flip_header,
    flip_body,
    drop,
    double,
    swap,
    cut_the_end,
    sign_with_another_device,
    splice_from_another_attempt,
    rewrite_without_the_commitment_key,
]


def fork(data: st.DataObject, device: Device, entries: list[Entry]) -> Sent:
    """Another history from some entry on, well signed: only what was stored before it can tell."""
    at = data.draw(st.integers(0, len(entries) - 1))
    base = device.root if at == 0 else Head(at, entries[at - 1].hash)
    twin = Device(device.chain.attempt, device.chain.commitment_key)
    twin.key, twin.chain = device.key, device.chain
    return twin.send([*entries[:at], *twin.write(data.draw(st.lists(FACTS, min_size=1, max_size=4)), base)])


class Court:
    """A real backend with one attempt whose journal stays empty, and one whose journal is stored."""

    def __init__(self, house: House) -> None:
        self.services = house.services
        self.empty, self.empty_subject, self.ticket = self._started(house)
        self.held, self.held_subject, self.held_ticket = self._started(house)
        self.stored = self.held.write([FocusFact(focused=bool(number % 3)) for number in range(6)])
        self.take(self.held_subject, self.held.send(self.stored))
        self.detected: Counter[str] = Counter()

    def _started(self, house: House) -> tuple[Device, DeviceSubject, dict[str, object]]:
        invited = house.invite()
        wire = WireDevice(house.url).work_up_to_start(invited.seeded.code)
        device = Device(wire.attempt, wire.chain.commitment_key)
        device.key, device.chain, device.root = wire.key, wire.chain, wire.head
        with self.services.reading() as tx:
            attempt = tx.session.get_one(Attempt, wire.attempt)
            subject = DeviceSubject(attempt.organisation, attempt.id, attempt.candidate, wire.id, wire.key.public_key)
        wire.http.close()
        return device, subject, wire.started["ticket"]

    def take(self, subject: DeviceSubject, sent: Sent) -> Acknowledged:
        """What the backend does with a batch. Raises Tampered, InvalidInput, Conflict."""
        return store_batch(self.services, subject, _batch(sent))

    def head(self, subject: DeviceSubject) -> Head:
        with self.services.reading() as tx:
            return head_of(tx, tx.session.get_one(StoredDevice, (subject.attempt, subject.device)))

    def judge(self, data: st.DataObject, facts: list[Fact]) -> None:
        """One attack: the backend stores nothing of it, and the verifier names a fault."""
        attack = data.draw(st.sampled_from([*ATTACKS, fork]))
        device, subject, ticket = self.empty, self.empty_subject, self.ticket
        entries = device.write(facts)
        if attack is fork:
            device, subject, ticket, entries = self.held, self.held_subject, self.held_ticket, self.stored
        sent, before = attack(data, device, entries), self.head(subject)
        with pytest.raises((Tampered, InvalidInput, Conflict)):
            self.take(subject, sent)
        assert self.head(subject) == before
        assert faults_of(device, ticket, sent, self._word(subject)), attack.__name__
        self.detected[attack.__name__] += 1

    def _word(self, subject: DeviceSubject) -> Signed:
        with self.services.reading() as tx:
            return present_head(tx, subject).acknowledgement


def faults_of(device: Device, ticket: dict[str, object], sent: Sent, word: Signed) -> int:
    """How many faults the independent verifier finds in this journal, beside the server's word about it."""
    checker = Checker(None, None)
    work = {"item": "work", "ticket": ticket, "server_public_key": ticket["public_key"]}
    work["commitment_key"] = to_base64(device.chain.commitment_key)
    end = {"item": "end", "entries": len(sent.entries), "submissions": 0, "segments": 0}
    batch = {"item": "batch", "batch": _wire(sent)}
    heard = {"item": "acknowledgement", "acknowledgement": word.model_dump()}
    for item in (work, batch, heard, end):
        checker.take(Part(str(item["item"]), item, iter(())))
    checker.finish()
    return sum(tally.fault_count for tally in checker.tallies.values())


def _wire(sent: Sent) -> dict[str, object]:
    entries = [{"header": to_base64(header), "body": to_base64(body)} for header, body in sent.entries]
    return {"entries": entries, "signature": sent.signature}


def _batch(sent: Sent) -> JournalBatch:
    return JournalBatch.model_validate(_wire(sent))


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    with running_house(tmp_path_factory.mktemp("backend")) as house:
        yield Court(house)


def attacks(court: Court, count: int, number: int) -> int:
    """So many generated attacks on all three; how many there were, all of them detected."""
    seen = 0

    @seed(number)
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.lists(FACTS, min_size=2, max_size=8))
    def run(data: st.DataObject, facts: list[Fact]) -> None:
        nonlocal seen
        _is_detected(data, facts)
        court.judge(data, facts)
        seen += 1

    run()
    return seen


def _is_detected(data: st.DataObject, facts: list[Fact]) -> None:
    device = Device(new_identifier(), bytes(range(32)))
    entries = device.write(facts)
    attack = data.draw(st.sampled_from(ATTACKS))
    sent = attack(data, device, entries)
    honest = device.send(entries)
    assert (sent.entries, sent.signature) != (honest.entries, honest.signature), attack.__name__
    with pytest.raises((Tampered, InvalidInput)):
        accept(device, sent)


@given(st.data(), st.lists(FACTS, min_size=2, max_size=8))
@settings(max_examples=200, deadline=None)
def test_attacks_are_detected(data: st.DataObject, facts: list[Fact]) -> None:
    _is_detected(data, facts)


def test_attacks_are_detected_by_backend_and_verifier(court: Court) -> None:
    assert attacks(court, 60, number=1) >= 60
    assert len(court.detected) >= 8, "every kind of attack was tried"


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("shard", range(10))
def test_ten_thousand_attacks_are_detected(court: Court, shard: int) -> None:
    ledger = Ledger("journal attacks")
    if shard in ledger.missing(10):
        ledger.add(shard, {"attacks": attacks(court, 1000, number=100 + shard)})


def honest_histories(court: Court, count: int, number: int) -> int:
    """Honest histories in any batches, repeated and overlapping: backend and verifier take every one."""
    taken = 0

    @seed(number)
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.lists(FACTS, min_size=1, max_size=12))
    def run(data: st.DataObject, facts: list[Fact]) -> None:
        nonlocal taken
        device, subject = court.held, court.held_subject
        head = court.head(subject)
        entries = device.write(facts, head)
        at = 0
        while at < len(entries):
            upto = data.draw(st.integers(at + 1, len(entries)))
            again = data.draw(st.integers(0, at))
            court.take(subject, device.send(entries[again:upto]))
            court.stored += entries[at:upto]  # at once: Hypothesis may leave an example that grows too large
            at = upto
        assert court.head(subject) == Head(entries[-1].seq, entries[-1].hash)
        assert faults_of(device, court.held_ticket, device.send(court.stored), court._word(subject)) == 0
        taken += 1

    run()
    return taken


def test_honest_histories_are_taken_by_backend_and_verifier(court: Court) -> None:
    assert honest_histories(court, 15, number=2) == 15


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_hundred_honest_histories_are_taken(court: Court) -> None:
    ledger = Ledger("honest journals")
    if ledger.missing(1):
        taken = honest_histories(court, 100, number=3)
        ledger.add(0, {"histories": taken, "rejected": 100 - taken})


@given(st.data(), st.lists(FACTS, min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_honest_histories_are_accepted_in_any_batches(data: st.DataObject, facts: list[Fact]) -> None:
    device = Device(new_identifier(), bytes(range(32)))
    entries, head = device.write(facts), ROOT
    while head.seq < len(entries):
        upto = data.draw(st.integers(head.seq + 1, len(entries)))
        head = accept(device, device.send(entries[head.seq : upto]), head)
    assert head == Head(entries[-1].seq, entries[-1].hash)


@given(st.lists(FACTS, min_size=2, max_size=6), st.lists(FACTS, min_size=1, max_size=3), st.data())
@settings(max_examples=50, deadline=None)
def test_a_fork_does_not_continue_the_acknowledged_head(
    facts: list[Fact], other: list[Fact], data: st.DataObject
) -> None:
    device = Device(new_identifier(), bytes(range(32)))
    entries = device.write(facts)
    head = accept(device, device.send(entries))
    at = data.draw(st.integers(0, len(entries) - 2))
    base = ROOT if at == 0 else Head(at, entries[at - 1].hash)
    device.launch = new_identifier()
    fork = device.write([*other, *facts[at:]], base)[head.seq - at :]
    if fork:
        with pytest.raises(Tampered):
            accept(device, device.send(fork), head)
