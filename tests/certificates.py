"""Certificates for servers of tests: one that nobody vouches for, and one of an authority made for the purpose."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Vouched:
    """Files of PEM: an authority's certificate, one for a server that it signed, and the key of that."""

    authority: Path
    certificate: Path
    key: Path


def self_signed_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost that nobody vouches for, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    file, secret = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(_pem(_begun("localhost", "localhost", key).add_extension(_LOCAL, critical=False).sign(key, _HASH)))
    secret.write_bytes(_key_pem(key))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, secret)
    return file, context


def vouched_certificate(folder: Path) -> Vouched:
    """A certificate for `localhost` and `broker.test`, and for no other name, by an authority of its own."""
    above, below = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    name = "Authority of tests"
    authority = _begun(name, name, above).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.DNSName("broker.test")])
    server = _begun("localhost", name, below).add_extension(names, critical=False)
    made = Vouched(folder / "authority.pem", folder / "server.pem", folder / "server.key")
    made.authority.write_bytes(_pem(authority.sign(above, _HASH)))
    made.certificate.write_bytes(_pem(server.sign(above, _HASH)))
    made.key.write_bytes(_key_pem(below))
    return made


_HASH = hashes.SHA256()
_LOCAL = x509.SubjectAlternativeName([x509.DNSName("localhost")])


def _begun(subject: str, issuer: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return x509.CertificateBuilder(
        issuer_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]),
        subject_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - dt.timedelta(days=1),
        not_valid_after=now + dt.timedelta(days=1),
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    none = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, none)
