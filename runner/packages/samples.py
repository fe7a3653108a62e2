"""Samples as candidates see them: a test's own input and answer, or what the authors put in their place.

Follows 2025-09 "Sample data", its draft, and legacy's "Interactive problems", where inputs are never shown.
"""

from __future__ import annotations

from protocol.errors import InvalidInput
from runner.packages.model import FormatVersion, ShownSample
from runner.packages.sources import Files
from runner.packages.test_data import DataTree

_INPUT_SHOWN = (".in.statement", ".interaction")
_ANSWER_SHOWN = (".out", ".ans.statement", ".interaction")
_ANSWER_DOWNLOADED = (".out", ".ans.download")


def read_samples(
    tree: DataTree, version: FormatVersion, warnings: list[str], *, interactive: bool
) -> tuple[ShownSample, ...]:
    """The samples in order, those that are only a conversation among them. Raises InvalidInput."""
    stems = set(tree.stems("data/sample", deep=True))
    if version is not FormatVersion.V2025_09:
        stems |= {
            f"{folder}/{name}".removesuffix(".interaction")
            for folder in tree.below("data/sample")
            for name in tree.names(folder)
            if name.endswith(".interaction") and not name.endswith((".in.interaction", ".ans.interaction"))
        }
    hidden = version.is_legacy and interactive
    found = []
    for stem in sorted(stems):
        if hidden and f"{stem}.interaction" not in tree.files:
            where = f"{stem}.interaction"
            warnings.append(f"{where}: an interactive sample is shown as a conversation, and there is none.")
            continue
        found.append(_sample(stem, tree.files, version, hidden=hidden))
    return tuple(found)


def check_display(tree: DataTree, version: FormatVersion) -> None:
    """Refuse files that contradict each other in what is shown or downloaded. Raises InvalidInput."""
    if version.is_legacy:
        return
    for top in ("data/sample", "data/secret"):
        for stem in tree.stems(top, deep=True):
            _check_one(stem, tree.files, version)


def _check_one(stem: str, files: Files, version: FormatVersion) -> None:
    def present(suffixes: tuple[str, ...]) -> list[str]:
        return [suffix for suffix in suffixes if stem + suffix in files]

    for kinds in (_INPUT_SHOWN, _ANSWER_SHOWN, _ANSWER_DOWNLOADED):
        if len(found := present(kinds)) > 1 and (version is FormatVersion.V2025_09 or kinds is not _ANSWER_DOWNLOADED):
            where, limit = stem + found[1], "only one of " + ", ".join(found)
            raise InvalidInput(where, limit, f"{where}: there must be {limit} of a test.")
    if version is not FormatVersion.V2025_09:
        return
    sides = ((_INPUT_SHOWN, (".in.download",)), (_ANSWER_SHOWN, _ANSWER_DOWNLOADED))
    for shown, downloaded in sides:
        one, other = present(shown), present(downloaded)
        if one and not other:
            raise _lonely(stem + one[0], stem + downloaded[-1], "downloaded")
        if other and not one:
            raise _lonely(stem + other[0], stem + shown[0], "shown")


def _lonely(path: str, missing: str, use: str) -> InvalidInput:
    return InvalidInput(path, f"{missing} too", f"{path}: what is {use} must be replaced too, by {missing}.")


def _sample(stem: str, files: Files, version: FormatVersion, *, hidden: bool) -> ShownSample:
    def first(*suffixes: str) -> bytes | None:
        return next((files[stem + suffix] for suffix in suffixes if stem + suffix in files), None)

    name, interaction = stem.removeprefix("data/"), first(".interaction") or b""
    if hidden:
        return ShownSample(name, interaction=interaction)
    # In the draft what is shown is downloaded as well, unless there is a file for that.
    draft = version is FormatVersion.V2023_07_DRAFT
    given, answer = first(".in") or b"", first(".ans") or b""
    downloaded = first(".in.download", *((".in.statement",) if draft else ()))
    expected = first(".ans.download", ".out", *((".ans.statement",) if draft else ()))
    return ShownSample(
        name,
        given if downloaded is None else downloaded,
        answer if expected is None else expected,
        shown_input=first(".in.statement"),
        shown_answer=first(".ans.statement", ".out"),
        interaction=interaction,
    )
