"""Macros of C and C++: the parser reads a text that no preprocessor has been through, and must not blame it for that.

Guarantees: where a macro could be the reason, an error is excused. Must not guess what a macro expands to.
"""

from __future__ import annotations

import re

from editor.syntax.grammars import Node

_DEFINITION = re.compile(rb"^[ \t]*#[ \t]*define[ \t]+(\w+)(\([^)\n]*\))?((?:[^\\\n]|\\\r?\n|\\.)*)", re.MULTILINE)
_STRANGE = re.compile(
    rb"[{};=#]|^\s*$|^\s*[/%|<>.,]|[-+*/%&|<>.,]\s*$"
    rb"|\b(?:for|while|do|if|else|switch|case|return|goto|break|continue|operator|template|struct|class|const|static)\b"
)
_CALL = re.compile(rb"\b[A-Z][A-Z0-9_]+\s*\(")
_WORD = re.compile(rb"[A-Za-z_]\w*")
_UNKNOWN = re.compile(rb"\b(?:va_arg|offsetof|__builtin_\w+|typeof|__typeof__|__extension__|consteval)\b")
"""Words after which the grammar does not expect what may stand there."""
_MAX_ITEM_BYTES = 100_000


class Macros:
    """The macros that one text defines."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        defined = list(_DEFINITION.finditer(text))
        self._own = {one[1] for one in defined}
        self._strange = {one[1] for one in defined if _is_strange(one[3])}

    def excuse(self, node: Node) -> bool:
        """Whether a macro or a condition of the preprocessor in the same item may be what the parser stumbled over."""
        item = _item(node)
        code = self._text[item.start_byte : min(item.end_byte, item.start_byte + _MAX_ITEM_BYTES)]
        if b"\n#" in code.replace(b" ", b"").replace(b"\t", b"") or code.startswith(b"#"):
            return True
        if self._strange.intersection(_WORD.findall(code)):
            return True
        return bool(self._foreign_call(code) or _UNKNOWN.search(code))

    def _foreign_call(self, code: bytes) -> bool:
        """A call by a name in capitals that is not defined here: a macro of a header."""
        return any(one[0].rstrip(b"( \t\r\n") not in self._own for one in _CALL.finditer(code))


def _is_strange(body: bytes) -> bool:
    """A body that is no plain expression, name or type: what follows it can look like anything."""
    bare = re.sub(rb'//[^\n]*|/\*.*?\*/|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', b"0", body)
    pairs = ((b"(", b")"), (b"[", b"]"))
    return bool(_STRANGE.search(bare)) or any(bare.count(left) != bare.count(right) for left, right in pairs)


def _item(node: Node) -> Node:
    """The outermost declaration around a node; the whole text where the parser saw no declarations at all."""
    while node.parent is not None and (node.parent.parent is not None or node.parent.is_error):
        node = node.parent
    return node
