"""Search the articles: the best hits first, each with the sentence in which it stands.

The words are a filter, as for `annotty list`. What stands in the title counts
most; a story is told once, by the one of its articles that fits best. --json
and --jsonl give what `annotty list` gives, and sentence: the words, hits: where
in them the words sought stand, as [start, end) in code points.

examples:
  annotty search shelter bloggers
  annotty search '"promised shelters" date:2024-07..' --limit 5
  annotty search shelt* --jsonl | jq -r '[.title, .sentence] | @tsv'

exit codes:
  0 done   1 nothing was found   2 wrong usage, or a filter that means nothing
  3 the library cannot be used
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.cli import choosing, telling
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from reader.terminal.depth import shown_line
from store.model import ArticleSummary, Order, Sort
from store.text import Span

if TYPE_CHECKING:
    from store.filters.hits import Excerpt
    from store.filters.terms import Term
    from store.library import Library

NOTHING = 1
_MOST = 20
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_filter(parser, nargs="+", metavar="WORDS")
    choosing.take_order(parser, otherwise="rank")
    telling.take_forms(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what was found."""
    wanted = choosing.term_of(arguments.filter, output)
    most = _MOST if arguments.limit is None else arguments.limit
    with opened(library_path(arguments)) as library:
        choosing.catch_up(library, output)
        numbers = library.numbers(wanted, choosing.order_of(arguments, Order(Sort.RANK)), most=most or None)
        found = _with_sentences(library, wanted, numbers)
        if arguments.json or arguments.jsonl:
            telling.tell_objects((_object(*each) for each in found), output, lines=arguments.jsonl)
        else:
            _tell(found, wanted, output)
    return 0 if numbers else NOTHING


def _with_sentences(library: Library, wanted: Term, numbers: Sequence[int]) -> Iterator[tuple[ArticleSummary, Excerpt]]:
    from store.filters.hits import sentence_of

    for article in choosing.rows_of(library, numbers):
        yield article, sentence_of(wanted, library.text_of(article.id), title=article.title)


def _object(article: ArticleSummary, sentence: Excerpt) -> dict[str, object]:
    return {
        **telling.as_object(article),
        "sentence": sentence.words,
        "hits": [[span.start, span.end] for span in sentence.lit],
    }


def _tell(found: Iterator[tuple[ArticleSummary, Excerpt]], wanted: Term, output: Output) -> None:
    """Two lines each, the second of them the sentence; on a terminal the words that were sought are bold."""
    from store.filters.hits import hits
    from store.filters.terms import Where

    for article, sentence in found:
        _, _, date, _, outlet, title = telling.as_row(article)
        head = f"{article.id}  {date}  {outlet}  "
        output.out.write(shown_line(head) + _lit(title, hits(wanted, title, Where.TITLE), output) + "\n")
        if sentence.words:
            output.out.write("    " + _lit(sentence.words.replace("\n", " "), sentence.lit, output) + "\n")


def _lit(words: str, spans: Sequence[Span], output: Output) -> str:
    words = shown_line(words)  # of as many code points as before
    if not output.out_is_terminal or os.environ.get("TERM", "dumb") == "dumb":
        return words
    pieces, at = [], 0
    for span in spans:
        pieces += [words[at : span.start], _BOLD, words[span.start : span.end], _PLAIN]
        at = span.end
    return "".join([*pieces, words[at:]])
