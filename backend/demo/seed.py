"""Seeds a demo: an organisation, its people, one assessment, one invitation. Idempotent, without any HTTP.

Guarantees: run twice it finds what it made; passwords and code are derived from this installation's secret, so that
they can be printed again; a used invitation is followed by a fresh one. Never run on an installation with real people.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select

from backend.accounts.models import Member, Organisation, Role
from backend.accounts.passwords import MIN_PASSWORD
from backend.accounts.service import NewMember, create_member, create_organisation
from backend.assessments import service as assessments
from backend.assessments.models import Assessment, Invitation
from backend.assessments.problems import import_problem
from backend.assessments.service import AssessmentTerms, Invite, Invited
from backend.attempts.models import Attempt
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from protocol.attempts import EvidenceLevel
from protocol.errors import InvalidInput
from protocol.policy import Detector, EvidencePolicy
from protocol.verdicts import LanguageId
from runner.packages import files_of_folder, zip_of_files

ORGANISATION = "Northwind Robotics"
CONTACT = "privacy@northwind-robotics.example"
TITLE = "Backend engineer, first round"
LEVEL_REASON = (
    "This round replaces an interview on site. The recording lets a second reviewer follow your reasoning, "
    "and protects your work from being mistaken for somebody else's."
)
PROBLEMS_FOLDER = Path(__file__).parent / "problems"
MINUTE_US = 60 * 1_000_000
_PEOPLE = (
    ("Olivia Owner", "owner@northwind-robotics.example", (Role.OWNER, Role.RECRUITER)),
    ("Ravi Reviewer", "reviewer@northwind-robotics.example", (Role.REVIEWER,)),
    ("Dana Protect", "dpo@northwind-robotics.example", (Role.PROTECTION_OFFICER,)),
)
_WATCHED = (Detector.CAMERA_VIEW, Detector.PERSONS, Detector.SPEECH, Detector.DISPLAYS)
_CANDIDATE = ("Robin Demo", "robin.demo@candidate.example")
_RUBRIC = (
    {"criterion": "Correctness", "words": "Handles the ordinary and the odd cases", "max_score": 4},
    {"criterion": "Clarity", "words": "Names, structure, comments where they help", "max_score": 4},
    {"criterion": "Approach", "words": "Tests ideas, reads errors, changes course when needed", "max_score": 4},
)


@dataclass(frozen=True, slots=True)
class Package:
    """A problem package to import: its name for messages, and the zip."""

    name: str
    zip: bytes


@dataclass(frozen=True, slots=True)
class SeedPlan:
    """What may differ between the demo and a test; `packages` None takes those beside this module.

    `policy` None takes the usual one of the level, at level 3 and 4 with detectors.
    """

    packages: Sequence[Package] | None = None
    evidence_level: EvidenceLevel = EvidenceLevel.RECORDING
    policy: EvidencePolicy | None = None
    duration_us: int = 60 * MINUTE_US
    credit_limit_us: int = 15 * MINUTE_US
    organisation: str = ORGANISATION
    domain: str = "northwind-robotics.example"


@dataclass(frozen=True, slots=True)
class Login:
    """One member's way in."""

    name: str
    email: str
    password: str
    roles: list[str]


@dataclass(frozen=True, slots=True)
class SeedResult:
    """All that a person or a test needs to begin."""

    organisation: str
    assessment: str
    problems: list[str]
    invitation: str
    candidate: str
    candidate_name: str
    candidate_email: str
    code: str
    link: str
    portal: str
    logins: list[Login]

    def as_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))

    def as_text(self) -> str:
        """Lines for people."""
        logins = "\n".join(
            f"  {', '.join(login.roles):<28} {login.email:<40} {login.password}" for login in self.logins
        )
        return f"Portal      {self.portal}\nInvitation  {self.code}\nLink        {self.link}\nLogins\n{logins}\n"


def seed(services: Services, plan: SeedPlan | None = None) -> SeedResult:
    """Make or find the demo. Raises InvalidInput when a package cannot be read or there is none."""
    plan = plan or SeedPlan()
    packages = demo_packages() if plan.packages is None else plan.packages
    if not packages:
        raise InvalidInput("packages", "at least one problem package", "There is no problem package to seed.")
    with services.transaction() as tx:
        organisation = _organisation(tx, plan)
        logins = [_member(tx, organisation, plan, person) for person in _PEOPLE]
        assessment = _assessment(tx, organisation, plan, packages)
        invited = _invitation(tx, assessment)
        return SeedResult(
            organisation=organisation.id,
            assessment=assessment.id,
            problems=assessments.problems_of(tx, assessment.id),
            invitation=invited.invitation.id,
            candidate=invited.candidate.id,
            candidate_name=invited.candidate.name,
            candidate_email=invited.candidate.email,
            code=invited.code,
            link=invited.link(services.settings.base_url),
            portal=f"{services.settings.base_url}/portal/sign-in",
            logins=logins,
        )


def demo_packages() -> list[Package]:
    """The packages beside this module, in order of their names."""
    if not PROBLEMS_FOLDER.is_dir():
        return []
    folders = sorted(path.parent for path in PROBLEMS_FOLDER.glob("*/problem.yaml"))
    return [Package(folder.name, zip_of_files(files_of_folder(folder), folder.name)) for folder in folders]


def _organisation(tx: Transaction, plan: SeedPlan) -> Organisation:
    found = tx.session.scalar(select(Organisation).where(Organisation.name == plan.organisation))
    return found or create_organisation(tx, plan.organisation, CONTACT)


def _member(
    tx: Transaction, organisation: Organisation, plan: SeedPlan, person: tuple[str, str, tuple[Role, ...]]
) -> Login:
    name, email, roles = person
    email = f"{email.partition('@')[0]}@{plan.domain}"
    # The organisation's id is part of it: seeding again after a fresh start of the data folder gives new passwords.
    password = _derived(tx, f"password/{organisation.id}/{email}")[: MIN_PASSWORD + 4]
    if tx.session.scalar(select(Member.id).where(Member.email == email)) is None:
        create_member(tx, organisation.id, NewMember(name, email, password, roles))
    return Login(name, email, password, [role.value for role in roles])


def _assessment(tx: Transaction, organisation: Organisation, plan: SeedPlan, packages: Sequence[Package]) -> Assessment:
    problems = tuple(import_problem(tx, organisation.id, package.zip, package.name).id for package in packages)
    latest = (
        select(Assessment)
        .where(Assessment.organisation == organisation.id, Assessment.title == TITLE)
        .order_by(Assessment.version.desc())
        .limit(1)
    )
    found = tx.session.scalar(latest)
    if found is not None and tuple(assessments.problems_of(tx, found.id)) == problems:
        return found
    terms = AssessmentTerms(
        title=TITLE,
        problems=problems,
        duration_us=plan.duration_us,
        credit_limit_us=plan.credit_limit_us,
        languages=(LanguageId.PYTHON, LanguageId.CPP, LanguageId.JAVASCRIPT),
        policy=_policy(plan),
        rubric=_RUBRIC,
        family=found.family if found else None,
    )
    return assessments.create_assessment(tx, organisation.id, terms, None)


def _policy(plan: SeedPlan) -> EvidencePolicy:
    if plan.policy is not None:
        return plan.policy
    recording = plan.evidence_level >= EvidenceLevel.RECORDING
    usual = EvidencePolicy.at(plan.evidence_level, LEVEL_REASON if recording else None)
    return usual.model_copy(update={"detectors": [*usual.detectors, *_WATCHED]}) if recording else usual


def _invitation(tx: Transaction, assessment: Assessment) -> Invited:
    """The first derived invitation that nobody has used yet."""
    for number in range(10_000):
        code = _code(tx, f"code/{assessment.id}/{number}")
        code_hash = assessments.hash_code(tx, code)
        known = tx.session.scalar(select(Invitation).where(Invitation.code_hash == code_hash))
        name, email = _CANDIDATE
        local, _, domain = email.partition("@")
        whom = Invite(name, f"{local}{number or ''}@{domain}", tx.now_us - MINUTE_US, tx.now_us + 30 * DAY_US)
        if known is None:
            return assessments.invite(tx, assessment, whom, None, code)
        used = tx.session.scalar(select(Attempt.id).where(Attempt.invitation == known.id))
        if used is None and known.closes_at_us > tx.now_us:
            return assessments.invited(tx, known, code)
    raise InvalidInput("invitation", "10000 demo invitations", "This demo has run too often; use a new data folder.")


def _derived(tx: Transaction, words: str) -> str:
    secret = hmac.new(tx.services.secrets.hash_key, b"demo/" + words.encode(), hashlib.sha256).digest()
    return base64.b32encode(secret).decode().lower()


def _code(tx: Transaction, words: str) -> str:
    secret = hmac.new(tx.services.secrets.hash_key, b"demo/" + words.encode(), hashlib.sha256).digest()
    return assessments.code_of(secret[:10])
