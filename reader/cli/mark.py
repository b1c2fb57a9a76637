"""Mark every occurrence of a name: in the articles that are named or chosen, or with --all in every one.

NAME is an entity, by its name, another name or its id: it is sought by all its
names, but for weak ones ("the ministry"), which --weak adds. With --tag, words
that name nobody yet become an entity of their own. A name is found as a whole
word, written as it is or in CAPITALS; one in small letters in any case. What is
marked already is left as it is. One step of the history, however many places
it is; `u` in annotty takes it back.

--dry-run changes nothing and prints each place in its sentence, with the id of
the article; --json prints them as lines of JSON, with offsets in code points.

examples:
  annotty mark 'Renata Vale' --all --dry-run
  annotty mark 'Renata Vale' --filter 'state:new outlet:courier'
  annotty mark 'Orrin Levee' --tag FACILITY --filter levee
  annotty mark shelters --tag HIGHLIGHT 01a2b3

exit codes:
  0 done   1 refused: the tag is retired, or not for names   2 wrong usage
  3 the library cannot be used   4 no such entity, or no such article; then
  nothing was changed
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.article.spreading.aim import Aim, counted
from reader.cli import choosing
from reader.cli.backup import before_much
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import NotFound, Refused
from store.model import Fit, Layer, NewEntity, Tag

if TYPE_CHECKING:
    from store.library import Library
    from store.occurring import Occurrence
    from store.spreading import Looked

_AROUND = 40
"""The characters that are printed of what stands before an occurrence."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("name", metavar="NAME", help="an entity, or words")
    choosing.take_articles(parser)
    parser.add_argument("--all", action="store_true", help="in every article")
    parser.add_argument("--tag", metavar="TAG", help="the tag of the marks; without one the entity's own")
    parser.add_argument("--weak", action="store_true", help="also by names that may as well mean others")
    parser.add_argument("--dry-run", action="store_true", help="print what would be marked, and change nothing")
    parser.add_argument("--json", action="store_true", help="print the places as lines of JSON")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Find them, and mark them or print them."""
    if arguments.all and (arguments.articles or arguments.filter is not None):
        output.problem("--all is every article: name none, and no filter\nTry: annotty mark --help")
        return choosing.USAGE
    if not (arguments.all or arguments.articles or arguments.filter is not None):
        output.problem("say where: name articles, choose them with --filter, or --all\nTry: annotty mark --help")
        return choosing.USAGE
    about = None if arguments.all else choosing.asked(arguments, output)
    with opened(library_path(arguments)) as library:
        aim = _aim(library, arguments.name, arguments.tag)
        choosing.catch_up(library, output)
        found = list(_found(library, aim, about, output, weak=arguments.weak))
        if arguments.json or arguments.dry_run:
            _print(found, output, as_json=arguments.json)
        if not arguments.dry_run:
            before_much(library, output)
        number = 0 if arguments.dry_run else library.spread(found, aim.tag.name, aim.entity)
    if arguments.dry_run:
        output.note(f"{_counted(found)}, by {', '.join(aim.names(weak=arguments.weak).names)}; nothing was changed")
    else:
        output.note(f"marked {counted(number, 'place')}: {aim.tag.label} {aim.called}")
    return 0


def _aim(library: Library, name: str, tag: str | None) -> Aim:
    tags = {each.name: each for each in library.tags()}
    chosen = None if tag is None else _tag(tags.values(), tag)
    if chosen is not None and chosen.layer is not Layer.ENTITY:
        return Aim.of_words(chosen, name)
    try:
        entity = library.find_entity(name)
    except NotFound:
        if chosen is None or _are_called(library, name):
            raise
        return Aim.of_words(chosen, name, NewEntity(name, chosen.name))
    return Aim.of_entity(chosen or tags[entity.tag], entity)


def _are_called(library: Library, name: str) -> bool:
    """Whether several are called so: then it must be said who is meant."""
    return any(each.fit <= Fit.ALIAS for each in library.offered(name, most=1))


def _tag(tags: Iterable[Tag], wanted: str) -> Tag:
    found = next((each for each in tags if wanted.casefold() in (each.name.casefold(), each.label.casefold())), None)
    if found is None:
        raise NotFound(f"there is no tag {wanted}; `annotty tags` shows those there are")
    if found.layer is Layer.CLAIM:
        raise Refused("a claim is made one by one; only names and highlights are marked everywhere")
    return found


def _found(
    library: Library, aim: Aim, about: choosing.Asked | None, output: Output, *, weak: bool
) -> Iterator[Occurrence]:
    from store.filters.everything import EVERYTHING

    names, layer = aim.names(weak=weak), aim.tag.layer
    if about is None or not about.articles:
        wanted = EVERYTHING if about is None or about.wanted is None else about.wanted
        for looked in library.occurrences(names, wanted, layer=layer):
            _tell(looked, output)
            yield from looked.found
        return
    for article in choosing.chosen(library, about, output):
        for looked in library.occurrences(names, article, layer=layer):
            yield from looked.found


def _tell(looked: Looked, output: Output) -> None:
    """How far it is, on a line of the terminal that is written over."""
    if output.err_is_terminal:
        words = f"looked through {looked.articles:,} of {looked.of:,} articles"
        output.err.write(f"\r{words}" if looked.articles < looked.of else f"\r{' ' * len(words)}\r")
        output.err.flush()


def _print(found: list[Occurrence], output: Output, *, as_json: bool) -> None:
    for each in found:
        if as_json:
            told = {
                "article": each.article,
                "start": each.span.start,
                "end": each.span.end,
                "exact": each.exact,
                "prefix": each.before,
                "suffix": each.behind,
            }
            output.text(json.dumps(told, ensure_ascii=False) + "\n")
        else:
            before, behind = each.before[-_AROUND:], each.behind[: 2 * _AROUND]
            output.line(f"{each.article}  {before}[{each.exact}]{behind}")


def _counted(found: list[Occurrence]) -> str:
    articles = len({each.article for each in found})
    return f"{counted(len(found), 'place')} in {choosing.counted(articles)}"
