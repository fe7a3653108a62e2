"""Lines of the log: fields, exceptions without their words, other libraries without what they were given."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from backend import logs
from protocol.errors import StorageFault

PLANTED = "planted-wombat-7319"


@pytest.fixture(params=["json", "text"])
def line(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """What the logger `backend.test` and `other` wrote."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Lines() if request.param == "json" else logs.Words())
    for name in ("backend.test", "other"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    yield out.getvalue
    for name in ("backend.test", "other"):
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).propagate = True


def _raise_planted() -> None:
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t (a TEXT UNIQUE)"))
            for _ in range(2):
                connection.execute(text("INSERT INTO t VALUES (:a)"), {"a": PLANTED})
    except IntegrityError as error:
        raise KeyError(PLANTED) from error
    finally:
        engine.dispose()


def test_an_exception_is_told_by_type_and_place_only(line: Callable[[], str]) -> None:
    try:
        _raise_planted()
    except KeyError:
        logging.getLogger("backend.test").exception("bug")
    written = line()
    assert PLANTED not in written
    for word in ("KeyError", "IntegrityError", "SQLITE_CONSTRAINT_UNIQUE", "test_logs.py:", "_raise_planted"):
        assert word in written


def test_our_errors_are_told_by_code(line: Callable[[], str]) -> None:
    fault = StorageFault("store.full", f"No room for {PLANTED}.")
    logging.getLogger("backend.test").error("fault", exc_info=fault)
    assert "store.full" in line()
    assert PLANTED not in line()


def test_fields_and_context_stand_in_the_line(line: Callable[[], str]) -> None:
    with logs.telling(request="r1"), logs.telling(job="j1"):
        logging.getLogger("backend.test").info("ended", extra={logs.FIELDS: {"duration_ms": 5}})
    logging.getLogger("backend.test").info("later")
    first, second = line().splitlines()
    if first.startswith("{"):
        found: dict[str, Any] = json.loads(first)
        assert (found["request"], found["job"], found["duration_ms"], found["event"]) == ("r1", "j1", 5, "ended")
        assert found["level"] == "INFO"
    else:
        assert first.endswith("INFO backend.test: ended request=r1 job=j1 duration_ms=5")
    assert "r1" not in second


def test_of_others_only_the_pattern_or_the_place(line: Callable[[], str]) -> None:
    other = logging.getLogger("other")
    other.warning("asked for %s", PLANTED)
    other.warning(f"made up: {PLANTED}")
    written = line()
    assert PLANTED not in written
    assert "asked for %s (test_logs.py:" in written
    assert "made up" not in written


def test_a_line_break_in_a_value_makes_no_second_line(line: Callable[[], str]) -> None:
    logging.getLogger("backend.test").info("code %s", "a\nWARNING forged")
    assert len(line().splitlines()) == 1


def test_what_nobody_caught_and_warnings_go_by_here_too() -> None:
    program = f"""
import threading, warnings
from backend import logs
logs.start("json", verbose=False)
warnings.warn("{PLANTED}")
def fail(): raise ValueError("{PLANTED}")
thread = threading.Thread(target=fail); thread.start(); thread.join()
fail()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    lines = [json.loads(each) for each in done.stderr.splitlines()]
    assert PLANTED not in done.stderr
    assert [each["logger"] for each in lines] == ["py.warnings", "backend.process", "backend.process"]
    assert [each["faults"][0]["type"] for each in lines[1:]] == ["ValueError", "ValueError"]
