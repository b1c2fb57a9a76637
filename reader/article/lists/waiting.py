"""The marks that lost their words when the text was cleaned again: listed, put on other words by hand, or deleted."""

from __future__ import annotations

from reader.article.lists.listing import Entries, Entry, Listing
from reader.article.marking import placing
from reader.article.page import Page
from reader.article.sheet import Asked
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.errors import Unable
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Annotation, Tag
from store.recleaning import Orphan
from store.text import Span

_BEFORE = 2  # words that are told of those before a mark's own: there is little room, and more tell those behind
_WHAT = "marks that wait for their words"


class Waiting:
    """The room of the page for marks that wait for their words."""

    def __init__(self, sitting: Sitting, page: Page, tags: dict[str, Tag]) -> None:
        self.library = sitting.library
        self.page = page
        self._tags = tags
        self._listed: tuple[Orphan, ...] = ()

    def do_list_waiting(self, _given: Given) -> None:
        """The marks that wait, about where their words would stand, the bar on the first at the cursor or behind it."""
        self._listed = self.library.orphans(self.page.article.id)
        if not self._listed:
            raise Refused("no mark of this article waits for its words")
        at = next((n for n, each in enumerate(self._listed) if each.near >= self.page.cursor), len(self._listed) - 1)
        self._show(at)

    def _show(self, at: int) -> None:
        length = len(self.page.view.document.text)
        entries = Entries.of([self._entry(each, length) for each in self._listed])

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Listing)
            if asked.index is None:
                raise Unable(f"there are no {asked.what} with these words", (Key("erase_all"), " shows all"))
            self._begin(self._listed[asked.index])

        self.page.ask(Listing.open(_WHAT, entries, at, does="place it", can_delete=True), accept)

    def _entry(self, orphan: Orphan, length: int) -> Entry:
        mark = orphan.annotation
        tag = self._tags.get(mark.tag)
        near = min(orphan.near, max(0, length - 1))
        first = mark.parts[0]
        around = f"…{' '.join(first.prefix.split()[-_BEFORE:])} […] {' '.join(first.suffix.split())}…"
        beside = f"{tag.label if tag else mark.tag} · {around}"
        return Entry(Span(near, near), " ".join(mark.quote.split()), beside, *_look(tag))

    # --- by hand ------------------------------------------------------------------------------------------------------

    def _begin(self, orphan: Orphan) -> None:
        """Go about where the words would stand; words that are like them are selected, to be seen before they are taken."""
        page, mark = self.page, orphan.annotation
        if page.article.document is None:
            raise Refused("the text of this article is not in this library; its marks wait for it")
        page.close_sheet(selected=False)
        page.leave_for_words()
        page.asking.place_by_hand(mark)
        like = placing.like(mark, page.article.text, orphan.near)
        if like is None:
            page.jump_to(orphan.near)
            page.say(Hint.of("select the words it is about", (Key("take"), " puts the mark on them")))
            return
        page.jump_to(like.start)
        page.select(like)
        page.say(Hint.of("these words are like them", (Key("take"), " puts the mark on them")))

    def place(self, mark: Annotation, span: Span) -> None:
        """Put a mark that waits on these words; cue and source come along where they stand in the text for sure."""
        page = self.page
        parts, lost = placing.parts_on(mark, span, page.article.text)
        made = self.library.place(mark.id, parts, since=mark.updated, text_id=page.article.text_id)
        page.marks_changed("")
        page.jump_to(made.start)
        page.take_in_hand(made)
        without = f"without its {' and '.join(lost)}" if lost else ""
        saved = " · ".join(each for each in ("placed", without, self.library.describe(made)) if each)
        more = self.library.waiting(page.article)
        page.say(Hint.of(saved, *([(f"{more} more: ", Key("list_waiting"))] if more else [])))

    def do_drop_mark(self, _given: Given) -> None:
        """Delete the mark that the bar is on; the others stay listed."""
        asked = self.page.asking.asked
        if not isinstance(asked, Listing) or not asked.can_delete:
            raise Refused("only a mark that waits for its words is deleted from a list")
        if asked.index is None:
            return
        mark = self._listed[asked.index].annotation
        summary = self.library.delete_annotation(mark.id, since=mark.updated)
        self.page.marks_changed(Hint.of(f"deleted · {summary}", (Key("undo"), " brings it back")))
        self._listed = self.library.orphans(self.page.article.id)
        if self._listed:
            self._show(min(asked.index, len(self._listed) - 1))


def _look(tag: Tag | None) -> tuple[str, str]:
    return (tag.sign, tag.colour) if tag is not None else ("·", "yellow")
