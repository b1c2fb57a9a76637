"""Print the clean text of an article, and nothing else: as it is into a pipe or a file.

On a terminal, characters that would steer it are shown as signs. Which others
tell the same story is said beside it, on standard error.

examples:
  annotty show 01a2b3                  by how its id begins or ends
  annotty show 01a2b3 > article.txt
"""

from __future__ import annotations

import argparse

from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import NotFound


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("article", metavar="ID", help="an article's id, or how it begins or ends")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the text. Raises NotFound where the article, or its text, is not there."""
    with opened(library_path(arguments)) as library:
        article = library.find_article(arguments.article)
    if article.document is None:
        raise NotFound(
            f"the text of “{article.metadata.title}” is not here, only its name and marks came with an import; "
            "`annotty add` its file, or import an export made with --articles"
        )
    output.text(article.text if article.text.endswith("\n") else article.text + "\n")
    for each in article.alike:
        output.note(f"the same story: {each}")
    return 0
