"""Each layout rule sees a planted violation, and passes the same thing done right."""

from pathlib import Path

import pytest

from installers import layout
from installers.layout import rules

_BAD: list[tuple[layout.Rule, str, str]] = [
    (rules.lengths, "ui/long.py", "def f():\n    pass\n" + "x = 1\n" * 400),
    (rules.lengths, "tests/unit/test_long.py", "def f():\n    pass\n" + "x = 1\n" * 500),
    (rules.lengths, "ui/function.py", "def f():\n" + "    x = 1\n" * 51),
    (rules.names, "sync/utils.py", '"""Purpose."""\n'),
    (rules.names, "backend/common/models.py", '"""Purpose."""\n'),
    (rules.names, "app/file_helpers.py", '"""Purpose."""\n'),
    (rules.names, "app/windows.py", "class WindowManager:\n    pass\n"),
    (rules.docstrings, "runner/silent.py", "x = 1\n"),
    (rules.unfinished, "runner/half.py", "x = 1  # TO" + "DO: y\n"),
    (rules.unfinished, "docs/half.md", "FIX" + "ME\n"),
    (rules.unfinished, "runner/half.py", "x = 1  # good enough for " + "now\n"),
    (rules.unfinished, "runner/half.py", '"""A place' + 'holder."""\n'),
    (rules.unfinished, "runner/half.py", "def f():\n    raise NotImplementedError\n"),
    (rules.unfinished, "sync/base.py", "class A:\n    def f(self):\n        raise NotImplementedError\n"),
    (rules.broad_excepts, "sync/broad.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    (
        rules.broad_excepts,
        "sync/broad.py",
        "try:\n    f()\nexcept (ValueError, BaseException) as e:\n    raise X from e\n",
    ),
    (rules.broad_excepts, "sync/broad.py", "try:\n    f()\nexcept:\n    pass\n"),
    (rules.suppressions, "ui/quiet.py", "x = f()  # noqa: E501\n"),
    (rules.suppressions, "ui/quiet.py", "x = f()  # noqa\n"),
    (rules.suppressions, "ui/quiet.py", "x = f()  # type: ignore[arg-type]\n"),
    (rules.suppressions, "pyproject.toml", '[tool.ruff.lint]\nignore = [\n    "E501",\n]\n'),
    (rules.places, "docs/place.md", "see /ho" + "me/anna/x\n"),
    (rules.addresses, "installers/requirements/x.txt", "--index-url https://example.org/simple\n"),
    (rules.addresses, "installers/requirements/x.txt", "--find-links wheels\n"),
    (rules.addresses, "installers/requirements/x.txt", "a @ https://example.org/a.whl\n"),
    (rules.pure_protocol, "protocol/leak.py", "x = open('f')\n"),
    (rules.pure_protocol, "protocol/leak.py", "import os\nx = os.getcwd()\n"),
    (rules.pure_protocol, "protocol/leak.py", "x = datetime.now(tz=UTC)\n"),
    (rules.transactions, "backend/shares/service.py", "session.commit()\n"),
    (rules.plain_labels, "ui/words.py", "def f(text):\n    return QLabel(text)\n"),
    (rules.plain_labels, "ui/words.py", "class Words(QLabel):\n    pass\n"),
    (rules.plain_labels, "ui/words.py", "view.setHtml(text)\n"),
]

_GOOD: list[tuple[layout.Rule, str, str]] = [
    (rules.lengths, "brand/table.py", '"""Data."""\n' + "x = 1\n" * 900),
    (rules.lengths, "tests/unit/test_long.py", "def f():\n    pass\n" + "x = 1\n" * 450),
    (rules.docstrings, "runner/__init__.py", ""),
    (rules.unfinished, "ui/field.py", "field.setPlaceholderText('x')\n"),
    (rules.broad_excepts, "sync/broad.py", "try:\n    f()\nexcept BaseException:\n    g()\n    raise\n"),
    (rules.broad_excepts, min(layout.BROAD_EXCEPT), "try:\n    f()\nexcept Exception:\n    pass\n"),
    (
        rules.unfinished,
        "sync/base.py",
        "class A:\n    def f(self):\n        raise NotImplementedError\nclass B(A):\n    def f(self):\n        ...\n",
    ),
    (rules.suppressions, "ui/quiet.py", "x = f()  # noqa: S310 (the address is fixed)\n"),
    (
        rules.suppressions,
        "ui/quiet.py",
        "# The stub of the library is wrong here.\nx = f()  # type: ignore[arg-type]\n",
    ),
    (rules.suppressions, "pyproject.toml", '[tool.ruff.lint]\nignore = [\n    "E501", # why\n]\n'),
    (rules.pure_protocol, "protocol/fine.py", "import os\nx = os.urandom(16)\n"),
    (rules.pure_protocol, "sync/file.py", "x = open('f')\n"),
    (rules.lengths, "backend/migrations/versions/0001_x.py", "def f():\n    pass\n" + "x = 1\n" * 500),
    (rules.plain_labels, "ui/words.py", "def f(text):\n    l = QLabel(text)\n    l.setTextFormat(PLAIN)\n"),
    (rules.plain_labels, "ui/statement.py", "view.setHtml(text)\n"),
    (rules.plain_labels, "ui/work/docs.py", "view.setHtml(text)\n"),
    (rules.transactions, min(layout.COMMITTERS), "session.commit()\n"),
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
    assert [violation.path for violation in rules.places(tree)] == ["docs/place.md"]


def test_every_rule_has_a_planted_violation() -> None:
    assert {rule for rule, _, _ in _BAD} == set(layout.RULES)


def test_judged_programs_are_not_held_to_the_rules(tmp_path: Path) -> None:
    tree = _planted(tmp_path, "tests/hostile/poison.py", "try:\n    f()\nexcept:\n    pass\n")
    assert tree.sources == []
