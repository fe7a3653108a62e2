"""Changing single settings in a YAML file of a package; comments, order and all else stay as the authors wrote them.

Guarantees: what comes out parses to what went in with this one setting changed, or InvalidInput is raised.
"""

from __future__ import annotations

from typing import Any

import yaml

from protocol.errors import InvalidInput

Value = str | int | float | bool | list[str] | dict[str, str]


def with_setting(file: str, data: bytes, key: str, value: Value | None) -> bytes:
    """The file with `key` set: a key at the top, or `parent.key` one level below; None takes it away.

    Raises InvalidInput when the file is no map, or is written in a way that this cannot change.
    """
    text = data.decode("utf-8")
    if any(isinstance(each, yaml.AliasEvent) for each in yaml.parse(text, yaml.SafeLoader)):
        raise _by_hand(file, key)
    before = yaml.safe_load(text) or {}
    if not isinstance(before, dict):
        raise InvalidInput(file, "a map of keys to values", f"{file}: must be a map of keys to values.")
    wanted = _changed(before, key.split("."), value)
    if wanted == before:
        return data
    changed = _rewritten(text, key.split("."), value, wanted)
    if yaml.safe_load(changed) != wanted:
        raise _by_hand(file, key)
    return changed.encode()


def _by_hand(file: str, key: str) -> InvalidInput:
    return InvalidInput(file, "written in plain YAML", f"{file}: {key} cannot be changed here; edit the file itself.")


def _changed(values: dict[str, Any], keys: list[str], value: Value | None) -> dict[str, Any]:
    first, *rest = keys
    inner = _changed(dict(values.get(first) or {}), rest, value) if rest else value
    if inner is None or inner == {}:
        return {key: one for key, one in values.items() if key != first}
    return {**values, first: inner}


def _rewritten(text: str, keys: list[str], value: Value | None, wanted: dict[str, Any]) -> str:
    root = yaml.compose(text, yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return _dumped(wanted)
    top = _pair(root, keys[0])
    if len(keys) > 1 and top is not None and isinstance(top[1], yaml.MappingNode) and not top[1].flow_style:
        inner = _pair(top[1], keys[1])
        if inner is None and value is not None:
            start = top[1].start_mark
            return f"{text[: start.index]}{keys[1]}: {_inline(value)}\n{' ' * start.column}{text[start.index :]}"
        if inner is not None and value is not None:
            return _replaced(text, inner, _inline(value))
    return _with_top(text, top, keys[0], wanted)


def _with_top(text: str, top: tuple[yaml.Node, yaml.Node] | None, key: str, wanted: dict[str, Any]) -> str:
    """With the whole value of a key at the top replaced, added at the end, or taken away."""
    if key not in wanted:
        assert top is not None  # noqa: S101 - nothing would have changed
        return text[: _line_start(text, top[0].start_mark.index)] + text[_after(text, top[1].end_mark.index) :]
    if top is not None:
        return _replaced(text, top, _inline(wanted[key]))
    return f"{text.rstrip()}\n{key}: {_inline(wanted[key])}\n"


def _replaced(text: str, pair: tuple[yaml.Node, yaml.Node], value: str) -> str:
    """A value in the place of another; a block (which ends where the next key begins) gives its line's end back."""
    start, end = pair[0].end_mark.index, pair[1].end_mark.index
    kept = text[start:end]
    tail = kept[len(kept.rstrip()) :]
    return f"{text[:start]}: {value}{tail}{text[end:]}"


def _pair(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next((pair for pair in node.value if pair[0].value == key), None)


def _inline(value: Any) -> str:
    """A value on one line."""
    return str(yaml.safe_dump([value], allow_unicode=True, default_flow_style=True, width=10**9)).strip()[1:-1]


def _dumped(values: dict[str, Any]) -> str:
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False))


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _after(text: str, index: int) -> int:
    """Behind the line in which a value ends; a block's end is the start of a line already."""
    if index == 0 or text[index - 1] == "\n":
        return index
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1
