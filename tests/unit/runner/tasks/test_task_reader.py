"""A good task is read whole; each break is named by file and key; what a candidate gets holds nothing hidden."""

from __future__ import annotations

import pytest

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.sources import zip_of_files
from runner.tasks.description.model import Award, CallTest, Placement
from runner.tasks.description.reader import read_visible_part
from runner.tasks.loading import load_archive, read_problem
from tests.unit.runner.package_builder import GOOD as PACKAGE
from tests.unit.runner.tasks.task_builder import GOOD, changed, task


def test_a_good_task_is_read_whole() -> None:
    read = task()
    assert read.title == "Sums"
    assert read.languages == (LanguageId.PYTHON,)
    assert read.max_score == 100
    assert [group.name for group in read.groups] == ["examples", "hidden", "counter"]
    assert read.groups[2].award is Award.ALL
    assert read.groups[2].suite is not None
    assert read.groups[2].suite.placement is Placement.APART
    assert not any(group.influenced for group in read.groups)
    counts = read.groups[1].tests[3]
    assert isinstance(counts, CallTest)
    assert [step.member for step in counts.steps] == ["Counter.new", "Counter.up", "Counter.value"]
    of_two = read.groups[1].tests[2]
    assert isinstance(of_two, CallTest)
    assert of_two.steps[0].arguments == ([1.0, 2.0],)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("task.yaml", b"recrutr-task-1", b"recrutr-task-9", "format must be recrutr-task-1"),
        ("task.yaml", b"name: Sums\n", b"", "name must be"),
        ("task.yaml", b"returns: int}\n    mean", b"returns: integer}\n    mean", "add.returns must be types out of"),
        ("task.yaml", b"list<float>", b"list<float", "parameters must be types out of"),
        ("task.yaml", b"{time: 2}", b"{time: 0}", "limits.time must be a number above 0"),
        ("task.yaml", b"{time: 2}", b"{speed: 2}", "limits.speed is not known"),
        ("task.yaml", b"python3:", b"cobol:", "languages.cobol must be one of"),
        ("task.yaml", b"[sums.py]", b"[other.py]", "editable must be files of starter/python3"),
        ("task.yaml", b"name: hidden", b"name: Hidden!", "name must be small letters"),
        ("task.yaml", b"name: hidden", b"name: counter", "groups with different names"),
        ("task.yaml", b"points: 60, ", b"", "'hidden'"),
        ("task.yaml", b"tests/hidden.yaml", b"tests/absent.yaml", "'tests/absent.yaml' is none"),
        ("task.yaml", b"framework: pytest", b"framework: unittest", "framework must be one of"),
        ("task.yaml", b"award: all", b"award: some", "award must be one of"),
        ("task.yaml", b"visible: true", b"visible: true, points: 5", "without points for the visible group"),
        ("tests/hidden.yaml", b"call: mean", b"call: median", "call must be one of the interface"),
        ("tests/hidden.yaml", b"[9007199254740993, 1]", b"[1]", "a sequence of 2 values"),
        ("tests/hidden.yaml", b"[9007199254740993, 1]", b"[1, true]", "of the type int, which True is not"),
        ("tests/hidden.yaml", b"expect: 9007199254740994", b"expect: nine", "expect must be of the type int"),
        ("tests/hidden.yaml", b"expect: 9007199254740994", b"raises: 5", "raises must be true"),
        ("tests/hidden.yaml", b", expect: 9007199254740994", b"", "'large' expects nothing"),
        ("tests/hidden.yaml", b"of: counter, call: up", b"of: clock, call: up", "of must be the name of an object"),
        ("tests/hidden.yaml", b"name: large", b"name: of none", "different names"),
        ("tests/hidden.yaml", b"expect: 1.5", b"expect: 1.5, close: 1", "close is not known"),
    ],
)
def test_each_break_is_named(path: str, old: bytes, new: bytes, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        task(changed(path, old, new))
    assert said in refused.value.message
    assert refused.value.message.startswith(path)


def test_missing_parts_are_named() -> None:
    for path in ("statement.md", "submissions/accepted/sums.py"):
        with pytest.raises(InvalidInput, match=path.partition("/")[0]):
            task({name: data for name, data in GOOD.items() if name != path})
    with pytest.raises(InvalidInput, match="hidden group"):
        task({**GOOD, "task.yaml": GOOD["task.yaml"].partition(b"  - {name: hidden")[0]})


def test_nothing_hidden_is_in_what_a_candidate_gets() -> None:
    read = task()
    told = read.view("01890a5d-ac96-774b-bcce-b302099a8057", "A").model_dump_json()
    assert "small" in told
    for secret in ("hidden", "9007199254740", "of two", "test_counter", "Counter(1)", "below", "a + b"):
        assert secret not in told
    visible = read_visible_part(read.visible_files, "sums")
    assert [group.name for group in visible.groups] == ["examples"]


def test_one_way_in_tells_the_kinds_apart() -> None:
    archive = zip_of_files(GOOD, "sums")
    assert type(load_archive(archive, "sums")).__name__ == "Task"
    assert type(load_archive(zip_of_files(PACKAGE, "sum"), "sum")).__name__ == "ProblemPackage"
    with pytest.raises(InvalidInput, match="both"):
        read_problem({**GOOD, **PACKAGE}, "both")
    with pytest.raises(InvalidInput, match=r"problem\.yaml"):
        load_archive(zip_of_files({"readme.md": b"nothing"}, "x"), "x")
