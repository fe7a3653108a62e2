"""Two programs talk through real containers: bytes pass, ends are seen, and the next talk starts clean."""

from __future__ import annotations

import hashlib
import signal
import time
from dataclasses import replace

import pytest

from runner.boxes.docker_engine import DockerEngine
from runner.engine import MIB, Conversation, Job, Limits, Plan, SourceFile

pytestmark = pytest.mark.docker
LIMITS = Limits(cpu_ms=5_000, wall_ms=20_000)


def python(source: str) -> Job:
    return Job(("python3", "main.py"), (SourceFile("main.py", source.encode()),), limits=LIMITS)


def shell(line: str) -> Job:
    return Job(("sh", "-c", line), limits=LIMITS)


def talk(engine: DockerEngine, first: Job, second: Job) -> Conversation:
    return engine.converse(first, second)


def test_each_hears_what_the_other_says(engine: DockerEngine) -> None:
    asks = "import sys\nfor n in range(200):\n  print(n, flush=True)\n  assert input() == str(n * n)\n"
    asks += "sys.stderr.write('done')"
    answers = "import sys\nfor line in sys.stdin:\n  print(int(line) ** 2, flush=True)\nsys.exit(42)"
    found = talk(engine, python(asks), python(answers))
    assert (found.first.exit_code, found.first.stderr) == (0, b"done")
    assert found.second.exit_code == 42
    assert found.ended_first == "first"
    assert found.first.stdout == found.second.stdout == b""


def test_megabytes_pass_unchanged_and_in_order(engine: DockerEngine) -> None:
    says = "import sys\nsys.stdout.buffer.write(bytes(range(256)) * 16384)"
    hears = "import hashlib, sys\nsys.stderr.write(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())"
    found = talk(engine, python(says), python(hears))
    assert found.second.stderr.decode() == hashlib.sha256(bytes(range(256)) * 16_384).hexdigest()


def test_who_writes_to_one_that_has_ended_gets_a_broken_pipe(engine: DockerEngine) -> None:
    found = talk(engine, Job(("yes",), limits=LIMITS), shell("head -c 10 > /dev/null; exit 43"))
    assert found.ended_first == "second"
    assert found.second.exit_code == 43
    assert found.first.signal == signal.SIGPIPE or found.first.output_exceeded


def test_a_word_that_was_spoken_before_the_other_ended_comes_first(engine: DockerEngine) -> None:
    crashes = python("import os\nprint('wrong', flush=True)\nos._exit(1)")
    judges = python("import sys, time\nword = input()\ntime.sleep(0.5)\nsys.exit(43 if word == 'wrong' else 42)")
    found = talk(engine, crashes, judges)
    assert (found.first.exit_code, found.second.exit_code) == (1, 43)
    assert found.second.heard_end
    busy = judges.files[0].content.replace(b"time.sleep(0.5)", b"t = time.time()\nwhile time.time() < t + 0.5: pass")
    found = talk(engine, crashes, python(busy.decode()))
    assert not found.second.heard_end  # it was busy with the word all the time
    assert found.ended_first == "second"


def test_who_dies_of_writing_to_one_that_has_ended_met_its_end(engine: DockerEngine) -> None:
    found = talk(engine, shell("exit 0"), Job(("yes",), limits=LIMITS))
    assert found.second.signal == signal.SIGPIPE
    assert found.ended_first == "first"


def test_a_silent_end_is_heard_and_comes_first(engine: DockerEngine) -> None:
    found = talk(
        engine, python("raise SystemExit(1)"), python("import sys\nsys.exit(43 if not sys.stdin.read() else 42)")
    )
    assert (found.first.exit_code, found.second.exit_code, found.second.heard_end) == (1, 43, True)
    assert found.ended_first == "first"


def test_closing_its_output_is_told_to_the_other_while_it_lives(engine: DockerEngine) -> None:
    closes = python("import os, time\nos.close(1)\ntime.sleep(4)")
    found = talk(engine, closes, python("import sys\nsys.stdin.read()\nsys.exit(43)"))
    assert (found.first.exit_code, found.second.exit_code) == (0, 43)
    assert found.ended_first == "second"
    assert found.second.wall_ms < 3_500


REJECTS = replace(python("import sys\ninput()\nsys.exit(43)"), settles_unless=42)
RUNS_ON = {
    "computes": "print('x', flush=True)\nwhile True: pass",
    "sleeps": "import time\nprint('x', flush=True)\ntime.sleep(60)",
    "computes without hearing": "import os\nprint('x', flush=True)\nos.close(0)\nwhile True: pass",
    "has a child that goes on": "import os, time\nprint('x', flush=True)\nos.fork()\ntime.sleep(60)",
}


@pytest.mark.parametrize("source", RUNS_ON.values(), ids=RUNS_ON)
def test_a_talk_that_is_settled_ends_soon(engine: DockerEngine, source: str) -> None:
    dialogue = engine.open_dialogue(Plan(LIMITS), Plan(LIMITS))
    began = time.monotonic()
    found = dialogue.run(python(source), REJECTS)
    took_s = time.monotonic() - began - found.second.wall_ms / 1000
    assert (found.ended_first, found.second.exit_code) == ("second", 43)
    assert (found.first.exit_code, found.first.signal) == (None, None)
    assert took_s < min(LIMITS.cpu_ms, LIMITS.wall_ms) / 1000, took_s
    assert dialogue._desks[0].container is None  # what still runs in it is nobody's any more
    again = dialogue.run(python("print('y')"), REJECTS)
    assert (again.first.exit_code, again.second.exit_code) == (0, 43)
    assert None not in [desk.container for desk in dialogue._desks]
    dialogue.close()


@pytest.mark.parametrize("second", ["sys.exit(42)", "sys.stdin.read()\nsys.exit(43)"], ids=["accepts", "heard the end"])
def test_a_talk_that_is_not_settled_goes_on_to_the_end(engine: DockerEngine, second: str) -> None:
    slow = python("import os, time\nos.close(1)\ntime.sleep(3)\nraise SystemExit(7)")
    found = talk(engine, slow, replace(python(f"import sys\n{second}"), settles_unless=42))
    assert found.first.exit_code == 7


def test_two_that_wait_for_each_other_are_ended_by_the_wall_clock(engine: DockerEngine) -> None:
    waits = Job(("head", "-n", "1"), limits=Limits(cpu_ms=1_000, wall_ms=500))
    found = talk(engine, waits, waits)
    assert "wall" in {found.first.timed_out, found.second.timed_out}


def test_too_much_said_is_an_output_limit(engine: DockerEngine) -> None:
    loud = Job(("yes",), limits=Limits(output_bytes=1 * MIB))
    found = talk(engine, loud, shell("cat > /dev/null"))
    assert found.first.output_exceeded
    assert found.second.succeeded


def test_talks_of_one_dialogue_share_containers_but_nothing_else(engine: DockerEngine) -> None:
    leaves = python("open('left', 'w').write('x'); open('/tmp/left', 'w').write('x')\nprint('more ' * 100000)")
    looks = python("import os\nprint(os.path.exists('left'), os.path.exists('/tmp/left'))")
    hears = python("import sys\nsys.stderr.write(sys.stdin.readline().strip()[:50])")
    dialogue = engine.open_dialogue(Plan(LIMITS), Plan(LIMITS))
    dialogue.run(leaves, shell("exit 42"))  # ends without reading: what was said must not reach the next talk
    kept = [desk.container for desk in dialogue._desks]
    found = dialogue.run(looks, hears)
    assert [desk.container for desk in dialogue._desks] == kept
    dialogue.close()
    assert None not in kept
    assert found.second.stderr == b"False False"


def test_an_input_beside_the_talk_is_refused(engine: DockerEngine) -> None:
    with pytest.raises(ValueError, match="the output of the other"):
        talk(engine, Job(("cat",), stdin=b"x"), Job(("cat",)))
