"""The rules of the tree hold for this checkout: sizes, names, docstrings, finished words, suppressions, places."""

from pathlib import Path

import pytest

from installers import layout

TREE = layout.Tree(Path(__file__).resolve().parents[1])


@pytest.mark.parametrize("rule", layout.RULES, ids=lambda rule: rule.__name__)
def test_layout(rule: layout.Rule) -> None:
    broken = [str(violation) for violation in rule(TREE)]
    assert not broken, f"{rule.__doc__}\n" + "\n".join(broken)


def test_the_rules_see_the_whole_house() -> None:
    seen = {source.path.split("/")[0] for source in TREE.sources}
    assert seen == {*layout.PACKAGES, "tests"}
