"""The inventory of every stored datum, read from the schema's own tags, so that it cannot drift from what is stored.

`python -m backend.privacy.inventory` prints it as Markdown; docs/privacy.md holds that text, and a test compares them.
Must not read any row.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from sqlalchemy import Table

from backend.database import Base
from backend.keys.models import KeysBase
from backend.models import load_models
from backend.retention import RETENTION, DataClass


def as_markdown() -> str:
    """Two tables: how long each class is kept, and which columns of which table belong to which class."""
    load_models()
    lines = ["| class | kept |", "|---|---|"]
    lines += [f"| {data_class.value} | {rule.words} |" for data_class, rule in RETENTION.items()]
    lines += ["", "| table | what it holds, by class |", "|---|---|"]
    tables = [*Base.metadata.tables.values(), *KeysBase.metadata.tables.values()]
    lines += [f"| `{table.name}` | {_columns(table)} |" for table in sorted(tables, key=lambda table: table.name)]
    return "\n".join(lines) + "\n"


def _columns(table: Table) -> str:
    by_class: defaultdict[DataClass, list[str]] = defaultdict(list)
    for column in table.columns:
        by_class[column.info["data_class"]].append(column.name)
    return "; ".join(f"**{found.value}**: {', '.join(by_class[found])}" for found in DataClass if found in by_class)


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
