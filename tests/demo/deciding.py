"""The demo's review and decision: a reviewer scores beside the report, the recruiter decides, the candidate is told."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.demo.employer import Employer

REASON = "Right on the first problem, and the second shows how they look for an error. We want to talk to them."
WAIVER = "The candidate told us on the phone that they have nothing to add."
STRENGTHS = "You tested your idea before you handed it in, and your names say what things are."
NOTE = "Seen in the replay: tries the samples, reads the error, changes one thing."


def name_reviewer(employer: Employer) -> None:
    """On the open report: name the first member who can be named."""
    page = employer.page
    page.locator("#name-reviewer").select_option(label="Ravi Reviewer")
    page.get_by_role("button", name="Name as reviewer").click()
    expect(page.locator("#reviews").get_by_text("Not in yet")).to_be_visible()


def review(chromium: Browser, employer: Employer, login: tuple[str, str]) -> None:
    """As the reviewer: score every criterion with a note, and hand in."""
    reviewer = employer.beside(chromium)
    reviewer.sign_in(*login, picture=False)
    page = reviewer.page
    page.goto(employer.page.url.partition("#")[0])
    scores = page.locator("#review select")
    expect(scores.first).to_be_visible()
    for place in range(scores.count()):
        scores.nth(place).select_option(str(3 - place % 2))
        page.locator("#review textarea[name=notes]").nth(place).fill(NOTE)
    page.locator("#replay").evaluate("each => each.scrollIntoView({block: 'start'})")
    reviewer.picture("portal-review")
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("#reviews").get_by_text("Handed in", exact=True)).to_be_visible()
    employer.complaints += reviewer.complaints
    reviewer.close()


def decide(employer: Employer) -> str:
    """As the recruiter, who has played the replay: read the review, decide, release; the page's words after it."""
    page = employer.page
    page.goto(page.url.partition("#")[0])
    expect(page.locator("#reviews table")).to_be_visible()
    page.locator("#reviews").evaluate("each => each.scrollIntoView({block: 'start'})")
    employer.picture("portal-reviews")
    page.get_by_label("Goes on").check()
    page.locator("#decision-reason").fill(REASON)
    waiver = page.locator("#waiver")
    if waiver.count():
        waiver.fill(WAIVER)
    page.locator("#decision").evaluate("each => each.scrollIntoView({block: 'start'})")
    employer.picture("portal-decision")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_text("Write and release feedback").click()
    page.locator("#strengths").fill(STRENGTHS)
    page.get_by_label("Tell the outcome too").check()
    page.get_by_role("button", name="Release to the candidate").click()
    expect(page.get_by_text("Released: it stands on the candidate's page.")).to_be_visible()
    return page.locator("main").inner_text()
