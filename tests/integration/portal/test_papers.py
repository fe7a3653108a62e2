"""Signed PDF files: what they hold, what they do not, and that programs of others find the signature sound."""

from __future__ import annotations

import hashlib
import io
import subprocess
from pathlib import Path

import pytest
from asn1crypto import x509 as x509_asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from sqlalchemy import select

from backend.accounts.models import Role
from backend.audit.models import AuditEntry
from backend.paper.typesetting import edges, typeset
from backend.reports.models import Report
from tests.integration.portal.reviewing import Client, member, sign_in, with_rubric
from tests.integration.portal.server import OWNER, REVIEWER, Running
from tests.integration.portal.work import Worked, work

HOSTILE = '#read("/etc/passwd") *Ada* [x] $y$ \\ <b>&lt;'
FOREIGN = "Жук Łódź 王"


@pytest.fixture(scope="module")
def group(backend: Running) -> tuple[Running, list[Worked]]:
    rubric = with_rubric(backend)
    source = "# *not bold* #panic(1) `x` ```\nprint(1)\n"
    return rubric, [work(rubric, name, media=False, source=source) for name in (HOSTILE, FOREIGN)]


def report_of(backend: Running, worked: Worked) -> str:
    with backend.services.reading() as tx:
        mine = select(Report.id).where(Report.attempt == worked.device.joined.attempt).order_by(Report.version.desc())
        return tx.session.scalars(mine).first() or ""


def paper(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.content


def text_of(content: bytes) -> str:
    return " ".join(
        subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
        .stdout.decode()
        .split()
    )


def checked(content: bytes, certificate: bytes) -> PdfSignatureStatus:
    root = x509_asn1.Certificate.load(x509.load_pem_x509_certificate(certificate).public_bytes(Encoding.DER))
    (found,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return validate_pdf_signature(found, ValidationContext(trust_roots=[root]))


def test_others_find_the_signature_sound_and_see_each_change(
    group: tuple[Running, list[Worked]], backend: Running, tmp_path: Path
) -> None:
    owner = sign_in(backend, OWNER)
    certificate = owner.get("/portal/signing-certificate").content
    for path in (
        f"/portal/assessments/{group[0].assessment}/comparison.pdf",
        f"/portal/reports/{report_of(backend, group[1][0])}/report.pdf",
    ):
        content = paper(owner, path)
        status = checked(content, certificate)
        assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
        file = tmp_path / "paper.pdf"
        file.write_bytes(content)
        told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid." in told
        assert "ETSI.CAdES.detached" in told
        assert "Total document signed" in told
        der = x509.load_pem_x509_certificate(certificate).public_bytes(Encoding.DER)
        assert hashlib.sha256(der).hexdigest() in text_of(content).replace(" ", "")
        at = len(content) // 3
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        file.write_bytes(changed)
        told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid." not in told


def test_what_somebody_wrote_is_text_and_nothing_else(group: tuple[Running, list[Worked]], backend: Running) -> None:
    owner = sign_in(backend, OWNER)
    table = text_of(paper(owner, f"/portal/assessments/{group[0].assessment}/comparison.pdf"))
    assert '#read("/etc/passwd")' in table.replace(" /", "/").replace("( ", "(")
    assert "root:x:" not in table
    whole = text_of(paper(owner, f"/portal/reports/{report_of(backend, group[1][0])}/report.pdf"))
    assert HOSTILE in whole
    assert "# *not bold* #panic(1) `x` ```" in whole
    other = paper(owner, f"/portal/reports/{report_of(backend, group[1][1])}/report.pdf")
    assert "Жук Łódź" in text_of(other)


def test_a_paper_speaks_the_language_of_whoever_takes_it(group: tuple[Running, list[Worked]], backend: Running) -> None:
    path = f"/portal/reports/{report_of(backend, group[1][1])}/report.pdf"
    comparison = f"/portal/assessments/{group[0].assessment}/comparison.pdf"
    owner = sign_in(backend, OWNER)
    english, table = text_of(paper(owner, path)), text_of(paper(owner, comparison))
    for words in ("Seen directly", "What else could explain it: A system dialog", "page 1 of"):
        assert words in english
    assert "2 judged attempts" in table
    owner.session.headers["Accept-Language"] = "de"
    german, table = paper(owner, path), text_of(paper(owner, comparison))
    certificate = owner.get("/portal/signing-certificate").content
    assert checked(german, certificate).bottom_line
    assert b"/Lang (de" in german
    told = text_of(german)
    for words in (
        "Wie die Arbeit entstand",
        "Bearbeitungszeit",
        "Unmittelbar gesehen",
        "Ein Systemfenster",
        "Seite 1 von",
    ):
        assert words in told
    assert "Nicht entschieden." in told
    assert "# *not bold* #panic(1) `x` ```" in told, "what people wrote stays as it is"
    for words in ("Seen directly", "What else", "judged", "handed in", "page 1"):
        assert words not in told + table
    assert "Alle 2 zusammen" in table


def test_controls_and_directions_of_writing_are_left_out() -> None:
    words = "a\x00b\x1b\u202ec\u2066d"
    data = {**edges("x", "x", 0), "title": words, "about": "x", "words": "x"}
    content = typeset("comparison", data | {"head": ["Candidate"], "rows": [["x"]]})
    assert "abcd" in text_of(content)


def test_blind_reviewers_get_no_name_and_officers_nothing(backend: Running) -> None:
    blind = with_rubric(backend, blind=True)
    worked = work(blind, "Nora Nameless", media=False)
    attempt, path = worked.device.joined.attempt, f"/portal/reports/{report_of(backend, worked)}/report.pdf"
    owner, reviewer = sign_in(backend, OWNER), sign_in(backend, REVIEWER)
    assert owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=reviewer.member).status_code == 303
    hidden, shown = paper(reviewer, path), paper(owner, path)
    assert "Nora Nameless" in text_of(shown)
    assert "Nora" not in text_of(hidden)
    assert f"Candidate {attempt[-4:].upper()}" in text_of(hidden)
    assert b"Nora" not in hidden, "nor in what tells about the file"
    member(backend, "Olga Officer", Role.PROTECTION_OFFICER)
    assert sign_in(backend, "olga.officer@example.org").get(path).status_code == 404
    assert reviewer.get(f"/portal/assessments/{blind.assessment}/comparison.pdf").status_code == 403


def test_that_a_paper_was_taken_is_told(group: tuple[Running, list[Worked]], backend: Running) -> None:
    owner, worked = sign_in(backend, OWNER), group[1][1]
    with backend.services.reading() as tx:
        mine = select(AuditEntry.action).where(AuditEntry.subject == worked.device.joined.attempt)
        before = list(tx.session.scalars(mine.order_by(AuditEntry.number)))
    paper(owner, f"/portal/reports/{report_of(backend, worked)}/report.pdf")
    paper(owner, f"/portal/assessments/{group[0].assessment}/comparison.pdf")
    with backend.services.reading() as tx:
        after = list(tx.session.scalars(mine.order_by(AuditEntry.number)))
    assert after[len(before) :] == ["report.viewed", "report.exported", "attempt.exported"]
