"""Words for times and sizes, ways back, code as HTML, and assets."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from backend.audit.models import AuditEntry
from backend.figures import ago, clock, size, span
from backend.portal.assets import asset
from backend.portal.code import HIDDEN, code_lines, lexer_of
from backend.portal.pages import FOLDER, moment
from backend.portal.routing import own_path
from backend.portal.words import action_words
from protocol.verdicts import LanguageId

SECOND_US = 1_000_000


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3725, "1 h 2 min"), (86400, "1 day"), (7 * 86400 + 3600, "7 days 1 h")],
)
def test_span(seconds: int, words: str) -> None:
    assert span(seconds * SECOND_US) == words


def test_a_request_is_named_as_people_call_it() -> None:
    asked = AuditEntry(action="request.created", details={"kind": "erasure"})
    assert action_words(asked) == "asked for: deletion"
    assert action_words(AuditEntry(action="report.viewed", details={})) == "looked at the report"


def test_other_words() -> None:
    assert span(None) == "unknown"
    assert ago(None, 0) == "never"
    assert ago(0, 30 * SECOND_US) == "just now"
    assert ago(0, 7_260 * SECOND_US) == "2 h ago"
    assert clock(3_725 * SECOND_US) == "1:02:05"
    assert [size(value) for value in (0, 999, 1500, 250_000, 3_000_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "250 kB",
        "3.0 GB",
    ]
    assert moment(0) == '<time datetime="1970-01-01T00:00:00+00:00">1 Jan 1970, 00:00 UTC</time>'


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "//evil",
        "https://evil/portal/",
        "/portal//evil",
        "/portal/\\evil",
        "/portal/sign-in",
        "/other",
        "/portal/\n",
    ],
)
def test_ways_out_lead_to_the_list(wanted: str) -> None:
    assert own_path(wanted) == "/portal/attempts"


def test_a_way_inside_is_kept() -> None:
    assert own_path("/portal/audit") == "/portal/audit"


@pytest.mark.parametrize("language", [None, *LanguageId])
def test_code_is_escaped_line_by_line_and_hidden_characters_are_named(language: LanguageId | None) -> None:
    source = "a = '<script>x</script>' # \u202e&amp;\n\tb = \"\u200b\"\n'''unfinished\n</pre>"
    lines = code_lines(source, language)
    assert len(lines) == 4
    html = "".join(lines)
    assert "<script" not in html
    assert "</pre" not in html
    assert 'data-code="U+202E"' in html
    assert 'data-code="U+200B"' in html
    text = re.sub(r"<[^>]+>", "", html)
    assert "&amp;amp;" in text


def test_hidden_characters_are_the_same_set_in_the_browser() -> None:
    script = (FOLDER / "static" / "highlight.js").read_text()
    browser = re.search(r"const HIDDEN = /(.*)/;", script)
    assert browser is not None
    assert re.compile(browser[1]).pattern.replace("\\u00", "\\x") == HIDDEN.pattern.replace("\\u00", "\\x")


def test_assets_are_named_by_digest_and_unknown_ones_fail() -> None:
    assert re.fullmatch(r"/static/portal/[0-9a-f]{12}/portal\.css", asset("portal.css"))
    with pytest.raises(KeyError):
        asset("../pages.py")


@pytest.mark.parametrize("template", sorted((FOLDER / "templates").glob("*.html")), ids=lambda path: path.name)
def test_templates_hold_nothing_inline(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe", text)


def test_style_sheet_repeats_no_colour_of_the_brand() -> None:
    sheet = (FOLDER / "static" / "portal.css").read_text()
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet)) <= {"#000", "#fff"}  # around the video only


@pytest.mark.parametrize("language", LanguageId)
def test_every_language_is_highlighted_and_loses_no_character(language: LanguageId) -> None:
    source = "\n x = 'a & <b>' 1 \n\n  end "
    assert (lexer_of(language).name == "Text only") == (language is LanguageId.ALGOL_68)
    shown = [html.unescape(re.sub(r"<[^>]*>", "", line)) for line in code_lines(source, language)]
    assert "\n".join(shown) == source
