"""What writes speech down: the port, and which engine there is for a language.

Guarantees: nothing is downloaded and nothing leaves the machine; a language that no engine speaks gives none, never a
guess in another one; a model that cannot be used is refused with words that name what is missing. Loads an engine's
library only where it is opened, which is in the worker process.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the app asks for an engine's name before NumPy is wanted
    from recorder.media import Samples

RATE = 16_000
"""Samples in a second, of all engines."""
SPHINX = "pocketsphinx 5.1, en-us"
MODEL_DESCRIPTION = "recrutr-model.json"
"""Beside an operator's model: `{"name": …, "language": "de"}`."""
MODEL_PARTS = ("tokens.txt", "encoder*.onnx", "decoder*.onnx", "joiner*.onnx")
"""What sherpa-onnx needs of an offline transducer; of several files that fit the first by name is taken."""
MODEL_LIBRARY = "library"
"""A folder inside the model's with the library itself, for an app that was installed as a bundle."""
LIBRARY = "sherpa_onnx"


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine heard; the confidence is its own, None where it has none."""

    text: str
    confidence_percent: int | None


@dataclass(frozen=True, slots=True)
class Settled:
    """Up to here all sound is written down, or nobody spoke."""

    until_us: int


@dataclass(frozen=True, slots=True)
class Written:
    """One stretch of speech; its times are those of the sound."""

    start_us: int
    end_us: int
    text: str
    confidence_percent: int | None


class Engine(Protocol):
    """Writes one stretch of speech down. Used by one thread."""

    def write_down(self, samples: Samples) -> Heard:
        """The text of some seconds of mono sound at 16 kHz; empty when nothing was understood."""
        ...


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine that can be opened: its name for people, the language it is told, and its model (None: its own)."""

    name: str
    language: str
    model: Path | None = None


def choose(language: str, model: Path | None = None) -> EngineChoice | None:
    """The engine for a language such as `en` or `de-AT`; an operator's model goes before the built-in one."""
    spoken = language.partition("-")[0]
    if model is not None and not model_refusal(model):
        name, speaks = _described(model)
        if speaks.partition("-")[0] == spoken:
            return EngineChoice(f"sherpa-onnx, {name}"[:100], language, model)
    if spoken == "en" and importlib.util.find_spec("pocketsphinx"):
        return EngineChoice(SPHINX, language)
    return None


def model_refusal(model: Path) -> str:
    """Why an operator's model cannot be used, in words for the operator; empty when all its parts are there."""
    if not model.is_dir():
        return "The folder does not exist."
    try:
        _described(model)
    except (OSError, ValueError, KeyError, TypeError):
        form = '{"name": "its name", "language": "de"}'
        return f"{MODEL_DESCRIPTION} is missing or cannot be read; it holds {form}."
    missing = [pattern for pattern in MODEL_PARTS if not any(model.glob(pattern))]
    if missing:
        return f"The folder has no {', no '.join(missing)}; an offline transducer of sherpa-onnx has all of them."
    if not importlib.util.find_spec(LIBRARY) and not (model / MODEL_LIBRARY / LIBRARY).is_dir():
        return f"sherpa-onnx is neither installed nor in the folder {MODEL_LIBRARY}/ beside the model."
    return ""


def open_engine(choice: EngineChoice) -> Engine:
    """Load an engine; seconds, and some 100 MB.

    Raises OSError, RuntimeError, ImportError when its model or library cannot be loaded.
    """
    if choice.model is None:
        from recorder.transcript.sphinx import Sphinx

        return Sphinx()
    from recorder.transcript.sherpa import Sherpa

    return Sherpa(choice.model)


def _described(model: Path) -> tuple[str, str]:
    """Name and language. Raises OSError, ValueError, KeyError, TypeError."""
    told = json.loads((model / MODEL_DESCRIPTION).read_text(encoding="utf-8"))
    return str(told["name"]), str(told["language"])
