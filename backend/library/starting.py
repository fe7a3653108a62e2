"""A problem from nothing: the smallest package that can be judged, with a true example in it to write over."""

from __future__ import annotations

import re
import unicodedata
import uuid

import yaml

from backend.assessments.problems import Checked, check_package
from backend.library.metadata import MAX_TITLE
from protocol.errors import InvalidInput
from protocol.saying import to_say
from runner.packages import zip_of_files

MAX_NAME = 60
_STATEMENT = """\
Two numbers stand on one line. Print their sum.

Say here what the candidate is to do, in plain words and without tricks. `Code` stands between backticks, *emphasis*
between stars, and a formula such as $a + b$ between dollar signs.

## Input

One line with two whole numbers $a$ and $b$ ($-10^9 \\le a, b \\le 10^9$), separated by a space.

## Output

One line with $a + b$.
"""
_ACCEPTED = "first, second = map(int, input().split())\nprint(first + second)\n"
_WRONG = "first, second = map(int, input().split())\nprint(abs(first) + abs(second))\n"
_VALIDATOR = """\
import re
import sys

text = sys.stdin.read()
match = re.fullmatch(r"(0|-?[1-9][0-9]*) (0|-?[1-9][0-9]*)\\n", text)
good = match is not None and all(abs(int(number)) <= 10**9 for number in match.groups())
sys.exit(42 if good else 43)
"""


def begin(title: str) -> Checked:
    """A package with this title. Raises InvalidInput."""
    title = " ".join(title.split())
    if not 1 <= len(title) <= MAX_TITLE:
        limit = to_say("{least} to {most} characters", least=1, most=MAX_TITLE)
        raise InvalidInput("title", limit, to_say("The title must have {limit}.", limit=limit))
    name = _short_name(title)
    return check_package(zip_of_files(_files(title), name), name)


def _short_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)[:MAX_NAME] or "problem"


def _files(title: str) -> dict[str, bytes]:
    settings = {
        "problem_format_version": "2025-09",
        "type": "pass-fail",
        "name": {"en": title},
        "uuid": str(uuid.uuid4()),
        "license": "unknown",
        "limits": {"time_limit": 2, "memory": 256},
    }
    texts = {
        "problem.yaml": yaml.safe_dump(settings, allow_unicode=True, sort_keys=False),
        "statement/problem.en.md": _STATEMENT,
        "data/sample/1.in": "2 3\n",
        "data/sample/1.ans": "5\n",
        "data/secret/1-negative.in": "-7 4\n",
        "data/secret/1-negative.ans": "-3\n",
        "data/secret/2-large.in": "1000000000 1000000000\n",
        "data/secret/2-large.ans": "2000000000\n",
        "submissions/accepted/sum.py": _ACCEPTED,
        "submissions/wrong_answer/forgets_the_sign.py": _WRONG,
        "input_validators/validate.py": _VALIDATOR,
    }
    return {path: text.encode() for path, text in texts.items()}
