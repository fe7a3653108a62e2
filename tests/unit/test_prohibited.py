"""What must never be in the product: recognising faces, reading gaze, emotion or stress, scoring behaviour.

The design forbids it (Fairness), and so does the AI Act for emotion at work (Art. 5(1)(f)). Imports, names and strings
of the whole product are looked through; the words may stand in prose that says it is not done, so comments and
docstrings are left out. No policy can switch on what is not there: every value of every policy is tried.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.facts import Observed
from protocol.policy import Detector

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("app", "ui", "editor", "recorder", "runner", "sync", "protocol", "backend", "brand", "installers")
LIBRARIES = frozenset(
    {
        "face_recognition",
        "dlib",
        "deepface",
        "insightface",
        "facenet_pytorch",
        "mediapipe",
        "fer",
        "rmn",
        "pyAudioAnalysis",
    }
    | {"speechbrain", "resemblyzer", "opensmile", "gaze_tracking", "l2cs", "facer", "hsemotion", "pyannote", "emotion"}
)
NAMES = re.compile(
    r"face_?(recogni|match|embed|identif|verif|landmark)|recogni[sz]e_?face|gaze|eye_?track|pupil|iris(?!h)|"
    r"emotion|sentiment|mood|arousal|valence|(voice|vocal)_?(stress|print)|speaker_?(id|recogni|verif)|"
    r"attention_?(score|level)|(suspicion|cheat|integrity|trust|risk)_?score|FaceRecognizer|cv2\.face\b|haarcascade_eye",
    re.IGNORECASE,
)


def _files() -> Iterator[Path]:
    for package in PRODUCT:
        yield from sorted((ROOT / package).rglob("*.py"))


def prohibited(source: str) -> list[str]:
    """What stands in a module that must not: imports, and names or strings outside of documentation."""
    tree = ast.parse(source)
    found = []
    for node in ast.walk(tree):
        found += [module for module in _imported(node) if LIBRARIES.intersection(module.split("."))]
        found += [text for text in _texts(node) if NAMES.search(text)]
    return found


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _texts(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [ast.unparse(node)]
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        return [node.name]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
        return [node.value]  # a sentence may say that it is not done
    return [node.arg] if isinstance(node, ast.arg | ast.keyword) and node.arg else []


@pytest.mark.parametrize("package", PRODUCT)
def test_the_product_holds_none_of_it(package: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): it
        for path in _files()
        if path.parts[len(ROOT.parts)] == package and (it := prohibited(path.read_text("utf-8")))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "source",
    [
        "import face_recognition",
        "from deepface import DeepFace",
        "import cv2\nmodel = cv2.face.LBPHFaceRecognizer_create()",
        "def gaze_of(picture): ...",
        "class EmotionReader: ...",
        "score = cheat_score(events)",
        "load('haarcascade_eye.xml')",
        "track(voice_stress=True)",
    ],
)
def test_the_lint_sees_what_it_is_there_for(source: str) -> None:
    assert prohibited(source)


def test_dependencies_bring_none_of_it() -> None:
    for file in (ROOT / "installers" / "requirements").glob("*.txt"):
        names = {
            line.partition("==")[0].strip().lower() for line in file.read_text("utf-8").splitlines() if "==" in line
        }
        assert not names.intersection({library.lower().replace("_", "-") for library in LIBRARIES}), file.name


@pytest.mark.parametrize("value", [*Detector, *Observed])
def test_no_value_that_a_policy_or_a_fact_can_have_names_it(value: Detector | Observed) -> None:
    assert not NAMES.search(value.value)
    assert value.value in _ALLOWED


_ALLOWED = frozenset(
    {"focus", "paste", "camera_view", "persons", "speech", "displays", "remote", "programs", "could_not_tell", "clear"}
    | {"covered", "frozen", "nobody", "one", "several", "silence", "local", "shared", "running", "ended"}
)
"""Adding to this list is a decision for people: see docs/evidence.md and the design's page on fairness."""
