"""A journal that was attacked is never accepted; an honest one always is.

The verifier is what a server does: parse, chain, commitments, batch signature, and the head it acknowledged before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.edits import Edit
from protocol.errors import InvalidInput, Tampered
from protocol.facts import DocumentFact, EditFact, Fact, FocusFact, NetworkFact, fact_bytes
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment, parse_entry, sign_batch, verify_batch
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId

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

    def write(self, facts: list[Fact], head: Head = ROOT) -> list[Entry]:
        entries: list[Entry] = []
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
    at, head, forged = data.draw(st.integers(0, len(entries) - 1)), ROOT, []
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
@settings(max_examples=300, deadline=None)
def test_attacks_are_detected(data: st.DataObject, facts: list[Fact]) -> None:
    _is_detected(data, facts)


@pytest.mark.long
@pytest.mark.timeout(1800)
@given(st.data(), st.lists(FACTS, min_size=2, max_size=12))
@settings(max_examples=10_000, deadline=None)
def test_ten_thousand_attacks_are_detected(data: st.DataObject, facts: list[Fact]) -> None:
    _is_detected(data, facts)


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
