"""Print every command with its keys as TOML, as they are with the changes in keys.toml.

Save it as keys.toml where --path says, and keep only the lines that you change;
$ANNOTTY_CONFIG names another folder for it. What keys.toml says in vain is told
on standard error, with the exit code 1, and the rest of it holds.

examples:
  annotty keys
  annotty keys --path
  annotty keys > keys.toml
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.output import Output
from reader.cli.place import keys_path, library_path, opened

if TYPE_CHECKING:
    import argparse

    from reader.commands.keymap import Keymap
    from store.model import Tag

_MOST_CHARACTERS = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--path", action="store_true", help="print where keys.toml is looked for")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the keys."""
    path = keys_path()
    if arguments.path:
        output.line(str(path))
        return 0
    from reader.commands.keys_written import written

    tags = _tags(library_path(arguments))
    keymap = keymap_at(path, lambda: tags)
    output.text(written(keymap, tags))
    for fault in keymap.faults:
        output.problem(f"{path}: {fault}")
    return 1 if keymap.faults else 0


def keymap_at(path: Path, tags: Callable[[], Sequence[Tag]]) -> Keymap:
    """The keymap that a file describes, the usual one where there is no file; its faults tell what was left out.

    tags: asked for where there is a file.
    """
    from reader.commands.keymap import Keymap

    try:
        if path.is_fifo():  # it would be waited for
            return Keymap(faults=("it is a named pipe, not a file",))
        with path.open(encoding="utf-8-sig") as file:
            written = file.read(_MOST_CHARACTERS)
    except (FileNotFoundError, NotADirectoryError):
        return Keymap()
    except (OSError, ValueError) as error:
        return Keymap(faults=(f"it cannot be read: {error}",))
    from reader.commands.keys_toml import read_keys

    return read_keys(written, tags())


def _tags(path: Path) -> Sequence[Tag]:
    """The tags of the library, those that every new one has where there is none yet."""
    from store.tagset import DEFAULT_TAGS

    if not path.exists():
        return DEFAULT_TAGS
    with opened(path) as library:
        return library.tags()
