"""One container from its making to its end: nothing of it is another's, and its end is told for what it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import pytest

from protocol.errors import EngineFault
from runner.boxes.container import USERS, Container, Maker
from runner.boxes.docker_door import DockerDoor
from runner.engine import Job, Limits, Plan, SourceFile, Warm

FILE = SourceFile("main.c", b"int main(void) { return 0; }" * 10)


class Stream:
    """Says what it is told to; keeps what is sent."""

    def __init__(self, words: bytes) -> None:
        self.sent: list[bytes] = []
        self.said = [b"R" + len(words).to_bytes(4, "big") + words] if words else []
        self.closed = False

    def send(self, data: bytes, deadline: float, tick: Callable[[], None] = lambda: None) -> None:
        assert deadline > time.monotonic()
        tick()
        self.sent.append(data)

    def frames(self, deadline: float, tick: Callable[[], None]) -> Iterator[tuple[int, bytes]]:
        assert deadline > time.monotonic()
        tick()
        while self.said:
            yield 1, self.said.pop(0)

    def close(self) -> None:
        self.closed = True


class Door:
    """An engine of which only is kept what was asked for."""

    def __init__(self, *words: bytes, state: Mapping[str, Any] | None = None) -> None:
        self.words, self.ended = list(words), state or {}
        self.made: list[dict[str, Any]] = []
        self.streams: list[Stream] = []
        self.removed: list[str] = []

    def version(self) -> Mapping[str, Any]:
        return {"Arch": "amd64"}

    def create(self, image: str, command: list[str], **settings: Any) -> str:
        self.made.append({"image": image, "command": command, **settings})
        return str(len(self.made))

    def attach(self, container: str) -> Stream:
        self.streams.append(Stream(self.words.pop(0) if self.words else b"cells"))
        assert str(len(self.streams)) == container
        return self.streams[-1]

    def start(self, container: str) -> None:
        pass

    def state(self, _: str) -> Mapping[str, Any]:
        return self.ended

    def remove(self, container: str) -> None:
        self.removed.append(container)


def made(door: Door, plan: Plan | None = None) -> Container:
    return Maker(cast("DockerDoor", door)).make(plan or Plan(Limits()))


def test_every_container_has_a_user_of_its_own() -> None:
    door = Door()
    maker = Maker(cast("DockerDoor", door))
    for _ in range(20):
        maker.make(Plan(Limits()))
    users = {int(one["user"].partition(":")[0]) for one in door.made}
    assert len(users) > 15
    assert users <= set(USERS)
    assert all(f"uid={one['user'].partition(':')[0]}," in one["host"]["tmpfs"]["/box"] for one in door.made)


def test_every_job_has_a_key_of_its_own_which_goes_in_with_it() -> None:
    door = Door()
    container = made(door)
    keys = [container.send(Job(("true",))) for _ in range(3)]
    assert len(set(keys)) == 3
    assert {len(key) for key in keys} == {32}
    assert all(key in frame for key, frame in zip(keys, door.streams[0].sent, strict=True))


def test_files_are_sent_again_only_when_they_are_others() -> None:
    door = Door()
    container = made(door)
    other = SourceFile("main.c", b"int main(void) { return 1; }" * 10)
    for file in (FILE, FILE, other, FILE):
        container.send(Job(("./program",), (file,)))
    assert [FILE.content in frame for frame in door.streams[0].sent] == [True, False, False, True]
    assert other.content in door.streams[0].sent[2]


def test_files_are_sent_with_each_job_where_an_interpreter_waits() -> None:
    door = Door()
    container = made(door, Plan(Limits(), warm=Warm(("python3", "main.py"), "main.py")))
    for _ in range(2):
        container.send(Job(("python3", "main.py"), (FILE,)))
    assert [FILE.content in frame for frame in door.streams[0].sent] == [True, True]


def test_memory_that_ended_it_is_the_programs_and_any_other_end_is_a_fault() -> None:
    assert made(Door(state={"OOMKilled": True, "ExitCode": 137})).without_answer().oom
    with pytest.raises(EngineFault) as fault:
        made(Door(state={"OOMKilled": False, "ExitCode": 3})).without_answer()
    assert (fault.value.code, fault.value.details["exit_code"]) == ("engine.box_lost", 3)


def test_one_that_does_not_start_is_removed_and_told() -> None:
    door = Door(b"something else")
    with pytest.raises(EngineFault):
        made(door)
    assert door.removed == ["1"]
    assert door.streams[0].closed


def test_where_the_kernel_forbids_cells_each_job_gets_a_container_and_that_is_remembered() -> None:
    door = Door(b"none 1: Operation not permitted", b"whole", b"whole")
    maker = Maker(cast("DockerDoor", door))
    assert not maker.make(Plan(Limits())).cells
    assert not maker.make(Plan(Limits())).plain
    assert len(door.made) == 3
    assert door.removed == ["1"]
