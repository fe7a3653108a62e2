"""The examples of docs/api.md, each run as it stands there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from pathlib import Path

from tests.integration.backend.conftest import Device
from tests.integration.programs.conftest import Program

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"


def test_each_example_does_what_it_says(program: Program) -> None:
    device = Device(program.url).work_up_to_start(program.backend.seeded.code)
    submission, entries = device.handing_in("print(2)")
    assert device.send(entries).status_code == 200
    assert device.submit("print(2)", submission).status_code == 200
    assert device.finish().status_code == 200
    device.http.close()
    deadline = time.monotonic() + 60
    while not program.call("GET", "/results", params={"state": "judged"}).json()["results"]:
        assert time.monotonic() < deadline, "never judged"
        time.sleep(0.2)
    examples = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    answers = [_run(program, each) for each in examples]
    assessments, made, invitation, result, withdrawn, webhooks, _page, refused = answers
    assert json.loads(assessments)["assessments"][0]["problems"]
    assert json.loads(made)["link"].endswith("#" + json.loads(made)["code"])
    assert json.loads(invitation)["invitation"] == json.loads(made)["invitation"]
    assert json.loads(result)["attempt"] == device.attempt
    assert json.loads(withdrawn)["state"] == "withdrawn"
    assert json.loads(webhooks) == {"webhooks": []}
    assert refused.strip() == "true"


def _run(program: Program, script: str) -> str:
    environment = {**os.environ, "RECRUTR": program.url, "TOKEN": program.token}
    done = subprocess.run(["bash", "-euc", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, script + done.stderr + done.stdout
    return done.stdout
