"""The power fails under the real app, five hundred times: what no flush covered is gone, what was shown saved is not.

Model: `tests/faults/disk/power.py`. Between two power cuts lie one to three lives, so that what a killed process had
only written is still unsafe when the next one says that it is saved.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.faults.desk.lives import PATIENCE_S, Home, House, Life, begin
from tests.faults.desk.truth import SAVED, Truth
from tests.faults.disk.power import Disk, Kind, read_log
from tests.faults.disk.shim import FLUSHES
from tests.ledger import Figures, Ledger
from tests.media.webcam import make_webcam_video

SHARDS, CUTS_A_SHARD = 25, 20
LEDGER = Ledger("app-power")
SHORT_LOG = "tests.faults.desk.short_log"


def live(house: House, truth: Truth, chance: random.Random, **how: object) -> Life:
    """One life up to a kill at a random moment after something was shown as saved."""
    how.setdefault("hooks", chance.choice(("", SHORT_LOG)))
    life = begin(house, truth.home.plan(log=str(truth.home.log), **how))
    try:
        opened = life.wait_for(lambda it: it["what"] == "editable", PATIENCE_S, "the work")
        shown = {"what": "shown", "words": SAVED}
        life.wait_for(lambda it: shown.items() <= it.items() and it["whole"] > len(opened["text"]), PATIENCE_S, SAVED)
        life.listen(chance.uniform(0.0, 0.6))
    finally:
        life.kill()
    truth.hear(life)
    return life


def cut(truth: Truth, disk: Disk, lives: list[Life], chance: random.Random | None) -> int:
    """Cut the power, judge what is left, and say how many bytes were not safe."""
    disk.play(truth.home.log)
    unsafe = disk.unsafe_bytes
    disk.cut(chance)
    flushes = [it for it in read_log(truth.home.log) if it.kind in {Kind.FLUSH_BEGUN, Kind.FLUSH_FAILED}]
    assert flushes
    for life in lives:
        opened_s = life.all("editable")[0]["at_s"]
        waited = [it for it in flushes if it.thread == life.number and it.at_s > opened_s]
        assert waited == [], "the GUI thread waited for the disk"
    truth.home.log.unlink()
    truth.check(lives[-1])
    truth.forget_recordings()
    return unsafe


def cuts(house: House, home: Home, count: int, seed: int) -> Figures:
    """Cut the power `count` times on one attempt: losing everything unsafe, then parts of it, in turn."""
    truth, chance = Truth(home), random.Random(seed)  # noqa: S311 - chance, no secret
    unsafe_bytes = lives = 0
    for number in range(count):
        disk = Disk(home.data)
        lived = [live(house, truth, chance) for _ in range(chance.choice((1, 1, 2, 3)))]
        unsafe_bytes += cut(truth, disk, lived, chance if number % 2 else None)
        lives += len(lived)
    return {
        "cuts": count,
        "lives": lives,
        "keys": truth.keys,
        "acknowledged": truth.acknowledged,
        "unsafe_bytes": unsafe_bytes,
        "fragments": truth.fragments_heard,
        "reopen_warm_s": truth.reopenings_s[False],
    }


def test_nothing_shown_as_saved_is_lost_to_power_cuts(quiet_house: House, tmp_path: Path) -> None:
    found = cuts(quiet_house, quiet_house.new_home(tmp_path / "home"), 4, seed=time.time_ns())
    assert found["acknowledged"]


def test_commits_that_no_flush_covers_are_caught(quiet_house: House, tmp_path: Path) -> None:
    """The harness sees what it is for: with `synchronous=NORMAL` what was shown as saved is lost."""
    truth, chance = Truth(quiet_house.new_home(tmp_path / "home")), random.Random(1)  # noqa: S311 - as above
    disk = Disk(truth.home.data)
    life = live(quiet_house, truth, chance, hooks="tests.faults.desk.unsafe")
    with pytest.raises(AssertionError, match="saved characters are lost"):
        cut(truth, disk, [life], None)


@pytest.mark.parametrize("hooks", ["", "tests.faults.desk.trusting"])
def test_what_a_failed_flush_left_readable_is_not_taken_for_saved(
    quiet_house: House, tmp_path: Path, hooks: str
) -> None:
    """A flush fails, the app is killed, opened again and shows all as saved; then the power goes."""
    truth, chance = Truth(quiet_house.new_home(tmp_path / "home")), random.Random(2)  # noqa: S311 - as above
    disk = Disk(truth.home.data)
    lives = [live(quiet_house, truth, chance, hooks="")]
    failing = begin(
        quiet_house, truth.home.plan(log=str(truth.home.log), fail=(FLUSHES, 0, 60_000, "EIO"), at_key=3, hooks=hooks)
    )
    try:
        failing.wait_for(lambda it: it["what"] == "banner" and it["words"], PATIENCE_S, "words about the disk")
    finally:
        failing.kill()
    truth.hear(failing)
    lives += [failing, live(quiet_house, truth, chance, hooks=hooks)]
    if hooks:
        with pytest.raises(AssertionError, match="saved characters are lost"):
            cut(truth, disk, lives, None)
    else:
        cut(truth, disk, lives, None)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_nothing_shown_as_saved_is_lost_to_five_hundred_power_cuts(
    quiet_house: House, tmp_path: Path, shard: int
) -> None:
    if shard in LEDGER.missing(SHARDS):
        LEDGER.add(shard, cuts(quiet_house, quiet_house.new_home(tmp_path / "home"), CUTS_A_SHARD, shard))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_no_piece_of_a_recording_is_lost_to_power_cuts(recorded_house: House, tmp_path: Path) -> None:
    ledger = Ledger("app-power-recording")
    if ledger.missing(1):
        camera = make_webcam_video(tmp_path / "camera.avi", 4.0)
        found = cuts(recorded_house, recorded_house.new_home(tmp_path / "home", camera), 12, seed=7)
        assert found["fragments"]
        ledger.add(0, found)
