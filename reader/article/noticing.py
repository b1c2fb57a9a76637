"""What other programs write about an article whose page is open: its marks are shown, without moving what is being read.

A text that was cleaned again, and an article that was deleted, are told of: nobody's words are changed under their eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article.lists.listing import Listing
from reader.article.spreading.lit import Lit
from store.errors import LibraryError, NotFound
from store.model import Article, State

if TYPE_CHECKING:
    from reader.article.screen import PageScreen

EVERY = 0.5
"""Seconds between looks at whether another program has written."""


@dataclass(frozen=True, slots=True)
class News:
    """How many marks others made, changed and deleted on a page, and who they are."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    by: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def also(self, other: News) -> News:
        """Both together, where nothing was told of this yet."""
        by = tuple(dict.fromkeys((*self.by, *other.by)))
        return News(self.new + other.new, self.changed + other.changed, self.gone + other.gone, by)


def told(news: News, myself: str) -> str:
    """In words, for the foot: 2 marks by bo came in · 1 changed. Who is not named that reads the page, in another program."""
    others = [each for each in news.by if each != myself]
    by = f" by {others[0]}" if len(others) == 1 else " by others" if others else ""
    counted = [
        (news.new, f"{_marks(news.new)}{by} came in"),
        (news.changed, f"{_marks(news.changed)} changed{by}"),
        (news.gone, f"{_marks(news.gone)} deleted{by}"),
    ]
    return " · ".join(words for count, words in counted if count)


def _marks(count: int) -> str:
    return f"{count:,} mark{'' if count == 1 else 's'}"


class Noticer:
    """Looks for what others write, as long as the page is there."""

    def __init__(self, page: PageScreen) -> None:
        self._page = page
        self._library = page.library
        self._change = self._library.seen_change()
        self._untold, self._told = News(), News()
        self._of = ""
        """What was told of the article itself, which is told once."""
        page.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Take in what others wrote since; not while another screen is seen, or an action waits for the library."""
        page = self._page
        if not page.is_current or page.is_holding or page.at_work.words:
            return
        change = self._library.seen_change()
        if change != self._change:
            try:
                self._take_in()
            except LibraryError:
                return  # what cannot be read just now is read the next time
            self._change = change
        self._tell_marks()

    def _tell_marks(self) -> None:
        """Quietly: only where nothing else is said, or asked; what was told and not seen off with a key is told again."""
        page, myself = self._page, self._library.annotator
        is_told = page.foot.message == told(self._told, myself)
        if self._untold and (is_told or not page.foot.message) and page.asking.asked is None:
            self._told = self._told.also(self._untold) if is_told and page.foot.message else self._untold
            self._untold = News()
            page.say(told(self._told, myself))

    def _take_in(self) -> None:
        page, before = self._page, self._page.article
        try:
            with self._library.snapshot():
                here = self._library.article(before.id)
                by = self._library.who_wrote(page.marks.read_up_to, before.id)
                if here.text_id == before.text_id:
                    self._untold = self._untold.also(self._refresh(by))
        except NotFound:
            self._tell_of_article("this article was purged: it is in the library no more")
            return
        self._tell_of_article(_became(before, here, by))

    def _refresh(self, by: Sequence[str]) -> News:
        """Show the marks as they are; cursor, selection, mark in hand and what is asked stay."""
        page = self._page
        touched = self._library.touched(page.marks.read_up_to).annotations
        in_hand = page.mark_in_hand
        was = set(page.marks.ids if touched is None else page.marks.among(touched))
        page.library_changed()
        now = set(page.marks.ids if touched is None else page.marks.among(touched))
        if in_hand is not None:
            page.walker.turn = page.marks.turn_to(in_hand.id, page.view.marks, page.cursor)
        if not isinstance(page.asking.asked, Listing | Lit):  # beside which its place is seen already
            page.after_command()
        return News(len(now - was), 0 if touched is None else len(now & was), len(was - now), tuple(by))

    def _tell_of_article(self, of: str) -> None:
        if of and of != self._of:
            self._page.say(of, bad=True)
        self._of = of


def _became(before: Article, here: Article, by: Sequence[str]) -> str:
    """What became of an article that somebody reads, in words; empty where its words are the same and it is there."""
    who = by[0] if len(by) == 1 else "somebody"
    if here.text_id != before.text_id:
        return f"{who} changed the text of this article · open it again to read that"
    if here.state is State.DELETED and before.state is not State.DELETED:
        return f"{who} deleted this article · it is in no list any more"
    return ""
