"""The backup of the day is made while the list is looked at, and says nothing unless it should be made and cannot be."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.app import AnnottyApp
from reader.backing_up import BackingUp
from store.backups.naming import VARIABLE
from store.library import Library
from tests.conftest import MakeArticle
from tests.reader.session import PATIENCE, Session


@pytest.fixture
def filled(library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.delenv(VARIABLE, raising=False)
    article()
    return library


def app_of(library: Library, backing_up: BackingUp) -> AnnottyApp:
    return AnnottyApp(library, back_up=backing_up.begin, back_up_after=0.01)


async def test_it_is_made_behind_the_list_and_nothing_is_said(filled: Library) -> None:
    app = app_of(filled, backing_up := BackingUp(filled.path))
    async with app.run_test(size=(80, 24)) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: len(filled.backups()) == 1)
        backing_up.end()
        assert session.screen.foot.message == ""
    assert [each.why for each in filled.backups()] == ["daily"]


async def test_where_it_cannot_be_made_that_is_said_once(filled: Library) -> None:
    (filled.path.parent / "backups").write_text("no folder")
    app = app_of(filled, BackingUp(filled.path))
    async with app.run_test(size=(80, 24)) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: session.screen.foot.message != "")
        assert session.screen.foot.message.startswith("no backup can be made in ")
        await session.press("j")
        assert session.screen.foot.message == ""


def test_who_leaves_does_not_wait_for_it(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, left = threading.Event(), threading.Event()
    told: list[str] = []

    def slow(_path: Path, wanted: object) -> None:
        assert callable(wanted)
        assert wanted()
        begun.set()
        left.wait(PATIENCE)
        told.append("wanted still" if wanted() else "wanted no more")

    monkeypatch.setattr("store.backups.making.daily_of", slow)
    backing_up = BackingUp(filled.path)
    backing_up.begin(told.append)
    assert begun.wait(PATIENCE)
    backing_up.end()
    assert told == []
    left.set()
    assert backing_up._thread is not None
    backing_up._thread.join(PATIENCE)
    assert told == ["wanted no more"]
