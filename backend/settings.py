"""Settings of the backend, all of them.

`python -m backend.settings` prints their table; docs/operations.md holds it, and a test compares them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backend import declaring
from backend.declaring import Declared, Listener, Place, Span, Switch, Text, Token, Whole
from protocol.errors import InvalidInput

SECOND_US = 1_000_000
DAY_US = 24 * 3600 * SECOND_US


COMMON, OPERATING, SERVING = "common", "operating", "serving"
GROUPS: Mapping[str, str] = {
    COMMON: "Every word of `recrutr backend`, and `recrutr worker`:",
    OPERATING: "`recrutr backend` and `recrutr worker`:",
    SERVING: "`recrutr backend` alone:",
}
"""Who takes a setting; the heads of the tables in docs/operations.md."""
_POSTGRESQL = Text("an address that begins with postgresql://", schemes=declaring.POSTGRESQL)
_WEB_ADDRESS = Text("an address that begins with http:// or https://", schemes=declaring.WEB)


def _is(option: str, words: str, kind: declaring.Kind, otherwise: str, group: str = COMMON) -> dict[str, Declared]:
    return {declaring.KEY: Declared(option, words, kind, otherwise, group)}


def _hidden(option: str, words: str, kind: declaring.Kind, otherwise: str, group: str = COMMON) -> dict[str, Declared]:
    return {declaring.KEY: Declared(option, words, kind, otherwise, group, secret=True)}


_METRICS_TOKEN = _hidden(
    "--metrics-token",
    "what Prometheus has to send as bearer token",
    Token(16),
    "none; required where --metrics is reached from other machines",
    OPERATING,
)
_SMTP_PASSWORD = _hidden(
    "--smtp-password", "password of --smtp-user", Text("a password"), "none; required with --smtp-user"
)
_BUCKET = Text("s3:// and the name of a bucket, nothing else", pattern=r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_OBJECTS_SECRET = _hidden(
    "--objects-secret-key",
    "the secret of that key",
    Text("words without a line's end"),
    "none; required with --objects",
)
_SPOOL_TOKEN = _hidden(
    "--spool-token",
    "what the reverse proxy sends beside the name of a body's file",
    Token(16),
    "none; required with --spool",
    SERVING,
)
_BROKER = Text(
    "amqps://user@host:port/virtual-host without a password; amqp:// only to this machine",
    pattern=r"amqps?://[^\s@/:?#]+@(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?(/[^\s/?#]*)?",
)
_BROKER_PASSWORD = _hidden(
    "--broker-password",
    "password of the user of --broker",
    Text("a password"),
    "none; required with --broker",
    OPERATING,
)
_MAILBOX = Text("an e-mail address", pattern=r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """How one backend runs; every field is declared with its option, limit and words, and this is the only list.

    Raises InvalidInput(`settings.invalid`) for a value beyond its limit. `base_url` has no slash at the end.
    """

    data: Path = field(
        metadata=_is("--data", "folder for database, keys and objects", Place(), "the user's own folder for data"),
    )
    host: str = field(
        default="127.0.0.1",
        metadata=_is("--host", "address to listen on", Text("a name or an address"), "127.0.0.1", SERVING),
    )
    port: int = field(
        default=8000,
        metadata=_is("--port", "port to listen on; 0 takes a free one", Whole(0, 65535), "8000", SERVING),
    )
    base_url: str = field(
        default="http://localhost:8000",
        metadata=_is(
            "--base-url",
            "where people and apps reach this server; goes into links, and devices prove themselves to it",
            _WEB_ADDRESS,
            "http://localhost and the port",
        ),
    )
    objects_url: str | None = field(
        default=None,
        metadata=_is("--objects", "bucket of an S3-compatible store: s3://bucket", _BUCKET, "the data folder"),
    )
    objects_endpoint: str | None = field(
        default=None,
        metadata=_is("--objects-endpoint", "where that store is", _WEB_ADDRESS, "Amazon's, by the region"),
    )
    objects_region: str = field(
        default="us-east-1",
        metadata=_is("--objects-region", "the region that calls to it are signed for", Text("a name"), "us-east-1"),
    )
    objects_key_id: str | None = field(
        default=None,
        metadata=_is("--objects-key-id", "name of the key to it", Text("a name"), "none; required with --objects"),
    )
    objects_secret_key: str | None = field(default=None, repr=False, metadata=_OBJECTS_SECRET)
    waiting_period_us: int = field(
        default=7 * DAY_US,
        metadata=_is(
            "--waiting-period-days",
            "how long a deletion waits for the data-protection officer's check of holds",
            Span("days", DAY_US, 0, 30),
            "7",
            SERVING,
        ),
    )
    engine: str | None = field(
        default=None,
        metadata=_is(
            "--engine",
            "address of the container engine that judges",
            Text("an address as DOCKER_HOST has it"),
            "DOCKER_HOST, else the usual one",
        ),
    )
    judge_ready: int = field(
        default=6,
        metadata=_is(
            "--judge-ready",
            "how many containers may stand ready for submissions, some 15 MB of memory each; 0 keeps none",
            Whole(0, 64),
            "6",
            OPERATING,
        ),
    )
    remote_runs: int = field(
        default=1,
        metadata=_is(
            "--remote-runs",
            "how many programs of candidates without an engine run here at once, for feedback; 0 runs none",
            Whole(0, 64),
            "1",
            SERVING,
        ),
    )
    worker: bool = field(
        default=True,
        metadata=_is(
            "--no-worker", "do no jobs here; run `recrutr worker` beside it", Switch(given=False), "no", SERVING
        ),
    )
    trust_proxy: bool = field(
        default=False,
        metadata=_is("--proxy", "TLS ends in front of us: trust its headers", Switch(), "no", SERVING),
    )
    spool: Path | None = field(
        default=None,
        metadata=_is(
            "--spool",
            "folder in which a reverse proxy on this machine leaves the bodies of recordings for us",
            Place(there=True, limit="a folder that is there, on the file system of the data folder"),
            "bodies come with their requests",
            SERVING,
        ),
    )
    spool_token: str | None = field(default=None, repr=False, metadata=_SPOOL_TOKEN)
    breached_passwords: Path | None = field(
        default=None,
        metadata=_is(
            "--breached-passwords",
            "folder of range files of SHA-1 digests, as Pwned Passwords gives them out; such passwords are refused",
            Place(there=True, limit="a folder that is there"),
            "none is refused for that",
        ),
    )
    installers: Path | None = field(
        default=None,
        metadata=_is(
            "--installers",
            "folder with installers of the desktop app, offered to whoever opens an invitation",
            Place(there=True, limit="a folder that is there"),
            "none are offered",
            SERVING,
        ),
    )
    database: str | None = field(
        default=None,
        repr=False,
        metadata=_is(
            "--database", "PostgreSQL: postgresql://user:password@host/name", _POSTGRESQL, "a file in the data folder"
        ),
    )
    database_owner: str | None = field(
        default=None,
        repr=False,
        metadata=_is(
            "--database-owner",
            "the same database by the role that owns its tables, so that --database's need not; makes and tidies them",
            _POSTGRESQL,
            "--database",
        ),
    )
    keys_database: str | None = field(
        default=None,
        repr=False,
        metadata=_is(
            "--keys-database",
            "the same for the key service, kept out of the backups of the other",
            _POSTGRESQL,
            "a file in the data folder",
        ),
    )
    deletions: Path | None = field(
        default=None,
        metadata=_is(
            "--deletions",
            "file to which each deletion is added (opaque ids), for restored backups; not on this disk",
            Place(),
            "the copy of the keys is the only such list",
        ),
    )
    log: str = field(
        default="text",
        metadata=_is(
            "--log", "how the log is written; json is an object a line", Text("text or json", ("text", "json")), "text"
        ),
    )
    verbose: bool = field(
        default=False,
        metadata=_is("--verbose", "a line for each request and job (never names, code or keys)", Switch(), "no"),
    )
    stop_us: int = field(
        default=10 * SECOND_US,
        metadata=_is(
            "--stop-seconds",
            "how long what is under way may take to end when the process is asked to; then jobs are given back",
            Span("seconds", SECOND_US, 0, 3600),
            "10",
            OPERATING,
        ),
    )

    drain_us: int = field(
        default=0,
        metadata=_is(
            "--drain-seconds",
            "how long requests are still taken after `/readyz` began to say no, so that a load balancer notices",
            Span("seconds", SECOND_US, 0, 600),
            "0",
            SERVING,
        ),
    )
    metrics: str | None = field(
        default=None,
        metadata=_is(
            "--metrics",
            "address of its own for figures (Prometheus), health and readiness; port 0 takes a free one",
            Listener(),
            "figures are not given out",
            OPERATING,
        ),
    )
    metrics_token: str | None = field(default=None, repr=False, metadata=_METRICS_TOKEN)

    broker: str | None = field(
        default=None,
        metadata=_is(
            "--broker",
            "RabbitMQ, which carries jobs to workers on other machines",
            _BROKER,
            "workers ask the database for jobs",
            OPERATING,
        ),
    )
    broker_password: str | None = field(default=None, repr=False, metadata=_BROKER_PASSWORD)

    smtp_host: str | None = field(
        default=None,
        metadata=_is("--smtp-host", "mail server for invitations", Text("a name or an address"), "no mail is sent"),
    )
    smtp_port: int = field(default=587, metadata=_is("--smtp-port", "its port", Whole(1, 65535), "587"))
    smtp_tls: str = field(
        default="starttls",
        metadata=_is(
            "--smtp-tls",
            "how the line to it is encrypted; none only where nobody listens",
            Text("starttls, tls or none", ("starttls", "tls", "none")),
            "starttls",
        ),
    )
    smtp_user: str | None = field(
        default=None, metadata=_is("--smtp-user", "name to sign in with there", Text("a name"), "no signing in")
    )
    smtp_password: str | None = field(default=None, repr=False, metadata=_SMTP_PASSWORD)
    mail_from: str | None = field(
        default=None,
        metadata=_is("--mail-from", "address that mails come from", _MAILBOX, "none; required with --smtp-host"),
    )
    call_this_machine: bool = field(
        default=False,
        metadata=_is(
            "--call-this-machine",
            "webhooks and sign-on may go to http://127.0.0.1; only for trying out, never where strangers are members",
            Switch(),
            "no",
        ),
    )

    def __post_init__(self) -> None:
        """Check every value, and those that need each other."""
        declaring.check(self)
        if self.metrics is not None and self.metrics_token is None and not declaring.is_local(self.metrics):
            words = "a token of 16 characters or more where --metrics is reached from other machines"
            raise declaring.refused("metrics_token", _METRICS_TOKEN[declaring.KEY], words)
        if self.objects_url is not None and self.objects_key_id is None:
            raise self.refused("objects_key_id", "given with --objects")
        if self.objects_url is not None and self.objects_secret_key is None:
            raise self.refused("objects_secret_key", "given with --objects")
        if self.spool is not None and self.spool_token is None:
            raise self.refused("spool_token", "given with --spool")
        if self.broker is not None and not declaring.is_sealed_or_local(self.broker):
            raise self.refused("broker", _BROKER.limit)
        if self.broker is not None and self.broker_password is None:
            raise self.refused("broker_password", "given with --broker")
        if self.smtp_host is not None and self.mail_from is None:
            raise self.refused("mail_from", "given with --smtp-host")
        if self.smtp_user is not None and self.smtp_password is None:
            raise self.refused("smtp_password", "given with --smtp-user")
        if self.smtp_user is not None and self.smtp_tls == "none" and not declaring.is_local(f"{self.smtp_host}:0"):
            raise self.refused("smtp_tls", "starttls or tls where a password goes to another machine")

    @classmethod
    def refused(cls, name: str, words: str) -> InvalidInput:
        """The refusal of one setting, with its limit in words."""
        it = next(it for each, it in declaring.declared_in(cls) if each.name == name)
        return declaring.refused(name, it, words)

    @property
    def database_place(self) -> Path | str:
        """Where the main database is: its file or its address."""
        return self.database or self.database_file

    @property
    def owner_place(self) -> str | None:
        """The address of the same database by its owner; None where that is no other role."""
        return self.database_owner

    @property
    def keys_place(self) -> Path | str:
        """Where the key service's database is: its file or its address."""
        return self.keys_database or self.keys_file

    @property
    def database_file(self) -> Path:
        """The main SQLite file."""
        return self.data / "recrutr.db"

    @property
    def keys_file(self) -> Path:
        """The key service's own SQLite file; leave it out of backups of the main one."""
        return self.data / "keys.db"

    @property
    def objects_folder(self) -> Path:
        """Where objects lie in the small form."""
        return self.data / "objects"

    @property
    def staging_folder(self) -> Path:
        """Where an upload waits, nameless, until its digest is checked."""
        return self.data / "staging"

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies carry the Secure flag."""
        return self.trust_proxy or self.base_url.startswith("https://")


if __name__ == "__main__":
    sys.stdout.write(declaring.as_markdown(Settings, GROUPS))
