"""Annotations: written beside the replay, sealed like scores, answered, taken back, handed over, erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from backend.access import CandidateSubject, visible
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.privacy.jobs import personal_tables
from backend.reviews.models import Annotation
from protocol.identifiers import new_identifier
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.reviewing import Client, member, report_of, sign_in, with_rubric
from tests.integration.portal.server import OFFICER, OWNER, REVIEWER, Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.test_review_pages import seen
from tests.integration.portal.work import Worked, work

Visit = Callable[..., Visitor]
SECRET = "an unmistakable opinion on recursion"  # noqa: S105 - words of a reviewer


@pytest.fixture(scope="module")
def people(backend: Running) -> dict[str, Client]:
    member(backend, "Sam Second", Role.REVIEWER)
    return {
        "owner": sign_in(backend, OWNER),
        "officer": sign_in(backend, OFFICER),
        "first": sign_in(backend, REVIEWER),
        "second": sign_in(backend, "sam.second@example.org"),
    }


@pytest.fixture(scope="module")
def rubric(backend: Running) -> Running:
    return with_rubric(backend)


def attempted(rubric: Running, name: str = "Zoë Ågren") -> tuple[str, str, Worked]:
    worked = work(rubric, name, media=False)
    attempt = worked.device.joined.attempt
    return attempt, f"/portal/reports/{report_of(rubric, attempt)}/annotations", worked


def place(**other: object) -> dict[str, object]:
    return {"document": new_identifier(), "t_us": 5, "first": 2, "last": 3, "quote": "one\ntwo"} | other


def read(who: Client, path: str) -> list[dict[str, object]]:
    answer = who.get(path + ".json")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["annotations"]
    return found


def test_annotations_are_sealed_until_the_last_review_is_in(rubric: Running, people: dict[str, Client]) -> None:
    attempt, path, worked = attempted(rubric)
    for who in ("first", "second"):
        people["owner"].post(f"/portal/attempts/{attempt}/reviewers", reviewer=people[who].member)
    assert people["first"].post(path, text=SECRET, **place()).status_code == 204
    mine = read(people["first"], path)
    assert [each["text"] for each in mine] == [SECRET]
    assert mine[0]["place"] == {**place(), "document": mine[0]["place"]["document"]}  # type: ignore[index] # JSON
    root = mine[0]["id"]
    for who in ("owner", "second"):
        assert read(people[who], path) == [], who
        assert people[who].post(path, text="Do you think so?", thread=root).status_code == 404, who
    assert people["officer"].get(path + ".json").status_code == 404
    people["first"].save(attempt, ["3", "3"])
    assert read(people["second"], path) == [], "the last one is not in"
    people["second"].save(attempt, ["1", "1"])
    assert people["second"].post(path, text="Do you think so?", thread=root).status_code == 204
    told = read(people["owner"], path)
    assert [(each["by"], each["text"], each["thread"]) for each in told] == [
        ("Rolf Reviewer", SECRET, None),
        ("Sam Second", "Do you think so?", root),
    ]
    with rubric.services.reading() as tx:
        row = tx.session.get_one(Attempt, attempt)
        candidate = CandidateSubject(row.organisation, attempt, row.candidate)
        assert tx.session.scalars(visible(candidate, Annotation)).all() == []
        kept = tx.session.scalars(select(Annotation).where(Annotation.attempt == attempt)).all()
        assert all(SECRET.encode() not in each.sealed_words for each in kept)
        for entry in tx.session.scalars(select(AuditEntry).where(AuditEntry.subject == attempt)):
            assert "recursion" not in str(entry.details)
    page = people["owner"].session.get(worked.page_url, timeout=30).text
    assert SECRET not in page
    assert "wrote about the code" in page, "the candidate sees that somebody did"


def test_to_whom_it_is_blind_nobody_elses_words_are_shown(backend: Running, people: dict[str, Client]) -> None:
    blind = with_rubric(backend, blind=True)
    _, path, _ = attempted(blind, "Zephyrine Unmistakable")
    assert people["owner"].post(path, text="Zephyrine did this well", **place()).status_code == 204
    assert len(read(people["owner"], path)) == 1
    assert read(people["first"], path) == [], "not even where nobody was named"
    people["first"].post(path, text="Mine", **place())
    assert [each["text"] for each in read(people["first"], path)] == ["Mine"]


def test_one_takes_back_ones_own_until_it_is_answered(rubric: Running, people: dict[str, Client]) -> None:
    _, path, _ = attempted(rubric)
    first, owner = people["first"], people["owner"]
    for words in ("Stays", "Goes"):
        first.post(path, text=words, **place())
    stays, goes = (str(each["id"]) for each in read(first, path))
    assert owner.post(f"/portal/annotations/{goes}/remove").status_code == 404, "not the owner's"
    assert owner.post(path, text="I see", thread=stays).status_code == 204
    assert [each["removable"] for each in read(first, path)] == [False, True, False]
    assert first.post(f"/portal/annotations/{stays}/remove").status_code == 409
    assert first.post(f"/portal/annotations/{goes}/remove").status_code == 204
    assert [each["text"] for each in read(owner, path)] == ["Stays", "I see"]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"text": " ", **place()}, (422, "Write 1 to 2000 characters")),
        ({"text": "x" * 2001, **place()}, (422, "Write 1 to 2000 characters")),
        ({"text": "x"}, (422, "Choose the lines")),
        ({"text": "x", **place(first=3, last=2)}, (422, "Choose 1 to 100 lines")),
        ({"text": "x", **place(last=200)}, (422, "Choose 1 to 100 lines")),
        ({"text": "x", **place(quote="one")}, (422, "quoted lines")),
        ({"text": "x", **place(document="elsewhere")}, (422, "document")),
        ({"text": "x", **place(t_us=-1)}, (422, "t_us")),
        ({"text": "x", **place(first=0)}, (422, "first")),
        ({"text": "x", "thread": new_identifier()}, (404, "does not exist")),
    ],
)
def test_bad_input_names_what_is_wrong_and_keeps_nothing(
    worked: Worked, backend: Running, people: dict[str, Client], fields: dict[str, object], refused: tuple[int, str]
) -> None:
    path = f"/portal/reports/{report_of(backend, worked.device.joined.attempt)}/annotations"
    answer = people["owner"].post(path, **fields)
    assert (answer.status_code, refused[1] in answer.text) == (refused[0], True), answer.text
    assert read(people["owner"], path) == []


def test_an_erasure_reaches_them() -> None:
    assert ("annotation", "attempt") in [(table.name, column) for table, column in personal_tables()]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scheme", "size"),
    [
        ("light", (1366, 768)),
        ("dark", (390, 844)),
        pytest.param("light", (2560, 1440), marks=pytest.mark.long),
    ],
)
def test_written_marked_answered_and_found_again(
    visit: Visit, rubric: Running, scheme: str, size: tuple[int, int]
) -> None:
    attempt, _, _ = attempted(rubric, f"Zoë {scheme} {size[0]}")
    looks = {"color_scheme": scheme, "viewport": {"width": size[0], "height": size[1]}}
    page = _write(visit(**looks), attempt)
    item = page.locator(".annotation")
    expect(item).to_contain_text("Reads both numbers at once <b>not bold</b>")
    expect(item.locator(".annotation-quote")).to_have_text("first, second = map(int, input().split())")
    expect(page.locator("#replay .has-annotation")).to_have_count(1)
    page.evaluate("document.querySelector('[data-island=replay]').island.seek(0)")
    expect(page.locator("#replay .has-annotation")).to_have_count(0)
    item.get_by_role("button", name="A · Python 3").click()
    expect(page.locator("#replay .has-annotation")).to_have_text("first, second = map(int, input().split())")
    expect(item.get_by_text("read differently")).to_be_hidden()
    other = visit(**looks)
    other.sign_in(REVIEWER)
    answered = other.open_replay(f"/portal/attempts/{attempt}#annotations")
    answered.get_by_text("Answer", exact=True).first.click()
    answered.get_by_label("Answer to Mara Lindqvist").fill("And fails on an empty line.")
    answered.get_by_role("button", name="Answer").click()
    expect(answered.locator(".annotation-reply")).to_contain_text("And fails on an empty line.")
    seen(answered, "annotations", "#annotations")


def _write(owner: Visitor, attempt: str) -> Page:
    owner.sign_in()
    page = owner.open_replay(f"/portal/attempts/{attempt}")
    page.wait_for_selector("[data-island=annotations][data-ready]")
    page.evaluate("document.querySelector('[data-island=replay]').island.seek(20)")
    page.get_by_text("Write about lines").click()
    page.evaluate(
        """() => { const row = [...document.querySelectorAll('#replay .code-line')]
          .find(each => each.textContent.startsWith('first, second'));
          const range = document.createRange(); range.selectNodeContents(row);
          const chosen = document.getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }"""
    )
    page.get_by_role("button", name="Take the lines marked in the code").click()
    expect(page.locator("[data-part=quote]")).to_have_text("first, second = map(int, input().split())")
    page.locator("#annotation-text").fill("Reads both numbers at once <b>not bold</b>")
    check(page)
    page.get_by_role("button", name="Keep it").click()
    return page
