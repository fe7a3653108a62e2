"""A copy of everything that this computer holds of an attempt and of what the server tells its candidate, as one file.

Guarantees: the file of that name is whole or absent; it holds no token and no key; what the server did not tell (no
network) is said in it. Recordings are not in it: the device keeps no key that opens what it has recorded; the copy says
how to ask for them. Pure but for `gather`, which reads the store and belongs on a background thread.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from app.receipts import utc
from protocol.after import After
from protocol.canonical import to_base64
from protocol.facts import parse_fact
from protocol.wire import Joined
from sync.store.store import Store

_BATCH = 500
_SECRETS = {"token", "candidate_page"}
"""Of the answer to `join`: whoever has them acts as the candidate. The copy may be passed on."""
_READ_ME = """A copy of your attempt, made by Recrutr.

Assessment: {title}
Organisation: {organisation}
Made: {made}

attempt.json     what the server said when you joined: the assessment, the notice that you read
journal.jsonl    every entry of the journal on this computer, one a line: its number, its kind, your computer's time
                 (microseconds since 1970, UTC), its content, and the exact bytes (base64) that were chained and signed
submissions/     what you handed in, and the server's last word about each
documents/       your texts as they stand on this computer
own/             what you kept for yourself or said of how it was; it is in no report
receipts/        the signed receipt, and the server's signature under it
server.json      {server}

Recordings of camera, sound and screen are not in this file: this computer keeps no key that opens them. They are part
of what you can ask the organisation for: "A copy of everything", under "Your attempt".
"""
_TOLD = "what the server told just now: what is held, who looked, what was noted, your requests"
_NOT_TOLD = "not here: the server could not be reached when the copy was made"


def gather(store: Store, after: After | None, made_at_us: int) -> bytes:
    """The file's bytes: a ZIP. `after`: the server's word, None when it could not be asked. Raises StorageFault."""
    joined = store.joined
    files: dict[str, bytes] = {
        "README.txt": _read_me(joined, after, made_at_us),
        "attempt.json": _json(joined.model_dump(mode="json", exclude=_SECRETS)),
        "journal.jsonl": b"".join(_journal(store)),
    }
    for number, handed in enumerate(store.outbox.submissions(), 1):
        name = f"submissions/{number:03d}"
        files[f"{name}.json"] = _json(handed.request.model_dump(mode="json"))
        if handed.status is not None:
            files[f"{name}-answer.json"] = _json(handed.status.model_dump(mode="json"))
    for number, draft in enumerate((store.rebuild_drafts() | store.kept_drafts()).values(), 1):
        told = {"problem": draft.problem, "language": draft.language.value, "path": draft.path, "text": draft.text}
        files[f"documents/{number:03d}.json"] = _json(told | {"deleted": draft.deleted})
    files |= _own(store)
    for kind, signed in (("device", store.receipt), ("server", store.countersigned)):
        if signed is not None:
            files[f"receipts/{kind}.json"] = _json(signed.model_dump(mode="json"))
    if after is not None:
        files["server.json"] = _json(after.model_dump(mode="json"))
    return _zip(files)


def _read_me(joined: Joined, after: After | None, made_at_us: int) -> bytes:
    server = _NOT_TOLD if after is None else _TOLD
    words = {"title": joined.assessment_title, "organisation": joined.organisation, "made": utc(made_at_us)}
    return _READ_ME.format(**words, server=server).encode()


def _journal(store: Store) -> list[bytes]:
    lines, after = [], 0
    while batch := store.outbox.next_batch(after, _BATCH):
        for entry in batch:
            content = parse_fact(entry.body).model_dump(mode="json", exclude_none=True)
            line: dict[str, Any] = {
                "seq": entry.seq,
                "wall_us": entry.header.wall_us,
                "content": content,
                "header": to_base64(entry.header_bytes),
                "body": to_base64(entry.body),
                "hash": entry.hash,
            }
            lines.append(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        after = batch[-1].seq
    return lines


def _own(store: Store) -> dict[str, bytes]:
    """What candidates keep for themselves: cases and notes by problem, and how they said it was."""
    found = {}
    for problem in store.started.pack.problems if store.started is not None else []:
        for kind, name in (("cases", "app.cases."), ("note", "app.note.")):
            if (kept := store.kept(name + problem.problem)) is not None:
                found[f"own/{problem.label}-{kind}.json"] = kept
    said = store.impressions.given
    return found if said is None else found | {"own/how-it-was.json": said.canonical()}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _zip(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()
