"""The door to a mail server (smtplib): one message, one connection.

Guarantees: encrypted unless the operator said otherwise, with the server's certificate checked; what may heal by
waiting is NetworkFault(`mail.unreachable`, `mail.later`), what will not is a `Rejected`. Neither holds anything of a
message.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

from backend.settings import Settings
from protocol.errors import NetworkFault

TIMEOUT_S = 30
_LATER = range(400, 500)


@dataclass(frozen=True, slots=True)
class Rejected:
    """The mail server will never take this message: why, as a code."""

    code: str


def deliver(settings: Settings, message: EmailMessage) -> Rejected | None:
    """Hand a message over; None when the server took it. Raises NetworkFault when it is to be tried again."""
    try:
        with _connected(settings) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(*next(iter(error.recipients.values())), "mail.recipient")
    except smtplib.SMTPNotSupportedError:
        return Rejected("mail.unsupported")
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return _answered(error.smtp_code, error.smtp_error, "mail.message")
    except (smtplib.SMTPException, OSError) as error:  # sign-in, TLS, connection: of the operator or of the moment
        raise _unreachable() from error
    return None


def _answered(status: int, _words: bytes | str, code: str) -> Rejected:
    if status in _LATER:
        raise NetworkFault("mail.later", "The mail server asked to try again later.")
    return Rejected(code)


def _connected(settings: Settings) -> smtplib.SMTP:
    host, context = settings.smtp_host or "", ssl.create_default_context()
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, settings.smtp_port, timeout=TIMEOUT_S, context=context)
    else:
        server = smtplib.SMTP(host, settings.smtp_port, timeout=TIMEOUT_S)
    try:
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
        if settings.smtp_user is not None:
            server.login(settings.smtp_user, settings.smtp_password or "")
    except BaseException:
        server.close()
        raise
    return server


def _unreachable() -> NetworkFault:
    return NetworkFault("mail.unreachable", "The mail server could not be reached, or did not let us in.")
