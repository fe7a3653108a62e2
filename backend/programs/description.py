"""The OpenAPI description: refusals of programs' calls in their own type, and a document of these calls alone.

Guarantees: the small document is cut from the whole one, so that neither says anything else, and holds every schema
that it speaks of.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from backend.programs.refusals import MEDIA_TYPE, is_program_call

SCHEMAS = "#/components/schemas/"


def describe(app: FastAPI) -> None:
    """Have `app.openapi()` answer with what the calls of programs really send."""
    usual = app.openapi

    def whole() -> dict[str, Any]:
        if app.openapi_schema is None:
            for path, calls in usual()["paths"].items():
                if is_program_call(path):
                    _mark_refusals(calls)
        return usual()

    app.openapi = whole  # type: ignore[method-assign] # FastAPI's documented way


def of_programs(whole: dict[str, Any]) -> dict[str, Any]:
    """The part of the description that an organisation's programs need."""
    paths = {path: calls for path, calls in whole["paths"].items() if is_program_call(path)}
    schemas: dict[str, Any] = {}
    _gather(paths, whole["components"]["schemas"], schemas)
    info = {
        **whole["info"],
        "title": "Recrutr for programs",
        "description": "Assessments, invitations, results and webhooks of your organisation, version 1."
        " Refusals are problem documents (RFC 9457); decide by `code`.",
    }
    components = {"schemas": dict(sorted(schemas.items())), "securitySchemes": whole["components"]["securitySchemes"]}
    return {"openapi": whole["openapi"], "info": info, "paths": paths, "components": components}


def _mark_refusals(calls: dict[str, Any]) -> None:
    for call in calls.values():
        for status, answer in call["responses"].items():
            if status >= "400" and "application/json" in answer.get("content", {}):
                answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}


def _gather(part: Any, known: dict[str, Any], into: dict[str, Any]) -> None:
    """Every schema that `part` refers to, and those that these refer to."""
    if isinstance(part, dict):
        named = part.get("$ref", "")
        if isinstance(named, str) and named.startswith(SCHEMAS) and (name := named.removeprefix(SCHEMAS)) not in into:
            into[name] = known[name]
            _gather(known[name], known, into)
        for each in part.values():
            _gather(each, known, into)
    elif isinstance(part, list):
        for each in part:
            _gather(each, known, into)
