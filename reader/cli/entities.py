"""The entities: who and what the marks name. Lists those that a filter chooses; shows one; adds, changes, unites, splits, drops.

A list has tag, mentions, articles, when it was seen last, name and other names,
the most mentioned first; --json gives objects with all that is known of each.
NAME is a name, another name or an id. What is done is a step of the history
each; `u` in annotty takes it back.

  annotty entities [FILTER]               those that fit (also: list FILTER)
  annotty entities show NAME              all of it, and each mention in its
                                          sentence, the newest article first
  annotty entities add NAME --tag TAG     an entity that no mark names yet
  annotty entities rename NAME NEW        another name; --keep has the old one
                                          stay as another name
  annotty entities change NAME ...        what the options say
  annotty entities unite INTO OTHER       one of two: all names and marks stay
  annotty entities split NAME NEW MARK... these marks are of another, called
                                          NEW; - reads what `show` prints
  annotty entities drop NAME              one that no mark names

examples:
  annotty entities 'tag:PERSON mentions:>10' --sort seen
  annotty entities 'id:none mentions:>50' --jsonl | jq -r .name
  annotty entities change Vossingh --id wikidata=Q42 --reliability B
  annotty entities unite 'Ministry of Water and Works' MoWW
  annotty entities show Halvern | grep -A1 2024-07 |
    annotty entities split Halvern 'Halvern dam' -

exit codes:
  0 done, also where nothing fits   1 refused; then nothing was changed
  2 wrong usage, or a filter that means nothing   3 the library cannot be used
  4 no such entity, or several are called so
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from reader.cli import choosing, telling
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.filters.keys import Subject
from store.model import Alias, Entity, EntityDraft, EntityOrder, EntityRow, EntitySort, MentionRow

if TYPE_CHECKING:
    from store.library import Library

DEEDS = ("list", "show", "add", "rename", "change", "unite", "split", "drop")
_NAMES = {"show": 1, "add": 1, "rename": 2, "change": 1, "unite": 2, "split": 3, "drop": 1}
"""How many names a deed needs; of splitting off the last is a mark."""
_AT_ONCE = 500
_NONE = "none"


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("deed", nargs="?", default="list", metavar="DEED", help=", ".join(DEEDS))
    parser.add_argument("names", nargs="*", metavar="NAME", help="entities; or a filter (below)")
    orders = [each.value for each in EntitySort]
    parser.add_argument("--sort", choices=orders, metavar="KEY", help=f"{', '.join(orders)}; else mentions")
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    parser.add_argument("--limit", type=choosing.number, metavar="N", help="no more than so many; 0: all")
    change = parser.add_argument_group("what an entity is to be (add, change, split)")
    change.add_argument("--tag", metavar="TAG", help="what it is, as in PERSON")
    change.add_argument("--retag", action="store_true", help="with --tag: its mentions get the new tag too")
    change.add_argument("--alias", action="append", default=[], metavar="NAME", help="another name; may come again")
    change.add_argument(
        "--weak", action="append", default=[], metavar="NAME", help="another name that others may have too"
    )
    change.add_argument("--unalias", action="append", default=[], metavar="NAME", help="not another name any more")
    change.add_argument(
        "--id", action="append", default=[], metavar="KEY=ID", help="an identifier, as in wikidata=Q42; KEY= for none"
    )
    change.add_argument("--reliability", metavar="A-F", help="how reliable it is as a source; none: not known")
    change.add_argument("--note", metavar="WORDS", help="what is to be known of it")
    change.add_argument("--keep", action="store_true", help="with rename: the old name stays as another name")
    telling.take_forms(parser)
    choosing.tell_language(parser, Subject.ENTITIES)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Do what was asked."""
    deed, names = arguments.deed, list(arguments.names)
    if deed not in DEEDS:
        deed, names = "list", [deed, *names]
    least = _NAMES.get(deed, 0)
    if deed != "list" and (len(names) < least or (deed != "split" and len(names) > least)):
        wanted = f"{least} names" if least == 2 else "one name" if least == 1 else "a name, a new one and marks"
        output.problem(f"{deed} wants {wanted}\nTry: annotty entities --help")
        return choosing.USAGE
    wanted_term = choosing.term_of(names if deed == "list" else [], output, Subject.ENTITIES)
    with opened(library_path(arguments)) as library:
        match deed:
            case "list":
                choosing.settle(library, output)
                order = EntityOrder(EntitySort(arguments.sort or EntitySort.MENTIONS), arguments.reverse)
                numbers = library.entity_numbers(wanted_term, order, most=arguments.limit or None)
                _list(_rows(library, numbers), arguments, output)
                if not numbers:
                    output.note("no entity fits")
            case "show":
                choosing.settle(library, output)
                _show(library, library.find_entity(names[0]), arguments, output)
            case _:
                _act(library, deed, names, arguments, output)
    return 0


def _act(library: Library, deed: str, names: Sequence[str], arguments: argparse.Namespace, output: Output) -> None:
    if deed == "add":
        if arguments.tag is None:
            output.problem("what is it? --tag PERSON, or another of `annotty tags`")
            raise SystemExit(choosing.USAGE)
        made = library.add_entity(_changed(EntityDraft(names[0], arguments.tag), arguments))
        output.line(f"added: {made.id}  {made.name}")
        return
    old = library.find_entity(names[0])
    draft = _draft(old)
    match deed:
        case "rename":
            if arguments.keep:
                draft = replace(draft, aliases=(*draft.aliases, Alias(old.name)))
            aliases = tuple(each for each in draft.aliases if each.name != names[1])
            made = library.change_entity(old.id, replace(draft, name=names[1], aliases=aliases))
            output.line(f"renamed: {old.name} is {made.name}")
        case "change":
            made = library.change_entity(old.id, _changed(draft, arguments), retag=arguments.retag)
            output.line(f"changed: {made.name}")
        case "unite":
            other = library.find_entity(names[1])
            made = library.unite(old.id, other.id)
            output.line(f"united: {other.name} is {made.name}")
        case "split":
            new = _changed(EntityDraft(names[1], old.tag), arguments)
            marks = list(_marks(names[2:]))
            made = library.split(old.id, marks, new)
            output.line(f"split off: {made.id}  {made.name}, {len(marks)} mark{'' if len(marks) == 1 else 's'}")
        case _:
            library.drop_entity(old.id)
            output.line(f"dropped: {old.name}")


def _draft(entity: Entity) -> EntityDraft:
    from store.naming import draft_of

    return draft_of(entity)


def _changed(draft: EntityDraft, arguments: argparse.Namespace) -> EntityDraft:
    """A draft with what the options say."""
    left = set(arguments.unalias) | set(arguments.alias) | set(arguments.weak)
    aliases = [alias for alias in draft.aliases if alias.name not in left]
    aliases += [Alias(name) for name in arguments.alias] + [Alias(name, weak=True) for name in arguments.weak]
    identifiers = dict(draft.identifiers)
    for each in arguments.id:
        key, sign, value = each.partition("=")
        identifiers[key] = value
        if sign and not value:
            del identifiers[key]
    reliability = draft.reliability
    if arguments.reliability is not None:
        reliability = None if arguments.reliability == _NONE else arguments.reliability.upper()
    return replace(
        draft,
        tag=arguments.tag or draft.tag,
        aliases=tuple(aliases),
        identifiers=identifiers,
        reliability=reliability,
        note=draft.note if arguments.note is None else arguments.note,
    )


def _marks(words: Sequence[str]) -> Iterator[str]:
    for each in words:
        if each != "-":
            yield each
        elif sys.stdin is not None:
            # The first column; a line that begins with a blank is the sentence of the one before it.
            lines = (line for line in sys.stdin if line.strip("-\n") and not line[0].isspace())
            yield from (line.split()[0] for line in lines)


def _rows(library: Library, numbers: Sequence[int]) -> Iterator[EntityRow]:
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        rows = library.entity_rows(some)
        yield from (rows[number] for number in some if number in rows)


def _list(rows: Iterator[EntityRow], arguments: argparse.Namespace, output: Output) -> None:
    if arguments.json or arguments.jsonl:
        telling.tell_objects(map(_object, rows), output, lines=arguments.jsonl)
        return
    told = (
        (
            *(row.entity.tag, str(row.mentions), str(row.articles), (row.last or "-")[:10]),
            " · ".join((row.entity.name, *(alias.name for alias in row.entity.aliases))),
        )
        for row in rows
    )
    for line in telling.in_columns(told):
        output.line(line)


def _show(library: Library, entity: Entity, arguments: argparse.Namespace, output: Output) -> None:
    number = library.entity_number(entity.id)
    rows = library.entity_rows([number] if number is not None else [])
    mentions = _mentions(library, entity.id)
    if arguments.json or arguments.jsonl:
        told = [{**_object(row), "mentioned": list(map(_mention, mentions))} for row in rows.values()]
        telling.tell_objects(told, output, lines=arguments.jsonl)
        return
    for row in rows.values():
        for line in _told(row):
            output.note(line)
    for each in mentions:
        where = (each.annotation, (each.published or "-")[:10], each.outlet or "-", each.title)
        output.line("  ".join(" ".join(word.split()) for word in where))
        output.line(f"    {each.sentence}")


def _told(row: EntityRow) -> Iterator[str]:
    """What is known of an entity, a line each."""
    entity = row.entity
    yield f"{entity.name}  {entity.tag}  {entity.id}"
    for alias in entity.aliases:
        yield f"  also {alias.name}{' (weak)' if alias.weak else ''}"
    for key, value in entity.identifiers.items():
        yield f"  {key} {value}"
    if entity.reliability:
        yield f"  reliability {entity.reliability}"
    if entity.note:
        yield f"  {entity.note}"
    seen = f", {row.first[:10]} to {row.last[:10]}" if row.first and row.last else ""
    mentions = f"{row.mentions} mention{'' if row.mentions == 1 else 's'}"
    yield f"  {mentions} in {choosing.counted(row.articles)}{seen}"


def _mentions(library: Library, entity: str) -> Iterator[MentionRow]:
    ids = library.mentions(entity)
    starts = range(0, len(ids), _AT_ONCE)
    return chain.from_iterable(_some(library, ids[start : start + _AT_ONCE], entity) for start in starts)


def _some(library: Library, ids: Sequence[str], entity: str) -> list[MentionRow]:
    rows = library.mention_rows(ids, entity)
    return [rows[each] for each in ids if each in rows]


def _object(row: EntityRow) -> dict[str, object]:
    entity = row.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "tag": entity.tag,
        "aliases": [{"name": alias.name, "weak": alias.weak} for alias in entity.aliases],
        "identifiers": dict(entity.identifiers),
        "reliability": entity.reliability,
        "note": entity.note,
        "mentions": row.mentions,
        "articles": row.articles,
        "first": row.first,
        "last": row.last,
    }


def _mention(row: MentionRow) -> dict[str, object]:
    return {
        "id": row.annotation,
        "type": "claim" if row.claim else "entity",
        "tag": row.tag,
        "article": row.article,
        "title": row.title,
        "outlet": row.outlet,
        "published": row.published,
        "start": row.start,
        "sentence": row.sentence,
        "spans": [[span.start, span.end] for span in row.spans],
    }
