"""Versions: the upstream number alone condemns nobody whom a distribution has patched, and frees nobody it has not."""

from __future__ import annotations

import pytest

from runner.doctor.findings import Finding, Level
from runner.doctor.identity import Part, identify
from runner.doctor.versions import at_least_one_of, is_revision, patched_like, upstream
from runner.doctor.weaknesses import known_bad, too_old, weaknesses
from tests.unit.runner.engines.recorded import (
    DEBIAN_DOCKER_VERSION,
    GOOD_INFO,
    PODMAN_INFO,
    PODMAN_VERSION,
    docker_version,
)

LEAK = next(one for one in weaknesses() if one.id == "CVE-2024-21626")


def no_dpkg(_package: str) -> str:
    return ""


def about(findings: list[Finding], identifier: str) -> Level | None:
    return next((finding.level for finding in findings if identifier in finding.words), None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.1.5+ds1", "1.1.5"),
        ("v1.1.12-0-g51d5e946", "1.1.12"),
        ("1.0.0-rc93", "1.0.0-rc.93"),
        ("1.4.0-rc.3", "1.4.0-rc.3"),
        ("20.10", "20.10.0"),
        ("crun version 1.8.1", "1.8.1"),
        ("Docker Desktop 4.44.3 (202357)", "4.44.3"),
    ],
)
def test_upstream_numbers_are_found(text: str, shown: str) -> None:
    assert str(upstream(text)) == shown


def test_what_is_no_number_is_none() -> None:
    assert upstream("unknown") is None


def test_each_line_has_its_own_first_good_version() -> None:
    fixed = [number for text in ("1.2.8", "1.3.3", "1.4.0-rc.3") if (number := upstream(text))]
    holds = {text: at_least_one_of(number, fixed) for text in VERDICTS if (number := upstream(text))}
    assert holds == VERDICTS


VERDICTS = {
    "1.1.15": False,
    "1.2.7": False,
    "1.2.8": True,
    "1.2.10": True,
    "1.3.0": False,
    "1.3.3": True,
    "1.4.0-rc.2": False,
    "1.4.0-rc.3": True,
    "1.4.0": True,
    "1.5.1": True,
}


def test_a_revision_of_a_distribution_is_told_from_a_commit() -> None:
    assert all(map(is_revision, ("1.1.5+ds1-1+deb12u1", "1.1.7-0ubuntu1~22.04.2", "1.6.20~ds1-1+deb12u3", "1.8.1-1")))
    assert not any(map(is_revision, ("v1.1.12-0-g51d5e946", "5d6db84", "1.0.0-rc93", "1.1.12", "")))


def test_revisions_count_within_their_own_line_only() -> None:
    assert patched_like("1.1.5+ds1-1+deb12u1", "1.1.5+ds1-1+deb12u1") is True
    assert patched_like("1.1.5+ds1-1+deb12u12", "1.1.5+ds1-1+deb12u9") is True
    assert patched_like("1.1.7-0ubuntu1~22.04.1", "1.1.7-0ubuntu1~22.04.2") is False
    assert patched_like("1.1.7-0ubuntu1~22.04.1", "1.1.7-0ubuntu1~20.04.2") is None


@pytest.mark.parametrize(
    ("part", "present"),
    [
        (Part("runc", "1.1.5"), True),
        (Part("runc", "1.1.12"), False),
        (Part("runc", "1.1.5+ds1", "1.1.5+ds1-1+deb12u1"), False),
        (Part("runc", "1.1.5+ds1", "1.1.5+ds1-1"), True),
        (Part("runc", "1.1.7", "1.1.7-0ubuntu1~22.04.1"), True),
        (Part("runc", "1.1.7", "1.1.7-0ubuntu1~22.04.2"), False),
        (Part("runc", "1.1.9", "1.1.9-2.el9"), None),
        (Part("runc", "unknown"), None),
    ],
)
def test_a_weakness_is_there_patched_or_not_to_be_told(part: Part, present: bool | None) -> None:
    assert LEAK.present(part) is present


def test_debians_patched_docker_is_warned_of_and_not_refused() -> None:
    identity = identify(DEBIAN_DOCKER_VERSION, GOOD_INFO, "unix:///var/run/docker.sock", dpkg=no_dpkg)
    findings = known_bad(identity)
    assert about(findings, "CVE-2024-21626") is None
    assert about(findings, "CVE-2025-31133") is Level.WARNING
    assert all(finding.level is not Level.REFUSED for finding in findings)
    assert all(finding.sources and finding.fix for finding in findings)


def test_an_unpatched_runc_is_refused_with_its_reason() -> None:
    identity = identify(docker_version("1.1.11", "v1.1.11-0-g4bccb38c"), GOOD_INFO, "tcp://far", dpkg=no_dpkg)
    refused = [finding for finding in known_bad(identity) if finding.level is Level.REFUSED]
    assert [finding.words.startswith("runc 1.1.11 has CVE-2024-21626.") for finding in refused] == [True]


def test_what_cannot_be_told_is_said_and_not_refused() -> None:
    identity = identify(docker_version("1.1.9-2.el9"), GOOD_INFO, "tcp://far", dpkg=no_dpkg)
    assert about(known_bad(identity), "CVE-2024-21626") is Level.UNKNOWN


def test_the_revision_comes_from_dpkg_when_the_answer_has_none() -> None:
    asked = []

    def dpkg(package: str) -> str:
        asked.append(package)
        return {"runc": "1.1.5+ds1-1+deb12u1"}.get(package, "")

    version = docker_version("1.1.5", "v1.1.5-0-gf19387a6")
    here = identify(version, GOOD_INFO, "unix:///var/run/docker.sock", dpkg=dpkg)
    assert next(part.revision for part in here.parts if part.name == "runc") == "1.1.5+ds1-1+deb12u1"
    asked.clear()
    far = identify(version, GOOD_INFO, "tcp://far:2376", dpkg=dpkg)
    assert asked == []
    assert about(known_bad(far), "CVE-2024-21626") is Level.REFUSED


def test_a_package_of_another_version_than_the_one_that_runs_does_not_count() -> None:
    version = docker_version("1.1.11", "v1.1.11")
    identity = identify(version, GOOD_INFO, "unix:///x", dpkg=lambda _: "1.1.5+ds1-1+deb12u1")
    assert about(known_bad(identity), "CVE-2024-21626") is Level.REFUSED


def test_podmans_parts_are_read() -> None:
    identity = identify(PODMAN_VERSION, PODMAN_INFO, "unix:///run/podman/podman.sock", dpkg=no_dpkg)
    assert (identity.kind, identity.runtime, identity.rootless) == ("podman", "crun", False)
    assert {part.name: part.revision for part in identity.parts} == {
        "podman": "",
        "conmon": "2.1.6+ds1-1",
        "crun": "1.8.1-1+deb12u1",
    }
    assert [finding.level for finding in known_bad(identity)] == [Level.GOOD]


@pytest.mark.parametrize(
    ("version", "level"), [("4.44.2", Level.REFUSED), ("4.44.3", Level.GOOD), ("4.71.0", Level.GOOD)]
)
def test_docker_desktop_has_a_floor(version: str, level: Level) -> None:
    told = docker_version("1.3.5", platform=f"Docker Desktop {version} (202357)")
    identity = identify(told, GOOD_INFO, "npipe:////./pipe/docker_engine", dpkg=no_dpkg)
    assert (identity.kind, identity.version) == ("docker-desktop", version)
    assert [finding.level for finding in known_bad(identity)] == [level]


@pytest.mark.parametrize(
    ("engine", "level"),
    [("19.03.15", Level.REFUSED), ("20.10.24", Level.GOOD), ("29.4.1", Level.GOOD), ("dev", Level.UNKNOWN)],
)
def test_engines_older_than_tested_are_refused(engine: str, level: Level) -> None:
    identity = identify(docker_version("1.3.5", engine=engine), GOOD_INFO, "tcp://far", dpkg=no_dpkg)
    assert too_old(identity).level is level


def test_every_weakness_names_its_sources_and_why_it_is_only_a_warning() -> None:
    assert len({one.id for one in weaknesses()}) == len(weaknesses()) >= 6
    for one in weaknesses():
        assert one.sources
        assert one.fixed
        assert one.effect in {"refuse", "warn"}
        assert bool(one.why) == (one.effect == "warn")
