"""A headless installation leaves the portal's folder out."""

from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec

import pytest

from backend import main


def test_without_the_portal_no_page_that_builds_on_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name.startswith("backend.portal") else real(name, package)

    assert len(main._pages()) == 9
    monkeypatch.setattr(importlib.util, "find_spec", without)
    assert main._pages() == []
