"""Which articles fit a filter, found out by looking at every one: what the index and its queries are held against; and how
often entities are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.filters.terms import (
    All,
    Any,
    Counted,
    Dated,
    InLanguage,
    InState,
    Labelled,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    When,
    Where,
    Words,
)
from store.folding import folded
from store.library import Library
from store.model import Annotation, Article, ArticleSummary, State, Status
from store.searching import words_of


@dataclass(frozen=True)
class Seen:
    """An article with what its row shows and its marks."""

    row: ArticleSummary
    article: Article
    marks: tuple[Annotation, ...]


def seen(library: Library) -> list[Seen]:
    """Every article, deleted ones too, by number, the highest first."""
    rows = library.rows(number for (number,) in library._connection.execute("SELECT number FROM listed").fetchall())
    return [
        Seen(rows[number], library.article(rows[number].id), library.annotations(rows[number].id))
        for number in sorted(rows, reverse=True)
    ]


def fitting(library: Library, term: Term, among: Sequence[Seen] | None = None) -> list[int]:
    """The numbers of the articles that fit, the newest first; among: of those that were seen before."""
    return [each.row.number for each in among or seen(library) if shown(library, each, term)]


def shown(library: Library, each: Seen, term: Term) -> bool:
    """Whether an article is in a list that a filter makes."""
    if each.row.state is State.DELETED and InState(State.DELETED) not in _leaves(term):
        return False
    return _fits(library, each, term) is not False


def sound(library: Library) -> bool:
    """Whether the index knows every article, and has taken in and forgotten just the words that it should have: after
    that it has the same figures as one that is made anew.
    """
    if library.not_indexed() or library.index_faults():
        return False
    before = _figures(library)
    library.rebuild_index()
    library.catch_up(10**6)
    return before == _figures(library)


def _figures(library: Library) -> list[tuple[object, ...]]:
    figures = "SELECT id, block FROM search_data WHERE id = 1 UNION ALL SELECT id, sz FROM search_docsize ORDER BY id"
    found = [tuple(row) for row in library._connection.execute(figures)]
    return found if len(found) > 1 else []  # of none they are noughts, or are not there


def _leaves(term: Term) -> Iterator[Term]:
    match term:
        case Not(inner):
            yield from _leaves(inner)
        case All(terms) | Any(terms):
            for each in terms:
                yield from _leaves(each)
        case _:
            yield term


def _fits(library: Library, each: Seen, term: Term) -> bool | None:
    """None where the term asks for nothing yet."""
    article, row = each.article, each.row
    match term:
        case Words(text, where, is_open):
            places = {
                Where.TITLE: article.metadata.title,
                Where.BYLINE: article.metadata.byline or "",
                Where.OUTLET: article.metadata.outlet or "",
                Where.ANYWHERE: article.text,
            }
            answers = [_stands(text, places[at], is_open) for at in (places if where is Where.ANYWHERE else (where,))]
            return None if None in answers else any(answers)
        case Dated(When.PUBLISHED, first, last):
            return _between(row.published, first, last)
        case Dated(When.ADDED, first, last):
            return _between(row.added, first, last)
        case InState(state):
            return row.state is state
        case InLanguage(language):
            return row.language == language or (row.language or "").startswith(f"{language}-")
        case Labelled(label):
            return any(label is None or folded(name) == folded(label) for name in row.labels)
        case Marked(by, value):
            return any(_marked(library, mark, by, value) for mark in each.marks if mark.status is Status.ACCEPTED)
        case Counted(what, least, most):
            number = {
                Quantity.MARKS: row.counts.total,
                Quantity.CLAIMS: row.counts.claim,
                Quantity.ENTITIES: row.counts.entity,
                Quantity.HIGHLIGHTS: row.counts.highlight,
                Quantity.WORDS: len(article.text.split()),
            }[what]
            return number >= least and (most is None or number <= most)
        case Not(inner):
            answer = _fits(library, each, inner)
            return None if answer is None else not answer
        case All(terms) | Any(terms):
            answers = [_fits(library, each, one) for one in terms]
            known = [answer for answer in answers if answer is not None]
            if answers and not known:
                return None
            return all(known) if isinstance(term, All) else any(known)
    raise AssertionError(term)


def _stands(asked: str, text: str, is_open: bool) -> bool | None:
    words, there = words_of(asked), words_of(text)
    if is_open and words and len(words[-1]) == 1 and words[-1].isalnum() and ord(words[-1]) < 0x500:
        words, is_open = words[:-1], False
    if not words:
        return None
    *whole, last = words
    return any(
        there[at : at + len(whole)] == whole
        and (there[at + len(whole)].startswith(last) if is_open else there[at + len(whole)] == last)
        for at in range(len(there) - len(whole))
    )


def _between(date: str | None, first: str | None, last: str | None) -> bool:
    if first is None and last is None:
        return date is None
    return date is not None and (first or "") <= date and (last is None or date[: len(last)] <= last)


def _marked(library: Library, mark: Annotation, by: Mark, value: str) -> bool:
    match by:
        case Mark.ANNOTATOR:
            return folded(mark.annotator) == folded(value)
        case Mark.TAG:
            tags = {tag.name: tag for tag in library.tags()}
            name: str | None = mark.tag
            while name is not None:
                if folded(value) in (folded(name), folded(tags[name].label)):
                    return True
                name = tags[name].parent
            return False
    entities = [mark.entity, *library.chain_entities(mark).values()]
    names = (name for each in entities if each for name in (each.name, *(alias.name for alias in each.aliases)))
    return any(folded(name).startswith(folded(value)) for name in names)


def mention_counts(library: Library) -> dict[str, int]:
    """How many marks name each entity that any names, as the desk of entities tells it."""
    library.settle()
    rows = library.entity_rows(library.entity_numbers())
    return {row.entity.id: row.mentions for row in rows.values() if row.mentions}
