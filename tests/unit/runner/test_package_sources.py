"""Archives and folders: regular files inside the package only, within limits, or a clear refusal."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from protocol.errors import InvalidInput
from runner.packages import files_of_folder, files_of_zip, load_zip, sources, zip_of_files
from tests.unit.runner.package_builder import GOOD


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (("sum/problem.yaml", b"x"), *entries):
            file.writestr(name, data)
    return buffer.getvalue()


def special(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info


def raw_name(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    return info


def test_a_package_survives_the_round_trip() -> None:
    packed = zip_of_files(GOOD, "sum")
    assert files_of_zip(packed) == GOOD
    assert load_zip(packed, "sum").title == "Sum"
    assert packed == zip_of_files(dict(reversed(GOOD.items())), "sum")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (raw_name("../evil"), "The archive holds the path '../evil', which is refused."),
        (raw_name("sum/../../evil"), "The archive holds the path 'sum/../../evil', which is refused."),
        (raw_name("/etc/evil"), "The archive holds the path '/etc/evil', which is refused."),
        (raw_name("C:/evil"), "The archive holds the path 'C:/evil', which is refused."),
        (raw_name("sum\\evil"), "The archive holds the path 'sum\\\\evil', which is refused."),
        (special("sum/link", stat.S_IFLNK), "The archive holds 'sum/link', which is not a regular file."),
        (special("sum/pipe", stat.S_IFIFO), "The archive holds 'sum/pipe', which is not a regular file."),
        (special("sum/device", stat.S_IFBLK), "The archive holds 'sum/device', which is not a regular file."),
        (raw_name("SUM/Problem.YAML"), "The archive holds 'SUM/Problem.YAML' twice."),
    ],
)
def test_traps_in_archives_are_refused(entry: zipfile.ZipInfo, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        files_of_zip(archive((entry, b"x")))
    assert caught.value.message == message


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(InvalidInput, match="unpacks to suspiciously much"):
        files_of_zip(archive(("sum/zeros", bytes(64 * 1024 * 1024))))


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_ENTRIES", 3)
    with pytest.raises(InvalidInput, match="The package has more than 3 files"):
        files_of_zip(archive(*((f"sum/{number}", b"") for number in range(3))))


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sources, "MAX_TOTAL_BYTES", 1024 * 1024)
    (tmp_path / "large").write_bytes(os.urandom(1024 * 1024 + 1))
    with pytest.raises(InvalidInput, match="The package is larger than 1 MiB"):
        files_of_folder(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", archive()[:-20], b"no archive" * 100])
def test_a_damaged_archive_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="The archive is damaged"):
        files_of_zip(data)


def test_an_archive_without_a_package_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("readme.txt", b"x")
    with pytest.raises(InvalidInput, match=r"no problem\.yaml in its top folder"):
        files_of_zip(buffer.getvalue())


def test_names_that_the_format_ignores_are_left_out(tmp_path: Path) -> None:
    for name in ("problem.yaml", ".git/config", "-x", "data/.hidden", "data/1.in"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert set(files_of_folder(tmp_path)) == {"problem.yaml", "data/1.in"}


def test_a_link_may_stay_inside_but_not_lead_out(tmp_path: Path) -> None:
    inside = tmp_path / "package"
    inside.mkdir()
    (inside / "a").write_bytes(b"a")
    (inside / "b").symlink_to("a")
    assert files_of_folder(inside) == {"a": b"a", "b": b"a"}
    (tmp_path / "secret").write_bytes(b"s")
    (inside / "c").symlink_to("../secret")
    with pytest.raises(InvalidInput, match="c is a link that leads out of the package"):
        files_of_folder(inside)


def test_a_pipe_in_a_folder_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidInput, match="pipe is not a regular file"):
        files_of_folder(tmp_path)
