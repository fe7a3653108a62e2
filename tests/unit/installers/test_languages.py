"""The texts of the interface: found in the code, the files up to it, and translations that do not fit refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from installers.languages import files, texts
from installers.languages.texts import Text

CHECKOUT = Path(__file__).resolve().parents[3]


def module(folder: Path, code: str) -> Path:
    (folder / "ui").mkdir()
    (folder / "ui" / "lamp.py").write_text(f"from protocol.saying import say, say_count, to_say\n{code}\n")
    return folder


def test_texts_are_found_once_each_with_their_module(tmp_path: Path) -> None:
    code = (
        'A = to_say("On")\ndef f(n):\n    return say("On"), say("Of {x} " "kind", x=n), say_count("{n} a", "{n} b", n)'
    )
    assert texts.find(module(tmp_path, code)) == [
        Text("ui.lamp", "On"),
        Text("ui.lamp", "Of {x} kind"),
        Text("ui.lamp", "{n} b", "{n} a"),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "say(name)",
        'say(f"of {x}")',
        'say("a" + name)',
        'say("")',
        'say("{x} of {y}", x=1)',
        'say("nothing", x=1)',
        'say("{x", x=1)',
        'say_count("{n} file", "{n} files")',
        'say_count("{n} file", "{n} {x}", 3)',
    ],
)
def test_texts_that_cannot_be_read_are_refused_with_their_place(tmp_path: Path, code: str) -> None:
    with pytest.raises(texts.BadText, match=r"^ui\.lamp:2: "):
        texts.find(module(tmp_path, code))


def test_a_function_of_the_same_name_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "own.py").write_text("def say(x): ...\nsay(f(1))\n")
    assert texts.find(tmp_path) == []


@pytest.mark.parametrize("language", files.LANGUAGES)
def test_the_files_are_up_to_the_code_and_fit_it(language: str, tmp_path: Path) -> None:
    found = texts.find(CHECKOUT)
    file = files.ts_path(CHECKOUT, language)
    known = files.read(file)
    assert files.written(language, found, known) == file.read_text(encoding="utf-8"), (
        "run: python -m installers.languages"
    )
    assert list(files.complaints(language, found, known)) == []
    assert [key for key, translation in known.items() if not translation.finished] == []
    files.compile_file(file, tmp_path / "again.qm")
    assert (tmp_path / "again.qm").read_bytes() == file.with_suffix(".qm").read_bytes(), "the .qm is not of this .ts"


def test_a_translation_stays_until_its_english_changes(tmp_path: Path) -> None:
    before = [Text("ui.a", "On & <off>"), Text("ui.a", "{n} b", "{n} a"), Text("ui.a", "gone")]
    known: dict[files.Key, files.Translation] = {
        ("ui.a", "On & <off>", False): files.Translation(('An & <"aus">',), finished=True),
        ("ui.a", "{n} b", True): files.Translation(("{n} x", "{n} y"), finished=True),
        ("ui.a", "gone", False): files.Translation(("weg",), finished=True),
    }
    file = tmp_path / "recrutr_de.ts"
    file.write_text(files.written("de", before, known), encoding="utf-8")
    assert files.read(file) == known
    moved = [before[0], before[1], Text("ui.b", "gone")]
    file.write_text(files.written("de", moved, files.read(file)), encoding="utf-8")
    kept = files.read(file)
    assert kept["ui.a", "On & <off>", False].forms == ('An & <"aus">',)
    assert kept["ui.b", "gone", False] == files.Translation(("weg",), finished=False), "another place: to be looked at"
    assert ("ui.a", "gone", False) not in kept


@pytest.mark.parametrize(
    ("text", "forms", "said"),
    [
        (Text("m", "Of {x}"), ("Von {y}",), "the places are"),
        (Text("m", "Of {x}"), ("Von {x",), "the places are"),
        (Text("m", "&Open"), ("Öffnen",), "accelerator"),
        (Text("m", "A: "), ("B:",), "space at an end"),
        (Text("m", "A\nB"), ("A B",), "lines"),
        (Text("m", "{n} b", "{n} a"), ("{n} x",), "a form is missing"),
    ],
)
def test_what_does_not_fit_is_told(text: Text, forms: tuple[str, ...], said: str) -> None:
    known = {(text.context, text.source, bool(text.one)): files.Translation(forms, finished=True)}
    complaints = list(files.complaints("de", [text], known))
    assert len(complaints) == 1
    assert said in complaints[0]


def test_a_plural_need_not_name_its_number() -> None:
    text = Text("m", "{n} of {x}", "one of {x}")
    known = {("m", "{n} of {x}", True): files.Translation(("eins von {x}", "{n} von {x}"), finished=True)}
    assert list(files.complaints("de", [text], known)) == []
