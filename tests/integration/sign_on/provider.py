"""An OpenID provider as a process of its own, on authlib: people sign in by their name, and it can be told to do wrong.

`python -m tests.integration.sign_on.provider` prints its address. It knows one client. `POST /control` sets people and
faults; what a fault changes is the ID token alone, after authlib made its claims, or the key that signs it.
"""

from __future__ import annotations

import hmac
import json
import secrets
import socket
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector, current_token
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request, session
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "recrutr-here", "s3cret & more"
PAGE = """<!doctype html><html lang="en"><title>Works login</title><h1>Works login</h1>
<form method="post"><label>Who are you? <input name="user" autofocus></label><button>Log in</button></form></html>"""


@dataclass
class Person:
    """Somebody with an account; what their claims are."""

    name: str

    def get_user_id(self) -> str:
        return self.name


@dataclass
class Code:
    """A code that waits to be exchanged, as authlib asks for it."""

    code: str
    user: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    auth_time: int

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


def _new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(8)})


@dataclass
class House:
    """What the provider knows, and what it was told to do wrong."""

    issuer: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    key: RSAKey = field(default_factory=_new_key)
    asked: dict[str, int] = field(default_factory=dict)

    def count(self, what: str) -> None:
        self.asked[what] = self.asked.get(what, 0) + 1

    def sign(self, claims: dict[str, Any]) -> str:
        """The ID token, with whatever fault is wanted."""
        claims |= self.faults.get("claims", {})
        for name in self.faults.get("without", []):
            claims.pop(name, None)
        how, kid = self.faults.get("how", "right"), self.key.kid
        if how == "none":
            return _unsigned(claims)
        if how in _SECRETS:
            return _by_secret(claims, kid, _SECRETS[how](self.key))
        key = _new_key() if how == "other_key" else self.key
        return jwt.encode({"alg": "RS256", "kid": kid}, claims, key, algorithms=["RS256"])


class Client:
    """The one client."""

    client_id = CLIENT_ID

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/back")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


def _by_code(house: House) -> type:
    """The grant, whose codes lie in the house."""

    class ByCode(grants.AuthorizationCodeGrant):  # type: ignore[misc] # authlib publishes no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            house.codes[code] = Code(
                code=code,
                user=asked.user.name,
                redirect_uri=asked.payload.redirect_uri,
                scope=asked.payload.scope,
                nonce=data.get("nonce"),
                code_challenge=data.get("code_challenge"),
                code_challenge_method=data.get("code_challenge_method"),
                auth_time=session["at"],
            )

        def query_authorization_code(self, code: str, _client: Client) -> Code | None:
            return house.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del house.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> Person:
            return Person(authorization_code.user)

    return ByCode


def _identity(house: House) -> type:
    """What an ID token says, before the house does wrong."""

    class Identity(OpenIDCode):  # type: ignore[misc] # authlib publishes no types
        def exists_nonce(self, _nonce: str, _asked: Any) -> bool:
            return False

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": house.issuer, "aud": [client.get_client_id()]}

        def generate_user_info(self, user: Person, _scope: str) -> dict[str, Any]:
            return {"sub": user.name, **house.people[user.name]}

        def encode_id_token(self, token: dict[str, Any], asked: Any) -> str:
            claims = self.get_compatible_claims(asked) | self.get_authorization_code_claims(asked.authorization_code)
            return house.sign(claims | self.generate_user_info(asked.user, token["scope"]))

    return Identity


def make(house: House) -> Flask:
    """The provider's pages."""
    app = Flask("provider")
    app.secret_key = secrets.token_bytes(32)
    server = AuthorizationServer(
        app,
        query_client=lambda client_id: Client() if client_id == CLIENT_ID else None,
        save_token=lambda token, asked: house.tokens.update({token["access_token"]: asked.user.name}),
    )
    server.register_grant(_by_code(house), [_identity(house)(require_nonce=True), CodeChallenge(required=True)])
    _describing(app, house)
    _people(app, server, house)
    return app


def _describing(app: Flask, house: House) -> None:
    @app.get("/.well-known/openid-configuration")
    def describe() -> Response:
        house.count("description")
        said = {
            "issuer": house.issuer,
            "authorization_endpoint": f"{house.issuer}/authorize",
            "token_endpoint": f"{house.issuer}/token",
            "jwks_uri": f"{house.issuer}/keys",
            "userinfo_endpoint": f"{house.issuer}/me",
            "end_session_endpoint": f"{house.issuer}/logout",
            "scopes_supported": ["openid", "email", "profile", "groups"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "authorization_response_iss_parameter_supported": True,
        }
        return jsonify(said | house.faults.get("description", {}))

    @app.get("/keys")
    def keys() -> Response:
        house.count("keys")
        odd = {"kty": "FUTURE", "kid": "not-known-yet"}
        return jsonify({"keys": [odd, house.key.as_dict(private=False, use="sig")]})

    @app.post("/control")
    def control() -> Response:
        told = request.get_json()
        house.people.update(told.get("people", {}))
        house.faults = told.get("faults", {})
        if told.get("rotate"):
            house.key = _new_key()
        return jsonify(house.asked)


def _people(app: Flask, server: AuthorizationServer, house: House) -> None:
    guard = ResourceProtector()

    class Known(BearerTokenValidator):  # type: ignore[misc] # authlib publishes no types
        def authenticate_token(self, token_string: str) -> Any:
            return _Token(house.tokens[token_string]) if token_string in house.tokens else None

    guard.register_token_validator(Known())

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if request.method == "GET" and ("user" not in session or request.args.get("prompt") == "login"):
            return PAGE
        if request.method == "POST":
            if request.form["user"] == "nobody":
                return redirect(_stopped(request.args, house.issuer))
            session["user"], session["at"] = request.form["user"], int(time.time())
        answer = server.create_authorization_response(
            grant_user=Person(session["user"]), grant=server.get_consent_grant(end_user=Person(session["user"]))
        )
        if answer.location:
            answer.location += f"&iss={house.faults.get('names_itself', house.issuer)}"
        return answer

    @app.post("/token")
    def token() -> Any:
        house.count("token")
        return server.create_token_response()

    @app.get("/me")
    @guard()  # type: ignore[untyped-decorator] # as above
    def me() -> Response:
        house.count("profile")
        return jsonify({"sub": current_token.user, **house.people[current_token.user], **house.faults.get("me", {})})

    @app.get("/logout")
    def logout() -> str:
        session.clear()
        return "You are logged out of Works."


@dataclass
class _Token:
    """An access token, as authlib asks for it."""

    user: str

    def is_expired(self) -> bool:
        return False

    def is_revoked(self) -> bool:
        return False

    def get_scope(self) -> str:
        return "openid email profile"


def _stopped(asked: Any, issuer: str) -> str:
    return f"{asked['redirect_uri']}?error=access_denied&state={asked['state']}&iss={issuer}"


_SECRETS: dict[str, Callable[[RSAKey], bytes]] = {
    "secret": lambda _: CLIENT_SECRET.encode(),
    "public_key_as_secret": lambda key: key.as_pem(private=False),
}
"""What an HS256 signature may be made with by somebody who has no private key."""


def _unsigned(claims: dict[str, Any]) -> str:
    return _parts({"alg": "none"}, claims) + "."


def _by_secret(claims: dict[str, Any], kid: str | None, secret: bytes) -> str:
    text = _parts({"alg": "HS256", "kid": kid}, claims)
    return f"{text}.{_part(hmac.digest(secret, text.encode(), 'sha256'))}"


def _parts(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return ".".join(_part(json.dumps(each).encode()) for each in (header, claims))


def _part(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def main() -> None:
    """Serve on a free port until the process is ended."""
    listener = socket.create_server(("127.0.0.1", 0))
    house = House(f"http://127.0.0.1:{listener.getsockname()[1]}")
    served = make_server("127.0.0.1", 0, make(house), threaded=True, fd=listener.fileno())
    sys.stdout.write(f"{house.issuer}\n")
    sys.stdout.flush()
    served.serve_forever()


if __name__ == "__main__":
    main()
