"""Rendering: the one Jinja environment (autoescape, undefined names fail), security headers, words for times and sizes.

Guarantees: no inline script or style ever leaves (the Content-Security-Policy would block it, and a test counts the
violations); every page is `no-store`, `nosniff`, `no-referrer` and cannot be framed.
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

from backend.zones import windows
from brand.icons import ICONS, LOGO_MARK

FOLDER = Path(__file__).parent
THEMES = ("system", "light", "dark", "contrast")
THEME_COOKIE = "recrutr_theme"
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
SECOND_US = 1_000_000


def page(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Render a page. `context` may hold anything; all text in it is escaped."""
    values: dict[str, Any] = {"theme": theme_of(request), "path": request.url.path, "member": None, "csrf": ""}
    html = _ENVIRONMENT.get_template(template).render(values | context)
    return HTMLResponse(html, status, SECURITY_HEADERS)


def see_other(path: str) -> RedirectResponse:
    """After a change: look at this page (so that reloading does not repeat the change). `path` is one of ours."""
    return RedirectResponse(path, 303, SECURITY_HEADERS)


def theme_of(request: Request) -> str:
    """The theme that the browser chose: light, dark, contrast, or system."""
    wanted = request.cookies.get(THEME_COOKIE, "system")
    return wanted if wanted in THEMES else "system"


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
    when = datetime.fromtimestamp(value_us / SECOND_US, UTC)
    stamp = when.isoformat(timespec="seconds")
    words = f"{when.day} {when:%b %Y}, {when:%H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(stamp, words)


def span(value_us: int | None) -> str:
    """A duration in words of at most two units."""
    if value_us is None:
        return "unknown"
    seconds = max(0, value_us) // SECOND_US
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    shown = [f"{amount} {unit}" for amount, unit in parts if amount]
    return " ".join(shown[:2]) or "0 s"


def ago(value_us: int | None, now_us: int) -> str:
    """How long ago, roughly."""
    if value_us is None:
        return "never"
    passed = now_us - value_us
    if passed < 60 * SECOND_US:
        return "just now"
    amount, unit = span(passed).split(" ")[:2]
    return f"{amount} {unit} ago"


def clock(value_us: int) -> str:
    """A moment of the replay: m:ss or h:mm:ss."""
    seconds = max(0, value_us) // SECOND_US
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def size(value_bytes: int) -> str:
    """A size in decimal units."""
    amount = float(value_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 100 else f"{amount:.1f} {unit}"


def add_global(name: str, value: Callable[..., Any]) -> None:
    """Give all templates a function."""
    _ENVIRONMENT.globals[name] = value


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(icon=icon, logo=logo, themes=THEMES, windows=windows)
    environment.filters.update(moment=moment, span=span, ago=ago, clock=clock, size=size)
    return environment


_ENVIRONMENT = _environment()
