"""What counts as a proven gap of the connection: between two words of the server, and only while nothing arrived."""

from __future__ import annotations

from backend.credit.measured import Gap, Noted, gaps_of, silent_part, worked_part
from protocol.facts import AcknowledgementFact, Fact, NetworkFact, fact_bytes
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment

SECOND_US = 1_000_000


class Journal:
    """Entries of one device with a clock that the test sets."""

    def __init__(self) -> None:
        self.device = new_identifier()
        self.chain = Chain(new_identifier(), self.device, b"k" * 32)
        self.head, self.launch = Head(0, "0" * 64), new_identifier()
        self.noted: list[Noted] = []

    def network(self, at_s: int, *, reachable: bool, wall_s: int = 0) -> int:
        entry = self._link(NetworkFact(reachable=reachable), at_s, wall_s)
        self.noted.append(Noted(entry, reachable=reachable))
        return entry.seq

    def word(self, server_s: int, at_s: int = 0) -> None:
        fact = AcknowledgementFact(
            acknowledged_seq=1, head="0" * 64, server_time_us=server_s * SECOND_US, signature="checked before"
        )
        self.noted.append(Noted(self._link(fact, at_s, 0), word=fact))

    def gaps(self) -> list[tuple[int, int, int, int]]:
        """(entry, began, ended, measured), in seconds."""
        return [
            (gap.seq, gap.began_us // SECOND_US, gap.ended_us // SECOND_US, gap.measured_us // SECOND_US)
            for gap in gaps_of(self.noted)
        ]

    def _link(self, fact: Fact, at_s: int, wall_s: int) -> Entry:
        moment = Moment(self.launch, at_s * SECOND_US, wall_s * SECOND_US)
        entry = self.chain.link(self.head, fact_bytes(fact), moment)
        self.head = Head(entry.seq, entry.hash)
        return entry


def test_a_gap_lies_between_the_nearest_words() -> None:
    journal = Journal()
    journal.word(100)
    journal.word(130)
    lost = journal.network(40, reachable=False)
    journal.network(70, reachable=True)
    journal.word(175)
    journal.word(200)
    assert journal.gaps() == [(lost, 130, 175, 30)]


def test_without_a_word_before_it_a_gap_is_not_proven_and_later_words_do_not_help() -> None:
    journal = Journal()
    journal.network(10, reachable=False)
    journal.network(400, reachable=True)
    journal.word(500)
    journal.word(900)
    assert journal.gaps() == []


def test_without_a_word_after_it_a_gap_is_not_proven() -> None:
    journal = Journal()
    journal.word(100)
    journal.network(10, reachable=False)
    journal.network(400, reachable=True)
    assert journal.gaps() == []


def test_a_word_inside_a_gap_makes_it_shorter() -> None:
    journal = Journal()
    journal.word(100)
    lost = journal.network(10, reachable=False)
    journal.word(300)
    journal.network(400, reachable=True)
    journal.word(500)
    assert journal.gaps() == [(lost, 300, 500, 390)]


def test_each_gap_is_told_once_and_the_first_loss_counts() -> None:
    journal = Journal()
    journal.word(100)
    first = journal.network(10, reachable=False)
    journal.network(20, reachable=False)
    journal.network(30, reachable=True)
    journal.word(200)
    second = journal.network(110, reachable=False)
    journal.network(150, reachable=True)
    journal.word(300)
    assert [(seq, measured) for seq, _, _, measured in journal.gaps()] == [(first, 20), (second, 40)]


def test_across_a_restart_the_wall_clock_says_how_long_and_a_clock_put_back_says_nothing() -> None:
    for back_s, expected in ((0, [600]), (-5000, [])):
        journal = Journal()
        journal.word(100)
        journal.network(500, reachable=False, wall_s=10_000)
        journal.launch = new_identifier()
        journal.network(1, reachable=True, wall_s=10_600 + back_s)
        journal.word(900)
        assert [measured for _, _, _, measured in journal.gaps()] == expected


def test_only_the_longest_silence_counts_and_never_more_than_it() -> None:
    gap = Gap("d", 1, 0, 100 * SECOND_US, measured_us=90 * SECOND_US)
    arrivals = [at * SECOND_US for at in (-5, 20, 70, 100, 130)]
    found = silent_part(gap, arrivals)
    assert (found.began_us, found.ended_us, found.measured_us) == (20 * SECOND_US, 70 * SECOND_US, 50 * SECOND_US)
    assert silent_part(gap, []).measured_us == 90 * SECOND_US


def test_a_gap_counts_only_while_the_attempt_is_worked_on_there() -> None:
    gap = Gap("device", 1, 100, 200, 80)
    assert worked_part(gap, None) == worked_part(gap, 200) == gap
    assert worked_part(gap, 130) == Gap("device", 1, 100, 130, 30)
    assert worked_part(gap, 190) == Gap("device", 1, 100, 190, 80)
    assert worked_part(gap, 100) is None
