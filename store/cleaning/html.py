"""A page of HTML to a document: trafilatura's choice of what is the article, its structure, and the way back.

Joins the stages; the rules stand in them. Where trafilatura finds nothing, the lines that the page shows are told apart
like those of a plain-text dump.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from store.cleaning.alignment import Projection
from store.cleaning.dates import printed_date
from store.cleaning.extraction import Extract, extracts
from store.cleaning.features import Features, features_of, is_english, key_of
from store.cleaning.habits import NO_HABITS, Habits
from store.cleaning.head import byline_of
from store.cleaning.judged import Judged
from store.cleaning.lines import Line
from store.cleaning.mapping import DraftBlock, Mapped, assembled
from store.cleaning.masthead import outlet_of
from store.cleaning.outline import completed, is_bare, parted
from store.cleaning.page import ERRORS, PageFacts, facts_of, hostname_of, parsed
from store.cleaning.plain import read
from store.cleaning.repair import repaired
from store.cleaning.visible import VisibleLine, visible_lines
from store.document import BlockKind, Document, StyleKind
from store.errors import CleaningError
from store.model import Metadata

_LARGEST = 8_000_000  # characters of HTML that trafilatura is asked about; beyond, the plain rules do
_LEAD = 30  # lines between the title and the first paragraph
_HEAD = 6  # blocks at the start among which a byline, a date or a standfirst may stand


def clean_html(source: str, origin: str, habits: Habits = NO_HABITS) -> Judged:
    """The document and metadata of a page.

    Raises CleaningError where the page is too broken to be read at all.
    """
    try:
        facts = facts_of(parsed(source))
    except ERRORS:
        facts = PageFacts()
    shown = visible_lines(source)
    if not shown:
        raise CleaningError(f"{origin} shows no text: its HTML holds no article; nothing was added")
    found: list[Extract] = []
    if len(source) <= _LARGEST:
        try:
            found = extracts(source)
        except ERRORS:
            found = []
    found = parted(found, shown)
    bare = is_bare(source, shown)
    if bare:
        found = completed(found, shown)
    if not found:
        return Judged(*_by_lines(shown, facts))
    return Judged(*_by_blocks(found, shown, source, facts, bare))


def _by_lines(shown: Sequence[VisibleLine], facts: PageFacts) -> tuple[Document, Metadata]:
    lines = [Line(line.content, at, True, bullet=line.element == "li") for at, line in enumerate(shown, 1)]
    reading = read(lines)
    document = assembled(DraftBlock(e.kind, e.line.content) for e in reading.lines if e.kept)
    metadata = _metadata(facts, reading.title, reading.byline, reading.published, reading.english, [])
    return document, metadata


def _by_blocks(
    found: list[Extract], shown: Sequence[VisibleLine], source: str, facts: PageFacts, bare: bool
) -> tuple[Document, Metadata]:
    lines = [Line(repaired(e.text.replace("\n", " "), 0).stripped(), at, True) for at, e in enumerate(found, 1)]
    features = features_of(lines)
    english = is_english(features)
    title_at = _title(shown, facts)
    title = shown[title_at].content if title_at is not None else None
    byline, published = None, None
    kept: list[Extract] = []
    for at, (block, line, known) in enumerate(zip(found, lines, features, strict=True)):
        if at < _HEAD and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING):
            if title and key_of(line.text) == key_of(title.text):
                continue
            if who := byline_of(line.text):
                byline = byline or who
                continue
            if known.words <= 12 and (date := printed_date(line.text)) and len(date.rest) < 12:
                published = published or date.iso
                continue
        if english and not bare and _is_left_over(block, known):
            continue
        if _is_bold_heading(block, known):
            block.kind, block.level, block.styles = BlockKind.HEADING, 2, []
        kept.append(block)
    if not bare:
        kept = _without_loose_ends(kept)
    _mark_standfirst(kept, facts)
    lead = _lead(shown, title_at, kept)
    projection = Projection(shown, source)
    drafts = [DraftBlock(BlockKind.TITLE, title)] if title else []
    known_keys = {key_of(block.text) for block in kept}
    if lead.standfirst and key_of(lead.standfirst.text) not in known_keys:
        drafts.append(DraftBlock(BlockKind.STANDFIRST, lead.standfirst))
    drafts += [DraftBlock(BlockKind.CAPTION, c) for c in lead.captions if key_of(c.text) not in known_keys]
    drafts += [_placed(block, projection) for block in kept]
    drafts = _with_captions(drafts, shown)
    furniture = [line.content.text for line in shown[:30]] + [line.content.text for line in shown[-60:]]
    metadata = _metadata(
        facts, title.text if title else "", byline or lead.byline, published or lead.published, english, furniture
    )
    return assembled(drafts), metadata


def _metadata(
    facts: PageFacts, title: str, byline: str | None, published: str | None, english: bool, furniture: Sequence[str]
) -> Metadata:
    return Metadata(
        title=title or repaired(facts.title, 0).text.strip(),
        byline=_told(facts.byline) or byline,
        outlet=_told(facts.outlet) or _named_twice(facts.site, furniture) or hostname_of(facts.url),
        url=facts.url,
        published=facts.published or published,
        language=facts.language or ("en" if english else None),
    )


def _named_twice(site: str, furniture: Sequence[str]) -> str | None:
    """The outlet of the page's copyright line, by the shorter name that its title ends in where that is the same."""
    named = outlet_of(furniture, furniture)
    return site if named and site and key_of(named).startswith(key_of(site)) else named


def _told(value: str | None) -> str | None:
    return repaired(value, 0).text.strip() or None if value else None


def _title(shown: Sequence[VisibleLine], facts: PageFacts) -> int | None:
    """Which line bears the title: the heading that says what the page's head says, else any line that does, else its
    only first-level heading, or (where its head says nothing) the first of several."""
    keys = [key_of(line.content.text) for line in shown]
    for wanted in (key_of(text) for text in (*facts.headlines[:1], facts.title) if text):
        same = [at for at, key in enumerate(keys) if key and key == wanted]
        headings = [at for at in same if shown[at].element in ("h1", "h2", "h3")]
        if same:
            return (headings or same)[0]
    headings = [at for at, line in enumerate(shown) if line.element == "h1"]
    if facts.heading:
        return next((at for at in headings if keys[at] == key_of(facts.heading)), None)
    if facts.title:
        return None
    return next((at for at in headings if len(shown[at].content.text) > 12), None)


@dataclass(slots=True)
class _Lead:
    """What stands between the title and the first paragraph."""

    standfirst: Mapped | None = None
    captions: list[Mapped] = field(default_factory=list)
    byline: str | None = None
    published: str | None = None


def _lead(shown: Sequence[VisibleLine], title: int | None, blocks: Sequence[Extract]) -> _Lead:
    """Read the lines between the title and the first paragraph, which trafilatura may have left out."""
    lead = _Lead()
    first = next((key_of(b.text)[:60] for b in blocks if b.kind is BlockKind.PARAGRAPH), "")
    if title is None or not first:
        return lead
    between = []
    for entry in shown[title + 1 : title + 1 + _LEAD]:
        if key_of(entry.content.text).startswith(first):
            break
        between.append(Line(entry.content, 0, True))
    else:
        return lead
    for at, (line, known) in enumerate(zip(between, features_of(between), strict=True)):
        date = printed_date(line.text) if known.words <= 25 else None
        who = byline_of(line.text) or (byline_of(date.rest) if date and date.rest else None)
        lead.byline = lead.byline or who
        if date and (who or len(date.rest) < 30):
            lead.published = lead.published or date.iso
        elif known.credit:
            lead.captions.append(line.content)
        elif at == 0 and not who and not known.furniture and 6 <= known.words <= 70 and known.stops >= 2:
            lead.standfirst = line.content
    return lead


def _is_left_over(block: Extract, known: Features) -> bool:
    """Whether a block that trafilatura kept is surely none of the article's."""
    if block.kind in (BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTATION):
        return False
    if known.pointer and known.words <= 25 and not known.prose:
        return True
    return known.furniture and not (known.words > 8 and known.quoted)


def _is_bold_heading(block: Extract, known: Features) -> bool:
    """Whether a paragraph is a heading in old pages' way: a few words, all of them bold."""
    if block.kind is not BlockKind.PARAGRAPH or not 1 <= known.words <= 12 or (known.terminal and not known.question):
        return False
    bold = sum(s.end - s.start for s in block.styles if s.kind is StyleKind.STRONG)
    return bold >= len(block.text.strip()) > 0


def _without_loose_ends(blocks: list[Extract]) -> list[Extract]:
    """Without headings at the end, under which nothing stands any more."""
    while blocks and blocks[-1].kind is BlockKind.HEADING:
        blocks = blocks[:-1]
    return blocks


def _mark_standfirst(blocks: list[Extract], facts: PageFacts) -> None:
    described = key_of(facts.description)
    if len(described) < 30:
        return
    for block in blocks[:3]:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and key_of(block.text) == described:
            block.kind, block.level = BlockKind.STANDFIRST, 0


def _placed(block: Extract, projection: Projection) -> DraftBlock:
    if block.kind in (BlockKind.TABLE, BlockKind.CODE):
        text = "\n".join(repaired(line, 0).text.rstrip() for line in block.text.split("\n"))
        return DraftBlock(block.kind, projection.place(text), block.level)
    text = repaired(block.text, 0).text
    styles = block.styles if len(text) == len(block.text) else []
    return DraftBlock(block.kind, projection.place(text), block.level, styles)


def _with_captions(drafts: list[DraftBlock], shown: Sequence[VisibleLine]) -> list[DraftBlock]:
    """The page's captions put in where they stand between the blocks of the article."""
    places = [d.content.runs[0].source_start if d.content.runs else -1 for d in drafts]
    last = max(places, default=-1)
    first = min((p for p in places if p >= 0), default=-1)
    known = {key_of(d.content.text) for d in drafts}
    captions: deque[Mapped] = deque()
    for line in shown:
        key = key_of(line.content.text)
        if line.element != "figcaption" or not key or key in known or not line.content.runs:
            continue
        if first <= line.content.runs[0].source_start <= last:
            known.add(key)
            captions.append(line.content)
    merged: list[DraftBlock] = []
    for draft, place in zip(drafts, places, strict=True):
        while captions and place >= 0 and captions[0].runs[0].source_start < place:
            merged.append(DraftBlock(BlockKind.CAPTION, captions.popleft()))
        merged.append(draft)
    merged.extend(DraftBlock(BlockKind.CAPTION, caption) for caption in captions)
    return merged
