"""What goes into the desktop bundle and what must not, beyond what PyInstaller finds by itself.

Guarantees: one Qt (PySide6's) and nothing of the backend; `check` refuses a bundle that breaks either.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path

PACKAGES = ("app", "ui", "editor", "recorder", "runner", "sync", "protocol", "brand")

BACKEND_ONLY = frozenset(
    {
        "backend",
        "fastapi",
        "starlette",
        "uvicorn",
        "sqlalchemy",
        "alembic",
        "psycopg",
        "obstore",
        "jinja2",
        "mako",
        "multipart",
    }
)
DEVELOP_ONLY = frozenset(
    {
        "pytest",
        "hypothesis",
        "playwright",
        "mypy",
        "PyInstaller",
        "setuptools",
        "pip",
        "schemathesis",
        "tests",
        "tkinter",
    }
)

CASCADES = ("frontalface_alt2", "profileface", "upperbody")
"""Those that `recorder/observing/vision.py` loads."""

HIDDEN_IMPORTS = (
    # QScintilla is linked to QtPrintSupport, which must be PySide6's and loaded first.
    "PySide6.QtPrintSupport",
    # PyQt6 comes in as data, so what its __init__ and sip import at start is not seen by the analysis.
    "pkgutil",
    "enum",
    "app.selftest",
    # Grammars are loaded by name when their language is first written (editor/syntax/grammars.py).
    *(
        f"tree_sitter_{language}"
        for language in (
            *("bash", "c", "cpp", "c_sharp", "go", "java", "javascript", "kotlin"),
            *("lua", "php", "python", "ruby", "rust", "scala", "typescript"),
        )
    ),
)

# The parts of PyQt6 that QScintilla needs; its own copy of Qt (PyQt6-Qt6) stays out.
_PYQT6_PARTS = re.compile(r"^(__init__\.py|sip\..*|(QtCore|QtGui|QtWidgets|QtPrintSupport|Qsci)\.(abi3\.so|pyd))$")

# Plugins for kiosks and for other desktops' looks; each would draw in libraries that the app has no use for.
_UNUSED_QT = re.compile(
    r"/plugins/(platformthemes/libqgtk3|printsupport/|egldeviceintegrations/|generic/|platforms/libq"
    r"(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc))"
)
_SYSTEM_LIBRARIES = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")

# Fonts in WOFF2 are the portal's; the desktop loads the same faces as OTF and TTF. Of the interface's languages it
# loads what was compiled (.qm), not what people translate in (.ts).
_NOT_DATA = frozenset({".py", ".pyc", ".woff2", ".ts"})

# Programs that go into an image or a box: no modules of ours, or modules that are sent there as well.
_BOXED = (
    "runner/images/",
    "runner/packages/checktestdata/",
    "runner/packages/viva/",
    "runner/tasks/boxed/",
    "runner/tasks/values.py",
)

DataFiles = list[tuple[str, str]]


def package_data(checkout: Path) -> DataFiles:
    """Files of our packages that are no modules, as (source, folder in the bundle), and programs that go into boxes."""
    found: DataFiles = []
    for package in PACKAGES:
        for file in sorted((checkout / package).rglob("*")):
            inside = file.relative_to(checkout)
            if not file.is_file() or "__pycache__" in inside.parts:
                continue
            if file.suffix not in _NOT_DATA or inside.as_posix().startswith(_BOXED):
                found.append((str(file), str(inside.parent)))
    return found


def pyqt6_data() -> list[tuple[str, str, str]]:
    """PyQt6's needed parts as PyInstaller entries (name in the bundle, source, kind)."""
    spec = importlib.util.find_spec("PyQt6")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("PyQt6 is not installed in this environment")
    folder = Path(spec.origin).parent
    parts = sorted(file for file in folder.iterdir() if _PYQT6_PARTS.match(file.name))
    return [(f"PyQt6/{file.name}", str(file), "DATA") for file in parts]


def wanted_binary(name: str, source: str) -> bool:
    """Whether a library belongs into the bundle: not the system's own (the package depends on them instead).

    Python's library is the exception, because the bundle must not follow the system to another Python.
    """
    if _UNUSED_QT.search(f"/{name}"):
        return False
    path = Path(source)
    of_system = source.startswith(_SYSTEM_LIBRARIES) and "site-packages" not in path.parts
    python = path.name.startswith("libpython") or "lib-dynload" in path.parts
    return python or not of_system


def check(names: Iterable[str]) -> None:
    """Refuse module names of the backend or of the developers' tools. Raises ValueError naming them."""
    inside = sorted({name.partition(".")[0] for name in names} & (BACKEND_ONLY | DEVELOP_ONLY))
    if inside:
        raise ValueError(f"the desktop bundle must not hold {', '.join(inside)}")


def licences(requirements: Path) -> DataFiles:
    """Licence files of the locked packages, as (source, folder in the bundle)."""
    found: DataFiles = []
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", requirements.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            files = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # locked for another platform
        for file in files:
            if re.match(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", file.name, re.IGNORECASE) and ".dist-info" in str(file):
                found.append((str(file.locate()), f"licences/{name}"))
    return found
