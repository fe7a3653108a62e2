"""Rules of the tree that neither ruff nor import-linter can express, each a function from a tree to its violations.

tests/test_layout.py holds this checkout to them; `python -m installers.layout` prints what breaks them. A rule reads
files and nothing else, so that tests can hold it against a tree with a planted violation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from installers.layout.tree import Source, Tree, Violation

PRODUCT_LINES, TEST_LINES, FUNCTION_LINES = 400, 500, 50

# A migration is one picture of the schema, frozen once it has run anywhere: it may be long.
_FROZEN = "backend/migrations/versions/"

_VAGUE_NAMES = frozenset({"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"})

# Where an unforeseen exception may be caught, because a loop or a boundary must outlive it (DESIGN §4, errors).
BROAD_EXCEPT = {
    "app/bridge.py": "Qt bridge",
    "app/background.py": "thread loop",
    "app/steps.py": "stopping: a step that fails must not keep the others running",
    "recorder/capture.py": "thread loop",
    "recorder/recording.py": "thread loop",
    "recorder/observing/observer.py": "thread loop: a detector that fails must not stop the others",
    "recorder/rounds.py": "thread loop",
    "sync/engine.py": "thread loop",
    "sync/lanes.py": "thread: the error is handed to whoever collects it, who raises it",
    "sync/store/keys.py": "a keyring's back end raises what its own libraries raise; each becomes a DeviceFault",
    "sync/store/writer.py": "thread loop",
    "sync/tiles.py": "thread loop",
    "runner/statements/workbench.py": "a hostile formula may raise anything; the others are drawn all the same",
    "backend/boundary.py": "HTTP boundary",
    "backend/jobs/worker.py": "job loop",
    "backend/jobs/carrier.py": "thread loop: a bug in one round must not leave the jobs of the next to the slow way",
    "backend/ingest/storing.py": "the error is handed to every upload that waits, which raises it",
    "backend/credit/heart.py": "thread loop: a heart that stands still credits everybody for a server that lives",
}

_SHOWS_HTML = ("ui/statement.py", "ui/work/docs.py")

# Who may end a transaction; everybody else works inside one.
COMMITTERS = frozenset({"backend/database.py", "backend/transaction.py"})

_UNFINISHED_CASED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + r"CK)\b")
_UNFINISHED_WORDS = re.compile(r"\bfor " + r"now\b|\bplace" + r"holder\b", re.IGNORECASE)
_HOME = re.compile(r"(?<![\w.])/(?:home|Users)/[A-Za-z]")
_SUPPRESSION = re.compile(
    r"#\s*(?:noqa\b(?P<noqa>:\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(?P<type>\[[\w, -]+\])?)"
)


Rule = Callable[[Tree], Iterator[Violation]]


def lengths(tree: Tree) -> Iterator[Violation]:
    """Files have at most 400 lines (tests 500; tables of data are exempt), functions at most 50."""
    for source in tree.sources:
        count, limit = source.text.count("\n"), TEST_LINES if source.is_test else PRODUCT_LINES
        if count > limit and not _only_data(source.tree) and not source.path.startswith(_FROZEN):
            yield Violation(source.path, 1, f"{count} lines; the limit is {limit}")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > FUNCTION_LINES:
                    yield Violation(source.path, node.lineno, f"{node.name} has {size} lines; at most {FUNCTION_LINES}")


def _only_data(tree: ast.Module) -> bool:
    allowed = (ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom, ast.Expr)
    return all(isinstance(node, allowed) for node in tree.body)


def names(tree: Tree) -> Iterator[Violation]:
    """No file, folder or class is called by what it is not: utils, helpers, manager, common."""
    for source in tree.sources:
        for part in source.path.removesuffix(".py").split("/"):
            if _VAGUE_NAMES.intersection(part.lower().split("_")):
                yield Violation(source.path, 1, f"the name {part!r} says nothing about what is inside")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and re.search(r"(Utils?|Helpers?|Manager)$", node.name):
                yield Violation(source.path, node.lineno, f"the name {node.name!r} says nothing about what it is")


def docstrings(tree: Tree) -> Iterator[Violation]:
    """Every module that holds anything opens with its purpose."""
    for source in tree.sources:
        if source.tree.body and ast.get_docstring(source.tree) is None:
            yield Violation(source.path, 1, "the module does not say what it is for")


def unfinished(tree: Tree) -> Iterator[Violation]:
    """No words of unfinished work in any text, none of their softer forms in comments and docstrings, no stubs."""
    for path, text in tree.texts:
        for number, line in enumerate(text.splitlines(), 1):
            if found := _UNFINISHED_CASED.search(line):
                yield Violation(path, number, f"unfinished: {found.group()}")
    overridden = _overridden(tree)
    for source in tree.sources:
        for number, prose in _prose(source):
            if found := _UNFINISHED_WORDS.search(prose):
                yield Violation(source.path, number, f"unfinished: {found.group()}")
        for owner, function in _functions(source.tree):
            stub = any(
                isinstance(node, ast.Raise) and "NotImplementedError" in ast.dump(node) for node in function.body
            )
            if stub and (owner, function.name) not in overridden:
                yield Violation(source.path, function.lineno, f"{function.name} is a stub")


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """(name of the class or nothing, function) of a module."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield "", node
        elif isinstance(node, ast.ClassDef):
            yield from ((node.name, part) for part in node.body if isinstance(part, ast.FunctionDef))


def _overridden(tree: Tree) -> set[tuple[str, str]]:
    """(class, method) pairs that a class derived from it defines: a base may leave those open."""
    classes = [node for source in tree.sources for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)]
    return {
        (ast.unparse(base).partition("[")[0], part.name)
        for node in classes
        for base in node.bases
        for part in node.body
        if isinstance(part, ast.FunctionDef)
    }


def _prose(source: Source) -> Iterator[tuple[int, str]]:
    yield from ((number, text) for number, text, _ in source.comments)
    for node in ast.walk(source.tree):
        documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        if isinstance(node, documented) and (text := ast.get_docstring(node)):
            yield getattr(node, "lineno", 1), text


def broad_excepts(tree: Tree) -> Iterator[Violation]:
    """Unforeseen exceptions are caught only in the loops and boundaries named above, or raised again."""
    for source in tree.sources:
        if source.path in BROAD_EXCEPT:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_again(node):
                yield Violation(source.path, node.lineno, "catches what it cannot know; see installers/layout/rules.py")


def _is_broad(caught: ast.expr | None) -> bool:
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in kinds
    )


def _raises_again(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) and node.exc is None for node in handler.body)


def suppressions(tree: Tree) -> Iterator[Violation]:
    """Every `noqa` and `type: ignore` names its rule and stands with its reason, as does every ignore in pyproject."""
    for source in tree.sources:
        alone = {number for number, text, stands_alone in source.comments if stands_alone and len(text) > 10}
        for number, text, _ in source.comments:
            for found in _SUPPRESSION.finditer(text):
                if not (found["noqa"] or found["type"]):
                    yield Violation(source.path, number, "a suppression without its rule")
                rest = _SUPPRESSION.sub("", text).strip(" #()-:;.,")
                if len(rest) < 4 and number - 1 not in alone:
                    yield Violation(source.path, number, "a suppression without its reason")
    yield from _unreasoned_ignores(tree)


def _unreasoned_ignores(tree: Tree) -> Iterator[Violation]:
    metadata = tree.root / "pyproject.toml"
    lines = metadata.read_text(encoding="utf-8").splitlines() if metadata.exists() else []
    section = ""
    for number, line in enumerate(lines, 1):
        section = line if line.startswith("[") else section
        if section.startswith("[tool.ruff.lint") and re.match(r'\s+"[A-Z]+\d*"', line) and "#" not in line:
            yield Violation("pyproject.toml", number, "a lint rule ignored without a reason")


def places(tree: Tree) -> Iterator[Violation]:
    """No path of somebody's machine in any text."""
    here = str(tree.root.resolve())
    for path, text in tree.texts:
        for number, line in enumerate(text.splitlines(), 1):
            if _HOME.search(line) or (len(tree.root.resolve().parts) > 2 and re.search(re.escape(here) + r"\b", line)):
                yield Violation(path, number, "a path of one machine")


def addresses(tree: Tree) -> Iterator[Violation]:
    """Requirement files and metadata name packages and digests, never a host: the machine decides on that."""
    for path, text in tree.texts:
        if not (path.startswith("installers/requirements/") or path == "pyproject.toml"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if "://" in line or re.match(r"\s*(--?[a-z-]*(index|links|host))", line):
                yield Violation(path, number, "an address of a package registry")


def pure_protocol(tree: Tree) -> Iterator[Violation]:
    """The protocol opens no file and reads no clock; its imports are held by import-linter."""
    for source in tree.sources:
        if not source.path.startswith("protocol/"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in {"open", "print", "input"} or re.search(
                    r"(^os\.(?!urandom))|\.(now|utcnow|today)$", called
                ):
                    yield Violation(source.path, node.lineno, f"protocol does no I/O, but calls {called}")


def transactions(tree: Tree) -> Iterator[Violation]:
    """In the backend nobody commits by hand: one request or job is one transaction."""
    for source in tree.sources:
        if not source.path.startswith("backend/") or source.path in COMMITTERS:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
                yield Violation(source.path, node.lineno, "commits by hand")


def plain_labels(tree: Tree) -> Iterator[Violation]:
    """Text from outside is never read as markup: labels show plain text, only statement and documentation show HTML."""
    for source in tree.sources:
        if source.path.partition("/")[0] not in {"ui", "app", "editor"}:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and _makes_label(node) and not _settles_format(node):
                yield Violation(
                    source.path, node.lineno, f"{node.name} makes a QLabel without setTextFormat or setPixmap"
                )
            if (
                isinstance(node, ast.Attribute)
                and node.attr in {"setHtml", "insertHtml"}
                and source.path not in _SHOWS_HTML
            ):
                yield Violation(
                    source.path,
                    node.lineno,
                    f"{node.attr}; only {' and '.join(sorted(_SHOWS_HTML))} show HTML, which was cleaned",
                )


def _makes_label(node: ast.FunctionDef | ast.ClassDef) -> bool:
    if isinstance(node, ast.ClassDef):
        return any(isinstance(base, ast.Name) and base.id == "QLabel" for base in node.bases)
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "QLabel"
        for call in ast.walk(node)
    )


def _settles_format(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Attribute) and part.attr in {"setTextFormat", "setPixmap"} for part in ast.walk(node)
    )


RULES: tuple[Rule, ...] = (
    lengths,
    names,
    docstrings,
    unfinished,
    broad_excepts,
    suppressions,
    places,
    addresses,
    pure_protocol,
    transactions,
    plain_labels,
)
