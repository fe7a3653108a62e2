"""Test cases out of `data/`: files that share a base name, with their settings. What groups mean is not known here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from protocol.errors import InvalidInput
from runner.packages.fields import Table
from runner.packages.model import FormatVersion, Probe, TestCase, ValidationCase
from runner.packages.sources import Files

GROUP_FILES = {"test_group.yaml", "testdata.yaml"}
_PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_SUFFIXES = (
    ".in.statement", ".ans.statement", ".in.download", ".ans.download", ".interaction", ".in", ".ans", ".out", ".yaml",
    ".hint", ".desc", *_PICTURES,
)  # fmt: skip
_LEGACY_SUFFIXES = (".in", ".ans", ".interaction", ".hint", ".desc", *_PICTURES)
_PROBES = tuple(probe.value for probe in Probe)
_MOST_WARNINGS = 10


@dataclass(frozen=True)
class CaseSettings:
    """Settings of one test; a group's settings are the defaults of its tests."""

    args: tuple[str, ...] = ()
    validator_args: tuple[str, ...] = ()
    input_validator_args: tuple[str, ...] = ()
    named_input_args: Mapping[str, tuple[str, ...]] | None = None
    full_feedback: bool = False

    def with_input_args(self, table: Table) -> CaseSettings:
        """These with `input_validator_args`: a sequence for all validators, or a map by validator's name."""
        raw = table.take("input_validator_args")
        if raw is None:
            return self
        if not isinstance(raw, dict):
            return replace(
                self, input_validator_args=table.as_words("input_validator_args", raw), named_input_args=None
            )
        named = {str(name): table.as_words(f"input_validator_args.{name}", value) for name, value in raw.items()}
        return replace(self, input_validator_args=(), named_input_args=MappingProxyType(named))

    def read(self, table: Table) -> CaseSettings:
        """These, with what a test_group.yaml or a test's own file sets."""
        changed = replace(
            self,
            args=table.words("args", self.args),
            validator_args=table.words("output_validator_args", self.validator_args),
            full_feedback=table.flag("full_feedback", default=self.full_feedback),
        )
        for key in ("input_visualizer_args", "output_visualizer_args"):
            table.words(key)
        return changed.with_input_args(table)


class DataTree:
    """The files under `data/` by folder, so that no question has to look at all of them again."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._names: dict[str, list[str]] = {}
        self._folders: dict[str, set[str]] = {"data": set()}
        self._bundles: dict[str, dict[str, bytes]] = {}
        for path in sorted(files):
            if path.startswith("data/"):
                self._add(path)

    def _add(self, path: str) -> None:
        parts = path.split("/")
        bundle = next((at for at, part in enumerate(parts[1:-1], 1) if part.endswith(".files")), None)
        if bundle is not None:
            stem = "/".join(parts[: bundle + 1]).removesuffix(".files")
            self._bundles.setdefault(stem, {})["/".join(parts[bundle + 1 :])] = self.files[path]
            parts = parts[: bundle + 1]
        for depth in range(1, len(parts) - 1):
            self._folders.setdefault("/".join(parts[:depth]), set()).add(parts[depth])
        if bundle is None:
            self._names.setdefault("/".join(parts[:-1]), []).append(parts[-1])

    def names(self, folder: str) -> list[str]:
        """Names of the files directly in a folder."""
        return self._names.get(folder, [])

    def folders(self, folder: str) -> list[str]:
        """Names of the folders directly in a folder, in order; not the `.files` of a test."""
        return sorted(self._folders.get(folder, ()))

    def below(self, folder: str) -> Iterator[str]:
        """The folder and every folder below it."""
        waiting = [folder]
        while waiting:
            place = waiting.pop()
            yield place
            waiting += [f"{place}/{name}" for name in self.folders(place)]

    def bundle(self, stem: str) -> Mapping[str, bytes]:
        """What lies in the folder `.files` of a test."""
        return MappingProxyType(self._bundles.get(stem, {}))

    def bundles(self) -> Iterator[str]:
        """The base names that have a folder `.files`."""
        yield from self._bundles

    def stems(self, folder: str, *, deep: bool) -> list[str]:
        """Base names of the tests directly in `folder`, or below it too, in lexicographical order."""
        places = self.below(folder) if deep else [folder]
        found = [f"{place}/{name}" for place in places for name in self.names(place) if name.endswith(".in")]
        return sorted(path.removesuffix(".in") for path in found)


@dataclass(frozen=True)
class CaseReader:
    """Reads tests by the rules of one version."""

    tree: DataTree
    version: FormatVersion
    warnings: list[str] = field(default_factory=list)

    def cases(self, folder: str, defaults: CaseSettings, *, deep: bool) -> tuple[TestCase, ...]:
        """The tests of a folder in order. Raises InvalidInput for one without an answer."""
        return tuple(self._case(stem, defaults) for stem in self.tree.stems(folder, deep=deep))

    def probes(self) -> tuple[ValidationCase, ...]:
        """The cases that only try out the validators. Raises InvalidInput for one without its output."""
        if self.version.is_legacy:
            return ()
        return tuple(one for probe in Probe for one in self._probes(probe))

    def _probes(self, probe: Probe) -> Iterator[ValidationCase]:
        files, top = self.tree.files, f"data/{probe.value}"
        for stem in self.tree.stems(top, deep=True):
            defaults = CaseSettings()
            folder = stem.rpartition("/")[0]
            for place in (top, folder) if folder != top else (top,):
                file = f"{place}/test_group.yaml"
                if file in files:
                    table = Table.parse(file, files[file])
                    defaults = defaults.read(table)
                    table.ignore("description")
                    table.warn_rest(self.warnings)
            needs_output = probe is not Probe.INVALID_INPUT
            if needs_output and f"{stem}.out" not in files:
                where = f"{stem}.in"
                raise InvalidInput(where, "a file .out beside it", f"{where}: there is no output file {stem}.out.")
            case = self._case(stem, defaults, answered=needs_output)
            yield ValidationCase(probe, case, files.get(f"{stem}.out", b""))

    def _case(self, stem: str, defaults: CaseSettings, *, answered: bool = True) -> TestCase:
        files = self.tree.files
        if answered and f"{stem}.ans" not in files:
            where = f"{stem}.in"
            raise InvalidInput(where, "a file .ans beside it", f"{where}: there is no answer file {stem}.ans.")
        settings, hint, description = self._own_settings(stem, defaults)
        return TestCase(
            name=stem.removeprefix("data/"),
            input=files[f"{stem}.in"],
            answer=files.get(f"{stem}.ans", b""),
            args=settings.args,
            validator_args=settings.validator_args,
            input_validator_args=settings.input_validator_args,
            files=self.tree.bundle(stem) if not self.version.is_legacy else MappingProxyType({}),
            named_input_args=settings.named_input_args,
            hint=hint,
            description=description,
            full_feedback=settings.full_feedback,
        )

    def _own_settings(self, stem: str, defaults: CaseSettings) -> tuple[CaseSettings, str, str]:
        files = self.tree.files
        if self.version.is_legacy or f"{stem}.yaml" not in files:
            hint, description = (files.get(f"{stem}{suffix}", b"").decode("utf-8", "replace") for suffix in _NOTES)
            return defaults, hint.strip(), description.strip()
        table = Table.parse(f"{stem}.yaml", files[f"{stem}.yaml"])
        settings = defaults.read(table)
        hint, description = table.text("hint", "") or "", table.text("description", "") or ""
        table.finish()
        return settings, hint, description


_NOTES = (".hint", ".desc")


def check_files(tree: DataTree, version: FormatVersion, warnings: list[str]) -> None:
    """Refuse files of a test that is not there: a misspelt name would silently take it away. Tells of unknown files."""
    known = ("sample", "secret", *(() if version.is_legacy else _PROBES))
    strange = [name for name in tree.folders("data") if name not in known]
    warnings += [f"data/{one}: is not a folder of test data in {version.value} and is not used." for one in strange]
    for top in known:
        for folder in tree.below(f"data/{top}"):
            _check_folder(tree, folder, version, warnings)
    for stem in tree.bundles():
        if f"{stem}.in" not in tree.files or version.is_legacy:
            if version is FormatVersion.V2025_09:
                raise _without_input(f"{stem}.files")
            _warn(warnings, f"{stem}.files: belongs to no test and is not used.")


def _check_folder(tree: DataTree, folder: str, version: FormatVersion, warnings: list[str]) -> None:
    names = set(tree.names(folder))
    below = set(tree.folders(folder)) if not version.is_legacy else set()
    pictures: set[str] = set()
    for name in sorted(names - GROUP_FILES):
        path = f"{folder}/{name}"
        suffix = next((one for one in _SUFFIXES if name.endswith(one) and name != one), None)
        if suffix is None or (version.is_legacy and suffix not in _LEGACY_SUFFIXES):
            _warn(warnings, f"{path}: is no file of a test and is not used.")
            continue
        stem = name.removesuffix(suffix)
        if suffix == ".in":
            _check_name(path, stem, below, version)
        elif f"{stem}.in" not in names:
            if suffix == ".ans" or version is FormatVersion.V2025_09:
                raise _without_input(path)
            if suffix != ".interaction":
                _warn(warnings, f"{path}: belongs to no test and is not used.")
        if suffix in _PICTURES:
            if stem in pictures:
                raise InvalidInput(path, "one picture a test", f"{path}: a test has at most one picture.")
            pictures.add(stem)


def _check_name(path: str, stem: str, below: set[str], version: FormatVersion) -> None:
    if version is not FormatVersion.LEGACY and stem == "test_group":
        raise InvalidInput(path, "another name", f"{path}: a test cannot be named test_group.")
    if stem in below:
        raise InvalidInput(path, "another name", f"{path}: a folder beside it has the same name as the test.")


def _without_input(path: str) -> InvalidInput:
    return InvalidInput(path, "a file .in beside it", f"{path}: there is no input file of this name.")


def _warn(warnings: list[str], sentence: str) -> None:
    """Files nobody knows come in hundreds; the first few say it all."""
    if sum("not used" in one for one in warnings) < _MOST_WARNINGS:
        warnings.append(sentence)
