"""Paths that are typed on the list: none ends the application, none is waited for, and no library is written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import Unable
from reader.library.paths import file_of, place_of
from store.library import Library
from tests.reader.library.lists import says
from tests.reader.session import Start


@pytest.mark.parametrize("words", ["~nobody-here/x", "a" * 300, "pipe", "/dev/full", "", "~"])
def test_what_can_be_no_file_is_told(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    os.mkfifo("pipe")
    if words.startswith("~n"):
        assert file_of(words) == place_of(words) == Path(words)
        return
    with pytest.raises(Unable):
        file_of(words)


async def test_no_path_that_is_typed_ends_the_application(
    start: Start, library: Library, stories: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    async with start() as session:
        await session.press("w", " ~nobody-here/x", "enter")
        await says(session, "not written · x: No such file or directory")
        for words in ("~nobody-here/x", "a" * 256):
            await session.press("a", f" {words}", "enter")
            assert session.said.startswith("there is no file or folder of this name"), session.said
            await session.press("escape")
        await session.press("w", " pipe", "enter")
        assert session.said == "pipe is not a file"
        await session.press("escape", "w", f" {library.path}", "enter", "enter")
        await says(session, f"not written · {library.path} is a library, or another database")
    assert set(library.article_ids()) == set(stories)
