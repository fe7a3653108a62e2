"""Pictures that the recorder wrote into a real store hold in the evidence file as any recording does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.verifier.command import FAULT, HOLDS, main
from protocol.attempts import TrackKind
from protocol.sealing import new_organisation_keys
from recorder.media import Device, Sample, now_us
from recorder.still_codec import StillCodec
from recorder.track import Order, Track
from sync.evidence import write_evidence
from sync.store.attempts import AttemptStores
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, started_store
from tests.unit.app.test_verifier import OPTIONS


def test_pictures_hold_and_a_changed_one_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public, private = new_organisation_keys()
    issuer = Issuer(organisation_key=public)
    store = started_store(AttemptStores(tmp_path / "device", FixedHolder(), OPTIONS), issuer)
    for kind in (TrackKind.STILLS, TrackKind.IDENTITY):
        camera = Device(TrackKind.CAMERA, "x", "A camera")
        track = Track(kind, camera, StillCodec(), Order(store.attempt, public, store, store.media))
        for number in range(2):
            picture = np.full(5000, 65 + number, dtype=np.uint8)
            track.write(Sample(picture, now_us(), 0))
        assert track.fact is not None
        store.submit(track.fact).result(30)
        track.end()
    store.outbox.keep_countersigned(issuer.countersigned(store.finish().result(30))).result(30)
    file, key, opened = tmp_path / "work.recrutr-evidence", tmp_path / "key", tmp_path / "opened"
    assert write_evidence(store, file) is not None
    store.close()
    key.write_text(f"# organisation\n{private}\n")
    argv = ["--key", str(key), "--server-key", issuer.key.public_key]
    assert main([str(file), *argv, "--json", "--open", str(opened)]) == HOLDS
    told = json.loads(capsys.readouterr().out)
    assert {check["name"]: check["held"] for check in told["checks"]}["recordings"] == 4
    segment = next(opened.rglob("*.seg"))
    changed = bytearray(segment.read_bytes())
    changed[-1] ^= 1
    segment.write_bytes(changed)
    assert main([str(opened), *argv]) == FAULT
