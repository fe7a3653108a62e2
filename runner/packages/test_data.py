"""Test cases out of `data/`: pairs of `.in` and `.ans` with their settings. What groups mean is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from protocol.errors import InvalidInput
from runner.packages.fields import Table
from runner.packages.model import TestCase
from runner.packages.sources import Files


@dataclass(frozen=True)
class CaseSettings:
    """Arguments of one test; a group's settings are the defaults of its tests."""

    args: tuple[str, ...] = ()
    validator_args: tuple[str, ...] = ()
    input_validator_args: tuple[str, ...] = ()


def cases_in(files: Files, folder: str, defaults: CaseSettings, *, deep: bool, own_settings: bool) -> list[TestCase]:
    """The cases directly in `folder`, or in folders below it too (`deep`), in lexicographical order of their names."""
    found = []
    for path in sorted(_inputs(files, folder, deep=deep), key=lambda path: path.removesuffix(".in")):
        stem = path.removesuffix(".in")
        if f"{stem}.ans" not in files:
            raise InvalidInput(path, "a file .ans beside it", f"{path}: there is no answer file {stem}.ans.")
        settings = defaults
        if own_settings and f"{stem}.yaml" in files:
            settings = _own_settings(f"{stem}.yaml", files, defaults)
        found.append(
            TestCase(
                name=stem.removeprefix("data/"),
                input=files[path],
                answer=files[f"{stem}.ans"],
                args=settings.args,
                validator_args=settings.validator_args,
                input_validator_args=settings.input_validator_args,
                files=_extra_files(files, f"{stem}.files/"),
            )
        )
    return found


def check_strays(files: Files, folder: str) -> None:
    """Refuse answers without an input: a misspelt name would silently take a test away."""
    for path in sorted(files):
        if path.startswith(f"{folder}/") and path.endswith(".ans") and f"{path.removesuffix('.ans')}.in" not in files:
            raise InvalidInput(path, "a file .in beside it", f"{path}: there is no input file of this name.")


def input_validator_arguments(table: Table, default: tuple[str, ...]) -> tuple[str, ...]:
    """The format allows a map by validator's name; the sequence is what all validators get."""
    raw = table.take("input_validator_args")
    if raw is None:
        return default
    if isinstance(raw, dict):
        raw = next(iter(raw.values()), [])
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise table.bad("input_validator_args", "a sequence of texts, or a map of them")
    return tuple(raw)


def _own_settings(file: str, files: Files, defaults: CaseSettings) -> CaseSettings:
    table = Table.parse(file, files[file])
    settings = CaseSettings(
        table.words("args", defaults.args),
        table.words("output_validator_args", defaults.validator_args),
        input_validator_arguments(table, defaults.input_validator_args),
    )
    table.ignore("input_visualizer_args", "output_visualizer_args", "full_feedback", "hint", "description")
    table.finish()
    return settings


def _inputs(files: Files, folder: str, *, deep: bool) -> Iterable[str]:
    for path in files:
        if not path.startswith(f"{folder}/") or not path.endswith(".in") or ".files/" in path:
            continue
        if deep or "/" not in path.removeprefix(f"{folder}/"):
            yield path


def _extra_files(files: Files, folder: str) -> Mapping[str, bytes]:
    found = {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
    return MappingProxyType(found)
