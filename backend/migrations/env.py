"""Alembic's entry: runs migrations on the connection it is given, or on the file named on its command line.

`alembic -c backend/alembic.ini -x file=PATH revision --autogenerate -m WORDS` writes the next one.
"""

from __future__ import annotations

from pathlib import Path

from alembic import context
from sqlalchemy import Connection

from backend.database import Base, open_engine
from backend.models import load_models

load_models()


def run(connection: Connection) -> None:
    """Apply migrations inside the connection's transaction."""
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = open_engine(Path(context.get_x_argument(as_dictionary=True)["file"]))
    with engine.begin() as opened:
        run(opened)
    engine.dispose()
