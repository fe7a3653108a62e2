"""Words in the reader's language: chosen, said, counted, dated, and found again where English was stored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import Environment
from markupsafe import Markup

from backend import figures, saying
from backend.accounts.models import Role
from backend.library.models import Difficulty
from backend.mail import letters
from backend.mail.letters import Letter
from backend.mail.models import MailKind
from backend.pipeline.service import Do
from backend.portal import integration_pages, words
from backend.reports.document import Strength
from backend.retelling import retold
from backend.saying import said, say, say_count, speaking
from backend.settings import Settings
from backend.templating import translating
from backend.webhooks.models import DeliveryState
from protocol.attempts import TrackKind
from protocol.receipts import Timeliness
from protocol.saying import to_say, together

DAY_US = 24 * 3600 * 1_000_000


def test_outside_of_an_answer_everything_is_english() -> None:
    saying.choose("de")
    assert saying.language() == "en"
    assert say("Sign in") == "Sign in"
    assert said(to_say("Working")) == "Working"


def test_words_are_in_the_language_that_is_spoken() -> None:
    with speaking("de"):
        assert say_count("{n} day", "{n} days", 1) == "1 Tag"
        assert say_count("{n} day", "{n} days", 2) == "2 Tage"
        assert said(to_say("Working")) == "In Arbeit"
        assert said(together(to_say("Working"), "x")) == "In Arbeit x"
        assert said("Working") == "Working", "a person's own words are never translated"
        assert say("no such text {x}", x=to_say("Working")) == "no such text In Arbeit"
    assert said(to_say("Working")) == "Working"


def test_what_a_dependency_finds_out_in_another_thread_counts_for_the_answer() -> None:
    with speaking("en"), ThreadPoolExecutor(1) as pool:
        pool.submit(copy_context().run, saying.choose, "de").result()
        assert saying.language() == "de"
        saying.choose("tlh")
        saying.choose(None)
        assert saying.language() == "de"
    with speaking("tlh"):
        assert saying.language() == "en"


def test_figures_follow_the_language() -> None:
    at_us = 1_795_820_400_000_000
    assert figures.moment_words(at_us) == "27 Nov 2026, 23:00 UTC"
    assert figures.decimal(1.5, 1) == "1.5"
    with speaking("de"):
        assert figures.moment_words(at_us) == "27. Nov. 2026, 23:00 UTC"
        assert figures.moment_words(at_us, long=True) == "27. November 2026, 23:00 UTC"
        assert figures.ago(0, 2 * DAY_US) == "vor 2 Tagen"
        assert figures.span(DAY_US + 3_600_000_000) == "1 Tag 1 Std."
        assert figures.size(1_500) == "1,5 kB"
        assert figures.decimal(1.5, 2) == "1,50"
        assert figures.either([443, 8443]) == "443 oder 8443"


def test_values_are_escaped_in_templates_and_translations_are_not() -> None:
    page = translating(Environment(autoescape=True))
    with speaking("de"):
        shown = page.from_string("{% trans name=x %}Remove {{ name }}{% endtrans %} {{ y }}").render(
            x="<b>", y=to_say("Working")
        )
        assert shown == "&lt;b&gt; entfernen In Arbeit"
        assert page.from_string("{{ _('Remove %(name)s', name=x) }}").render(x=Markup("<i>")) == "<i> entfernen"
    letter = translating(Environment(autoescape=False))  # noqa: S701 - a plain text
    assert letter.from_string("{% trans name=x %}Hello {{ name }},{% endtrans %}").render(x="<b>") == "Hello <b>,"


def test_a_letter_is_in_the_language_of_whoever_gets_it(tmp_path: Path) -> None:
    settings = replace(Settings(data=tmp_path), mail_from="jobs@example.org")
    filled = {"name": "Zo\u00eb <Z>", "title": "T", "closes": "x", "zone": "Europe/Berlin", "contact": "y"}
    filled |= {"other_zone": "Asia/Kolkata", "other_closes": "z"}
    letter = Letter("1", MailKind.REMINDER, "zoe@example.org", "Ihre Einladung", "Works", filled, "de")
    message = letters.compose(settings, letter, 0)
    plain, html = (part.get_content() for part in message.iter_parts())
    assert plain.startswith("Guten Tag Zo\u00eb <Z>,\n\n")
    assert "bis x (Zeitzone Europe/Berlin)" in plain
    assert "Auf den Uhren von Works (Zeitzone Asia/Kolkata) ist das z." in plain
    assert '<html lang="de">' in html
    assert "<p>Guten Tag Zo\u00eb &lt;Z&gt;,</p>" in html
    english = letters.compose(settings, replace(letter, language="en"), 0)
    assert next(iter(english.iter_parts())).get_content().startswith("Hello Zo\u00eb <Z>,\n\n")


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (
            "Somebody spoke 3 times, 40 seconds in all. What was said and by whom is not looked at.",
            "Jemand sprach 3-mal",
        ),
        ("Nobody was in view once, 40 seconds in all.", "Niemand war einmal im Bild, insgesamt 40 Sekunden."),
        ("Camera: recording began", "Kamera: "),
        ("Camera recording has a gap (unplugged)", "Kamera "),
        ("Submitted A Sum of Two in Python 3", "A Sum of Two"),
        (
            "A batch of entries arrived in which some are missing or repeated. "  # noqa: ISC004 - one text
            "The batch was kept aside and is not part of this report.",
            "Der Stapel wurde beiseitegelegt",
        ),
    ],
)
def test_stored_english_is_told_in_the_readers_language(stored: str, told: str) -> None:
    assert retold(stored) == stored
    with speaking("de"):
        assert told in retold(stored)
        assert "seconds" not in retold(stored)


@pytest.mark.parametrize("words", ["Words of a person: and more", "main.c:3:4: error: expected ';'", "x" * 5000, ""])
def test_what_is_not_ours_stays_as_it_is(words: str) -> None:
    with speaking("de"):
        assert retold(words) == words


def test_tables_of_words_know_every_value() -> None:
    assert set(integration_pages.STATE_WORDS) == set(DeliveryState)
    assert set(words.ROLE_TITLES) == set(words.ROLE_WORDS) == {role.value for role in Role}
    assert set(words.STRENGTH_WORDS) == {each.value for each in Strength}
    assert set(words.DIFFICULTY_WORDS) == {each.value for each in Difficulty}
    assert {each.value for each in TrackKind} <= set(words.STREAM_WORDS)
    assert set(words._DONE_SENTENCES) == {each.value for each in Do}
    assert set(words.TIMELINESS_WORDS) == set(get_args(Timeliness))
