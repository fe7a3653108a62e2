"""`python -m installers.languages`: brings the languages' files up to the code and compiles them.

The app's are `ui/languages/*.ts` and `*.qm`, the portal's `backend/languages/*.po` and `*.mo`, with a module for its
islands. With `--check` nothing is written. Exit code 1 when a text of the code cannot be read, words of a template are
not marked, a translation is wrong, or (with `--check`) a file is not up to the code; texts without a translation are
counted, and read in English.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from installers.languages import files, portal, texts, unmarked

CHECKOUT = Path(__file__).resolve().parents[2]


def main(argv: list[str] | None = None) -> int:
    """Extract, write, compile, and say what is left to translate."""
    parser = argparse.ArgumentParser(prog="python -m installers.languages", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="only look whether everything is up to the code")
    parser.add_argument("--unfinished", action="store_true", help="list what has no finished translation")
    options = parser.parse_args(argv)
    try:
        found = texts.find(CHECKOUT)
    except texts.BadText as error:
        sys.stderr.write(f"{error}\n")
        return 1
    wrong = _portal(options)
    for language in files.LANGUAGES:
        file = files.ts_path(CHECKOUT, language)
        known = files.read(file)
        wanted = files.written(language, found, known)
        if options.check:
            if not file.exists() or file.read_text(encoding="utf-8") != wanted:
                sys.stderr.write(f"{language}: {file.name} is not up to the code; run this without --check\n")
                wrong += 1
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted, encoding="utf-8")
            files.compile_file(file, file.with_suffix(".qm"))
        known = files.read(file)
        wrong += _tell(language, found, known, listed=options.unfinished)
    return 1 if wrong else 0


def _portal(options: argparse.Namespace) -> int:
    """The same for the portal; returns how much is wrong."""
    wrong = unmarked.find(CHECKOUT)
    for language, found in portal.parts(portal.find(CHECKOUT)):
        file = portal.po_path(CHECKOUT, language)
        made = portal.catalogue(CHECKOUT, language, found, portal.read(file, language))
        wanted = {file: portal.as_po(made), file.with_suffix(".mo"): portal.as_mo(made)}
        if language in portal.LANGUAGES:
            wanted[portal.island_path(CHECKOUT, language)] = portal.as_island(found, made)
        for path, content in wanted.items():
            if not options.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            elif not path.exists() or path.read_bytes() != content:
                wrong.append(f"{language}: {path.name} is not up to the code; run this without --check")
        wrong += portal.complaints(language, found, made)
        left = portal.untranslated(found, made)
        if options.unfinished:
            sys.stdout.writelines(f"{language}: {', '.join(sorted(text.places))}: {text.one!r}\n" for text in left)
        sys.stdout.write(f"{language}: {len(found)} texts of portal and notice, {len(left)} without a translation\n")
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return len(wrong)


def _tell(language: str, found: list[texts.Text], known: dict[files.Key, files.Translation], *, listed: bool) -> int:
    """Write what is wrong and how much is left; returns how much is wrong."""
    wrong = list(files.complaints(language, found, known))
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    left = [
        text
        for text in found
        if not ((kept := known.get((text.context, text.source, bool(text.one)))) and kept.finished)
    ]
    if listed:
        sys.stdout.writelines(f"{language}: {text.context}: {text.source!r}\n" for text in left)
    sys.stdout.write(f"{language}: {len(found)} texts, {len(left)} without a finished translation\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
