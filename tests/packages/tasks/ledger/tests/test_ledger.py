"""Runs apart: `Ledger` here calls across to the candidate's class, in whatever language it is written."""

import pytest
from ledger import Ledger


def test_accounts_are_separate():
    ledger = Ledger(0)
    ledger.deposit("Ada", 10)
    ledger.deposit("Grace", 5)
    ledger.withdraw("Ada", 4)
    assert [ledger.balance(name) for name in ("Ada", "Grace", "Linus")] == [6, 5, 0]
    assert Ledger(0).balance("Ada") == 0


def test_nothing_below_the_overdraft():
    ledger = Ledger(100)
    ledger.deposit("Ada", 10)
    ledger.withdraw("Ada", 110)
    with pytest.raises(Exception) as refused:
        ledger.withdraw("Ada", 1)
    assert "AssertionError" not in type(refused.value).__name__
    assert ledger.balance("Ada") == -100


@pytest.mark.parametrize("amount", [0, -5])
def test_refuses_what_is_no_amount(amount):
    ledger = Ledger(10)
    for change in (ledger.deposit, ledger.withdraw):
        with pytest.raises(Exception):
            change("Ada", amount)
    assert ledger.balance("Ada") == 0


def test_shares_add_up():
    ledger = Ledger(50)
    ledger.deposit("Ada", 1)
    ledger.deposit("Grace", 2)
    ledger.withdraw("Linus", 30)
    assert ledger.shares() == {"Ada": pytest.approx(1 / 3), "Grace": pytest.approx(2 / 3)}
