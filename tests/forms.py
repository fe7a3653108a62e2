"""The two forms of the backend for tests in one process: files and a folder, or PostgreSQL and an S3-compatible store.

A fixture that opens a backend takes `FORMS` as its parameters and opens it within `in_form`: by default the small
form, with `./recrutr test --long` the large one, too, by the very same tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.object_store import Swift
from tests.postgresql import Cluster

LARGE = "large"
FORMS: list[Any] = ["small", pytest.param(LARGE, marks=pytest.mark.long)]


@contextmanager
def in_form(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every backend that this process opens within the `with` has the form that the fixture's parameter names."""
    if request.param != LARGE:
        yield
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    swift: Swift = request.getfixturevalue("swift")
    with pytest.MonkeyPatch.context() as patch, cluster.databases() as databases:
        databases.lead(patch)
        swift.lead(patch)
        yield
