"""Figures, health and readiness of a running backend, and the rules that are made of its figures."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
import yaml

from backend.health import require_sound
from backend.jobs.service import NewJob, enqueue
from backend.lookout import Lookout
from backend.main import Parts, open_services
from backend.metrics import Metrics
from backend.readiness import Watch
from backend.server import Server
from backend.settings import Settings
from protocol.errors import EnvironmentFault, InvalidInput
from tests.integration.backend.conftest import Device
from tests.integration.conftest import LiveBackend, accept_everything, problem_zip
from tests.integration.operation.conftest import figures, until

DEPLOYMENT = Path(__file__).parents[3] / "installers" / "deployment"
TOKEN = "a-token-for-the-figures"  # noqa: S105 - of this test


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[LiveBackend]:
    """A backend with an address for figures."""
    from backend.demo.seed import Package, SeedPlan, seed

    settings = Settings(data=tmp_path / "b", port=0, metrics="127.0.0.1:0", metrics_token=TOKEN)
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        yield LiveBackend(server, seed(server.services, SeedPlan(packages=[Package("double", problem_zip())])))
    finally:
        server.stop()


def _page(server: Server, token: str = TOKEN) -> requests.Response:
    assert server.lookout is not None
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{server.lookout.url}/metrics", headers=headers, timeout=30)


def _figures(server: Server) -> dict[str, float]:
    found = (re.fullmatch(r"([^#].*) (\S+)", line) for line in _page(server).text.splitlines())
    return {it[1]: float(it[2]) for it in found if it is not None}


def test_what_happens_is_counted_without_a_word_about_whom(watched: LiveBackend) -> None:
    server = watched.server
    device = Device(watched.url).work_up_to_start(watched.seeded.code)
    with device.http:
        track, key = device.declare_track()
        sizes = []
        for number in range(3):  # the first comes by the route, the others by the door beside it
            segment = device.segment(track, key, number)
            sizes.append(len(segment))
            assert device.put_segment(track, number, segment).status_code == 200
        submission, entries = device.handing_in("print(2)")
        assert device.send(entries).status_code == 200
        assert device.submit("print(2)", submission).status_code == 200
        until(lambda: _figures(server).get('recrutr_judgements_total{verdict="AC"}') == 1)
    found = _figures(server)
    template = "/api/v1/attempts/{attempt}/tracks/{track}/segments/{segment}"
    assert found[f'recrutr_requests_total{{method="PUT",route="{template}",status="200"}}'] == len(sizes)
    assert found[f'recrutr_upload_bytes_total{{route="{template}"}}'] == sum(sizes)
    assert found[f'recrutr_request_seconds_count{{route="{template}"}}'] == len(sizes)
    assert found['recrutr_jobs_ended_total{end="done",kind="scoring.judge"}'] == 1
    assert found["recrutr_database_wait_seconds_count"] > 5
    assert found["recrutr_database_up"] == 1
    assert found["recrutr_requests_under_way"] == 0
    text = _page(server).text
    for secret in (device.attempt, device.joined["token"], watched.seeded.code, "@", track):
        assert secret not in text


def test_figures_need_the_token_and_are_not_on_the_port_of_people(watched: LiveBackend) -> None:
    assert _page(watched.server, "another-token-of-some-length").status_code == 401
    assert _page(watched.server).headers["Content-Type"].startswith("text/plain")
    assert requests.get(f"{watched.url}/metrics", timeout=30).status_code == 404
    assert watched.server.lookout is not None
    assert requests.get(f"{watched.server.lookout.url}/readyz", timeout=30).json() == {"state": "ready"}
    assert requests.get(f"{watched.server.lookout.url}/healthz", timeout=30).json() == {"state": "alive"}
    assert requests.get(f"{watched.server.lookout.url}/nothing", timeout=30).status_code == 404


def test_an_address_that_others_reach_needs_a_token(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="RECRUTR_METRICS_TOKEN"):
        Settings(data=tmp_path, metrics="0.0.0.0:9000")
    Settings(data=tmp_path, metrics="0.0.0.0:9000", metrics_token=TOKEN)
    Settings(data=tmp_path, metrics="[::1]:9000")


def test_the_queue_shows_its_length_age_and_poison(tmp_path: Path) -> None:
    watch = Watch()
    services = open_services(Settings(data=tmp_path / "d"), watch)
    hour_us = 3600 * 1_000_000
    with replace(services, clock_us=lambda: services.clock_us() - hour_us).transaction() as tx:
        enqueue(tx, NewJob(kind="old", key="old"))
        enqueue(tx, NewJob(kind="later", key="later", run_after_us=tx.now_us + 9 * hour_us))
    lookout = Lookout("127.0.0.1:0", None, watch)
    lookout.follow(lambda: require_sound(services))
    try:
        found = figures(lookout.url)
        assert found['recrutr_jobs{kind="old",state="waiting"}'] == 1
        assert found['recrutr_jobs{kind="none",state="aside"}'] == 0
        assert 3600 <= found["recrutr_oldest_job_seconds"] < 7200
        services.engine.dispose()
        services.settings.database_file.rename(tmp_path / "away")
        services.settings.database_file.mkdir()
        assert figures(lookout.url)["recrutr_database_up"] == 0
        answer = requests.get(f"{lookout.url}/readyz", timeout=60)
        assert (answer.status_code, answer.json()["state"]) == (503, "store.failed")
    finally:
        services.engine.dispose()
        services.keys.close()
        lookout.close()


def test_not_ready_while_migrating(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, str]] = []
    watch = Watch()
    lookout = Lookout("127.0.0.1:0", None, watch)

    def looking(_engine: object) -> None:
        answer = requests.get(f"{lookout.url}/readyz", timeout=30)
        seen.append((answer.status_code, answer.json()["state"]))
        raise EnvironmentFault("test", "enough seen")

    monkeypatch.setattr("backend.migrations.apply.migrate", looking)
    with pytest.raises(EnvironmentFault, match="enough"):
        open_services(Settings(data=tmp_path / "d"), watch)
    lookout.close()
    assert seen == [(503, "migrating")]


def test_draining_says_not_ready_first_and_still_answers(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "b", port=0, metrics="127.0.0.1:0", drain_us=600 * 1_000_000)
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        with requests.Session() as http:
            before = http.get(f"{server.url}/api/v1/time", timeout=30)
            assert "close" not in before.headers.get("Connection", "")
            server.drain()
            refused = http.get(f"{server.url}/readyz", timeout=30)
            assert (refused.status_code, refused.json()["code"]) == (503, "server.draining")
            assert refused.headers["Connection"] == "close"
            assert http.get(f"{server.url}/api/v1/time", timeout=30).status_code == 200
            assert http.get(f"{server.url}/healthz", timeout=30).json() == {"state": "alive"}
        assert server.lookout is not None
        assert requests.get(f"{server.lookout.url}/readyz", timeout=30).json() == {"state": "draining"}
    finally:
        server.stop()


def _promtool(*arguments: str) -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.fail(
            "promtool is not installed: ./recrutr test installs it (Debian's package prometheus).", pytrace=False
        )
    done = subprocess.run([found, *arguments], cwd=DEPLOYMENT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_promtool_takes_the_rules_and_each_fires_when_it_should() -> None:
    rules = yaml.safe_load((DEPLOYMENT / "alerts.yml").read_text())["groups"][0]["rules"]
    assert f"{len(rules)} rules found" in _promtool("check", "rules", "alerts.yml")
    assert "SUCCESS" in _promtool("test", "rules", "alerts_test.yml")
    tested = yaml.safe_load((DEPLOYMENT / "alerts_test.yml").read_text())["tests"]
    assert {it["alertname"] for it in tested[0]["alert_rule_test"]} == {rule["alert"] for rule in rules}


def test_promtool_takes_what_a_backend_gives_out(watched: LiveBackend) -> None:
    found = shutil.which("promtool")
    assert found is not None
    page = _page(watched.server).content
    done = subprocess.run([found, "check", "metrics"], input=page, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_figure_in_a_rule_exists(watched: LiveBackend) -> None:
    names = watched.services.watch.metrics.names()
    for rule in yaml.safe_load((DEPLOYMENT / "alerts.yml").read_text())["groups"][0]["rules"]:
        for name in re.findall(r"\b(?:recrutr|process)_\w+", rule["expr"]):
            assert name in names, rule["alert"]


def test_figures_of_two_backends_in_one_process_do_not_add_up() -> None:
    one, other = Metrics(), Metrics()
    one.judged("AC")
    assert b'verdict="AC"' in one.page()
    assert b'verdict="AC"' not in other.page()
