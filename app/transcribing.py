"""Speech written down on this computer, where the policy says so and an engine speaks the language.

Guarantees: nothing runs without a language in the policy that the candidate was told; text goes into the journal and
nowhere else; the recording never waits for it. Must not record.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from app.attempt import Attempt
from app.settings import Settings
from protocol.errors import RecrutrError
from protocol.facts import TranscriptFact
from recorder.transcript.engines import choose

if TYPE_CHECKING:
    from recorder.media import SoundBlock
    from recorder.transcript.transcriber import Transcriber

_log = logging.getLogger(__name__)


class Transcribing:
    """Owns the transcriber of an attempt; `take` on the microphone's thread, the rest where the recorder is used."""

    def __init__(self, attempt: Attempt, settings: Settings) -> None:
        self._attempt = attempt
        self._language = attempt.policy.transcript_language
        self._choice = choose(self._language, settings.transcript_model) if self._language else None
        self._transcriber: Transcriber | None = None

    @property
    def missing(self) -> str:
        """The language that was told of and that nothing here can write down; empty when all is well."""
        return self._language or "" if self._choice is None else ""

    def start(self) -> None:
        """Begin, where there is anything to do. Idempotent; returns at once."""
        if self._choice is None or self._transcriber is not None:
            return
        from recorder.transcript.transcriber import Transcriber  # NumPy, where something is recorded

        self._transcriber = Transcriber(self._choice, self._tell)
        self._transcriber.start()

    def take(self, block: SoundBlock) -> None:
        """Take what the microphone gave."""
        transcriber = self._transcriber  # stop() may come from another thread between two looks
        if transcriber is not None:
            transcriber.take(block)

    def stop(self) -> None:
        """End. Idempotent."""
        transcriber, self._transcriber = self._transcriber, None
        if transcriber is not None:
            transcriber.stop()

    def _tell(self, fact: TranscriptFact) -> None:
        """On the transcriber's thread; the store shows its own trouble, and a finished journal takes no text."""
        try:
            self._attempt.record(fact)
        except RecrutrError as error:
            _log.warning("a stretch of text was not recorded: %s", error.code)
