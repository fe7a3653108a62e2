"""One setting of a YAML file changes; everything else stays as it was written."""

from __future__ import annotations

import pytest
import yaml

from protocol.errors import InvalidInput
from runner.packages.rewriting import with_setting

SOURCE = b"""# Written by hand.
problem_format_version: 2025-09
name:
  en: Night Bus   # the title
  sv: Nattbuss
uuid: 2f6a0f0a
limits:
  # seconds
  time_limit: 2.0
  memory: 256
keywords: [sorting, simulation]
"""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("limits.time_limit", 3.5),
        ("limits.output", 8),
        ("name.en", "Day: Bus"),
        ("name.de", "Nachtbus"),
        ("name", "One title"),
        ("keywords", ["graphs", "two: words"]),
        ("license", "cc0"),
        ("uuid", None),
        ("limits", None),
        ("limits.memory", None),
        ("credits.authors", ["A"]),
    ],
)
def test_one_setting_changes_and_nothing_else(key: str, value: object) -> None:
    changed = with_setting("problem.yaml", SOURCE, key, value)  # type: ignore[arg-type] # several kinds, on purpose
    expected = yaml.safe_load(SOURCE)
    parent, _, last = key.rpartition(".")
    table = expected.setdefault(parent, {}) if parent else expected
    if value is None:
        del table[last]
    else:
        table[last] = value
    assert yaml.safe_load(changed) == expected
    assert changed.startswith(b"# Written by hand.\nproblem_format_version: 2025-09\n")


def test_comments_stay_and_the_same_value_changes_no_byte() -> None:
    changed = with_setting("problem.yaml", SOURCE, "limits.time_limit", 3.0)
    assert changed == SOURCE.replace(b"time_limit: 2.0", b"time_limit: 3.0")
    assert with_setting("problem.yaml", SOURCE, "limits.memory", 256) is SOURCE
    assert with_setting("problem.yaml", SOURCE, "license", None) is SOURCE


def test_a_map_on_one_line_and_an_empty_file() -> None:
    flow = b"limits: {time_limit: 2, memory: 64}\nuuid: x\n"
    assert with_setting("problem.yaml", flow, "limits.memory", 128) == (
        b"limits: {memory: 128, time_limit: 2}\nuuid: x\n"
    )
    assert with_setting("problem.yaml", b"", "name", "A") == b"name: A\n"


def test_what_cannot_be_changed_is_refused() -> None:
    with pytest.raises(InvalidInput, match="must be a map"):
        with_setting("problem.yaml", b"- a\n- b\n", "name", "A")
    anchors = b"base: &b {time_limit: 1}\nlimits: *b\n"
    with pytest.raises(InvalidInput, match="edit the file itself"):
        with_setting("problem.yaml", anchors, "base.time_limit", 2)
