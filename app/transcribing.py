"""Speech written down on this computer, where the policy says so and an engine speaks the language.

Guarantees: nothing runs without a language in the policy that the candidate was told; text goes into the journal and
nowhere else; the recording never waits for it. Must not record.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from app.attempt import Attempt
from app.settings import Settings
from protocol.errors import RecrutrError
from protocol.facts import TranscriptFact
from recorder.transcript.engines import choose, model_refusal

if TYPE_CHECKING:
    from recorder.media import SoundBlock
    from recorder.transcript.transcriber import Transcriber

_log = logging.getLogger(__name__)


class Microphone(Protocol):
    """A recorder, as far as it can be listened to."""

    def overhear(self, listener: Callable[[SoundBlock], None] | None, who: str) -> None:
        """Hand on the microphone's sound as well."""
        ...


class Transcribing:
    """Owns the transcriber of an attempt. Each method may be called from any thread, one at a time."""

    def __init__(self, attempt: Attempt, settings: Settings) -> None:
        self._attempt = attempt
        self._language, model = attempt.policy.transcript_language, settings.transcript_model
        if self._language and model and (refusal := model_refusal(model)):
            _log.warning("the transcript model of this computer's policy is not used: %s", refusal)
        self._choice = choose(self._language, model) if self._language else None
        self._transcriber: Transcriber | None = None

    @property
    def missing(self) -> str:
        """The language that was told of and that nothing here can write down; empty when all is well."""
        return self._language or "" if self._choice is None else ""

    def load(self) -> None:
        """Load what `listen` needs, where it is wanted; takes a moment."""
        if self._choice is not None:
            import recorder.transcript.transcriber  # noqa: F401 - NumPy, where something is recorded

    def listen(self, microphone: Microphone) -> None:
        """Write down what this hears, where there is anything to do. Returns at once."""
        if self._choice is None:
            return
        if self._transcriber is None:
            from recorder.transcript.transcriber import Transcriber  # as above

            self._transcriber = Transcriber(self._choice, self._tell)
            self._transcriber.start()
        microphone.overhear(self._transcriber.take, "transcript")

    def stop_soon(self) -> None:
        """End; returns at once. Idempotent."""
        transcriber, self._transcriber = self._transcriber, None
        if transcriber is not None:
            transcriber.stop(0.0)

    def _tell(self, fact: TranscriptFact) -> None:
        """On the transcriber's thread; the store shows its own trouble, and a finished journal takes no text."""
        try:
            self._attempt.record(fact)
        except RecrutrError as error:
            _log.warning("a stretch of text was not recorded: %s", error.code)
