"""What the writer does when an attempt moves between machines or its time is extended. Each is one transaction.

Guarantees: the work taken over is written once, each part under an id of this device's own, so that nothing of two
machines can be mixed; what the server had handed in already is never sent again.
"""

from __future__ import annotations

from protocol.facts import ContinuedFact, CreditFact, DocumentFact, Fact, MovedFact
from protocol.identifiers import new_identifier
from protocol.journal import Moment
from protocol.receipts import EarlierDevice, Extension, Signed
from protocol.wire import Handover
from sync.store.handing_in import write_facts
from sync.store.outbox import MOVED, RECEIPT
from sync.store.writer import Pen

EXTENSION = "extension"
_KEEP = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


def write_takeover(pen: Pen, earlier: EarlierDevice, handover: Handover, moment: Moment) -> bool:
    """The earlier device's work as facts and submissions of this store; whether it was not there yet."""
    if pen.database.read_one("SELECT 1 FROM entry WHERE kind = 'continued'") is not None:
        return False
    submissions = [each.status.submission for each in handover.submissions]
    seq = write_facts(
        pen,
        [ContinuedFact(device=earlier.device, seq=earlier.seq, head=earlier.head, submissions=submissions)],
        moment,
    )
    # The document that a problem shows comes last: that is how a journal says which one it is.
    documents: list[Fact] = [
        DocumentFact(
            document=new_identifier(), problem=each.problem, language=each.language, text=each.text, path=each.path
        )
        for each in sorted(handover.documents, key=lambda each: each.shown)
    ]
    if documents:
        write_facts(pen, documents, moment)
    rows = [
        (each.status.submission, seq, each.request.canonical(), each.status.canonical())
        for each in handover.submissions
    ]
    pen.database.write_many("INSERT INTO submission (submission, seq, request, status) VALUES (?, ?, ?, ?)", rows)
    return True


def write_leave(pen: Pen, server_time_us: int, moment: Moment) -> None:
    """The last entry of this device, unless it had finished; from then on the store takes no more. Repeatable."""
    if pen.database.read_one("SELECT 1 FROM setting WHERE name = ?", MOVED) is not None:
        return
    if pen.database.read_one("SELECT 1 FROM setting WHERE name = ?", RECEIPT) is None:
        write_facts(pen, (MovedFact(server_time_us=server_time_us),), moment)
    pen.database.write(_KEEP, MOVED, str(server_time_us).encode("ascii"))


def write_extension(pen: Pen, signed: Signed, word: Extension, moment: Moment) -> None:
    """Keep the server's word and say in the journal that it came, while the journal is open."""
    pen.database.write(_KEEP, EXTENSION, signed.canonical())
    closed = pen.database.read_one("SELECT 1 FROM setting WHERE name IN (?, ?)", MOVED, RECEIPT)
    if closed is None:
        fact = CreditFact(
            number=word.number,
            deadline_us=word.deadline_us,
            credited_us=word.credited_us,
            signature=signed.signature,
        )
        write_facts(pen, (fact,), moment)
