"""Where a person's files are: where the platform keeps such files, unless somebody says otherwise."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import platformdirs
import pytest

from reader.folders import keys_in, library_in, preferences_in


@pytest.mark.parametrize(
    "said",
    [
        {"HOME": "/home/ilse"},
        {"HOME": "/home/ilse/"},
        {"HOME": "/"},
        {"HOME": "beside"},
        {},
        {"HOME": "/home/ilse", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config", "XDG_STATE_HOME": "/state"},
        {"HOME": "/home/ilse", "XDG_DATA_HOME": "beside", "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "beside"},
    ],
)
def test_they_are_where_the_platform_keeps_such_files(said: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    folders = platformdirs.PlatformDirs("annotty", appauthor=False)
    assert library_in(said, None) == f"{folders.user_data_dir}/library.db"
    assert library_in(said, "", "demo.db") == f"{folders.user_data_dir}/demo.db"
    assert keys_in(said) == f"{folders.user_config_dir}/keys.toml"
    assert preferences_in(said) == f"{folders.user_state_dir}/preferences.json"


def test_on_a_mac_they_are_where_a_mac_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert library_in({"HOME": "/Users/ilse"}, None) == "/Users/ilse/Library/Application Support/annotty/library.db"


def test_who_names_a_file_is_heard() -> None:
    said = {"HOME": "/h", "ANNOTTY_LIBRARY": "war.db", "ANNOTTY_CONFIG": "/c", "ANNOTTY_STATE": "/s"}
    assert library_in(said, None) == "war.db"
    assert library_in(said, "/other.db") == "/other.db"
    assert keys_in(said) == "/c/keys.toml"
    assert preferences_in(said) == "/s/preferences.json"
