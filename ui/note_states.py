"""View state of what candidates note for themselves beside a problem. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

MOST_CHARACTERS = 20_000


@dataclass(frozen=True)
class Note:
    """Flag and note of one problem. `from_outside`: something was pasted into it from outside this app.

    What is copied out of a note counts as the candidate's own unless something came into it from outside.
    """

    flagged: bool = False
    text: str = ""
    from_outside: bool = False
