"""The tag set that a new library starts with; from then on it is the user's.

Keys are capitals: on the page small letters move and capitals mark, so a tag's key means the same with and without a
selection. Mappings name the nearest class elsewhere: CoNLL-2003, OntoNotes 5, FollowTheMoney, STIX 2.1.
"""

from __future__ import annotations

from store.model import Layer, Tag


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
