"""Java, Go and Rust made from an interface: names and types as each language has them, and nothing of a test."""

from __future__ import annotations

import pytest

from protocol.verdicts import LanguageId
from runner.tasks.description.interface import Interface, Member, parse_type
from runner.tasks.sources import cpp, go, java, rust

NESTED = parse_type("map<text, list<optional<int>>>")
WHOLE = parse_type("int")
INTERFACE = Interface(
    {
        "sum_up": Member("sum_up", (NESTED,), WHOLE, {LanguageId.JAVA: "sumUp"}, fails=True),
        "Shop.new": Member("Shop.new", (WHOLE,), parse_type("nothing")),
        "Shop.close": Member("Shop.close", (), parse_type("nothing")),
    }
)


@pytest.mark.parametrize(
    ("spelled", "words"),
    [
        (java.type_of, "java.util.Map<String, java.util.List<java.util.Optional<Long>>>"),
        (go.type_of, "map[string][]*int"),
        (rust.type_of, "std::collections::HashMap<String, Vec<Option<i64>>>"),
    ],
)
def test_types(spelled: object, words: str) -> None:
    assert callable(spelled)
    assert spelled(NESTED) == words


def test_go_names_are_exported_unless_the_task_says_otherwise() -> None:
    member = INTERFACE.members["sum_up"]
    assert member.spelled(LanguageId.GO) == "SumUp"
    assert member.wire_name(LanguageId.PYTHON) == "sum_up"
    assert INTERFACE.members["Shop.close"].wire_name(LanguageId.GO) == "Shop.Close"
    assert INTERFACE.members["Shop.new"].wire_name(LanguageId.GO) == "Shop.new"


def test_drivers_call_what_the_candidate_writes() -> None:
    text = java.driver(INTERFACE, "trade/Shop.java")
    assert "import trade.*;" in text
    assert "trade.Shop.sumUp(given0)" in text
    assert 'case "Shop.new": {' in text
    assert '"SumUp": candidate.SumUp' in go.driver(INTERFACE, "shop/shop.go")
    assert 'candidate "task/shop"' in go.driver(INTERFACE, "shop/shop.go")
    assert "objects_of_Shop.push(shop::Shop::new(given0));" in rust.driver(INTERFACE, "shop.rs")


def test_stand_ins_call_the_other_language_by_its_own_names() -> None:
    stubs = java.stubs(INTERFACE, "trade/Shop.java", LanguageId.PYTHON)
    assert list(stubs) == ["trade/Shop.java"]
    assert stubs["trade/Shop.java"].startswith("package trade;")
    assert (
        "long sumUp(java.util.Map<String, java.util.List<java.util.Optional<Long>>> given0)" in stubs["trade/Shop.java"]
    )
    assert '"sum_up"' in stubs["trade/Shop.java"]
    for text in (go.stubs(INTERFACE, "shop/shop.go", LanguageId.JAVA), rust.stubs(INTERFACE, LanguageId.JAVA)):
        assert '"sumUp"' in text
    assert '"SumUp"' in cpp.stubs(INTERFACE, LanguageId.GO)


def test_only_what_may_fail_says_so() -> None:
    text = go.stubs(INTERFACE, "shop/shop.go", LanguageId.GO)
    assert "func SumUp(given0 map[string][]*int) (int, error)" in text
    assert "func (own *Shop) Close()  {" in text
    assert "-> Result<i64, remote::CandidateError>" in rust.stubs(INTERFACE, LanguageId.RUST)
