"""Statements of problem packages (Markdown, LaTeX, PDF) made into safe HTML that needs nothing else to be shown.

`render_statement` is the way in. Authors' files are hostile input: what converts them works in bounded processes that
can reach no file (docs/decisions/0007), and what comes out passes one sanitiser.
"""

from runner.statements.constants import Constants, fill_constants
from runner.statements.statement import Statement, render_statement

__all__ = ["Constants", "Statement", "fill_constants", "render_statement"]
