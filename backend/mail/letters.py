"""What mails say: plain text, and the same as simple HTML.

Guarantees: a name or title that somebody wrote cannot make a header, an address or an element; an address that could
mean several, or none, is refused. No picture, no link that counts who opened it. In the language of whoever gets it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from backend.figures import moment_words
from backend.mail.models import MailKind
from backend.saying import ENGLISH, speaking
from backend.settings import Settings
from backend.templating import translating
from protocol.errors import InvalidInput
from protocol.saying import to_say

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{1,255}")
_LONGEST_NAME = 120
_TEMPLATES = translating(
    Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
    )
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes into one mail; `words` fill the templates of its kind, which are cleaned before."""

    id: str
    kind: MailKind
    to: str
    subject: str
    organisation: str
    words: Mapping[str, str]
    language: str = ENGLISH


def compose(settings: Settings, letter: Letter, now_us: int) -> EmailMessage:
    """The message. Raises InvalidInput(`mail.address`) for an address that is none."""
    message = EmailMessage(policy=SMTP)
    sender = _address(settings.mail_from or "")
    message["From"] = Address(display_name=_phrase(letter.organisation), addr_spec=sender)
    message["To"] = Address(addr_spec=_address(letter.to))
    message["Subject"] = clean(letter.subject)
    message["Date"] = format_datetime(datetime.fromtimestamp(now_us / 1_000_000, UTC))
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"  # a second one of a mail can be told as such
    message["Auto-Submitted"] = "auto-generated"
    words = {name: clean(value, 2000) for name, value in letter.words.items()}
    words["organisation"] = clean(letter.organisation)
    words["language"] = letter.language
    with speaking(letter.language):
        message.set_content(_TEMPLATES.get_template(f"{letter.kind.value}.txt").render(words))
        message.add_alternative(_TEMPLATES.get_template(f"{letter.kind.value}.html").render(words), subtype="html")
    return message


def clean(text: str, most: int = _LONGEST_NAME) -> str:
    """Without control characters, line breaks and what turns the direction of writing, and not too long."""
    kept = "".join(" " if unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029" else sign for sign in text)
    return " ".join(kept.split())[:most].strip()


def _phrase(text: str) -> str:
    """A name beside an address, of letters and digits only.

    Python's own folding of a name with a sign beyond ASCII takes the quotes off the part of it that needs them: an
    address in a name would become one of the header's.
    """
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" or sign in " -'&" else " " for sign in clean(text))
    return " ".join(kept.split())


def _address(text: str) -> str:
    if not text.isprintable() or _ADDRESS.fullmatch(text) is None:
        raise InvalidInput("email", "one e-mail address", to_say("This is not an e-mail address."), "mail.address")
    try:
        Address(addr_spec=text)
    except ValueError as error:
        raise InvalidInput(
            "email", "one e-mail address", to_say("This is not an e-mail address."), "mail.address"
        ) from error
    return text


def moment(at_us: int) -> str:
    """A time in words."""
    return moment_words(at_us, long=True)
