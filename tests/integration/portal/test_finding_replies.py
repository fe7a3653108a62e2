"""A candidate's reply to a finding: beside it in the report, in links only where the words may be seen, in the PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
import requests
from playwright.sync_api import expect
from sqlalchemy import select

from backend.privacy.models import PrivacyRequest
from protocol.after import After
from protocol.wire import RequestCreate, RequestStatus
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.reviewing import report_of, sign_in, with_rubric
from tests.integration.portal.server import OFFICER, OWNER, REVIEWER, Running
from tests.integration.portal.test_papers import paper, text_of
from tests.integration.portal.test_sharing_links import make_link, opened
from tests.integration.portal.work import Worked, work

Visit = Callable[..., Visitor]
WORDS = "I am Ines; <b>my own</b> notes,\nfrom last year."


def asked(own: Worked, **request: str) -> requests.Response:
    """The app's call."""
    address = f"{own.device.base_url}/api/v1/attempts/{own.device.joined.attempt}/requests"
    headers = {"Authorization": f"Bearer {own.device.joined.token}"}
    return requests.post(address, json=request, headers=headers, timeout=30)


def marks(own: Worked) -> dict[str, str]:
    """The findings as the app gets them: words → mark."""
    address = f"{own.device.base_url}/api/v1/attempts/{own.device.joined.attempt}/after"
    answer = requests.get(address, headers={"Authorization": f"Bearer {own.device.joined.token}"}, timeout=30)
    return {each.words: each.mark for each in After.parse(answer.text).findings}


def card_with(page: str, words: str) -> str:
    """The evidence card that holds these words."""
    cards = re.findall(r'<li class="finding">.*?</li>', page, re.DOTALL)
    (found,) = [card for card in cards if words in unescape(card)]
    return unescape(found)


@pytest.mark.browser
def test_a_reply_stands_beside_its_finding_and_only_there(visit: Visit, backend: Running) -> None:
    own = work(backend, "Ines Ibarra", media=False)
    page = visit(viewport={"width": 390, "height": 844}).open(own.page_url)
    card = page.locator(".finding", has_text="was pasted that did not come from this app")
    card.get_by_text("Reply to this").click()
    card.get_by_label("Your reply").fill(WORDS)
    card.get_by_role("button", name="Send the reply").click()
    expect(card).to_contain_text("You replied on")
    attempt, owner = own.device.joined.attempt, sign_in(backend, OWNER)
    report = owner.get(f"/portal/attempts/{attempt}").text
    assert report.count("The candidate replied on") == 1
    assert WORDS in card_with(report, "was pasted that did not come from this app")
    assert "<b>my own" not in report
    told = text_of(paper(owner, f"/portal/reports/{report_of(backend, attempt)}/report.pdf"))
    assert "The candidate replied on" in told
    assert " ".join(WORDS.split()) in told
    mara = visit()
    mara.sign_in()
    named, unnamed = make_link(mara, own), make_link(mara, own, name=False)
    assert "from last year" in opened(named).get(named, timeout=10).text
    hidden = opened(unnamed).get(unnamed, timeout=10).text
    assert "from last year" not in hidden
    assert "The words are not shown here" in card_with(hidden, "was pasted that did not come from this app")
    desk = sign_in(backend, OFFICER)
    with backend.services.reading() as tx:
        row = tx.session.scalars(select(PrivacyRequest).where(PrivacyRequest.attempt == attempt)).one()
    assert "stands beside it in the report" in desk.get(f"/portal/privacy/{row.id}").text


def test_each_reply_is_kept_and_one_that_is_sent_again_is_the_same(backend: Running) -> None:
    own = work(backend, "Rune Repeat", media=False)
    found = marks(own)
    pasted = next(mark for words, mark in found.items() if "pasted" in words)
    away = next(mark for words, mark in found.items() if "not in front" in words)
    assert len(set(found.values())) == len(found)
    first = asked(own, kind="rectification", words="My notes.", finding=pasted)
    again = asked(own, kind="rectification", words="My notes.", finding=pasted)
    assert RequestStatus.parse(first.text).request == RequestStatus.parse(again.text).request
    others = (("More.", pasted), ("The bell.", away), ("An earlier one.", "submission.late/12345678"))
    assert {asked(own, kind="rectification", words=words, finding=mark).status_code for words, mark in others} == {200}
    assert asked(own, kind="rectification", words="Wrong name.").status_code == 200
    report = sign_in(backend, OWNER).get(f"/portal/attempts/{own.device.joined.attempt}").text
    card = card_with(report, "pasted")
    assert card.index("My notes.") < card.index("More.")
    assert "The bell." in card_with(report, "not in front")
    assert "An earlier one." in report.partition('id="other-replies"')[2].partition("</section>")[0]
    assert "Wrong name." not in report, "a request that is no reply is for the data-protection officer"


@pytest.mark.parametrize(
    "more", [{"words": " "}, {"words": "x", "kind": "access"}, {"words": "x", "finding": "x" * 121}]
)
def test_a_reply_without_words_or_of_another_kind_is_refused_by_its_field(
    backend: Running, worked: Worked, more: dict[str, str]
) -> None:
    answer = asked(worked, **({"kind": "rectification", "finding": "paste.outside/1"} | more))
    assert answer.status_code == 422
    assert answer.json()["details"]["field"] == "finding"


def test_who_reviews_blind_reads_no_words(backend: Running) -> None:
    blind = with_rubric(backend, blind=True)
    own = work(blind, "Bo Blind", media=False)
    attempt, owner, reviewer = own.device.joined.attempt, sign_in(blind, OWNER), sign_in(blind, REVIEWER)
    owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=reviewer.member)
    mark = next(mark for words, mark in marks(own).items() if "pasted" in words)
    asked(own, kind="rectification", words="I am Bo.", finding=mark)
    page = reviewer.get(f"/portal/attempts/{attempt}").text
    assert "I am Bo." not in page
    assert "The candidate replied on" in page
    assert "I am Bo." not in text_of(paper(reviewer, f"/portal/reports/{report_of(blind, attempt)}/report.pdf"))
    assert "I am Bo." in owner.get(f"/portal/attempts/{attempt}").text


def test_a_request_says_what_it_replies_to() -> None:
    sent = RequestCreate(kind="rectification", words="x", finding="paste.outside/7")
    assert RequestCreate.parse(sent.model_dump_json()) == sent
