"""The variables of a running script: a value for each name and indices."""

from __future__ import annotations

from collections import Counter

from runner.packages.checktestdata.faults import DataFault, Place, ScriptFault
from runner.packages.checktestdata.numbers import shown
from runner.packages.checktestdata.tree import Value

Indices = tuple[int, ...]


class Variables:
    """Names to values by indices; one without indices has the empty ones. Knows which values an array holds."""

    def __init__(self) -> None:
        self._values: dict[str, dict[Indices, Value]] = {}
        self._held: dict[str, Counter[Value]] = {}

    def get(self, name: str, indices: Indices, place: Place) -> Value:
        """Its value. Raises ScriptFault when it has none."""
        try:
            return self._values[name][indices]
        except KeyError:
            shown_indices = f"[{','.join(map(str, indices))}]" if indices else ""
            raise ScriptFault(place, f"{name}{shown_indices} was never set.") from None

    def set(self, name: str, indices: Indices, value: Value) -> None:
        """Give it a value."""
        values = self._values.setdefault(name, {})
        held = self._held.setdefault(name, Counter())
        if indices in values:
            held[values[indices]] -= 1
        values[indices] = value
        held[value] += 1

    def unset(self, names: tuple[str, ...]) -> None:
        """Forget them with all their indices."""
        for name in names:
            self._values.pop(name, None)
            self._held.pop(name, None)

    def holds(self, name: str, value: Value, place: Place) -> bool:
        """Whether an array has this value. Raises ScriptFault when there is no such array."""
        self._array(name, place)
        return self._held[name][value] > 0

    def check_unique(self, names: tuple[str, ...], place: Place) -> None:
        """Raise DataFault unless the arrays have the same indices and all tuples of their values differ."""
        arrays = [self._array(name, place) for name in names]
        for name, array in zip(names[1:], arrays[1:], strict=True):
            if array.keys() != arrays[0].keys():
                raise DataFault(f"{names[0]} and {name} do not have the same indices")
        seen: set[tuple[Value, ...]] = set()
        for indices in arrays[0]:
            values = tuple(array[indices] for array in arrays)
            if values in seen:
                where = ",".join(map(str, indices))
                raise DataFault(f"({', '.join(map(shown, values))}) at index [{where}] was there before")
            seen.add(values)

    def _array(self, name: str, place: Place) -> dict[Indices, Value]:
        if name not in self._values:
            raise ScriptFault(place, f"{name} was never set.")
        return self._values[name]
