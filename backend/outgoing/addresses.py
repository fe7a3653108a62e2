"""Which addresses of the outside the server may call because a member wrote them down (server-side request forgery).

Guarantees: only https to a public address on a port of the list, by a name or an address in its one usual spelling; a
name counts as what it resolves to at the call, and one forbidden address among several refuses it whole. Under the
development setting http to 127.0.0.1 is let through, nothing else.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from protocol.errors import InvalidInput, NetworkFault
from protocol.saying import to_say

PORTS = (443, 8443)
MAX_LENGTH = 500
THIS_MACHINE = "127.0.0.1"
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})+")
_INSIDE = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "corp", "home", "arpa", "onion", "test")
"""Ends of names that no public name has; `arpa` holds `home.arpa`."""
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_FORBIDDEN_4 = tuple(
    ipaddress.IPv4Network(each)
    for each in (
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata among them
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # a cloud's way to its own machines, though it looks public
    )
)
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_6 = tuple(
    ipaddress.IPv6Network(each)
    for each in (
        "2001::/23",  # Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes: `name` for TLS and the Host header, never what is connected to by itself."""

    secure: bool
    name: str
    port: int
    path: str

    @property
    def host(self) -> str:
        """The Host header."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def read_address(text: str, *, this_machine: bool = False) -> Target:
    """Take an address apart. Raises InvalidInput(`outgoing.address`) for one that is never called."""
    if not text or len(text) > MAX_LENGTH:
        raise _refused(to_say("{least} to {most} characters", least=1, most=MAX_LENGTH))
    if not text.isascii() or not text.isprintable() or any(sign in text for sign in " \\\"'<>^`{|}"):
        raise _refused(to_say("letters, digits and signs of ASCII; other names in their xn-- form"))
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(to_say("an address such as https://example.com/hooks")) from error
    if parts.scheme not in {"https", "http"} or not text.lower().startswith(f"{parts.scheme}://"):
        raise _refused(to_say("an address that begins with https://"))
    if "@" in parts.netloc or "#" in text:
        raise _refused(to_say("no user, no password and nothing behind a #"))
    if "%" in parts.netloc or parts.netloc.endswith(":"):
        raise _refused(to_say("a plain name"))
    secure, name = parts.scheme == "https", _name(parts.hostname or "")
    local = this_machine and name == THIS_MACHINE
    if not secure and not local:
        raise _refused(to_say("an address that begins with https://"))
    port = port if port is not None else (443 if secure else 80)
    if port not in PORTS and not (local and port > 0):
        raise _refused(to_say("port {ports}", ports=", ".join(map(str, PORTS))))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not local and (literal := _literal(name)) is not None and not is_public(literal):
        raise _refused(to_say("an address that everybody on the internet can reach"))
    return Target(secure, name, port, path)


def choose(target: Target, found: Sequence[str], *, this_machine: bool = False) -> str:
    """The one address to connect to. Raises NetworkFault(`outgoing.unresolved`, `outgoing.forbidden`)."""
    if this_machine and target.name == THIS_MACHINE:
        return THIS_MACHINE
    if not found:
        raise NetworkFault("outgoing.unresolved", "The name has no address.")
    if not all(is_public(each) for each in found):
        raise NetworkFault("outgoing.forbidden", "The name leads to an address inside a network.")
    return found[0]


def is_public(text: str) -> bool:
    """Whether this is an address of one machine that everybody may reach; spellings of other kinds are none."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        special = address.is_multicast or address.is_reserved or any(address in each for each in _FORBIDDEN_4)
        return address.is_global and not special
    if address.scope_id is not None or address not in _PUBLIC_6 or any(address in each for each in _FORBIDDEN_6):
        return False
    return address.is_global and (int(address) >> 32 & 0xFFFF_FFFF) not in _ISATAP


def _name(name: str) -> str:
    if ":" in name:  # an IPv6 address in brackets
        if _literal(name) is None:
            raise _refused(to_say("an address such as https://[2606:4700::1111]/hooks"))
        return name
    if _NUMBER.fullmatch(name.rpartition(".")[2]):  # resolvers read 0x7f.1, 127.1 and 2130706433 as IPv4
        if _literal(name) is None:
            raise _refused(to_say("four decimal numbers, or a name"))
        return name
    if _NAME.fullmatch(name) is None or name.rpartition(".")[2] in _INSIDE:
        raise _refused(to_say("a public name with a dot in it"))
    return name


def _literal(name: str) -> str | None:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return None
    return name if address.version == 6 or str(address) == name else None


def _refused(limit: str) -> InvalidInput:
    return InvalidInput(
        "address", limit, to_say("This address is never called. It needs: {limit}.", limit=limit), "outgoing.address"
    )
