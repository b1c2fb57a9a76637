"""What stands inside an article without being its text: its title again, bylines, dates, captions, calls, pointers.

Pure. Only what is sure: the wording counts in English alone, everything else by where and how it stands.
"""

from __future__ import annotations

from store.cleaning.dates import printed_date
from store.cleaning.habits import Habits, key_of, line_key
from store.cleaning.html.blocks import HEADINGS, Page, PageBlock
from store.cleaning.html.choosing import Choice, ends_sentence, is_prose, lists_of, main_box
from store.cleaning.html.promos import is_biography, is_call, is_notice, is_pointer, opens_furniture, words_in
from store.cleaning.plain.head import byline_of
from store.document import BlockKind

TITLE, HEAD, OUTSIDE, CAPTIONS, PROMOS, LINKS, ENDS = (
    "title",
    "head",
    "outside",
    "captions",
    "promos",
    "links",
    "loose ends",
)
REPEATED, READER = "outlet", "reader"

_TOP = 6  # blocks at the start among which a byline or a date may stand
_END = 4  # blocks at the end among which the writers may be told of
_LONGEST_CAPTION = 600  # characters
_MANY, _SOME, _SHARE = 3, 2, 0.4  # pages of an outlet on which a line stands that is none of the story's


def leave_furniture(
    choice: Choice, title: int | None, titles: set[str], standfirst: int | None, *, english: bool, whole: bool
) -> None:
    """Leave what is sure not to be text; take the standfirst and captions. title: the block that is the title; titles:
    what repeats it, by its letters; whole: the page holds nothing but its text."""
    _head(choice, title, titles)
    if title is not None:
        choice.leave(title, TITLE, "the title", BlockKind.TITLE)
    if standfirst is not None:
        choice.take(standfirst, HEAD, "sums the story up")
        choice.kinds[standfirst] = BlockKind.STANDFIRST
    if not whole:
        _captions(choice)
        _outside(choice)
        _teasers(choice)
        if english:
            _wording(choice)
        _loose_headings(choice)
    _take_captions(choice, title)


def _head(choice: Choice, title: int | None, titles: set[str]) -> None:
    for at, block in enumerate(list(choice.text_blocks())):
        number = block.number
        if at < _TOP and key_of(block.text) in titles:
            choice.leave(number, TITLE, "says the title again", BlockKind.BOILERPLATE)
        elif title is not None and number < title and len(block.text) < 120 and not ends_sentence(block.text):
            choice.leave(number, HEAD, "a short line above the title", BlockKind.BOILERPLATE)
        elif at < _TOP + 2 and is_byline(block.text):
            choice.leave(number, HEAD, "says who wrote it", BlockKind.BYLINE)
        elif at < _TOP + 2 and is_date(block.text):
            choice.leave(number, HEAD, "says when it was published", BlockKind.DATE)


def is_byline(text: str) -> bool:
    """Whether a line says nothing but who wrote it, be it with the date."""
    if len(text) > 160:
        return False
    if byline_of(text):
        return True
    date = printed_date(text)
    return date is not None and bool(date.rest) and byline_of(date.rest) is not None


def is_date(text: str) -> bool:
    """Whether a line says nothing but a date."""
    if len(text) > 100 or not any(c.isdigit() for c in text):
        return False
    date = printed_date(text)
    return date is not None and len(date.rest) < 12


def is_caption(page: Page, block: PageBlock) -> bool:
    """Whether a block stands in what its page names a caption."""
    return len(block.text) <= _LONGEST_CAPTION and any(
        box.caption for box in page.around(block) if box.tag not in ("body", "article", "main")
    )


def _captions(choice: Choice) -> None:
    for block in list(choice.text_blocks()):
        if is_caption(choice.page, block):
            choice.leave(block.number, CAPTIONS, "stands under a picture", BlockKind.CAPTION)


def _take_captions(choice: Choice, title: int | None) -> None:
    """Take the captions that stand between the title and the end of the text: they are kept as what they are."""
    taken = [block for block in choice.text_blocks() if block.number != title]
    if not taken:
        return
    page = choice.page
    known = {block.key for block in taken}
    first = title + 1 if title is not None and title < taken[0].number else taken[0].number
    for block in page.blocks[first : taken[-1].number]:
        inside = is_caption(page, block) and not any(box.hidden for box in page.around(block))
        if inside and not choice.taken[block.number] and block.key not in known and words_in(block.text) >= 3:
            known.add(block.key)
            choice.take(block.number, CAPTIONS, "stands under a picture")
            choice.kinds[block.number] = BlockKind.CAPTION


def _teasers(choice: Choice) -> None:
    """Leave lines that are nothing but a link to another story, in a text whose other lines have few."""
    taken = list(choice.text_blocks())
    page = choice.page
    shares = lists_of(page)
    whole = []
    for block in taken:
        boxes = list(page.path(block))
        listed = next((shares[box] for box in boxes if box in shares), 1.0)
        quoted = any(page.boxes[box].tag == "blockquote" for box in boxes)
        if (
            block.linked - block.anchored >= 0.85 * len(block.raw)
            and listed >= 0.8
            and not quoted
            and block.tag != "table"
        ):
            whole.append(block)
    size = sum(len(block.raw) for block in taken)
    if len(taken) - len(whole) < 4 or sum(block.linked for block in taken) * 4 > size:
        return
    for block in whole:
        if words_in(block.text) >= 4:
            choice.leave(block.number, LINKS, "nothing but a link to another page", BlockKind.OTHER_STORY)
    for block in taken:
        label, colon, rest = block.text.partition(":")
        rest = rest.strip()
        short = 0 < len(label) <= 25 and bool(colon) and len(block.text) < 250 and words_in(rest) >= 4
        if short and choice.taken[block.number] and block.tag == "p" and block.linked >= 0.8 * len(rest):
            choice.leave(block.number, LINKS, "points to another page", BlockKind.OTHER_STORY)


def _outside(choice: Choice) -> None:
    """Leave lines that stand outside the part of the page that holds nearly all of the text, and do not read like it."""
    main = main_box(choice)
    taken = list(choice.text_blocks())
    sure = [
        block.number
        for block in taken
        if main in choice.page.path(block)
        or (is_prose(block) and ends_sentence(block.text) and block.linked * 10 < len(block.raw))
    ]
    for block in taken:
        if sure and block.number not in choice.kinds and not sure[0] <= block.number <= sure[-1]:
            choice.leave(block.number, OUTSIDE, "stands apart from the text and does not read like it")


def _wording(choice: Choice) -> None:
    taken = [block for block in choice.text_blocks() if block.tag not in ("table", "pre")]
    quoted = {b.number for b in taken if any(box.tag == "blockquote" for box in choice.page.around(b))}
    for block in taken:
        if block.number in quoted:
            continue
        if block.tag in HEADINGS:
            if opens_furniture(block.text):
                choice.leave(block.number, PROMOS, "the heading of a part of the page", BlockKind.BOILERPLATE)
                _section(choice, block)
        elif is_call(block.text):
            choice.leave(block.number, PROMOS, "speaks for the page, not for the story", BlockKind.BOILERPLATE)
        elif block.linked and is_pointer(block.text) and block.linked * 2 >= len(block.raw):
            choice.leave(block.number, PROMOS, "points to another story", BlockKind.OTHER_STORY)
        elif is_notice(block.text):
            choice.leave(block.number, PROMOS, "a notice of the page", BlockKind.BOILERPLATE)
    left = [block for block in choice.text_blocks() if block.number not in quoted]
    if len(left) < 6:
        return
    for block in reversed(left[-_END:]):
        if is_biography(block.text):
            choice.leave(block.number, PROMOS, "tells of its writers", BlockKind.BOILERPLATE)


def _section(choice: Choice, heading: PageBlock) -> None:
    """Leave what stands under a heading of the page's own, up to the next: if it is short, or links."""
    under = []
    for block in choice.page.blocks[heading.number + 1 :]:
        if block.tag in HEADINGS and block.tag <= heading.tag:
            break
        if choice.taken[block.number]:
            if is_prose(block) and ends_sentence(block.text):
                break
            under.append(block)
    for block in under:
        choice.leave(block.number, PROMOS, "stands under a heading of the page's own", BlockKind.OTHER_STORY)


def _loose_headings(choice: Choice) -> None:
    """Leave headings at the end, under which nothing stands any more."""
    for block in reversed(list(choice.text_blocks())):
        if block.tag not in HEADINGS:
            return
        choice.leave(block.number, ENDS, "a heading with nothing under it", BlockKind.BOILERPLATE)


def obey(choice: Choice, habits: Habits, title: int | None) -> None:
    """Do as the outlet's other pages show and, above all, as its readers said. The title stays."""
    if not habits.repeated and not habits.rulings:
        return
    for block in choice.page.blocks:
        if block.number == title:
            continue
        key = line_key(block.text)
        pages = habits.repeated.get(key, 0)
        if choice.taken[block.number] and (pages >= _MANY or (pages >= _SOME and pages >= _SHARE * habits.pages)):
            choice.leave(block.number, REPEATED, f"stands on {pages} other pages of the outlet", BlockKind.BOILERPLATE)
        if (ruling := habits.rulings.get(key)) is not None:
            if ruling:
                choice.take(block.number, READER, "a reader took it in")
                choice.kinds[block.number] = BlockKind.PARAGRAPH
            else:
                choice.leave(block.number, READER, "a reader left it out", BlockKind.BOILERPLATE)
