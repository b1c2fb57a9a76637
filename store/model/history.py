"""Steps of the history."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Deed(StrEnum):
    """What a step of the history did. PLACE: marks that had waited for their text found their words in it. REMOVE: an
    article was deleted, until it is purged. QUEUE: a filter was kept, or dropped. ENTITY: one was made, changed or dropped;
    UNITE: two became one; SPREAD: every occurrence of a name was marked; TAG: the tag set was changed.
    """

    ADD = "add"
    CORRECT = "correct"
    RECLEAN = "reclean"
    IMPORT = "import"
    PLACE = "place"
    STATE = "state"
    LABEL = "label"
    QUEUE = "queue"
    REMOVE = "remove"
    PURGE = "purge"
    MERGE = "merge"
    ANNOTATE = "annotate"
    REVISE = "revise"
    DELETE = "delete"
    ENTITY = "entity"
    UNITE = "unite"
    SPLIT = "split"
    SPREAD = "spread"
    TAG = "tag"
    RELATE = "relate"
    UNRELATE = "unrelate"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history.

    summary says what it did in words ("person Belousov"); undoes names the change it takes back.
    """

    id: str
    at: str
    annotator: str
    action: Deed
    summary: str
    article: str | None = None
    undoes: str | None = None


class Step(NamedTuple):
    """A step of the history: its change, the annotations that it changed, by identifier, and what of them, in words."""

    change: Change
    annotations: tuple[str, ...]
    changed: tuple[str, ...]


class Touched(NamedTuple):
    """What has changed in a library: the number of its newest change, and since an older one which annotations were
    touched, in whatever way (None: too many to tell), and whether entities were.
    """

    number: int
    annotations: frozenset[str] | None
    entities: bool
