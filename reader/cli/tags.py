"""The tag set: what marks can be. Lists it; export writes it as TOML, import takes such a file in, all of it or nothing.

A list has key, name, layer, how many marks have the tag, and its label; --json
gives objects with all that is known of each. Of a file each tag needs only its
name, a new one its layer too: what it does not say stays as it is, and so do
tags that it does not name. A key is refused that another tag has, or that does
something on the page; a new tag without one gets a free one. A tag that marks
have is never deleted but retired: it is offered no more, and its marks stay.
One step of the history; `u` in annotty takes it back.

examples:
  annotty tags
  annotty tags export > tags.toml
  annotty tags import tags.toml
  ssh desk annotty tags export | annotty tags import -

exit codes:
  0 done   1 refused, or no such file; then nothing was changed   2 wrong usage
  3 the library cannot be used
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import choosing, telling
from reader.cli.keys import keymap_at
from reader.cli.output import Output, standard_input
from reader.cli.place import keys_path, library_path, opened
from store.errors import SourceError

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Tag

_MOST_BYTES = 10_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument(
        "deed", nargs="?", choices=("list", "export", "import"), default="list", metavar="export, import"
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="where to write it, or what to read; - is a pipe")
    telling.take_forms(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List, write or take in."""
    if arguments.deed == "import" and arguments.file is None:
        output.problem("which file? annotty tags import FILE")
        return choosing.USAGE
    if arguments.deed == "list" and arguments.file is not None:
        output.problem("a list needs no file; annotty tags export FILE writes one")
        return choosing.USAGE
    said = _read(arguments.file) if arguments.deed == "import" else ""
    with opened(library_path(arguments), create=arguments.deed == "import") as library:
        if arguments.deed == "import":
            _take_in(library, said, output)
        elif arguments.deed == "export":
            _write(library, arguments.file or "-", output)
        else:
            _list(library, arguments, output)
    return 0


def _take_in(library: Library, said: str, output: Output) -> None:
    from store.formats import tags_toml

    here = library.tags()
    taken = keymap_at(keys_path(), lambda: here).taken()
    told = tags_toml.read(said, here, taken)
    number = library.keep_tags(told, taken=taken)
    output.line(f"{_counted(number)} changed or new, of {len(told)} in the file")


def _read(name: str) -> str:
    try:
        if name == "-":
            raw = standard_input().read(_MOST_BYTES)
        else:
            with Path(name).open("rb") as stream:
                raw = stream.read(_MOST_BYTES)
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror}; nothing was changed") from error
    except ValueError as error:
        raise SourceError(f"{name} is no text in UTF-8; nothing was changed") from error


def _write(library: Library, name: str, output: Output) -> None:
    from reader.writing import written_whole
    from store.formats import tags_toml

    tags = library.tags()
    text = tags_toml.written(tags)
    if name == "-":
        output.text(text)
        return
    with written_whole(Path(name)) as stream:
        stream.write(text)
    output.note(f"{_counted(len(tags))} written to {name}")


def _list(library: Library, arguments: argparse.Namespace, output: Output) -> None:
    tags, uses = library.tags(), library.tag_uses()
    if arguments.json or arguments.jsonl:
        telling.tell_objects((_object(tag, uses.get(tag.name, 0)) for tag in tags), output, lines=arguments.jsonl)
        return
    rows = (
        (
            *(tag.key or "-", tag.name, str(tag.layer), str(uses.get(tag.name, 0))),
            tag.label + (f" · below {tag.parent}" if tag.parent else "") + (" · retired" if tag.retired else ""),
        )
        for tag in tags
    )
    for line in telling.in_columns(rows):
        output.line(line)


def _object(tag: Tag, uses: int) -> dict[str, object]:
    return {
        "name": tag.name,
        "layer": tag.layer.value,
        "label": tag.label,
        "key": tag.key,
        "colour": tag.colour,
        "sign": tag.sign,
        "parent": tag.parent,
        "mapping": dict(sorted(tag.mapping.items())),
        "retired": tag.retired,
        "marks": uses,
    }


def _counted(number: int) -> str:
    return f"{number} {'tag' if number == 1 else 'tags'}"
