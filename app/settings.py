"""Settings: policy over command line over what the person chose over defaults, and where data lies.

Guarantees: a policy file that holds an unknown or malformed setting is refused whole, naming the setting; nothing
secret is ever kept here. Must not read the environment: what rules the app is visible on its command line.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import platformdirs
from pydantic import Field

from editor.preferences import Preferences, Theme
from protocol.errors import InvalidInput
from protocol.model import Frozen
from protocol.saying import to_say

DEFAULT_SERVER = "http://localhost:8000"
"""The backend's address in development; an installed app gets its own by policy."""
LINK_SCHEME = "recrutr"
_PREFERENCES = "preferences.json"
_log = logging.getLogger(__name__)


class Policy(Frozen):
    """What an IT administrator may fix for a machine. Every field is optional."""

    server: str | None = Field(default=None, pattern=r"^https?://", max_length=500)
    data: str | None = Field(default=None, max_length=1000)
    theme: Theme | None = None
    engine: str | None = Field(default=None, max_length=500)
    """Address of the container engine, as `docker -H` takes it."""
    transcript_model: str | None = Field(default=None, max_length=1000)
    """Folder of a speech model for sherpa-onnx (`recorder/transcript/sherpa.py` says what is in it)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says; None where it says nothing."""

    server: str | None = None
    data: Path | None = None
    joining: str | None = None
    camera: str | None = None
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What one launch of the app goes by."""

    server: str
    data: Path
    code: str | None = None
    camera: str | None = None
    theme: Theme | None = None
    """None: what the person chose."""
    theme_fixed: bool = False
    """Whether the policy fixes it, so that the person cannot choose."""
    engine: str | None = None
    transcript_model: Path | None = None
    server_fixed: bool = False
    """Whether the policy fixes the server, so that a link may not lead elsewhere."""
    start: str | None = None
    """Which attempt of this computer to open; empty: the first screen; None: the newest."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a candidate typed or clicked: a code, and the server when a link names one."""

    code: str
    server: str | None = None


def read_policy(path: Path | None) -> Policy:
    """Read a managed policy (JSON). Raises InvalidInput naming the file or the setting; None gives no policy."""
    if path is None:
        return Policy()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(
            "policy",
            "a readable JSON file",
            to_say("The policy file {name} cannot be read: {strerror}.", name=path.name, strerror=error.strerror),
        ) from error
    return Policy.parse(data)


def read_invitation(text: str) -> Invitation:
    """Understand a code in any spelling people use, or a `recrutr://` link.

    Links are `recrutr://join/CODE?server=https://…`. Codes are folded to upper case, their groups to dashes, and the
    letters O, I and L to the digits they are mistaken for (Crockford base 32).
    Raises InvalidInput naming `code` or `server`.
    """
    text = text.strip()
    server: str | None = None
    if "://" in text:
        parts = urlsplit(text)
        if parts.scheme.lower() != LINK_SCHEME:
            raise InvalidInput(
                "code", f"{LINK_SCHEME}:// link or code", to_say("This link is not a Recrutr invitation.")
            )
        named = parse_qs(parts.query).get("server", [])
        server = _checked_server(named[0]) if named else None
        text = parts.path.strip("/") or parts.netloc
    symbols = text.upper().translate(str.maketrans("OIL", "011"))
    symbols = "".join(symbol for symbol in symbols if symbol not in "- \t")
    if len(symbols) != 16 or any(symbol not in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" for symbol in symbols):
        raise InvalidInput(
            "code",
            "16 letters and digits",
            to_say(
                "An invitation code has four groups of four letters and digits, like 7K3M-9QTX-2C4V-8HWP. "
                "Please copy it again from your invitation."
            ),
        )
    return Invitation("-".join(symbols[at : at + 4] for at in range(0, 16, 4)), server)


def gather(policy: Policy, asked: Asked) -> Settings:
    """Combine policy and command line; the policy wins. Raises InvalidInput for a bad address, code or link."""
    invitation = read_invitation(asked.joining) if asked.joining else None
    named = asked.server or (invitation.server if invitation else None)
    chosen = policy.server or (_checked_server(named) if named else DEFAULT_SERVER)
    given = Path(policy.data) if policy.data else asked.data
    return Settings(
        server=chosen.rstrip("/"),
        data=given or Path(platformdirs.user_data_dir("recrutr", appauthor=False)),
        code=invitation.code if invitation else None,
        camera=asked.camera,
        theme=policy.theme or asked.theme,
        theme_fixed=policy.theme is not None,
        engine=policy.engine,
        transcript_model=Path(policy.transcript_model) if policy.transcript_model else None,
        server_fixed=policy.server is not None,
    )


def read_preferences(folder: Path) -> Preferences:
    """What the person chose in earlier sessions; the defaults where nothing was kept, or what was is damaged."""
    try:
        return Preferences.parse((folder / _PREFERENCES).read_bytes())
    except FileNotFoundError:
        return Preferences()
    except (OSError, InvalidInput) as error:
        _log.warning("the kept preferences are not used: %s", type(error).__name__)
        return Preferences()


def keep_preferences(folder: Path, chosen: Preferences) -> None:
    """Keep for the next session: wholly or not at all. A full disk is logged; the choice still holds today."""
    beside = folder / f"{_PREFERENCES}.new"
    try:
        beside.write_bytes(chosen.canonical())
        beside.replace(folder / _PREFERENCES)
    except OSError as error:
        _log.warning("the preferences were not kept: %s", error.strerror)


def _checked_server(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidInput(
            "server", "an http:// or https:// address", to_say("The server's address is not a web address.")
        )
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise InvalidInput(
            "server", "https:// unless on this machine", to_say("The server's address must begin with https://.")
        )
    return address.rstrip("/")
