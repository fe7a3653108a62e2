"""The HTTP boundary: transactions for requests, errors as answers, response headers.

Guarantees: a request's transaction is committed before its answer is made, in the endpoint's own thread;
`protocol.errors` become `ErrorAnswer` with the class's status; a bug becomes a 500 that tells nothing, and is logged
with its traceback.
"""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, get_type_hints

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic import BeforeValidator
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.programs.refusals import is_program_call, problem_document
from backend.tenancy import tenant_of
from backend.transaction import Services, Transaction
from protocol.errors import EnvironmentFault, RecrutrError, TooMany
from protocol.member_wire import MAX_PACKAGE_BYTES
from protocol.wire import ErrorAnswer

log = logging.getLogger("backend.http")
DEFAULT_RETRY_AFTER_S = 5


def services_of(request: Request) -> Services:
    """The services of the running backend."""
    found: Services = request.app.state.services
    return found


def _to_write() -> Transaction:
    raise _misplaced()


def _to_read() -> Transaction:
    raise _misplaced()


def _misplaced() -> RuntimeError:
    return RuntimeError("an endpoint with a transaction lies on a router without route_class=WorkRoute")


Tx = Annotated[Transaction, Depends(_to_write)]
"""A writing transaction for an endpoint of a `WorkRoute`, committed when the endpoint returns."""
Reading = Annotated[Transaction, Depends(_to_read)]
"""A reading transaction for an endpoint of a `WorkRoute` that writes nothing (no audit either)."""
ServicesOf = Annotated[Services, Depends(services_of)]


def _one_each(text: object) -> object:
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


Written = Annotated[str, BeforeValidator(_one_each)]
"""Words from a form's text area: a line break is one character, as the browser counts it against `maxlength`."""


class WorkRoute(APIRoute):
    """A route whose endpoint may ask for a `Tx` or a `Reading`: begun, used and committed in one turn of one thread.

    Where a dependency says who calls, transactions (also those of `ServicesOf`) are confined to that organisation.

    Left open between endpoint and answer, a transaction would wait for a second thread with the write lock in its
    hands, while the calls that wait for this lock hold all threads.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, _whole(endpoint), **options)


def _whole(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """The endpoint with its transaction around it; as it is when it asks for none."""
    hints = get_type_hints(endpoint, include_extras=True)
    name = next((name for name, hint in hints.items() if hint in (Tx, Reading)), None)
    if name is None:
        return _confined(endpoint, [name for name, hint in hints.items() if hint == ServicesOf])
    writing = hints[name] == Tx

    @functools.wraps(endpoint)
    def whole(**given: Any) -> Any:
        services = _for_caller(given.pop(name), given)
        with services.transaction() if writing else services.reading() as transaction:
            return endpoint(**{name: transaction}, **given)

    signature = inspect.signature(endpoint)
    asked = [
        each.replace(annotation=ServicesOf) if each.name == name else each for each in signature.parameters.values()
    ]
    whole.__signature__ = signature.replace(parameters=asked)  # type: ignore[attr-defined] # what FastAPI reads
    return whole


def _confined(endpoint: Callable[..., Any], names: Sequence[str]) -> Callable[..., Any]:
    """The endpoint, whose services (under these names) make transactions for its caller's organisation alone."""
    if not names or inspect.iscoroutinefunction(endpoint):
        return endpoint

    @functools.wraps(endpoint)
    def confined(**given: Any) -> Any:
        return endpoint(**{**given, **{name: _for_caller(given[name], given) for name in names}})

    return confined


def _for_caller(services: Services, given: Mapping[str, object]) -> Services:
    organisation = tenant_of(given.values())
    return services if organisation is None else services.confined(organisation)


def error_answer(error: RecrutrError, path: str = "") -> JSONResponse:
    """The answer for one of our errors; return it (instead of raising) when the transaction must still commit."""
    headers = when_to_return(error)
    if is_program_call(path):
        answer = problem_document(error.status, error.code, error.message, error.details)
        answer.headers.update(headers)
        return answer
    return JSONResponse(said(error).model_dump(mode="json"), error.status, headers)


def when_to_return(error: RecrutrError) -> dict[str, str]:
    """The header Retry-After of an error that waiting cures, in seconds; none of another."""
    if not isinstance(error, (EnvironmentFault, TooMany)):
        return {}
    return {"Retry-After": str(error.details.get("retry_after_s", DEFAULT_RETRY_AFTER_S))}


def said(error: RecrutrError) -> ErrorAnswer:
    """What an answer says of one of our errors."""
    return ErrorAnswer(code=error.code, message=error.message, details=error.details)


def register_errors(app: FastAPI) -> None:
    """Turn every exception that leaves an endpoint into an ErrorAnswer."""
    app.add_exception_handler(RecrutrError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, RecrutrError)  # noqa: S101 - Starlette types handlers by Exception only
    return error_answer(error, request.url.path)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    first: dict[str, Any] = dict(error.errors()[0])
    field = ".".join(str(part) for part in first["loc"] if part not in {"body", "path", "query", "header"}) or "body"
    words = f"{field}: {first['msg']}"
    if is_program_call(request.url.path):
        return problem_document(422, "input.invalid", words, {"field": field, "limit": str(first["msg"])})
    return _answer(422, "input.invalid", words, {"field": field, "limit": str(first["type"])})


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)  # noqa: S101 - as above
    code = {404: "not_found", 405: "method_not_allowed", 413: "input.too_large"}.get(error.status_code, "http.refused")
    words = "This does not exist, or you may not see it." if error.status_code == 404 else str(error.detail)
    known = problem_document if is_program_call(request.url.path) else _answer
    response = known(error.status_code, code, words, {})
    response.headers.update(error.headers or {})
    return response


def bug_answer(path: str = "") -> JSONResponse:
    """The answer to a request that met a bug."""
    known = problem_document if is_program_call(path) else _answer
    return known(500, "bug", "Something went wrong on the server. It has been noted; please try again later.", {})


def _bug(request: Request, error: Exception) -> Response:
    log.error("bug in %s %s", request.method, request.scope.get("route"), exc_info=error)
    return bug_answer(request.url.path)


def _answer(status: int, code: str, message: str, details: dict[str, str | int | bool | None]) -> JSONResponse:
    return JSONResponse(ErrorAnswer(code=code, message=message, details=details).model_dump(mode="json"), status)


MAX_BODY_BYTES = 80 * 1024 * 1024
"""Above the largest segment (64 MiB) and the largest journal entry in base64; single calls have lower limits."""
SUBMISSION_BODY_BYTES = 8 * 1024 * 1024
"""A source of MAX_SUBMISSION_BYTES in which JSON escapes every character; a run with its own input, where few are."""
PACKAGE_PATHS = ("/api/v1/problems", "/portal/problems")
PACKAGE_BODY_BYTES = MAX_PACKAGE_BYTES + 64 * 1024
"""A problem package and what a form puts around it; more than the limit, so that the call itself can name it."""
EDIT_BODY_BYTES = 7 * 1024 * 1024
"""The input and answer of a test case (1 MiB each) in a form, where many characters take three bytes."""
EVIDENCE_SLICE_BYTES = 8 * 1024 * 1024 + 1
"""A slice of an evidence file; one byte more, as above."""
SMALL_BODY_BYTES = 256 * 1024
"""Everything else is a form or a few fields; parsed JSON takes some 30 times the memory of its text."""


def body_limit(path: str) -> int:
    """How many bytes the body of a request to `path` may have."""
    if path.startswith("/api/") and ("/segments/" in path or path.endswith(("/journal", "/segments"))):
        return MAX_BODY_BYTES
    if path.startswith("/api/") and "/evidence/" in path:
        return EVIDENCE_SLICE_BYTES
    if path in PACKAGE_PATHS or (path.startswith("/portal/problems/") and path.endswith("/package")):
        return PACKAGE_BODY_BYTES
    if path.startswith("/portal/problems/"):
        return EDIT_BODY_BYTES
    source = path.startswith("/api/") and ("/submissions/" in path or path.endswith("/runs"))
    return SUBMISSION_BODY_BYTES if source else SMALL_BODY_BYTES


MARKS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
API_MARKS = {**MARKS, "Cache-Control": "no-store"}
"""On every answer: no guessing what it is, no telling where it was asked, and none of the API's kept by anybody."""


class BodyLimit:
    """Refuses bodies beyond their limit while they arrive, and marks every answer against sniffing and caching."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        received, limit = 0, body_limit(scope["path"])

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, f"This request may have {limit} bytes at most.")
            return message

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (API_MARKS if scope["path"].startswith("/api/") else MARKS).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, limited, marked)
