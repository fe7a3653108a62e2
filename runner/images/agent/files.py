"""Files of a box: put in before the program starts, brought out after everything in it has ended.

No path is ever followed through a link: each step is opened below the descriptor of the one before. Must use the
standard library only.
"""
# ruff: noqa: INP001, PTH123 - part of a script inside the image, started as a folder

from __future__ import annotations

import contextlib
import os
import select
import stat
import time
from collections.abc import Callable, Iterator

MAX_FOLDER_FILES = 256
_MAX_DEPTH = 16
_READER_WAIT_S = 30
"""A warm interpreter needs some 50 ms to come to its main file; on a machine that is busy beyond this it never will."""
_LOOK_S = 0.05
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def put(folder: int, name: str, data: memoryview, mode: int) -> None:
    """Create a file that was not there, and the folders above it. Raises OSError."""
    with _parent(folder, name, create=True) as (parent, last):
        descriptor = os.open(last, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode, dir_fd=parent)
        with open(descriptor, "wb") as file:
            file.write(data)


def take_writing_away(folder: int) -> None:
    """Let nobody make, change or remove a file: not even their owner, who is then kept from giving it back."""
    for _, _, names, descriptor in os.fwalk(".", topdown=False, dir_fd=folder):
        for name in names:
            os.chmod(name, os.stat(name, dir_fd=descriptor).st_mode & 0o500, dir_fd=descriptor)
        os.fchmod(descriptor, 0o500)


def hand_to_waiting(folder: int, text: tuple[str, memoryview, int], gone: Callable[[], bool]) -> None:
    """Give an interpreter that opened a FIFO its text, and leave a file of that name for whoever looks later.

    `text` is (name, content, mode); nothing more is given when the interpreter is `gone`, for want of memory perhaps,
    or has used up its time. Raises OSError when it lives and does not come.
    """
    name, data, mode = text
    descriptor = _writer(folder, name, gone)
    if descriptor is None:
        return
    fresh = f"{name}.new"
    put(folder, fresh, data, mode)
    os.rename(fresh, name, src_dir_fd=folder, dst_dir_fd=folder)
    left = data
    with contextlib.suppress(BrokenPipeError), open(descriptor, "wb", buffering=0):
        while left and not (_is_full(descriptor) and gone()):
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(descriptor, left) :]


def _is_full(pipe: int) -> bool:
    """Whether nothing more goes in; waits a little for room."""
    return not select.select([], [pipe], [], _LOOK_S)[1]


def _writer(folder: int, name: str, gone: Callable[[], bool]) -> int | None:
    give_up = time.monotonic() + _READER_WAIT_S
    while True:
        try:
            return os.open(name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOFOLLOW, dir_fd=folder)
        except OSError:  # ENXIO: it has not come to open it yet
            if gone():
                return None
            if time.monotonic() > give_up:
                raise
            time.sleep(0.0005)


def bring(folder: int, names: list[str], limit: int) -> dict[str, bytes]:
    """The regular files among `names`; of a name that ends in `/`, every regular file below, `limit` bytes in all."""
    found: dict[str, bytes] = {}
    for name in names:
        if name.endswith("/"):
            found.update(_bring_folder(folder, name.rstrip("/"), limit))
        elif (data := _read(folder, name, limit)) is not None:
            found[name] = data
    return found


def _bring_folder(folder: int, name: str, limit: int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in _walk(folder, name, 0):
        data = _read(folder, path, limit - sum(map(len, found.values())))
        if data is not None:
            found[path] = data
        if len(found) == MAX_FOLDER_FILES:
            break
    return found


def _walk(folder: int, name: str, depth: int) -> Iterator[str]:
    try:
        with _parent(folder, f"{name}/x", create=False) as (opened, _):
            entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in os.scandir(opened)]
    except OSError:
        return
    for entry, is_folder in sorted(entries):
        if not is_folder:
            yield f"{name}/{entry}"
        elif depth < _MAX_DEPTH:
            yield from _walk(folder, f"{name}/{entry}", depth + 1)


def _read(folder: int, name: str, limit: int) -> bytes | None:
    try:
        with _parent(folder, name, create=False) as (parent, last):
            descriptor = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=parent)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            data = file.read(limit + 1)
            return data if len(data) <= limit else None
    except OSError:
        return None


@contextlib.contextmanager
def _parent(folder: int, name: str, *, create: bool) -> Iterator[tuple[int, str]]:
    """(descriptor of the folder in which `name` lies, its last part)."""
    *parts, last = name.split("/")
    opened = os.dup(folder)
    try:
        for part in parts:
            if create:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(part, 0o700, dir_fd=opened)
            deeper = os.open(part, _FOLDER, dir_fd=opened)
            os.close(opened)
            opened = deeper
        yield opened, last
    finally:
        os.close(opened)
