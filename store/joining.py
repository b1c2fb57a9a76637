"""Taking in all that another library has: articles, marks, entities and the history of both, so that both say the same."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from store.database import history
from store.database.recording import Action
from store.database.searching import catch_up
from store.database.transactions import writing
from store.model import Change, Deed
from store.provenance import later
from store.purging import Purging

if TYPE_CHECKING:
    from store.database.merging.other import Both

_WORDS_AT_ONCE = 1000
"""The words of so many articles are taken into the index at once; more wait for Library.catch_up."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: how many articles and steps of the history came; how many marks came, were changed and went.

    others: articles, entities, labels, queues and relations that are otherwise now. orphans: the marks whose words are not
    in the text that their article has now, by identifier; they are kept.
    """

    articles: int = 0
    steps: int = 0
    marks: int = 0
    changed: int = 0
    gone: int = 0
    others: int = 0
    orphans: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether all of it was here."""
        return not (self.articles or self.steps or self.marks or self.changed or self.gone or self.others)


class Joining(Purging):
    """What brings libraries together."""

    def merge(self, other: Path, tell: Callable[[str, int, int], None] = lambda *_: None) -> Merged:
        """Take in what another library has; that one is not changed. One transaction.

        Articles are the same by the bytes they came from; all else is known by its identifier. Of each field the value
        that it was given last is kept, whichever library it was given in, and both stand in the history. In whatever order
        libraries are merged, and however often, the same comes out. tell: what is being done, how much of it, of how much
        (0: nobody knows). Raises LibraryError where the other cannot be read, Refused where the two contradict each other.
        """
        from store.database.merging.other import attached  # the app needs none of it
        from store.database.purging import overhaul

        with attached(self.path, other) as both, writing(both.connection):
            with overhaul(both.connection, "merge"):
                merged = self._merge(both, other.name, tell)
            both.check()
        self._walk.begin_anew()
        with writing(self._connection):
            catch_up(self._connection, _WORDS_AT_ONCE)
        return merged

    def _merge(self, both: "Both", name: str, tell: Callable[[str, int, int], None]) -> Merged:
        from store.database.merging import following, identities, resolving, uniting
        from store.database.merging.deciding import Deciding

        connection = both.connection
        tell("comparing", 0, 0)
        identities.find(connection)
        identities.rename_ours(connection)
        new_tags = uniting.take_tags(connection)
        tell("articles", 0, 0)
        come = uniting.take_things(connection)
        tell("history", 0, 0)
        steps = uniting.take_history(connection)
        deciding = Deciding(connection)
        number = deciding.roots()
        decided = deciding.go(lambda done: tell("marks and more", done, number))
        resolved = Action(connection)
        others = decided.others + resolving.arrange(connection, resolved) + resolving.relate(connection, resolved)
        others += resolving.unite(connection)
        others += resolving.set_tags(connection, resolved, new_tags)
        tell("stories", 0, 0)
        following.derive(connection)
        merged = Merged(come, steps, decided.come, decided.changed, decided.gone, others, tuple(decided.orphans))
        if not merged.is_nothing:
            last = history.last_at(connection)
            at = later(self._clock(), last) if last else self._clock()
            summary = f"merged {name}: {come} articles, {decided.come} marks"
            resolved.tell(Change(self._new_id(), at, self.annotator, Deed.MERGE, summary))
        return merged
