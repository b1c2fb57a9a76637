"""The catalogue of entities of an open library: they are made, changed, united, split and dropped, and the desks settled.

What an entity must be, store.naming says.
"""

from collections.abc import Callable, Iterable, Sequence

from store import drafting, naming
from store.database import entities, history
from store.database.connection import left_in_the_log, with_room
from store.database.recording import recording
from store.database.transactions import writing
from store.errors import ChangedSince, Refused
from store.marking import Marking
from store.model import Deed, Entity, EntityDraft
from store.provenance import later


class Cataloguing(Marking):
    """What is done to entities; each method is one action of the history. What changes nothing is no step.

    An entity that was united with another is known by its identifier still, and is that one.
    """

    def settle(self, most: int | None = None) -> int:
        """Bring so many rows of the desks up to date (None: all that are not). How many are left then. Others may write in
        between.
        """
        from store.database.desks import settling

        wanted = self.unsettled()  # who only looks does not wait for others to write
        wanted = wanted if most is None else min(wanted, most)
        while wanted > 0:
            with writing(self._connection):
                done = settling.settle(self._connection, min(wanted, settling.AT_ONCE))
            wanted = wanted - done if done else 0
        return self.unsettled()

    def add_entity(self, draft: EntityDraft) -> Entity:
        """Make an entity that no mark names yet. Raises Refused where the draft breaks a rule."""
        made = naming.composed(self._new_id(), draft)
        with recording(self._connection) as action:
            tag = self._tag(draft.tag)
            drafting.check_entity_tag(tag)
            entities.write(action, made)
            self._tell(action, Deed.ENTITY, f"new {tag.label} {_short(made)}", None)
        return made

    def change_entity(
        self, identifier: str, draft: EntityDraft, *, retag: bool = False, since: Entity | None = None
    ) -> Entity:
        """Bring an entity to what a draft says. retag: its mentions that have the old tag get the new one. since: what it
        was when the caller read it (None: whatever it is).

        Raises NotFound, ChangedSince where it was changed after that, Refused where the draft breaks a rule.
        """
        from store.database.desks import catalogue

        with recording(self._connection) as action:
            self._check_as_known(() if since is None else [since])
            old = self.entity(identifier)
            made = naming.composed(old.id, draft)
            if made.tag != old.tag:
                drafting.check_entity_tag(self._tag(made.tag))
            entities.write(action, made)
            if retag and made.tag != old.tag:
                catalogue.retag(self._connection, action, old.id, old.tag, made.tag, self._updated())
            what = f"renamed {_short(old)} {_short(made)}" if made.name != old.name else f"changed {_short(old)}"
            self._tell(action, Deed.ENTITY, what, None)
        return made

    def unite(self, into: str, other: str, *, since: Iterable[Entity] = ()) -> Entity:
        """Make one entity of two: the marks, chains and names of the other go to the first, its name becomes another name.
        since: entities as the caller saw them.

        Raises NotFound, ChangedSince where one of those was changed after that, Refused where they are one already, or where
        a chain would name itself twice.
        """
        from store.database.desks import catalogue

        with left_in_the_log(self._connection), with_room(self._connection), recording(self._connection) as action:
            self._check_as_known(since)
            one, two = self.entity(into), self.entity(other)
            if one.id == two.id:
                raise Refused(f"these are one entity already, {one.name}; nothing was changed")
            if claim := catalogue.in_one_chain(self._connection, one.id, two.id):
                title = _cut(self.title(self.annotation(claim).article), 24)
                both = f"{_cut(one.name, 20)} and {_cut(two.name, 20)}"
                raise Refused(f"nobody is their own source: {both} are in one chain in “{title}”; nothing was changed")
            made = naming.united(one, two)
            entities.write(action, made)
            catalogue.rename(self._connection, action, None, two.id, one.id, self._updated())
            catalogue.merge_into(action, two.id, one.id)
            self._tell(action, Deed.UNITE, f"united {_short(two)} with {_short(one)}", None)
        return made

    def split(self, entity: str, annotations: Sequence[str], draft: EntityDraft) -> Entity:
        """Make a new entity of some of another's marks, and of the links that name it in the chains of claims.

        Raises NotFound, Refused where there is no mark, one does not name the entity, or the draft breaks a rule.
        """
        from store.database.desks import catalogue

        made = naming.composed(self._new_id(), draft)
        with recording(self._connection) as action:
            old = self.entity(entity)
            drafting.check_entity_tag(self._tag(draft.tag))
            if not annotations:
                raise Refused(f"no mark was chosen to be split off {old.name}; nothing was changed")
            if set(annotations) - set(catalogue.marks_of(self._connection, old.id)):
                raise Refused(f"not all of these marks name {old.name}; nothing was changed, look at them again")
            entities.write(action, made)
            catalogue.rename(self._connection, action, annotations, old.id, made.id, self._updated())
            self._tell(action, Deed.SPLIT, f"split {_short(made)} off {_short(old)}", None)
        return made

    def drop_entity(self, identifier: str, *, since: Entity | None = None) -> None:
        """Take an entity out, with what was united with it. since: as of change_entity.

        Raises NotFound, ChangedSince, Refused while marks name it.
        """
        from store.database.desks import catalogue

        with recording(self._connection) as action:
            self._check_as_known(() if since is None else [since])
            old = self.entity(identifier)
            if number := len(catalogue.marks_of(self._connection, old.id)):
                marks = f"{number} mark{'' if number == 1 else 's'}"
                what = f"{marks} name{'s' * (number == 1)} {old.name}, those of deleted articles included"
                raise Refused(f"{what}; nothing was changed, unite it with another or delete them first")
            catalogue.take_out(self._connection, action, old.id)
            self._tell(action, Deed.ENTITY, f"dropped {_short(old)}", None)

    def _check_as_known(self, since: Iterable[Entity]) -> None:
        """Raises ChangedSince where an entity is another than the one that was seen, or was united with another."""
        for seen in since:
            if self.entity(seen.id) != seen:
                who = history.last_to_change_entity(self._connection, seen.id) or "somebody"
                raise ChangedSince(f"{_short(seen)} was changed meanwhile by {who}; your change was not saved")

    def _updated(self) -> Callable[[str], str]:
        """The time at which a mark was changed that was changed before at another."""
        at = self._clock()
        return lambda before: later(at, before)


def _short(entity: Entity) -> str:
    return _cut(entity.name, 40)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
