"""Print the clean text of articles, and nothing else: as it is into a pipe or a file.

On a terminal, characters that would steer it are shown as signs. Which others
tell the same story is said beside it, on standard error. Between the texts of
two articles stands an empty line. --json and --jsonl give objects with id,
title, byline, outlet, url, published, language, state, labels and text.

examples:
  annotty show 01a2b3                  by how its id begins or ends
  annotty show 01a2b3 > article.txt
  annotty list label:dam | annotty show --jsonl - | jq -r .text

exit codes:
  0 done   2 wrong usage   3 the library cannot be used   4 not found, or its
  text is not here
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from reader.cli import choosing, telling
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import NotFound
from store.library import Library
from store.model import Article


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_articles(parser)
    telling.take_forms(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the texts. Raises NotFound where an article, or its text, is not there."""
    about = choosing.asked(arguments, output)
    with opened(library_path(arguments)) as library:
        articles = _articles(library, choosing.chosen(library, about, output))
        if arguments.json or arguments.jsonl:
            telling.tell_objects(_objects(library, articles), output, lines=arguments.jsonl)
            return 0
        between = ""
        for article in articles:
            output.text(between + (article.text if article.text.endswith("\n") else article.text + "\n"))
            for each in article.alike:
                output.note(f"the same story: {each}")
            between = "\n"
    return 0


def _articles(library: Library, wanted: Iterable[str]) -> Iterator[Article]:
    for each in wanted:
        article = library.article(each)
        if article.document is None:
            raise NotFound(
                f"the text of “{article.metadata.title}” is not here, only its name and marks came with an import; "
                "`annotty add` its file, or import an export made with --articles"
            )
        yield article


def _objects(library: Library, articles: Iterable[Article]) -> Iterator[dict[str, object]]:
    for article in articles:
        meta = article.metadata
        number = library.number_of(article.id)
        row = library.rows([number]).get(number) if number is not None else None
        yield {
            "id": article.id,
            "title": meta.title,
            "byline": meta.byline,
            "outlet": meta.outlet,
            "url": meta.url,
            "published": meta.published,
            "language": meta.language,
            "state": article.state.value,
            "labels": list(row.labels) if row else [],
            "text": article.text,
        }
