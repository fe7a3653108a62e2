"""The checks: each item against the ones before it, from the ticket on. Every fault is told with its place; none stops
the rest.

What is compared with what stands in docs/protocol.md ("Checking evidence"). Must not trust a key that only came along:
the server's key is the one that was given, or else the file's own, which is then said.
"""  # noqa: D205 - one thought

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.verifier.fragments import check_segment
from app.verifier.reading import Part
from protocol.canonical import canonical_bytes
from protocol.errors import RecrutrError
from protocol.projects import unpack
from protocol.signing import verify

MOST_FAULTS = 20
"""Faults of one kind that are told one by one; the rest is counted."""
RECEIPTS_APART_US = 30_000_000


@dataclass
class Tally:
    """One line of the result: what was looked at, how many held, what did not, and what could not be checked."""

    name: str
    held: int = 0
    faults: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    fault_count: int = 0

    def fault(self, where: str, words: str) -> None:
        """Something does not hold."""
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(f"{where}: {words}")


NAMES = (
    "file",
    "ticket",
    "entries",
    "batches",
    "receipts of the server",
    "submissions",
    "recordings",
    "submission receipt",
    "countersignature",
)

_MALFORMED = (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError)
"""What reading a value raises that is of another kind, size or depth than an item has there."""


class Checker:
    """Takes the items in order; `finish` at the end."""

    def __init__(self, server_key: str | None, organisation_key: str | None) -> None:
        self.tallies = {name: Tally(name) for name in NAMES}
        self._server_key, self._organisation_key = server_key, organisation_key
        self.attempt = self.device = self.device_key = ""
        self._commitment_key = b""
        self._hashes: list[str] = []
        self._new_batch = False
        self._handed_in: dict[str, str] = {}
        self._there: dict[str, bool] = {}
        """By document: whether its file is there, or was deleted."""
        self._taken_over: set[str] = set()
        self._segments: dict[tuple[str, int], dict[str, Any]] = {}
        self._tracks: dict[str, dict[str, Any]] = {}
        self._wrapped: dict[str, str] = {}
        self._given: set[str] = set()
        self._counts = {"submissions": 0, "segments": 0}
        self._receipt_digest: str | None = None
        self._last_receipt_us: int | None = None
        self.longest_gap_us = 0
        self.ended = False

    @property
    def entries(self) -> int:
        """How many entries were seen."""
        return len(self._hashes) - 1 if self._hashes else 0

    @property
    def head(self) -> str:
        """Where the journal ends."""
        return self._hashes[-1] if self._hashes else ""

    def take(self, part: Part) -> None:
        """Check one item."""
        act: dict[str, Callable[[Part], None]] = {
            "work": self._work,
            "batch": self._batch,
            "acknowledgement": self._acknowledgement,
            "submission": self._submission,
            "track": self._track,
            "segment": self._segment,
            "receipt": self._receipt,
            "end": self._end,
        }
        kind = part.item["item"]
        if kind not in act:
            self.tallies["file"].fault(part.where, f"an item of unknown kind “{kind}”")
            return
        if not self._hashes and kind != "work":
            self.tallies["file"].fault(part.where, "the first item is not the work, so nothing can be compared")
            return
        try:
            act[kind](part)
        except (*_MALFORMED, RecrutrError) as error:
            self.tallies["file"].fault(part.where, f"the item is malformed ({type(error).__name__})")

    def finish(self) -> None:
        """Say what was missing once everything was read."""
        if not self.ended:
            self.tallies["file"].fault("end", "the end is missing: something may have been cut off")
        elif not self.tallies["file"].fault_count:
            self.tallies["file"].held = 1
        for submission in sorted(self._handed_in.keys() - self._given):
            where = f"submission {submission}"
            self.tallies["submissions"].unchecked.append(f"{where}: recorded in the journal, its source is not here")
        if self._receipt_digest is None:
            self.tallies["submission receipt"].unchecked.append("the attempt was not handed in yet")

    def _signature(self, name: str, where: str, signed: dict[str, Any], key_and_domain: tuple[str, bytes]) -> Any:
        """The signed value when its signature holds, else None and a fault."""
        key, domain = key_and_domain
        data = base64.b64decode(signed["value"], validate=True)
        try:
            verify(key, domain, data, signed["signature"])
        except RecrutrError:
            self.tallies[name].fault(where, "the signature does not hold")
            return None
        return json.loads(data)

    def _work(self, part: Part) -> None:
        item = part.item
        key = self._server_key or item["server_public_key"]
        if key != item["server_public_key"]:
            self.tallies["ticket"].fault(part.where, "the file names another server key than the one given")
        if self._server_key is None:
            self.tallies["ticket"].unchecked.append(f"that {key} is the server's key: give it with --server-key")
        self._server_key = key
        word = self._signature("ticket", part.where, item["ticket"], (key, b"recrutr/ticket/1\n"))
        ticket = word or json.loads(base64.b64decode(item["ticket"]["value"]))
        self.attempt, self.device = ticket["attempt"], ticket["device"]
        self.device_key = ticket["device_public_key"]
        self._commitment_key = base64.b64decode(item["commitment_key"], validate=True)
        self._hashes = [hashlib.sha256(base64.b64decode(item["ticket"]["value"])).hexdigest()]
        self.tallies["ticket"].held += word is not None

    def _batch(self, part: Part) -> None:
        entries = part.item["batch"]["entries"]
        first = last = 0
        self._new_batch = bool(self.entries)
        for wire in entries:
            header, body = (base64.b64decode(wire[name], validate=True) for name in ("header", "body"))
            last = self._entry(header, body)
            first = first or last
        claim = {"attempt": self.attempt, "device": self.device, "first": first, "last": last, "head": self.head}
        where = f"{part.where}, entries {first} to {last}"
        try:
            verify(self.device_key, b"recrutr/batch/1\n", canonical_bytes(claim), part.item["batch"]["signature"])
        except RecrutrError:
            self.tallies["batches"].fault(where, "the device's signature does not hold")
        else:
            self.tallies["batches"].held += 1

    def _entry(self, header: bytes, body: bytes) -> int:
        """One entry; its number. The walk goes on from what the entry says, so that one fault is told once.

        A batch that was sent again may begin with entries that stand here already: the same bytes are no fault.
        """
        tally, said = self.tallies["entries"], json.loads(header)
        digest = hashlib.sha256(b"recrutr/entry/1\n" + header).hexdigest()
        known = self._hashes[said["seq"]] if 0 < said["seq"] < len(self._hashes) else None
        if known == digest and self._new_batch:
            return int(said["seq"])
        self._new_batch = False
        where, faults_before = f"entry {said['seq']}", tally.fault_count
        if canonical_bytes(said) != header:
            tally.fault(where, "its header is not canonical")
        if (said["attempt"], said["device"]) != (self.attempt, self.device):
            tally.fault(where, "it belongs to another attempt or device")
        if said["seq"] != len(self._hashes):
            tally.fault(where, f"entry {len(self._hashes)} is expected here: entries are missing, repeated or moved")
        if said["previous"] != self.head:
            tally.fault(where, "it does not continue the entry before it")
        if hmac.new(self._commitment_key, body, hashlib.sha256).hexdigest() != said["commitment"]:
            tally.fault(where, "its content is not what was recorded")
        self._hashes.append(digest)
        self._fact(where, json.loads(body))
        tally.held += tally.fault_count == faults_before
        return int(said["seq"])

    def _fact(self, where: str, fact: dict[str, Any]) -> None:
        kind = fact.get("kind")
        if kind == "acknowledgement":
            self._written_receipt(where, fact)
        elif kind == "submission":
            self._handed_in[fact["submission"]] = fact["source_digest"]
        elif kind == "continued":
            self._taken_over.update(fact["submissions"])
        elif kind == "segment":
            self._segments[fact["track"], fact["segment"]] = fact
        elif kind == "track":
            self._tracks[fact["track"]] = fact
        elif kind == "document":
            self._there[fact["document"]] = True
        elif kind in {"edit", "file"}:
            self._file(where, fact)

    def _file(self, where: str, fact: dict[str, Any]) -> None:
        """What happens to a file happens to one that is there; to a deleted one only that it comes back."""
        tally, there, event = self.tallies["entries"], self._there.get(fact["document"]), fact.get("event")
        if there is None and event is not None:
            tally.fault(where, "it names a file that the journal never began")
        elif there is (event == "brought_back"):
            tally.fault(where, "it brings back a file that is there" if there else "it changes a file that was deleted")
        elif event in {"deleted", "brought_back"}:
            self._there[fact["document"]] = event == "brought_back"

    def _written_receipt(self, where: str, fact: dict[str, Any]) -> None:
        """A receipt of the server inside the chain: what it names must stand there, and its signature must hold."""
        tally, seq = self.tallies["receipts of the server"], int(fact["acknowledged_seq"])
        if not 1 <= seq < len(self._hashes) or self._hashes[seq] != fact["head"]:
            tally.fault(where, f"it names another entry {seq} than the one in this journal")
            return
        if self._last_receipt_us is not None:
            self.longest_gap_us = max(self.longest_gap_us, fact["server_time_us"] - self._last_receipt_us)
        self._last_receipt_us = fact["server_time_us"]
        if "nonce" not in fact:
            tally.unchecked.append(f"{where}: written without its nonce, so only its server can check the signature")
            return
        word = {name: fact[name] for name in ("head", "server_time_us", "nonce")}
        word |= {"attempt": self.attempt, "device": self.device, "seq": seq}
        try:
            key = self._server_key or ""
            verify(key, b"recrutr/acknowledgement/1\n", canonical_bytes(word), fact["signature"])
        except RecrutrError:
            tally.fault(where, "the signature does not hold")
        else:
            tally.held += 1

    def _acknowledgement(self, part: Part) -> None:
        name = "receipts of the server"
        domain = (self._server_key or "", b"recrutr/acknowledgement/1\n")
        word = self._signature(name, part.where, part.item["acknowledgement"], domain)
        if word is None:
            return
        same = (word["attempt"], word["device"]) == (self.attempt, self.device)
        if not same or word["seq"] >= len(self._hashes) or self._hashes[word["seq"]] != word["head"]:
            self.tallies[name].fault(part.where, "it is for another journal than this one")
        else:
            self.tallies[name].held += 1

    def _submission(self, part: Part) -> None:
        request, submission = part.item["request"], part.item["submission"]
        tally, where = self.tallies["submissions"], f"submission {submission}"
        digest = hashlib.sha256(request["source"].encode()).hexdigest()
        unpack(request["source"], "")  # raises for files that cannot be read
        self._counts["submissions"] += 1
        self._given.add(submission)
        if digest != request["source_digest"]:
            tally.fault(where, "the source does not match its digest")
        elif submission in self._taken_over and submission not in self._handed_in:
            tally.unchecked.append(f"{where}: handed in on an earlier machine, whose record shows it")
        elif self._handed_in.get(submission) != digest:
            tally.fault(where, "the journal does not record that this source was handed in")
        else:
            tally.held += 1

    def _track(self, part: Part) -> None:
        """A stream's kind and key are what the journal says; journals of earlier versions say nothing of them."""
        track, request = part.item["track"], part.item["request"]
        self._wrapped[track] = request["wrapped_key"]
        fact = self._tracks.get(track)
        if fact is None:
            return
        said = (request["stream"], request["mime"], hashlib.sha256(request["wrapped_key"].encode()).hexdigest())
        if said != (fact["stream"], fact["mime"], fact["key_digest"]):
            words = "its kind or key is not what the journal records"
            self.tallies["recordings"].fault(f"recording {track[:13]}…", words)

    def _segment(self, part: Part) -> None:
        item, tally = part.item, self.tallies["recordings"]
        place = (item["track"], item["segment"])
        where = f"recording {item['track'][:13]}…, segment {item['segment']}"
        self._counts["segments"] += 1
        wrapped = self._wrapped.get(item["track"])
        keys = (wrapped, self._organisation_key) if wrapped and self._organisation_key else None
        found = check_segment(part.pieces, (self.attempt, *place), keys)
        for words in found.faults:
            tally.fault(where, words)
        if found.digest != item["digest"]:
            tally.fault(where, "the bytes do not match the digest")
        fact, before = self._segments.get(place), self._segments.get((place[0], place[1] - 1))
        if fact is None:
            tally.unchecked.append(f"{where}: the journal does not record it (a power cut, for example)")
        elif (fact["digest"], fact["last_tag"], fact["fragments"]) != (item["digest"], found.last_tag, found.fragments):
            tally.fault(where, "the journal records another segment at this place")
        elif before is not None and found.first_previous_tag != before["last_tag"]:
            tally.fault(where, "it does not continue the segment before it")
        elif not found.faults and found.digest == item["digest"]:
            tally.held += 1
        if keys is None:
            tally.unchecked.append(f"{where}: its fragments were not opened, their order was checked by their tags")

    def _receipt(self, part: Part) -> None:
        name, item = "submission receipt", part.item
        word = self._signature(name, part.where, item["receipt"], (self.device_key, b"recrutr/submission-receipt/1\n"))
        self._receipt_digest = hashlib.sha256(base64.b64decode(item["receipt"]["value"])).hexdigest()
        if word is not None:
            names = (word["attempt"], word["device"], word["seq"], word["head"])
            if names != (self.attempt, self.device, self.entries, self.head):
                self.tallies[name].fault(part.where, "it does not name the end of this journal")
            elif any(not self._is_recorded(it) for it in word["submissions"]):
                self.tallies[name].fault(part.where, "it names a submission that the journal does not record")
            else:
                self.tallies[name].held += 1
        if item.get("countersigned") is None:
            self.tallies["countersignature"].unchecked.append("the server has not confirmed the receipt yet")
            return
        key = (self._server_key or "", b"recrutr/countersigned/1\n")
        answer = self._signature("countersignature", part.where, item["countersigned"], key)
        if answer is not None and answer["receipt_digest"] != self._receipt_digest:
            self.tallies["countersignature"].fault(part.where, "it is for another receipt")
        elif answer is not None:
            self.tallies["countersignature"].held += 1

    def _is_recorded(self, handed_in: dict[str, Any]) -> bool:
        """By an entry of this journal, or by the one that says what was taken over from an earlier machine."""
        digest = self._handed_in.get(handed_in["submission"])
        return handed_in["submission"] in self._taken_over if digest is None else digest == handed_in["source_digest"]

    def _end(self, part: Part) -> None:
        self.ended = True
        said = {name: part.item[name] for name in ("entries", "submissions", "segments")}
        counted = {"entries": self.entries, **self._counts}
        for name, count in said.items():
            if count != counted[name]:
                self.tallies["file"].fault(part.where, f"{count} {name} were written, {counted[name]} are here")
