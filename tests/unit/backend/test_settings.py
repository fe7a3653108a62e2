"""Settings are declared once: options, variables, limits, the table in docs/operations.md."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from backend import command, declaring
from backend.settings import COMMON, DAY_US, GROUPS, OPERATING, SERVING, Settings
from protocol.errors import InvalidInput

DOCUMENT = Path(__file__).parents[3] / "docs" / "operations.md"
EVERY = tuple(GROUPS)


def _read(argv: list[str], environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    declaring.add_options(parser, Settings, EVERY)
    return declaring.given_in(Settings, parser.parse_args(argv), environment or {}, EVERY)


def test_the_document_holds_the_table_of_settings() -> None:
    table = declaring.as_markdown(Settings, GROUPS)
    words = "run `python -m backend.settings` and put its output into docs/operations.md"
    assert table in DOCUMENT.read_text("utf-8"), words


def test_every_field_is_declared_and_every_option_is_its_own() -> None:
    declared = [it for _, it in declaring.declared_in(Settings)]
    assert len({it.option for it in declared}) == len(declared) == len(fields(Settings))
    assert {it.group for it in declared} == set(GROUPS)


def test_help_names_every_option_and_variable(capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for name, word in (("backend", command.backend), ("worker", command.worker)):
        with pytest.raises(SystemExit):
            word(["--help"])
        told[name] = re.sub(r"\s+", "", capsys.readouterr().out)
    for _, it in declaring.declared_in(Settings):
        if not it.secret:
            assert f"{it.option}" in told["backend"]
            assert it.variable in told["backend"]
            assert (it.variable in told["worker"]) == (it.group in (COMMON, OPERATING)), it.option


def test_an_option_beats_its_variable_and_an_empty_variable_is_none() -> None:
    environment = {"RECRUTR_PORT": "81", "RECRUTR_NO_WORKER": "yes", "RECRUTR_ENGINE": "", "RECRUTR_PROXY": "off"}
    given = _read(["--port", "82", "--waiting-period-days", "0.5", "--base-url", "https://here/"], environment)
    assert given == {
        "port": 82,
        "worker": False,
        "trust_proxy": False,
        "waiting_period_us": DAY_US // 2,
        "base_url": "https://here",
    }


@pytest.mark.parametrize(
    ("argv", "environment", "title", "limit"),
    [
        (["--port", "70000"], {}, "--port (RECRUTR_PORT)", "a whole number from 0 to 65535"),
        (["--port", "http"], {}, "--port (RECRUTR_PORT)", "a whole number from 0 to 65535"),
        ([], {"RECRUTR_REMOTE_RUNS": "-1"}, "--remote-runs", "from 0 to 64"),
        (["--waiting-period-days", "31"], {}, "--waiting-period-days", "0 to 30 days"),
        (["--waiting-period-days", "nan"], {}, "--waiting-period-days", "0 to 30 days"),
        (["--stop-seconds", "inf"], {}, "--stop-seconds", "0 to 3600 seconds"),
        ([], {"RECRUTR_PROXY": "perhaps"}, "--proxy", "yes or no"),
        (["--base-url", "recrutr.example"], {}, "--base-url", "http:// or https://"),
        (["--base-url", "http://a\r\nb"], {}, "--base-url", "http:// or https://"),
        ([], {"RECRUTR_DATABASE": "mysql://root:planted-word@h/d"}, "--database", "postgresql://"),
        (["--log", "xml"], {}, "--log", "text or json"),
        (["--broker", "amqps://me:planted-word@h/v"], {}, "--broker (RECRUTR_BROKER)", "without a password"),
        (["--broker", "amqp://me@broker.example/v"], {}, "--broker", "amqp:// only to this machine"),
        (["--broker", "amqps://broker.example/v"], {}, "--broker", "amqps://user@host"),
        (["--broker", "amqps://me@h:70000/v"], {}, "--broker", "amqps://user@host"),
        (["--broker", "http://me@h/v"], {}, "--broker", "amqps://user@host"),
        (["--broker", "amqps://me@h/v"], {}, "RECRUTR_BROKER_PASSWORD", "given with --broker"),
    ],
)
def test_a_value_beyond_its_limit_is_refused_by_name(
    argv: list[str], environment: dict[str, str], title: str, limit: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput) as refused:
        Settings(data=tmp_path, **_read(argv, environment))
    assert title in refused.value.message
    assert limit in refused.value.message
    assert refused.value.code == "settings.invalid"
    assert "planted-word" not in refused.value.message


def test_the_command_ends_with_the_words_of_the_refusal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("RECRUTR_STOP_SECONDS", "a while")
    assert command.worker(["--data", str(tmp_path / "d")]) == 1
    assert capsys.readouterr().err.startswith("The setting --stop-seconds (RECRUTR_STOP_SECONDS) must be 0 to 3600")
    assert not (tmp_path / "d").exists()


def test_the_password_of_the_broker_comes_from_a_file_and_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("a planted word\n")
    environment = {"RECRUTR_BROKER_PASSWORD_FILE": str(tmp_path / "password")}
    for address in ("amqps://me@broker.example:5671/v%2Fhost", "amqp://me@127.0.0.1/v", "amqp://me@[::1]:5672"):
        settings = Settings(data=tmp_path, **_read(["--broker", address], environment))
        assert (settings.broker, settings.broker_password) == (address, "a planted word")
        assert "planted" not in repr(settings)


def test_addresses_with_passwords_are_not_shown() -> None:
    settings = Settings(data=Path("/d"), database="postgresql://a:planted@h/d", keys_database="postgresql://planted")
    assert "planted" not in repr(settings)


def test_groups_say_who_takes_a_setting() -> None:
    given = declaring.given_in(Settings, argparse.Namespace(), {"RECRUTR_PORT": "81"}, (COMMON, OPERATING))
    assert given == {}
    assert declaring.given_in(Settings, argparse.Namespace(), {"RECRUTR_PORT": "81"}, (SERVING,)) == {"port": 81}


@pytest.mark.parametrize("option", ["--installers", "--breached-passwords"])
def test_a_folder_that_is_not_there_is_refused_by_name_and_path(option: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").touch()
    assert Settings(data=tmp_path, **_read([option, str(tmp_path / "there")]))
    for wrong in ("mistyped", "file"):
        with pytest.raises(InvalidInput, match=rf"{option} .* must be a folder that is there\. .*/{wrong} is not\."):
            Settings(data=tmp_path, **_read([option, str(tmp_path / wrong)]))


def test_no_server_starts_without_the_list_of_breached_passwords_that_it_was_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("RECRUTR_BREACHED_PASSWORDS", str(tmp_path / "mistyped"))
    assert command.backend(["--data", str(tmp_path / "d"), "--port", "0"]) == 1
    told = capsys.readouterr().err
    assert "--breached-passwords (RECRUTR_BREACHED_PASSWORDS)" in told
    assert str(tmp_path / "mistyped") in told
    assert not (tmp_path / "d").exists()
