"""What the desks ask of an open library: entities and claims across articles, in order, and where they stand. Changes nothing.

Their rows are derived (store.database.schema.desks): whoever opens a desk has Library.settle bring them up to date before.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.errors import NotFound
from store.filters.everything import EVERYTHING
from store.listing import Listing
from store.model import (
    ClaimOrder,
    ClaimRow,
    ClaimSort,
    Dispute,
    Entity,
    EntityOrder,
    EntityRow,
    Fit,
    MentionRow,
    Offer,
    Pair,
)

if TYPE_CHECKING:
    from store.filters.terms import Term

_NEAR = 3
"""So many are named of those that may be meant, where nobody is called so."""


class Knowing(Listing):
    """A library file, open for its desks to be shown. Raises LibraryError."""

    def unsettled(self) -> int:
        """How many rows of the desks are not what they should be, and wait to be settled."""
        from store.database.desks import settling  # here and below: the list and the page need none of it

        return settling.unsettled(self._connection)

    # --- entities -----------------------------------------------------------------------------------------------------

    def entity_numbers(
        self, wanted: "Term" = EVERYTHING, order: EntityOrder | None = None, *, most: int | None = None
    ) -> "array[int]":
        """The rows of the desk of entities that fit, in order, by their numbers, so many at most."""
        from store.database.desks import entities

        return entities.numbers(self._connection, wanted, order or EntityOrder(), most)

    def entity_rows(self, numbers: Iterable[int]) -> dict[int, EntityRow]:
        """What rows of the desk of entities show, by their numbers; those that are not there are left out."""
        from store.database.desks import entities

        return entities.rows(self._connection, numbers)

    def entity_number(self, identifier: str) -> int | None:
        """The number of an entity's row; None where it has none."""
        from store.database.desks import entities

        return entities.number_of(self._connection, identifier)

    def entity(self, identifier: str) -> Entity:
        """An entity, or the one that it was united with. Raises NotFound."""
        from store.database import entities

        return entities.entity(self._connection, identifier)

    def find_entity(self, wanted: str) -> Entity:
        """An entity by its identifier, its name or another name. Raises NotFound where none or several fit."""
        from store.database import entities
        from store.database.desks import offering

        if found := entities.meant(self._connection, [wanted]):
            return found[wanted]
        called = offering.called(self._connection, wanted)
        if len(called) > 1:
            which = ", ".join(f"{each.name} ({each.tag.lower()}, {each.id})" for each in called[:5])
            raise NotFound(f"several entities are called “{wanted}”: {which}; give the id of one")
        if not called:
            near = [each.entity.name for each in self.offered(wanted, most=_NEAR) if each.fit < Fit.WITHIN]
            meant = f", did you mean {' or '.join(near)}?" if near and wanted.strip() else ""
            raise NotFound(f"no entity is called “{wanted}”{meant or '; `annotty entities` shows those there are'}")
        return called[0]

    def mentions(self, entity: str, most: int | None = None) -> list[str]:
        """The accepted marks that name an entity, and the claims whose chains name it: those of the newest article first, so
        many at most.
        """
        from store.database.desks import mentions

        return mentions.mentions(self._connection, entity, most)

    def mention_articles(self, annotations: Sequence[str]) -> list[str]:
        """The article of each of these marks, in the same order; "" where one is gone."""
        from store.database.desks import mentions

        return mentions.articles_of(self._connection, annotations)

    def mention_rows(self, annotations: Iterable[str], entity: str | None = None) -> dict[str, MentionRow]:
        """Marks in their sentences, by identifier; those that are not there are left out.

        entity: of claims the words are told that name this one as a source, not what they say.
        """
        from store.database.desks import mentions

        return mentions.rows(self._connection, annotations, entity)

    def offered(
        self,
        words: str,
        *,
        tag: str | None = None,
        article: str | None = None,
        recent: Sequence[str] = (),
        most: int = 50,
    ) -> list[Offer]:
        """The entities that words may mean, the likeliest first, so many at most.

        Of those that fit alike the ones with this tag come first, then those in this article, then the recent ones
        (identifiers, the latest first), then those that are named most. Without words: those in this article, the recent
        ones, those that are named most.
        """
        from store.database.desks import offering

        return offering.offered(self._connection, words, tag, article, recent, most)

    # --- claims -------------------------------------------------------------------------------------------------------

    def claim_numbers(
        self, wanted: "Term" = EVERYTHING, order: ClaimOrder | None = None, *, most: int | None = None
    ) -> "array[int]":
        """The rows of the desk of claims that fit, in order, by their numbers, so many at most."""
        from store.database.desks import claims

        return claims.numbers(self._connection, wanted, order or ClaimOrder(), most)

    def claim_rows(self, numbers: Iterable[int]) -> dict[int, ClaimRow]:
        """What rows of the desk of claims show, by their numbers; those that are not there are left out."""
        from store.database.desks import claims

        return claims.rows(self._connection, numbers)

    def claims_of(self, annotations: Iterable[str]) -> list[ClaimRow]:
        """What the rows of claims show, in the order asked for, also of claims that are not settled yet (their number is 0);
        marks that are no claims, or not there, are left out.
        """
        from store.database.desks import claims

        return claims.rows_of(self._connection, annotations)

    def units(self, article: str, most: int = 20) -> list[str]:
        """What an article's claims count, then what others do, each time the most used first."""
        from store.database.desks import units

        return units.units(self._connection, article, most)

    def claim_number(self, annotation: str) -> int | None:
        """The number of a claim's row; None where it has none."""
        from store.database.desks import claims

        return claims.number_of(self._connection, annotation)

    def claim_borders(self, numbers: Sequence[int], by: ClaimSort) -> "array[int]":
        """The places in a desk of claims, in that order, at which another day, source, outlet, figure or dispute begins."""
        from store.database.desks import claims

        return claims.borders(self._connection, numbers, by)

    def disputes(self, most: int = 1000) -> list[int]:
        """The disputes by their numbers, those that began last first, so many at most."""
        from store.database.desks import disputes

        return disputes.newest(self._connection, most)

    def dispute(self, claim: str | int) -> Dispute:
        """What hangs together with a claim by relations, as it stands, in order of time; the claim alone where it has none.

        claim: its annotation, or the number of a dispute. Raises NotFound.
        """
        from store.database.desks import claims, disputes
        from store.disputing import in_time

        found = disputes.first_of(self._connection, claim) if isinstance(claim, int) else claim
        if found is None:
            raise NotFound(f"there is no dispute {claim}; its relations were taken back")
        together, relations = disputes.around(self._connection, found)
        rows = claims.rows_of(self._connection, together)
        if not any(row.id == found for row in rows):
            raise NotFound(f"there is no claim {found}; somebody deleted it")
        return Dispute(in_time(rows), relations)

    def pairs(self, claim: str | None = None, *, most: int = 20) -> list[Pair]:
        """Claims that may be related, the likeliest first, so many at most; those that are related already are left out.

        claim: pairs with this one alone; else among the newest.
        """
        from store.database.desks import pairs

        return pairs.pairs(self._connection, claim, most)
