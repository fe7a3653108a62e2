"""Correct programs have no mistake; a planted one is told at its line; slices and changes end at the same answer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from pytestqt.qtbot import QtBot

from brand.tokens import Appearance
from editor.syntax.check import Place, SyntaxCheck
from editor.syntax.grammars import GRAMMARS
from editor.syntax.mistakes import Mistake
from editor.syntax.watch import QUIET_MS
from protocol.verdicts import LanguageId
from tests.unit.editor.conftest import Recorded
from tests.unit.editor.programs import CORRECT, PLANTED

ROOT = Path(__file__).resolve().parents[3]
ENDINGS = {
    ".py": LanguageId.PYTHON,
    ".c": LanguageId.C,
    ".cpp": LanguageId.CPP,
    ".java": LanguageId.JAVA,
    ".js": LanguageId.JAVASCRIPT,
    ".go": LanguageId.GO,
    ".rs": LanguageId.RUST,
    ".sh": LanguageId.BASH,
}


class Text:
    def __init__(self, language: LanguageId, text: str) -> None:
        self.data = text.encode()
        self.check = SyntaxCheck(lambda start, end: self.data[start:end])
        self.check.begin(language, len(self.data))

    def mistakes(self, budget_s: float = 1.0) -> tuple[Mistake, ...]:
        while not self.check.advance(budget_s):
            pass
        return self.check.mistakes

    def change(self, at: int, removed: int, inserted: bytes) -> None:
        before = self.data[:at]
        start = Place(at, before.count(b"\n"), at - before.rfind(b"\n") - 1)
        gone, self.data = self.data[at : at + removed], before + inserted + self.data[at + removed :]
        self.check.changed(start, gone, inserted)


def said(language: LanguageId, text: str) -> list[str]:
    return [f"{one.line}: {one.text}" for one in Text(language, text).mistakes()]


def test_every_grammar_has_a_program_and_a_planted_mistake() -> None:
    assert set(GRAMMARS) == set(CORRECT) == set(PLANTED)
    assert len(GRAMMARS) >= 12


@pytest.mark.parametrize("language", list(GRAMMARS))
def test_a_correct_program_has_no_mistake(language: LanguageId) -> None:
    assert said(language, CORRECT[language]) == []
    assert said(language, "") == []


def test_what_the_images_are_tried_with_has_no_mistake() -> None:
    for language in GRAMMARS:
        own = yaml.safe_load((ROOT / f"runner/languages/{language.value}.yaml").read_text(encoding="utf-8"))
        assert said(language, own["self_test"]["source"]) == [], language


def test_programs_of_the_problem_packages_have_no_mistake() -> None:
    looked_at = 0
    for file in sorted((ROOT / "tests/packages").rglob("*")):
        if file.suffix in ENDINGS and file.is_file():
            looked_at += 1
            assert said(ENDINGS[file.suffix], file.read_text(encoding="utf-8")) == [], file
    assert looked_at >= 40


@pytest.mark.parametrize(
    ("language", "right", "wrong", "line"),
    [(language, *one) for language, planted in PLANTED.items() for one in planted],
)
def test_a_planted_mistake_is_told_at_its_line(language: LanguageId, right: str, wrong: str, line: int) -> None:
    text = CORRECT[language]
    assert right in text
    found = Text(language, text.replace(right, wrong, 1)).mistakes()
    assert line in {one.line for one in found}
    assert len(found) <= 3, "one mistake must not bury its reader"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (LanguageId.PYTHON, "if a == 1\n    b = 2\n", "1: “:” is missing at the end of this line."),
        (LanguageId.PYTHON, "ä = (1,\nb = 2\n", "1: “(” is never closed."),
        (LanguageId.C, "int main() {\n  return 0;\n}}\n", "3: “}” closes nothing that is open."),
        (LanguageId.JAVA, "class A {\n  int a = 1\n}\n", "2: “;” is missing here."),
        (
            LanguageId.CPP,
            "int f() {\n  if (x) {\n    y();\n  return 0;\n}\nint main() {\n}\n",
            "2: “{” is never closed.",
        ),
        (LanguageId.PYTHON, "a = 'text\nb = 1\n", "1: This text is never closed."),
    ],
)
def test_words_say_what_a_person_would_look_for(language: LanguageId, text: str, words: str) -> None:
    assert said(language, text) == [words]


def test_columns_count_characters() -> None:
    (one,) = Text(LanguageId.PYTHON, "é = '😀' + (1\n").mistakes()
    assert (one.column, one.start, one.end) == (11, 14, 15)


@pytest.mark.parametrize(
    "text",
    ["#define UNTIL(x) while (!(x)) {\nint main() { UNTIL(1) } }\n", "void f() { BOOST_FOREACH(int x, a) g(x); }\n"],
)
def test_macros_are_not_blamed_on_the_person(text: str) -> None:
    assert said(LanguageId.CPP, text) == []


def test_slices_and_changes_lead_to_what_a_fresh_check_finds() -> None:
    text = Text(LanguageId.JAVASCRIPT, CORRECT[LanguageId.JAVASCRIPT])
    for at, removed, inserted in ((40, 3, b"(("), (0, 0, b"// n\n"), (200, 5, b"\n}\n"), (45, 2, b""), (100, 0, b"`")):
        text.check.advance(0.0)  # begun, and interrupted by the change
        text.change(at, removed, inserted)
        fresh = Text(LanguageId.JAVASCRIPT, text.data.decode()).mistakes()
        assert text.mistakes(budget_s=0.0) == fresh
        assert fresh


def test_a_slice_ends_soon_after_its_time() -> None:
    text = Text(LanguageId.PYTHON, "value = compute(value, [1, 2, 3])  # as people write\n" * 20_000)
    slices = 0
    while not text.check.advance(0.004):
        slices += 1
    assert slices > 10
    text.change(500_000, 0, b"x")
    began = time.process_time()
    text.mistakes()
    assert time.process_time() - began < 0.2, "a change must not parse everything again"


def test_the_editor_marks_after_a_pause_and_not_while_typing(recorded: Recorded, qtbot: QtBot) -> None:
    told: list[tuple[Mistake, ...]] = []
    recorded.editor.mistakes_changed.connect(told.append)
    for character in "print((1)":
        recorded.keys(character)
        qtbot.wait(20)
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=5 * QUIET_MS)
    assert [one.text for one in told[-1]] == ["“(” is never closed."]
    view = recorded.editor._view
    assert view.send("SCI_INDICATORVALUEAT", 10, 5) == 1
    assert view.send("SCI_INDICATORVALUEAT", 10, 3) == 0
    recorded.keys(")")
    qtbot.waitUntil(lambda: told[-1] == (), timeout=5 * QUIET_MS)
    assert view.send("SCI_INDICATORVALUEAT", 10, 5) == 0


def test_another_appearance_does_not_scroll(recorded: Recorded) -> None:
    recorded.begin("x\n" * 30)
    recorded.editor.jump_to(30)
    view = recorded.editor._view
    before = view.send("SCI_GETFIRSTVISIBLELINE")
    recorded.editor.set_appearance(Appearance.DARK)
    assert view.send("SCI_GETFIRSTVISIBLELINE") == before > 0
