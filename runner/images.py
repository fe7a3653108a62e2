"""The images in which programs run: which there are, what they are called, which of them are here.

Guarantees: one table for desktop and backend. A tag holds the layer's name and the digest of its recipe (its entry in
recipe.yaml, those of the layers below, install.sh, the agent), so a changed recipe is a new image and an unchanged one
is never built twice. Must not change anything: `image_building` builds, `image_files` exports, imports and prunes.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.boxes.docker_door import LABEL, DockerDoor
from runner.engine import COMMON_LAYER
from runner.languages import languages

BOX_REPOSITORY = "recrutr-box"
LAYER_REPOSITORY = "recrutr-layer"
BASE_REPOSITORY = "recrutr-base"
LAYER_LABEL = "org.recrutr.layer"
RECIPE_LABEL = "org.recrutr.recipe"
"""On every image of a layer: the layer's name, and the tag's version, by which an imported image proves itself."""
_DIGEST_CHARACTERS = 12


@dataclass(frozen=True)
class Layer:
    """One entry of recipe.yaml. `over` is the layer below; None: the bare system."""

    name: str
    over: str | None
    packages: tuple[str, ...]
    prepare: str = ""


@dataclass(frozen=True)
class Installed:
    """One of our images on this machine; `current` ones belong to this version of Recrutr."""

    tag: str
    digest: str
    size_bytes: int
    current: bool


@dataclass(frozen=True)
class ImageEntry:
    """One row of the table: a layer, the languages in it, its image, and the image's size where it is here."""

    layer: str
    languages: tuple[LanguageId, ...]
    tag: str
    digest: str | None
    size_bytes: int

    @property
    def present(self) -> bool:
        """Whether the image is on this machine."""
        return self.digest is not None


def recipe_file(name: str) -> bytes:
    """A file of the recipe (`recipe.yaml`, `install.sh`, `seccomp.json`, `agent/…`)."""
    return resources.files("runner").joinpath("images", name).read_bytes()


@functools.cache
def layers() -> Mapping[str, Layer]:
    """Every layer by name, each after the one it stands on."""
    found: dict[str, Layer] = {}
    for name, entry in yaml.safe_load(recipe_file("recipe.yaml"))["layers"].items():
        unknown = set(entry) - {"over", "packages", "prepare"}
        if unknown or entry.get("over", name) not in {*found, name}:
            limit = "keys over (a layer further up), packages, prepare"
            raise InvalidInput("layers", limit, f"recipe.yaml: the entry {name} must have only {limit}.")
        found[name] = Layer(name, entry.get("over"), tuple(entry["packages"]), entry.get("prepare", ""))
    return found


def tower(layer: str) -> tuple[Layer, ...]:
    """The layer and all it stands on, lowest first. Raises InvalidInput for a layer that does not exist."""
    known = layers()
    if layer not in known:
        limit = ", ".join(known)
        raise InvalidInput("layer", limit, f"There is no image layer {layer!r}, only {limit}.")
    one = known[layer]
    return (one,) if one.over is None else (*tower(one.over), one)


def layers_of(names: Iterable[str]) -> tuple[str, ...]:
    """The layers that are meant by names of layers or languages, in the order of the recipe. Raises InvalidInput."""
    wanted = set()
    for name in names:
        if name not in layers() and name not in set(LanguageId):
            limit = "a layer or a language"
            known = ", ".join([*layers(), *(one for one in LanguageId if one.value not in layers())])
            raise InvalidInput("layer", limit, f"{name!r} is neither a layer nor a language. Known: {known}.")
        wanted.add(name if name in layers() else languages()[LanguageId(name)].layer)
    return tuple(name for name in layers() if name in wanted)


def layer_tag(layer: str) -> str:
    """The tag of a layer without the agent."""
    return f"{LAYER_REPOSITORY}:{layer}-{_digest(_recipe_of(layer))}"


def current_tag(layer: str = COMMON_LAYER) -> str:
    """The tag of the image of a layer that belongs to this version of Recrutr; here or not."""
    agent = (part for name in agent_files() for part in (name.encode(), recipe_file(name)))
    return f"{BOX_REPOSITORY}:{layer}-{_digest([*_recipe_of(layer), *agent])}"


def agent_files() -> list[str]:
    """The parts of the agent, as names of recipe files."""
    folder = resources.files("runner").joinpath("images", "agent")
    kinds = (".py", ".java", ".c", ".h", ".sh")
    return sorted(f"agent/{entry.name}" for entry in folder.iterdir() if entry.name.endswith(kinds))


def base_tag(suite: str) -> str:
    """The tag of the bare system of a distribution's release."""
    return f"{BASE_REPOSITORY}:{hashlib.sha256(suite.encode()).hexdigest()[:_DIGEST_CHARACTERS]}"


def languages_in(layer: str) -> tuple[LanguageId, ...]:
    """The languages whose programs run in this layer's image."""
    return tuple(one.id for one in languages().values() if one.layer == layer)


def table(door: DockerDoor) -> list[ImageEntry]:
    """Every layer, in the order of the recipe, and whether its current image is here. Raises EngineFault."""
    here = {tag: image for image in door.images() for tag in image.get("RepoTags") or []}
    rows = []
    for layer in layers():
        tag = current_tag(layer)
        image = here.get(tag, {})
        digest = str(image["Id"]) if image else None
        rows.append(ImageEntry(layer, languages_in(layer), tag, digest, int(image.get("Size", 0))))
    return rows


def installed(door: DockerDoor) -> list[Installed]:
    """All our images on this machine, lower and older ones too, the current ones first. Raises EngineFault."""
    current = {current_tag(layer) for layer in layers()}
    found = [
        Installed(tag, str(image["Id"]), int(image["Size"]), tag in current)
        for image in door.images()
        for tag in image.get("RepoTags") or []
    ]
    return sorted(found, key=lambda one: (not one.current, one.tag))


def present(door: DockerDoor, layer: str = COMMON_LAYER) -> bool:
    """Whether the current image of a layer is on this machine. Raises EngineFault when there is no engine."""
    return door.image_id(current_tag(layer)) is not None


def labels_of(part: str, layer: str, tag: str) -> dict[str, str]:
    """The labels by which an image of ours is known."""
    return {LABEL: part, LAYER_LABEL: layer, RECIPE_LABEL: tag.partition(":")[2]}


def _recipe_of(layer: str) -> list[bytes]:
    entries = [json.dumps([one.name, one.over, one.packages, one.prepare]).encode() for one in tower(layer)]
    return [recipe_file("install.sh"), *entries]


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:_DIGEST_CHARACTERS]
