"""Routes that answer people: errors become pages with plain words, a lost session leads to the sign-in page.

Guarantees: nobody is shown a code or a traceback; the answer's status stays that of the error; words are in the
language of whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

from backend import saying
from backend.http import WorkRoute, when_to_return
from backend.portal.pages import language_of, page, see_other
from protocol.errors import Gone, NotAllowed, NotFound, RecrutrError, SignInNeeded, TooMany
from protocol.saying import to_say

SIGN_IN = "/portal/sign-in"
CODE = "/portal/sign-in/code"
CONNECT = "/portal/sign-in/connect"
CONFIRM = "/portal/confirm"
_TITLES: tuple[tuple[type[RecrutrError], str], ...] = (
    (NotFound, to_say("This page does not exist")),
    (Gone, to_say("This is no longer here")),
    (TooMany, to_say("Please wait a little")),
    (NotAllowed, to_say("You may not do this")),
)

_ACCOUNT = "/portal/account"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(WorkRoute):
    """A route whose errors are pages."""

    def get_route_handler(self) -> Handler:
        """Wrap FastAPI's handler."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            with saying.speaking(language_of(request)):
                try:
                    return await handler(request)
                except RecrutrError as error:
                    elsewhere = None if _is_for_script(request) else _place_that_asks(error)
                    return see_other(_from(elsewhere, request)) if elsewhere else error_page(request, error)
                except RequestValidationError as error:
                    title = saying.say("Something in this form is not right")
                    return page(request, "error.html", status=422, title=title, words=_fields_words(error))

        return answer


def error_page(request: Request, error: RecrutrError) -> Response:
    """An error as a page."""
    title = next((words for kind, words in _TITLES if isinstance(error, kind)), to_say("This did not work"))
    response = page(request, "error.html", status=error.status, title=title, words=error.message)
    response.headers.update(when_to_return(error))
    return response


def _fields_words(error: RequestValidationError) -> str:
    """Each field that is wrong, and what it should be; never what was sent."""
    wrong = [
        f"{'.'.join(str(each) for each in found['loc'][1:]) or 'form'}: {found['msg'].removeprefix('Input should be ')}"
        for found in error.errors()
    ]
    return saying.say("Nothing was changed. {wrong}.", wrong="; ".join(wrong))


def own_path(wanted: str) -> str:
    """A path inside the portal to go on to; anything else becomes the list of attempts (no open redirect)."""
    inside = wanted.startswith("/portal/") and not wanted.startswith(SIGN_IN)
    plain = inside and wanted.isascii() and wanted.isprintable() and "\\" not in wanted and "//" not in wanted
    return wanted if plain else "/portal/attempts"


def _place_that_asks(error: RecrutrError) -> str | None:
    """Where somebody is asked who they are; None when that is not what is missing."""
    if isinstance(error, SignInNeeded):
        return {"auth.factor": CODE, "auth.provider": CONNECT}.get(error.code, SIGN_IN)
    return CONFIRM if error.code == "auth.again" else None


def _from(place: str, request: Request) -> str:
    """The place that asks, with the way back. What was sent with a form is not sent again by itself."""
    path = request.url.path
    if request.method != "GET":
        path = "/portal/account" if path.startswith("/portal/account") else ""
    return f"{place}?next={quote(path, safe='/')}" if path else place


def _is_for_script(request: Request) -> bool:
    """Whether a script of the page asked, for which another page would be no answer."""
    return request.headers.get("Sec-Fetch-Dest", "document") == "empty" and not request.url.path.startswith(_ACCOUNT)
