"""What the foot of the page says: of the selection, of the mark under the cursor, of what is being picked. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.article.drawing import describing
from reader.commands import MARKING, SELECTING, Place
from reader.commands.hints import Hint, Key, Wording
from reader.commands.keymap import Keymap
from reader.drawing import Piece, cut
from reader.palette import Palette
from store.document import Block, BlockKind, Document
from store.model import Annotation, Layer, Tag
from store.text import Span, normal_form, words

Status = tuple[list[Piece], list[Piece]]
_ON_A_MARK = frozenset({"open_mark", "delete", "reshape", "relate", "relabel", "note", "grow", "shrink"})
_NO_TEXT = (
    "The text of this article is not in this library: an import brought only its name and the marks on it. Add the "
    "file that it was made from (annotty add FILE), and the marks find their places. These are the words they are about:"
)
_SHOWN_TAGS = ("PERSON", "ORGANISATION", "PLACE", "HIGHLIGHT")
_SCROLLING = (("page_down", "page"), ("search", "search"), ("pager", "cursor"))
"""What the foot offers who reads without a cursor, and how it calls it."""
_WITHOUT_CURSOR = frozenset(each.name for each in (*MARKING, *SELECTING)) | {name for name, _ in _SCROLLING}
"""What it does not offer then, as the table calls it."""
_SHOWS_THEM = (": ", Key("list_waiting"))
_TWO = 2
"""One tag to give in the place of another."""


_COUNTED = 10_000
"""The most code points of a selection whose words are counted."""


def count_of(number: int, word: str) -> str:
    """A number with its word: "1 mark", "2 marks"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def progress(offset: int, length: int, pending: str) -> str:
    """How far into the text an offset is, and before it the keys that have been pressed of a command."""
    return f"{pending}  " * bool(pending) + f"{min(100, 100 * (offset + 1) // max(1, length))}%"


def of_picking(what: str, text: str, chosen: Span | None, palette: Palette, worded: Wording) -> Status:
    """Which words are looked for, and which would be taken."""
    how = Hint.of("go to the words", (Key("select"), " selects more than one"))
    shown = f"“{text[chosen.start : min(chosen.end, chosen.start + _COUNTED)]}”" if chosen else worded(how)
    return [("pick ", palette.accent), (what, palette.strong), (f"  {shown}", palette.quiet)], []


def of_scrolling(palette: Palette, worded: Wording) -> list[Piece]:
    """That there is no cursor, and how it comes back."""
    told = worded(Hint.of("without a cursor", (Key("pager"), " brings it back")))
    return [("scroll ", palette.accent), (told, palette.quiet)]


def of_selection(text: str, span: Span, palette: Palette) -> Status:
    """How much is selected: in words, unless it is so much that counting them would take longer than a key may."""
    if len(span) > _COUNTED:
        told = f"{len(span):,} characters"
    else:
        told = count_of(sum(1 for _ in words(text, span.start, span.end)), "word")
    return [("select ", palette.accent), (told, palette.quiet)], []


def of_saved(described: str, quote: str) -> str:
    """A mark that was saved, and the words that it is about (empty: they need not be told) where it does not say them."""
    words_told = cut(" ".join(quote.split()), 40)
    return described if not words_told or described.endswith(words_told) else f"{described} · “{words_told}”"


def of_change(what: str, described: str, quote: str) -> str:
    """That a mark was changed: what was done to it (empty: it says so itself), and which mark it is.

    What was done stands before the mark, for what is cut off a long message is its end.
    """
    return f"saved · {what} · {of_saved(described, quote)}" if what else f"saved · {described}"


def without_text(quotes: Sequence[str]) -> Document:
    """What the page shows where the text of an article is not here yet: why, and the words that its marks are about."""
    lines = [_NO_TEXT, *(f"“{quote}”" for quote in quotes)]
    text = normal_form("\n\n".join(" ".join(line.split()) for line in lines))
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n\n")):
        blocks.append(Block(BlockKind.LIST_ITEM if number else BlockKind.CAPTION, Span(at, at + len(line))))
        at += len(line) + 2
    return Document(text, tuple(blocks))


def of_marks(
    in_hand: Sequence[Annotation],
    tags: Mapping[str, Tag],
    palette: Palette,
    *,
    names: Mapping[str, str],
    related: Sequence[describing.Related] = (),
    total: int = 0,
    waiting: int = 0,
    relating: str = "",
    worded: Wording,
) -> Status:
    """The mark in hand, how it stands to others (related: in words), and how many more lie on the same words.

    relating: the claim at which a relation was begun, which is then what the foot keeps telling of.

    Without one, how many there are on the page, and how many wait for their words (waiting).
    """
    if relating:
        begun: Piece = (f"{relating} …", palette.accent)
        how = worded(Hint.of((Key("relate"), " on the other claim"), (Key("relate"), " here drops it")))
        return [begun], [(f"  {how}", palette.quiet)]
    if not in_hand:
        told = f"{count_of(total, 'mark')} in this article" if total else "no marks here yet"
        return [(told, palette.faint), *([of_waiting(waiting, palette, worded)] if waiting else [])], []
    first = in_hand[0]
    left, right = describing.foot(first, tags[first.tag], names, related, palette)
    others = worded(Hint.of(f"  +{len(in_hand) - 1} more", (Key("other_mark"),)))
    more: list[Piece] = [(others, palette.quiet)] if len(in_hand) > 1 else []
    return left, [*more, *right]


def of_waiting(number: int, palette: Palette, worded: Wording) -> Piece:
    """How many marks wait for their words, and what shows them."""
    waits = f" · {count_of(number, 'mark')} {'waits for its' if number == 1 else 'wait for their'} words"
    return worded(Hint.of((waits, *_SHOWS_THEM))) if worded(Hint.of(_SHOWS_THEM)) else waits, palette.accent


def unable(
    place: Place,
    in_hand: Sequence[Annotation],
    tags: Mapping[str, Tag],
    *,
    any_marks: bool,
    marked_before: bool,
    shows_cursor: bool,
) -> set[str]:
    """The commands that cannot act now, which the foot leaves out. in_hand: the marks under the cursor, tags: by name."""
    if place is Place.SELECT:
        return {"select", "again"}
    if place is not Place.PAGE:
        return set()
    if not shows_cursor:
        return set(_WITHOUT_CURSOR)
    found: set[str] = set()
    if not in_hand:
        found |= _ON_A_MARK
    elif in_hand[0].layer is not Layer.CLAIM:
        found.add("relate")
    elif sum(tag.layer is Layer.CLAIM and not tag.retired for tag in tags.values()) < _TWO:
        found.add("relabel")
    if not any_marks:
        found |= {"next_mark", "previous_mark"}
    if not marked_before:
        found.add("again")
    return found


def tag_keys(place: Place, tags: Mapping[str, Tag]) -> list[tuple[str, str]]:
    """The keys of tags that the foot shows: a few with a selection, one as a reminder without."""
    keyed = [tag for tag in tags.values() if tag.key and not tag.retired and tag.layer is not Layer.CLAIM]
    shown: list[Tag] = []
    if place is Place.SELECT:
        shown = [tag for tag in keyed if tag.name in _SHOWN_TAGS] or keyed[:5]
    elif place is Place.PAGE:
        shown = keyed[:1]
    return [(tag.key or "", tag.label.split(" ")[0]) for tag in shown]


def scrolling_keys(keymap: Keymap) -> list[tuple[str, str]]:
    """The keys that the foot shows where there is no cursor."""
    keyed = [(Key(name).written(keymap, Place.PAGE), label) for name, label in _SCROLLING]
    return [(keys, label) for keys, label in keyed if keys is not None]
