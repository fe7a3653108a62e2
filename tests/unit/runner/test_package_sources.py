"""Archives and folders: regular files inside the package only, within limits, or a clear refusal."""

from __future__ import annotations

import io
import os
import stat
import tracemalloc
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
        (special("sum/link", stat.S_IFLNK), "sum/link is a link to a file that does not exist."),
        (special("sum/pipe", stat.S_IFIFO), "The archive holds 'sum/pipe', which is not a regular file."),
        (special("sum/device", stat.S_IFBLK), "The archive holds 'sum/device', which is not a regular file."),
        (raw_name("SUM/Problem.YAML"), "The archive holds 'SUM/Problem.YAML' twice."),
    ],
)
def test_traps_in_archives_are_refused(entry: zipfile.ZipInfo, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        files_of_zip(archive((entry, b"x")))
    assert caught.value.message == message


@pytest.mark.parametrize("target", ["/etc/passwd", "../../etc/passwd", "../../sum/problem.yaml"])
def test_links_that_lead_out_of_an_archive_are_refused(target: str) -> None:
    with pytest.raises(InvalidInput, match="sum/link is a link that leads out of the package"):
        files_of_zip(archive((special("sum/link", stat.S_IFLNK), target.encode())))


def test_links_inside_an_archive_become_copies() -> None:
    links = {"data/sample/2.in": "1.in", "data/sample/2.ans": "2.link", "data/sample/2.link": "1.ans", "extra": "data"}
    entries = [(special(f"sum/{name}", stat.S_IFLNK), target.encode()) for name, target in links.items()]
    plain = [(f"sum/{path}", data) for path, data in GOOD.items() if path != "problem.yaml"]
    found = files_of_zip(archive(*plain, *entries))
    assert found["data/sample/2.in"] == GOOD["data/sample/1.in"]
    assert found["data/sample/2.ans"] == GOOD["data/sample/1.ans"]
    assert found["extra/secret/a.in"] == GOOD["data/secret/a.in"]


def test_links_that_multiply_are_counted_with_what_they_lead_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_TOTAL_BYTES", 10_000)
    links = [(special(f"sum/l{at}", stat.S_IFLNK), f"l{at - 1}".encode()) for at in range(1, 12)]
    with pytest.raises(InvalidInput, match="The package is larger than"):
        files_of_zip(archive(("sum/l0", bytes(1_000)), *links))


def test_links_in_circles_are_refused() -> None:
    ring = [(special(f"sum/{one}", stat.S_IFLNK), other.encode()) for one, other in (("a", "b"), ("b", "a"))]
    with pytest.raises(InvalidInput, match="sum/a is a link to a file that does not exist"):
        files_of_zip(archive(*ring))


def test_links_to_folders_are_followed_inside_a_package(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "1.in").write_bytes(b"1")
    (tmp_path / "again").symlink_to("data")
    assert files_of_folder(tmp_path) == {"again/1.in": b"1", "data/1.in": b"1"}
    (tmp_path / "data" / "up").symlink_to("..")
    with pytest.raises(InvalidInput, match="go deeper than 20 levels"):
        files_of_folder(tmp_path)
    (tmp_path / "data" / "up").unlink()
    (tmp_path / "lost").symlink_to("nowhere")
    with pytest.raises(InvalidInput, match="lost is a link to a file that does not exist"):
        files_of_folder(tmp_path)


def test_scripts_keep_the_mark_that_they_may_be_run() -> None:
    packed = zip_of_files({**GOOD, "graders/run": b"#!/bin/sh\n"}, "sum")
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert opened.getinfo("sum/graders/run").external_attr >> 16 & 0o111
        assert not opened.getinfo("sum/problem.yaml").external_attr >> 16 & 0o111


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(InvalidInput, match="unpacks to suspiciously much"):
        files_of_zip(archive(("sum/zeros", bytes(64 * 1024 * 1024))))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_could_only_be_counted_when_it_is_unpacked_whole_is_refused(packing: int) -> None:
    entry = zipfile.ZipInfo("sum/data/secret/1.in")
    entry.compress_type = packing
    data = archive((entry, bytes(64 * 1024 * 1024)))
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput, match=r"'sum/data/secret/1\.in' in the archive is packed in another way"):
            files_of_zip(data)
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    finally:
        tracemalloc.stop()


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
