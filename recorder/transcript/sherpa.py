"""The sherpa-onnx door: an operator's own model, where one was installed and configured.

The folder holds `recrutr-model.json` and an offline transducer (`engines.MODEL_PARTS`), and may hold the library itself
in `library/`, where the app is a bundle into which nothing can be installed. Other kinds of models are not read.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recorder.transcript.engines import LIBRARY, MODEL_LIBRARY, RATE, Heard

if TYPE_CHECKING:
    from recorder.media import Samples


class Sherpa:
    """Writes down what its model speaks; it has no confidence of its own."""

    def __init__(self, model: Path) -> None:
        """Raises OSError when a file is missing, ImportError, RuntimeError when library or model do not load."""
        # By name, because the package is not one of ours: whoever wants its quality installs it, or lays it beside.
        sys.path.append(str(model / MODEL_LIBRARY))
        library = importlib.import_module(LIBRARY)
        parts = {name: str(_one(model, f"{name}*.onnx")) for name in ("encoder", "decoder", "joiner")}
        self._recogniser: Any = library.OfflineRecognizer.from_transducer(
            **parts, tokens=str(_one(model, "tokens.txt")), num_threads=1, sample_rate=RATE
        )

    def write_down(self, samples: Samples) -> Heard:
        """The text of a stretch."""
        stream = self._recogniser.create_stream()
        stream.accept_waveform(RATE, samples.astype(np.float32) / 32768.0)
        self._recogniser.decode_stream(stream)
        return Heard(str(stream.result.text).strip(), None)


def _one(model: Path, pattern: str) -> Path:
    found = sorted(model.glob(pattern))
    if not found:
        raise FileNotFoundError(f"the model folder has no {pattern}")
    return found[0]
