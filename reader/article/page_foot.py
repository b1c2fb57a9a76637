"""The foot of the page: of what is asked, selected or in hand it tells, and which keys can act there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article.drawing import telling
from reader.commands import Place
from store.model import Annotation

if TYPE_CHECKING:
    from reader.article.screen import PageScreen


def tell_foot(page: PageScreen, in_hand: list[Annotation]) -> None:
    """Bring the foot up to date; in_hand: the marks under the cursor."""
    palette, text, asking, place = page.palette, page.article.text, page.asking, page.place
    tags, shows_cursor = page.marker.tags, page.view.shows_cursor
    if place is Place.PICK:
        status = telling.of_picking(asking.what_is_picked, text, page.selected, palette, page.worded)
    elif asking.asked is not None:
        status = ([(page.worded(asking.asked.hint), palette.quiet)], [])
    elif (span := page.selected) is not None:
        status = telling.of_selection(text, span, palette)
    elif not shows_cursor:
        status = telling.of_scrolling(palette, page.worded), _of_marks(page, [])[0]
    else:
        status = _of_marks(page, in_hand)
    of_the_sheet = asking.takes_keys and not page.searcher.is_typing
    page.foot.show_status(*(status if of_the_sheet else page.searcher.told(status, in_page=place is Place.PAGE)))
    on_page = telling.unable(
        place,
        in_hand,
        tags,
        any_marks=len(page.marks) > 0,
        marked_before=page.sitting.last_mark is not None,
        shows_cursor=shows_cursor,
    )
    if asking.placing is not None:
        on_page |= {"take_also"}  # there are no words beside which others could be taken
    scrolls = place is Place.PAGE and not shows_cursor
    page.foot.show_keys(
        place,
        asking.unable if asking.takes_keys else on_page,
        telling.scrolling_keys(page.sitting.keymap) if scrolls else telling.tag_keys(place, tags),
        typing=asking.is_typed_in or page.searcher.is_typing,
        accept=asking.asked.does if asking.asked is not None and asking.takes_keys else "",
    )


def _of_marks(page: PageScreen, in_hand: list[Annotation]) -> telling.Status:
    return page.marks.told(in_hand, page.sitting.relating, page.worded)
