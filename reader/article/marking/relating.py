"""Relating claims to one another, in one article or across articles: = here, then = there, then which kind it is."""

from __future__ import annotations

from reader.article.drawing import describing
from reader.article.page import Page
from reader.article.sheet import Asked, Choice, Chooser
from reader.commands.keys import Given
from reader.drawing import cut
from reader.errors import no_mark
from reader.sitting import Sitting
from store.errors import Refused
from store.model import RelationKind

_KEYS = {
    RelationKind.UPDATES: "u",
    RelationKind.CONTRADICTS: "c",
    RelationKind.SUPPORTS: "p",
    RelationKind.SAME_AS: "s",
    RelationKind.RELATED: "r",
}


class Relater:
    """The room of the page in which claims are related."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.library = sitting.library
        self.page = page

    def do_relate(self, _given: Given) -> None:
        """Begin a relation at the claim under the cursor, or end it there and ask which kind it is."""
        mark = self.page.mark_in_hand
        if mark is None:
            raise no_mark()
        if mark.claim is None:
            raise Refused("only claims are related to one another")
        begun = self.sitting.relating
        if begun is None or begun.id == mark.id:
            self.sitting.relating = mark if begun is None else None
            if begun is not None:
                self.page.say("no relation was made")
            return
        one, other = (describing.in_full(each, self.page.marks.names) for each in (begun, mark))
        choices = tuple(Choice(kind.value, key, kind.value, other) for kind, key in _KEYS.items())
        between = {begun.id, mark.id}
        known = {each.id: each for each in self.library.relations(mark.id) if {each.origin, each.target} == between}
        gone_keys = zip(known.values(), "xyzwv", strict=False)
        choices += tuple(Choice(each.id, key, f"no longer {each.kind}", other) for each, key in gone_keys)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Chooser)
            self.sitting.relating = None  # also where it is refused: the claim it began at may be gone
            if (gone := known.get(asked.value)) is not None:
                self.library.unrelate(gone)
            else:
                self.library.relate(begun.id, mark.id, RelationKind(asked.value))
            verb = f"no longer {gone.kind}" if gone is not None else asked.value
            self.page.marks_changed(f"saved · {verb} · {cut(one, 30)} … {cut(other, 30)}")

        self.page.ask(Chooser(f"{one} …", choices), accept)
