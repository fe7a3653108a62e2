"""The words about backups: `recrutr backend backup`, `verify-backup`, `backup-keys` and `restore`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from backend import logs
from backend.declaring import add_options, given_in
from backend.settings import COMMON, Settings


def back_up(argv: list[str]) -> int:
    """Write database and recordings into a new folder, while the backend works; without keys and secrets."""
    parser = _parser("backup", back_up.__doc__)
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    arguments = parser.parse_args(argv)
    from backend.backups import taking  # late: --help must not wait for SQLAlchemy

    folder = arguments.folder.absolute()
    made = _with_services(arguments, lambda services: taking.back_up(services, folder))
    sys.stdout.write("\n".join(taking.told(made, folder)) + "\n")
    return 1 if made.damaged else 0


def verify(argv: list[str]) -> int:
    """Read every byte of a backup and say whether it is as it was made; exit code 0 only then."""
    parser = argparse.ArgumentParser(prog="recrutr backend verify-backup", description=verify.__doc__)
    parser.add_argument("folder", type=Path, help="a backup")
    arguments = parser.parse_args(argv)
    from backend.backups import manifest  # late: as above

    made, wrong = manifest.read(arguments.folder), list(manifest.problems(arguments.folder))
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    words = "is damaged" if wrong else f"is whole: {len(made.files)} files of {_time(made.made_at_us)}"
    sys.stdout.write(f"{arguments.folder} {words}.\n")
    return 1 if wrong else 0


def back_up_keys(argv: list[str]) -> int:
    """Write the one copy of the keys, sealed, in the place of the one before: a backup cannot be restored without."""
    parser = _parser("backup-keys", back_up_keys.__doc__)
    parser.add_argument("file", type=Path, help="the copy; an older one at this place is replaced, as it has to be")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--recipient", metavar="AGE1…", help="public key of age to seal it to")
    who.add_argument(
        "--new-identity", type=Path, metavar="FILE", help="make a pair: the private key goes into a new file"
    )
    arguments = parser.parse_args(argv)
    from backend.backups import keys  # late: as above

    recipient = arguments.recipient or keys.new_identity(arguments.new_identity)
    count = _with_services(arguments, lambda services: keys.save(services, arguments.file.absolute(), recipient))
    sys.stdout.write(f"{arguments.file}: {count} keys, sealed to {recipient}.\n")
    return 0


def restore(argv: list[str]) -> int:
    """Build a backend from a backup and the copy of the keys, in an empty place, and delete again what was deleted."""
    parser = _parser("restore", restore.__doc__)
    parser.add_argument("folder", type=Path, help="a backup")
    parser.add_argument("--keys", type=Path, required=True, help="the copy of the keys, not older than the backup")
    parser.add_argument("--identity", type=Path, required=True, help="file with the private key of age that opens it")
    parser.add_argument(
        "--replay", type=Path, action="append", default=[], help="list that --deletions wrote; may be given again"
    )
    arguments = parser.parse_args(argv)
    settings = _settings(arguments)
    from backend.backups import keys, restoring  # late: as above

    opened = keys.read(arguments.keys, arguments.identity)
    told = restoring.restore(restoring.Sources(arguments.folder.absolute(), opened, arguments.replay), settings)
    sys.stdout.write(
        f"Restored as of {_time(told.made_at_us)}. Deletions are known up to {_time(told.known_until_us)}; "
        f"{told.deleted_again} were carried out again.\nMembers sign in anew; shares, API tokens and open invitations "
        "of members have ended. Devices send again what they still have.\n"
    )
    return 0


WORDS: dict[str, Callable[[list[str]], int]] = {
    "backup": back_up,
    "verify-backup": verify,
    "backup-keys": back_up_keys,
    "restore": restore,
}


def _parser(name: str, words: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"recrutr backend {name}", description=words)
    add_options(parser, Settings, (COMMON,))
    return parser


def _settings(arguments: argparse.Namespace) -> Settings:
    given = given_in(Settings, arguments, os.environ, (COMMON,))
    settings = Settings(**{"data": user_data_path("recrutr-backend").absolute(), **given})
    logs.start(settings.log, verbose=settings.verbose)
    return settings


def _with_services(arguments: argparse.Namespace, do: Callable[[Any], Any]) -> Any:
    settings = _settings(arguments)
    from backend.main import close_services, open_services  # late: as above

    services = open_services(settings)
    try:
        return do(services)
    finally:
        close_services(services)


def _time(at_us: int) -> str:
    return datetime.fromtimestamp(at_us / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M UTC")
