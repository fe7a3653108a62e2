"""The Check screen: each line is looked at off the GUI thread and shown as soon as it is known.

Guarantees: devices are opened only with a permit of an acknowledged notice, for a preview on this device; a red line
holds the start back, an amber one does not. What was found is reported to the server at the start,
and before it when the candidate sends the report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app import checks
from app.attempt import Attempt
from app.entrance import Desk
from app.local_runs import LocalRuns
from app.previews import Previews
from app.reporting import Reporting
from app.trying_out import TryingOut
from app.words import AUTOMATIC, GOES_ON, checked_ahead, message_of
from protocol.attempts import AttemptState, TrackKind
from protocol.check_words import CHECK_TITLES
from protocol.errors import Conflict, NetworkFault, RecrutrError
from protocol.saying import say, within
from protocol.wire import CheckReport, CheckResult
from sync.clock import wall_us
from ui.states import CheckLine, CheckState, DeviceOption, Message

_LOOK_TICKS = 3
"""Seconds after which a camera or display that was plugged in is offered."""
_OTHER_LINES = ("runner", "disk", "connection", "clock")


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the check leads: to the work once it has started, or to the identity step before."""

    started: Callable[[], None]
    identity: Callable[[], None]


class CheckRoom:
    """Shows the check; leads on when the attempt has started on the server and in the store."""

    def __init__(self, desk: Desk, attempt: Attempt, previews: Previews, runs: LocalRuns, ways: Ways) -> None:
        self._desk, self._attempt, self._previews, self._runs = desk, attempt, previews, runs
        self._ways = ways
        self._names = (*(kind.value for kind in attempt.previewed), *_OTHER_LINES)
        self._found: dict[str, CheckResult] = {}
        self._looking: set[str] = set()
        self._busy = ""
        self._error: Message | None = None
        self._ticks = 0
        self._offered: object = None
        self._resting = False
        self._waits = False
        self.trying = TryingOut(desk, previews)
        self.reporting = Reporting(desk, attempt, self._results)

    def enter(self) -> None:
        """Open the previews and look at everything."""
        self._resting = False
        self._previews.open()
        self._previews.devices.look()
        for name in self._names:
            self._begin_look(name)
        self.show()
        self.trying.show()

    def rest(self) -> bool:
        """Give the devices back and show nothing until `enter`; whether that is possible now."""
        if self._busy:
            return False
        self._resting = True
        self.trying.let_go()
        self._previews.pause()
        return True

    def look_again(self) -> None:
        """Look at every line anew."""
        for name in self._names:
            self.look(name)

    def look(self, name: str) -> None:
        """Look at one line anew."""
        if name in self._looking or name not in self._names:
            return
        if name not in _OTHER_LINES:
            self.trying.let_go()
            self._previews.reopen(TrackKind(name))
            self._previews.devices.look()
        self._begin_look(name)
        self.show()

    def choose_device(self, name: str, identifier: str) -> None:
        """Look at one line with another device, which is kept."""
        found = self._previews.devices.found(TrackKind(name))
        device = next((each for each in found if each.identifier == identifier), None)
        if device is None or identifier == self._device_in_use(name):
            return
        self.trying.let_go()
        self._previews.choose(device)
        self._begin_look(name)
        self.show()

    def tick(self) -> None:
        """Read the states of the recording streams, about once a second, and now and then which devices there are."""
        self._ticks += 1
        if self._ticks % _LOOK_TICKS == 0:
            self._previews.devices.look()
        for kind in self._attempt.previewed:
            result = checks.stream(self._previews.state().of(kind))
            if result is not None and self._found.get(kind.value) != result:
                self._take(result)
        offered = [self._offer(name) for name in self._names]
        opened = self._waits and not self.opens_in_us  # the moment has come: the start is there by itself
        if offered != self._offered or opened:
            self._offered = offered
            self.show()

    def start(self) -> None:
        """Start the attempt, after the identity step where there is one."""
        if self._busy or not self._may_start():
            return
        self.trying.let_go()
        if self._attempt.policy.identity_step and not self._running_already:
            self._ways.identity()
        else:
            self.begin()

    def begin(self) -> None:
        """From here on the time runs."""
        self._busy, self._error = say("Starting…"), None
        self.show()
        job = self._desk.background.submit(self._begin)
        self._desk.gui.when_done(job, lambda _done: self._ways.started(), self._not_started)

    def _results(self) -> list[CheckResult]:
        """What is known, in the order of the lines, with the trial when there was one."""
        trial = self.trying.result
        return [*(self._found[name] for name in self._names if name in self._found), *([trial] if trial else [])]

    def _begin_look(self, name: str) -> None:
        self._looking.add(name)
        self._found.pop(name, None)
        if name in _OTHER_LINES:
            job = self._desk.background.submit(lambda: self._look_at(name))
            self._desk.gui.when_done(job, self._take, lambda error: self._failed(name, error))

    def _look_at(self, name: str) -> CheckResult:
        """On the background thread."""
        if name == "disk":
            return checks.disk(self._desk.home.folder)
        if name == "runner":
            return checks.runner(self._runs.probe())
        if name == "connection":
            return checks.connection(self._round_trip())
        if not self._attempt.clock.known:
            self._round_trip()
        return checks.clock(self._attempt.clock)

    def _round_trip(self) -> int | RecrutrError:
        clock = self._attempt.clock
        sent = clock.reading()
        try:
            answer = self._attempt.client.time()
        except NetworkFault as error:
            return error
        clock.observe(answer.server_time_us, sent)
        return clock.reading() - sent

    def _begin(self) -> None:
        """On the background thread."""
        attempt = self._attempt
        report = CheckReport(results=self._results(), clock_offset_us=attempt.clock.offset_us() or 0)
        sent = attempt.clock.reading()
        try:
            attempt.heard(attempt.client.report_check(report), sent)
        except Conflict as error:
            if error.details.get("state") != AttemptState.STARTED:
                raise  # started already: the app was closed between the answer and its keeping
        attempt.store.begin(attempt.client.start())
        attempt.reached(AttemptState.STARTED)

    def _take(self, result: CheckResult) -> None:
        self._looking.discard(result.name)
        self._found[result.name] = result
        self.show()

    def _failed(self, name: str, error: RecrutrError) -> None:
        self._take(CheckResult(name=name, colour="amber", cause=within(error.message, 500), fix=checks.AGAIN))

    def _not_started(self, error: RecrutrError) -> None:
        self._busy = ""
        self._error = message_of(error)
        self.show()

    @property
    def opens_in_us(self) -> int:
        """How long until the attempt may begin, by the server's clock as far as it is known; 0: now."""
        joined, now_us = self._attempt.joined, self._attempt.clock.now_us()
        if self._running_already:
            return 0
        return max(0, joined.window_begin_us - (wall_us() if now_us is None else now_us))

    def _may_start(self) -> bool:
        known = all(name in self._found for name in self._names)
        return known and not self.opens_in_us and all(result.colour != "red" for result in self._found.values())

    def show(self) -> None:
        """Show how it stands."""
        if self._resting:
            return
        self._waits = self.opens_in_us > 0
        lines = tuple(self._line(name) for name in self._names)
        red = any(line.colour == "red" for line in lines)
        hint = (
            say("Please look at the red line first: starting now could cost you time.") if red else self._usual_hint()
        )
        self._desk.view.show_check(
            CheckState(
                lines,
                self._time_us(),
                running=bool(self._looking),
                may_start=self._may_start() and not self._busy,
                hint=hint,
                busy=self._busy,
                error=self._error,
                continues=self._running_already,
                window_end_us=None if self._running_already else self._attempt.joined.window_end_us,
            )
        )

    @property
    def _running_already(self) -> bool:
        return self._attempt.continues and self._attempt.joined.deadline_us is not None

    def _usual_hint(self) -> str:
        if self._waits:
            return checked_ahead(self._attempt.joined.window_begin_us)
        return GOES_ON if self._running_already else AUTOMATIC

    def _time_us(self) -> int:
        """The whole time before the start; what is left of it by the server's clock where it runs already."""
        joined, now_us = self._attempt.joined, self._attempt.clock.now_us()
        if joined.deadline_us is None or not joined.continues:
            return joined.duration_us
        return max(0, joined.deadline_us - (joined.server_time_us if now_us is None else now_us))

    def _line(self, name: str) -> CheckLine:
        result = self._found.get(name)
        devices, device = self._offer(name)
        if result is None:
            return CheckLine(name, CHECK_TITLES[name], devices=devices, device=device)
        return CheckLine(name, CHECK_TITLES[name], result.colour, result.cause, result.fix, devices, device)

    def _offer(self, name: str) -> tuple[tuple[DeviceOption, ...], str]:
        """Which devices this line can be looked at with, and the one in use."""
        if name in _OTHER_LINES:
            return (), ""
        devices = self._previews.devices
        options = [
            DeviceOption(
                each.identifier, say("{title}, not attached", title=each.title) if devices.missing(each) else each.title
            )
            for each in devices.found(TrackKind(name))
        ]
        return tuple(options), self._device_in_use(name)

    def _device_in_use(self, name: str) -> str:
        kind = TrackKind(name)
        device = self._previews.devices.chosen(kind) or self._previews.state().stream(kind).device
        return device.identifier if device else ""
