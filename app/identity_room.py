"""The identity step between check and start: the candidate's own pictures, taken, seen, retaken or left out.

Guarantees: pictures stay in this process's memory until the attempt has started; then `Previews` seals them. Going on
without is possible at any time, and noted. No program compares anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.entrance import Desk
from app.previews import Previews
from protocol.attempts import TrackKind
from protocol.saying import say, to_say
from recorder.states import Condition
from ui.recorded_states import IdentityState
from ui.states import Message

if TYPE_CHECKING:
    from recorder.identity import TakenPicture

WHICH = ("person", "document")
_NO_PICTURE = Message(
    to_say("The camera gives no picture just now."),
    to_say("Nothing was taken."),
    to_say("Look whether it is plugged in."),
)


class IdentityRoom:
    """Shows the step; leads on to the start, or back to the check."""

    def __init__(self, desk: Desk, previews: Previews, start: Callable[[], None], to_check: Callable[[], None]) -> None:
        self._desk, self._previews = desk, previews
        self._start, self._to_check = start, to_check
        self._taken: dict[str, TakenPicture] = {}
        self._camera = False

    def enter(self) -> None:
        """Show the step."""
        self._show()

    def take(self, which: str) -> None:
        """Take the picture of "person" or "document", in the place of the one before."""
        if which not in WHICH:
            return
        taken = self._previews.camera_picture()
        if taken is None:
            self._show(error=_NO_PICTURE)
            return
        self._taken[which] = taken
        self._show()

    def go_on(self) -> None:
        """Start, with the pictures there are."""
        self._previews.pictures = tuple(self._taken[which] for which in WHICH if which in self._taken)
        self._show(busy=say("Starting…"))
        self._start()

    def back(self) -> None:
        """Back to the check; what was taken is let go of."""
        self._taken.clear()
        self._previews.pictures = None
        self._to_check()

    def tick(self) -> None:
        """Look whether the camera gives pictures; about once a second."""
        camera = self._gives_pictures()
        if camera != self._camera:
            self._show()

    def _gives_pictures(self) -> bool:
        return self._previews.state().stream(TrackKind.CAMERA).condition is Condition.RUNNING

    def _show(self, busy: str = "", error: Message | None = None) -> None:
        self._camera = self._gives_pictures()
        person, document = (self._taken.get(which) for which in WHICH)
        self._desk.view.show_identity(
            IdentityState(
                None if person is None else person.jpeg,
                None if document is None else document.jpeg,
                self._camera,
                busy,
                error,
            )
        )
