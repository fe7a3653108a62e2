"""The .deb, built from this checkout: what is inside, and a life of it in a clean Debian root."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from installers.desktop import bundle, contents, debian
from protocol.errors import EngineFault
from runner import image_building
from runner.boxes.docker_door import DockerDoor
from runner.package_sources import read_package_sources
from tests.accessibility.bus import AccessibilityBus
from tests.accessibility.reader import Reader
from tests.media.display import VirtualDisplay
from ui import saying

# Building the package takes about a minute.
pytestmark = pytest.mark.timeout(900)

_SCRIPT = Path(__file__).with_name("clean_root.sh")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("bundle")
    yield bundle.build(folder / "work", folder / "dist", folder / "pyinstaller.log")
    # Two gigabytes are too much to keep for the last three runs, as pytest does.
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def package(built: Path) -> Path:
    made = debian.pack(built, built.parent / "deb", built.parent)
    return made.rename(made.with_name("recrutr.deb"))


@pytest.fixture
def base_image() -> str:
    """A clean Debian: the runner's base image, which is debootstrap's smallest root and nothing else."""
    door = DockerDoor()
    try:
        if not _bases(door):
            image_building.build(door, lambda _: None)
        return _bases(door)[0]
    except EngineFault as fault:
        pytest.fail(f"a clean Debian root needs the container engine: {fault}")
    finally:
        door.close()


def _bases(door: DockerDoor) -> list[str]:
    tags: list[str] = [tag for image in door.images() for tag in image["RepoTags"] or []]
    return [tag for tag in tags if tag.startswith("recrutr-base:")]


@pytest.fixture
def host_files(tmp_path: Path) -> Path:
    """This machine's package sources, for apt in the clean root."""
    for name, data in read_package_sources().files.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    # The runner's recipe calls this place otherwise.
    conf = tmp_path / "apt.conf"
    conf.write_text(conf.read_text(encoding="utf-8").replace("/recrutr-host/", "/host/"), encoding="utf-8")
    # apt reads them as a user of its own.
    tmp_path.chmod(0o755)
    return tmp_path


@pytest.fixture
def display() -> Iterator[str]:
    with VirtualDisplay(everywhere=False) as virtual:
        yield virtual.name


def test_nothing_of_the_backend_is_inside(built: Path) -> None:
    inside = {name.partition(".")[0] for name in bundle.modules(built)}
    assert inside.isdisjoint(contents.BACKEND_ONLY | contents.DEVELOP_ONLY)
    assert set(contents.PACKAGES) <= inside
    assert [path for path in built.rglob("*") if "backend" in path.name and path.suffix in {".py", ".pyc"}] == []


def test_one_qt_is_inside(built: Path) -> None:
    cores = {path.resolve() for path in built.rglob("libQt6Core.so*")}
    assert len(cores) == 1
    assert "PySide6" in str(next(iter(cores)))


def test_the_bundle_refuses_the_backend(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "modules", lambda _: {"app", "backend.server"})
    with pytest.raises(bundle.BundleFault, match="backend"):
        bundle.inspect(built)
    monkeypatch.undo()
    with pytest.raises(bundle.BundleFault, match="second Qt"):
        bundle.inspect(_with_second_qt(tmp_path, built))


def _with_second_qt(tmp_path: Path, built: Path) -> Path:
    other = tmp_path / "recrutr"
    (other / "_internal" / "PyQt6" / "Qt6").mkdir(parents=True)
    os.link(built / "recrutr", other / "recrutr")
    return other


def test_the_package_describes_itself(package: Path) -> None:
    fields = _fields(package)
    assert fields["Package"] == "recrutr"
    assert fields["Version"] == debian.project().version
    depends = fields["Depends"]
    for needed in ("libc6", "libportaudio2", "libxcb-cursor0", "libxkbcommon-x11-0", "libegl1", "fonts-dejavu-core"):
        assert needed in depends
    assert "gtk" not in depends
    listing = subprocess.run(["dpkg-deb", "-c", str(package)], check=True, capture_output=True, text=True).stdout
    for path in ("applications/recrutr.desktop", "doc/recrutr/copyright", "icons/hicolor/scalable/apps/recrutr.svg"):
        assert f"./usr/share/{path}" in listing
    assert "./usr/bin/recrutr -> ../lib/recrutr/recrutr" in listing
    owners = {line.split()[1] for line in listing.splitlines()}
    assert owners == {"root/root"}
    assert "licences/PyQt6" in listing.replace("pyqt6", "PyQt6")


def _languages(inside: set[str]) -> None:
    """Ours for each language there is, and Qt's own for them; what people translate in stays out."""
    beside_english = sorted(set(saying.NAMES) - {"en"})
    assert len(beside_english) >= 2
    for language in beside_english:
        assert {f"recrutr_{language}.qm", f"qtbase_{language}.qm"} <= inside
    assert not [name for name in inside if name.endswith(".ts")]


def test_the_languages_of_the_interface_are_in_the_bundle(built: Path) -> None:
    _languages({path.name for path in built.rglob("*") if path.suffix in {".qm", ".ts"}})


def test_the_languages_of_the_interface_are_in_the_package(package: Path) -> None:
    listing = subprocess.run(["dpkg-deb", "-c", str(package)], check=True, capture_output=True, text=True).stdout
    _languages({line.split()[5].rpartition("/")[2] for line in listing.splitlines() if len(line.split()) > 5})


def test_the_packaged_app_opens_in_the_language_of_the_system(built: Path, tmp_path: Path) -> None:
    with (
        VirtualDisplay(1366, 768, everywhere=False) as virtual,
        AccessibilityBus(tmp_path / "bus", virtual.name) as bus,
        bus.connect() as connection,
    ):
        reader = Reader(connection)
        spoken = {"HOME": str(tmp_path), "LANG": "de_DE.UTF-8", "LANGUAGE": "de", "LC_ALL": "de_DE.UTF-8"}
        words = [str(built / "recrutr"), "--data", str(tmp_path / "data"), "--server", "http://127.0.0.1:9"]
        with subprocess.Popen(words, env={**os.environ, **bus.environment, **spoken}) as app:
            try:
                reader.wait_for_program()
                reader.wait(lambda: "Einladungscode" in _names(reader), "German words", 60)
            finally:
                app.kill()


def _names(reader: Reader) -> set[str]:
    return {part.name for window in reader.windows() for part in window.walk()}


def _fields(package: Path) -> dict[str, str]:
    said = subprocess.run(["dpkg-deb", "-f", str(package)], check=True, capture_output=True, text=True).stdout
    return {name: value.strip() for name, _, value in (line.partition(":") for line in said.splitlines()) if value}


@pytest.mark.docker
def test_a_life_in_a_clean_debian(package: Path, base_image: str, host_files: Path, display: str) -> None:
    client = docker.from_env()
    mounts = {
        str(_SCRIPT): {"bind": "/clean_root.sh", "mode": "ro"},
        str(host_files): {"bind": "/host", "mode": "ro"},
        str(package.parent): {"bind": "/package", "mode": "ro"},
        "/tmp/.X11-unix": {"bind": "/tmp/.X11-unix", "mode": "rw"},  # noqa: S108 (where X servers listen)
    }
    container = client.containers.create(
        base_image,
        ["/bin/sh", "/clean_root.sh"],
        environment={"DISPLAY": display},
        network_mode="host",
        volumes=mounts,
        labels={"org.recrutr.part": "installer-test"},
    )
    try:
        container.start()
        status = container.wait(timeout=600)["StatusCode"]
        said = container.logs().decode(errors="replace")
    finally:
        container.remove(force=True)
        client.close()
    assert status == 0, said[-4000:]
    steps = [line.removeprefix("step: ") for line in said.splitlines() if line.startswith("step: ")]
    assert steps == ["dependencies", "installed", "linked", "self-test", "removed"]
