"""What an OpenID provider says (joserfc, behind the door of `backend/outgoing`): description, keys, tokens, claims.

Guarantees: an ID token counts only when a key of the provider signed it with an asymmetric algorithm of the list, for
this client, from exactly this issuer, in time, and for the sign-in that asked (`nonce`). Keys are remembered for an
hour; a key that is not known is looked for again, once a minute at most. Nothing of an answer enters an error.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import JWKRegistry, KeySet

from backend.outgoing.addresses import read_address
from backend.outgoing.calls import Reach
from backend.outgoing.documents import Document, json_in, send
from backend.settings import SECOND_US
from backend.sign_on.refusals import refused
from backend.transaction import Services
from protocol.errors import InvalidInput, NetworkFault
from protocol.saying import to_say

WELL_KNOWN = "/.well-known/openid-configuration"
KEPT_US = 3600 * SECOND_US
AGAIN_US = 60 * SECOND_US
"""How old keys are at least before an unknown one is looked for."""
LEEWAY_S = 60
"""How far the clocks of provider and server may be apart."""
MAX_TOKEN = 64 * 1024
MAX_SUBJECT = 255
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
_KINDS = frozenset({"RSA", "EC", "OKP"})
_FORM = "application/x-www-form-urlencoded"
_BROKEN = (JoseError, ValueError, TypeError, LookupError, AttributeError)
"""What the library lets through when something is no key or token at all; it is given what another side sends."""
Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at a provider: `back` is where it sends people back to."""

    issuer: str
    client_id: str
    secret: str
    back: str


@dataclass(frozen=True, slots=True)
class Description:
    """A provider's description (OpenID Connect Discovery 1.0). Addresses were checked, empty ones are not there."""

    issuer: str
    authorization: str
    token: str
    keys: str
    profile: str
    end: str
    scopes: frozenset[str]
    names_issuer: bool
    """Whether it says who it is beside each code (RFC 9207)."""
    posts_secret: bool
    """Whether it takes the secret in the body only."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code was worth."""

    identity: str
    access: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sign-in asks for: `again` for a fresh one, `choose` for another account, `hint` whose address it is."""

    state: str
    nonce: str
    challenge: str
    scope: str
    again: bool = False
    choose: bool = False
    hint: str = ""


def describe(services: Services, issuer: str, max_age_us: int = KEPT_US) -> Description:
    """The description of an issuer, read at most so long ago. Raises InvalidInput(`outgoing.address`), NetworkFault."""
    reach = _reach(services)
    address = issuer.removesuffix("/") + WELL_KNOWN
    said = services.documents.read(reach, address, services.clock_us(), max_age_us)
    if said.get("issuer") != issuer:
        raise NetworkFault("sign_on.issuer", to_say("The provider calls itself by another name than this issuer."))
    methods = _texts(said.get("token_endpoint_auth_methods_supported")) or {"client_secret_basic"}
    return Description(
        issuer=issuer,
        authorization=_endpoint(reach, said, "authorization_endpoint"),
        token=_endpoint(reach, said, "token_endpoint"),
        keys=_endpoint(reach, said, "jwks_uri"),
        profile=_endpoint(reach, said, "userinfo_endpoint", needed=False),
        end=_endpoint(reach, said, "end_session_endpoint", needed=False),
        scopes=frozenset(_texts(said.get("scopes_supported"))),
        names_issuer=said.get("authorization_response_iss_parameter_supported") is True,
        posts_secret="client_secret_basic" not in methods,
    )


def place_to_sign_in(described: Description, client: Client, asked: Asked) -> str:
    """The address to which the browser goes."""
    query = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": client.back,
        "scope": asked.scope,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": asked.challenge,
        "code_challenge_method": "S256",
    }
    if asked.again:
        query |= {"prompt": "login", "max_age": "0"}
    elif asked.choose:
        query["prompt"] = "select_account"
    if asked.hint:
        query["login_hint"] = asked.hint
    sign = "&" if "?" in described.authorization else "?"
    return described.authorization + sign + urlencode(query)


def exchange(services: Services, described: Description, client: Client, code: str, verifier: str) -> Tokens:
    """What the code is worth. Raises SignInNeeded(reason `code`) when it is worth nothing, NetworkFault."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.back,
        "code_verifier": verifier,
    }
    headers = {"Accept": "application/json", "Content-Type": _FORM}
    if described.posts_secret:
        form |= {"client_id": client.client_id, "client_secret": client.secret}
    else:
        # A space as %20, which every reader of RFC 6749, 2.3.1, takes; a plus some leave as it is.
        both = f"{quote(client.client_id, safe='')}:{quote(client.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(both.encode()).decode()
    answer = send(_reach(services), "POST", described.token, headers, urlencode(form).encode())
    if 400 <= answer.status < 500:
        raise refused("code")
    said = json_in(answer)
    identity, access = said.get("id_token"), said.get("access_token")
    if not isinstance(identity, str) or len(identity) > MAX_TOKEN:
        raise refused("token")
    return Tokens(identity, access if isinstance(access, str) and access.isascii() and access.isprintable() else "")


def claims_in(services: Services, described: Description, client: Client, token: str, nonce: str) -> Claims:
    """What an ID token says, once it is proved. Raises SignInNeeded (with a reason), NetworkFault."""
    now_us = services.clock_us()
    claims = _signed(services, described, token, now_us)
    wanted = jwt.JWTClaimsRegistry(
        now=now_us // SECOND_US,
        leeway=LEEWAY_S,
        iss={"essential": True, "value": client.issuer},
        aud={"essential": True, "value": client.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
    )
    try:
        wanted.validate(claims)
    except JoseError as error:
        raise refused(f"claim.{getattr(error, 'claim', None) or error.error}") from error
    except _BROKEN as error:
        raise refused("claims") from error
    audience, party = claims["aud"], claims.get("azp")
    several = isinstance(audience, list) and len(audience) > 1
    if (several or party is not None) and party != client.client_id:
        raise refused("claim.azp")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 1 <= len(subject) <= MAX_SUBJECT or not subject.isprintable():
        raise refused("claim.sub")
    return claims


def more_claims(services: Services, described: Description, tokens: Tokens, claims: Claims) -> Claims:
    """The claims with what the provider's own page of the person adds (OpenID Connect Core 1.0, 5.3).

    What the ID token says stays. Raises SignInNeeded when the page is of somebody else, NetworkFault.
    """
    if not described.profile or not tokens.access:
        return claims
    headers = {"Accept": "application/json", "Authorization": f"Bearer {tokens.access}"}
    said = json_in(send(_reach(services), "GET", described.profile, headers))
    if said.get("sub") != claims["sub"]:
        raise refused("claim.sub")
    return said | claims


def _signed(services: Services, described: Description, token: str, now_us: int) -> Claims:
    """The claims of a token that a key of the provider signed; keys are renewed when this one is not known."""
    for max_age_us in (KEPT_US, AGAIN_US):
        keys = _keys(services.documents.read(_reach(services), described.keys, now_us, max_age_us))
        try:
            return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
        except (BadSignatureError, InvalidKeyIdError):
            continue
        except _BROKEN as error:
            raise refused("token") from error
    raise refused("signature")


def _keys(said: Document) -> KeySet:
    """The public keys that may sign; what is no such key is passed over."""
    found = []
    given = said.get("keys")
    for each in given if isinstance(given, list) else []:
        if isinstance(each, dict) and each.get("kty") in _KINDS and each.get("use", "sig") == "sig":
            try:
                found.append(JWKRegistry.import_key(each))
            except _BROKEN:
                continue
    if not found:
        raise NetworkFault("sign_on.keys", to_say("The provider gave no key with which its tokens could be proved."))
    return KeySet(found)


def _reach(services: Services) -> Reach:
    return replace(services.reach, this_machine=services.settings.call_this_machine)


def _endpoint(reach: Reach, said: Document, name: str, *, needed: bool = True) -> str:
    """An address that the description names. Raises NetworkFault when it is needed and not there, or never called."""
    address = said.get(name)
    if isinstance(address, str):
        try:
            read_address(address, this_machine=reach.this_machine)
        except InvalidInput:
            address = None
    if isinstance(address, str):
        return address
    if needed:
        raise NetworkFault(
            "sign_on.description", to_say("The provider's description lacks an address that can be called.")
        )
    return ""


def _texts(given: object) -> set[str]:
    return {each for each in given if isinstance(each, str)} if isinstance(given, list) else set()
