"""Settings: what people type, what links say, what a policy fixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import (
    DEFAULT_SERVER,
    Asked,
    Policy,
    gather,
    keep_preferences,
    read_invitation,
    read_policy,
    read_preferences,
)
from editor.preferences import KeyMap, Preferences
from protocol.errors import InvalidInput


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-9QTX-2C4V-8HW0",
        " 7k3m-9qtx-2c4v-8hwo ",
        "7K3M9QTX2C4V8HW0",
        "7K3M 9QTX 2C4V 8HWO",
        "recrutr://join/7K3M-9QTX-2C4V-8HW0",
        "recrutr://7K3M-9QTX-2C4V-8HW0",
        "RECRUTR://join/7k3m-9qtx-2c4v-8hw0/",
    ],
)
def test_a_code_is_understood_in_every_spelling(typed: str) -> None:
    invitation = read_invitation(typed)
    assert invitation.code == "7K3M-9QTX-2C4V-8HW0"
    assert invitation.server is None


def test_a_link_may_name_the_server() -> None:
    invitation = read_invitation("recrutr://join/7K3M-9QTX-2C4V-8HW0?server=https%3A%2F%2Fjobs.example.org")
    assert invitation.server == "https://jobs.example.org"


@pytest.mark.parametrize("typed", ["", "hello", "7K3M-9QTX-2C4V", "7K3M-9QTX-2C4V-8HWU", "https://example.org/x"])
def test_what_is_no_code_is_refused_naming_the_field(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_invitation(typed)
    assert refused.value.details["field"] == "code"


@pytest.mark.parametrize("server", ["ftp://example.org", "http://example.org", "nonsense"])
def test_a_server_that_is_not_safe_to_talk_to_is_refused(server: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        gather(Policy(), Asked(server=server))
    assert refused.value.details["field"] == "server"


def test_defaults_command_line_link_and_policy_win_in_that_order(tmp_path: Path) -> None:
    link = "recrutr://join/7K3M-9QTX-2C4V-8HW0?server=https://link.example.org"
    assert gather(Policy(), Asked()).server == DEFAULT_SERVER
    assert gather(Policy(), Asked(joining=link)).server == "https://link.example.org"
    assert (
        gather(Policy(), Asked(joining=link, server="https://line.example.org/")).server == "https://line.example.org"
    )
    fixed = gather(
        Policy(server="https://policy.example.org", data=str(tmp_path), theme="dark"),
        Asked(server="https://line.example.org", data=tmp_path / "other", theme="light"),
    )
    assert (fixed.server, fixed.data, fixed.theme, fixed.server_fixed) == (
        "https://policy.example.org",
        tmp_path,
        "dark",
        True,
    )


def test_a_policy_with_an_unknown_setting_is_refused_naming_it(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text('{"server": "https://a.example.org", "surveillance": true}')
    with pytest.raises(InvalidInput) as refused:
        read_policy(file)
    assert refused.value.details["field"] == "surveillance"


def test_a_missing_policy_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_policy(tmp_path / "absent.json")
    assert "absent.json" in refused.value.message


def test_what_a_person_chose_is_kept_and_damage_gives_the_defaults(tmp_path: Path) -> None:
    assert read_preferences(tmp_path) == Preferences()
    chosen = Preferences(theme="contrast", font_pixels=22, tab_width=3, indent_with_tabs=True, keys=KeyMap.VIM)
    keep_preferences(tmp_path, chosen)
    assert read_preferences(tmp_path) == chosen
    assert [file.name for file in tmp_path.iterdir()] == ["preferences.json"]
    for damaged in (b"", b"{", b'{"font_pixels": 4000}', b'{"surveillance": true}'):
        (tmp_path / "preferences.json").write_bytes(damaged)
        assert read_preferences(tmp_path) == Preferences()
    keep_preferences(tmp_path / "absent", chosen)


def test_only_a_policy_fixes_the_theme() -> None:
    assert (gather(Policy(), Asked()).theme, gather(Policy(), Asked()).theme_fixed) == (None, False)
    assert not gather(Policy(), Asked(theme="dark")).theme_fixed
    assert gather(Policy(theme="contrast"), Asked(theme="dark")).theme_fixed
