"""A statement on a page of the portal: the sanitised HTML of the converters, made to fit the page around it.

Sizes of formulas come as `style`, which the Content-Security-Policy would block: they become data for `statement.js`.
Headings go one level down, because the page has the title as its own.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_SIZE = re.compile(r' style="width:(\d+\.\d+)em;height:(\d+\.\d+)em;vertical-align:(-?\d+\.\d+)em"')
_HEADING = re.compile(r"<(/?)h([1-5])>")


def shown(statement_html: str) -> Markup:
    """A statement as the converters and the sanitiser made it (docs/decisions/0007), and nothing else."""
    sized = _SIZE.sub(r' data-size="\1 \2 \3"', statement_html)
    # Nothing but what passed `runner.statements.statement.sanitised` comes here.
    return Markup(_HEADING.sub(lambda each: f"<{each[1]}h{int(each[2]) + 1}>", sized))  # noqa: S704 - see above
