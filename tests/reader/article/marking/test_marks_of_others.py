"""Marks that another program makes or takes away while the page is open, and a library that fails for a moment."""

from __future__ import annotations

import json
from collections.abc import Iterable

from store.errors import LibraryError
from store.formats import jsonl
from store.library import Library
from store.model import Annotation, Article, Draft, PartAt, PartDraft, Role
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.reader.session import Start

RAW = b"the page as it came"


class FailsOnce(Library):
    """A library whose marks cannot be read the first time."""

    has_failed = False

    def parts(self, article: Article, only: Iterable[str] | None = None) -> list[PartAt]:
        if not self.has_failed:
            self.has_failed = True
            raise LibraryError("the library cannot be read now")
        return super().parts(article, only)


def highlight(library: Library, article: str, words: str) -> Annotation:
    return library.annotate(article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, words)),)))


async def test_a_mark_whose_tag_was_not_there_when_the_page_was_opened_is_shown(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    desk = open_library("desk.db")
    there, here = article(raw=RAW, into=desk), article(raw=RAW)
    highlight(desk, there.id, "Ilse Maar")
    records = [json.loads(line) for line in jsonl.export(desk)]
    lines = [json.dumps(each).replace('"HIGHLIGHT"', '"SHIP"') for each in records]
    async with start(here.id) as session:
        open_library().receive(jsonl.read(lines, "marks.jsonl"))
        await session.go_to("islanders")
        await session.press("v", "e", "H")
        assert {each.tag for each in start.library.annotations(here.id)} == {"SHIP", "HIGHLIGHT"}
        assert len(session.page.marks) == 2
        await session.press("]")
        assert session.page.cursor == TEXT.index("Ilse Maar")
        assert session.page.mark_in_hand is not None
        assert session.page.mark_in_hand.tag == "SHIP"
        assert session.looks_at(TEXT.index("Maar")) != session.looks_at(TEXT.index("Nobody"))
        await session.press("u", "f1", "escape", "d")
        assert session.app.is_running


async def test_a_mark_that_was_deleted_elsewhere_goes_from_the_page_when_a_key_acts_on_it(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    one = article()
    for key in ("d", ">"):
        mark = highlight(start.library, one.id, "Ilse Maar")
        async with start(one.id) as session:
            await session.go_to("Ilse Maar")
            plain = session.looks_at(TEXT.index("Nobody"))
            open_library().delete_annotation(mark.id)
            await session.press(key)
            assert session.said
            assert session.page.mark_in_hand is None
            assert len(session.page.marks) == 0
            assert session.looks_at(TEXT.index("Maar")) == plain


async def test_a_read_that_failed_is_made_good_by_the_next(start: Start, article: MakeArticle) -> None:
    one = article()
    for words in ("Ilse Maar", "islanders"):
        highlight(start.library, one.id, words)
    with FailsOnce(start.library.path, annotator="reader") as library:
        async with start(one.id, library=library) as session:
            assert library.has_failed
            assert len(session.page.marks) == 0
            await session.press("f1", "escape")
            assert len(session.page.marks) == 2
            await session.press("]")
            assert session.page.cursor == TEXT.index("islanders")


async def test_marks_that_come_while_one_read_fails_are_there_with_the_next(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    one = article()
    with FailsOnce(start.library.path, annotator="reader") as library:
        library.has_failed = True
        async with start(one.id, library=library) as session:
            highlight(open_library(), one.id, "Ilse Maar")
            library.has_failed = False
            await session.press("f1", "escape")
            assert library.has_failed
            await session.press("f1", "escape")
            assert len(session.page.marks) == 1
