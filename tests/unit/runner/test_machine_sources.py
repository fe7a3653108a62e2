"""The machine's package sources, in every form apt knows, and what is left of them in the recipe."""

from __future__ import annotations

import pytest

from protocol.errors import EngineFault
from runner import images
from runner.package_sources import parse_targets, suite_of

DEBIAN = """\
http://mirror.invalid/debian/|bookworm|main
http://mirror.invalid/debian/|bookworm|contrib
http://mirror.invalid/debian/|bookworm-updates|main
http://mirror.invalid/security/|bookworm-security|main
https://other.invalid/node/|nodistro|main
cdrom://disc/|bookworm|main
http://mirror.invalid/debian/|bookworm|main
http://mirror.invalid/debian/|trixie|main
"""


def test_only_the_suite_and_its_updates_are_taken() -> None:
    assert parse_targets(DEBIAN, "bookworm") == [
        ("http://mirror.invalid/debian/", "bookworm", "main"),
        ("http://mirror.invalid/debian/", "bookworm-updates", "main"),
        ("http://mirror.invalid/security/", "bookworm-security", "main"),
    ]


@pytest.mark.parametrize(
    ("text", "suite"),
    [
        ("ID=debian\nVERSION_CODENAME=bookworm\n", "bookworm"),
        ('ID=ubuntu\nVERSION_CODENAME="noble"\nUBUNTU_CODENAME=noble\n', "noble"),
        ("ID=linuxmint\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n", "noble"),
    ],
)
def test_the_suite_is_the_machines_own(text: str, suite: str) -> None:
    assert suite_of(text) == suite


def test_a_system_without_a_suite_is_told() -> None:
    with pytest.raises(EngineFault, match="does not say which Debian or Ubuntu release"):
        suite_of("ID=arch\n")


def test_the_tag_is_a_digest_of_the_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    before = images.current_tag()
    original = images.recipe_file
    assert before == images.current_tag()
    for name in ("install.sh", "agent/__main__.py", "agent/box.py"):

        def edited(asked: str, name: str = name) -> bytes:
            return original(asked) + (b"#" if asked == name else b"")

        monkeypatch.setattr(images, "recipe_file", edited)
        assert images.current_tag() != before
