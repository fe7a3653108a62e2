"""The smaller parts of a package: files for every submission, files and templates for candidates, rules of text."""

from __future__ import annotations

from collections.abc import Mapping

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.formats.language_codes import CODES
from runner.packages.model import FormatVersion
from runner.packages.sources import Files

DEFAULT = "default"
_TEXT_ENDINGS = (".yaml", ".in", ".ans", ".md", ".tex")
_MOST_WARNINGS = 5


def by_language(files: Files, folder: str) -> dict[str, dict[str, bytes]]:
    """What lies in the folders directly below, by the name of the folder."""
    found: dict[str, dict[str, bytes]] = {}
    for path, data in files.items():
        if path.startswith(f"{folder}/"):
            language, slash, rest = path.removeprefix(f"{folder}/").partition("/")
            if slash:
                found.setdefault(language, {})[rest] = data
    return found


def read_includes(files: Files, version: FormatVersion, warnings: list[str]) -> Mapping[str, Mapping[str, bytes]]:
    """Files that are put beside every submission, by language. Raises InvalidInput for a language that is none."""
    found = by_language(files, "include")
    if found and version is FormatVersion.LEGACY_ICPC:
        warnings.append("include: is not part of legacy-icpc; it is read as in legacy.")
    for language in sorted(found):
        if language == DEFAULT and not version.is_legacy:
            continue
        if language not in {*CODES, *LanguageId}:
            where = f"include/{language}"
            limit = "a code of the format's table of languages"
            raise InvalidInput(where, limit, f"{where}: the folder's name must be {limit}.")
    return found


def read_templates(files: Files) -> dict[str, str]:
    """The first template file of each language, for the editor."""
    templates = by_language(files, "attachments/templates")
    return {language: own[min(own)].decode("utf-8", "replace") for language, own in sorted(templates.items())}


def read_attachments(files: Files, version: FormatVersion) -> dict[str, bytes]:
    """Files for candidates by name. Raises InvalidInput for a folder that 2025-09 does not know."""
    found: dict[str, bytes] = {}
    for path, data in files.items():
        name = path.removeprefix("attachments/")
        if name == path or name.startswith("templates/"):
            continue
        if "/" in name and version is FormatVersion.V2025_09:
            where = f"attachments/{name.partition('/')[0]}"
            limit = "a file, or the folder templates"
            raise InvalidInput(where, limit, f"{where}: must be {limit}; other folders can be attached as an archive.")
        found[name] = data
    return found


def check_text(files: Files) -> list[str]:
    """Tell of text files that break the format's rules for lines and encoding; a few of each stand for all."""
    ends: list[str] = []
    returns: list[str] = []
    encodings: list[str] = []
    for path in sorted(files):
        data = files[path]
        if not data or not path.endswith(_TEXT_ENDINGS) or ".files/" in path:
            continue
        if not data.endswith(b"\n"):
            ends.append(path)
        if b"\r" in data:
            returns.append(path)
        if not _is_text(data):
            encodings.append(path)
    return [
        f"{', '.join(paths[:_MOST_WARNINGS])}{' and others' if len(paths) > _MOST_WARNINGS else ''}: {words}."
        for paths, words in (
            (ends, "the last line has no end (LF)"),
            (returns, "lines do not end with LF alone"),
            (encodings, "not UTF-8 without a byte-order mark"),
        )
        if paths
    ]


def _is_text(data: bytes) -> bool:
    try:
        return not data.decode("utf-8").startswith("\ufeff")
    except UnicodeDecodeError:
        return False
