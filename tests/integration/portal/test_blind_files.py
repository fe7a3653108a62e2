"""Reviewed blind: names of files tell nobody, and nobody changes scores once they know whose work it is."""

from __future__ import annotations

import pytest
import requests

from backend.access import MemberSubject
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.portal.attempt_pages import NEW_SHARE_COOKIE
from backend.reports.filenames import renamed_document, renamed_timeline, stand_ins
from backend.reports.service import newest_report, open_document
from backend.reports.timeline import Timeline, TimelineMarker
from backend.reviews.models import Reviewer
from protocol.attempts import TrackKind
from protocol.edits import Document
from protocol.facts import DocumentFact, FileEvent, FileFact
from protocol.identifiers import new_identifier
from protocol.projects import pack
from protocol.sealing import new_data_key, wrap_for_organisation
from protocol.verdicts import LanguageId
from tests.integration.portal.device import Device
from tests.integration.portal.media_maker import MadeTrack
from tests.integration.portal.reviewing import Client, member, report_of, sign_in, with_rubric
from tests.integration.portal.server import OWNER, REVIEWER, Running
from tests.integration.portal.test_papers import text_of

CHOSEN = "zephyrine/unmistakable.py"
RENAMED = "zephyrines_last.py"
DEVICE = "Zephyrine on her tablet"


def project(backend: Running) -> str:
    """An attempt of two files, one with the candidate's name in it, which was renamed, and two such devices; its id."""
    device = Device(backend.url)
    device.begin(backend.invite("Zephyrine Unmistakable", f"{new_identifier()}@example.org"))
    problem = device.problems[0].problem
    first = device.open_document(problem, LanguageId.PYTHON, "# right\n")
    second = new_identifier()
    device.submit_facts(
        DocumentFact(document=second, problem=problem, language=LanguageId.PYTHON, text="", path=CHOSEN)
    )
    device.documents[second] = Document("")
    device.type(second, "value = 1\n")
    device.submit_facts(FileFact(document=second, event=FileEvent.RENAMED, path=RENAMED))
    device.documents[first] = Document(pack({"solution.py": "# right\n", RENAMED: "value = 1\n"}, "solution.py"))
    device.hand_in(first, problem, LanguageId.PYTHON)
    key = wrap_for_organisation(new_data_key(), device.organisation_public_key)
    for stream in (TrackKind.SCREEN, TrackKind.CAMERA):
        device.upload(MadeTrack(new_identifier(), stream, "video/mp4", key, [], [], DEVICE))
    device.finish()
    backend.wait_for_work()
    return device.joined.attempt


@pytest.fixture(scope="module")
def blind(backend: Running) -> Running:
    return with_rubric(backend, blind=True)


@pytest.fixture(scope="module")
def people(backend: Running) -> dict[str, Client]:
    member(backend, "Sam Second", Role.REVIEWER)
    return {
        "owner": sign_in(backend, OWNER),
        "first": sign_in(backend, REVIEWER),
        "second": sign_in(backend, "sam.second@example.org"),
    }


def shown(who: Client, backend: Running, attempt: str) -> str:
    report = report_of(backend, attempt)
    return (
        who.get(f"/portal/attempts/{attempt}").text
        + who.get(f"/portal/reports/{report}/timeline").text
        + who.get(f"/portal/reports/{report}/media").text
        + text_of(who.get(f"/portal/reports/{report}/report.pdf").content)
    )


def test_names_of_files_are_hidden_until_all_are_in_and_scores_then_stay(
    blind: Running, people: dict[str, Client]
) -> None:
    attempt, owner, first, second = project(blind), people["owner"], people["first"], people["second"]
    for each in (first, second):
        owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=each.member)
    assert RENAMED in shown(owner, blind, attempt)
    assert CHOSEN in shown(owner, blind, attempt)
    hidden = shown(first, blind, attempt)
    assert "zephyrine" not in hidden.lower()
    assert "solution.py" in hidden, "a language's own name stays"
    assert hidden.count("file-") >= 5, "in the tabs, in the events, at the final code and on paper"
    again = f"/portal/attempts/{attempt}/review/reopen"
    assert first.save(attempt, ["2", "2"]).status_code == 303
    assert "zephyrine" not in shown(first, blind, attempt).lower(), "the other is not in yet"
    assert first.post(again, reason="I had overlooked the last test").status_code == 303
    assert ">Reopened<" in "".join(owner.get(f"/portal/attempts/{attempt}").text.split())
    assert first.save(attempt, ["3", "3"]).status_code == 303
    assert second.save(attempt, ["1", "1"]).status_code == 303
    assert RENAMED in shown(first, blind, attempt)
    for who, whose in ((first, first), (owner, first), (second, second)):
        answer = who.post(again, reviewer=whose.member, reason="Now that I know")
        assert answer.status_code == 409, who
    assert "your scores stay as you handed them in" in first.get(f"/portal/attempts/{attempt}").text
    with blind.services.reading() as tx:
        row = tx.session.get_one(Reviewer, (attempt, first.member))
        assert row.handed_in_at_us is not None
        assert row.seeing_at_us == row.opened_at_us


def test_a_link_without_the_name_tells_no_file_and_no_device_either(
    backend: Running, people: dict[str, Client]
) -> None:
    attempt, owner = project(backend), people["owner"]
    for named in (True, False):
        boxes = {"with_recordings": "true", **({"with_name": "true"} if named else {})}
        made = owner.post(f"/portal/attempts/{attempt}/shares", recipient="Jonas", days=3, **boxes)
        guest, link = requests.Session(), f"{backend.url}/share/{made.cookies[NEW_SHARE_COOKIE]}"
        page, timeline, media = (guest.get(link + part, timeout=30).text for part in ("", "/timeline", "/media"))
        assert "solution.py" in page
        assert [name in page for name in (RENAMED, "file-")] == [named, not named]
        assert [name in timeline for name in (CHOSEN, RENAMED)] == [named, named]
        assert [DEVICE in media, '"device":"Display 1"' in media] == [named, not named]
        assert named or "zephyrine" not in (page + timeline + media).lower()


def test_without_blind_a_review_is_reopened_as_before(backend: Running, people: dict[str, Client]) -> None:
    attempt = project(with_rubric(backend))
    people["owner"].post(f"/portal/attempts/{attempt}/reviewers", reviewer=people["first"].member)
    assert RENAMED in shown(people["first"], backend, attempt)
    people["first"].save(attempt, ["2", "2"])
    again = f"/portal/attempts/{attempt}/review/reopen"
    assert people["first"].post(again, reason="I had overlooked the last test").status_code == 303


def test_stand_ins_are_steady_and_tell_nothing() -> None:
    one = stand_ins(b"a" * 32, "attempt", {"lib/given.py"})
    assert one("lib/given.py") == "lib/given.py"
    assert one("solution.py") == "solution.py"
    assert one("") == ""
    assert one(CHOSEN) == one(CHOSEN) != one(RENAMED)
    assert one(CHOSEN).endswith(".py")
    assert one("mine.zephyrine") == one("mine.zephyrine").partition(".")[0], "an ending may be a name too"
    assert one(CHOSEN) != stand_ins(b"b" * 32, "attempt", ())(CHOSEN)
    assert one(CHOSEN) != stand_ins(b"a" * 32, "another", ())(CHOSEN)


def test_what_is_said_of_a_file_and_what_a_compiler_says() -> None:
    called = stand_ins(b"a" * 32, "attempt", ())
    marker = TimelineMarker(t_us=1, seq=1, kind="file", words=f"Renamed {CHOSEN} to {RENAMED}")
    run = TimelineMarker(t_us=1, seq=1, kind="run", words="Ran A: correct")
    facts = [{"t_us": 0, "seq": 1, "document": 0, "event": "renamed", "path": path} for path in (CHOSEN, RENAMED)]
    timeline = Timeline.model_validate(
        {"zero_wall_us": 0, "duration_us": 1, "entries": 1, "documents": [], "edits": [], "files": facts,
         "markers": [marker, run], "gaps": [], "tracks": []}
    )  # fmt: skip
    words = [each.words for each in renamed_timeline(timeline, called).markers]
    assert words == [f"Renamed {called(CHOSEN)} to {called(RENAMED)}", "Ran A: correct"]


def test_a_report_of_files_is_renamed_whole(blind: Running, people: dict[str, Client]) -> None:
    attempt, owner = project(blind), people["owner"]
    with blind.services.reading() as tx:
        row = tx.session.get_one(Attempt, attempt)
        subject = MemberSubject(owner.member, blind.organisation, frozenset({Role.OWNER}))
        report = newest_report(tx, subject, row)
        assert report is not None
        document = open_document(tx, row, report)
    told = f"File /work/{RENAMED}:3: error in {RENAMED}."
    problem = document.problems[0].model_copy(update={"message": told})
    document = document.model_copy(update={"problems": [problem, *document.problems[1:]]})
    called = stand_ins(b"a" * 32, attempt, ())
    changed = renamed_document(document, called).problems[0]
    assert changed.message == f"File /work/{called(RENAMED)}:3: error in {called(RENAMED)}."
    assert RENAMED not in (changed.source or "")
