"""Whatever is made, renamed, deleted, brought back and written: the journal gives every file of every moment again."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.attempts.handover import Work
from protocol.documents import rebuild
from protocol.edits import Edit
from protocol.errors import InvalidInput, Tampered
from protocol.facts import DocumentFact, EditFact, Fact, FileEvent, FileFact, fact_bytes, parse_fact
from protocol.identifiers import new_identifier
from protocol.projects import check_new_path, pack, unpack
from protocol.verdicts import LanguageId

PROBLEM = new_identifier()
USUAL = LanguageId.C.file_name
NAMES = ["util.c", "util.h", "lib/list.c", "solution.c", "notes.txt"]
TEXTS = st.text(st.sampled_from("ab\n{é€𝄞\r"), max_size=6)
UNHURRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine says nothing about what is tried here."""
ACTS = st.tuples(st.sampled_from([*FileEvent, "create", "edit"]), st.integers(0, 9), st.sampled_from(NAMES), TEXTS)


@dataclass
class Desk:
    """An editor as one would write it first: names and texts in a dictionary, and a list of what was done."""

    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)

    def create(self, text: str, path: str | None) -> None:
        document = new_identifier()
        self.texts[document], self.names[document] = text, path or USUAL
        self.facts.append(DocumentFact(document=document, problem=PROBLEM, language=LanguageId.C, text=text, path=path))

    def act(self, what: str, which: int, name: str, text: str) -> None:
        alive, free = sorted(self.names), name not in self.names.values()
        document = alive[which % len(alive)]
        if what == "create" and free:
            self.create(text, name)
        elif what == "edit":
            self.edit(document, which, text)
        elif what == FileEvent.RENAMED and free:
            self.names[document] = name
            self.tell(document, FileEvent.RENAMED, name)
        elif what == FileEvent.DELETED and len(alive) > 1:
            self.gone[document] = self.names.pop(document)
            self.tell(document, FileEvent.DELETED)
        elif what == FileEvent.BROUGHT_BACK and self.gone:
            document = sorted(self.gone)[which % len(self.gone)]
            if self.gone[document] not in self.names.values():
                self.names[document] = self.gone.pop(document)
                self.tell(document, FileEvent.BROUGHT_BACK)
        elif what == FileEvent.SHOWN:
            self.tell(document, FileEvent.SHOWN)

    def edit(self, document: str, which: int, text: str) -> None:
        before = self.texts[document]
        at = which % (len(before) + 1)
        removed = before[at : at + which % 3]
        self.texts[document] = before[:at] + text + before[at + len(removed) :]
        edit = Edit(position=len(before[:at].encode()), removed=removed, inserted=text)
        self.facts.append(EditFact(document=document, edit=edit))

    def tell(self, document: str, event: FileEvent, path: str | None = None) -> None:
        self.facts.append(FileFact(document=document, event=event, path=path))

    @property
    def files(self) -> dict[str, str]:
        return {name: self.texts[document] for document, name in self.names.items()}


@UNHURRIED
@given(st.lists(ACTS, max_size=40))
def test_every_file_of_every_moment_is_what_the_editor_held(acts: list[tuple[str, int, str, str]]) -> None:
    desk, moments = Desk(), []
    desk.create("int main(){}\n", None)
    for act in acts:
        desk.act(*act)
        moments.append((len(desk.facts), desk.files))
    stored = [parse_fact(fact_bytes(fact)) for fact in desk.facts]
    for count, files in moments:
        assert rebuild(stored[:count]).texts(PROBLEM, LanguageId.C, USUAL) == files
    handed_over = Work()
    for fact in stored:
        handed_over.take(fact)
    assert {place[2] or USUAL: text.text for place, text in handed_over.texts.items()} == desk.files
    shown = rebuild(stored).of(PROBLEM)
    assert shown is not None
    assert shown.document in desk.names
    assert handed_over.shown[PROBLEM] in handed_over.texts
    if not desk.gone:
        assert handed_over.shown[PROBLEM][2] == shown.path


@UNHURRIED
@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40), min_size=1))
def test_a_packed_project_unpacks_to_the_same_files(files: dict[str, str]) -> None:
    packed = pack(files, USUAL)
    assert unpack(packed, USUAL) == files
    assert (packed == files.get(USUAL)) == (list(files) == [USUAL])


def test_a_text_that_looks_like_a_packed_project_is_read_in_one_way() -> None:
    text = pack({"a.c": "1", "b.c": "2"}, USUAL)
    assert unpack(pack({USUAL: text}, USUAL), USUAL) == {USUAL: text}


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("", "1 to 100 characters"),
        ("x" * 101, "1 to 100 characters"),
        ("a/b/c/d/e/f/g/h.c", "6 folders"),
        ("../x.c", "letters from A to Z"),
        (".hidden", "letters from A to Z"),
        ("a//b.c", "letters from A to Z"),
        ("ä.c", "letters from A to Z"),
        ("x.c\n", "letters from A to Z"),
        ("UTIL.c", "each name once"),
        ("big.c", "each name once"),
        ("util.c/x.c", "a file or a folder"),
        ("lib", "a file or a folder"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_limit_it_breaks(path: str, limit: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_new_path(path, ["util.c", "lib/list.c", "Big.c"])
    assert str(refused.value.details["limit"]).startswith(limit)
    assert refused.value.details["field"] == "path"


@pytest.mark.parametrize("broken", ["{", '{"a.c":1}', '{"../a.c":"x"}', "{}", '{"a.c": "x"}'])
def test_a_source_whose_files_cannot_be_read_is_refused(broken: str) -> None:
    with pytest.raises(InvalidInput):
        unpack("recrutr-project/1\n" + broken, USUAL)


def test_what_happens_to_a_deleted_or_unknown_file_breaks_the_replay() -> None:
    made = DocumentFact(document=new_identifier(), problem=PROBLEM, language=LanguageId.C, text="x")
    gone = FileFact(document=made.document, event=FileEvent.DELETED)
    strange = FileFact(document=new_identifier(), event=FileEvent.SHOWN)
    broken: list[list[Fact]] = [
        [strange],
        [made, gone, EditFact(document=made.document, edit=Edit(position=0))],
        [made, gone, gone],
    ]
    for facts in broken:
        with pytest.raises(Tampered):
            rebuild(facts)
    with pytest.raises(Tampered):
        rebuild([made, FileFact(document=made.document, event=FileEvent.BROUGHT_BACK)])
