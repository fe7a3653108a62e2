"""`recrutr bench`: finds the measurements under tests/bench of the checkout, runs them and prints their figures.

A bench is a module with `NAME: str` and `run() -> list[dict]`, each dict a figure: `name`, `value`, `unit`, and
`ratio` with `peer` where there is something to compare with (both may be None).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import cast

_CHECKOUT = Path(__file__).resolve().parents[1]
_FIELDS = ("name", "value", "unit", "ratio", "peer")
_USAGE_ERROR = 2

Figure = Mapping[str, str | float | int | None]


class BadBench(Exception):
    """A module under tests/bench does not keep to the contract above."""


def main(argv: list[str]) -> int:
    """Measure speed: all benches or those named, as a table or as JSON lines."""
    parser = argparse.ArgumentParser(prog="recrutr bench", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which benches to run (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object per figure and line")
    parser.add_argument("--list", action="store_true", help="only list the benches")
    options = parser.parse_args(argv)
    folder = _CHECKOUT / "tests" / "bench"
    if not folder.is_dir():
        sys.stderr.write("recrutr bench: works only from a checkout, because the benches live under tests/bench\n")
        return 1
    benches = discover(folder)
    unknown = sorted(set(options.names) - set(benches))
    if unknown:
        sys.stderr.write(f"recrutr bench: no bench {', '.join(unknown)}; there are: {', '.join(benches) or 'none'}\n")
        return _USAGE_ERROR
    if options.list:
        sys.stdout.writelines(f"{name}\n" for name in benches)
        return 0
    for name in options.names or benches:
        sys.stderr.write(f"measuring {name} …\n")
        figures = measure(benches[name])
        sys.stdout.writelines(_json_lines(figures) if options.json else _rows(figures))
        sys.stdout.flush()
    return 0


def discover(folder: Path) -> dict[str, ModuleType]:
    """The benches of a folder by name, in the order of their files. Raises BadBench for one without NAME or run."""
    # Benches share code by importing each other's siblings as `tests.bench.x`, so the checkout must be importable.
    root = str(folder.parents[1])
    if root not in sys.path:
        sys.path.insert(0, root)
    found: dict[str, ModuleType] = {}
    for file in sorted(folder.glob("*.py")):
        if file.name.startswith("_") or file.name == "conftest.py":
            continue
        module = _load(file)
        name = getattr(module, "NAME", None)
        if not isinstance(name, str) or not callable(getattr(module, "run", None)):
            raise BadBench(f"{file.name} lacks NAME: str or run(); files that are no bench begin with an underscore")
        if name in found:
            raise BadBench(f"{file.name}: the name {name!r} is taken by {found[name].__file__}")
        found[name] = module
    return found


def measure(bench: ModuleType) -> list[Figure]:
    """Run one bench. Raises BadBench for a figure with missing fields or a value that is no number."""
    figures = cast("Iterable[Figure]", bench.run())
    checked = []
    for figure in figures:
        absent = [field for field in _FIELDS if field not in figure]
        if absent:
            raise BadBench(f"{bench.NAME}: a figure lacks {', '.join(absent)}: {dict(figure)!r}")
        if not isinstance(figure["value"], int | float):
            raise BadBench(f"{bench.NAME}: the value of {figure['name']} is no number: {figure['value']!r}")
        checked.append({field: figure[field] for field in _FIELDS})
    return cast("list[Figure]", checked)


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"recrutr_bench_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise BadBench(f"{file.name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    # Registered, because dataclasses and worker processes look their module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _json_lines(figures: Sequence[Figure]) -> list[str]:
    return [json.dumps(figure) + "\n" for figure in figures]


def _rows(figures: Sequence[Figure]) -> list[str]:
    rows = []
    for figure in figures:
        against = "" if figure["ratio"] is None else f"{figure['ratio']:.2f} x {figure['peer']}"
        rows.append(f"{figure['name']:<52} {_number(figure['value']):>12} {figure['unit']!s:<10} {against}\n")
    return rows


def _number(value: object) -> str:
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}"
