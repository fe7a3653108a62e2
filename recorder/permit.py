"""The permit without which nothing is captured: it exists only for a notice that the candidate has acknowledged.

Guarantee: every way to open a camera, microphone or screen asks for a permit, and a permit cannot be made except by
`CapturePermit.from_acknowledged`. Only `app` makes one. It must never be stored or cross the wire.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.attempts import AttemptState, TrackKind
from protocol.canonical import digest_hex
from protocol.errors import NotAllowed
from protocol.notices import Notice, NoticeAcknowledged
from protocol.saying import to_say

_PREVIEW_STATES = frozenset({AttemptState.NOTICED, AttemptState.CHECKED, AttemptState.STARTED})
_BY_CAMERA = frozenset({TrackKind.STILLS, TrackKind.IDENTITY})
_MADE_HERE = object()


@dataclass(frozen=True, slots=True)
class CapturePermit:
    """Leave to capture the streams that an acknowledged notice names, in the state the attempt was in.

    Attributes:
        attempt: id of the attempt.
        notice_digest: SHA-256 in hex of the canonical notice that was acknowledged.
        streams: what may be captured: nothing below evidence level 2.
        may_record: false before the attempt has started: then only a preview on this device is allowed.
    """

    attempt: str
    notice_digest: str
    streams: frozenset[TrackKind]
    may_record: bool
    _proof: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._proof is not _MADE_HERE:
            raise NotAllowed(
                "capture.no_notice", to_say("Nothing is recorded before the notice has been acknowledged.")
            )

    @classmethod
    def from_acknowledged(
        cls, attempt: str, notice: Notice, acknowledged: NoticeAcknowledged, state: AttemptState
    ) -> CapturePermit:
        """Make a permit from the notice and the candidate's acknowledgement of this very notice.

        Raises NotAllowed `capture.no_notice` when the acknowledgement is of another notice or the state says that none
        was recorded, `capture.attempt_over` when the attempt has ended.
        """
        digest = digest_hex(notice.canonical())
        if acknowledged.notice_digest != digest or acknowledged.notice_version != notice.version:
            raise NotAllowed(
                "capture.no_notice", to_say("The notice has changed. Read it again before anything is recorded.")
            )
        if state is AttemptState.CREATED:
            raise NotAllowed(
                "capture.no_notice", to_say("Nothing is recorded before the notice has been acknowledged.")
            )
        if state not in _PREVIEW_STATES:
            raise NotAllowed(
                "capture.attempt_over",
                to_say("This attempt is {value}; nothing is recorded any more.", value=state.value),
            )
        return cls(attempt, digest, notice.told.captured, state is AttemptState.STARTED, _MADE_HERE)

    def require(self, stream: TrackKind, *, recording: bool) -> None:
        """Raise NotAllowed when `stream` is not in the notice, or recording is asked for before the start.

        Where the notice names pictures of the camera, its preview is allowed too: it goes nowhere.
        """
        seen_only = stream is TrackKind.CAMERA and not recording and bool(_BY_CAMERA & self.streams)
        if stream not in self.streams and not seen_only:
            raise NotAllowed(
                "capture.not_in_notice",
                to_say("The notice does not say that the {kind} is captured.", kind=stream.words),
            )
        if recording and not self.may_record:
            raise NotAllowed("capture.not_started", to_say("Recording begins only when the attempt has started."))
