"""A page whose article has another text now: hand, view and bookmark go on in it where the same words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article.bookmark import Bookmark
from reader.article.drawing import telling
from reader.article.moving.places import Kept
from reader.article.page_marks import PageMarks
from store.anchoring import Passage
from store.model import Article

if TYPE_CHECKING:
    from reader.article.screen import PageScreen


def read_article(page: PageScreen) -> None:
    """Read the article of a page again, and take up its text where that is another.

    Not while something is asked: what was filled in is about the words that were. The page is behind then.
    """
    before, here = page.article, page.library.article(page.article.id)
    is_other = here.text_id != before.text_id
    page.is_behind = is_other and page.asking.asked is not None
    if page.is_behind:
        page.marks.read(before)
        return
    page.article = here
    if _take_up_tags(page) or is_other:
        page.marks = PageMarks(page.library, page.marker.tags, page.palette)
    page.marks.read(page.article)
    if is_other:
        _take_up_text(page, before)


def _take_up_tags(page: PageScreen) -> bool:
    """Go on with the tag set as it is now, keys and looks; whether it is another one."""
    tags = {tag.name: tag for tag in page.sitting.tags()}
    if tags == page.marker.tags:
        return False
    page.marker.tags.clear()
    page.marker.tags.update(tags)
    page.keys.tag_keys = page.marker.tag_keys()
    return True


def _take_up_text(page: PageScreen, before: Article) -> None:
    """What was selected, picked or found stands on words that are elsewhere now: it is let go."""
    after, view, walker = page.article, page.view, page.walker
    way = Passage(before.text, after.text)
    cursor, top = way.offset(walker.cursor), way.offset(view.sight.start)
    page.asking.dismiss()
    page.searcher.put_out()
    page.bookmark.drop()
    page.bookmark = Bookmark(page.library, after, page.later, page.sitting.unsaved)
    walker.kept = page.sitting.kept.setdefault(after.text_id, Kept())
    view.show(after.document or telling.without_text(page.marks.waiting_quotes), view.marks, cursor, top)
    view.focus_on(None)
    walker.begin()
    page.bookmark.moved(cursor)
