"""The replay: text at random moments equals protocol.edits, recordings play in step, gaps are told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from backend.reports.timeline import Clock
from protocol.edits import Document
from protocol.facts import DocumentFact, EditFact, parse_fact
from protocol.journal import Entry
from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.media_maker import READ_MARK
from tests.integration.portal.server import Running
from tests.integration.portal.work import Worked, work

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
ISLAND = "document.querySelector('[data-island=replay]').island"


@pytest.fixture
def report(visit: Visit, worked: Worked) -> Page:
    visitor = visit(viewport={"width": 1366, "height": 768})
    visitor.sign_in()
    return visitor.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")


def texts_at(worked: Worked, t_us: int) -> list[str]:
    """The python replay: text of every document at a moment of the timeline, in the order they appeared."""
    return next(journal_texts(worked.device.entries, [t_us]))[1]


def journal_texts(entries: Sequence[Entry], moments: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
    """Each moment, in rising order, with the text of every document then, from the journal alone."""
    clock, documents, left = Clock(), {}, iter(entries)
    following = next(left, None)
    at_us = clock.place(following.header) if following else 0
    for t_us in sorted(moments):
        while following is not None and at_us <= t_us:
            fact = parse_fact(following.body)
            if isinstance(fact, DocumentFact):
                documents[fact.document] = Document(fact.text)
            elif isinstance(fact, EditFact):
                documents[fact.document].apply(fact.edit)
            following = next(left, None)
            at_us = clock.place(following.header) if following else 0
        yield t_us, [document.text for document in documents.values()]


def shown_texts(report: Page, moments: list[int]) -> list[list[str]]:
    """What the browser's replay has at each moment, asked in this order, so that it goes back and forth."""
    found: list[list[str]] = report.evaluate(
        f"""moments => moments.map(t => {ISLAND}.replay.tracks.flatMap(
          (each, index) => each.info.t_us <= t ? [{ISLAND}.replay.at(index, t).text] : []))""",
        moments,
    )
    return found


def test_verdicts_per_problem_and_group(report: Page) -> None:
    words = report.locator("#results").inner_text()
    for expected in ("Sum of Two", "Paths in a Grid", "Correct", "Time limit exceeded", "40 / 40", "0 / 60"):
        assert expected in words
    assert "41 of 101" in words


def test_text_at_1000_random_moments_equals_the_journal(report: Page, worked: Worked) -> None:
    duration = int(report.evaluate(f"{ISLAND}.timeline.duration_us"))
    chosen = random.Random(5)  # noqa: S311 - picks moments, hides nothing
    edits = report.evaluate(f"[...{ISLAND}.replay.times]")
    # Half of them anywhere, half where the work is: on an edit or a moment before.
    near = [max(0, at - chosen.randint(0, 1)) for at in chosen.choices(edits, k=500)]
    moments = [0, duration, *(chosen.randint(0, duration) for _ in range(498)), *near]
    chosen.shuffle(moments)
    assert len(moments) == 1000
    shown = dict(zip(moments, shown_texts(report, moments), strict=True))
    for t_us, expected in journal_texts(worked.device.entries, moments):
        assert shown[t_us] == expected, t_us


def test_the_page_shows_that_text(report: Page, worked: Worked) -> None:
    report.evaluate(f"{ISLAND}.seek(12.5)")
    shown = report.evaluate("[...document.querySelectorAll('#replay .code-line')].map(e => e.textContent).join('\\n')")
    assert shown == texts_at(worked, 12_500_000)[0]
    assert "🙂" in shown


def test_camera_plays_in_step_and_follows_seek_and_speed(report: Page) -> None:
    report.get_by_role("button", name="Play").click()
    video = "document.querySelector('[data-part=stream-camera] video')"
    until(report, f"{video}.currentTime > 2 && {video}.videoWidth > 0")
    drifts = [_drift(report) for _ in range(10)]
    assert max(abs(drift) for drift in sorted(drifts, key=abs)[:8]) < 0.08, drifts
    report.evaluate(f"{ISLAND}.seek(13)")
    until(report, f"{video}.currentTime > 13.5")
    report.get_by_role("button", name="Pause").click()
    until(report, f"{video}.paused")
    assert abs(report.evaluate(f"{video}.currentTime - {ISLAND}.clock.time")) < 0.08
    report.evaluate(f"{ISLAND}.seek(3)")
    until(report, f"Math.abs({video}.currentTime - 3) < 0.03 && !{video}.seeking")
    mark = report.locator("[data-part=stream-camera] video").evaluate(READ_MARK)
    assert abs(mark - (3 + 5)) < 0.08  # the attempt began 5 s after the app's clock
    report.select_option("[data-part=speed]", "4")
    report.get_by_role("button", name="Play").click()
    until(report, f"{video}.currentTime > 9")
    assert report.evaluate(f"{video}.playbackRate") == pytest.approx(4, rel=0.3)


def _drift(report: Page) -> float:
    report.wait_for_timeout(100)
    return float(
        report.evaluate(f"document.querySelector('[data-part=stream-camera] video').currentTime - {ISLAND}.clock.time")
    )


def test_sound_plays_too(report: Page) -> None:
    report.get_by_role("button", name="Play").click()
    audio = "document.querySelector('[data-part=stream-microphone] audio')"
    until(report, f"{audio}.currentTime > 1.5 && !{audio}.paused")


def test_a_missing_piece_and_no_recording_are_told(report: Page) -> None:
    words = report.locator("[data-part=words-screen]")
    report.evaluate(f"{ISLAND}.seek(8)")  # the second segment of the screen was never uploaded
    until(report, "document.querySelector('[data-part=words-screen]').textContent.includes('not reached')")
    report.evaluate(f"{ISLAND}.seek(60)")
    until(report, "document.querySelector('[data-part=words-screen]').textContent.includes('Nothing was')")
    assert words.is_visible()
    report.evaluate(f"{ISLAND}.seek(3)")
    until(report, "document.querySelector('[data-part=words-screen]').textContent === ''")


def test_a_changed_segment_is_a_gap_with_words(visit: Visit, worked: Worked) -> None:
    visitor = visit()
    visitor.sign_in()

    def change(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined] # playwright's Route
        body = bytearray(answer.body())
        body[-40] ^= 1
        route.fulfill(response=answer, body=bytes(body))  # type: ignore[attr-defined] # playwright's Route

    visitor.page.route("**/segments/2", change)
    page = visitor.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    page.evaluate(f"{ISLAND}.seek(12)")
    until(
        page,
        "document.querySelector('[data-part=words-camera]').textContent.includes('not the one that the candidate')",
    )
    page.evaluate(f"{ISLAND}.seek(8)")
    until(page, "document.querySelector('[data-part=words-camera]').textContent === ''")


def test_a_recording_that_began_a_moment_before_the_time_plays_from_its_first_picture(
    visit: Visit, worked: Worked
) -> None:
    visitor, shifts = visit(), {}
    visitor.sign_in()

    def earlier(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined] # playwright's Route
        timeline = answer.json()
        for track in timeline["tracks"]:
            shifts[track["stream"]] = track["segments"][0]["t_us"] + 30_000
            for segment in track["segments"]:
                segment["t_us"] -= shifts[track["stream"]]
        route.fulfill(response=answer, json=timeline)  # type: ignore[attr-defined] # playwright's Route

    visitor.page.route("**/timeline", earlier)
    page = visitor.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    page.evaluate(f"{ISLAND}.seek(0.1)")
    until(page, "document.querySelector('[data-part=stream-camera]').dataset.state === 'playing'")
    mark = page.locator("[data-part=stream-camera] video").evaluate(READ_MARK)
    # The pictures carry the app's clock, which ran 5 s before the time did.
    assert abs(mark - (5 + 0.1 + shifts["camera"] / 1e6)) < 0.08


def test_keys_are_asked_for_only_when_somebody_plays(visit: Visit, worked: Worked) -> None:
    visitor, asked = visit(), []
    visitor.sign_in()
    visitor.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/key") else None)
    page = visitor.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    page.wait_for_timeout(400)
    assert asked == []
    page.get_by_role("button", name="Play").click()
    until(page, "document.querySelector('[data-part=stream-camera] video').videoWidth > 0")
    assert len(asked) == len(set(asked)) == 3
    page = visitor.open(worked.page_url)
    assert "Mara Lindqvist opened the camera recording" in " ".join(page.locator("#looked").inner_text().split())


def test_keyboard_alone(report: Page) -> None:
    report.locator("[data-part=play]").focus()
    time = f"{ISLAND}.clock.time"
    report.keyboard.press("Home")
    report.keyboard.press("ArrowRight")
    assert report.evaluate(time) == pytest.approx(5)
    report.keyboard.press("Shift+ArrowLeft")
    assert report.evaluate(time) == pytest.approx(4)
    report.keyboard.press("End")
    assert report.evaluate(time) == pytest.approx(report.evaluate(f"{ISLAND}.clock.duration"))
    report.keyboard.press("Home")
    report.keyboard.press(".")
    first_edit = report.evaluate(f"{ISLAND}.replay.times[0] / 1e6")
    assert report.evaluate(time) == pytest.approx(first_edit)
    report.keyboard.press(">")
    assert report.input_value("[data-part=speed]") == "2"
    report.keyboard.press("Space")
    until(report, f"{ISLAND}.clock.playing")
    report.keyboard.press("Space")
    until(report, f"!{ISLAND}.clock.playing")
    slider = report.locator("[data-part=slider]")
    slider.focus()
    report.keyboard.press("Home")
    report.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "5 seconds of 2 minutes 30 seconds"


def test_skip_pauses_jumps_over_the_look_away(report: Page) -> None:
    report.evaluate(f"{ISLAND}.seek(25)")
    report.get_by_role("button", name="Play").click()
    until(report, f"{ISLAND}.clock.time > 80")


def test_evidence_leads_to_its_moment(report: Page) -> None:
    report.locator("#findings .jump").nth(1).click()
    t_us = int(report.locator("#findings .jump").nth(1).get_attribute("data-seek-us") or 0)
    assert report.evaluate(f"{ISLAND}.clock.time") == pytest.approx(t_us / 1e6)


def test_of_two_displays_the_reviewer_sees_the_one_they_choose(visit: Visit, backend: Running) -> None:
    worked = work(backend, "Two Displays", displays=2)
    visitor = visit(viewport={"width": 1366, "height": 768})
    visitor.sign_in()
    report = visitor.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    asked: list[str] = []
    report.on("request", lambda request: asked.append(request.url) if "/segments/" in request.url else None)
    choice = report.get_by_label("Display")
    assert choice.locator("option").all_inner_texts() == ["Screen 1 (1920 x 1080)", "Screen 2 (1280 x 720)"]
    second = worked.tracks["screen 2"].track
    report.evaluate(f"{ISLAND}.seek(4)")
    until(report, "document.querySelector('[data-part=words-screen]').textContent === ''")
    assert not [url for url in asked if second in url], "what is not shown is not loaded"
    choice.select_option("Screen 2 (1280 x 720)")
    shown = "[...document.querySelectorAll('[data-part=stream-screen] video')].find(each => !each.hidden)"
    until(report, f"{shown}.videoWidth > 0 && {shown}.buffered.length > 0")
    assert [url for url in asked if second in url]
    report.evaluate(f"{ISLAND}.seek(6)")
    until(report, f"!{shown}.seeking && {shown}.readyState > 1")
    mark = report.locator("[data-part=stream-screen] video").nth(1).evaluate(READ_MARK)
    assert abs(mark - (6 + 5)) < 0.08
    report.evaluate(f"{ISLAND}.seek(1)")
    until(report, "document.querySelector('[data-part=words-screen]').textContent.includes('Nothing was')")


def test_screens_at_different_times_are_one_display(report: Page) -> None:
    found = report.evaluate(
        """async () => {
          const island = document.querySelector("script[src*=replay]").src;
          const { displaysOf } = await import(new URL("displays.js", island));
          const track = (device, begin, end) =>
            ({ track: device, device, segments: [{ t_us: begin, duration_us: end - begin }] });
          return displaysOf([track("Screen 1 (B)", 30, 40), track("Screen 1 (A)", 0, 10), track("Screen 2", 5, 12),
            track("Screen 2", 31, 39), { track: "none", segments: [] }])
            .map((display) => [display.name, display.tracks.map((each) => each.segments[0].t_us)]);
        }"""
    )
    assert found == [["Screen 1 (A)", [0, 30]], ["Screen 2", [5, 31]]]


def test_search_finds_what_came_and_went_again(report: Page) -> None:
    report.get_by_text("Search in the history of the code").click()
    field, found = report.locator("[data-part=history-search]"), report.locator("[data-part=history-list] button")
    told = report.locator("[data-part=history-count]")
    field.fill("FRIST")
    field.press("Enter")
    expect(told).to_have_text("2 moments.")
    assert "came · A · Python 3 · print(frist" in found.nth(0).inner_text()
    assert "went · A · Python 3 · print(first + second)" in found.nth(1).inner_text()
    found.nth(0).click()
    assert report.evaluate(f"{ISLAND}.text").endswith("print(frist")
    field.fill("“right” 🙂")
    field.press("Enter")
    expect(told).to_have_text("1 moment.")
    field.fill("def paths")
    field.press("Enter")
    expect(told).to_have_text("1 moment.")
    found.nth(0).click()
    assert "def paths(rows" in report.evaluate(f"{ISLAND}.text"), "it came with a paste"
    field.fill("never written")
    field.press("Enter")
    expect(told).to_have_text("It never stood in the code.")
    assert found.count() == 0
