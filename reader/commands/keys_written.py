"""A keymap written as TOML: every command with its keys and its help, to be saved as keys.toml and changed there."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reader.commands import COMMANDS, TITLES, Command, Place
from reader.commands.keymap import Keymap
from reader.commands.keys_toml import TAGS
from store.model import Tag

_HEAD = """\
# annotty's keys. Save this as keys.toml where `annotty keys --path` says, and keep only the lines that you change.
# A command's name stands for it everywhere it can be given; in a table such as [page], only there.
# "g g" is two presses; [] is no key. Signs stand as they are typed, other keys by name: "ctrl+d", "escape", "pagedown".
"""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""What TOML reads as a name without quotation marks."""


def written(keymap: Keymap, tags: Sequence[Tag]) -> str:
    """The whole keymap as TOML, which read_keys reads as the same keymap."""
    return "\n".join([_HEAD, *_everywhere(keymap), *_in_one_place(keymap), *_tags(keymap, tags)]) + "\n"


def _everywhere(keymap: Keymap) -> Iterator[str]:
    """The commands by group, with the keys that they have in most places."""
    shown: set[str] = set()
    group = ""
    for each in COMMANDS:
        if each.name in shown:
            continue
        shown.add(each.name)
        if each.group != group:
            group = each.group
            yield ("" if len(shown) == 1 else "\n") + f"# --- {group} ---"
        same = [other for other in COMMANDS if other.name == each.name]
        places = ", ".join(place for place in Place if any(place in other.places for other in same))
        told = "; ".join(dict.fromkeys(other.help for other in same))
        yield f"{each.name} = {_keys(_most(keymap, each.name))}  # {told} [{places}]"


def _in_one_place(keymap: Keymap) -> Iterator[str]:
    """The commands that have other keys in a place than in most."""
    for place in Place:
        other = [each for each in keymap.commands(place) if each.keys != _most(keymap, each.name)]
        if other:
            yield f"\n# --- {TITLES[place]} ---\n[{place}]"
            yield from (f"{each.name} = {_keys(each.keys)}  # {each.help}" for each in other)


def _tags(keymap: Keymap, tags: Sequence[Tag]) -> Iterator[str]:
    """The tags with their keys."""
    yield f"\n# --- tags: on the selection, or on the name under the cursor ---\n[{TAGS}]"
    for tag in tags:
        key = keymap.tag_changes.get(tag.name, tag.key) or ""
        name = tag.name if _BARE.fullmatch(tag.name) else _word(tag.name)
        yield f"{name} = {_keys((key,) if key else ())}  # {''.join(filter(str.isprintable, tag.label))}"


def _most(keymap: Keymap, name: str) -> tuple[str, ...]:
    """The keys that a command has in most places."""
    counted = Counter(each.keys for each in _named(keymap, name))
    return counted.most_common(1)[0][0]


def _named(keymap: Keymap, name: str) -> Iterable[Command]:
    return (each for place in Place for each in keymap.commands(place) if each.name == name)


def _keys(keys: tuple[str, ...]) -> str:
    return _word(keys[0]) if len(keys) == 1 else f"[{', '.join(map(_word, keys))}]"


def _word(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)
