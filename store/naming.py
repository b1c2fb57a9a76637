"""What an entity must be: its names, identifiers and reliability, checked before anything is written; and two as one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from store import drafting
from store.errors import Refused
from store.model import Alias, Entity, EntityDraft
from store.text import normal_form

VALUE_LIMIT = 200
"""The longest outside identifier, in code points."""
KEY_LIMIT = 40
"""The longest name of a register of outside identifiers."""
NOTE_LIMIT = 10_000
"""The longest note of an entity, in code points."""
RELIABILITIES: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The Admiralty letters, each with what it says of a source."""

_KEY = re.compile(r"[a-z_]+")
_FORMS = {"wikidata": (re.compile(r"Q[1-9][0-9]*"), "Q and a number, as in Q42")}


def composed(identifier: str, draft: EntityDraft) -> Entity:
    """The entity that a draft says. Raises Refused where the draft breaks a rule; its tag is for the caller to check."""
    name = drafting.checked_name(draft.name)
    aliases: dict[str, Alias] = {}
    for alias in draft.aliases:
        other = drafting.checked_name(alias.name)
        if other == name:
            raise Refused(f"“{other}” is the name already, not another one; nothing was changed")
        if other in aliases:
            raise Refused(f"“{other}” is named twice among the other names; nothing was changed")
        aliases[other] = Alias(other, alias.weak)
    if draft.reliability is not None and draft.reliability not in RELIABILITIES:
        raise Refused(f"reliability is a letter from A to F, not “{draft.reliability}”; nothing was changed")
    note = normal_form(draft.note).strip()
    if len(note) > NOTE_LIMIT:
        raise Refused(f"a note has {NOTE_LIMIT} characters at most, this one {len(note)}; nothing was changed")
    # In the order in which the library gives them back.
    sorted_aliases = tuple(aliases[each] for each in sorted(aliases))
    return Entity(identifier, name, draft.tag, sorted_aliases, _identifiers(draft), draft.reliability, note)


def _identifiers(draft: EntityDraft) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in sorted(draft.identifiers.items()):
        said = drafting.on_one_line(value)
        if _KEY.fullmatch(key) is None or len(key) > KEY_LIMIT:
            what = f"“{key[:KEY_LIMIT]}” names no register of identifiers: small letters and _, as in wikidata"
            raise Refused(f"{what}; nothing was changed")
        if not said:
            raise Refused(f"the identifier for {key} is empty; nothing was changed, leave {key} out to have none")
        if len(said) > VALUE_LIMIT:
            what = f"an identifier has {VALUE_LIMIT} characters at most, the one for {key} {len(said)}"
            raise Refused(f"{what}; nothing was changed")
        if key in _FORMS and _FORMS[key][0].fullmatch(said) is None:
            raise Refused(f"an identifier for {key} is {_FORMS[key][1]}, not “{said}”; nothing was changed")
        found[key] = said
    return found


def draft_of(entity: Entity) -> EntityDraft:
    """What an entity is, as a draft to be changed."""
    return EntityDraft(
        entity.name, entity.tag, entity.aliases, dict(entity.identifiers), entity.reliability, entity.note
    )


def united(into: Entity, other: Entity) -> Entity:
    """One entity for two: all names of both, and of the rest what the first has, else what the other has.

    The other's name becomes another name; weak is what is weak in both. Notes stand one below the other.
    """
    names = {alias.name: alias for alias in (*other.aliases, Alias(other.name))}
    for alias in into.aliases:
        names[alias.name] = replace(alias, weak=alias.weak and names.get(alias.name, alias).weak)
    names.pop(into.name, None)
    notes = dict.fromkeys(note for note in (into.note, other.note) if note)
    return replace(
        into,
        aliases=tuple(names[each] for each in sorted(names)),
        identifiers={**other.identifiers, **into.identifiers},
        reliability=into.reliability or other.reliability,
        note=into.note if other.note in into.note else "\n".join(notes),
    )
