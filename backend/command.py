"""The backend's words on the command line: `recrutr backend` and `recrutr worker`."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path

from backend import logs
from backend.backups import command as backups
from backend.declaring import add_options, given_in
from backend.settings import COMMON, OPERATING, SECOND_US, SERVING, Settings
from protocol.errors import InvalidInput, RecrutrError

if TYPE_CHECKING:
    from backend.jobs.worker import Worker
    from backend.server import Server
    from backend.transaction import Services

CREATE, INVITE = "create-organisation", "invite-owner"
SWITCH_S = 0.0005
"""How long a thread may keep the interpreter while another waits for it. At CPython's own 5 ms each statement of a
transaction waits that long on its way back from the database while requests come in: docs/performance.md."""


def backend(argv: list[str]) -> int:
    """Run the server: API, portal and worker in one process, on SQLite (or PostgreSQL) and a folder."""
    if argv[:1] == [CREATE]:
        words = _organisation_parser().parse_args(argv[1:])
        return _guarded(lambda: _create_organisation(words))
    if argv[:1] == [INVITE]:
        named = _owner_parser().parse_args(argv[1:])
        return _guarded(lambda: _invite_owner(named))
    if argv[:1] and argv[0] in backups.WORDS:
        return _guarded(lambda: backups.WORDS[argv[0]](argv[1:]))
    arguments = _parser().parse_args(argv)
    return _guarded(lambda: _serve(arguments))


def worker(argv: list[str]) -> int:
    """Run a worker alone: judges submissions and does the other jobs of a data folder."""
    arguments = _worker_parser().parse_args(argv)
    return _guarded(lambda: _work(arguments))


def _parser() -> argparse.ArgumentParser:
    ending = (
        "Every option has a variable of the environment, named behind its default; the option beats it. "
        f"`recrutr backend {CREATE} --help`: make an organisation and invite its first owner. "
        f"`recrutr backend {INVITE} --help`: invite another owner, where none can sign in any more. "
        f"Backups, each with --help: {', '.join(backups.WORDS)}."
    )
    parser = argparse.ArgumentParser(prog="recrutr backend", description=backend.__doc__, epilog=ending)
    add_options(parser, Settings, (SERVING, OPERATING, COMMON))
    parser.add_argument("--seed-demo", action="store_true", help="make a demo organisation and print its logins")
    parser.add_argument("--json", action="store_true", help="print address and demo as one line of JSON")
    return parser


def _organisation_parser() -> argparse.ArgumentParser:
    words = "Make an organisation and invite its first owner; prints the link, which works once, for seven days."
    parser = argparse.ArgumentParser(prog=f"recrutr backend {CREATE}", description=words)
    parser.add_argument("name", help="how candidates read it")
    parser.add_argument("--contact", required=True, help="where candidates reach the controller of their data")
    parser.add_argument("--owner", required=True, metavar="EMAIL", help="the first owner's address")
    add_options(parser, Settings, (COMMON,))
    return parser


def _create_organisation(arguments: argparse.Namespace) -> int:
    from backend.accounts import members, service  # late: --help must not wait for SQLAlchemy
    from backend.accounts.models import Role
    from backend.audit import service as audit
    from backend.main import close_services, open_services

    settings = Settings(**_given(arguments))
    _start_logging(settings)
    services = open_services(settings)
    try:
        with services.transaction() as tx:
            made = service.create_organisation(tx, arguments.name, arguments.contact)
            audit.record(tx, None, made.id, audit.Event("organisation.made", "organisation", made.id))
            token = members.invite(tx, made.id, None, arguments.owner, frozenset({Role.OWNER}))
            address = members.link(tx, token)
        sys.stdout.write(f"{arguments.name} is made. Its first owner joins here, once, within seven days:\n{address}\n")
        return 0
    finally:
        close_services(services)


def _owner_parser() -> argparse.ArgumentParser:
    words = "Invite another owner of an organisation, where none can sign in any more; prints the link."
    parser = argparse.ArgumentParser(prog=f"recrutr backend {INVITE}", description=words)
    parser.add_argument("name", help="the organisation's, as candidates read it, or its id")
    parser.add_argument("--owner", required=True, metavar="EMAIL", help="the new owner's address")
    add_options(parser, Settings, (COMMON,))
    return parser


def _invite_owner(arguments: argparse.Namespace) -> int:
    from sqlalchemy import select  # late: as above

    from backend.accounts import members
    from backend.accounts.models import Organisation, Role
    from backend.main import close_services, open_services

    settings = Settings(**_given(arguments))
    _start_logging(settings)
    services = open_services(settings)
    try:
        with services.transaction() as tx:
            named = (Organisation.name == arguments.name) | (Organisation.id == arguments.name)
            found = list(tx.session.scalars(select(Organisation.id).where(named)))
            if len(found) != 1:
                words = "No organisation is called so." if not found else "Several are called so: give the id of one."
                raise InvalidInput("name", "the name or id of one organisation", words)
            token = members.invite(tx, found[0], None, arguments.owner, frozenset({Role.OWNER}))
            address = members.link(tx, token)
        sys.stdout.write(f"The new owner joins here, once, within seven days:\n{address}\n")
        return 0
    finally:
        close_services(services)


def _worker_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recrutr worker", description=worker.__doc__)
    add_options(parser, Settings, (OPERATING, COMMON))
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    return parser


def _given(arguments: argparse.Namespace, *groups: str) -> dict[str, Any]:
    """What was given of some groups, by field, with the data folder. Raises InvalidInput."""
    return {
        "data": user_data_path("recrutr-backend").absolute(),
        **given_in(Settings, arguments, os.environ, (COMMON, *groups)),
    }


def _serve(arguments: argparse.Namespace) -> int:
    from backend.server import Server  # late: --help must not wait for FastAPI and SQLAlchemy

    given = _given(arguments, OPERATING, SERVING)
    settings = Settings(**given)
    _start_logging(settings)
    sys.setswitchinterval(SWITCH_S)
    server = Server.open(settings, base_url=given.get("base_url"))
    sys.stdout.write(_opening(arguments, server))
    sys.stdout.flush()
    server.run()
    return 0


def _opening(arguments: argparse.Namespace, server: Server) -> str:
    from backend.demo.seed import seed  # late: as above

    address = server.settings.base_url
    seeded = seed(server.services) if arguments.seed_demo else None
    if arguments.json:
        return json.dumps({"address": address, "demo": asdict(seeded) if seeded else None}) + "\n"
    return f"Recrutr backend at {address} (Ctrl-C ends it)\n{seeded.as_text() if seeded else ''}"


def _work(arguments: argparse.Namespace) -> int:
    from backend.health import require_sound  # late: as above
    from backend.jobs.worker import Worker
    from backend.lookout import Lookout
    from backend.main import close_services, open_services
    from backend.readiness import Watch
    from backend.work import handlers, periodic

    given = _given(arguments, OPERATING)
    settings = Settings(**given)
    if settings.smtp_host is not None and "base_url" not in given:
        words = "A worker that sends mails needs --base-url (RECRUTR_BASE_URL), for the links in them."
        raise InvalidInput("base_url", "given with --smtp-host", words, "settings.invalid")
    _start_logging(settings)
    watch = Watch()
    lookout = Lookout.opened(settings.metrics, settings.metrics_token, watch)
    services = open_services(settings, watch)
    if lookout is not None:
        lookout.follow(lambda: require_sound(services))
    loop = Worker(services, handlers(settings), periodic())
    try:
        if arguments.once:
            while loop.run_once():
                pass
            loop.stop()
            return 0
        _until_asked_to_end(services, loop)
        return 0
    finally:
        close_services(services)
        if lookout is not None:
            lookout.close()


def _until_asked_to_end(services: Services, loop: Worker) -> None:
    """Work until a signal says that it is enough."""
    from backend.jobs.carrier import carrying  # late: as above

    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    loop.start()
    with carrying(services, loop.arrivals.hand_over):
        ended.wait()
        services.watch.readiness.drain()
        loop.stop(services.settings.stop_us / SECOND_US)


def _start_logging(settings: Settings) -> None:
    logs.start(settings.log, verbose=settings.verbose)


def _guarded(run: Callable[[], int]) -> int:
    try:
        return run()
    except RecrutrError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
