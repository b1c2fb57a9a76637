"""Marking every occurrence of a name in an open library: where it stands and is not marked yet, and all of these at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from store.database.connection import with_room
from store.database.desks import occurrences
from store.database.recording import recording
from store.errors import Refused
from store.filters.everything import EVERYTHING
from store.filters.terms import All, Any, Term, Words
from store.model import Deed, Draft, Layer, NewEntity, PartDraft, Role
from store.occurring import Names, Occurrence, free_of
from store.tagging import Tagging
from store.text import Span

_AT_ONCE = 200
"""So many articles are looked through between two looks at whether that is still wanted."""


class Looked(NamedTuple):
    """How many articles have been looked through, of how many that may have the names, and what the last of them had."""

    articles: int
    of: int
    found: list[Occurrence]


class Spreading(Tagging):
    """What is done to all the places where a name stands."""

    def occurrences(
        self, names: Names, within: Term | str = EVERYTHING, *, layer: Layer = Layer.ENTITY
    ) -> Iterator[Looked]:
        """Where names stand and no mark of the layer is, some articles at a time, the newest first.

        within: a filter, or the identifier of an article. The index of words says where to look; articles that it does
        not know yet are all looked through. Changes nothing, and may be left at any time.
        """
        numbers = self._having(names, within)
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            yield Looked(start + len(some), len(numbers), occurrences.look(self._connection, some, names, layer))

    def _having(self, names: Names, within: Term | str) -> list[int]:
        """The articles in which the names may stand, by their numbers, the newest first."""
        if not names.names:
            raise Refused("there is no letter in it to be found by")
        if isinstance(within, str):
            number = self.number_of(within)
            if number is None:
                raise self._no_article(within)
            return [number]
        unseen = occurrences.unseen(self._connection)
        if unseen is None:
            return list(self.numbers(within, each=True))
        sought = Any(tuple(Words(each) for each in names.names))
        found = set(self.numbers(sought if within == EVERYTHING else All((within, sought)), each=True))
        if unseen:
            found |= unseen.intersection(self.numbers(within, each=True))
        return sorted(found, reverse=True)

    def spread(self, chosen: Iterable[Occurrence], tag: str, entity: str | NewEntity | None = None) -> int:
        """Mark all these places with a tag, as mentions of an entity, in one action; how many that were.

        What was marked meanwhile, or whose text is another now, is passed over. Raises Refused where the tag is not one
        that words alone can have, or there is no such entity.
        """
        layer = self._tag(tag).layer
        if layer is Layer.CLAIM:
            raise Refused("a claim is made one by one; only names and highlights are marked everywhere")
        wanted: defaultdict[str, list[Occurrence]] = defaultdict(list)
        for each in chosen:
            wanted[each.article].append(each)
        body, summary, last, number, articles = None, "", "", 0, 0
        with with_room(self._connection), recording(self._connection) as action:
            for on in occurrences.passages(self._connection, sorted(wanted)):
                taken = occurrences.taken(self._connection, on.article, on.text_id, layer)
                spans = _standing(on, wanted[on.article], taken)
                if not spans:
                    continue
                if body is None:
                    draft = Draft(tag, (PartDraft(Role.MENTION, spans[0]),), entity)
                    composed, _, summary = self._compose(action, draft, self.article(on.article))
                    meant = composed.entity.id if composed.entity else None
                    body = occurrences.Body(tag, meant, self.annotator, self._clock())
                ids = (self._new_id() for _ in spans)
                occurrences.write(action, self._connection, on, spans, ids, body)
                last, number, articles = on.article, number + len(spans), articles + 1
            if number:
                told = summary if number == 1 else f"{number:,} × {summary}"
                self._tell(action, Deed.SPREAD, told, last if articles == 1 else None)
        return number


def _standing(on: occurrences.Passage, chosen: Iterable[Occurrence], taken: Iterable[Span]) -> list[Span]:
    """Those that still stand where they were found, in order, none of them on another's words."""
    still = (each.span for each in chosen if each.text_id == on.text_id and each.span.of(on.text) == each.exact)
    spans: list[Span] = []
    for span in sorted(still):
        if span and (not spans or spans[-1].end <= span.start):
            spans.append(span)
    return free_of(spans, taken)
