"""What the reader's tests share: a terminal with every colour, and the app on a library."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

from store.library import Library
from tests.reader.session import Start


@pytest.fixture(scope="session", autouse=True)
def styles_are_read_once() -> Iterator[None]:
    """What an app's styles say is the same in every app: a sixth of the time that one takes to start is for reading them."""
    parse, read = Stylesheet.parse, Stylesheet._parse_rules
    sheets, known = dict[tuple[object, ...], list[RuleSet]](), dict[tuple[object, ...], list[RuleSet]]()

    def whole(sheet: Stylesheet) -> None:
        said = (*sheet.source.items(), *sorted(sheet._variables.items()))
        if said not in sheets or sheet._invalid_css:
            parse(sheet)
            sheets[said] = sheet._rules
        sheet._rules, sheet._rules_map, sheet._require_parse = sheets[said], None, False

    def once(
        sheet: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        said = (css, read_from, is_default_rules, tie_breaker, scope, *sorted(sheet._variables.items()))
        if said not in known:
            known[said] = read(sheet, css, read_from, is_default_rules, tie_breaker, scope)
        return known[said]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "parse", whole)
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


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
