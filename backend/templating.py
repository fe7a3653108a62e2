"""Jinja templates in the reader's language: trans blocks, `_()`, and words that were kept for whoever reads them.

Guarantees: what is put into a translation is escaped wherever its template escapes; translations themselves are our own
markup, and a test holds it to that of the English.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from backend import saying
from protocol.saying import Later


def translating(environment: Environment) -> Environment:
    """Teach an environment the reader's language."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined] # of the extension
    # Ours instead of those that the extension makes of them: they put the values in themselves.
    environment.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext)
    environment.finalize = _shown
    return environment


def _shown(value: Any) -> Any:
    return saying.said(value) if isinstance(value, Later) else value


@pass_eval_context
def _gettext(context: EvalContext, text: str, /, **values: Any) -> str:
    return _put(context, saying.found((text,)), values)


@pass_eval_context
def _ngettext(context: EvalContext, one: str, many: str, n: int, /, **values: Any) -> str:
    return _put(context, saying.found((one, many), n), values)


def _put(context: EvalContext, text: str, values: dict[str, Any]) -> str:
    shown = {name: _shown(value) for name, value in values.items()}
    # The text is ours, what is put into it is escaped by Markup.
    return (Markup(text) if context.autoescape else text) % shown  # noqa: S704 - see above
