"""`recrutr problem export` and `recrutr problem import`: packages into files, and into a backend.

Guarantees: a package is read whole before anything of it is written or sent; a password comes from the terminal or the
environment, never from the command line, where every user of the machine could read it.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any

from protocol.errors import InvalidInput, RecrutrError
from runner.member_server import MemberServer
from runner.packages import files_of_folder, files_of_zip, zip_of_files
from runner.packages.exchange import export
from runner.packages.model import FormatVersion
from runner.packages.sources import MAX_TOTAL_BYTES, Files
from runner.tasks.loading import read_problem

WORDS = ("export", "import")
EMAIL_VARIABLE, PASSWORD_VARIABLE = "RECRUTR_EMAIL", "RECRUTR_PASSWORD"
_SAME = "same"


def add_words(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe both words to the parser of `recrutr problem`."""
    out = actions.add_parser(
        "export", help="write a package as an archive, in its own or another version of the format"
    )
    out.add_argument("package", type=Path, metavar="DIR|ZIP")
    out.add_argument(
        "--to", choices=[_SAME, "2025-09", "legacy"], default=_SAME, help="version of the format (default: same)"
    )
    out.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip", help="the archive to write")
    out.add_argument("--json", action="store_true", help="one JSON object on standard output")
    into = actions.add_parser("import", help="check packages and hand them to a backend")
    into.add_argument("packages", nargs="+", type=Path, metavar="DIR|ZIP")
    into.add_argument("--server", required=True, metavar="ADDRESS", help="where the backend is, such as https://…")
    into.add_argument(
        "--email",
        default=os.environ.get(EMAIL_VARIABLE),
        help=f"who signs in (default: {EMAIL_VARIABLE}, else it is asked for); "
        f"the password is asked for, or taken from {PASSWORD_VARIABLE}",
    )
    into.add_argument("--json", action="store_true", help="one JSON object a package on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Do the word that was chosen; the exit code."""
    try:
        return _export(arguments) if arguments.action == "export" else _import(arguments)
    except RecrutrError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1


def load_files(path: Path) -> tuple[str, Files]:
    """Name and files of a package folder or archive. Raises InvalidInput."""
    if path.is_dir():
        return path.resolve().name, files_of_folder(path)
    try:
        if path.stat().st_size > MAX_TOTAL_BYTES:
            limit = f"{MAX_TOTAL_BYTES // 2**20} MiB"
            raise InvalidInput("package", limit, f"{path} is larger than {limit}.")
        return path.stem, files_of_zip(path.read_bytes())
    except OSError as error:
        raise InvalidInput("package", "a folder or an archive", f"{path} cannot be read: {error.strerror}.") from error


def _export(arguments: argparse.Namespace) -> int:
    name, files = load_files(arguments.package)
    target = None if arguments.to == _SAME else FormatVersion(arguments.to)
    exported = export(files, name, target)
    archive = zip_of_files(exported.files, name)
    beside = arguments.output.with_name(f".{arguments.output.name}.part")
    try:
        beside.write_bytes(archive)
        beside.replace(arguments.output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        limit = "a file that can be written"
        raise InvalidInput("output", limit, f"{arguments.output} cannot be written: {error.strerror}.") from error
    if arguments.json:
        told = {"file": str(arguments.output), "version": exported.version.value, "losses": list(exported.losses)}
        _say(json.dumps(told))
        return 0
    _say(f"{arguments.output}: {name} in version {exported.version.value}, {len(exported.files)} files")
    for loss in exported.losses:
        _say(f"  lost: {loss}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    packages = [load_files(path) for path in arguments.packages]
    for path, (name, files) in zip(arguments.packages, packages, strict=True):
        try:
            read_problem(files, name)
        except InvalidInput as error:
            raise InvalidInput(
                str(error.details["field"]), str(error.details["limit"]), f"{path}: {error.message}"
            ) from error
    email = arguments.email or _ask("E-mail: ")
    password = os.environ.get(PASSWORD_VARIABLE) or getpass.getpass(f"Password of {email}: ")
    good = True
    with MemberServer(arguments.server) as server:
        server.sign_in(email, password)
        for path, (name, files) in zip(arguments.packages, packages, strict=True):
            try:
                imported = server.import_problem(name, zip_of_files(files, name))
            except RecrutrError as error:
                good = False
                _tell(arguments, path, {"error": error.message, "code": error.code})
            else:
                _tell(arguments, path, imported.model_dump(mode="json"))
    return 0 if good else 1


def _tell(arguments: argparse.Namespace, path: Path, told: dict[str, Any]) -> None:
    if arguments.json:
        _say(json.dumps({"package": str(path), **told}))
    elif "error" in told:
        sys.stderr.write(f"{path}: {told['error']}\n")
    else:
        problem, word = told["problem"], "imported" if told["created"] else "was here already"
        _say(f"{path}: {problem['title']} {word} as {problem['problem']}")
        for warning in told["warnings"]:
            _say(f"  note: {warning}")


def _ask(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
