"""List the claims of all articles, or those that a filter chooses: who said what, when, through whom, in which article.

A row has id, date, who says it and through whom, figure, certainty, outlet, and
what is said: the gist, else the article's words. Newest first, unless --sort
says otherwise. --group source or dispute puts claims below who makes them, or
together that are related; in a dispute they stand in time.

--json and --jsonl give objects with id, who, through (the others in the chain,
nearest the outlet last), content, gist, polarity, certainty, probability_words,
credibility, figure: {quantity, bound, unit} or null, event: {from, to} or null,
said, chain: [{name, entity, mode, medium, said}] (who makes the claim last),
article: {id, title, outlet, published}, tag, start (of its words, in the text),
updated, relations: [{kind, origin, target}], and dispute: the id of the first
of the claims that hang together with it by relations, or null.

examples:
  annotty claims 'source:ministry figure:>0' --sort figure
  annotty claims 'relation:contradicts date:month' --group dispute
  annotty claims 'entity:"Jonna Vik"' --jsonl | jq -r '[.who, .content] | @tsv'

exit codes:
  0 done, also where nothing fits   2 wrong usage, or a filter that means
  nothing   3 the library cannot be used
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from reader.cli import choosing, telling
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.filters.everything import EVERYTHING
from store.filters.keys import Subject
from store.model import Bound, ClaimOrder, ClaimRow, ClaimSort, Relation

if TYPE_CHECKING:
    from store.library import Library

_GROUPS = {"source": ClaimSort.SOURCE, "dispute": ClaimSort.DISPUTE}
_SORTS = ", ".join(each.value for each in ClaimSort)
_AT_ONCE = 500
"""Claims that are in memory at a time."""
_SIGNS = {Bound.AT_LEAST: "≥", Bound.MORE_THAN: ">", Bound.AT_MOST: "≤", Bound.LESS_THAN: "<", Bound.ABOUT: "~"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_filter(parser, subject=Subject.CLAIMS)
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--sort", choices=[*ClaimSort], metavar="KEY", help=f"{_SORTS}; else date")
    order.add_argument("--group", choices=[*_GROUPS], metavar="BY", help="below their source, or as disputes")
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    parser.add_argument("--limit", type=choosing.number, metavar="N", help="no more than so many; 0: all")
    telling.take_forms(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the claims."""
    path = library_path(arguments)
    wanted = choosing.term_of(arguments.filter, output, Subject.CLAIMS)
    by = _GROUPS[arguments.group] if arguments.group else ClaimSort(arguments.sort or ClaimSort.DATE)
    with opened(path) as library:
        library.settle()
        if wanted != EVERYTHING:
            choosing.catch_up(library, output)
        numbers = library.claim_numbers(wanted, ClaimOrder(by, arguments.reverse), most=arguments.limit or None)
        rows = _rows(library, numbers)
        if arguments.json or arguments.jsonl:
            told = (as_object(row, library.relations(row.id), first) for row, first in _with_first(library, rows))
            telling.tell_objects(told, output, lines=arguments.jsonl)
            return 0
        for line in _grouped(rows, by) if arguments.group else telling.in_columns(map(as_row, rows)):
            output.line(line)
    if not numbers:
        what = "no claims in {} yet; `annotty` opens an article, and C marks one" if wanted == EVERYTHING else ""
        output.note(what.format(path) or f"no claim in {path} fits")
    return 0


def as_object(row: ClaimRow, relations: Sequence[Relation], dispute: str | None) -> dict[str, object]:
    """A claim for a script. dispute: the first of the claims that hang together with it."""
    claim = row.claim
    event = {"from": claim.event_from, "to": claim.event_to}
    figure = {"quantity": claim.quantity, "bound": claim.bound.value if claim.bound else None, "unit": claim.unit}
    return {
        "id": row.id,
        "who": row.who or None,
        "through": list(row.chain[-2::-1]),
        "content": row.content,
        "gist": claim.gist,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "probability_words": claim.probability_words,
        "credibility": claim.credibility,
        "figure": None if claim.quantity is None else figure,
        "event": event if any(event.values()) else None,
        "said": claim.chain[-1].said if claim.chain else None,
        "chain": [
            {"name": name, "entity": link.entity, "mode": link.mode.value, "medium": link.medium, "said": link.said}
            for name, link in zip(row.chain, claim.chain, strict=True)
        ],
        "article": {"id": row.article, "title": row.title, "outlet": row.outlet, "published": row.published},
        "tag": row.tag,
        "start": row.start,
        "updated": row.updated,
        "relations": [{"kind": each.kind.value, "origin": each.origin, "target": each.target} for each in relations],
        "dispute": dispute,
    }


def as_row(row: ClaimRow) -> tuple[str, ...]:
    """A claim for a person, or for cut and awk."""
    words = (
        *(row.id, (row.published or "-")[:10], " ‹ ".join(reversed(row.chain)) or "-"),
        *(_figure(row) or "-", row.claim.certainty.value, row.outlet or "-", row.claim.gist or row.content),
    )
    return tuple(" ".join(word.split()) for word in words)


def _figure(row: ClaimRow) -> str:
    claim = row.claim
    if claim.quantity is None:
        return ""
    sign = _SIGNS.get(claim.bound, "") if claim.bound else ""
    return f"{sign}{claim.quantity} {claim.unit or ''}".strip()


def _rows(library: Library, numbers: Sequence[int]) -> Iterator[ClaimRow]:
    """The rows of the desk, few in memory at a time; those that are gone meanwhile are left out."""
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found = library.claim_rows(some)
        yield from (found[number] for number in some if number in found)


def _with_first(library: Library, rows: Iterator[ClaimRow]) -> Iterator[tuple[ClaimRow, str | None]]:
    """Each row with the first claim of its dispute, which gives that its number."""
    known: dict[int, str] = {}
    for row in rows:
        if row.dispute is not None and row.dispute not in known:
            known |= {number: first.id for number, first in library.claim_rows([row.dispute]).items()}
        yield row, known.get(row.dispute) if row.dispute is not None else None


def _grouped(rows: Iterator[ClaimRow], by: ClaimSort) -> Iterator[str]:
    """Each group below a heading, its rows set in."""
    if by is ClaimSort.SOURCE:
        groups = groupby(rows, key=lambda row: row.who or "no source is named")
        for who, group in groups:
            yield who
            yield from _set_in(group)
        return
    for dispute, group in groupby(rows, key=lambda row: row.dispute):
        if dispute is None:
            yield "claims without relations"
            yield from _set_in(group)
            continue
        together = list(group)
        first = together[0]
        yield f"dispute of {len(together)}: {' '.join((first.claim.gist or first.content).split())}"
        yield from _set_in(iter(together))


def _set_in(rows: Iterator[ClaimRow]) -> Iterator[str]:
    return (f"  {line}" for line in telling.in_columns(map(as_row, rows)))
