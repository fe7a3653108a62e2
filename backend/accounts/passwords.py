"""Passwords: how they are kept, which are refused, and the port behind which a list of breached ones stands.

Guarantees: a password is kept as argon2id hash only; there are no rules of composition (NIST SP 800-63B, 5.1.1.2): it
must be long enough, not be the person's own address, and not stand in the operator's list of breached passwords.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from protocol.errors import InvalidInput
from protocol.saying import to_say

MIN_PASSWORD = 12
MAX_PASSWORD = 200
"""NIST SP 800-63B asks for at least 8 and for at least 64 to be allowed; argon2 needs some bound."""
PREFIX_SIGNS = 5
_HASHER = PasswordHasher()
NOBODY_HASH = (  # of "a password that nobody has"
    "$argon2id$v=19$m=65536,t=3,p=4$qhURNCLdntMOsysx/I10BA$bXwecSkB183W9nKnlptJUArYhutp6Tj3Z1HZRabiOF4"
)
"""What the password of an unknown account is held against, so that it takes as long. It opens nothing.

Written down, because to make it at each start would take every process a fifth of a second; a test sees that it costs
what `hashed` costs.
"""


class BreachList(Protocol):
    """Knows passwords that have become public."""

    def holds(self, password: str) -> bool:
        """Whether this one has."""
        ...


class NoBreachList:
    """The operator has given none."""

    def holds(self, password: str) -> bool:  # noqa: ARG002 - the port's
        """Nothing is known."""
        return False


class FolderBreachList:
    """A folder of range files as "Pwned Passwords" gives them out: `<first 5 hex digits of SHA-1>.txt`, `REST:COUNT`.

    A file is read at each look, so that the operator may renew it at any time; one that is not there holds nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, password: str) -> bool:
        """Whether the password's SHA-1 stands in its range."""
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        try:
            lines = (self._folder / f"{digest[:PREFIX_SIGNS]}.txt").read_text("ascii").splitlines()
        except OSError:
            return False
        return any(line.partition(":")[0].strip().upper() == digest[PREFIX_SIGNS:] for line in lines)


def breach_list(folder: Path | None) -> BreachList:
    """The operator's list, or none."""
    return NoBreachList() if folder is None else FolderBreachList(folder)


def check(password: str, email: str, breached: BreachList) -> None:
    """Raises InvalidInput (`password`) saying which limit it breaks."""
    length = to_say("{least} to {most} characters", least=MIN_PASSWORD, most=MAX_PASSWORD)
    checks = (
        (MIN_PASSWORD <= len(password) <= MAX_PASSWORD, length, to_say("The password needs {length}.", length=length)),
        (
            email.lower() not in password.lower(),
            "not your e-mail address",
            to_say("The password must not hold your address."),
        ),
        (
            len(set(password)) > 1 and not breached.holds(password),
            "not a password that others have found out",
            to_say("This password stands in a list of passwords that have become public. Choose another."),
        ),
    )
    for fits, limit, words in checks:
        if not fits:
            raise InvalidInput("password", limit, words)


def hashed(password: str) -> str:
    """The argon2id hash; takes about a fifth of a second on purpose."""
    return _HASHER.hash(password)


def fits(password_hash: str, password: str) -> bool:
    """Whether this is the password; takes as long."""
    try:
        return _HASHER.verify(password_hash, password[:MAX_PASSWORD])
    except (Argon2Error, InvalidHashError):  # the latter: there is no password, the member has a passkey only
        return False
