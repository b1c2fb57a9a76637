"""Print what makes a shell complete annotty's arguments: commands, options, keys and values of filters, ids, labels, queues.

The script asks annotty for what the library holds (--of KIND), and reads the
same library as you: --library, else $ANNOTTY_LIBRARY.

examples:
  source <(annotty completion bash)         in ~/.bashrc
  source <(annotty completion zsh)          in ~/.zshrc, behind compinit
  annotty completion fish | source          in ~/.config/fish/config.fish

exit codes:
  0 done   2 wrong usage
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from reader.cli.entities import DEEDS as ENTITY_DEEDS
from reader.cli.output import Output
from reader.cli.place import library_path
from reader.cli.shells import FILES, SHELLS, Argument, Described
from reader.terminal.depth import shown_line

_FILTER = "filter"
_KINDS = {
    "articles": "article",
    "article": "article",
    "ids": "article",
    "filter": _FILTER,
    "queue": "queue",
    "names": "entity",
}
"""What an argument is completed to, by what it is called."""
_NAMES = {"label": "label", "queue": "queue"}
"""What a NAME is, by the command."""
_FILES = frozenset({"PATH", "FILE", "PATHS", "SOURCE", "WHAT", "OTHER"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("shell", nargs="?", metavar="SHELL", help=", ".join(SHELLS))
    parser.add_argument(
        "--of", metavar="KIND", help="what may stand in a place, for the script: filter, article, label, queue, entity"
    )


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the script, or what a word can be completed to."""
    if arguments.of:
        for word, about in _offered(arguments.of, arguments.shell or "", str(library_path(arguments))):
            output.out.write("\t".join(map(shown_line, (word, about) if about else (word,))) + "\n")
        return 0
    if arguments.shell not in SHELLS:
        output.problem(f"for which shell? annotty completion {', '.join(SHELLS)}")
        return 2
    output.text(SHELLS[arguments.shell](list(_described())))
    return 0


def _offered(kind: str, word: str, path: str) -> Iterator[tuple[str, str]]:
    from pathlib import Path

    from store.database.offered import KINDS, offered

    if kind in KINDS and Path(path).is_file():
        yield from ((each, _line(about)) for each, about in offered(path, kind, word))
    elif kind == _FILTER:
        from store.filters.completing import complete

        completion = complete(word, len(word), lambda key, begun: _values(path, key, begun))
        for each, about in zip(completion.candidates, completion.helps, strict=True):
            yield (word[: completion.start] + each + word[completion.end :]).rstrip(), about


def _line(about: str) -> str:
    return " ".join(about.split())[:80]


def _values(path: str, key: str, begun: str) -> list[str]:
    """What the library has behind a key; nothing where it cannot be read."""
    from contextlib import closing
    from pathlib import Path

    from store.errors import AnnottyError
    from store.listing import Listing

    try:
        with closing(Listing(Path(path))) as library:
            return library.values(key, begun)
    except AnnottyError:
        return []


def _described() -> Iterator[Described]:
    """The commands as their parsers know them."""
    from reader.cli import COMMANDS
    from reader.cli.parsing import module_of

    for name, about in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=name)
        parser.add_argument("--library", metavar="PATH", help="the library file")
        module_of(name).configure(parser)
        actions = parser._actions
        yield Described(
            name,
            about,
            tuple(_argument(name, action) for action in actions if action.option_strings),
            tuple(_argument(name, action) for action in actions if not action.option_strings),
        )


def _argument(command: str, action: argparse.Action) -> Argument:
    values = tuple(map(str, action.choices or ()))
    if command == "completion" and action.dest == "shell":
        values = tuple(SHELLS)
    if command == "entities" and action.dest == "deed":
        values = ENTITY_DEEDS
    kind: str | None = None
    if action.nargs != 0:
        named = _NAMES.get(command) if action.dest == "name" else None
        kind = named or _KINDS.get(action.dest) or (FILES if _is_file(action) else "")
    return Argument(tuple(action.option_strings), _line(action.help or ""), values, kind)


def _is_file(action: argparse.Action) -> bool:
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return metavar in _FILES
