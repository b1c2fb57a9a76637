"""Plain-text dumps to classified lines: what is title, story, caption, and what does not belong. Pure.

English only: a text of another language is left as it is. Knows nothing of bytes, HTML or documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from store.cleaning.habits import NO_HABITS, Habits, key_of, line_key
from store.cleaning.plain.bare import bare_head, stands_alone
from store.cleaning.plain.features import Features, features_of, is_english
from store.cleaning.plain.head import Head, head_of
from store.cleaning.plain.learnt import chances_of, decided, tilted
from store.cleaning.plain.learnt.measures import Page, telling_words
from store.cleaning.plain.lines import Line
from store.cleaning.plain.quoting import quoted_lines
from store.cleaning.plain.region import story_region
from store.document import BlockKind

_LEFT_OUT = frozenset({BlockKind.BOILERPLATE, BlockKind.OTHER_STORY, BlockKind.BYLINE, BlockKind.DATE})
_HEAD = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST, BlockKind.BYLINE, BlockKind.DATE})
_STORY = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTATION, BlockKind.LIST_ITEM})
_NO_CAPTION = 0.9  # the chance from which what looks like a caption is part of the story after all


# Set by trying a few values of each, one at a time, on several hundred dumps.
_TEASERS = 7  # items from which a list of unclosed headlines is taken for a list of other stories
_HEADLINE_CAPITALS = 0.62  # share of capitalised words from which a loose line is a headline and no sentence


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with its kind; kept says whether its words go into the text (a repeated caption does not, twice).

    chance: how likely it is part of the story by the learned scorer; None where that was not asked.
    """

    line: Line
    kind: BlockKind
    kept: bool
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What classifying makes of a text: its lines, its title, byline and date, and whether its language is English.

    outlets: which lines are the outlet's and no story's by its habits, by index; ruled: which a reader decided about.
    """

    lines: tuple[Labelled, ...]
    features: tuple[Features, ...] = ()
    title: str = ""
    byline: str | None = None
    published: str | None = None
    english: bool = False
    outlets: frozenset[int] = frozenset()
    ruled: Mapping[int, bool] = field(default_factory=dict)


def read(lines: Sequence[Line], habits: Habits = NO_HABITS) -> Reading:
    """Classify the lines of a plain-text dump; habits: what is known of its outlet's other pages."""
    features = features_of(lines)
    keys = [line_key(line.text) for line in lines] if habits is not NO_HABITS else []
    outlets = frozenset(at for at, key in enumerate(keys) if habits.is_repeated(key, features[at].prose))
    ruled = {at: habits.rulings[key] for at, key in enumerate(keys) if key in habits.rulings}
    for at in outlets:
        features[at] = features[at].of_the_page()
    english = is_english(features)
    if not english or stands_alone(lines, features):
        reading = _left_as_it_is(lines, features, english)
    else:
        reading = _told_apart(lines, features)
    labelled = _overruled(reading.lines, outlets, ruled)
    return replace(reading, lines=labelled, features=tuple(features), outlets=outlets, ruled=ruled)


def _overruled(
    labelled: Sequence[Labelled], outlets: frozenset[int], ruled: Mapping[int, bool]
) -> tuple[Labelled, ...]:
    """The lines with the outlet's own left out, and those that a reader decided about as they decided."""
    told = list(labelled)
    for at in outlets:
        if told[at].kind is not BlockKind.TITLE:
            told[at] = replace(told[at], kind=BlockKind.BOILERPLATE, kept=False)
    for at, keep in ruled.items():
        kind = told[at].kind
        if kind is BlockKind.TITLE:
            continue  # a title is corrected, not left out; and of one that is said twice, one is enough
        if keep:
            told[at] = replace(told[at], kind=BlockKind.PARAGRAPH if kind in _LEFT_OUT else kind, kept=True)
        else:
            told[at] = replace(told[at], kind=kind if kind in _LEFT_OUT else BlockKind.BOILERPLATE, kept=False)
    return tuple(told)


def _told_apart(lines: Sequence[Line], features: Sequence[Features]) -> Reading:
    """A page in English: the rules name its lines, and the learned scorer says which of them are the story's."""
    kinds, head, region = by_rules(lines, features)
    page = page_of(kinds, features, region)
    chances = chances_of([line.text for line in lines], features, page)
    story = decided(tilted(chances, page.ruled), [line.words for line in features])
    _settle(lines, features, kinds, story, chances)
    labelled = _labelled(lines, kinds, chances)
    return Reading(labelled, (), head.title, head.byline, head.published, english=True)


def page_of(kinds: Sequence[BlockKind], features: Sequence[Features], region: tuple[int, int]) -> Page:
    """What the learned scorer is told of what the rules found."""
    titles = [telling_words(features[at]) for at, kind in enumerate(kinds) if kind is BlockKind.TITLE]
    return Page(region, [kind in _STORY for kind in kinds], titles[-1] if titles else frozenset())


def by_rules(lines: Sequence[Line], features: Sequence[Features]) -> tuple[list[BlockKind], Head, tuple[int, int]]:
    """The kind of each line of a page by the rules alone, its head, and the stretch of lines where its story stands."""
    region = story_region(features)
    head = head_of(lines, features, region)
    kinds = [BlockKind.BOILERPLATE] * len(lines)
    start = head.body if head.body is not None else region[0]
    for index in range(start, region[1]):
        kinds[index] = BlockKind.PARAGRAPH
    _body(lines, features, kinds, start, region[1])
    _outlets_own_words(features, kinds, start, region[1])
    for index, kind in head.kinds.items():
        kinds[index] = kind
    _captions(lines, features, kinds, head)
    _other_stories(features, kinds)
    return kinds, head, region


def _settle(
    lines: Sequence[Line],
    features: Sequence[Features],
    kinds: list[BlockKind],
    story: Sequence[bool],
    chances: Sequence[float],
) -> None:
    """Bring the kinds to what was decided about each line: whether it is part of the story."""
    changed = False
    for at, (kind, kept) in enumerate(zip(kinds, story, strict=True)):
        if kind in _HEAD or (kind is BlockKind.CAPTION and (not kept or chances[at] < _NO_CAPTION)):
            continue
        if kept and kind not in _STORY:
            line = features[at]
            bullet = line.bullet or (line.numbered and not line.terminal)
            heading = not bullet and _is_heading(features, at, len(lines)) and not line.prose
            kinds[at] = BlockKind.LIST_ITEM if bullet else (BlockKind.HEADING if heading else BlockKind.PARAGRAPH)
            changed = True
        elif not kept and kind in _STORY:
            kinds[at] = BlockKind.BOILERPLATE
            changed = True
    if changed:
        _quotations(lines, features, kinds, 0, len(lines))
        _other_stories(features, kinds)


def _left_as_it_is(lines: Sequence[Line], features: Sequence[Features], english: bool) -> Reading:
    """A text without a page around it, or in a language whose furniture nobody here knows: every line stays."""
    kinds = [BlockKind.LIST_ITEM if line.bullet else BlockKind.PARAGRAPH for line in lines]
    head = bare_head(lines, features)
    start = head.body or 0
    if english:
        for index in range(start, len(lines)):
            if features[index].credit:
                kinds[index] = BlockKind.CAPTION
            elif features[index].numbered and not features[index].terminal:
                kinds[index] = BlockKind.LIST_ITEM
            elif _is_heading(features, index, len(lines)):
                kinds[index] = BlockKind.HEADING
        _quotations(lines, features, kinds, start, len(lines))
    for index, kind in head.kinds.items():
        kinds[index] = kind
    labelled = tuple(Labelled(line, kind, kind not in _LEFT_OUT) for line, kind in zip(lines, kinds, strict=True))
    return Reading(labelled, (), head.title, head.byline, head.published, english)


# --- inside the story --------------------------------------------------------------------------------------------


def _body(lines: Sequence[Line], features: Sequence[Features], kinds: list[BlockKind], start: int, end: int) -> None:
    """Tell the kinds of the lines of the story apart."""
    index = start
    while index < end:
        line = features[index]
        if line.pointer and not line.prose:
            index = _pointed_at(features, kinds, index, end)
            continue
        if line.furniture or line.section:
            kinds[index] = BlockKind.BOILERPLATE
        elif line.bullet or (line.numbered and not line.terminal):
            kinds[index] = BlockKind.LIST_ITEM
        elif _is_heading(features, index, end):
            kinds[index] = BlockKind.HEADING
        elif (
            not line.terminal
            and not line.colon
            and not line.quoted
            and not line.prose
            and line.capitals > _HEADLINE_CAPITALS
            and line.words >= 4
        ):
            kinds[index] = BlockKind.BOILERPLATE
        index += 1
    _lists(features, kinds, start, end)
    _short_runs(features, kinds, start, end)
    _quotations(lines, features, kinds, start, end)


def _outlets_own_words(features: Sequence[Features], kinds: list[BlockKind], start: int, end: int) -> None:
    """Leave out what introduces the writer, at either end of the story, and what asks for support behind it."""
    story = [i for i in range(start, end) if features[i].prose]
    for index in (*story[:2], *story[-4:]):
        if features[index].biography and not features[index].quoted:
            kinds[index] = BlockKind.BOILERPLATE
    if any(features[index].plea for index in story[:-3]):
        return  # the story itself speaks to its reader
    for index in reversed(story[-3:]):
        if not features[index].plea:
            break
        kinds[index] = BlockKind.BOILERPLATE


def _pointed_at(features: Sequence[Features], kinds: list[BlockKind], index: int, end: int) -> int:
    """Mark a pointer to other stories and the titles behind it; the index at which the story goes on."""
    alone = features[index].words > 4
    kinds[index] = BlockKind.OTHER_STORY if alone else BlockKind.BOILERPLATE
    index += 1
    close = index < end and not features[index].gap
    while not alone and index < end and not features[index].prose and not features[index].terminal:
        if close and features[index].gap:
            break  # the teasers stood right under their header: what a blank line parts from them is the story's
        kinds[index] = BlockKind.OTHER_STORY
        index += 1
    return index


def _is_heading(features: Sequence[Features], index: int, end: int) -> bool:
    line = features[index]
    if not 1 <= line.words <= 16 or line.quoted or line.bullet:
        return False
    if line.terminal and not (line.words <= 12 and _asks(features, index)):
        return False
    if line.colon and line.words > 5:
        return False  # it introduces what follows: a sentence of the story
    near = features[index + 1 : min(end, index + 6)]  # past a picture and a share bar, not further
    follows = next((f for f in near if not (f.credit or f.furniture)), None)
    return follows is not None and (follows.prose or follows.bullet or follows.numbered or follows.terminal)


def _asks(features: Sequence[Features], index: int) -> bool:
    return features[index].question and index + 1 < len(features) and features[index + 1].prose


def _lists(features: Sequence[Features], kinds: list[BlockKind], start: int, end: int) -> None:
    """Lists of bare names and links belong to the page: keep a list only if it says something."""
    index = start
    while index < end:
        if kinds[index] is not BlockKind.LIST_ITEM:
            index += 1
            continue
        stop = index
        while stop < end and kinds[stop] is BlockKind.LIST_ITEM:
            stop += 1
        items = features[index:stop]
        introduced = index > start and (features[index - 1].colon or kinds[index - 1] is BlockKind.HEADING)
        telling = sum(1 for item in items if item.stops >= 2 or item.terminal)
        closed = sum(1 for item in items if item.terminal)
        teasers = len(items) >= _TEASERS and closed * 3 < len(items) and sum(i.words for i in items) >= 7 * len(items)
        if teasers or not (introduced or telling * 2 >= len(items)):
            for at in range(index, stop):
                kinds[at] = BlockKind.BOILERPLATE
        index = stop


def _short_runs(features: Sequence[Features], kinds: list[BlockKind], start: int, end: int) -> None:
    """Of several short lines in a row that are no sentences, only the last can be a heading."""
    index = start
    while index < end:
        stop = index
        while stop < end and _is_short(features[stop]) and kinds[stop] in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            stop += 1
        run = stop - index
        if run >= 3:
            for at in range(index, stop - 1):
                kinds[at] = BlockKind.BOILERPLATE
        elif run == 1 and kinds[index] is BlockKind.PARAGRAPH and features[index].words <= 3:
            kinds[index] = BlockKind.BOILERPLATE
        index = max(stop, index + 1)


def _is_short(line: Features) -> bool:
    return not line.terminal and not line.colon and not line.quoted and line.words <= 12 and not line.credit


def _quotations(
    lines: Sequence[Line], features: Sequence[Features], kinds: list[BlockKind], start: int, end: int
) -> None:
    told = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
    body = [i for i in range(start, end) if kinds[i] in told and not features[i].credit]
    # A list or a heading ends a quotation as an empty paragraph.
    for position in quoted_lines([lines[i].text if kinds[i] is BlockKind.PARAGRAPH else "" for i in body]):
        kinds[body[position]] = BlockKind.QUOTATION


# --- captions ----------------------------------------------------------------------------------------------------


def _captions(lines: Sequence[Line], features: Sequence[Features], kinds: list[BlockKind], head: Head) -> None:
    """Photo credits and what stands above them twice: alternative text, then caption."""
    keys = [line.key for line in features]
    first = head.first if head.first is not None else 0
    last = max((i for i in range(first, len(lines)) if kinds[i] is not BlockKind.BOILERPLATE), default=-1)
    for index in range(first, last + 1):
        if kinds[index] in (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATE, BlockKind.STANDFIRST):
            continue
        if features[index].credit and not (features[index].furniture and features[index].words > 14):
            kinds[index] = BlockKind.CAPTION
    for index in range(first, last):
        if kinds[index] in (BlockKind.TITLE, BlockKind.STANDFIRST) or kinds[index + 1] is BlockKind.TITLE:
            continue
        one, two = keys[index], keys[index + 1]
        if not two.startswith(one) or len(one) < 8:
            continue
        above = head.body is not None and index + 1 < head.body
        credited = features[index + 1].credit or (index + 2 <= last and features[index + 2].credit)
        if one == two or above or credited:
            kinds[index] = kinds[index + 1] = BlockKind.CAPTION


def _other_stories(features: Sequence[Features], kinds: list[BlockKind]) -> None:
    """Name the teasers among what is left out: what stands behind a line that announces other stories."""
    announced = False
    for index, line in enumerate(features):
        if kinds[index] is not BlockKind.BOILERPLATE:
            announced = False
        elif line.section or line.pointer:
            announced = True
        elif line.furniture:
            announced = False
        elif announced and line.words >= 3:
            kinds[index] = BlockKind.OTHER_STORY


def _labelled(lines: Sequence[Line], kinds: Sequence[BlockKind], chances: Sequence[float]) -> tuple[Labelled, ...]:
    """Each line with its kind, and whether it is kept: of a repeated title or caption, one."""
    labelled = [
        Labelled(line, kind, kind not in _LEFT_OUT, chance)
        for line, kind, chance in zip(lines, kinds, chances, strict=True)
    ]
    title_seen = False
    for index, entry in enumerate(labelled):
        if entry.kind is BlockKind.TITLE:
            labelled[index] = replace(entry, kept=not title_seen)
            title_seen = True
        elif entry.kind is BlockKind.CAPTION and index + 1 < len(labelled):
            following = labelled[index + 1]
            one, two = key_of(entry.line.text), key_of(following.line.text)
            if following.kind is BlockKind.CAPTION and two.startswith(one):
                labelled[index] = replace(entry, kept=False)
    return tuple(labelled)
