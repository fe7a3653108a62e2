"""A device that works, sends the first part of it to the backend, works on, and waits to be killed.

Run as `python -m tests.faults.half_sent <data> <url> <code>`; prints "ready" when it waits.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app.attempt import Attempt, join_request
from protocol.canonical import digest_hex
from protocol.edits import Edit
from protocol.facts import DocumentFact, EditFact, SubmissionFact
from protocol.identifiers import new_identifier
from protocol.notices import NoticeAcknowledged
from protocol.verdicts import LanguageId
from protocol.wire import CheckReport, CheckResult
from sync.client import Client
from sync.clock import wall_us
from sync.sending import Sender
from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.storage.file_holder import FileHolder
from tests.storage.settled import settle

LONG = "# a long line, so that an entry needs pages of its own\n" * 400


def started(stores: AttemptStores, client: Client, code: str) -> Store:
    """Join, read the notice, check and start."""
    identity = stores.prepare_join(code)
    joined = client.join(join_request(code, identity), identity.key)
    client.sign_in(joined.attempt, joined.token)
    store = stores.create(joined, code)
    Attempt(stores, store, client).remember(client.base_url, code)
    digest = digest_hex(joined.notice.canonical())
    client.acknowledge_notice(
        NoticeAcknowledged(notice_version=joined.notice.version, notice_digest=digest, read_at_wall_us=wall_us())
    )
    disk = CheckResult(name="disk", colour="green", cause="There is room.")
    client.report_check(CheckReport(results=[disk], clock_offset_us=0))
    store.begin(client.start())
    return store


def work(store: Store, document: DocumentFact, text: str, lines: int) -> str:
    """Type lines at the end of the document, and hand it in."""
    for number in range(lines):
        line = LONG if number == 3 else f"line {number}\n"
        edit = Edit(position=len(text.encode()), inserted=line)
        store.submit(EditFact(document=document.document, edit=edit)).result(30)
        text += line
    fact = SubmissionFact(
        submission=new_identifier(),
        problem=document.problem,
        document=document.document,
        language=LanguageId.PYTHON,
        source_digest=digest_hex(text.encode()),
    )
    store.hand_in(fact, text).result(30)
    return text


def main(data: Path, url: str, code: str) -> None:
    stores = AttemptStores(data, FileHolder(data / "keys"), StoreOptions(0.0, 0, 0))
    client = Client(url)
    store = started(stores, client, code)
    kept = store.started
    assert kept is not None
    document = DocumentFact(
        document=new_identifier(), problem=kept.pack.problems[0].problem, language=LanguageId.PYTHON, text=""
    )
    store.submit(document).result(30)
    text = work(store, document, "", 60)
    sender = Sender(store, client)
    while sender.journal():
        pass
    settle(store)
    work(store, document, text, 20)
    print("ready", flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
