"""All tables in one import: for migrations, the schema tests and the erasure, which must know every one of them."""

from __future__ import annotations

import importlib
import importlib.util

_ROOMS = (
    "accounts",
    "sign_on",
    "assessments",
    "library",
    "attempts",
    "credit",
    "live",
    "impressions",
    "ingest",
    "scoring",
    "jobs",
    "mail",
    "webhooks",
    "programs",
    "partners",
    "audit",
    "privacy",
    "reports",
    "sharing",
    "reviews",
    "pipeline",
    "portal",
)


def load_models() -> None:
    """Import every room's `models` module, so that `Base.metadata` is complete."""
    for room in _ROOMS:
        if importlib.util.find_spec(f"backend.{room}") and importlib.util.find_spec(f"backend.{room}.models"):
            importlib.import_module(f"backend.{room}.models")
