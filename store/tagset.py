"""The tag set that a new library starts with, and what a tag set must be that the user has changed. Pure.

Keys are capitals: on the page small letters move and capitals mark, so a tag's key means the same with and without a
selection. Mappings name the nearest class elsewhere: CoNLL-2003, OntoNotes 5, FollowTheMoney, STIX 2.1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

from store.errors import Refused
from store.model import Layer, Tag
from store.text import normal_form

COLOURS = ("blue", "cyan", "magenta", "green", "red", "yellow", "white")
"""The colours that every theme has."""
ELSEWHERE: Mapping[str, str] = {
    "conll": "CoNLL-2003",
    "ontonotes": "OntoNotes 5",
    "ftm": "FollowTheMoney",
    "stix": "STIX 2.1",
}
"""The tag sets that a tag can be mapped to, by what a mapping calls them."""
LONGEST_NAME, LONGEST_LABEL = 40, 60
"""Code points."""
_NAME = re.compile(r"[^\W_][\w-]*")


def _entity(name: str, label: str, key: str, colour: str, sign: str, **mapping: str) -> Tag:
    return Tag(name=name, layer=Layer.ENTITY, label=label, key=key, colour=colour, sign=sign, mapping=mapping)


DEFAULT_TAGS: tuple[Tag, ...] = (
    _entity("PERSON", "person", "P", "blue", "p", conll="PER", ontonotes="PERSON", ftm="Person", stix="identity"),
    _entity(
        "ORGANISATION",
        "organisation",
        "O",
        "cyan",
        "o",
        conll="ORG",
        ontonotes="ORG",
        ftm="Organization",
        stix="identity",
    ),
    _entity(
        "GOVERNMENT",
        "government or military body",
        "M",
        "magenta",
        "m",
        conll="ORG",
        ontonotes="ORG",
        ftm="PublicBody",
        stix="identity",
    ),
    _entity("OUTLET", "outlet", "U", "cyan", "u", conll="ORG", ontonotes="ORG", ftm="Organization", stix="identity"),
    _entity("PLACE", "location", "L", "green", "l", conll="LOC", ontonotes="GPE", ftm="Address", stix="location"),
    _entity(
        "FACILITY",
        "building or facility",
        "B",
        "green",
        "b",
        conll="LOC",
        ontonotes="FAC",
        ftm="RealEstate",
        stix="infrastructure",
    ),
    _entity("WEAPON", "weapon", "W", "red", "w", conll="MISC", ontonotes="PRODUCT", stix="tool"),
    _entity("EVENT", "event", "E", "red", "e", conll="MISC", ontonotes="EVENT", ftm="Event", stix="incident"),
    _entity("DATE", "date or time", "D", "white", "d", ontonotes="DATE"),
    _entity("QUANTITY", "quantity", "Q", "white", "q", ontonotes="QUANTITY"),
    _entity("WORK", "work or law", "K", "white", "k", conll="MISC", ontonotes="WORK_OF_ART", ftm="Document"),
    Tag(name="CLAIM", layer=Layer.CLAIM, label="claim", key="C", colour="yellow", sign="c"),
    Tag(name="HIGHLIGHT", layer=Layer.HIGHLIGHT, label="highlight", key="H", colour="yellow", sign="h"),
)

DEFAULT_NAMES = frozenset(tag.name for tag in DEFAULT_TAGS)
"""The tags that every library has; they are retired and changed, never gone."""


def checked(wanted: Sequence[Tag], here: Sequence[Tag], taken: Mapping[str, str]) -> list[Tag]:
    """A whole tag set that is to be, as in_normal_form gives tags; only those that are not here so already are looked at.

    taken: keys that something else has, and what. A retired tag lets go of a key that another wants. Raises Refused.
    """
    known = {tag.name: tag for tag in here}
    found = [tag if known.get(tag.name) == tag else _checked(tag, known) for tag in wanted]
    _check_names(found)
    changed = {tag.name for tag in found if known.get(tag.name) != tag}
    found = _with_keys(found, changed, taken)
    _check_parents(found, changed)
    return found


def free_key(tag: Tag, others: Iterable[Tag], taken: Collection[str]) -> str | None:
    """A capital that nothing has: one of the label's letters, its first before others, else any; None where all are used."""
    used = {other.key for other in others if other.name != tag.name and not other.retired} | set(taken)
    letters = [letter for letter in f"{tag.label}{tag.name}".upper() if letter in ascii_uppercase]
    return next((letter for letter in (*letters, *ascii_uppercase) if letter not in used), None)


def in_order(here: Sequence[str], told: Sequence[str]) -> list[str]:
    """The names that are here with those that were told in their order; a new one stands behind the one told before it."""
    known = set(here)
    in_turn = iter([name for name in told if name in known])
    order = [next(in_turn) if name in set(told) else name for name in here]
    for at, name in enumerate(told):
        if name not in known:
            behind = next((each for each in told if each in known), None) if at == 0 else None
            before = order.index(behind) if behind is not None else len(order)
            order.insert(order.index(told[at - 1]) + 1 if at else before, name)
    return order


def in_normal_form(tag: Tag) -> Tag:
    """A tag with every word on one line, and without what says nothing; a label is what its name says where it has none."""
    mapping = {_line(where): _line(name) for where, name in tag.mapping.items() if _line(name)}
    return replace(
        tag,
        name=_line(tag.name),
        label=_line(tag.label) or _line(tag.name).lower(),
        key=tag.key or None,
        parent=_line(tag.parent or "") or None,
        mapping=mapping,
    )


def _line(words: str) -> str:
    return " ".join(normal_form(words).split())


def _checked(tag: Tag, known: Mapping[str, Tag]) -> Tag:
    was = known.get(tag.name)
    if was is None and (not _NAME.fullmatch(tag.name) or len(tag.name) > LONGEST_NAME):
        raise _refused(
            f"“{tag.name[:LONGEST_NAME]}” is no name for a tag: letters, figures, - and _, up to {LONGEST_NAME}"
        )
    if len(tag.label) > LONGEST_LABEL:
        raise _refused(f"the label of {tag.name} has {len(tag.label)} characters; up to {LONGEST_LABEL} can be seen")
    if tag.key is not None and (
        len(tag.key) != 1 or not tag.key.isprintable() or tag.key.isspace() or tag.key.isdecimal()
    ):
        raise _refused(
            f"“{tag.key[:10]}” is no key for {tag.name}: a tag has one letter or sign, and figures are counts"
        )
    if not _is_sign(tag.sign) and (was is None or was.sign != tag.sign):
        raise _refused(f"“{tag.sign[:10]}” is no sign for {tag.name}: it is one letter or sign, one cell wide")
    if tag.colour not in COLOURS and (was is None or was.colour != tag.colour):
        raise _refused(f"{tag.name} cannot be {tag.colour[:20] or 'without a colour'}: a tag is {', '.join(COLOURS)}")
    for where, name in tag.mapping.items():
        if where not in ELSEWHERE and (was is None or where not in was.mapping):
            raise _refused(f"{tag.name} is mapped to {where[:20]}; a tag is mapped to {', '.join(ELSEWHERE)}")
        if len(name) > LONGEST_LABEL:
            raise _refused(f"what {tag.name} is mapped to in {where} is too long: up to {LONGEST_LABEL} characters")
    return tag


def _is_sign(sign: str) -> bool:
    return (
        len(sign) == 1
        and sign.isprintable()
        and not sign.isspace()
        and unicodedata.east_asian_width(sign) not in "WF"
        and not unicodedata.combining(sign)
    )


def _check_names(tags: Sequence[Tag]) -> None:
    seen: dict[str, str] = {}
    for tag in tags:
        if seen.setdefault(tag.name.casefold(), tag.name) != tag.name:
            raise _refused(f"{tag.name} and {seen[tag.name.casefold()]} are one name to who types it")
    if len({tag.name for tag in tags}) < len(tags):
        twice = next(tag.name for at, tag in enumerate(tags) if tag.name in {each.name for each in tags[:at]})
        raise _refused(f"{twice} is told twice")


def _with_keys(tags: Sequence[Tag], changed: Collection[str], taken: Mapping[str, str]) -> list[Tag]:
    holders: dict[str, Tag] = {}
    for tag in tags:
        if tag.key is None or tag.retired:
            continue
        if (other := holders.setdefault(tag.key, tag)) is not tag:
            raise _refused(f"{tag.key} would be the key of {other.name} and of {tag.name}; choose another")
        if tag.key in taken and tag.name in changed:
            raise _refused(f"{tag.key} is the key for “{taken[tag.key]}” on the page; choose another for {tag.name}")
    free: set[str] = set()
    found = []
    for tag in tags:
        if tag.retired and tag.key is not None and (tag.key in holders or tag.key in free):
            tag = replace(tag, key=None)
        elif tag.retired and tag.key is not None:
            free.add(tag.key)
        found.append(tag)
    return found


def _check_parents(tags: Sequence[Tag], changed: Collection[str]) -> None:
    named = {tag.name: tag for tag in tags}
    for tag in tags:
        if tag.parent is None or not {tag.name, tag.parent} & set(changed):
            continue
        if tag.parent not in named:
            raise _refused(f"{tag.name} stands below {tag.parent[:LONGEST_NAME]}, and there is no such tag")
        if named[tag.parent].layer is not tag.layer:
            raise _refused(
                f"{tag.name} is for marks of the kind {tag.layer}, and {tag.parent}, below which it would stand, is not"
            )
        way = [tag.name]
        while (above := named[way[-1]].parent) is not None and above in named:
            if above in way:
                raise _refused(f"{' below '.join([*way, above])}: a tag cannot stand below itself")
            way.append(above)


def _refused(why: str) -> Refused:
    return Refused(f"{why}; nothing was changed")
