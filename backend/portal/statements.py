"""A statement on a page of the portal: the sanitised HTML of the converters, made to fit the page's own policy.

Sizes of formulas come as `style`, which the Content-Security-Policy would block: they become data for `statement.js`.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_SIZE = re.compile(r' style="width:(\d+\.\d+)em;height:(\d+\.\d+)em;vertical-align:(-?\d+\.\d+)em"')


def shown(statement_html: str) -> Markup:
    """A statement as the converters and the sanitiser made it (docs/decisions/0007), and nothing else."""
    # Nothing but what passed `runner.statements.statement.sanitised` comes here.
    return Markup(_SIZE.sub(r' data-size="\1 \2 \3"', statement_html))  # noqa: S704 - see above
