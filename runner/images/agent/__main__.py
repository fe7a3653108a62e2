"""The agent: process 1 of a container. It takes jobs from its standard input, runs each in a fresh box and answers.

Theory of operation. The supervisor outside speaks with this process only, through the attached stream. Programs run
as the same user, so three things keep them from the stream: process 1 of a namespace cannot be killed, stopped or
traced from inside; this process is not dumpable, so its memory and its descriptors belong to nobody; and programs get
pipes, never this process's own descriptors. Answers are sealed by a key that came with the job. Everything a program
started is killed before its files are read. While nobody waits, the next box is made ready. Plain jobs (a program, its
files, its input, nothing but output back) are handed to the maker of cells with the stream. Must use the standard
library only.
"""
# ruff: noqa: INP001 - a script inside the image, started as a folder

from __future__ import annotations

import gc
import json
import signal
import sys
from typing import Any

import files
import frames
import kernel
from box import Box, Whole
from cells import Cell, Maker
from run import Run


def main(plan: dict[str, Any]) -> None:
    """Jobs until the supervisor closes the stream; without cells, one job."""
    kernel.set_dumpable(dumpable=False)
    # Process 1 gets only signals it has a handler for: none but this one, or a program could end it with SIGINT.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    frames.rehearse()
    gc.freeze()  # what is here stays: no collection has to look at it while somebody waits
    if not plan["cells"]:
        box: Box = Whole()
        frames.send_ready(b"whole")
        serve(box, *frames.read_job(frames.read_start()))
        return
    try:
        maker = Maker(plan)
        box = Cell(maker)
    except OSError as error:
        frames.send_ready(f"none {error.errno or 0}: {error}".encode())
        return
    frames.send_ready(b"cells")
    if plan["ready"]:
        frames.hand_back(maker.lend_stream(b"", box))
    while True:
        start = frames.read_start()
        while start[:4] == frames.PLAIN:
            frames.hand_back(maker.lend_stream(start, box))
            start = frames.read_start()
        header, sources, stdin = frames.read_job(start)
        if box.warm is not None and not fits(plan, header):
            box.kill()
            box.pipes.close()
            box.discard()
            box = Cell(maker, warm=False)
        serve(box, header, sources, stdin)
        box = Cell(maker)


def serve(box: Box, header: dict[str, Any], sources: list[tuple[str, memoryview, int]], stdin: memoryview) -> None:
    """One job in a box."""
    run = Run(header, stdin, box)
    text = place(box, sources)
    box.settle()
    run.begin()
    box.start(header["argv"], header["limits"])
    if text is not None:
        files.hand_to_waiting(box.folder, text, lambda: run.is_over() or run.over_limit())
    run.watch()
    answer = run.header()
    found = files.bring(box.folder, header["artifacts"], header["limits"]["file_bytes"])
    answer["artifacts"] = [[name, len(data)] for name, data in found.items()]
    frames.send_answer(answer, bytes.fromhex(header["nonce"]), run.bodies + list(found.values()))
    box.discard()
    while header["live"] and frames.read_live()[0] != frames.END:
        pass  # the other side may still be speaking


def fits(plan: dict[str, Any], header: dict[str, Any]) -> bool:
    """Whether the interpreter that waits is the one this job wants, with the limits it wants."""
    limits = ("cpu_ms", "memory_bytes", "file_bytes", "file_writing")
    same = all(plan["limits"][name] == header["limits"][name] for name in limits)
    there = any(name == plan["warm"]["file"] for name, _, _ in header["files"])
    return bool(same and there and header["argv"] == plan["warm"]["argv"])


def place(box: Box, sources: list[tuple[str, memoryview, int]]) -> tuple[str, memoryview, int] | None:
    """Put the files in; the one for which a warm interpreter waits is handed back."""
    waiting = None
    for name, data, mode in sources:
        if box.warm is not None and name == box.warm["file"]:
            waiting = (name, data, mode)
        else:
            files.put(box.folder, name, data, mode)
    return waiting


main(json.loads(sys.argv[1]))
