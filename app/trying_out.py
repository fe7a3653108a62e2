"""The trial on the Check screen: ten seconds recorded, opened, and played back to the candidate, then let go of.

Guarantees: what was recorded lies in memory only and goes nowhere; it is let go of when it is deleted, when another
device is chosen, when the candidate goes on, and `KEPT_S` after it was played at the latest. GUI thread; encoders are
waited for, and pictures decoded, on the background thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.entrance import Desk
from app.previews import Previews
from app.words import message_of
from protocol.attempts import TrackKind
from protocol.errors import DeviceFault, RecrutrError
from protocol.saying import to_say, together, within
from protocol.wire import CheckResult
from ui.states import Message, Picture
from ui.trial_states import TrialPhase, TrialState
from ui.words import size_words

if TYPE_CHECKING:
    from recorder.decoder import Film
    from recorder.media import Samples
    from recorder.speaker import Playing
    from recorder.states import PreviewPicture
    from recorder.trial import Take, Trial

NAME = "trial"
LENGTH_S = 10.0
KEPT_S = 300.0
"""Long enough to play it again; a machine that is left alone keeps nothing."""
_WIDTH = 320
_TITLES = {
    TrackKind.CAMERA: to_say("Camera"),
    TrackKind.MICROPHONE: to_say("Microphone"),
    TrackKind.SCREEN: to_say("Screen"),
}
_NOTHING = Message(
    to_say("Nothing could be recorded."),
    to_say("No camera, microphone or screen is open just now."),
    to_say("Look at the lines above, then try again."),
    "note",
)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial: films and sound to play, and a line of words for each stream."""

    films: dict[TrackKind, Film]
    sound: Samples | None
    words: tuple[str, ...]
    whole: bool
    length_s: float


class TryingOut:
    """The trial of one Check screen; `show` is called whenever something changed."""

    def __init__(self, desk: Desk, previews: Previews, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk, self._previews, self._clock = desk, previews, clock
        self._phase, self._since_s = TrialPhase.READY, 0.0
        self._trial: Trial | None = None
        self._tried: Tried | None = None
        self._playing: Playing | None = None
        self._sound = ""
        self._error: Message | None = None
        self.result: CheckResult | None = None
        """What came of the last trial, for the report."""

    def begin(self) -> None:
        """Record; once more when there is something already."""
        if self._phase in {TrialPhase.RECORDING, TrialPhase.OPENING}:
            return
        self.let_go()
        try:
            trial = self._previews.try_out()
        except RecrutrError as error:
            self._fail(message_of(error))
            return
        if trial is None or not trial.kinds:
            self._fail(_NOTHING)
            return
        self._trial, self._error = trial, None
        self._turn_to(TrialPhase.RECORDING)

    def tick(self) -> None:
        """Go on; ten times a second."""
        past_s = self._clock() - self._since_s
        if self._phase is TrialPhase.RECORDING:
            if past_s >= LENGTH_S:
                self._open()
            else:
                self.show()
        elif self._phase is TrialPhase.PLAYING and self._tried is not None:
            if past_s >= self._tried.length_s:
                self._turn_to(TrialPhase.PLAYED)
            else:
                self.show()
        elif self._phase is TrialPhase.PLAYED and past_s >= KEPT_S:
            self.let_go()

    def play(self) -> None:
        """Play it, from the beginning."""
        if self._tried is None or self._phase is TrialPhase.PLAYING:
            return
        self._hush()
        self._sound = self._let_hear(self._tried.sound)
        self._turn_to(TrialPhase.PLAYING)

    def let_go(self) -> None:
        """Delete what there is, and stop what is under way."""
        trial, self._trial, self._tried = self._trial, None, None
        if trial is not None:
            trial.stop_soon()
        self._hush()
        self._sound, self._error = "", None
        self._turn_to(TrialPhase.READY)

    def show(self) -> None:
        """Show how it stands."""
        kinds = self._previews.tried
        if not kinds:
            return
        tried = self._tried
        at_s = min(self._clock() - self._since_s, LENGTH_S if tried is None else tried.length_s)
        playing = self._phase is TrialPhase.PLAYING
        self._desk.view.beside.show_trial(
            TrialState(
                self._phase,
                at_s,
                LENGTH_S if tried is None else tried.length_s,
                has_camera=TrackKind.CAMERA in kinds,
                has_screen=TrackKind.SCREEN in kinds,
                camera=self._picture(TrackKind.CAMERA, at_s if playing else 0.0),
                screen=self._picture(TrackKind.SCREEN, at_s if playing else 0.0),
                words=() if tried is None else tried.words,
                sound=self._sound,
                error=self._error,
            )
        )

    def _open(self) -> None:
        trial = self._trial
        assert trial is not None  # noqa: S101 - the phase says so
        trial.stop_soon()
        self._turn_to(TrialPhase.OPENING)
        job = self._desk.background.submit(lambda: read(trial.finish()))
        self._desk.gui.when_done(
            job, lambda tried: self._opened(trial, tried), lambda error: self._not_opened(trial, error)
        )

    def _opened(self, trial: Trial, tried: Tried) -> None:
        if trial is not self._trial:
            return  # deleted meanwhile
        self._trial, self._tried = None, tried
        self.result = CheckResult(
            name=NAME, colour="green" if tried.whole else "amber", cause=within(together(*tried.words), 500)
        )
        self.play()

    def _not_opened(self, trial: Trial, error: RecrutrError) -> None:
        if trial is self._trial:
            self._trial = None
            self.result = CheckResult(name=NAME, colour="amber", cause=within(error.message, 500))
            self._fail(message_of(error))

    def _let_hear(self, sound: Samples | None) -> str:
        """Begin to play; what is to be said of it."""
        if sound is None:
            return ""
        from recorder.speaker import Playing  # PortAudio is loaded already where there is sound

        try:
            self._playing = Playing(sound)
        except DeviceFault as fault:
            cannot = to_say("The sound cannot be played here; what it contains stands above.")
            return together(fault.message, cannot)
        return to_say("You should hear what was recorded. If not, look at the volume of this computer.")

    def _hush(self) -> None:
        playing, self._playing = self._playing, None
        if playing is not None:
            playing.stop()

    def _fail(self, message: Message) -> None:
        self._error = message
        self._turn_to(TrialPhase.FAILED)

    def _turn_to(self, phase: TrialPhase) -> None:
        self._phase, self._since_s = phase, self._clock()
        self.show()

    def _picture(self, kind: TrackKind, at_s: float) -> Picture | None:
        film = None if self._tried is None else self._tried.films.get(kind)
        seen: PreviewPicture | None = None if film is None else film.at(int(at_s * 1_000_000))
        return None if seen is None else Picture(seen.width, seen.height, seen.rgb)


def read(takes: tuple[Take, ...]) -> Tried:
    """Decode and word what was recorded. On a background thread. Raises DeviceFault."""
    from recorder.decoder import decode_pictures, decode_sound  # FFmpeg loads only where it is wanted

    films: dict[TrackKind, Film] = {}
    sound: Samples | None = None
    words: list[str] = []
    lengths_s = [0.0]
    whole = True
    for take in takes:
        if take.kind is TrackKind.MICROPHONE:
            sound = decode_sound(take.segments)
            came, good, length_s = _sound_words(take, sound)
        else:
            film = films[take.kind] = decode_pictures(take.segments, _WIDTH)
            came, good, length_s = _film_words(take, film)
        words.append(to_say("{stream}: {words}", stream=_TITLES[take.kind], words=came))
        lengths_s.append(length_s)
        whole = whole and good
    return Tried(films, sound if sound is not None and len(sound) else None, tuple(words), whole, max(lengths_s))


def _film_words(take: Take, film: Film) -> tuple[str, bool, float]:
    if not film.pictures:
        return (take.trouble or to_say("no picture came.")), False, 0.0
    length_s = film.duration_us / 1_000_000
    rate = len(film.pictures) / length_s if length_s else 0.0
    came = to_say(
        "{seconds:.1f} s, {rate:.0f} pictures a second, {size}.",
        seconds=length_s,
        rate=rate,
        size=size_words(take.sealed_bytes),
    )
    return together(came, _missing(take)), not (take.trouble or take.lost_us), length_s


def _sound_words(take: Take, sound: Samples) -> tuple[str, bool, float]:
    from recorder.capture import sound_level  # as above
    from recorder.media import RATE

    if not len(sound):
        return (take.trouble or to_say("no sound came.")), False, 0.0
    blocks = [sound_level(sound[at : at + RATE // 10]) for at in range(0, len(sound), RATE // 10)]
    length_s = len(sound) / RATE
    came = to_say(
        "{seconds:.1f} s, {size}, loudest {percent} %.",
        seconds=length_s,
        size=size_words(take.sealed_bytes),
        percent=round(max(blocks) * 100),
    )
    silent = not sound.any() or max(blocks) == 0.0
    muted = to_say("It is silent: is the microphone muted?") if silent else ""
    return together(came, muted, _missing(take)), not (silent or take.trouble or take.lost_us), length_s


def _missing(take: Take) -> str:
    lost = to_say("{seconds:.1f} s are missing.", seconds=take.lost_us / 1_000_000) if take.lost_us >= 100_000 else ""
    return together(lost, take.trouble)
