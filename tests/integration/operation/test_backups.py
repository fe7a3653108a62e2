"""Backups of a backend at work, restored elsewhere: whole, damaged, and with deletions that came afterwards."""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyrage
import pytest
from sqlalchemy import func, select

from backend.accounts.models import MemberSession, Organisation
from backend.assessments.models import Assessment, Candidate
from backend.assessments.service import Invite, invite
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.backups import command, deletions, keys, manifest
from backend.backups.restoring import Restored, Sources, restore
from backend.backups.taking import back_up
from backend.database import Base, open_engine
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.ingest.models import Segment, StoredBatch, Track
from backend.jobs.models import Job
from backend.main import Parts, close_services, open_services
from backend.objects import ObjectStore
from backend.privacy.identity import NO_KEY, delete_identity
from backend.privacy.jobs import personal_tables
from backend.privacy.models import Tombstone
from backend.server import Server
from backend.settings import DAY_US, Settings
from backend.transaction import Services
from protocol.attempts import TrackKind
from protocol.canonical import digest_hex, to_base64
from protocol.errors import Conflict, Gone, NotFound, Refused, StorageFault, Tampered
from protocol.identifiers import new_identifier
from tests.forms import LARGE
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything, problem_zip
from tests.integration.operation.conftest import until
from tests.object_store import Swift
from tests.postgresql import Cluster

SEGMENTS = 3
FLIPS = 40


@dataclass
class House:
    """A backend at work for two candidates, and what its operator keeps elsewhere."""

    server: Server
    seeded: SeedResult
    devices: tuple[Device, Device]
    away: Path

    @property
    def services(self) -> Services:
        return self.server.services

    @property
    def identity(self) -> Path:
        return self.away / "identity"

    def save_keys(self, name: str = "keys.age") -> Path:
        if not self.identity.exists():
            keys.new_identity(self.identity)
        recipient = str(pyrage.x25519.Identity.from_str(self.identity.read_text().strip()).to_public())
        keys.save(self.services, self.away / name, recipient)
        return self.away / name

    def erase(self, device: Device) -> None:
        assert device.call("POST", "requests", {"kind": "erasure"}).status_code == 200
        until(lambda: device.call("GET", "contact").status_code == Gone.status)


def _work(device: Device) -> None:
    track, key = device.declare_track()
    for number in range(SEGMENTS):
        assert device.put_segment(track, number, device.segment(track, key, number)).status_code == 200
    submission, entries = device.handing_in("print(2)")
    assert device.send(entries).status_code == 200
    assert device.submit("print(2)", submission).status_code == 200


def _open(settings: Settings) -> Server:
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    return server


@contextmanager
def _at_work(folder: Path, away: Path, databases: dict[str, Any]) -> Iterator[House]:
    lists = away / "deletions"
    server = _open(Settings(data=folder, port=0, waiting_period_us=0, deletions=lists, **databases))
    try:
        seeded = seed(server.services, SeedPlan(packages=[Package("double", problem_zip())]))
        with server.services.transaction() as tx:
            whom = Invite("Kim Second", "kim@candidate.example", tx.now_us - DAY_US, tx.now_us + DAY_US)
            code = invite(tx, tx.session.get_one(Assessment, seeded.assessment), whom, None).code
        devices = Device(server.url), Device(server.url)
        for device, given in zip(devices, (seeded.code, code), strict=True):
            _work(device.work_up_to_start(given))
        yield House(server, seeded, devices, away)
        for device in devices:
            device.http.close()
    finally:
        server.stop()


@pytest.fixture(params=["sqlite"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A backend of this test alone."""
    databases = _place(request.param, request)
    (tmp_path / "away").mkdir()
    with _at_work(tmp_path / "source", tmp_path / "away", databases) as made:
        yield made


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with _at_work(tmp_path_factory.mktemp("lasting") / "source", tmp_path_factory.mktemp("away"), {}) as made:
        yield made


@pytest.fixture
def quiet(lasting: House, tmp_path: Path) -> House:
    """One backend for all tests that do not change it."""
    return replace(lasting, away=tmp_path)


def _place(kind: str, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Settings of a place for rows and objects; what they name is new."""
    place: dict[str, Any] = {}
    if kind in {"bucket", LARGE}:
        swift: Swift = request.getfixturevalue("swift")
        place |= swift.settings(swift.bucket())
    if kind in {"postgresql", LARGE}:
        place |= _two_databases(request.getfixturevalue("cluster"))
    return place


@pytest.fixture(scope="module")
def swift() -> Iterator[Swift]:
    """An S3-compatible store of these tests."""
    with Swift.started() as found:
        yield found


def _two_databases(cluster: Cluster) -> dict[str, Any]:
    names = [cluster.create("template0") for _ in range(2)]  # they go with the cluster
    return {"database": cluster.address(names[0]), "keys_database": cluster.address(names[1])}


def _restore(
    house: House, backup: Path, *lists: Path, copy: Path | None = None, **place: Any
) -> tuple[Settings, Restored]:
    settings = Settings(data=house.away / "restored", port=0, waiting_period_us=0, **place)
    opened = keys.read(copy or house.save_keys(), house.identity)
    return settings, restore(Sources(backup, opened, lists), settings)


def _contents(engine: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a database but those that a restore changes or that are of minutes."""
    changed = {"audit_entry", "member_session", "ceremony", "server_beat", "outage", "credit", "rate_event", "job"}
    with engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(repr, row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in changed
        }


def _while_working(house: House, backup: Path) -> manifest.Manifest:
    """Make a backup while a device sends batches and recordings; all of that must succeed."""
    stop, sent, device = threading.Event(), [], house.devices[0]

    def go_on() -> None:
        track, key = device.declare_track("camera")
        number = 0
        while not stop.is_set():
            sent.append(device.send(device.entries(*device.facts(3))).status_code)
            sent.append(device.put_segment(track, number, device.segment(track, key, number)).status_code)
            number += 1

    working = threading.Thread(target=go_on)
    working.start()
    try:
        until(lambda: len(sent) > 2)
        made = back_up(house.services, backup)
        count = len(sent)
        until(lambda: len(sent) > count + 4)  # the source goes on
    finally:
        stop.set()
        working.join(120)
    assert set(sent) == {200}
    return made


@pytest.mark.parametrize(
    ("house", "into"),
    [
        ("sqlite", "sqlite"),
        ("postgresql", "postgresql"),
        pytest.param("sqlite", "postgresql", marks=pytest.mark.long),
        pytest.param("postgresql", "sqlite", marks=pytest.mark.long),
        pytest.param("bucket", "bucket", marks=pytest.mark.long),
        pytest.param("bucket", "sqlite", marks=pytest.mark.long),
        pytest.param(LARGE, LARGE, marks=pytest.mark.long),
    ],
    indirect=["house"],
)
def test_a_backup_of_a_backend_at_work_is_restored_as_it_was(
    house: House, into: str, request: pytest.FixtureRequest
) -> None:
    backup = house.away / "backup"
    made = _while_working(house, backup)
    assert made.damaged == []
    assert list(manifest.problems(backup)) == []
    settings, told = _restore(house, backup, **_place(into, request))
    assert (told.deleted_again, told.made_at_us) == (0, made.made_at_us)
    saved = open_engine(backup / manifest.DATABASE)
    expected = _contents(saved)
    saved.dispose()
    services = open_services(settings)
    try:
        found = _contents(services.engine)
        assert {name for name in expected if expected[name] != found[name]} == set()
        _opens(services)
        with services.reading() as tx:
            assert tx.session.scalar(select(func.count()).select_from(MemberSession)) == 0
            for organisation in tx.session.scalars(select(Organisation.id)):
                audit.verify(tx, organisation)
    finally:
        close_services(services)
    _goes_on(settings, house.devices[1])


def _opens(services: Services) -> None:
    """Every recording is as its row says, and every batch of a journal opens with its candidate's key."""
    with services.reading() as tx:
        segments = tx.session.execute(select(Segment.object_key, Segment.digest)).all()
        assert len(segments) >= 2 * SEGMENTS
        for key, digest in segments:
            assert hashlib.sha256(services.objects.read(key)).hexdigest() == digest
        attempts = tx.session.scalars(select(Attempt)).all()
        assert len(attempts) == 2
        for attempt in attempts:
            services.keys.require_candidate_key(attempt.candidate)
            assert tx.session.scalar(select(StoredBatch.id).where(StoredBatch.attempt == attempt.id).limit(1))


def _goes_on(settings: Settings, device: Device) -> None:
    """A device works on with the restored backend, from where it was."""
    server = _open(settings)
    try:
        there = replace(device, url=server.url)
        assert there.send(there.entries(*there.facts(3))).status_code == 200
        assert there.finish().status_code == 200
    finally:
        server.stop()


def test_a_deletion_after_the_backup_is_carried_out_again(house: House) -> None:
    first, second = house.devices
    house.save_keys("before.age")
    back_up(house.services, house.away / "backup")
    house.erase(first)
    settings, told = _restore(house, house.away / "backup")
    assert told.deleted_again == 1
    _is_gone(settings, first, second, house.seeded.candidate)
    again = replace(house, away=house.away / "other")  # and by the list alone, with keys from before the deletion
    again.away.mkdir()
    settings = Settings(data=again.away / "restored", port=0, waiting_period_us=0)
    opened = keys.read(house.away / "before.age", house.identity)
    told = restore(Sources(house.away / "backup", opened, [house.away / "deletions"]), settings)
    assert told.deleted_again == 1
    _is_gone(settings, first, second, house.seeded.candidate)


def _is_gone(settings: Settings, first: Device, second: Device, candidate: str) -> None:
    services = open_services(settings)
    try:
        with services.reading() as tx:
            for table, column in personal_tables():
                owner = table.columns[column].in_([first.attempt, candidate])
                assert tx.session.scalar(select(func.count()).select_from(table).where(owner)) == 0, table.name
            assert tx.session.get(Tombstone, first.attempt) is not None
            assert tx.session.get(Attempt, second.attempt) is not None
        with pytest.raises(Gone):
            services.keys.require_candidate_key(candidate)
        assert services.objects.list(f"attempts/{first.attempt}/") == []
        assert len(services.objects.list(f"attempts/{second.attempt}/")) == SEGMENTS
    finally:
        close_services(services)
    server = _open(settings)
    try:
        there = replace(first, url=server.url)
        assert there.call("GET", "contact").json()["code"] == "attempt.erased"
        assert replace(second, url=server.url).call("GET", "contact").status_code == 200
    finally:
        server.stop()


def test_without_the_deletion_being_known_it_would_come_back(house: House) -> None:
    """Why the copy of the keys must be renewed, or --deletions be set: nothing else knows."""
    copy = house.save_keys("before.age")
    back_up(house.services, house.away / "backup")
    house.erase(house.devices[0])
    _, told = _restore(house, house.away / "backup", copy=copy)
    assert told.deleted_again == 0


def test_a_deletion_while_the_backup_runs(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    read = ObjectStore.read
    erased: list[str] = []

    def slow(store: ObjectStore, key: str) -> bytes:
        if not erased:
            erased.append(key)
            house.erase(house.devices[0])
        return read(store, key)

    monkeypatch.setattr(ObjectStore, "read", slow)
    made = back_up(house.services, house.away / "backup")
    monkeypatch.undo()
    assert made.damaged == []
    assert list(manifest.problems(house.away / "backup")) == []
    settings, told = _restore(house, house.away / "backup", copy=house.save_keys())
    assert told.deleted_again == 1
    _is_gone(settings, *house.devices, house.seeded.candidate)


def test_any_damage_is_found_and_nothing_is_restored(quiet: House, capsys: pytest.CaptureFixture[str]) -> None:
    backup = quiet.away / "backup"
    back_up(quiet.services, backup)
    files = [path for path in sorted(backup.rglob("*")) if path.is_file() and path.stat().st_size]
    chance = random.Random(7319)  # noqa: S311 - repeatable damage
    for _ in range(FLIPS):
        path = chance.choice(files)
        before = path.read_bytes()
        at = chance.randrange(len(before))
        path.write_bytes(before[:at] + bytes([before[at] ^ 1 << chance.randrange(8)]) + before[at + 1 :])
        assert _is_refused(quiet, backup), (path, at)
        path.write_bytes(before)
    assert command.verify([str(backup)]) == 0
    recording = next(path for path in files if "objects" in path.parts)
    for damage in (_cut, Path.unlink):
        before = recording.read_bytes()
        damage(recording)
        assert command.verify([str(backup)]) == 1
        assert recording.name in capsys.readouterr().out
        assert _is_refused(quiet, backup)
        recording.write_bytes(before)
    (backup / "objects" / "more").write_bytes(b"x")
    assert _is_refused(quiet, backup)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _is_refused(house: House, backup: Path) -> bool:
    """Whether verification says so, and a restore leaves nothing."""
    try:
        found = bool(list(manifest.problems(backup)))
    except Tampered:
        found = True
    target = house.away / "restored"
    empty = keys.Copy(format=1, made_at_us=0, master_key="", hash_key="", keys=[])
    with pytest.raises(Tampered):
        restore(Sources(backup, empty), Settings(data=target))
    return found and not target.exists() and not list(house.away.glob(".restored*"))


def test_a_recording_that_the_source_lost_is_told_and_does_not_spoil_the_rest(house: House) -> None:
    store = house.services.objects
    lost, changed = store.list(f"attempts/{house.devices[0].attempt}/")[:2]
    store.delete(lost)
    store.put(changed, b"something else")
    made = back_up(house.services, house.away / "backup")
    assert set(made.damaged) == {lost, changed}
    settings, _ = _restore(house, house.away / "backup")
    services = open_services(settings)
    with pytest.raises(NotFound):
        services.objects.read(lost)
    assert services.objects.read(changed) == b"something else"
    close_services(services)


def test_nothing_is_written_over(quiet: House) -> None:
    (quiet.away / "backup").mkdir()
    with pytest.raises(Conflict, match="exists already"):
        back_up(quiet.services, quiet.away / "backup")
    back_up(quiet.services, quiet.away / "new")
    (quiet.away / "restored").mkdir()
    (quiet.away / "restored" / "letter").write_text("mine")
    with pytest.raises(Conflict, match="is not empty"):
        _restore(quiet, quiet.away / "new")
    assert (quiet.away / "restored" / "letter").read_text() == "mine"


def test_a_backup_that_fails_leaves_nothing(quiet: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifest, "write", full)
    with pytest.raises(StorageFault, match="No space left"):
        back_up(quiet.services, quiet.away / "backup")
    assert list(quiet.away.glob("*backup*")) == []


def test_the_copy_of_the_keys(quiet: House) -> None:
    copy = quiet.save_keys()
    assert to_base64(quiet.services.secrets.master_key).encode() not in copy.read_bytes()
    keys.new_identity(quiet.away / "stranger")
    with pytest.raises(Tampered):
        keys.read(copy, quiet.away / "stranger")
    with quiet.services.transaction() as tx:
        whom = Invite("Lee Third", "lee@candidate.example", tx.now_us, tx.now_us + DAY_US)
        invite(tx, tx.session.get_one(Assessment, quiet.seeded.assessment), whom, None)
    back_up(quiet.services, quiet.away / "backup")
    with pytest.raises(Conflict, match="older than the backup"):
        _restore(quiet, quiet.away / "backup", copy=copy)
    assert not (quiet.away / "restored").exists()
    quiet.save_keys()  # in the place of the other
    _restore(quiet, quiet.away / "backup", copy=copy)


def test_identity_pictures_that_went_later_go_again(house: House) -> None:
    attempt, name = house.devices[0].attempt, f"attempts/{house.devices[0].attempt}/segment/identity"
    with house.services.transaction() as tx:
        like = tx.session.scalars(select(Track).where(Track.attempt == attempt)).first()
        assert like is not None
        columns = {each.name: getattr(like, each.name) for each in Track.__table__.columns}
        track = Track(**{**columns, "id": new_identifier(), "stream": TrackKind.IDENTITY.value})
        tx.session.add(track)
        tx.session.flush()
        picture = {"track": track.id, "number": 0, "digest": digest_hex(b"face"), "size_bytes": 4, "object_key": name}
        stored = {"attempt": attempt, "organisation": track.organisation, "stored_at_us": tx.now_us}
        tx.session.add(Segment(**picture, **stored))
    house.services.objects.put(name, b"face")
    back_up(house.services, house.away / "backup")
    with house.services.transaction() as tx:
        assert delete_identity(tx, tx.session.get_one(Attempt, attempt))
    until(
        lambda: (house.away / "deletions").exists() and name not in house.services.objects.list(f"attempts/{attempt}/")
    )
    opened = keys.read(house.save_keys(), house.identity)
    settings = Settings(data=house.away / "restored")
    told = restore(Sources(house.away / "backup", opened, [house.away / "deletions"]), settings)
    assert told.deleted_again == 1
    services = open_services(settings)
    assert len(services.objects.list(f"attempts/{attempt}/")) == SEGMENTS
    with services.reading() as tx:
        assert tx.session.scalar(select(Segment.number).where(Segment.object_key == name)) is None
        assert tx.session.scalar(select(Track.sealed_key).where(Track.stream == TrackKind.IDENTITY.value)) == NO_KEY
    close_services(services)


def test_a_backup_of_a_newer_version_is_refused(quiet: House, monkeypatch: pytest.MonkeyPatch) -> None:
    write: Callable[..., Any] = manifest.write
    monkeypatch.setattr(manifest, "write", lambda folder, at, _revision, damaged: write(folder, at, "9999", damaged))
    back_up(quiet.services, quiet.away / "backup")
    with pytest.raises(Refused, match="newer version"):
        _restore(quiet, quiet.away / "backup")


def test_a_deletion_waits_for_its_list(house: House) -> None:
    list_of = house.away / "deletions"
    list_of.mkdir()  # nothing can be written there
    first = house.devices[0]
    assert first.call("POST", "requests", {"kind": "erasure"}).status_code == 200

    def deferred() -> bool:
        with house.services.reading() as tx:
            assert tx.session.get(Candidate, house.seeded.candidate) is not None
            return tx.session.scalar(select(Job.id).where(Job.error_code == "store.deletions")) is not None

    until(deferred)
    list_of.rmdir()
    until(lambda: first.call("GET", "contact").status_code == Gone.status)
    assert [each.id for each in deletions.read([list_of])] == [house.seeded.candidate]


def test_a_list_of_deletions_that_was_cut_or_changed(tmp_path: Path) -> None:
    file = tmp_path / "list"
    one = deletions.Deletion(what=deletions.What.CANDIDATE, id="a", at_us=1)
    for _ in range(2):
        deletions.note(file, one)
    file.write_bytes(file.read_bytes() + b'{"what":"cand')  # a power cut
    assert deletions.read([file]) == [one, one]
    file.write_bytes(b"x" + file.read_bytes())
    with pytest.raises(Tampered, match="Line 1"):
        deletions.read([file])
