"""The key pair with which an organisation's papers are signed, and the certificate that goes into each of them.

Guarantees: pure; ECDSA on P-256, which PDF readers verify. The certificate is signed by its own key: it says the same
key signed, and whose it is said to be only to whoever got its fingerprint from the portal.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

VALID_DAYS = 20 * 365
_LONGEST_NAME = 64
"""Of a common name, by RFC 5280."""


def new_pair(organisation: str, now_us: int) -> bytes:
    """A new key and its certificate, as PEM behind each other. `organisation` is the name that readers show."""
    key = ec.generate_private_key(ec.SECP256R1())
    words = " ".join(each for each in "".join(sign if sign.isprintable() else " " for sign in organisation).split())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words[:_LONGEST_NAME].strip() or "Recrutr")])
    begins = datetime.fromtimestamp(now_us // 1_000_000, UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - timedelta(days=1))
        .not_valid_after(begins + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


def certificate_of(pair: bytes) -> bytes:
    """The certificate of a pair, in DER."""
    return x509.load_pem_x509_certificate(pair).public_bytes(serialization.Encoding.DER)


def sign_with(pair: bytes, message: bytes) -> bytes:
    """ECDSA with SHA-256, in DER."""
    key = serialization.load_pem_private_key(pair, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("a paper's key lies on a curve")
    return key.sign(message, ec.ECDSA(hashes.SHA256()))


def _for_signing() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
