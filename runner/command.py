"""The runner's words on the command line: `recrutr images …` and `recrutr problem …`."""

from __future__ import annotations

import argparse
import sys

from protocol.errors import RecrutrError
from runner import images as box_images
from runner.docker_door import DockerDoor


def images(argv: list[str]) -> int:
    """`recrutr images build|list`; returns the exit code."""
    parser = argparse.ArgumentParser(prog="recrutr images", description="The image in which programs run.")
    parser.add_argument("action", choices=["build", "list"], help="build what is missing, or show what is here")
    parser.add_argument("--engine", help="address of the container engine (default: DOCKER_HOST, else the usual one)")
    arguments = parser.parse_args(argv)
    door = DockerDoor(arguments.engine)
    try:
        if arguments.action == "build":
            _say(box_images.build(door, _say))
        else:
            for entry in box_images.installed(door):
                _say(f"{entry.tag:40} {entry.size_bytes / 1e6:7.0f} MB {'current' if entry.current else ''}".rstrip())
    except RecrutrError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        door.close()
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
