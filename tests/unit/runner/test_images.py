"""Layers, tags, the table, and which files and old images are let in and out."""

from __future__ import annotations

import hashlib
import io
import json
import shlex
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from protocol.errors import EngineFault, InvalidInput
from protocol.verdicts import LanguageId
from runner import image_files, images
from runner.boxes.docker_door import DockerDoor, image_missing
from runner.languages import languages


class _Shelf:
    """Stands in for the engine: holds images by tag and remembers what was done."""

    def __init__(self, tags: Iterable[str], in_use: str = "") -> None:
        self.held = {tag: f"sha256:{number:064}" for number, tag in enumerate(tags)}
        self.in_use = in_use
        self.loaded = b""

    def images(self) -> list[Mapping[str, Any]]:
        return [{"RepoTags": [tag], "Id": digest, "Size": 7} for tag, digest in self.held.items()]

    def image_id(self, tag: str) -> str | None:
        return self.held.get(tag)

    def remove_image(self, tag: str) -> bool:
        return tag != self.in_use and self.held.pop(tag) != ""

    def save_images(self, tags: list[str]) -> Iterator[bytes]:
        yield from (tag.encode() for tag in tags)

    def load_images(self, tar: Iterable[bytes]) -> None:
        self.loaded = b"".join(tar)


def shelf(*tags: str, in_use: str = "") -> DockerDoor:
    return cast("DockerDoor", _Shelf(tags, in_use))


def test_a_layer_stands_on_the_one_below() -> None:
    assert [one.name for one in images.tower("kotlin")] == ["common", "jvm", "kotlin"]
    assert all(images.tower(layer)[0].name == "common" for layer in images.layers())
    with pytest.raises(InvalidInput, match="There is no image layer 'jvn'"):
        images.current_tag("jvn")


def test_every_layer_has_a_language() -> None:
    assert {one.layer for one in languages().values()} == set(images.layers())


def test_layers_are_meant_by_languages_too() -> None:
    assert images.layers_of(["go", "java", "python3"]) == ("common", "jvm", "go")
    with pytest.raises(InvalidInput, match="'gopher' is neither a layer nor a language"):
        images.layers_of(["gopher"])


def test_a_changed_entry_changes_the_layers_above_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {layer: images.layer_tag(layer) for layer in images.layers()}
    original = images.recipe_file
    edited = original("recipe.yaml").replace(b"default-jdk-headless", b"default-jdk")
    monkeypatch.setattr(images, "recipe_file", lambda name: edited if name == "recipe.yaml" else original(name))
    images.layers.cache_clear()
    after = {layer: images.layer_tag(layer) for layer in images.layers()}
    images.layers.cache_clear()
    assert {layer for layer in before if before[layer] != after[layer]} == {"jvm", "kotlin", "scala"}


@pytest.mark.parametrize("entry", ["{on: common, packages: [x]}", "{over: later, packages: [x]}"])
def test_a_wrong_entry_is_named(entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = f"layers:\n  common: {{packages: [y]}}\n  odd: {entry}\n"
    monkeypatch.setattr(images, "recipe_file", lambda _: recipe.encode())
    images.layers.cache_clear()
    with pytest.raises(InvalidInput, match="the entry odd must have only"):
        images.layers()
    images.layers.cache_clear()


def test_the_header_compiled_ahead_has_the_flags_of_cpp() -> None:
    lines = images.layers()["common"].prepare.splitlines()
    made = shlex.split(next(line for line in lines if "c++-header" in line))
    flags = {part for part in made if part.startswith(("-O", "-std", "-f", "-m"))}
    used = {part for part in languages()[LanguageId.CPP].compile_argv if part.startswith(("-O", "-std", "-f", "-m"))}
    # How messages look makes no difference to the header.
    assert flags == {flag for flag in used if not flag.startswith(("-fdiagnostics", "-fmax-errors"))}


def test_the_table_tells_what_is_here() -> None:
    rows = images.table(shelf(images.current_tag("jvm"), "recrutr-box:jvm-000000000000"))
    assert [row.layer for row in rows] == list(images.layers())
    assert [(row.layer, row.languages, row.size_bytes) for row in rows if row.present] == [
        ("jvm", (LanguageId.JAVA,), 7)
    ]


def test_a_missing_image_is_told_with_its_layer() -> None:
    fault = image_missing(images.current_tag("haskell"))
    assert fault.details["fix"] == "recrutr images build haskell"


def test_pruning_takes_other_versions_only() -> None:
    current = [images.current_tag("common"), images.layer_tag("common"), images.base_tag("bookworm")]
    old = ["recrutr-box:88337fc5891b", "recrutr-layer:jvm-000000000000", "recrutr-languages:1", "recrutr-box:go-1"]
    door = shelf(*current, *old, "somebody/else:1", in_use="recrutr-box:go-1")
    said: list[str] = []
    assert image_files.prune(door, said.append) == 3
    assert "recrutr-box:go-1 is in use and stays" in said
    assert {one.tag for one in images.installed(door)} == {*current, "somebody/else:1", "recrutr-box:go-1"}


def test_an_export_holds_what_was_asked_for(tmp_path: Path) -> None:
    tags = [images.current_tag("common"), images.current_tag("jvm")]
    file = tmp_path / "boxes.tar"
    said: list[str] = []
    image_files.export(shelf(*tags), file, ("jvm",), said.append)
    assert file.read_bytes() == tags[1].encode()
    assert said == [f"{tags[1]} sha256:{1:064}"]
    with pytest.raises(InvalidInput, match="exists already"):
        image_files.export(shelf(*tags), file, (), said.append)
    with pytest.raises(EngineFault, match=r"Not on this machine: go\. Build first: recrutr images build go"):
        image_files.export(shelf(*tags), tmp_path / "other.tar", ("go",), said.append)
    assert [path.name for path in tmp_path.iterdir()] == ["boxes.tar"]


def _export(
    path: Path, *, tag: str | None = None, labels: Mapping[str, str] | None = None, broken: bool = False
) -> str:
    """A file like an export of `common`; returns the image's id."""
    wanted = images.current_tag("common")
    told = images.labels_of("box", "common", wanted) if labels is None else labels
    config = json.dumps({"config": {"Labels": dict(told)}}).encode()
    digest = hashlib.sha256(config).hexdigest()
    manifest = json.dumps([{"Config": f"{digest}.json", "RepoTags": [tag or wanted], "Layers": []}]).encode()
    with tarfile.open(path, "w") as archive:
        for name, data in ((f"{digest}.json", config + b" " * broken), ("manifest.json", manifest)):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return f"sha256:{digest}"


def test_an_export_of_this_version_is_let_in(tmp_path: Path) -> None:
    file = tmp_path / "boxes.tar"
    digest = _export(file)
    assert image_files.read_export(file) == {images.current_tag("common"): digest}
    door = _Shelf([])
    door.held[images.current_tag("common")] = digest
    image_files.import_(cast("DockerDoor", door), file, lambda _: None)
    assert door.loaded == file.read_bytes()


def test_an_engine_that_makes_something_else_of_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "boxes.tar"
    _export(file)
    with pytest.raises(EngineFault, match="is not what the file said"):
        image_files.import_(shelf(images.current_tag("common")), file, lambda _: None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tag": "recrutr-box:common-000000000000"}, "this version of Recrutr needs recrutr-box:common-"),
        ({"tag": "debian:12"}, "is called debian:12"),
        ({"labels": {}}, "not Recrutr's"),
        ({"labels": images.labels_of("layer", "common", images.current_tag("common"))}, "not Recrutr's"),
        ({"labels": images.labels_of("box", "common", "recrutr-box:common-1")}, "Export it with the same version"),
        ({"broken": True}, "changed or is damaged"),
    ],
)
def test_any_other_file_is_refused(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    file = tmp_path / "boxes.tar"
    _export(file, **changes)
    door = _Shelf([])
    with pytest.raises(InvalidInput, match=words):
        image_files.import_(cast("DockerDoor", door), file, lambda _: None)
    assert door.loaded == b""


@pytest.mark.parametrize("data", [b"", b"no tar", bytes(10240)])
def test_what_is_no_export_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "boxes.tar"
    file.write_bytes(data)
    with pytest.raises(InvalidInput, match="is not a file that `recrutr images export` wrote"):
        image_files.read_export(file)
