"""`python -m installers.layout`: prints what breaks the rules of the layout; exit code 1 when anything does."""

from __future__ import annotations

import sys
from pathlib import Path

from installers.layout.rules import RULES
from installers.layout.tree import Tree


def main() -> int:
    """Hold this checkout to every rule."""
    tree = Tree(Path(__file__).resolve().parents[2])
    found = [(rule.__name__, violation) for rule in RULES for violation in rule(tree)]
    for name, violation in found:
        sys.stdout.write(f"{name}: {violation}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
