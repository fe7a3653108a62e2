"""docs/privacy.md names every table and column as the schema has them."""

from __future__ import annotations

from pathlib import Path

from backend.privacy.inventory import as_markdown

DOCUMENT = Path(__file__).parents[3] / "docs" / "privacy.md"


def test_the_document_holds_the_inventory_of_the_schema() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert as_markdown() in text, "run `python -m backend.privacy.inventory` and put its output into docs/privacy.md"
