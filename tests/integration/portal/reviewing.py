"""Members as plain HTTP clients, and an assessment with a rubric, for the tests of reviews and decisions."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

import requests
from sqlalchemy import select

from backend.accounts.models import Member, Role
from backend.accounts.service import NewMember, create_member
from backend.assessments.models import AssessmentProblem
from backend.assessments.service import AssessmentTerms, create_assessment
from backend.reports.models import Report
from protocol.attempts import EvidenceLevel
from protocol.policy import EvidencePolicy
from protocol.verdicts import LanguageId
from tests.integration.portal.server import MINUTE_US, PASSWORD, Running

RUBRIC = (
    {"criterion": "Correctness", "words": "Handles the ordinary and the odd cases", "max_score": 4},
    {"criterion": "Clarity", "words": "Names, structure, comments where they help", "max_score": 4},
)


@dataclass
class Client:
    """A signed-in member without a browser."""

    url: str
    session: requests.Session
    csrf: str
    member: str

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.url + path, timeout=30, allow_redirects=False)

    def post(self, path: str, **fields: object) -> requests.Response:
        data = {"csrf": self.csrf} | fields
        headers = {"X-CSRF-Token": self.csrf}
        return self.session.post(self.url + path, data=data, headers=headers, timeout=30, allow_redirects=False)

    def save(self, attempt: str, scores: list[str], *, notes: str = "", do: str = "hand_in") -> requests.Response:
        path = f"/portal/attempts/{attempt}/review"
        return self.post(path, scores=scores, notes=[notes or "Seen in the code"] * len(scores), do=do)


def member(backend: Running, name: str, *roles: Role) -> str:
    """Make a member; their id."""
    email = name.lower().replace(" ", ".") + "@example.org"
    with backend.services.transaction() as tx:
        return create_member(tx, backend.organisation, NewMember(name, email, PASSWORD, roles)).id


def sign_in(backend: Running, email: str) -> Client:
    session = requests.Session()
    address = backend.url + "/portal/sign-in"
    form = _token(session.get(address, timeout=30).text)
    session.post(address, data={"email": email, "password": PASSWORD, "csrf": form}, timeout=30)
    token = _token(session.get(backend.url + "/portal/account", timeout=30).text)
    with backend.services.reading() as tx:
        who = tx.session.scalars(select(Member.id).where(Member.email == email)).one()
    return Client(backend.url, session, token, who)


def with_rubric(backend: Running, *, blind: bool = False, level: EvidenceLevel = EvidenceLevel.RECORDING) -> Running:
    """The same backend with an assessment that has a rubric."""
    with backend.services.transaction() as tx:
        places = select(AssessmentProblem.problem).where(AssessmentProblem.assessment == backend.assessment)
        terms = AssessmentTerms(
            title="Reviewed blind" if blind else "Reviewed by two",
            problems=tuple(tx.session.scalars(places.order_by(AssessmentProblem.position))),
            duration_us=60 * MINUTE_US,
            languages=(LanguageId.PYTHON,),
            policy=EvidencePolicy.at(level, "This round replaces an interview on site."),
            rubric=RUBRIC,
            blind=blind,
        )
        return dataclasses.replace(backend, assessment=create_assessment(tx, backend.organisation, terms, None).id)


def report_of(backend: Running, attempt: str) -> str:
    with backend.services.reading() as tx:
        return tx.session.scalars(select(Report.id).where(Report.attempt == attempt)).all()[-1]


def _token(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page
    return found[1]
