"""Every page as a screen reader is told of it over AT-SPI, by a process of its own on a display of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from brand.tokens import TARGET_MINIMUM
from tests.accessibility.bus import AccessibilityBus
from tests.accessibility.reader import Part, Reader
from tests.accessibility.stage import staged
from tests.media.display import VirtualDisplay

FIELDS = {"text", "combo box", "password text", "spin button"}
ACTED_ON = FIELDS | {"push button", "check box", "radio button", "toggle button", "link", "slider"}
"""What a person acts on; each of it has a name of its own in its window."""
NAMED = ACTED_ON | {"list", "tree", "tree table", "table", "page tab", "page tab list", "list item", "progress bar"}
SAYS_NOTHING = {"filler", "unknown", "invalid", "layered pane", "viewport"}
"""Roles of mere containers."""
QT_PARTS = {"Scroll Left", "Scroll Right"}
"""Qt's own buttons beside tabs that do not fit, for the mouse; the arrow keys do the same on the tabs themselves."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Part]:
    """Every scene of the gallery, as it is told."""
    told: dict[str, Part] = {}
    with (
        VirtualDisplay(1366, 768, everywhere=False) as display,
        AccessibilityBus(tmp_path_factory.mktemp("bus"), display.name) as bus,
        bus.connect() as connection,
        staged(bus.environment) as scenes,
    ):
        reader = Reader(connection)
        for scene in scenes:
            if not told:
                reader.wait_for_program()
            told[scene] = reader.read()
    return told


def acted_on(page: Part) -> list[Part]:
    return [part for part in page.walk() if part.role in ACTED_ON and part.name not in QT_PARTS]


def told_wrong(pages: dict[str, Part], broken: list[tuple[str, str]]) -> str:
    return "\n".join(f"{scene}: {words}" for scene, words in broken) + f"\n({len(pages)} scenes)"


def test_every_page_of_the_journey_is_told(pages: dict[str, Part]) -> None:
    wanted = {"join", "notice", "check", "identity", "work", "work-recorded", "work-messages", "work-search"}
    assert wanted | {"finish", "finish-saved", "finish-erased", "settings", "message", "background"} <= set(pages)
    assert all(page.role in {"frame", "dialog", "filler"} and page.name for page in pages.values())


def test_whatever_takes_the_keyboard_has_a_role_and_a_name(pages: dict[str, Part]) -> None:
    broken = [
        (scene, "\n".join(part.lines()))
        for scene, page in pages.items()
        for part in page.walk()
        if ("focusable" in part.states or part.role in NAMED) and (not part.name.strip() or part.role in SAYS_NOTHING)
    ]
    assert not broken, told_wrong(pages, broken)


def test_what_is_drawn_and_named_is_no_mere_container(pages: dict[str, Part]) -> None:
    broken = [
        (scene, part.name)
        for scene, page in pages.items()
        for part in page.walk()
        if part.name and part.role in SAYS_NOTHING and not part.inside
    ]
    assert not broken, told_wrong(pages, broken)


def test_what_can_be_used_says_so_and_what_cannot_does_not(pages: dict[str, Part]) -> None:
    broken = []
    for scene, page in pages.items():
        for part in acted_on(page):
            usable = {"enabled", "sensitive"} <= part.states
            if usable and "focusable" not in part.states:
                broken.append((scene, f"{part.name} can be used, but not reached"))
            if part.role in {"check box", "radio button"} and "checkable" not in part.states:
                broken.append((scene, f"{part.name} does not say that it can be checked"))
    assert not broken, told_wrong(pages, broken)
    busy = {part.name: part.states for part in acted_on(pages["join-busy"])}
    assert all("enabled" not in states for name, states in busy.items() if name != "Server address"), busy
    assert "checked" in next(p for p in acted_on(pages["work"]) if p.name.startswith("Problem A")).states


def test_no_two_things_one_acts_on_have_the_same_name(pages: dict[str, Part]) -> None:
    broken = []
    for scene, page in pages.items():
        counted = Counter(part.name for part in acted_on(page) if part.role != "combo box")
        broken += [(scene, f"{count} times {name!r}") for name, count in counted.items() if count > 1]
    assert not broken, told_wrong(pages, broken)


def test_a_choice_is_named_by_a_label_not_by_what_is_chosen(pages: dict[str, Part]) -> None:
    found = [(scene, part) for scene, page in pages.items() for part in page.walk() if part.role == "combo box"]
    assert {"check", "work", "settings", "work-languages"} <= {scene for scene, _ in found}
    broken = [(scene, part.name) for scene, part in found if not any(part.labels)]
    assert not broken, told_wrong(pages, broken)


def test_a_label_before_a_field_belongs_to_it(pages: dict[str, Part]) -> None:
    """A label whose words are those of a field's name, or the other way round, is told as that field's label."""
    broken = []
    for scene, page in pages.items():
        labels = [part.name for part in page.walk() if part.role == "label" and part.name]
        for part in page.walk():
            if part.role in FIELDS and not part.labels:
                lower = part.name.casefold()
                broken += [
                    (scene, f"{part.name!r} and the label {label!r}")
                    for label in labels
                    if len(label) > 4 and (label.casefold() == lower or lower.endswith(" " + label.casefold()))
                ]
    assert not broken, told_wrong(pages, broken)


def test_nothing_is_said_twice(pages: dict[str, Part]) -> None:
    broken = [
        (scene, part.name)
        for scene, page in pages.items()
        for part in page.walk()
        if part.name and part.name == part.description
    ]
    assert not broken, told_wrong(pages, broken)


def test_targets_are_large_enough_as_they_are_told(pages: dict[str, Part]) -> None:
    broken = [
        (scene, f"{part.role} {part.name!r} is {part.box[2]} by {part.box[3]}")
        for scene, page in pages.items()
        for part in (*acted_on(page), *(one for one in page.walk() if one.role in {"page tab", "list item"}))
        if part.name not in QT_PARTS and min(part.box[2:]) < TARGET_MINIMUM
    ]
    assert not broken, told_wrong(pages, broken)


def test_dialogs_are_told_by_their_title_and_begin_somewhere(pages: dict[str, Part]) -> None:
    for scene in ("work-pause", "work-submit", "work-withdraw", "settings", "message"):
        page = pages[scene]
        assert page.role == "dialog", scene
        assert any(part.name == page.name for part in page.walk() if part.role == "label"), scene
        assert any("focused" in part.states for part in acted_on(page)), scene
