"""The runner's word on the command line for the images in which programs run: `recrutr images …`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from protocol.errors import RecrutrError
from runner import image_building, image_files
from runner import images as box_images
from runner.boxes.docker_door import DockerDoor
from runner.engine import COMMON_LAYER

_ENGINE_HELP = "address of the container engine (default: DOCKER_HOST, else the usual one)"
_LAYER_HELP = "a layer, or a language in it"


def images(argv: list[str]) -> int:
    """Build, list, export, import or prune the images in which programs run."""
    arguments = _parser().parse_args(argv)
    door = DockerDoor(arguments.engine, timeout_s=image_files.LOAD_TIMEOUT_S)
    try:
        _ACTIONS[arguments.action](door, arguments)
    except RecrutrError as error:
        return _fail(error)
    finally:
        door.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recrutr images", description="The images in which programs run.")
    parser.add_argument("--engine", help=_ENGINE_HELP)
    engine = argparse.ArgumentParser(add_help=False)  # before the action or behind it
    engine.add_argument("--engine", default=argparse.SUPPRESS, help=_ENGINE_HELP)
    actions = parser.add_subparsers(dest="action", required=True)
    build = actions.add_parser(
        "build", parents=[engine], help="build what is missing, from this machine's package sources"
    )
    build.add_argument("names", nargs="*", metavar="LAYER|LANGUAGE", help=f"{_LAYER_HELP} (default: {COMMON_LAYER})")
    build.add_argument("--all", action="store_true", help="every layer")
    actions.add_parser("list", parents=[engine], help="every layer, its languages, and whether its image is here")
    write = actions.add_parser(
        "export", parents=[engine], help="write images into a file, for machines without package sources"
    )
    write.add_argument("file", type=Path, metavar="FILE")
    write.add_argument("names", nargs="*", metavar="LAYER|LANGUAGE", help=f"{_LAYER_HELP} (default: all that are here)")
    read = actions.add_parser("import", parents=[engine], help="take in the images of such a file")
    read.add_argument("file", type=Path, metavar="FILE")
    actions.add_parser("prune", parents=[engine], help="remove images of other versions")
    return parser


def _build(door: DockerDoor, arguments: argparse.Namespace) -> None:
    wanted = box_images.layers_of(arguments.names or [COMMON_LAYER])
    layers = tuple(box_images.layers()) if arguments.all else wanted
    for number, layer in enumerate(layers, 1):
        _say(f"[{number}/{len(layers)}] {layer}")
        image_building.build(door, _say, layer)


def _list(door: DockerDoor, _: argparse.Namespace) -> None:
    for row in box_images.table(door):
        state = f"{row.size_bytes / 1e6:5.0f} MB" if row.present else "not here"
        names = ", ".join(one.words for one in row.languages)
        _say(f"{row.layer:8} {state:8}  {row.tag:34}  {names}")


def _export(door: DockerDoor, arguments: argparse.Namespace) -> None:
    image_files.export(door, arguments.file, box_images.layers_of(arguments.names), _say)


def _import(door: DockerDoor, arguments: argparse.Namespace) -> None:
    image_files.import_(door, arguments.file, _say)


def _prune(door: DockerDoor, _: argparse.Namespace) -> None:
    _say(f"{image_files.prune(door, _say)} removed")


_ACTIONS = {"build": _build, "list": _list, "export": _export, "import": _import, "prune": _prune}


def _fail(error: RecrutrError) -> int:
    sys.stderr.write(f"{error.message}\n")
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
