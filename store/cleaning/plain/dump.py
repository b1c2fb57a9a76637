"""A plain-text dump to a document: its lines told apart, what is known about it, and why each line stayed or went. Pure.

The rules stand in store.cleaning.plain.telling and the modules it uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from store.cleaning.dates import printed_date
from store.cleaning.habits import NO_HABITS, Habits, line_key
from store.cleaning.judged import Judged
from store.cleaning.mapping import DraftBlock, assembled
from store.cleaning.masthead import outlet_of
from store.cleaning.plain.lines import lines_of
from store.cleaning.plain.telling import Reading, read
from store.document import BlockKind, Document
from store.model import Metadata, Verdict

_HEAD = {
    BlockKind.TITLE: "the likeliest headline above the story",
    BlockKind.STANDFIRST: "a sentence under the title, with something between it and the story",
    BlockKind.BYLINE: "names who wrote it; kept as the byline",
    BlockKind.DATE: "says when it was published; kept as the date",
}

_WHERE = {
    "title": (BlockKind.TITLE,),
    "byline": (BlockKind.BYLINE,),
    "published": (BlockKind.DATE, BlockKind.BYLINE),
    "updated": (BlockKind.DATE, BlockKind.BYLINE),
}
"""In lines of which kinds each field of the metadata is found, likeliest first."""


def clean_plain(source: str, habits: Habits = NO_HABITS) -> Judged:
    """What a plain-text dump holds; habits: what is known of its outlet's other pages."""
    lines = lines_of(source)
    reading = read(lines, habits)
    drafts = [DraftBlock(entry.kind, entry.line.content) for entry in reading.lines if entry.kept]
    furniture = [entry.line.text for entry in reading.lines if not entry.kept]
    metadata = Metadata(
        title=reading.title,
        byline=reading.byline,
        outlet=outlet_of(furniture, [line.text for line in lines]),
        published=reading.published,
        language="en" if reading.english else None,
        updated=_updated(reading),
    )
    document = assembled(drafts)
    return Judged(document, metadata, _found(reading), partial(_verdicts, reading, document, habits))


def _updated(reading: Reading) -> str | None:
    """When the story was changed last, where a line of its head says so besides its date."""
    for entry in reading.lines:
        if entry.kind in (BlockKind.DATE, BlockKind.BYLINE):
            date = printed_date(entry.line.text)
            if date and date.updated and date.iso != reading.published:
                return date.iso
    return None


def _found(reading: Reading) -> dict[str, str]:
    """Where each field of the metadata came from."""
    found = {"language": "its words", "outlet": "a copyright line"}
    for name, kinds in _WHERE.items():
        # A line of its own kind goes before one that says it besides.
        lines = (entry.line.number for kind in kinds for entry in reading.lines if entry.kind is kind)
        if number := next(lines, None):
            found[name] = f"line {number}"
    return found


def _verdicts(reading: Reading, document: Document, habits: Habits) -> Sequence[Verdict]:
    spans = iter(document.blocks)
    verdicts = []
    for at, entry in enumerate(reading.lines):
        # A line of nothing but marks that hang on a letter makes no block.
        span = next(spans).span if entry.kept and entry.line.content.stripped().text else None
        stage, reason = _why(reading, at, habits)
        verdicts.append(Verdict(entry.line.number, entry.kind, entry.line.text, span, stage, reason))
    return verdicts


def _why(reading: Reading, at: int, habits: Habits) -> tuple[str, str]:
    """The stage that decided about a line, and why."""
    entry = reading.lines[at]
    if at in reading.ruled:
        return "reader", "a reader took it in" if reading.ruled[at] else "a reader left it out"
    if at in reading.outlets and entry.kind is not BlockKind.TITLE:
        times = habits.times(line_key(entry.line.text))
        return "outlet", f"stands on {times} of {habits.pages + 1} pages of its outlet"
    if entry.kind in _HEAD:
        return "head", _HEAD[entry.kind] if entry.kept or entry.kind is not BlockKind.TITLE else "the title once more"
    if entry.kind is BlockKind.CAPTION:
        return "captions", "says whose picture it is, or stands with a line that does" if entry.kept else "said twice"
    if not reading.english:
        return "language", "a language whose furniture is not known here: left as it is"
    if entry.chance is None:
        return "alone", "a text without a page around it"
    reason = next((said for told, said in _wordings(reading, at) if told and not entry.kept), None)
    if reason is not None:
        return "wording", reason
    reads = "reads like the story" if entry.chance >= 0.5 or entry.kept else "does not read like the story"
    return "learned", f"{reads} ({entry.chance:.2f})"


def _wordings(reading: Reading, at: int) -> tuple[tuple[bool, str], ...]:
    line = reading.features[at]
    return (
        (line.comments, "opens the readers' comments"),
        (reading.lines[at].kind is BlockKind.OTHER_STORY and not line.section, "stands among other stories"),
        (line.section, "opens a part of the page that is not the story"),
        (line.pointer, "points to another story"),
        (line.plea, "asks its reader for something"),
        (line.furniture, "wording of a page's furniture"),
        (line.biography, "introduces a writer of the page"),
    )
