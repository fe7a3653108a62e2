r"""LaTeX of the package format, made readable for pandoc.

Guarantees: commands that nobody knows never stop an import: their text is kept and a warning names them. What a
statement may not do (read files of the machine, write, run programs) is refused by name before anything is converted.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from protocol.errors import InvalidInput
from runner.statements import pandoc
from runner.statements.constants import Constants, fill_latex_constants
from runner.statements.fragment import Files, Fragment, text_of

MAX_SOURCE_BYTES = 512 * 1024
_MAX_INCLUDES = 50
_PASSES = 5
_FORBIDDEN = re.compile(
    r"\\(?:immediate|write\d*|openin|openout|read|directlua|luaexec|ShellEscape|pdfshellescape)(?![a-zA-Z])"
)
_INCLUDE = re.compile(
    r"\\(input|include|subfile|lstinputlisting|verbatiminput)(?![a-zA-Z])\s*(?:\[[^\]]*\])?\s*(?:\{([^{}]*)\}|([^\s{}]+))"
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_NAME = re.compile(r"\\problemname\s*\{")
_PLAIN_NAME = re.compile(r"^%%\s*plainproblemname:\s*(.+?)\s*$", re.MULTILINE)
_MARKUP = re.compile(r"[\\${}~`']|--")
_WRAPPED = re.compile(r"\\begin\s*\{wrapfigure\}\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}")
_SKIPPED = re.compile(r"\\([a-zA-Z]+)\*?")

# On one line before the statement, so that the numbers of its lines stay true.
_PREAMBLE = "".join(
    (
        r"\newcommand{\problemname}[1]{}",
        r"\newcommand{\illustration}[3]{\begin{figure}\includegraphics[width=#1\textwidth]{#2}\caption{#3}\end{figure}}",
        r"\newcommand{\epigraph}[2]{\begin{quote}#1\par\emph{#2}\end{quote}}",
        r"\newcommand{\nextsample}{}\newcommand{\remainingsamples}{}\newcommand{\sampleinputs}{}",
        r"\newcommand{\t}[1]{\texttt{#1}}",
        *(f"\\newenvironment{{{name}}}{{\\section*{{{name}}}}}{{}}" for name in ("Input", "Output", "Interaction")),
    )
)
# Commands about the page, which HTML does not have: left away without a word.
_LAYOUT = frozenset(
    (  # noqa: SIM905 - words in a line read better
        "bgroup egroup begingroup endgroup "
        "addtolength allowbreak arraystretch baselineskip bigskip break captionsetup centering clearpage def "
        "flushleft flushright footnotesize hbox hfil hfill hline hspace hss hyphenation indent itemsep kern label "
        "large Large LARGE huge Huge leavevmode let lineskip linewidth llap lstset makeatletter makeatother maketitle "
        "mbox medskip needspace newcolumntype newline newpage noindent normalfont normalsize null nopagebreak "
        "pagebreak pagestyle par parindent parsep parskip protect raggedleft raggedright raisebox relax renewcommand "
        "rlap rule samepage scriptsize selectlanguage setcounter setlength setlist small smallskip strut subcaption "
        "tabcolsep textheight textwidth thispagestyle tiny topsep unskip usepackage vfill vskip vspace htmlPixelsInCm "
        "wrapfigure centerline columnwidth hsize vphantom phantom hphantom columnbreak cline"
    ).split()
)


def read_latex(file: str, files: Files, constants: Constants) -> Fragment:
    """The statement as a fragment. Raises InvalidInput."""
    source = fill_latex_constants(_source(file, files), constants)
    if len(source.encode()) > MAX_SOURCE_BYTES:
        limit = f"{MAX_SOURCE_BYTES // 1024} KiB"
        raise InvalidInput(file, limit, f"{file}: the LaTeX is larger than {limit}.")
    title = title_of_latex(file, source)
    source = _WRAPPED.sub(r"\\begin{figure}", source).replace(r"\end{wrapfigure}", r"\end{figure}")
    warnings: list[str] = []
    definitions: dict[str, str] = {}
    for _ in range(_PASSES):
        try:
            made = pandoc.to_html(file, _PREAMBLE + "".join(definitions.values()) + source)
        except pandoc.BadSyntax:
            missing = _open_braces(source)
            if missing <= 0:
                raise
            warnings.append(f"{file}: {missing} closing braces are missing; they were added at the end.")
            source += "\n" + "}" * missing
            continue
        new = {name: text for name, text in _definitions(made.skipped) if name not in definitions}
        if not new:
            break
        definitions.update(new)
    warnings += [f"{file}: \\{name} is not known here; its text was kept." for name in sorted(definitions)]
    lost = sorted({*_unknown(made.skipped)} - {*definitions})
    warnings += [f"{file}: {name} is not known here; it was left out." for name in lost]
    return Fragment(made.html, title, tuple(warnings), olympiad_quotes=True)


def title_of_latex(file: str, source: str) -> str | None:
    r"""The title from `%% plainproblemname:` or `\problemname`, as plain text."""
    plain = _PLAIN_NAME.search(source)
    if plain:
        return plain[1]
    text = _COMMENT.sub(r"\1", source)
    match = _NAME.search(text)
    if match is None:
        return None
    title = _argument(text, match.end()).strip()
    if _MARKUP.search(title):
        title = pandoc.to_plain(file, title)
    return title or None


def _source(file: str, files: Files) -> str:
    """The statement with the files that it includes; only files beside it can be."""
    folder = posixpath.dirname(file)
    left = _MAX_INCLUDES

    def included(match: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        name = (match[2] or match[3]).strip()
        path = posixpath.normpath(posixpath.join(folder, name))
        found = next((one for one in (path, f"{path}.tex") if one in files and one.startswith(f"{folder}/")), None)
        if found is None or left < 0:
            limit = f"a file beside the statement, at most {_MAX_INCLUDES} times"
            raise InvalidInput(file, limit, f"{file}: \\{match[1]} {name!r} is not {limit}.")
        if match[1] in {"lstinputlisting", "verbatiminput"}:
            return f"\\begin{{verbatim}}\n{text_of(found, files)}\n\\end{{verbatim}}"
        return expanded(found)

    def expanded(path: str) -> str:
        text = text_of(path, files)
        code = _COMMENT.sub(r"\1", text)
        forbidden = _FORBIDDEN.search(code)
        if forbidden:
            limit = "neither reading, writing nor running"
            raise InvalidInput(path, limit, f"{path}: {forbidden[0]} is refused; a statement does {limit}.")
        return "\n".join(_COMMENT.sub(r"\1%", line) if _INCLUDE.search(line) else line for line in text.split("\n"))

    text = expanded(file)
    while _INCLUDE.search(text) and len(text) <= MAX_SOURCE_BYTES:
        text = _INCLUDE.sub(included, text)
    return text


def _definitions(skipped: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """For each command that was left away with its arguments, a definition that shows them."""
    for text in skipped:
        match = _SKIPPED.match(text)
        if match is None or match[1] in _LAYOUT or match[1] in {"begin", "end"}:
            continue
        count, at = 0, match.end()
        optional = text[at : at + 1] == "["
        at = text.find("]", at) + 1 if optional else at
        while text[at : at + 1] == "{":
            at += len(_argument(text, at + 1)) + 2
            count += 1
        if count:
            shown = " ".join(f"#{number + optional}" for number in range(1, min(count, 8) + 1))
            arity = f"[{min(count, 8) + optional}]" + ("[]" if optional else "")
            yield match[1], f"\\newcommand{{\\{match[1]}}}{arity}{{{shown}}}"


def _unknown(skipped: tuple[str, ...]) -> Iterator[str]:
    for text in skipped:
        match = _SKIPPED.match(text)
        if match and match[1] == "begin":
            name = text.removeprefix("\\begin{").rstrip("}")
            if name.rstrip("*") not in _LAYOUT:
                yield f"\\begin{{{name}}}"
        elif match and match[1] not in _LAYOUT and match[1] != "end":
            yield f"\\{match[1]}"


def _argument(text: str, start: int) -> str:
    """What stands between the brace before `start` and its partner, or up to the end."""
    depth, at = 1, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return text[start:at]
        at += 1
    return text[start:]


def _open_braces(source: str) -> int:
    text = re.sub(r"\\.", "", _COMMENT.sub(r"\1", source))
    return text.count("{") - text.count("}")
