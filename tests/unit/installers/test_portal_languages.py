"""The portal's texts: found in code, templates and islands, all translated, the files up to the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from installers.languages import portal, texts, unmarked
from installers.languages.portal import Text

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def found() -> list[Text]:
    return portal.find(CHECKOUT)


@pytest.mark.parametrize("language", [*portal.LANGUAGES, *portal.NOTICE_LANGUAGES])
def test_every_text_is_translated_and_the_files_are_up_to_the_code(language: str, found: list[Text]) -> None:
    found = dict(portal.parts(found))[language]
    file = portal.po_path(CHECKOUT, language)
    made = portal.catalogue(CHECKOUT, language, found, portal.read(file, language))
    assert [text.one for text in portal.untranslated(found, made)] == []
    assert list(portal.complaints(language, found, made)) == []
    # A text that the code no longer says is not written, so that the file would differ.
    assert portal.as_po(made) == file.read_bytes(), "run: python -m installers.languages"
    assert portal.as_mo(made) == file.with_suffix(".mo").read_bytes(), "the .mo is not of this .po"
    if language not in portal.LANGUAGES:
        return
    island = portal.island_path(CHECKOUT, language).read_bytes()
    assert portal.as_island(found, made) == island
    assert len(island) < 16_000


def test_no_words_of_a_template_are_left_unmarked() -> None:
    assert unmarked.find(CHECKOUT) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Read this</p>", "Read this"),
        ("<p>{% if x %}Read{% endif %}</p>", "Read"),
        ('<input placeholder="Your name">', "placeholder=Your name"),
        ('<a title="{% if x %}Open it{% endif %}">{{ x }}</a>', "title={% if x %}Open it{% endif %}"),
        ('<p>{{ "Yes, all" if x else y }}</p>', "Yes, all"),
        ('{{ empty("eye", "Nothing here", _("Words")) }}', "Nothing here"),
        ('{{ count or "none" }}', "none"),
        ('{% trans who=names.get(x, "A stranger") %}By {{ who }}{% endtrans %}', "A stranger"),
    ],
)
def test_words_that_are_not_marked_are_found(template: str, words: str) -> None:
    assert list(unmarked.in_text(template)) == [words]


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% trans %}Read this{% endtrans %}</p>",
        '<a class="button wide" href="/portal/x">{{ _("Go") }}</a>',
        '<input title="{% trans %}Read{% endtrans %}" placeholder="name,email">',
        '<code>recrutr verify FILE</code>{# a note to us #}{% extends "base.html" %}',
        '{% if kind == "on time" %}{{ icon("good") }}{% endif %} · {{ a }}',
    ],
)
def test_what_is_marked_or_no_words_is_not(template: str) -> None:
    assert list(unmarked.in_text(template)) == []


def checkout(folder: Path, code: str = "", template: str = "", script: str = "") -> Path:
    for place in (*portal.TEMPLATES, portal.ISLANDS, "protocol"):
        (folder / place).mkdir(parents=True)
    (folder / "backend" / "lamp.py").write_text(f"from backend.saying import say, say_count\n{code}\n")
    (folder / portal.TEMPLATES[0] / "lamp.html").write_text(template)
    (folder / portal.ISLANDS / "lamp.js").write_text(f'import {{ say, sayCount }} from "./saying.js";\n{script}\n')
    return folder


def test_texts_of_code_templates_and_islands_are_one_list(tmp_path: Path) -> None:
    folder = checkout(
        tmp_path,
        'A = say("Off {x}", x=1)\n',
        '{% trans n=x %}{{ n }} lamp{% pluralize %}{{ n }} lamps{% endtrans %}{{ _("Off") }}',
        'const a = `${say("On {n}", { n: f(1) })} ${sayCount("{n} lamp", "{n} lamps", 3)}`;',
    )
    assert [(text.one, text.many) for text in portal.find(folder)] == [
        ("%(n)s lamp", "%(n)s lamps"),
        ("Off", ""),
        ("Off {x}", ""),
        ("On {n}", ""),
        ("{n} lamp", "{n} lamps"),
    ]


@pytest.mark.parametrize("script", ["say(name)", "say(`of ${x}`)", 'say("a", { b: say("c") })', 'sayCount("{n} a", n)'])
def test_texts_of_islands_that_cannot_be_read_are_refused(tmp_path: Path, script: str) -> None:
    with pytest.raises(texts.BadText, match=r"^lamp\.js: "):
        portal.find(checkout(tmp_path, script=script))


@pytest.mark.parametrize(
    ("text", "forms", "said"),
    [
        (Text("Of {x}"), ("Von {y}",), "the places are"),
        (Text("Of %(x)s"), ("Von",), "the places are"),
        (Text("{n} of {x}", "{n} of {x}"), ("eins von {x}", "{n} von"), "the places are"),
        (Text("<b>On</b>", markup=True), ("<i>An</i>",), "the tags differ"),
        (Text("On", markup=True), ('An "heute"',), "a sign of markup"),
        (Text("On", markup=True), ("100 % an",), "a lone %"),
        (Text("On "), ("An",), "space at an end"),
    ],
)
def test_what_does_not_fit_is_told(text: Text, forms: tuple[str, ...], said: str) -> None:
    made = Catalog(locale="de")
    made.add((text.one, text.many) if text.many else text.one, forms if text.many else forms[0])
    (complaint,) = portal.complaints("de", [text], made)
    assert said in complaint


def test_a_translation_stays_until_its_english_changes() -> None:
    known = Catalog(locale="de")
    known.add("On", "An")
    known.add("gone", "weg")
    known.add(("{n} a", "{n} b"), ("{n} x", "{n} y"))
    made = portal.catalogue(CHECKOUT, "de", [Text("On"), Text("{n} a", "{n} b"), Text("new")], known)
    assert [(each.id, each.string) for each in made if each.id] == [
        ("On", "An"),
        (("{n} a", "{n} b"), ("{n} x", "{n} y")),
        ("new", ""),
    ]
    assert [text.one for text in portal.untranslated([Text("On"), Text("new")], made)] == ["new"]
