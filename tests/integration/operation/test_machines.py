"""Two API machines and two workers that share a database, a bucket and a broker and no folder; one of each is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from backend.demo.seed import Package, SeedPlan, seed
from backend.ingest.models import Segment
from backend.installation import prepare_folder
from backend.main import close_services, open_services
from backend.reports.models import Report
from backend.settings import Settings
from backend.transaction import Services
from protocol.journal import Entry
from tests.integration.backend.conftest import Device
from tests.integration.conftest import problem_zip
from tests.integration.operation.conftest import answers, until
from tests.integration.operation.machines import SHARED, Hall, Machine, balanced, hall
from tests.integration.operation.test_rolling_restart import CONFIGURATION
from tests.object_store import Swift
from tests.postgresql import Cluster
from tests.rabbitmq import Rabbit

PORT, METRICS_TOKEN = 8000, "a-token-of-tests-4711"
FRONT = f"http://{SHARED}:{PORT}"
pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


@pytest.fixture
def place(tmp_path: Path, cluster: Cluster, swift: Swift, rabbit: Rabbit) -> Iterator[Hall]:
    prepare_folder(Settings(data=tmp_path / "first"))
    with hall(tmp_path, cluster, swift, rabbit, tmp_path / "first" / "secrets") as made:
        yield made


def _serve(place: Hall, *names: str) -> list[Machine]:
    made = [place.machine(name) for name in names]
    for each in made:
        address = ["--host", each.host, "--port", str(PORT), "--base-url", FRONT, "--proxy", "--no-worker"]
        each.start("backend", *address)
        until(lambda each=each: answers(f"http://{each.host}:{PORT}/readyz"), 120)  # type: ignore[misc] # this one
    return made


def _work(place: Hall, *names: str) -> list[Machine]:
    made = [place.machine(name) for name in names]
    for each in made:
        each.variables = {**each.variables, "RECRUTR_METRICS_TOKEN": METRICS_TOKEN}
        each.start("worker", "--metrics", f"{each.host}:9464", "--judge-ready", "0", "--base-url", FRONT)
    return made


def _seen(place: Hall, cluster: Cluster) -> Services:
    """What lies in the database, seen from outside the machines."""
    name = place.variables["RECRUTR_DATABASE"].rpartition("/")[2]
    keys = place.variables["RECRUTR_KEYS_DATABASE"].rpartition("/")[2]
    variables = place.variables
    settings = Settings(
        data=place.folder / "first",
        database=cluster.address(name),
        database_owner=cluster.address(name, "recrutr_owner"),
        keys_database=cluster.address(keys),
        objects_url=variables["RECRUTR_OBJECTS"],
        objects_endpoint=variables["RECRUTR_OBJECTS_ENDPOINT"],
        objects_key_id=variables["RECRUTR_OBJECTS_KEY_ID"],
        objects_secret_key=variables["RECRUTR_OBJECTS_SECRET_KEY"],
    )
    return open_services(settings)


def _member(url: str, login: Any) -> requests.Session:
    http = requests.Session()
    body = {"email": login.email, "password": login.password}
    answer = http.post(f"{url}/api/v1/members/session", json=body, timeout=60)
    assert answer.status_code == 200, answer.text
    http.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    http.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in http.cookies.items())  # it asks for TLS
    return http


def test_machines_share_no_folder_and_one_of_each_kind_may_be_lost(place: Hall, cluster: Cluster) -> None:
    services = _seen(place, cluster)
    try:
        packages = [Package("double", problem_zip())]
        elsewhere = SeedPlan(packages=packages, organisation="Elsewhere", domain="elsewhere.example")
        first, second = seed(services, SeedPlan(packages=packages)), seed(services, elsewhere)
        one, two = _serve(place, "one", "two")
        urls = [f"http://{each.host}:{PORT}" for each in (one, two)]
        workers = _work(place, "three", "four")
        words = CONFIGURATION.read_text().replace("127.0.0.1:8000", f"{SHARED}:{PORT}")
        for given, each in zip(("8001", "8002"), (one, two), strict=True):
            words = words.replace(f"127.0.0.1:{given}", f"{each.host}:{PORT}")
        with balanced(place.folder / "front.cfg", words.replace("127.0.0.1:8404", f"{SHARED}:8404")):
            until(lambda: answers(f"{FRONT}/readyz"), 30)
            devices = [
                Device(url, server=FRONT).work_up_to_start(it.code)
                for url, it in zip(urls, (first, second), strict=True)
            ]
            _each_machine_takes_what_the_other_began(devices, urls)
            _slices_go_to_whichever_machine(_member(urls[0], first.logins[0]), devices[0], urls)
            assert devices[0].finish().status_code == 200
            _reported(services, devices[0])
            one.lose()
            workers[0].lose()
            moved = replace(devices[0], url=FRONT), replace(devices[1], url=FRONT)
            until(lambda: moved[0].call("GET", "contact").status_code == 200, 30)
            batch = moved[1].entries(*moved[1].facts())
            until(lambda: _taken(moved[1], batch), 120)  # the lost one may have held the writers' turn: up to a minute
            assert moved[1].finish().status_code == 200
            _reported(services, devices[1])
            told = requests.get(
                f"http://{workers[1].host}:9464/metrics",
                headers={"Authorization": f"Bearer {METRICS_TOKEN}"},
                timeout=30,
            )
            assert 'recrutr_broker_up{broker="rabbitmq"} 1.0' in told.text, "over TLS, by the name broker.test"
    finally:
        close_services(services)


def _each_machine_takes_what_the_other_began(devices: list[Device], urls: list[str]) -> None:
    """Half of the work of each attempt goes to the other machine, and all of it counts."""
    for device, other in zip(devices, reversed(urls), strict=True):
        track, key = device.declare_track()
        assert device.put_segment(track, 0, device.segment(track, key, 0)).status_code == 200
        there = replace(device, url=other)
        assert there.put_segment(track, 1, there.segment(track, key, 1)).status_code == 200
        assert device.send(device.entries(*device.facts())).status_code == 200
        there = replace(device, url=other)
        assert there.send(device.entries(*device.facts())).status_code == 200
        assert there.call("HEAD", f"tracks/{track}/segments/0").status_code == 200


def _slices_go_to_whichever_machine(member: requests.Session, device: Device, urls: list[str]) -> None:
    """An evidence file that is none: it arrives by both machines, and is read to be refused by the second."""
    here, there = (f"{url}/api/v1/attempts/{device.attempt}/evidence" for url in urls)
    begun = member.post(here, headers={"Upload-Length": "2000"}, timeout=60)
    assert begun.status_code == 201, begun.text
    upload = begun.json()["upload"]
    for offset, url in ((0, there), (1000, here)):
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        put = member.patch(f"{url}/{upload}", data=b"x" * 1000, headers=headers, timeout=60)
        assert put.status_code == 204, put.text
    answer = member.post(f"{there}/{upload}/import", timeout=60)
    assert answer.json()["code"] == "evidence.not_one"


def _taken(device: Device, batch: list[Entry]) -> bool:
    """Whether a batch was taken now; until then it may only be told to come again, or hear nothing."""
    try:
        answer = device.send(batch)
    except requests.Timeout:
        return False
    assert answer.status_code in {200, 503}, answer.text
    return answer.status_code == 200


def _reported(services: Services, device: Device) -> None:
    def is_there() -> bool:
        with services.reading() as tx:
            return tx.session.scalar(select(Report.id).where(Report.attempt == device.attempt)) is not None

    until(is_there, 90)
    with services.reading() as tx:
        keys = tx.session.scalars(select(Segment.object_key).where(Segment.attempt == device.attempt)).all()
    assert len(keys) == 2
    assert all(services.objects.read(key) for key in keys)
