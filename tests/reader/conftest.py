"""What the reader's tests share: a terminal with every colour, and the app on a library."""

from __future__ import annotations

import pytest

from store.library import Library
from tests.reader.session import Start


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says the same of the terminal on every machine."""
    for name in ("NO_COLOR", "LC_ALL", "LC_CTYPE", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.fixture
def start(library: Library, terminal: pytest.MonkeyPatch) -> Start:
    """Starts the app on the test's library."""
    return Start(library)
