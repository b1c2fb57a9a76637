"""A page of HTML to a document: the blocks that belong to the article, its structure, and the way back.

Joins the stages; the rules stand in them. Where nothing can be told from the page's tree, the lines that it shows are
told apart like those of a plain-text dump.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial

from store.cleaning.habits import NO_HABITS, Habits, key_of, line_key
from store.cleaning.html.alignment import runs_of
from store.cleaning.html.blocks import Page, page_of
from store.cleaning.html.choosing import Choice, chosen
from store.cleaning.html.drafting import drafted, told_of
from store.cleaning.html.extraction import main_content
from store.cleaning.html.heading import Head, head_of_page
from store.cleaning.html.leaving import leave_furniture, obey
from store.cleaning.html.outline import is_bare
from store.cleaning.html.page import ERRORS, PageFacts, facts_of, parsed
from store.cleaning.html.promos import is_english
from store.cleaning.html.stated import hostname_of
from store.cleaning.html.visible import VisibleLine, visible_lines
from store.cleaning.judged import Judged
from store.cleaning.mapping import DraftBlock, assembled
from store.cleaning.masthead import outlet_of
from store.cleaning.plain.lines import Line
from store.cleaning.plain.telling import read
from store.cleaning.repair import repaired
from store.document import BlockKind, Document, Later, SourceMap
from store.errors import CleaningError
from store.model import Metadata, Verdict
from store.text import line_starts

_LARGEST = 8_000_000  # characters of HTML whose tree is made; beyond, the plain rules do
_MOST = 40_000  # elements that trafilatura is asked about; of more it would make a minute's work


def clean_html(source: str, origin: str, habits: Habits = NO_HABITS) -> Judged:
    """The document and metadata of a page.

    Raises CleaningError where it shows no text.
    """
    page, facts, keys = Page(), PageFacts(), list[str]()
    if len(source) <= _LARGEST:
        try:
            tree = parsed(source)
            facts = facts_of(tree)
            page = page_of(tree)
            if float(tree.xpath("count(//*)")) <= _MOST:
                keys = main_content(tree)
        except ERRORS:
            pass
    if page.blocks:
        choice, head, english = _chosen(page, facts, keys, source, habits)
        if any(choice.taken[block.number] and key_of(block.text) for block in page.blocks):
            return _judged(choice, head, english, source, facts, origin)
    return _by_lines(source, origin, facts, habits)


def _chosen(
    page: Page, facts: PageFacts, keys: Sequence[str], source: str, habits: Habits
) -> tuple[Choice, Head, bool]:
    """What is taken, the head of the article, and whether it is in English."""
    texts = [block.text for block in page.blocks]
    english = is_english([text for text in texts if len(text) >= 70] or texts)
    choice = chosen(page, keys, facts.body, english)
    bare = is_bare(page, source)
    if bare:
        for block in page.blocks:
            choice.take(block.number, "whole page", "the page holds nothing but its text")
    head = head_of_page(choice, facts)
    titles = {key_of(title) for title in (head.words, facts.title) if title}
    leave_furniture(choice, head.title, titles, head.standfirst, english=english, whole=bare)
    obey(choice, habits, head.title)
    return choice, head, english


def _judged(choice: Choice, head: Head, english: bool, source: str, facts: PageFacts, origin: str) -> Judged:
    drafts = drafted(choice, head, facts.told.url or origin)
    document = assembled(draft for _, draft in drafts)
    numbers = [number for number, _ in drafts]
    runs = Later(partial(runs_of, document.text, document.columns, source))
    document = Document(document.text, document.blocks, document.styles, SourceMap(runs), checked=True)
    lines = [block.text for block in choice.page.blocks]
    metadata, found = _metadata(facts, head, english, lines[:30] + lines[-60:])
    return Judged(document, metadata, found, partial(told_of, choice, numbers, document, source))


def _by_lines(source: str, origin: str, facts: PageFacts, habits: Habits) -> Judged:
    shown = visible_lines(source)
    if not shown:
        raise CleaningError(f"{origin} shows no text: its HTML holds no article")
    lines = [Line(line.content, at, True, bullet=line.element == "li") for at, line in enumerate(shown, 1)]
    reading = read(lines, habits)
    document, explain = _of_lines(shown, [(e.kind, e.kept) for e in reading.lines], source, habits)
    head = Head(words=reading.title, found="text", byline=reading.byline, published=reading.published)
    metadata, found = _metadata(facts, head, reading.english, [])
    return Judged(document, metadata, found, explain)


def _of_lines(
    shown: Sequence[VisibleLine], decided: Sequence[tuple[BlockKind, bool]], source: str, habits: Habits
) -> tuple[Document, Callable[[], Sequence[Verdict]]]:
    """The document of the lines that are kept, and what makes the verdict on each."""
    kinds = [kind for kind, _ in decided]
    ruled = [habits.rulings.get(line_key(line.content.text)) if habits.rulings else None for line in shown]
    kept = [keep if ruling is None else ruling for (_, keep), ruling in zip(decided, ruled, strict=True)]
    document = assembled(
        DraftBlock(kind, line.content) for kind, line, keep in zip(kinds, shown, kept, strict=True) if keep
    )

    def explain() -> Sequence[Verdict]:
        spans = iter(document.blocks)
        starts = line_starts(source)
        verdicts = []
        for line, kind, keep, ruling in zip(shown, kinds, kept, ruled, strict=True):
            runs = line.content.runs
            number = bisect_right(starts, runs[0].source_start) if runs else 0
            stage, reason = ("reader", "as a reader said") if ruling is not None else ("lines", "told by its words")
            span = next(spans).span if keep else None
            verdicts.append(Verdict(number, kind, line.content.text, span, stage, reason))
        return verdicts

    return document, explain


def _metadata(facts: PageFacts, head: Head, english: bool, furniture: Sequence[str]) -> tuple[Metadata, dict[str, str]]:
    """What is known of an article, and where each field of it came from."""
    told = facts.told
    outlet = _tidy(told.outlet) or _named_twice(facts.site, furniture) or hostname_of(told.url)
    title = _tidy(head.words) or _tidy(facts.title) or ""
    metadata = Metadata(
        title=title,
        byline=_tidy(told.byline) or head.byline,
        outlet=outlet,
        url=told.url,
        published=told.published or head.published,
        language=told.language or ("en" if english else None),
        updated=told.updated or head.updated,
    )
    found = {
        "title": head.found if head.words else facts.title_found,
        "byline": "a line by the title",
        "outlet": "its copyright line" if outlet and outlet != hostname_of(told.url) else "its address",
        "published": "a line by the title",
        "updated": "a line by the title",
        "language": "its words",
    }
    return metadata, found | dict(facts.found)


def _named_twice(site: str, furniture: Sequence[str]) -> str | None:
    """The outlet of the page's copyright line, by the shorter name that its title ends in where that is the same."""
    named = outlet_of(furniture, furniture)
    return site if named and site and key_of(named).startswith(key_of(site)) else named


def _tidy(value: str | None) -> str | None:
    return repaired(value, 0).text.strip() or None if value else None
