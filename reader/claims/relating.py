"""Relating two claims to one another: how one can stand to the other, and what is said when it does. In any screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.article.drawing import describing
from reader.article.sheet import Asked, Choice, Chooser
from reader.drawing import cut
from reader.sitting import Sitting
from store.errors import LibraryError, NotFound, Refused
from store.model import Annotation, Relation, RelationKind

_KEYS = {
    RelationKind.UPDATES: "u",
    RelationKind.CONTRADICTS: "c",
    RelationKind.SUPPORTS: "p",
    RelationKind.SAME_AS: "s",
    RelationKind.RELATED: "r",
}
_OTHER_WAY = {RelationKind.UPDATES: "U", RelationKind.SUPPORTS: "P"}
"""Kinds that read otherwise from the other end, and the keys for that."""
_TAKEN_BACK = "xyzwv"
_REVERSED = "from the other: "
_IN_A_SENTENCE = {
    "same as": "is the same as",
    "related": "is related to",
    "no longer same as": "is no longer the same as",
    "no longer related": "is no longer related to",
}
_END = 24
"""Cells of a claim where a saved relation is told."""


def chooser(one: str, other: str, known: Sequence[Relation]) -> Chooser:
    """How the first of two claims, told in words, stands to the second; known: the relations between them, to take back."""
    choices = [Choice(kind.value, key, kind.value, other) for kind, key in _KEYS.items()]
    for kind, key in _OTHER_WAY.items():
        choices.append(Choice(_REVERSED + kind, key, describing.relation_in_words(kind, reverse=True), other))
    choices += [
        Choice(each.id, key, f"no longer {each.kind}", other) for each, key in zip(known, _TAKEN_BACK, strict=False)
    ]
    return Chooser(f"{one} …", tuple(choices))


class Relating:
    """Relates claims for a screen.

    ask: lays a chooser before the person, and calls with the answer; changed: shows what was saved, and says so.
    """

    def __init__(
        self,
        sitting: Sitting,
        ask: Callable[[Asked, Callable[[Asked], None]], None],
        changed: Callable[[str], None],
    ) -> None:
        self.sitting = sitting
        self._ask = ask
        self._changed = changed

    @property
    def begun(self) -> str:
        """The claim at which a relation was begun, in words; empty where none was."""
        return "" if self.sitting.relating is None else self._in_full(self.sitting.relating)

    def at(self, mark: Annotation) -> str:
        """Begin a relation at a claim, drop it there, or end it and ask which kind it is; gives what is to be said."""
        begun = self.sitting.relating
        if mark.claim is None:
            raise Refused("only claims are related to one another")
        if begun is None:
            self.sitting.relating = mark
            return ""
        if begun.id == mark.id:
            self.sitting.relating = None
            return "no relation was made"
        try:
            begun = self.sitting.library.annotation(begun.id)  # somebody may have changed it since
        except NotFound:
            self.sitting.relating = None
            raise
        self.between(begun, mark)
        return ""

    def between(self, one: Annotation, other: Annotation) -> None:
        """Ask how one claim stands to another, and save it."""
        first, second = self._in_full(one), self._in_full(other)
        both = {one.id, other.id}
        relations = self.sitting.library.relations(other.id)
        known = {each.id: each for each in relations if {each.origin, each.target} == both}

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Chooser)
            begun, self.sitting.relating = (
                self.sitting.relating,
                None,
            )  # also where it is refused: that claim may be gone
            try:
                said = self._save(asked.value, (one, first), (other, second), known.get(asked.value))
            except LibraryError:
                self.sitting.relating = begun
                raise
            self._changed(said)

        self._ask(chooser(first, second, tuple(known.values())), accept)

    def _save(
        self, answer: str, one: tuple[Annotation, str], other: tuple[Annotation, str], gone: Relation | None
    ) -> str:
        """Do it; gives what was done in words."""
        if gone is not None:
            self.sitting.library.unrelate(gone)
            return told(f"no longer {gone.kind}", one[1], other[1])
        if answer.startswith(_REVERSED):
            one, other, answer = other, one, answer.removeprefix(_REVERSED)
        self.sitting.library.relate(one[0].id, other[0].id, RelationKind(answer), since=(one[0], other[0]))
        return told(answer, one[1], other[1])

    def _in_full(self, mark: Annotation) -> str:
        names = {key: entity.name for key, entity in self.sitting.library.chain_entities(mark).items()}
        return describing.in_full(mark, names)


def told(how: str, one: str, other: str) -> str:
    """A relation that was saved, as a sentence; both ends are told apart in 80 cells."""
    return f"saved · {cut(one, _END)} {_IN_A_SENTENCE.get(how, how)} {cut(other, _END)}"
