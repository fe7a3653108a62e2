"""`--self-test`: tries every part that an installation can break, in a temporary folder, and says what it did.

Needs no network, camera, microphone, container engine or keyring; works on a display or without one. Used by the
installer's test in a clean system. Nothing of the person's data folder is touched.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

from app.attempt import app_version
from app.receipts import submission_text
from protocol.attempts import AttemptState, TrackKind
from protocol.canonical import to_base64
from protocol.edits import Edit
from protocol.facts import DocumentFact, EditFact, LaunchFact
from protocol.identifiers import new_identifier
from protocol.notices import Notice, NoticeItem
from protocol.receipts import Ticket
from protocol.sealing import new_organisation_keys, open_segment, unwrap_for_organisation
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import AssessmentPack, Joined, ProblemView, Started
from recorder.encoder import Codec, SoundCodec, VideoCodec
from recorder.media import BLOCK_SAMPLES, MICROSECONDS, RATE, Device, Sample
from recorder.track import Order, Track
from sync.clock import mono_us, wall_us
from sync.store.attempts import AttemptStores
from sync.store.keys import WrappedFileHolder
from sync.store.records import DeviceIdentity

CODE = "0000-0000-0000-0000"
TYPED = "print('hello')"
WIDTH, HEIGHT, RATE_FPS = 320, 240, 10
Say = Callable[[str], None]


class Failed(Exception):
    """A part of the installation does not work."""


def run_self_test(transcript_model: Path | None = None) -> int:
    """Run everything, a policy's model too; 0 when all works, 1 otherwise. Says on standard output what it did."""
    say: Say = lambda line: print(line, flush=True)  # noqa: T201, E731  a command's answer to the person who typed it
    say(f"Recrutr {app_version()} self-test, Python {sys.version.split()[0]} on {sys.platform}")
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="recrutr-self-test-") as folder:
            edits = _window(say)
            _store(Path(folder), edits, say)
        if transcript_model is not None:
            try_transcript_model(transcript_model, say)
    except Failed as failure:
        say(f"FAILED  {failure}")
        return 1
    say(f"all parts work ({time.monotonic() - began:.1f} s)")
    return 0


def _window(say: Say) -> list[Edit]:
    """Open the window, make an editor and type into it by key events; returns the edits it told."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt  # loaded here: the platform is chosen above
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from app.composition import make_application
    from editor.syntax.grammars import GRAMMARS, make_parser
    from editor.widget import CodeEditor
    from ui.states import JoinState
    from ui.window import MainWindow

    application = make_application()
    window = MainWindow()
    window.show_join(JoinState(server="http://localhost"))
    window.show()
    application.processEvents()
    _expect(window.isVisible(), "the window does not open")
    say(f"ok      window ({QApplication.platformName()}, PySide6 {version('PySide6-Essentials')})")
    editor = CodeEditor()
    edits: list[Edit] = []
    editor.edited.connect(edits.append)
    editor.set_document(new_identifier(), "", LanguageId.PYTHON)
    editor.show()
    for character in TYPED:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        QCoreApplication.sendEvent(editor.key_target(), press)
    application.processEvents()
    _expect(editor.text() == TYPED, "the editor does not take what is typed")
    _expect("".join(edit.inserted for edit in edits) == TYPED, "the editor does not tell what was typed")
    say(f"ok      editor, {len(edits)} edits")
    _expect(all(make_parser(language) is not None for language in GRAMMARS), "a grammar is missing")
    say(f"ok      syntax of {len(GRAMMARS)} languages")
    _languages(say)
    editor.close()
    editor.deleteLater()
    window.leave()
    application.processEvents()
    return edits


def _languages(say: Say) -> None:
    """Speak every language of the interface, Qt's own words too; then the one of before."""
    from PySide6.QtCore import QCoreApplication  # loaded here, as above

    from protocol.saying import said
    from ui import saying

    before, english = saying.present(), Verdict.WRONG_ANSWER.words
    for language, name in saying.NAMES.items():
        saying.use(language)
        own, of_qt = said(english), QCoreApplication.translate("QPlatformTheme", "Cancel")
        _expect(language == "en" or own != english, f"the words in {name} are missing")
        _expect(language == "en" or of_qt != "Cancel", f"Qt's own words in {name} are missing")
    saying.use(before)
    say(f"ok      interface in {', '.join(saying.NAMES)}")


def _store(folder: Path, edits: list[Edit], say: Say) -> None:
    """Create an encrypted store, write a journal and a recording into it, close, reopen and verify all."""
    server, (public, private) = SigningKey.generate(), new_organisation_keys()
    stores = AttemptStores(folder, WrappedFileHolder(folder / "keys", secrets.token_urlsafe()))
    identity = stores.prepare_join(CODE)
    joined = _joined(server)
    store = stores.create(joined, CODE)
    started = _started(joined, identity, server, public)
    store.begin(started)
    problem, document = started.pack.problems[0].problem, new_identifier()
    store.submit(
        LaunchFact(app_version=app_version(), platform="self-test", ticket_digest=started.ticket.digest),
        DocumentFact(document=document, problem=problem, language=LanguageId.PYTHON, text=""),
        *(EditFact(document=document, edit=edit) for edit in edits),
    ).result(20)
    order = Order(joined.attempt, public, store, store.media)
    _record(TrackKind.CAMERA, VideoCodec(WIDTH, HEIGHT, RATE_FPS), _pictures(), order)
    _record(TrackKind.MICROPHONE, SoundCodec(), _sound(), order)
    receipt = store.finish().result(20)
    store.close()
    say("ok      encoders: one second of H.264 and Opus, sealed")

    store = stores.open(joined.attempt)
    entries = store.verify()
    _expect(store.rebuild_documents() == {document: TYPED}, "the document is not what the journal says")
    say(f"ok      encrypted store reopened, {entries} entries verified, document rebuilt")
    for track in store.outbox.tracks():
        key = unwrap_for_organisation(track.wrapped_key, private)
        for segment in [segment for segment in store.outbox.segments() if segment.track == track.track]:
            opened = list(open_segment(segment.file.read_bytes(), joined.attempt, track.track, key))
            _expect(bool(opened), f"the {track.stream.value} recording does not open")
            size = sum(len(part.plain) for part in opened)
            say(f"ok      sealed {track.stream.value}: {len(opened)} fragments, {size} bytes, {track.mime}")
    _expect(bool(submission_text(joined, started.pack.problems, receipt, None)), "the receipt does not verify")
    say("ok      submission receipt signed and verified")
    store.close()


def _record(kind: TrackKind, codec: Codec, samples: list[Sample], order: Order) -> None:
    track = Track(kind, Device(kind, "self-test", "self-test", virtual=True), codec, order)
    for sample in samples:
        track.write(sample)
    track.end()


def _pictures() -> list[Sample]:
    start, length = mono_us(), MICROSECONDS // RATE_FPS
    rows = HEIGHT * 3 // 2
    return [
        Sample(np.full((rows, WIDTH), 16 + number * 20, dtype=np.uint8), start + number * length, length)
        for number in range(RATE_FPS)
    ]


def _sound() -> list[Sample]:
    start, length = mono_us(), MICROSECONDS * BLOCK_SAMPLES // RATE
    wave = (8000 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.int16)
    return [
        Sample(wave[at : at + BLOCK_SAMPLES], start + number * length, length)
        for number, at in enumerate(range(0, RATE - BLOCK_SAMPLES, BLOCK_SAMPLES))
    ]


def _joined(server: SigningKey) -> Joined:
    item = NoticeItem(what="Nothing", why="Self-test", basis="none", kept="not at all", seen_by="nobody")
    return Joined(
        attempt=new_identifier(),
        token="self-test",  # noqa: S106  no server will ever see it
        state=AttemptState.CHECKED,
        candidate_name="Self-test",
        organisation="Recrutr",
        assessment_title="Self-test",
        duration_us=60 * MICROSECONDS,
        problem_count=1,
        languages=[LanguageId.PYTHON],
        window_end_us=wall_us() + 60 * MICROSECONDS,
        notice=Notice(
            version=1,
            organisation="Recrutr",
            controller_contact="-",
            evidence_level=3,
            level_reason="Self-test",
            items=[item],
            rights=[],
        ),
        server_time_us=wall_us(),
        candidate_page="http://localhost",
        server_public_key=server.public_key,
    )


def _started(joined: Joined, identity: DeviceIdentity, server: SigningKey, recipient: str) -> Started:
    problem = ProblemView(
        problem=new_identifier(),
        label="A",
        title="Self-test",
        statement_html="<p>Say hello.</p>",
        samples=[],
        time_limit_ms=1000,
        memory_limit_bytes=1 << 28,
        output_limit_bytes=1 << 20,
        custom_validator=False,
        validator_flags=[],
        templates={},
    )
    ticket = Ticket(
        attempt=joined.attempt,
        organisation=new_identifier(),
        device=identity.device,
        device_public_key=identity.public_key,
        assessment_digest="0" * 64,
        evidence_level=3,
        started_at_us=wall_us(),
        deadline_us=joined.window_end_us,
        grace_us=0,
        organisation_public_key=recipient,
        server_public_key=server.public_key,
        nonce="self-test",
    )
    return Started(
        ticket=ticket.signed_by(server),
        commitment_key=to_base64(secrets.token_bytes(32)),
        pack=AssessmentPack(
            assessment=new_identifier(), title="Self-test", problems=[problem], languages=[LanguageId.PYTHON]
        ),
        server_time_us=wall_us(),
    )


def try_transcript_model(model: Path, say: Say) -> None:
    """Load the model that the policy names and let it hear a second of silence. Raises Failed with what is missing."""
    from recorder.transcript.engines import RATE as HEARD_RATE  # loaded here: most policies name no model
    from recorder.transcript.engines import model_refusal
    from recorder.transcript.sherpa import Sherpa

    words = model_refusal(model)
    _expect(not words, f"transcript model in {model}: {words}")
    try:
        Sherpa(model).write_down(np.zeros(HEARD_RATE, np.int16))
    except (OSError, RuntimeError, ImportError) as error:
        raise Failed(f"transcript model in {model}: {error}") from error
    say(f"ok      transcript model in {model}")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)
