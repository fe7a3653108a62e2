"""E-mail addresses in the one spelling in which they are kept and looked for. Pure.

Guarantees: what looks the same is the same: capital letters and the form of letters with accents (RFC 6532, 3.1: NFC)
make no second person. Must not decide what an address is.
"""

from __future__ import annotations

import unicodedata


def as_kept(address: str) -> str:
    """The address without white space around it, in lower case and NFC."""
    return unicodedata.normalize("NFC", address.strip().lower())
