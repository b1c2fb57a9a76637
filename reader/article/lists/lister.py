"""Going by lists: the article's headings, marks and links, and the articles before and behind it in the library's list."""

from __future__ import annotations

import asyncio
import os
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial

from reader.article.drawing.marks import Mark
from reader.article.lists import following, links
from reader.article.lists.links import Link
from reader.article.lists.listing import Entries, Entry, Listing
from reader.article.page import Page
from reader.article.sheet import Asked
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.errors import Unable
from reader.sitting import Sitting
from store.document import BlockKind, Document
from store.errors import Refused
from store.text import Span


class Lister:
    """The room of the page for going somewhere by a list, and for following links."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.library = sitting.library
        self.page = page
        self._linked: tuple[Document, tuple[tuple[Span, str], ...]] | None = None

    # --- headings -----------------------------------------------------------------------------------------------------

    def do_outline(self, _given: Given) -> None:
        """The headings, the bar on the one that the cursor is under."""
        document = self.page.view.document
        entries = headings_of(document)
        if not entries:
            raise Refused("this article has no headings")
        at = bisect_right([entry.span.start for entry in entries], self.page.cursor) - 1
        self._ask(Listing.open("headings", Entries.of(entries), max(0, at)), lambda entry, _: self._jump(entry.span))

    def _jump(self, span: Span) -> None:
        """Go there, with the page as it is seen now; where it was only scrolled, it still is."""
        view = self.page.view
        top, shows_cursor = view.top_row, view.shows_cursor
        self.page.close_sheet(selected=True)
        self.page.jump_to(span.start)
        view.show_cursor(shows_cursor)
        view.scroll_rows_to(top)

    # --- marks --------------------------------------------------------------------------------------------------------

    def do_list_marks(self, _given: Given) -> None:
        """The marks in the order of the text, the bar on the one in hand, or on the next."""
        marks = self.page.view.marks.in_order
        if not marks:
            raise Refused("this article has no marks yet")
        in_hand = self.page.mark_in_hand
        at = bisect_left(marks, self.page.cursor, key=lambda mark: mark.subject.start)
        if in_hand is not None:
            at = bisect_left(marks, in_hand.start, key=lambda mark: mark.subject.start)
            at = next((n for n in range(at, len(marks)) if marks[n].id == in_hand.id), at)

        def go(entry: Entry, index: int) -> None:
            self._jump(entry.span)
            self.page.view.show_cursor(True)  # which a mark in hand is under
            under = self.page.marks.under(self.page.view.marks, self.page.cursor, 0)
            ids = [mark.id for mark in under]
            self.page.walker.turn = ids.index(marks[index].id) if marks[index].id in ids else 0

        entries = Entries(len(marks), partial(self._entries_of, marks), partial(self._words_of, marks))
        self._ask(Listing.open("marks", entries, min(at, len(marks) - 1)), go)

    def _words_of(self, in_order: Sequence[Mark]) -> list[str]:
        found = self.library.words_of_marks(self.page.article.id)
        return [found.get(each.id, "") for each in in_order]

    def _entries_of(self, in_order: Sequence[Mark], indices: Sequence[int]) -> list[Entry]:
        """As they were when the list was opened: others may make some, or delete some, meanwhile."""
        text = self.page.view.document.text
        marks = [in_order[index] for index in indices]
        labels = self.page.marks.labels([mark.id for mark in marks])
        found = []
        for mark in marks:
            words = " ".join(mark.subject.of(text).split())
            rows = ("".join(piece for piece, _ in row[1:]) for row in labels.get(mark.id, ()))
            beside = " · ".join(told for told in rows if told != words)
            found.append(Entry(mark.subject, words, beside, mark.sign, mark.colour or "yellow"))
        return found

    # --- links --------------------------------------------------------------------------------------------------------

    def do_list_links(self, _given: Given) -> None:
        """The links, the bar on the one under the cursor, or on the next."""
        self._list_links()

    def _list_links(self) -> None:
        document, found = self.page.view.document, self._links()
        if not found:
            raise Refused("this article has no links")
        base = self.page.article.metadata.url

        def make(indices: Sequence[int]) -> list[Entry]:
            return [entry_of(links.link(document, *found[index], base)) for index in indices]

        def words() -> list[str]:
            return [f"{span.of(document.text)} {href}" for span, href in found]

        def go(_: Entry, index: int) -> None:
            self._follow(links.link(document, *found[index], base))

        at = bisect_right(found, self.page.cursor, key=lambda each: each[0].end)
        listing = Listing.open("links", Entries(len(found), make, words), min(at, len(found) - 1), does="follow")
        self._ask(listing, go)

    def do_follow_link(self, _given: Given) -> None:
        """Follow the link under the cursor; one that leads elsewhere than it seems is shown first."""
        document, cursor = self.page.view.document, self.page.cursor
        found = next(((span, href) for span, href in self._links() if cursor in span), None)
        if found is None:
            raise Unable("there is no link under the cursor", (Key("list_links"), " lists them"))
        link = links.link(document, *found, self.page.article.metadata.url)
        if link.address.warned:
            self._list_links()
            self.page.say(
                Hint.of("this link is not what it seems", (Key("accept"), " follows it all the same")), bad=True
            )
        else:
            self._follow(link)

    def _links(self) -> tuple[tuple[Span, str], ...]:
        document = self.page.view.document
        if self._linked is None or self._linked[0] is not document:
            self._linked = document, links.hrefs_of(document)
        return self._linked[1]

    def _follow(self, link: Link) -> None:
        """Open the library's own article of this address; else the browser, else hand the address to the terminal."""
        address = link.address.text
        if link.address.refused:
            raise Refused(f"{link.address.refused} · {address}")
        here = self.library.article_at(address)
        if here == self.page.article.id:
            raise Refused("the link leads to this article itself")
        self.page.close_sheet(selected=True)
        if here is not None:
            self.sitting.came_from.append(self.page.article.id)
            self.page.open_article(here, f"from the library · {address}")
        elif following.has_browser(os.environ, sys.platform):
            self.page.say(f"opening · {address}")
            self.page.run_worker(self._open(address))
        else:
            self._send(address)

    async def _open(self, address: str) -> None:
        if await asyncio.to_thread(following.open_in_browser, address):
            self.page.say(f"handed to the browser · {address}")
        else:
            self._send(address)

    def _send(self, address: str) -> None:
        self.page.app.copy_to_clipboard(address)
        self.page.say(f"sent to the terminal's clipboard · {address}")

    # --- from article to article --------------------------------------------------------------------------------------

    def do_next_article(self, given: Given) -> None:
        """The next article of the list."""
        self._to_article(given.count or 1)

    def do_previous_article(self, given: Given) -> None:
        """The one before."""
        self._to_article(-(given.count or 1))

    def _to_article(self, step: int) -> None:
        found = self.sitting.beside(self.page.article.id, step)
        if found is None:
            raise Refused("no more articles that way")
        self.page.open_article(found, self.sitting.standing(found))

    def _ask(self, listing: Listing, go: Callable[[Entry, int], None]) -> None:
        def accept(asked: Asked) -> None:
            assert isinstance(asked, Listing)
            if asked.entry is None or asked.index is None:
                raise Unable(f"there are no {asked.what} with these words", (Key("erase_all"), " shows all"))
            go(asked.entry, asked.index)

        self.page.ask(listing, accept)


def headings_of(document: Document) -> list[Entry]:
    """The title and the headings as rows, each as far in as its level."""
    found = [block for block in document.blocks if block.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    levels = sorted({block.level for block in found if block.kind is BlockKind.HEADING})
    under = 1 if any(block.kind is BlockKind.TITLE for block in found) else 0
    return [
        Entry(
            block.span,
            " ".join(block.span.of(document.text).split()),
            indent=under + levels.index(block.level) if block.kind is BlockKind.HEADING else 0,
        )
        for block in found
    ]


def entry_of(link: Link) -> Entry:
    """A link as a row."""
    address = link.address
    warned = address.warned or (f"not followed: {address.refused}" if address.refused else "")
    return Entry(link.span, link.words, beside=address.text, told=address.text, warned=warned)
