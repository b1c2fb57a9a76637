"""What the table of commands is made of: the places where keys are pressed, and what a command is."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Place(StrEnum):
    """Where keys are pressed; in keys.toml they are tables, so none of them bears the name of a command."""

    LIST = "list"
    PAGE = "page"
    SELECT = "selection"
    PICK = "picking"
    SOURCE = "raw"
    PICKER = "picker"
    LISTING = "listing"
    FORM = "form"
    SEEK = "seek"
    FILTER = "filtering"
    NAMING = "naming"
    ENTITIES = "entities"
    MENTIONS = "mentions"
    CLAIMS = "claims"
    DISPUTE = "dispute"
    PAIRS = "pairs"
    OCCURRENCES = "occurrences"
    EVERYWHERE = "everywhere"
    TIMELINE = "timelines"
    TAGSET = "tagset"
    HELP = "keys"
    ACTIONS = "acting"


TITLES: dict[Place, str] = {
    Place.PAGE: "the page",
    Place.SELECT: "with a selection",
    Place.PICK: "picking words",
    Place.PICKER: "choosing an entity or a tag",
    Place.FORM: "the claim form",
    Place.LISTING: "headings, marks, links",
    Place.SEEK: "searching",
    Place.SOURCE: "the raw source",
    Place.LIST: "the list",
    Place.ENTITIES: "the desk of entities",
    Place.MENTIONS: "the mentions of an entity",
    Place.CLAIMS: "the desk of claims",
    Place.DISPUTE: "a dispute",
    Place.PAIRS: "suggested pairs",
    Place.OCCURRENCES: "every occurrence in an article",
    Place.EVERYWHERE: "every occurrence in many articles",
    Place.TIMELINE: "a timeline",
    Place.TAGSET: "the tag set",
    Place.FILTER: "the filter",
    Place.NAMING: "giving a label, a name, a path",
    Place.HELP: "this help",
    Place.ACTIONS: "the list of actions",
}
"""What a place is called before a person."""


class Command(NamedTuple):
    """An action: keys as they are typed ("g g" is two presses), a label for the foot, a sentence for the help.

    rank: its place in the foot, from 1; 0 keeps it out of there. motion: it moves the cursor and takes a count.
    argument: the character typed behind its keys is part of it. group: the heading it stands under in the help. A name
    may stand twice, with other keys in other places.
    """

    name: str
    keys: tuple[str, ...]
    label: str
    help: str
    places: frozenset[Place]
    rank: int = 0
    motion: bool = False
    argument: bool = False
    group: str = ""


def at(name: str, keys: str, label: str, help_text: str, *places: Place, rank: int = 0) -> Command:
    """A command with its keys, parted by two blanks, in some places."""
    return Command(name, tuple(keys.split("  ")), label, help_text, frozenset(places), rank)
