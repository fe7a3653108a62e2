"""The words of `./recrutr`: what each needs, and the command that it becomes once everything is there.

Preparation happens under a lock, so that two runs in one checkout do not disturb each other; the started command runs
outside it and replaces this process, so that signals and exit codes are its own.
"""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from installers.bootstrap import checks, engine, environment, system
from installers.bootstrap.console import Stop, say
from installers.bootstrap.packages import Need, needed

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Word:
    """One word: a line for the help, what must be there before, and what to start (after `.venv/bin/`)."""

    purpose: str
    needs: frozenset[Need]
    command: tuple[str, ...]
    engine_optional: bool = False
    """The program itself shows a dead engine and works without it, so that is no reason not to start it."""
    browses: bool = False
    """It drives a browser, whose path it gets as RECRUTR_BROWSER."""
    layers: tuple[str, ...] = ("common",)
    """The images in which programs run that it needs (`recrutr images list`)."""


_ALL = frozenset(Need)

WORDS: dict[str, Word] = {
    "demo": Word(
        "one attempt from invitation to deletion, by a scripted candidate; --exit ends it afterwards",
        _ALL - {Need.BUNDLE, Need.BENCH},
        ("python", "-m", "tests.demo"),
        browses=True,
    ),
    "test": Word(
        "every check and test; --long adds the long ones, other arguments go to pytest",
        _ALL - {Need.BENCH},
        (),
        browses=True,
    ),
    "app": Word(
        "the candidate's desktop app",
        frozenset({Need.PYTHON, Need.DESKTOP, Need.ENGINE}),
        ("python", "-m", "app"),
        engine_optional=True,
    ),
    "backend": Word(
        "the employer's server",
        frozenset({Need.PYTHON, Need.ENGINE}),
        ("recrutr", "backend"),
        engine_optional=True,
    ),
    "bench": Word(
        "measures of speed; names choose some, --json prints one object per line",
        _ALL - {Need.BUNDLE},
        ("recrutr", "bench"),
    ),
    "installers": Word(
        "builds the desktop bundle and the .deb into dist/",
        frozenset({Need.PYTHON, Need.DESKTOP, Need.BUNDLE}),
        ("recrutr", "installers"),
    ),
}
_ANY = Word("any command of the installed `recrutr`", frozenset({Need.PYTHON}), ("recrutr",))


def main(argv: Sequence[str]) -> int:
    """Prepare what the first word needs, then run it; returns the exit code."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_help())
        return 0
    name, rest = argv[0], list(argv[1:])
    word = WORDS.get(name, _ANY)
    if name == "test" and "--long" in rest:
        word = replace(word, layers=("--all",))
    try:
        with _locked():
            child = _prepare(word)
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130
    if name == "test":
        return checks.run(CHECKOUT, rest, child)
    start = [*word.command, *rest] if name in WORDS else [*word.command, name, *rest]
    os.chdir(CHECKOUT)
    program = str(CHECKOUT / ".venv" / "bin" / start[0])
    return os.execve(program, [program, *start[1:]], child)  # noqa: S606 (no shell is wanted)


def _prepare(word: Word) -> dict[str, str]:
    """Install, build and start what the word needs; returns the environment for its program. Raises Stop."""
    system.install(needed(word.needs), CHECKOUT)
    environment.prepare(CHECKOUT)
    child = environment.child_environment(CHECKOUT)
    if word.browses:
        child["RECRUTR_BROWSER"] = system.browser()
    if Need.ENGINE in word.needs:
        try:
            engine.ensure(CHECKOUT)
            engine.build_images(CHECKOUT, child, word.layers)
        except Stop as stop:
            if not word.engine_optional:
                raise
            say(f"{stop}\nrecrutr: going on without it; programs cannot be run until it is there")
    return child


@contextmanager
def _locked() -> Iterator[None]:
    state = CHECKOUT / ".recrutr"
    state.mkdir(exist_ok=True)
    with (state / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another ./recrutr prepares this checkout; waiting for it")
            begun = time.monotonic()
            fcntl.flock(file, fcntl.LOCK_EX)
            say(f"going on after {time.monotonic() - begun:.0f} s")
        yield


def _help() -> str:
    lines = ["usage: ./recrutr WORD [arguments]\n\n"]
    lines += [f"  {name:<11} {word.purpose}\n" for name, word in WORDS.items()]
    lines.append(f"  {'…':<11} {_ANY.purpose}; `./recrutr commands` lists them\n")
    lines.append("\nThe first run installs what is missing: system packages by apt, the rest into .venv.\n")
    return "".join(lines)
