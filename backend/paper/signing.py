"""The door to pyHanko: a PAdES signature (B-B) over a whole PDF, by the organisation's key, which stays in its service.

Guarantees: a change of a single byte afterwards is seen by whoever verifies. The time in it is this server's own word;
no time-stamping service is asked, because nothing of a paper, not even its digest, leaves this server for it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from backend.keys.service import KeyService
from backend.saying import say
from protocol.canonical import digest_hex

FIELD = "Recrutr"
_LONGEST_SIGNATURE = 72
"""Bytes of an ECDSA signature on P-256 in DER, at most."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """Signs papers of one organisation. `certificate` in DER."""

    keys: KeyService
    organisation: str
    name: str
    certificate: bytes

    @classmethod
    def of(cls, keys: KeyService, organisation: tuple[str, str], now_us: int) -> Sealer:
        """`organisation`: its id and its name."""
        owner, name = organisation
        return cls(keys, owner, name, keys.paper_certificate(owner, name, now_us))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in hex: what a reader of the paper compares."""
        return digest_hex(self.certificate)

    def sign(self, paper: bytes) -> bytes:
        """The same pages with the signature appended; no later change is allowed by it."""
        about = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=self.name,
            reason=say("As it stood in the portal of Recrutr"),
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        made = io.BytesIO()
        signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(paper)), about, _Signer(self), output=made)
        return made.getvalue()


class _Signer(signers.Signer):
    """What pyHanko asks for a signature."""

    def __init__(self, sealer: Sealer) -> None:
        certificate = x509.Certificate.load(sealer.certificate)
        super().__init__(signing_cert=certificate, cert_registry=SimpleCertificateStore())  # type: ignore[no-untyped-call] # its own
        self._sealer = sealer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError(f"papers are signed with SHA-256, not {digest_algorithm}")
        return bytes(_LONGEST_SIGNATURE) if dry_run else self._sealer.keys.sign_paper(self._sealer.organisation, data)
