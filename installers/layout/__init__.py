"""The rules of the tree that no linter knows: see `rules`; the files they read: see `tree`."""

from installers.layout.rules import BROAD_EXCEPT, COMMITTERS, RULES, Rule
from installers.layout.tree import PACKAGES, Tree, Violation

__all__ = ["BROAD_EXCEPT", "COMMITTERS", "PACKAGES", "RULES", "Rule", "Tree", "Violation"]
