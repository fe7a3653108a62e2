"""The backend's words on the command line: `recrutr backend` and `recrutr worker`."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from backend.settings import DAY_US, Settings
from protocol.errors import RecrutrError

if TYPE_CHECKING:
    from backend.server import Server

CREATE = "create-organisation"
_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def backend(argv: list[str]) -> int:
    """Run the server: API, portal and worker in one process, on SQLite (or PostgreSQL) and a folder."""
    if argv[:1] == [CREATE]:
        words = _organisation_parser().parse_args(argv[1:])
        return _guarded(lambda: _create_organisation(words))
    arguments = _parser("backend", backend.__doc__ or "").parse_args(argv)
    return _guarded(lambda: _serve(arguments))


def worker(argv: list[str]) -> int:
    """Run a worker alone: judges submissions and does the other jobs of a data folder."""
    arguments = _worker_parser().parse_args(argv)
    return _guarded(lambda: _work(arguments))


def _parser(name: str, words: str) -> argparse.ArgumentParser:
    ending = f"`recrutr backend {CREATE} --help`: make an organisation and invite its first owner."
    parser = argparse.ArgumentParser(prog=f"recrutr {name}", description=words, epilog=ending)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8000, help="port to listen on; 0 takes a free one (default: %(default)s)"
    )
    _common(parser)
    parser.add_argument("--base-url", help="where people reach the portal (default: http://localhost and the port)")
    parser.add_argument("--proxy", action="store_true", help="TLS ends in front of us: trust its headers")
    parser.add_argument("--no-worker", action="store_true", help="do no jobs here; run `recrutr worker` beside it")
    parser.add_argument(
        "--remote-runs",
        type=int,
        default=1,
        help="how many programs of candidates without an engine run here at once; 0 runs none (default: %(default)s)",
    )
    parser.add_argument(
        "--waiting-period-days",
        type=float,
        default=7.0,
        help="how long a deletion waits for the data-protection officer (default: %(default)s)",
    )
    parser.add_argument("--seed-demo", action="store_true", help="make a demo organisation and print its logins")
    parser.add_argument("--json", action="store_true", help="print address and demo as one line of JSON")
    return parser


def _organisation_parser() -> argparse.ArgumentParser:
    words = "Make an organisation and invite its first owner; prints the link, which works once, for seven days."
    parser = argparse.ArgumentParser(prog=f"recrutr backend {CREATE}", description=words)
    parser.add_argument("name", help="how candidates read it")
    parser.add_argument("--contact", required=True, help="where candidates reach the controller of their data")
    parser.add_argument("--owner", required=True, metavar="EMAIL", help="the first owner's address")
    parser.add_argument(
        "--base-url", default="http://localhost:8000", help="where people reach the portal (default: %(default)s)"
    )
    _common(parser)
    return parser


def _create_organisation(arguments: argparse.Namespace) -> int:
    from backend.accounts import members, service  # late: --help must not wait for SQLAlchemy
    from backend.accounts.models import Role
    from backend.audit import service as audit
    from backend.main import close_services, open_services

    _start_logging(arguments)
    services = open_services(replace(_places(arguments), base_url=arguments.base_url.rstrip("/")))
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


def _worker_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recrutr worker", description=worker.__doc__)
    _common(parser)
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        default=user_data_path("recrutr-backend"),
        help="folder for database, keys and objects (default: %(default)s)",
    )
    parser.add_argument(
        "--database",
        default=os.environ.get("RECRUTR_DATABASE"),
        help="PostgreSQL: postgresql://user:password@host/name (default: RECRUTR_DATABASE, else a file in --data)",
    )
    parser.add_argument(
        "--keys-database",
        default=os.environ.get("RECRUTR_KEYS_DATABASE"),
        help="the same for keys, outside the backups (default: RECRUTR_KEYS_DATABASE, else a file in the folder)",
    )
    parser.add_argument("--objects", help="URL of the object store, such as s3://bucket (default: the data folder)")
    parser.add_argument("--engine", help="address of the container engine (default: DOCKER_HOST, else the usual one)")
    parser.add_argument("--verbose", action="store_true", help="tell more in the log (never names, code or keys)")


def _places(arguments: argparse.Namespace) -> Settings:
    """Where everything lies: what all three words must read alike, lest one of them works beside the others."""
    return Settings(
        data=arguments.data.absolute(),
        objects_url=arguments.objects,
        engine=arguments.engine,
        database=arguments.database,
        keys_database=arguments.keys_database,
    )


def _serve(arguments: argparse.Namespace) -> int:
    from backend.server import Server  # late: --help must not wait for FastAPI and SQLAlchemy

    _start_logging(arguments)
    settings = replace(
        _places(arguments),
        host=arguments.host,
        port=arguments.port,
        remote_runs=max(0, arguments.remote_runs),
        waiting_period_us=int(arguments.waiting_period_days * DAY_US),
        worker=not arguments.no_worker,
        trust_proxy=arguments.proxy,
    )
    server = Server.open(settings, base_url=arguments.base_url)
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
    from backend.jobs.worker import Worker  # late: as above
    from backend.main import close_services, open_services
    from backend.work import handlers, periodic

    _start_logging(arguments)
    settings = _places(arguments)
    services = open_services(settings)
    loop = Worker(services, handlers(settings), periodic())
    try:
        if arguments.once:
            while loop.run_once():
                pass
            return 0
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        loop.start()
        ended.wait()
        return 0 if loop.stop() else 1
    finally:
        close_services(services)


def _start_logging(arguments: argparse.Namespace) -> None:
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING, format=_LOG_FORMAT)


def _guarded(run: Callable[[], int]) -> int:
    try:
        return run()
    except RecrutrError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
