"""Puts the backend together: services, migrations, routers, worker.

`create_app` is the one composition root of the backend; nothing else builds services.
"""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from starlette.middleware import Middleware

from backend import health, reference
from backend.accounts import routes as account_routes
from backend.admission import Admission
from backend.assessments import routes as problem_routes
from backend.attempts import routes as attempt_routes
from backend.boundary import Boundary
from backend.credit.heart import Heart
from backend.http import BodyLimit, register_errors
from backend.impressions import routes as impression_routes
from backend.ingest import evidence_routes
from backend.ingest import routes as ingest_routes
from backend.ingest.door import SegmentDesk, SegmentDoor
from backend.ingest.spool import Spool
from backend.ingest.storing import Storing
from backend.installation import prepare_folder
from backend.jobs import figures
from backend.jobs.carrier import carrying
from backend.jobs.worker import Worker
from backend.keys.service import KeyService
from backend.library.verifying import VerifyFunction
from backend.live import routes as live_routes
from backend.migrations.apply import open_database
from backend.models import load_models
from backend.objects import ObjectStore
from backend.partners import ashby, greenhouse
from backend.privacy import routes as privacy_routes
from backend.programs import routes as program_routes
from backend.programs.description import describe
from backend.readiness import Watch
from backend.runs import routes as run_routes
from backend.runs.desk import RunDesk
from backend.scoring import routes as scoring_routes
from backend.scoring.jobs import JudgeFunction
from backend.settings import SECOND_US, Settings
from backend.transaction import Services
from backend.webhooks import routes as webhook_routes
from backend.work import handlers, periodic

VERSION = "0.1.0"
CANDIDATES = (attempt_routes, ingest_routes, scoring_routes, run_routes, live_routes, impression_routes, privacy_routes)
"""The rooms of the candidate's API."""
PROGRAMS = (account_routes, problem_routes, program_routes, webhook_routes, greenhouse, ashby)
"""Those of members' programs and of applicant-tracking systems."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts that may be given from outside; None takes the usual one."""

    judge: JudgeFunction | None = None
    verify: VerifyFunction | None = None
    runs: RunDesk | None = None
    watch: Watch | None = None


def open_services(settings: Settings, watch: Watch | None = None) -> Services:
    """Make folder and secrets, open the files, apply migrations; ready when that is done. Raises StorageFault."""
    watch = watch or Watch()
    secrets = prepare_folder(settings)
    load_models()
    engine, upkeep = open_database(settings)
    keys = KeyService(settings.keys_place, secrets.master_key)
    services = Services(settings, secrets, engine, keys, ObjectStore(settings), upkeep=upkeep, watch=watch)
    watch.metrics.look_up(lambda: figures.levels(services))
    watch.readiness.migrated()
    return services


def close_services(services: Services) -> None:
    """Close the files."""
    services.engine.dispose()
    services.owning_engine.dispose()
    services.keys.close()


def create_app(settings: Settings, parts: Parts | None = None) -> FastAPI:
    """The application; the worker starts and stops with it when `settings.worker`."""
    given = parts or Parts()
    services = open_services(settings, given.watch)
    worker = Worker(services, handlers(settings, given.judge, given.verify), periodic())
    heart = Heart(services)
    segments = SegmentDesk(Storing(services), services.objects, Spool.of(settings))
    runs = given.runs or RunDesk(settings.engine, settings.remote_runs)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        heart.start()
        segments.start()
        if settings.worker:
            worker.start()
        with carrying(services, worker.arrivals.hand_over if settings.worker else None):
            yield
            worker.stop(settings.stop_us / SECOND_US)
        heart.stop()
        runs.close()
        segments.close()
        close_services(services)

    app = FastAPI(
        title="Recrutr",
        version=VERSION,
        description="The API of candidates and members, version 1. Errors are `ErrorAnswer`; decide by `code`.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,  # the redirect would repeat the Host header of whoever asks
        middleware=[
            Middleware(Boundary, services.watch),
            Middleware(Admission),
            Middleware(SegmentDoor, segments),
            Middleware(BodyLimit),
        ],
    )
    app.state.services, app.state.runs, app.state.heart = services, runs, heart
    app.state.segments, app.state.worker = segments, worker
    register_errors(app)
    for room in (*CANDIDATES, evidence_routes, *PROGRAMS, health):
        app.include_router(room.router)
    for router in _pages():
        app.include_router(router)
    describe(app)
    app.add_api_route("/docs", lambda: HTMLResponse(reference.page(app.openapi())), include_in_schema=False)
    return app


def _pages() -> list[APIRouter]:
    """The routers of portal and sharing; a headless installation may leave their folders out."""
    names = (
        "backend.reviews.routes",
        "backend.reviews.annotation_pages",
        "backend.comparison.routes",
        "backend.paper.routes",
        "backend.pipeline.routes",
        "backend.impressions.pages",
        "backend.portal.routes",
        "backend.portal.after",
        "backend.sharing.routes",
    )
    if not _is_there("backend.portal.routes"):
        return []  # the others show their pages with what is in its folder
    return [importlib.import_module(name).router for name in names if _is_there(name)]


def _is_there(name: str) -> bool:
    package = name.rpartition(".")[0]
    return importlib.util.find_spec(package) is not None and importlib.util.find_spec(name) is not None
