"""Languages as data: one YAML file each, named by the id of `protocol.verdicts.LanguageId`.

Guarantees: every id of the protocol has its file, and a file with an unknown or missing key is refused when the
module is first used. Commands are argv lists; no shell ever sees them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from importlib import resources

from protocol.verdicts import LanguageId
from runner.languages.file import parse_language
from runner.languages.language import Language, SelfTest

__all__ = ["Language", "SelfTest", "language_of", "languages", "parse_language"]

_SHEBANG_BYTES = 200


@functools.cache
def languages() -> Mapping[LanguageId, Language]:
    """Every language, by id."""
    return {identifier: _load(identifier) for identifier in LanguageId}


def language_of(files: Iterable[str] | Mapping[str, bytes]) -> LanguageId | None:
    """The one language to which all source files belong; None when there is none or several.

    By extension, as the package format has it. A first line such as `#!/usr/bin/perl` decides for an extension that
    several languages share, when the contents are given.
    """
    contents = files if isinstance(files, Mapping) else dict.fromkeys(files, b"")
    found = {one for name, data in contents.items() if (one := _language_of_file(name, data)) is not None}
    return found.pop() if len(found) == 1 else None


def _language_of_file(name: str, data: bytes) -> LanguageId | None:
    first = data[:_SHEBANG_BYTES].split(b"\n", 1)[0].decode("utf-8", "replace")
    if first.startswith("#!"):
        for one in languages().values():
            if one.shebang is not None and name.endswith(one.other_extensions) and one.shebang.search(first):
                return one.id
    return next((one.id for one in languages().values() if name.endswith(one.extensions)), None)


def _load(identifier: LanguageId) -> Language:
    return parse_language(resources.files(__name__).joinpath(f"{identifier.value}.yaml").read_text("utf-8"), identifier)
