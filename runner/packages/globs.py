"""Patterns of submissions.yaml: `*` stays inside one name, `{a,b}` is either; a pattern also covers all below it.

Guarantees: time linear in the path for each alternative, however many stars a hostile pattern has.
"""

from __future__ import annotations

import functools
import re

MAX_ALTERNATIVES = 256


def glob_matches(pattern: str, path: str) -> bool:
    """Whether the pattern matches the path or a folder above it. Raises ValueError for a pattern that is none."""
    wanted = _compiled(pattern)
    parts = path.split("/")
    return any(one.fullmatch("/".join(parts[:count])) for count in range(1, len(parts) + 1) for one in wanted)


def check_pattern(pattern: str) -> None:
    """Raise ValueError unless braces match and alternatives are few enough."""
    _compiled(pattern)


@functools.lru_cache(1024)
def _compiled(pattern: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_expression(one)) for one in _alternatives(pattern))


def _alternatives(pattern: str) -> list[str]:
    """The pattern without braces, once for each choice, in the way of a shell."""
    waiting, done = [pattern], []
    while waiting:
        one = waiting.pop()
        if "{" not in one:
            if "}" in one:
                raise ValueError(pattern)
            done.append(one)
            continue
        head, choices, tail = _first_braces(one)
        waiting += [head + choice + tail for choice in choices]
        if len(waiting) + len(done) > MAX_ALTERNATIVES:
            raise ValueError(pattern)
    return done


def _first_braces(pattern: str) -> tuple[str, list[str], str]:
    start = pattern.index("{")
    depth, begin, choices = 0, start + 1, []
    for at in range(start, len(pattern)):
        depth += {"{": 1, "}": -1}.get(pattern[at], 0)
        if (pattern[at] == "," and depth == 1) or depth == 0:
            choices.append(pattern[begin:at])
            begin = at + 1
        if depth == 0:
            return pattern[:start], choices, pattern[at + 1 :]
    raise ValueError(pattern)


def _expression(pattern: str) -> str:
    """Each star but the last takes as little as it can and is never tried again, which is enough without braces."""
    return "/".join(_segment(segment) for segment in pattern.split("/"))


def _segment(segment: str) -> str:
    first, *rest = (re.escape(part) for part in segment.split("*"))
    if not rest:
        return first
    middle = "".join(f"(?>[^/]*?{part})" for part in rest[:-1])
    return f"{first}{middle}[^/]*{rest[-1]}"
