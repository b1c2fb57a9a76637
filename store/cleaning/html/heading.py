"""The head of an article on its page: which block is the title, what sums it up, who wrote it and when. Pure.

What the markup states comes first; lines are read only between the title and the first paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.cleaning.dates import printed_date
from store.cleaning.habits import key_of
from store.cleaning.html.blocks import PageBlock
from store.cleaning.html.choosing import Choice, ends_sentence
from store.cleaning.html.page import PageFacts
from store.cleaning.html.promos import words_in
from store.cleaning.plain.head import byline_of

_HEADINGS = ("h1", "h2", "h3")
_LEAD = 30  # blocks between the title and the first paragraph
_TOP = 8  # blocks at the start of the text among which who and when may stand
_LONGEST = 400  # characters of a title


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a story. title and standfirst: the blocks that bear them; words: of the title, from wherever."""

    title: int | None = None
    words: str = ""
    found: str = ""
    standfirst: int | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None


def head_of_page(choice: Choice, facts: PageFacts) -> Head:
    """The head of the article that has been chosen."""
    blocks = choice.page.blocks
    first = next((block.number for block in choice.text_blocks()), len(blocks))
    title = _title(choice, facts, first)
    byline = published = updated = None
    for block in _lead(choice, title):
        if len(block.text) > 200:
            continue
        date = printed_date(block.text) if any(c.isdigit() for c in block.text) else None
        who = byline_of(block.text) or (byline_of(date.rest) if date and date.rest else None)
        byline = byline or who
        if date and not date.unsure and (who or len(date.rest) < 30):
            if date.updated:
                updated = updated or date.iso
            else:
                published = published or date.iso
    words, found = (blocks[title].text, blocks[title].tag) if title is not None else (facts.title, facts.title_found)
    if found in ("h1", "h2", "h3"):
        found = f"the page's {found}"
    elif title is not None:
        found = "a line of the page"
    return Head(title, words, found, _standfirst(choice, facts, title, first), byline, published, updated)


def _title(choice: Choice, facts: PageFacts, first: int) -> int | None:
    """Which block bears the title: the heading that says what the page's head says, else a line above the text that
    does, else its only first-level heading, or (where its head says nothing) the first of several."""
    short = [
        (block, key_of(block.text))
        for block in choice.page.blocks
        if (block.tag in _HEADINGS or block.number <= first + 1) and len(block.text) <= _LONGEST
    ]
    for wanted in (key_of(text) for text in (*facts.headlines[:1], facts.title) if text):
        same = [block for block, key in short if key and key == wanted]
        if headings := [block.number for block in same if block.tag in _HEADINGS]:
            return headings[0]
        if above := [block.number for block in same if block.number <= first + 1]:
            return above[-1]
    headings = [block.number for block, _ in short if block.tag == "h1"]
    if facts.heading:
        wanted = key_of(facts.heading)
        return next((block.number for block, key in short if block.tag == "h1" and key == wanted), None)
    if facts.title:
        return None
    return next((at for at in headings if len(choice.page.blocks[at].text) > 12), None)


def _lead(choice: Choice, title: int | None) -> Iterator[PageBlock]:
    """The blocks between the title and the text, and the first of the text."""
    taken = [block.number for block in choice.text_blocks()]
    numbers = set(taken[:_TOP])
    if title is not None and taken and taken[0] - title <= _LEAD:
        numbers.update(range(title + 1, taken[0]))
    return (choice.page.blocks[number] for number in sorted(numbers))


def _standfirst(choice: Choice, facts: PageFacts, title: int | None, first: int) -> int | None:
    """The block between title and text, or at the text's start, that the page describes itself with or names so."""
    page = choice.page
    described = key_of(facts.description)
    start = title + 1 if title is not None and first - _LEAD <= title < first else first
    for block in page.blocks[start : first + 2]:
        if not 5 <= words_in(block.text) <= 90 or any(box.hidden or box.caption for box in page.around(block)):
            continue
        key = key_of(block.text)
        if len(described) >= 30 and (
            key == described or (len(key) >= 60 and key.startswith(described.rstrip("…")[:200]))
        ):
            return block.number
        named = page.boxes[block.box].summary and not choice.taken[block.number]
        if named and block.number < first and title is not None and ends_sentence(block.text):
            return block.number
    return None
