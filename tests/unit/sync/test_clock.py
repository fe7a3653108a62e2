"""The server's time: half the round trip, the best sample, and no wall clock in it."""

from __future__ import annotations

from sync.clock import ServerClock, elapsed_us, mono_us

HOUR_US = 3_600_000_000
SERVER_US = 1_700_000_000_000_000


class Watch:
    """Two clocks that a test turns by hand."""

    def __init__(self) -> None:
        self.elapsed, self.wall = 5_000_000, 42

    def clock(self) -> ServerClock:
        return ServerClock(lambda: self.elapsed, lambda: self.wall)

    def ask(self, clock: ServerClock, server_us: int, round_trip_us: int) -> None:
        sent = clock.reading()
        self.elapsed += round_trip_us
        clock.observe(server_us, sent)


def test_nothing_is_known_before_the_first_answer() -> None:
    clock = Watch().clock()
    assert not clock.known
    assert (clock.now_us(), clock.offset_us(), clock.uncertainty_us()) == (None, None, None)


def test_half_the_round_trip_is_added() -> None:
    watch = Watch()
    clock = watch.clock()
    watch.ask(clock, SERVER_US, 100_000)
    assert clock.now_us() == SERVER_US + 50_000
    assert clock.uncertainty_us() == 50_000


def test_time_goes_on_by_the_counting_clock_alone() -> None:
    watch = Watch()
    clock = watch.clock()
    watch.ask(clock, SERVER_US, 0)
    for jump in (HOUR_US, -HOUR_US, 365 * 24 * HOUR_US):
        watch.wall += jump
        assert clock.now_us() == SERVER_US
    watch.elapsed += 8 * HOUR_US  # a night's sleep counts
    assert clock.now_us() == SERVER_US + 8 * HOUR_US


def test_a_slow_answer_does_not_spoil_a_quick_one() -> None:
    watch = Watch()
    clock = watch.clock()
    watch.ask(clock, SERVER_US, 2_000)
    known = clock.now_us()
    assert known is not None
    watch.ask(clock, SERVER_US + 2_000_000, 2_000_000)  # two seconds on the way, all of them on the way back
    assert clock.now_us() == known + 2_000_000


def test_an_old_anchor_gives_way_because_quartz_drifts() -> None:
    watch = Watch()
    clock = watch.clock()
    watch.ask(clock, SERVER_US, 2_000)
    watch.elapsed += HOUR_US
    watch.ask(clock, SERVER_US + HOUR_US + 150_000, 20_000)
    assert clock.now_us() == SERVER_US + HOUR_US + 160_000


def test_the_offset_is_how_far_the_wall_clock_is_ahead() -> None:
    watch = Watch()
    clock = watch.clock()
    watch.ask(clock, SERVER_US, 0)
    watch.wall = SERVER_US + HOUR_US
    assert clock.offset_us() == HOUR_US


def test_the_real_clocks_count() -> None:
    assert 0 < mono_us() <= mono_us()
    assert elapsed_us() <= elapsed_us()
    assert elapsed_us() >= mono_us() - 1_000_000


class Launches:
    """Launches on one machine, without network after the first."""

    def __init__(self) -> None:
        self.watch = Watch()
        self.watch.wall = SERVER_US
        self.boot = "one"
        first = self._clock()
        self.watch.ask(first, SERVER_US, 0)
        kept = first.keep()
        assert kept is not None
        self.kept = kept

    def _clock(self) -> ServerClock:
        return ServerClock(lambda: self.watch.elapsed, lambda: self.watch.wall, lambda: self.boot)

    def next(self) -> ServerClock:
        clock = self._clock()
        clock.resume(self.kept)
        return clock


def test_a_launch_without_network_goes_on_by_the_counting_clock() -> None:
    launches = Launches()
    for step in (HOUR_US, -HOUR_US, 365 * 24 * HOUR_US, -365 * 24 * HOUR_US):
        launches.watch.wall += step
        launches.watch.elapsed += HOUR_US
        clock = launches.next()
        assert not clock.known
        assert clock.now_us() == SERVER_US + (launches.watch.elapsed - launches.kept.elapsed_us)


def test_after_a_restart_of_the_machine_the_wall_clock_has_to_do_and_gives_nothing_back() -> None:
    launches = Launches()
    launches.boot, launches.watch.elapsed = "two", 1_000
    launches.watch.wall += HOUR_US
    assert launches.next().now_us() == SERVER_US + HOUR_US
    launches.watch.wall -= 3 * HOUR_US
    assert launches.next().now_us() == SERVER_US
    launches.boot = ""
    launches.kept = launches.kept.model_copy(update={"boot": ""})
    assert launches.next().now_us() == SERVER_US


def test_the_servers_own_word_ends_the_estimate() -> None:
    launches = Launches()
    launches.watch.elapsed += HOUR_US
    clock = launches.next()
    launches.watch.ask(clock, SERVER_US + 2 * HOUR_US, 0)
    assert clock.known
    assert clock.now_us() == SERVER_US + 2 * HOUR_US
