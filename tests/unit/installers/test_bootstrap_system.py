"""System packages: what is missing is asked of the real dpkg; what cannot be had is explained."""

import shutil
from pathlib import Path

import pytest

from installers.bootstrap import system
from installers.bootstrap.console import Stop
from installers.bootstrap.packages import ENGINE_PACKAGE, PACKAGES, VENV_PACKAGE, Need, Package, needed

pytestmark = pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="only Debian and Ubuntu have dpkg")


def _package(name: str) -> Package:
    return Package(name, "a test", Need.PYTHON)


def test_missing_knows_names_and_what_others_provide() -> None:
    # dpkg itself is always there; awk is only ever provided (by mawk or gawk).
    packages = [_package("dpkg"), _package("awk"), _package("recrutr-no-such-package")]
    assert [package.name for package in system.missing(packages)] == ["recrutr-no-such-package"]


def test_nothing_is_run_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(system, "run_quietly", lambda *_args, **_more: pytest.fail("ran something"))
    system.install([_package("dpkg")], tmp_path)


def test_on_ubuntu_chromium_is_not_asked_of_apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []
    monkeypatch.setattr(system, "distribution", lambda: "ubuntu")
    monkeypatch.setattr(system, "missing", list)
    monkeypatch.setattr(system, "_apt", lambda absent, _: asked.extend(package.name for package in absent))
    system.install([_package("chromium"), _package("flite")], tmp_path)
    assert asked == ["flite"]


def test_without_a_browser_ubuntu_hears_of_the_snap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECRUTR_BROWSER", raising=False)
    monkeypatch.setattr(system, "_BROWSERS", ())
    monkeypatch.setattr(system, "distribution", lambda: "ubuntu")
    with pytest.raises(Stop, match="snap install chromium"):
        system.browser()


def test_a_named_browser_must_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RECRUTR_BROWSER", str(tmp_path / "browser"))
    with pytest.raises(Stop, match="RECRUTR_BROWSER"):
        system.browser()


def test_without_root_and_sudo_the_command_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Stop, match=r"needs root.*\n +apt-get install x"):
        system.as_root(["apt-get", "install", "x"], "installing")


def test_every_package_has_a_reason_and_stands_once() -> None:
    everything = [*PACKAGES, VENV_PACKAGE, ENGINE_PACKAGE]
    names = [package.name for package in everything]
    assert len(names) == len(set(names))
    assert all(len(package.reason) > 10 for package in everything)


def test_a_word_gets_the_packages_of_its_needs() -> None:
    names = {package.name for package in needed(frozenset({Need.TESTS}))}
    assert "chromium" in names
    assert "libegl1" not in names
