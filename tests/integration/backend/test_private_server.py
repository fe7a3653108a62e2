"""The PostgreSQL that tests start: it ends with them, whatever ended them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import postgresql

HOLDER = """
import sys
from tests.postgresql import Cluster
with Cluster.started() as made:
    print(made.folder, (made.folder / "data" / "postmaster.pid").read_text().split()[0], flush=True)
    sys.stdin.read()
"""


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("killed", [False, True], ids=["ended", "killed"])
def test_server_and_folder_go_with_the_process_that_started_them(
    wait_for: Callable[..., None], *, killed: bool
) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER], stdin=-1, stdout=-1, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        folder, server = holder.stdout.readline().split()
        assert _alive(int(server))
        if killed:
            holder.kill()
        else:
            holder.stdin.close()
    wait_for(lambda: not Path(folder).exists() and not _alive(int(server)), 60)


def test_without_the_package_tests_fail_and_say_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgresql, "PROGRAMS", tmp_path)
    with (
        pytest.raises(pytest.fail.Exception, match="Debian's package postgresql"),
        postgresql.Cluster.started(),
    ):
        pass
