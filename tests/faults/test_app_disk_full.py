"""The disk fills up under the real app and is emptied again: typing goes on, it is told in place, nothing is lost."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from tests.faults.desk.lives import PATIENCE_S, House, begin
from tests.faults.desk.truth import NOT_SAVED, SAVED, Truth
from tests.faults.small_disk import fill, free, small_disk
from tests.faults.test_app_disk_errors import check_told
from tests.ledger import Figures, Ledger

DISK_BYTES = 48 * 1024 * 1024
"""Room for the reserve of 8 MiB, which is made when four times as much is free."""
SHARDS, FILLS_A_SHARD = 5, 10
LEDGER = Ledger("app-disk-full")
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")


def fill_and_free(house: House, truth: Truth, disk: Path, chance: random.Random) -> dict[str, float]:
    """One life: the disk fills up at a random key, stays full for a while, and is emptied."""
    life = begin(house, truth.home.plan())
    try:
        life.wait_for(lambda it: it["what"] == "editable", PATIENCE_S, "the work")
        life.listen(chance.uniform(0.1, 1.0))
        end = time.monotonic() + PATIENCE_S
        while not [it for it in life.all("banner") if "full" in it["words"]]:  # what the reserve gave is taken too
            assert time.monotonic() < end, "the disk is full and nothing was said"
            fill(disk)
            life.listen(0.05)
        assert [it for it in life.all("shown") if it["words"] == NOT_SAVED]
        before = len(life.all("key"))
        end = time.monotonic() + chance.uniform(1.0, 2.0)
        while time.monotonic() < end:
            fill(disk)  # the app makes itself room where it can, and may save for a moment
            life.listen(0.05)
        typed_meanwhile = len(life.all("key")) - before
        assert typed_meanwhile > 3, "typing stopped"
        free(disk)
        freed_s, whole = time.monotonic(), life.all("key")[-1]["whole"]
        saved = life.wait_for(
            lambda it: it["what"] == "shown" and it["words"] == SAVED and it["whole"] >= whole,
            PATIENCE_S,
            "all saved again",
        )
        life.wait_for(lambda _: not life.all("banner")[-1]["words"], 10, "the words to go")
    finally:
        life.kill()
    truth.hear(life)
    truth.check(life)
    return {"meanwhile": typed_meanwhile, "recovery_s": saved["at_s"] - freed_s, "told_s": check_told(life)[0]}


def fills(house: House, folder: Path, count: int, seed: int) -> Figures:
    """Fill and free `count` times on one attempt, one life each."""
    with small_disk(folder / "disk", DISK_BYTES) as disk:
        truth, chance = Truth(house.new_home(disk / "home")), random.Random(seed)  # noqa: S311 - chance, no secret
        found = [fill_and_free(house, truth, disk, chance) for _ in range(count)]
    return {
        "fills": count,
        "keys_meanwhile": sum(it["meanwhile"] for it in found),
        "recovery_s": [it["recovery_s"] for it in found],
        "told_s": [it["told_s"] for it in found],
    }


def test_typing_goes_on_over_a_full_disk_and_is_saved_when_there_is_room(quiet_house: House, tmp_path: Path) -> None:
    fills(quiet_house, tmp_path, 1, seed=time.time_ns())


def test_work_is_shown_even_when_the_disk_is_full_at_the_start(quiet_house: House, tmp_path: Path) -> None:
    """Opening writes; the reserve gives it the room."""
    with small_disk(tmp_path / "disk", DISK_BYTES) as disk:
        truth = Truth(quiet_house.new_home(disk / "home"))
        for full in (False, True):
            if full:
                fill(disk)
            life = begin(quiet_house, truth.home.plan())
            try:
                life.wait_for(lambda it: it["what"] == "editable", PATIENCE_S, "the work")
                life.listen(1.0)
            finally:
                life.kill()
            truth.hear(life)
        truth.check(life)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_disk_fills_up_at_any_moment(quiet_house: House, tmp_path: Path, shard: int) -> None:
    if shard in LEDGER.missing(SHARDS):
        LEDGER.add(shard, fills(quiet_house, tmp_path, FILLS_A_SHARD, shard))
