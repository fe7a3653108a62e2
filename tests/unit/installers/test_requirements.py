"""The hashed requirement files are in step with pyproject.toml, complete, and name no place to download from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

_CHECKOUT = Path(__file__).resolve().parents[3]
_FOLDER = _CHECKOUT / "installers" / "requirements"
_EXTRAS = {"desktop": ("desktop",), "backend": ("backend",), "develop": ("desktop", "backend", "develop")}


def _wanted(extras: tuple[str, ...]) -> list[Requirement]:
    project = tomllib.loads((_CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def _locked(name: str) -> dict[str, list[tuple[Version, int]]]:
    """Package to its locked (version, number of digests); several when they differ by platform."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[tuple[Version, int]]] = {}
    for block in re.split(r"\n(?=\S)", text):
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block)
        assert match, f"{name}.txt: not a pinned requirement: {block.splitlines()[0]!r}"
        digests = len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block))
        found.setdefault(canonicalize_name(match[1]), []).append((Version(match[2]), digests))
    return found


@pytest.mark.parametrize("name", _EXTRAS)
def test_each_requirement_of_the_project_is_locked_and_satisfied(name: str) -> None:
    locked = _locked(name)
    for requirement in _wanted(_EXTRAS[name]):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{name}.txt lacks {requirement.name}; installers/requirements/README.md says how to renew it"
        for version, _ in versions:
            assert requirement.specifier.contains(version), f"{name}.txt has {requirement.name} {version}"


@pytest.mark.parametrize("name", _EXTRAS)
def test_every_package_has_digests(name: str) -> None:
    assert [package for package, found in _locked(name).items() if not all(digests for _, digests in found)] == []


def test_the_sets_agree_on_versions() -> None:
    everything = _locked("develop")
    for name in ("desktop", "backend"):
        for package, found in _locked(name).items():
            assert [version for version, _ in found] == [version for version, _ in everything[package]], package


def test_the_desktop_set_holds_nothing_of_the_backend() -> None:
    assert {"fastapi", "sqlalchemy", "uvicorn", "alembic", "obstore", "jinja2"}.isdisjoint(_locked("desktop"))


@pytest.mark.parametrize("name", _EXTRAS)
def test_no_place_to_download_from(name: str) -> None:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
