"""Boxes on the real engine: results come back whole, limits bite, stopping works, nothing is left behind."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from protocol.errors import EngineFault
from runner import image_building, images
from runner.boxes.container import Maker
from runner.boxes.docker_door import LABEL, DockerDoor
from runner.boxes.docker_engine import DockerEngine
from runner.checks import probe
from runner.engine import KIB, MIB, Job, Limits, Outcome, Plan, SourceFile, Stopped, Warm
from tests.integration.runner.conftest import orphans

pytestmark = pytest.mark.docker


def python(engine: DockerEngine, source: str, stdin: bytes = b"", limits: Limits = Limits()) -> Outcome:  # noqa: B008 - frozen
    file = SourceFile("main.py", source.encode())
    return engine.run(Job(("python3", "main.py"), (file,), stdin, limits, ("out.bin",)))


def test_megabytes_pass_both_ways_byte_for_byte(engine: DockerEngine) -> None:
    data = bytes(range(256)) * 16_384
    source = (
        "import sys\ndata = sys.stdin.buffer.read()\nopen('out.bin', 'wb').write(data[::-1])\n"
        "sys.stderr.write('note')\nsys.stdout.buffer.write(data)"
    )
    outcome = python(engine, source, data)
    assert outcome.stdout == data
    assert outcome.stderr == b"note"
    assert outcome.artifacts["out.bin"] == data[::-1]
    assert not outcome.stdout_truncated


def test_a_program_that_does_not_read_or_closes_early_is_no_fault(engine: DockerEngine) -> None:
    assert python(engine, "print(1)", bytes(MIB)).succeeded
    assert python(engine, "import os\nos.close(0)\nos.close(1)\nos.close(2)", bytes(MIB)).succeeded


def test_an_interpreter_that_cannot_start_is_the_programs_end_and_no_fault(engine: DockerEngine) -> None:
    limits, argv = Limits(memory_bytes=6 * MIB, output_bytes=KIB), ("node", "main.js")
    with engine.open(Plan(limits, warm=Warm(argv, "main.js"), input_bytes=KIB)) as station:
        outcome = station.run(Job(argv, (SourceFile("main.js", b"console.log(1)"),), limits=limits))
    assert outcome.oom
    with engine.open(Plan(Limits(), warm=Warm(("false", "main.js"), "main.js"))) as station:
        outcome = station.run(Job(("false", "main.js"), (SourceFile("main.js", b"x"),)))
    assert outcome.exit_code == 1


def test_an_interpreter_that_does_not_take_its_text_ends_by_the_clock(engine: DockerEngine) -> None:
    limits, argv = Limits(wall_ms=1_500), ("sh", "-c", "exec 3< main.txt; sleep 60")
    with engine.open(Plan(limits, warm=Warm(argv, "main.txt"), input_bytes=MIB)) as station:
        began = time.monotonic()
        outcome = station.run(Job(argv, (SourceFile("main.txt", bytes(MIB)),), limits=limits))
    assert outcome.timed_out == "wall"
    assert time.monotonic() - began < 20


def test_what_is_no_program_is_not_handed_to_a_shell(engine: DockerEngine) -> None:
    file = SourceFile("words", b"echo from a shell\n", executable=True)
    with engine.open(Plan(Limits())) as station:
        outcome = station.run(Job(("./words",), (file,)))
    assert (outcome.exit_code, outcome.stdout) == (127, b"")
    assert b"Exec format error" in outcome.stderr


def test_memory_that_is_told_is_the_programs_own(engine: DockerEngine) -> None:
    with engine.open(Plan(Limits())) as station:
        outcome = station.run(Job(("true",), ()))
    assert outcome.succeeded
    assert 0 < outcome.memory_bytes < 4 * MIB


def test_an_interpreter_that_waits_runs_as_one_that_was_started(engine: DockerEngine) -> None:
    source = (
        "import sys, os\nprint(__name__, __file__, sys.argv, sys.path[0], sorted(os.listdir('.')))\n"
        "import atexit\natexit.register(print, 'last')\ndef f(): return 1 / 0\nf()\n"
    )
    argv, file = ("python3", "main.py"), SourceFile("main.py", source.encode())
    with engine.open(Plan(Limits(), warm=Warm(argv, "main.py"))) as warm, engine.open(Plan(Limits())) as cold:
        waited, started = (station.run(Job(argv, (file,))) for station in (warm, cold))
    assert waited.stdout == started.stdout
    assert waited.stdout.endswith(b"last\n")
    assert (waited.exit_code, waited.stderr) == (started.exit_code, started.stderr)
    assert b"1 / 0" in waited.stderr


def test_hash_seeds_are_never_shared(engine: DockerEngine) -> None:
    argv, file = ("python3", "main.py"), SourceFile("main.py", b"print(hash('a'), id(object()))")
    with engine.open(Plan(Limits(), warm=Warm(argv, "main.py"))) as station:
        said = [station.run(Job(argv, (file,))).stdout for _ in range(3)]
    assert len({line.split()[0] for line in said}) == 3


def test_processor_time_decides_and_counts_children(engine: DockerEngine) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass\n"
    outcome = python(
        engine,
        f"import os\nif os.fork() == 0:\n  {burn.replace(chr(10), chr(10) + '  ')}\n  os._exit(0)\nos.wait()\n{burn}",
    )
    assert 600 <= outcome.cpu_ms < 1500
    exact = python(engine, burn, limits=Limits(cpu_ms=200, wall_ms=20_000))
    assert exact.timed_out == "cpu"


def test_output_is_cut_exactly_at_its_limit(engine: DockerEngine) -> None:
    limits = Limits(output_bytes=1000)
    fits = python(engine, "print('x' * 999)", limits=limits)
    assert (len(fits.stdout), fits.output_exceeded) == (1000, False)
    over = python(engine, "print('x' * 1000)", limits=limits)
    assert (len(over.stdout), over.output_exceeded, over.stdout_truncated) == (1000, True, True)


def test_memory_below_its_limit_is_not_touched(engine: DockerEngine) -> None:
    limits = Limits(memory_bytes=64 * MIB)
    fits = python(engine, "block = bytearray(40 << 20)", limits=limits)
    assert fits.succeeded
    assert 40 * MIB < fits.memory_bytes < 64 * MIB
    assert python(engine, "block = bytearray(80 << 20)", limits=limits).oom


def test_nothing_of_one_run_reaches_the_next(engine: DockerEngine) -> None:
    first = python(
        engine, "import os\nopen('left', 'w').write('x')\nopen('/tmp/left', 'w').write('x')\nprint(os.getuid())"
    )
    second = python(engine, "import os\nprint(os.path.exists('left') or os.path.exists('/tmp/left'), os.getuid())")
    assert second.stdout.split()[0] == b"False"
    assert first.stdout.strip() != b"0"


def test_stop_ends_a_run_and_removes_its_box(engine: DockerEngine) -> None:
    stop = threading.Event()
    timer = threading.Timer(0.5, stop.set)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        engine.run(Job(("sleep", "60"), limits=Limits(wall_ms=60_000)), stop)
    timer.join()
    assert time.monotonic() - began < 30
    give_up = time.monotonic() + 20
    while orphans(engine) and time.monotonic() < give_up:  # removed in the background
        time.sleep(0.05)
    assert orphans(engine) == []


def test_runs_beside_each_other_do_not_mix(engine: DockerEngine) -> None:
    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(lambda number: python(engine, f"print({number} * int(input()))", b"7"), range(6)))
    assert [int(outcome.stdout) for outcome in outcomes] == [number * 7 for number in range(6)]


def test_a_command_that_is_not_there_is_the_programs_failure(engine: DockerEngine) -> None:
    outcome = engine.run(Job(("no-such-program",)))
    assert outcome.exit_code == 127
    assert outcome.stderr == b"no-such-program: No such file or directory\n"


def test_a_box_whose_container_is_killed_is_a_fault_and_no_verdict(engine: DockerEngine) -> None:
    with engine.open(Plan(Limits())) as station:
        assert station.run(Job(("true",))).succeeded
        container = station.container
        assert container is not None
        timer = threading.Timer(1.0, lambda: engine.door.remove(container.id))
        timer.start()
        with pytest.raises(EngineFault):
            station.run(Job(("sleep", "30"), limits=Limits(wall_ms=30_000)))
        timer.join()
        assert station.run(Job(("true",))).succeeded  # in a new one


def test_jobs_in_line_wait_for_their_turn_and_pay_for_nobody(engine: DockerEngine) -> None:
    look = "ls /tmp; touch /tmp/left; sleep 0.2; echo $0"
    with engine.open(Plan(Limits())) as station, ThreadPoolExecutor(3) as pool:
        assert station.run(Job(("true",))).succeeded
        container = station.container
        assert container is not None
        assert station.room >= 3
        ended = [pool.submit(station.run, Job(("sh", "-c", look, str(number)))) for number in range(3)]
        outcomes = [one.result() for one in ended]
        assert [outcome.stdout for outcome in outcomes] == [b"0\n", b"1\n", b"2\n"]
        moments = sorted(outcome.ended_us for outcome in outcomes)
        assert all(later - earlier > 200_000 for earlier, later in itertools.pairwise(moments))
        assert all(outcome.wall_ms < 390 for outcome in outcomes)  # time in line is no time of theirs
        assert station.container is container
        first = pool.submit(station.run, Job(("sleep", "30"), limits=Limits(wall_ms=30_000)))
        time.sleep(0.3)
        behind = [pool.submit(station.run, Job(("echo", str(number)))) for number in range(2)]
        time.sleep(0.3)
        engine.door.remove(container.id)
        with pytest.raises(EngineFault):
            first.result()
        assert [one.result().stdout for one in behind] == [b"0\n", b"1\n"]  # in a new one


def test_plain_jobs_and_others_pass_the_stream_to_each_other(engine: DockerEngine) -> None:
    """Plain jobs are read by the maker of cells, who has read beyond them when another kind comes."""
    first, second = SourceFile("a/b/text", b"1" * 200_000), SourceFile("a/b/text", b"2" * 200_000)
    look = ("sh", "-c", "cat; cut -c1-2 a/b/text; ls -A . /tmp; touch left a/b/left /tmp/left")
    wanted = {first: b"11", second: b"22"}
    jobs = [
        Job(look, (file,), str(number).encode(), artifacts=("a/b/text",) if number % 3 == 2 else ())
        for number, file in enumerate([first, first, first, second, second, first, first, second])
    ]
    with engine.open(Plan(Limits())) as station, ThreadPoolExecutor(4) as pool:
        assert station.run(Job(("true",))).succeeded
        container = station.container
        for job, outcome in zip(jobs, pool.map(station.run, jobs), strict=True):
            assert outcome.stdout == job.stdin + wanted[job.files[0]] + b"\n.:\na\n\n/tmp:\n"
            assert len(outcome.artifacts) == len(job.artifacts)
        assert station.container is container


def test_a_sweep_takes_containers_of_dead_owners_only(engine: DockerEngine) -> None:
    script = (
        "import os\nfrom runner.boxes.container import Maker\nfrom runner.boxes.docker_door import DockerDoor\n"
        "from runner.engine import Limits, Plan\n"
        "print(Maker(DockerDoor()).make(Plan(Limits())).id, flush=True)\nos._exit(0)\n"
    )
    dead = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()
    living = Maker(engine.door).make(Plan(Limits()))
    assert engine.sweep() >= 1
    present = {str(row["Id"]) for row in engine.door.containers(f"{LABEL}=box")}
    living.remove()
    assert dead not in present
    assert living.id in present


def test_the_check_is_green_when_programs_run(engine: DockerEngine) -> None:
    result = probe(engine)
    assert (result.name, result.colour, result.fix) == ("runner", "green", None)


def test_a_missing_image_is_told_with_the_command_that_builds_it(
    engine: DockerEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "current_tag", lambda _layer="common": "recrutr-box:common-000000000000")
    result = probe(engine)
    assert result.colour == "red"
    assert result.fix == "recrutr images build common"
    with pytest.raises(EngineFault) as caught:
        _ = engine.image_digest()
    assert caught.value.code == "engine.image_missing"


def test_the_image_holds_nothing_of_the_machine_that_built_it(engine: DockerEngine) -> None:
    search = (
        "import os, stat\nfor folder, _, names in os.walk('/'):\n"
        "    if folder.startswith(('/proc', '/sys')): continue\n"
        "    for name in names:\n        path = os.path.join(folder, name)\n        mode = os.lstat(path).st_mode\n"
        "        if stat.S_ISREG(mode) and mode & 0o6000: print('setuid', path)\n"
        "for path in ('/recrutr-host', '/etc/apt/sources.list', '/var/lib/apt/lists/partial'):\n"
        "    if os.path.exists(path) and not path.endswith('partial'): print('left', path)\n"
    )
    outcome = python(engine, search)
    assert outcome.succeeded
    assert outcome.stdout == b""
    assert [entry for entry in images.installed(engine.door) if entry.current]


def test_building_again_builds_nothing(engine: DockerEngine) -> None:
    said: list[str] = []
    assert image_building.build(DockerDoor(), said.append) == images.current_tag()
    assert said == [f"{images.current_tag()} is already here"]
