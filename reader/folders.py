"""Where a person's files are: the library, what keys are, what is preferred. Names paths; opens and makes nothing.

Loads nothing: the first rows are looked for before all else.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Mapping

_NAME = "annotty"
_ON_A_MAC = "Library/Application Support"
_USUAL = {"XDG_DATA_HOME": ".local/share", "XDG_CONFIG_HOME": ".config", "XDG_STATE_HOME": ".local/state"}


def library_in(environment: Mapping[str, str], named: str | None, default: str = "library.db") -> str:
    """The file that is named, else by ANNOTTY_LIBRARY, else `default` in the data folder of the platform."""
    if named := named or environment.get("ANNOTTY_LIBRARY"):
        # A shell leaves the tilde alone in --library=~/x and in many files that set the environment.
        return os.path.expanduser(named) if named.startswith("~/") else named  # noqa: PTH111 - pathlib takes 8 ms
    return _folder(environment, "XDG_DATA_HOME") + f"/{default}"


def keys_in(environment: Mapping[str, str]) -> str:
    """Where a person's keys are looked for: in the folder that ANNOTTY_CONFIG names, else in annotty's of the platform."""
    return _said(environment, "ANNOTTY_CONFIG", "XDG_CONFIG_HOME") + "/keys.toml"


def preferences_in(environment: Mapping[str, str]) -> str:
    """Where preferences are kept: in the folder that ANNOTTY_STATE names, else in annotty's of the platform."""
    return _said(environment, "ANNOTTY_STATE", "XDG_STATE_HOME") + "/preferences.json"


def _said(environment: Mapping[str, str], name: str, kind: str) -> str:
    named = environment.get(name)
    return os.path.expanduser(named) if named else _folder(environment, kind)  # noqa: PTH111 - the same


def _folder(environment: Mapping[str, str], kind: str) -> str:
    """annotty's own folder of a kind (XDG base directories; relative ones are passed over, as they say)."""
    named = environment.get(kind, "")
    if named.startswith("/"):
        return f"{named}/{_NAME}"
    usual = _ON_A_MAC if sys.platform == "darwin" else _USUAL[kind]
    return f"{_home(environment)}/{usual}/{_NAME}"


def _home(environment: Mapping[str, str]) -> str:
    home = environment.get("HOME", "")
    if home.startswith("/"):
        return home.rstrip("/")
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_dir.rstrip("/")
    except KeyError:  # nobody of that number is known
        return ""
