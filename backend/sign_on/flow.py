"""One way to the provider and back: authorisation code with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1).

Guarantees: what was begun lies sealed in a cookie of the browser that began it, names its organisation and ends after
ten minutes; its state is used once, also when its use fails; nothing is kept for who only begins. No transaction is
open while the provider is waited for.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from enum import StrEnum
from urllib.parse import urlencode

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from backend.access import not_found
from backend.accounts.models import Ceremony
from backend.settings import SECOND_US, Settings
from backend.sign_on import provider
from backend.sign_on.models import SignOnProvider
from backend.sign_on.provider import Asked, Claims, Client, Description
from backend.sign_on.refusals import refused, stopped
from backend.sign_on.secret import opened
from backend.transaction import Services, Transaction
from protocol.errors import Tampered
from protocol.sealing import open_bytes, seal_bytes

WITHIN_US = 10 * 60 * SECOND_US
PLACE = "/portal/sign-in/with"
MAX_PARAMETER = 4000
_ASSOCIATED = b"sign_on/begun/1"
_BASE_SCOPE = "openid email profile"


class Purpose(StrEnum):
    """Why somebody goes to the provider."""

    ENTER = "enter"
    JOIN = "join"
    CONNECT = "connect"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sign-in is for. `of`: the token of the invitation or session that it belongs to; `hint`: whose it is.

    `choose`: the account that the provider remembers was no right one.
    """

    purpose: Purpose
    next: str = ""
    of: str = ""
    hint: str = ""
    choose: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser keeps, sealed, until it comes back."""

    organisation: str
    purpose: Purpose
    next: str
    of: str
    state: str
    nonce: str
    verifier: str
    begun_us: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where the browser goes, and what it keeps meanwhile."""

    address: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Return:
    """With what the browser came back."""

    state: str
    code: str = ""
    error: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of it: the provider as it was read, and what it says of the person."""

    begun: Begun
    row: SignOnProvider
    claims: Claims


def leave(services: Services, organisation: str, wanted: Wanted) -> Leaving:
    """Begin. Raises NotFound, NetworkFault."""
    row = _provider(services, organisation)
    described, client = provider.describe(services, row.issuer), _client(services, row)
    begun = Begun(
        organisation=row.organisation,
        purpose=wanted.purpose,
        next=wanted.next,
        of=wanted.of,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        begun_us=services.clock_us(),
    )
    extra = f" {row.role_claim}" if row.role_claim and row.role_claim in described.scopes else ""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    again = wanted.purpose is Purpose.AGAIN
    asked = Asked(begun.state, begun.nonce, challenge, _BASE_SCOPE + extra, again, wanted.choose, wanted.hint)
    return Leaving(provider.place_to_sign_in(described, client, asked), _sealed(services, begun))


def come_back(services: Services, begun: Begun, returned: Return) -> Shown:
    """Finish what was begun. Raises SignInNeeded (with a reason), NotFound, NetworkFault."""
    row = _provider(services, begun.organisation)
    described, client = provider.describe(services, row.issuer), _client(services, row)
    if (returned.issuer or described.names_issuer) and returned.issuer != row.issuer:
        raise refused("issuer")
    if returned.error:
        raise stopped() if returned.error in {"access_denied", "login_required"} else refused("provider")
    if not 1 <= len(returned.code) <= MAX_PARAMETER:
        raise refused("code")
    tokens = provider.exchange(services, described, client, returned.code, begun.verifier)
    claims = provider.claims_in(services, described, client, tokens.identity, begun.nonce)
    if begun.purpose is Purpose.AGAIN:
        _require_fresh(services, begun, claims)
    if _lacks(row, claims):
        claims = provider.more_claims(services, described, tokens, claims)
    return Shown(begun, row, claims)


def take(services: Services, organisation: str, cookie: str, returned: Return) -> Begun:
    """What this browser began with this organisation, used up. Raises SignInNeeded (with a reason)."""
    begun = _opened(services, cookie)
    if begun.organisation != organisation or not hmac.compare_digest(begun.state.encode(), returned.state.encode()):
        raise refused("state")
    if not 0 <= services.clock_us() - begun.begun_us <= WITHIN_US:
        raise refused("late")
    with services.transaction() as tx:
        _use_up(tx, begun)
    return begun


def back_address(settings: Settings, organisation: str) -> str:
    """Where a provider sends people back to; each has its own (RFC 9700, 4.4.2)."""
    return f"{settings.base_url}{PLACE}/{organisation}/back"


def end_address(described: Description, client_id: str, back: str) -> str:
    """Where somebody ends their session at the provider too; empty where it has no such place."""
    if not described.end:
        return ""
    sign = "&" if "?" in described.end else "?"
    return described.end + sign + urlencode({"client_id": client_id, "post_logout_redirect_uri": back})


def _provider(services: Services, organisation: str) -> SignOnProvider:
    with services.reading() as tx:
        row = tx.session.get(SignOnProvider, organisation)
    if row is None or not row.enabled:
        raise not_found()
    return row


def _client(services: Services, row: SignOnProvider) -> Client:
    return Client(row.issuer, row.client_id, opened(services, row), back_address(services.settings, row.organisation))


def _require_fresh(services: Services, begun: Begun, claims: Claims) -> None:
    """Whether the provider asked who it is just now, and not from memory. Raises SignInNeeded(reason `fresh`)."""
    at_s, now_s = claims.get("auth_time"), services.clock_us() // SECOND_US
    earliest_s = begun.begun_us // SECOND_US - provider.LEEWAY_S
    if not isinstance(at_s, int) or isinstance(at_s, bool) or not earliest_s <= at_s <= now_s + provider.LEEWAY_S:
        raise refused("fresh")


def _lacks(row: SignOnProvider, claims: Claims) -> bool:
    """Whether something is not said that may be asked for."""
    return "email" not in claims or bool(row.role_claim and row.role_claim not in claims)


def _use_up(tx: Transaction, begun: Begun) -> None:
    tx.session.execute(delete(Ceremony).where(Ceremony.expires_at_us < tx.now_us))
    name = "sign_on." + hashlib.sha256(begun.state.encode()).hexdigest()
    tx.session.add(Ceremony(id=name, member=None, challenge=b"", expires_at_us=begun.begun_us + WITHIN_US))
    try:
        tx.session.flush()
    except IntegrityError as error:
        raise refused("replayed") from error


def _sealed(services: Services, begun: Begun) -> str:
    sealed = seal_bytes(_key(services), json.dumps(asdict(begun)).encode(), _ASSOCIATED)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _opened(services: Services, cookie: str) -> Begun:
    try:
        sealed = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
        kept = json.loads(open_bytes(_key(services), sealed, _ASSOCIATED))
    except (Tampered, ValueError) as error:
        raise refused("cookie") from error
    return Begun(**{**kept, "purpose": Purpose(kept["purpose"])})


def _key(services: Services) -> bytes:
    return hmac.new(services.secrets.hash_key, b"recrutr/sign-on-begun/1", hashlib.sha256).digest()
