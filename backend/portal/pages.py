"""Rendering: the one Jinja environment (autoescape, undefined names fail, words in the reader's language), headers.

Guarantees: no inline script or style ever leaves (the Content-Security-Policy would block it, and a test counts the
violations); every page is `no-store`, `nosniff`, `no-referrer` and cannot be framed. Translations are our own markup;
what is put into them is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from backend import saying
from backend.figures import SECOND_US, ago, clock, decimal, either, moment_words, size, span
from backend.portal import words
from backend.retelling import retold
from backend.templating import translating
from backend.zones import windows
from brand.icons import ICONS, LOGO_MARK

FOLDER = Path(__file__).parent
THEMES = ("system", "light", "dark", "contrast")
THEME_COOKIE = "recrutr_theme"
LANGUAGE_COOKIE = "recrutr_language"
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src blob:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


def page(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Render a page. `context` may hold anything; all text in it is escaped."""
    values: dict[str, Any] = {"theme": theme_of(request), "path": request.url.path, "member": None, "csrf": ""}
    values["language"] = saying.language()
    html = _ENVIRONMENT.get_template(template).render(values | context)
    return HTMLResponse(html, status, SECURITY_HEADERS)


def see_other(path: str) -> RedirectResponse:
    """After a change: look at this page (so that reloading does not repeat the change). `path` is one of ours."""
    return RedirectResponse(path, 303, SECURITY_HEADERS)


def theme_of(request: Request) -> str:
    """The theme that the browser chose: light, dark, contrast, or system."""
    wanted = request.cookies.get(THEME_COOKIE, "system")
    return wanted if wanted in THEMES else "system"


def language_of(request: Request) -> str:
    """The language of whoever asks, before it is known who that is: chosen here, else what the browser asks for."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in saying.LANGUAGES else saying.wished(request.headers.get("Accept-Language", ""))


def icon(name: str, size: int = 20) -> Markup:
    """One of the brand's icons, hidden from screen readers: words stand beside it."""
    # The drawings are our own data (brand.icons); nothing from outside is marked as safe here.
    return Markup(  # noqa: S704 - see above
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{ICONS[name]}</svg>'
    )


def logo() -> Markup:
    """The mark, in the colours of the theme."""
    drawing = LOGO_MARK.format(mark="currentColor")
    return Markup(  # noqa: S704 - our own drawing
        '<svg class="logo" width="28" height="28" viewBox="0 0 64 64" fill="none" stroke="currentColor" '
        f'stroke-linecap="round" aria-hidden="true">{drawing}</svg>'
    )


def moment(value_us: int | None) -> Markup:
    """A time in UTC, for people and for machines."""
    if value_us is None:
        return Markup("&ndash;")
    stamp = datetime.fromtimestamp(value_us / SECOND_US, UTC).isoformat(timespec="seconds")
    return Markup('<time datetime="{}">{}</time>').format(stamp, moment_words(value_us))


def add_global(name: str, value: Callable[..., Any]) -> None:
    """Give all templates a function."""
    _ENVIRONMENT.globals[name] = value


def _environment() -> Environment:
    environment = translating(
        Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )
    environment.globals.update(icon=icon, logo=logo, themes=THEMES, tongues=saying.LANGUAGES, words=words)
    environment.globals.update(windows=windows)
    environment.filters.update(moment=moment, span=span, ago=ago, clock=clock, size=size)
    environment.filters.update(decimal=decimal, either=either, retold=retold)
    return environment


_ENVIRONMENT = _environment()
