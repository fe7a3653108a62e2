"""The runner's word on the command line for the images in which programs run: `recrutr images …`."""

from __future__ import annotations

import argparse
import sys

from protocol.errors import RecrutrError
from runner import images as box_images
from runner.boxes.docker_door import DockerDoor

_ENGINE_HELP = "address of the container engine (default: DOCKER_HOST, else the usual one)"


def images(argv: list[str]) -> int:
    """Build or list the images in which programs run (build, list)."""
    parser = argparse.ArgumentParser(prog="recrutr images", description="The image in which programs run.")
    parser.add_argument("action", choices=["build", "list"], help="build what is missing, or show what is here")
    parser.add_argument("--engine", help=_ENGINE_HELP)
    arguments = parser.parse_args(argv)
    door = DockerDoor(arguments.engine)
    try:
        if arguments.action == "build":
            box_images.build(door, _say)
        else:
            for entry in box_images.installed(door):
                _say(f"{entry.tag:40} {entry.size_bytes / 1e6:7.0f} MB {'current' if entry.current else ''}".rstrip())
    except RecrutrError as error:
        return _fail(error)
    finally:
        door.close()
    return 0


def _fail(error: RecrutrError) -> int:
    sys.stderr.write(f"{error.message}\n")
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
