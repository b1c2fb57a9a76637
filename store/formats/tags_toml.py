"""The tag set as TOML, to be kept, changed by hand and taken to another library. Pure.

Written: every tag with all that is known of it. What a file does not say of a tag that is here stays as it is, and so do
tags that it does not name; what is written and read again is the same.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from store.errors import FormatError
from store.model import Layer, Tag
from store.tagset import COLOURS, ELSEWHERE, free_key

_HEAD = f"""\
# A tag set of annotty: `annotty tags import FILE` brings it into a library. Tags that are not named here stay there as
# they are, and so does what a tag does not say here. Of each tag only the name is needed, of a new one the layer too.
#
# layer    entity, claim or highlight
# key      pressed on the page; "" is none; a new tag that says nothing gets a free one
# colour   {", ".join(COLOURS)}
# sign     one letter or sign that tells the tag apart without colour
# parent   the name of the tag that it is a kind of, or ""
# mapping  what it is called elsewhere: {", ".join(f"{key} ({name})" for key, name in ELSEWHERE.items())}
# retired  true: it is not offered any more; its marks stay
"""
_MOST_DOTS = 500  # on a line: Python takes a time that grows with the square of the parts of a name
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_FIELDS = frozenset({"name", "layer", "label", "key", "colour", "sign", "parent", "mapping", "retired"})
_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", 0x7F: "\\u007F"} | {code: f"\\u{code:04X}" for code in range(0x20)}


def written(tags: Sequence[Tag]) -> str:
    """The tags in their order, with what the fields mean."""
    return "\n".join([_HEAD, *(line for tag in tags for line in _lines(tag))])


def _lines(tag: Tag) -> Iterator[str]:
    yield "[[tag]]"
    yield f"name = {_string(tag.name)}"
    yield f"layer = {_string(tag.layer)}"
    yield f"label = {_string(tag.label)}"
    yield f"key = {_string(tag.key or '')}"
    yield f"colour = {_string(tag.colour)}"
    yield f"sign = {_string(tag.sign)}"
    yield f"parent = {_string(tag.parent or '')}"
    mapping = ", ".join(f"{_key(where)} = {_string(tag.mapping[where])}" for where in sorted(tag.mapping))
    yield f"mapping = {{ {mapping} }}" if mapping else "mapping = {}"
    yield f"retired = {'true' if tag.retired else 'false'}"
    yield ""


def _string(words: str) -> str:
    return f'"{words.translate(_ESCAPES)}"'


def _key(words: str) -> str:
    return words if _BARE.fullmatch(words) else _string(words)


def read(text: str, here: Sequence[Tag], taken: Collection[str] = ()) -> list[Tag]:
    """The tags that a file names, in its order, each as it is to be. Whether they can be so, the library says.

    here: the tag set of the library. taken: keys that have a meaning elsewhere, which no new tag gets by itself. Raises
    FormatError, which says where.
    """
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise _wrong(f"a line has more than {_MOST_DOTS} dots")
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"the tag set is no TOML: {error}; nothing was changed") from error
    if wrong := sorted(said.keys() - {"tag"}):
        raise _wrong(f"“{wrong[0][:40]}” means nothing; each tag stands under [[tag]]")
    told = said.get("tag", [])
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        raise _wrong("each tag stands under [[tag]], in double brackets")
    known = {tag.name: tag for tag in here}
    found = [_tag(at, each, known) for at, each in enumerate(told, 1)]
    names = {tag.name for tag in found}
    others = [tag for tag in here if tag.name not in names]
    for at, each in enumerate(told):
        if found[at].name not in known and "key" not in each:
            found[at] = replace(found[at], key=free_key(found[at], [*others, *found], taken))
    return found


def _tag(at: int, said: Mapping[str, object], known: Mapping[str, Tag]) -> Tag:
    name = _words(said, "name", f"tag {at}")
    if not name:
        raise _wrong(f"tag {at} has no name")
    if wrong := sorted(said.keys() - _FIELDS):
        raise _wrong(f"{name}: “{wrong[0][:40]}” means nothing; a tag has {', '.join(sorted(_FIELDS))}")
    layer = _layer(name, _words(said, "layer", name))
    if layer is None and name not in known:
        raise _wrong(f"{name} is new, so it needs a layer: {', '.join(Layer)}")
    tag = known.get(name) or Tag(name, layer or Layer.ENTITY, name.lower(), sign=name[0].lower())
    key, parent = _words(said, "key", name), _words(said, "parent", name)
    return replace(
        tag,
        layer=layer or tag.layer,
        label=_words(said, "label", name) or tag.label,
        key=tag.key if key is None else key or None,
        colour=_words(said, "colour", name) or tag.colour,
        sign=_words(said, "sign", name) or tag.sign,
        parent=tag.parent if parent is None else parent or None,
        mapping=_mapping(name, said["mapping"]) if "mapping" in said else tag.mapping,
        retired=_flag(name, said["retired"]) if "retired" in said else tag.retired,
    )


def _words(said: Mapping[str, object], field: str, whose: str) -> str | None:
    value = said.get(field)
    if value is not None and not isinstance(value, str):
        raise _wrong(f"{whose}: {field} is words in quotation marks")
    return value


def _layer(name: str, said: str | None) -> Layer | None:
    try:
        return None if said is None else Layer(said)
    except ValueError:
        raise _wrong(f"{name}: there is no layer “{said}”; there are {', '.join(Layer)}") from None


def _mapping(name: str, said: object) -> dict[str, str]:
    if not isinstance(said, dict):
        raise _wrong(f'{name}: mapping is a table, as in {{ conll = "PER" }}')
    found = {}
    for where, what in said.items():
        if not isinstance(what, str):
            raise _wrong(f"{name}: what it is called in {where} is words in quotation marks")
        found[where] = what
    return found


def _flag(name: str, said: object) -> bool:
    if not isinstance(said, bool):
        raise _wrong(f"{name}: retired is true or false")
    return said


def _wrong(why: str) -> FormatError:
    return FormatError(f"the tag set: {why}; nothing was changed")
