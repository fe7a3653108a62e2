"""Each layout rule sees a planted violation, and passes the same thing done right."""

from pathlib import Path

import pytest

from installers import layout

_BAD: list[tuple[layout.Rule, str, str]] = [
    (layout.lengths, "ui/long.py", "def f():\n    pass\n" + "x = 1\n" * 400),
    (layout.lengths, "tests/unit/test_long.py", "def f():\n    pass\n" + "x = 1\n" * 500),
    (layout.lengths, "ui/function.py", "def f():\n" + "    x = 1\n" * 51),
    (layout.names, "sync/utils.py", '"""Purpose."""\n'),
    (layout.names, "backend/common/models.py", '"""Purpose."""\n'),
    (layout.names, "app/file_helpers.py", '"""Purpose."""\n'),
    (layout.names, "app/windows.py", "class WindowManager:\n    pass\n"),
    (layout.docstrings, "runner/silent.py", "x = 1\n"),
    (layout.unfinished, "runner/half.py", "x = 1  # TO" + "DO: y\n"),
    (layout.unfinished, "docs/half.md", "FIX" + "ME\n"),
    (layout.unfinished, "runner/half.py", "x = 1  # good enough for " + "now\n"),
    (layout.unfinished, "runner/half.py", '"""A place' + 'holder."""\n'),
    (layout.unfinished, "runner/half.py", "def f():\n    raise NotImplementedError\n"),
    (layout.broad_excepts, "sync/broad.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    (
        layout.broad_excepts,
        "sync/broad.py",
        "try:\n    f()\nexcept (ValueError, BaseException) as e:\n    raise X from e\n",
    ),
    (layout.broad_excepts, "sync/broad.py", "try:\n    f()\nexcept:\n    pass\n"),
    (layout.suppressions, "ui/quiet.py", "x = f()  # noqa: E501\n"),
    (layout.suppressions, "ui/quiet.py", "x = f()  # noqa\n"),
    (layout.suppressions, "ui/quiet.py", "x = f()  # type: ignore[arg-type]\n"),
    (layout.suppressions, "pyproject.toml", '[tool.ruff.lint]\nignore = [\n    "E501",\n]\n'),
    (layout.places, "docs/place.md", "see /ho" + "me/anna/x\n"),
    (layout.addresses, "installers/requirements/x.txt", "--index-url https://example.org/simple\n"),
    (layout.addresses, "installers/requirements/x.txt", "--find-links wheels\n"),
    (layout.addresses, "installers/requirements/x.txt", "a @ https://example.org/a.whl\n"),
    (layout.pure_protocol, "protocol/leak.py", "x = open('f')\n"),
    (layout.pure_protocol, "protocol/leak.py", "import os\nx = os.getcwd()\n"),
    (layout.pure_protocol, "protocol/leak.py", "x = datetime.now(tz=UTC)\n"),
    (layout.transactions, "backend/shares/service.py", "session.commit()\n"),
]

_GOOD: list[tuple[layout.Rule, str, str]] = [
    (layout.lengths, "brand/table.py", '"""Data."""\n' + "x = 1\n" * 900),
    (layout.lengths, "tests/unit/test_long.py", "def f():\n    pass\n" + "x = 1\n" * 450),
    (layout.docstrings, "runner/__init__.py", ""),
    (layout.unfinished, "ui/field.py", "field.setPlaceholderText('x')\n"),
    (layout.broad_excepts, "sync/broad.py", "try:\n    f()\nexcept BaseException:\n    g()\n    raise\n"),
    (layout.broad_excepts, next(iter(layout.BROAD_EXCEPT)), "try:\n    f()\nexcept Exception:\n    pass\n"),
    (layout.suppressions, "ui/quiet.py", "x = f()  # noqa: S310 (the address is fixed)\n"),
    (
        layout.suppressions,
        "ui/quiet.py",
        "# The stub of the library is wrong here.\nx = f()  # type: ignore[arg-type]\n",
    ),
    (layout.suppressions, "pyproject.toml", '[tool.ruff.lint]\nignore = [\n    "E501", # why\n]\n'),
    (layout.pure_protocol, "protocol/fine.py", "import os\nx = os.urandom(16)\n"),
    (layout.pure_protocol, "sync/file.py", "x = open('f')\n"),
    (layout.transactions, next(iter(layout.COMMITTERS)), "session.commit()\n"),
]


def _planted(root: Path, path: str, text: str) -> layout.Tree:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return layout.Tree(root)


@pytest.mark.parametrize(("rule", "path", "text"), _BAD)
def test_a_planted_violation_is_seen(tmp_path: Path, rule: layout.Rule, path: str, text: str) -> None:
    found = list(rule(_planted(tmp_path, path, text)))
    assert [violation.path for violation in found] == [path] * len(found)
    assert found


@pytest.mark.parametrize(("rule", "path", "text"), _GOOD)
def test_the_right_way_passes(tmp_path: Path, rule: layout.Rule, path: str, text: str) -> None:
    assert list(rule(_planted(tmp_path, path, text))) == []


def test_the_checkouts_own_path_is_seen(tmp_path: Path) -> None:
    root = tmp_path / "somewhere"
    tree = _planted(root, "docs/place.md", f"open {root / 'x'}\n")
    assert [violation.path for violation in layout.places(tree)] == ["docs/place.md"]


def test_every_rule_has_a_planted_violation() -> None:
    assert {rule for rule, _, _ in _BAD} == set(layout.RULES)


def test_judged_programs_are_not_held_to_the_rules(tmp_path: Path) -> None:
    tree = _planted(tmp_path, "tests/hostile/poison.py", "try:\n    f()\nexcept:\n    pass\n")
    assert tree.sources == []
