"""What is wrong with a parsed text, in plain words and at the place where a person would look for it.

Guarantees: a tree without errors has no mistake; every walk pauses (`None`) often enough to be cut into slices.
An unmatched bracket is told alone: whatever else the parser stumbles over is most often its consequence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from editor.syntax.grammars import Node, Tree, TreeCursor
from editor.syntax.macros import Macros
from protocol.saying import say, to_say
from protocol.verdicts import LanguageId

MAX_MISTAKES = 50
BRACKETS_LIMIT_BYTES = 1024 * 1024
"""In a longer text brackets are not matched: the parser's own places must do."""
_NODES_PER_PAUSE = 64
_WORD_BYTES, _LINE_BYTES = 24, 1000
_PAIRS = {")": "(", "]": "[", "}": "{"}
_UNPAIRED = {LanguageId.BASH}
"""Their grammar has brackets that stand alone, as in `case x in a)`."""
_COLON_LANGUAGES = {LanguageId.PYTHON, LanguageId.PYPY}
_BLOCK = re.compile(
    rb"[ \t]*(?:async[ \t]+)?(?:if|elif|else|for|while|def|class|try|except|finally|with|match|case)\b([^#\n]*)"
)
"""A line that begins a block in Python, and what stands in it before a comment."""
_NAMES = {
    "identifier": to_say("A name"),
    "type_identifier": to_say("The name of a type"),
    "string_end": to_say("The end of a text"),
}

Read = Callable[[int, int], bytes]
Pauses = Iterator[None]


@dataclass(frozen=True)
class Mistake:
    """One place that does not follow the language's grammar: bytes `start` to `end`.

    `line` and `column` count from 1, the column in characters.
    """

    line: int
    column: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Bracket:
    character: str
    node: Node
    indent: int


class Finder:
    """Finds the mistakes of one tree; iterate over `work` to its end, then read `mistakes`."""

    def __init__(self, language: LanguageId, tree: Tree, read: Read, size_bytes: int) -> None:
        self._language, self._tree, self._read, self._size = language, tree, read, size_bytes
        self.mistakes: tuple[Mistake, ...] = ()

    def work(self) -> Pauses:
        """Search, pausing now and then."""
        root = self._tree.root_node
        if not root.has_error:
            return
        found: list[Node] = []
        yield from self._collect(found)
        if self._language in {LanguageId.C, LanguageId.CPP}:
            macros = Macros(self._read(0, self._size))
            found = [node for node in found if not macros.excuse(node)]
            if not found:
                return
        elif self._language is LanguageId.KOTLIN:
            # The grammar does not know some declarations that stand in one line; signs out of place it knows.
            found = [node for node in found if not node.is_missing and not self._begins_with_word(node)]
        wrong: list[tuple[Node, str]] = []
        if self._size <= BRACKETS_LIMIT_BYTES and self._language not in _UNPAIRED:
            yield from self._match_brackets(wrong)
        if not wrong:
            wrong = [(node, self._words(node)) for node in found]
        self.mistakes = tuple(self._placed(wrong))

    def _begins_with_word(self, node: Node) -> bool:
        first = self._read(node.start_byte, min(node.start_byte + 1, node.end_byte))
        return first.isalnum() or first in {b"_", b"`", b"@"} or first >= b"\x80"

    def _collect(self, found: list[Node]) -> Pauses:
        """The deepest errors and missing tokens, in order."""
        for count, node in enumerate(_walk(self._tree.walk(), lambda node: node.has_error)):
            if count % _NODES_PER_PAUSE == 0:
                yield
            if node.is_missing or (node.is_error and not any(child.has_error for child in node.children)):
                found.append(node)
                if len(found) == MAX_MISTAKES:
                    return

    def _match_brackets(self, wrong: list[tuple[Node, str]]) -> Pauses:
        open_ones: list[_Bracket] = []
        suspect: _Bracket | None = None
        for count, node in enumerate(_walk(self._tree.walk(), _may_hold_brackets)):
            if count % _NODES_PER_PAUSE == 0:
                yield
            if node.child_count or node.is_named or node.is_missing or len(node.type) > 3:
                continue
            character = node.type[-1:]
            if character in {"(", "[", "{"} and node.type != "[[":
                open_ones.append(_Bracket(character, node, self._indent(node) if character == "{" else 0))
            elif node.type in _PAIRS:
                suspect = self._close(character, node, open_ones, wrong) or suspect
        if suspect is not None and any(one.character == "{" for one in open_ones):
            # One `{` is too many, and this is the first whose `}` stood elsewhere than its line begins.
            open_ones = [one for one in open_ones if one.character != "{"] + [suspect]
        wrong += [(one.node, say("“{character}” is never closed.", character=one.character)) for one in open_ones]

    def _close(
        self, character: str, node: Node, open_ones: list[_Bracket], wrong: list[tuple[Node, str]]
    ) -> _Bracket | None:
        """Take a closing bracket; the opening one when the two stand at different indents."""
        wanted = _PAIRS[character]
        if all(one.character != wanted for one in open_ones):
            wrong.append((node, say("“{character}” closes nothing that is open.", character=character)))
            return None
        while open_ones[-1].character != wanted:
            left = open_ones.pop()
            wrong.append((left.node, say("“{character}” is never closed.", character=left.character)))
        opening = open_ones.pop()
        if character != "}" or self._before(node).strip():
            return None
        return opening if opening.indent > self._indent(node) else None

    def _before(self, node: Node) -> bytes:
        """What stands before a token in its line."""
        return self._read(node.start_byte - node.start_point.column, node.start_byte)

    def _indent(self, node: Node) -> int:
        return _width(self._before(node))

    def _words(self, node: Node) -> str:
        if node.is_missing:
            named: str = _NAMES.get(node.type, to_say("Something"))
            what = f"“{node.type}”" if not node.is_named and node.type not in _NAMES else named
            return say("{what} is missing here.", what=what)
        leaf = _first_leaf(node)
        if leaf.type in {"string_start", '"', "'", "`", '"""', "'''"}:
            return say("This text is never closed.")
        word = self._read(leaf.start_byte, min(leaf.end_byte, leaf.start_byte + _WORD_BYTES))
        shown = word.decode("utf-8", "ignore").split("\n")[0].strip()
        return (
            say("“{shown}” was not expected here.", shown=shown)
            if shown
            else say("This does not follow the grammar of the language.")
        )

    def _placed(self, wrong: list[tuple[Node, str]]) -> Iterator[Mistake]:
        """One problem a line, in order."""
        lines: set[int] = set()
        for node, words in islice(sorted(wrong, key=lambda one: one[0].start_byte), MAX_MISTAKES):
            row = node.start_point.row
            column = len(self._before(node).decode("utf-8", "ignore"))
            if row in lines:
                continue
            lines.add(row)
            if self._language in _COLON_LANGUAGES and (colon := self._missing_colon(node)) is not None:
                yield colon
                return
            end = node.end_byte if node.end_point.row == row else node.start_byte + 1
            yield Mistake(row + 1, column + 1, words, node.start_byte, max(end, node.start_byte + 1))

    def _missing_colon(self, node: Node) -> Mistake | None:
        """The end of the line before a node, or of its own line, when it begins a block and lacks its colon."""
        row, start = node.start_point.row, node.start_byte - node.start_point.column
        lines = self._read(start, min(start + _LINE_BYTES, self._size)).split(b"\n")
        before = self._read(max(0, start - _LINE_BYTES), max(0, start - 1)).rpartition(b"\n")[2]
        for line, begin, below in ((before, start - 1 - len(before), lines), (lines[0], start, lines[1:])):
            following = next((one for one in below if one.strip()), b"")
            if begin >= 0 and _lacks_colon(line) and _width(following) > _width(line):
                end = begin + len(line.rstrip())
                number = row + (1 if begin == start else 0)
                column = len(line.rstrip().decode("utf-8", "ignore"))
                return Mistake(number, column, say("“:” is missing at the end of this line."), end - 1, end)
        return None


def _width(line: bytes) -> int:
    return len(line) - len(line.lstrip())


def _lacks_colon(line: bytes) -> bool:
    head = _BLOCK.match(line)
    if head is None:
        return False
    rest = head[1].strip()
    balanced = all(rest.count(left) == rest.count(right) for left, right in ((b"(", b")"), (b"[", b"]"), (b"{", b"}")))
    return balanced and not rest.endswith((b":", b",", b"\\"))


def _may_hold_brackets(node: Node) -> bool:
    return not any(word in node.type for word in ("string", "comment", "heredoc", "regex"))


def _first_leaf(node: Node) -> Node:
    while node.child_count:
        node = node.children[0]
    return node


def _walk(cursor: TreeCursor, enter: Callable[[Node], bool]) -> Iterator[Node]:
    """Every node below the root whose ancestors may all be entered, in the order of the text."""
    if not cursor.goto_first_child():
        return
    while True:
        node = cursor.node
        if node is not None:
            yield node
            if enter(node) and cursor.goto_first_child():
                continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
