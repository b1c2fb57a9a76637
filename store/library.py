"""The library: the one door that the app, the command line and scripts use. Decides nothing that a pure module can."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from store import drafting
from store.arriving import arrived
from store.database import annotations, articles, entities, history
from store.database.arrivals import Arrivals
from store.database.connection import writing
from store.database.recording import Action, recording
from store.database.spool import laid_down
from store.database.walking import Walk
from store.errors import ChangedSince, NotFound, Refused
from store.model import (
    Added,
    Annotation,
    Article,
    Carried,
    Change,
    Cleaned,
    Deed,
    Draft,
    Imported,
    NewEntity,
    Outcome,
    RawItem,
    Relation,
    RelationKind,
    State,
    Step,
)
from store.provenance import annotator_here, later, new_id, now
from store.reading import Reading
from store.text import normal_form


class Library(Reading):
    """A library file, open. Every method that changes something is one transaction, on disk when it returns.

    All raise LibraryError where the file is locked, full or read-only, Refused where a rule would be broken; nothing
    is changed then. annotator: who makes the marks. clock and ids: where times and identifiers come from.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = True,
        annotator: str | None = None,
        clock: Callable[[], str] = now,
        ids: Callable[[], str] = new_id,
    ) -> None:
        super().__init__(Path(path), create=create)
        self.annotator = _name_of(annotator or annotator_here())
        self._clock = clock
        self._new_id = ids
        self._walk = Walk(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def acting_as(self, annotator: str) -> Iterator[None]:
        """What is done inside is done by another annotator."""
        before, self.annotator = self.annotator, _name_of(annotator)
        try:
            yield
        finally:
            self.annotator = before

    # --- articles ---------------------------------------------------------------------------------------------------

    def add(self, item: RawItem) -> Added:
        """Clean a raw item and keep it; the same bytes twice are one article. Raises CleaningError."""
        sha256 = hashlib.sha256(item.raw).hexdigest()
        if (here := articles.by_digest(self._connection, sha256)) and here[1]:
            return self._known(here[0])
        from store.cleaning import clean  # the cleaners take time to load, and only adding needs them

        return self.keep(item, clean(item))

    def keep(self, item: RawItem, cleaned: Cleaned) -> Added:
        """Keep a raw item that was cleaned elsewhere; one whose bytes are here stays as it is.

        Marks that waited for the text move to their words in it; Added.orphans are those that could not.
        """
        sha256 = hashlib.sha256(item.raw).hexdigest()
        at = self._clock()
        arriving = arrived(item, cleaned, at, self._new_id)
        title = arriving.article.metadata.title
        with recording(self._connection) as action:
            here = articles.by_digest(self._connection, sha256)
            if here is None or not here[1]:
                placing = Action(self._connection)
                arrivals = Arrivals(self._connection, action, placing, at, self._new_id)
                arrivals.take(arriving)
                imported = arrivals.close()
                identifier = here[0] if here else arriving.article.id
                self._tell(action, Deed.ADD, f"article “{title}”", identifier)
                self._tell_places(placing, identifier)
                outcome = Outcome.COMPLETED if here else Outcome.ADDED
                return Added(identifier, title, outcome, imported.orphans)
        return self._known(here[0])

    def _known(self, article: str) -> Added:
        """An article whose bytes are here; its marks that wait for words are sought in its text once more."""
        title = self.title(article)
        orphans: tuple[str, ...] = ()
        if annotations.some_wait(self._connection, article):
            with recording(self._connection) as placing:
                arrivals = Arrivals(self._connection, placing, placing, self._clock(), self._new_id)
                arrivals.find_again(article)
                orphans = arrivals.close().orphans
                self._tell_places(placing, article)
        return Added(article, title, Outcome.KNOWN, orphans)

    def set_state(self, article: str, state: State) -> None:
        """Say how far the reading of an article has come."""
        with recording(self._connection) as action:
            title = self.title(article)
            articles.set_state(action, article, state)
            self._tell(action, Deed.STATE, f"{state}: “{title}”", article)

    def set_position(self, article: Article, position: int) -> None:
        """Keep the code point at which reading stopped; not part of the history.

        Raises LibraryError at once where another program is writing: it is not worth waiting for.
        """
        with writing(self._connection, wait=False):
            articles.set_position(self._connection, article.id, article.text_id, position, self._clock())

    # --- marks ------------------------------------------------------------------------------------------------------

    def annotate(self, article: str, draft: Draft, *, text_id: str | None = None) -> Annotation:
        """Make a mark, and the entities that it brings, in one action.

        text_id: the text version that the draft's offsets count into (None: the current one, whichever that is).
        Raises ChangedSince where the current one is another.
        """
        at = self._clock()
        with recording(self._connection) as action:
            on = self.article(article)
            drafting.check_version(on, text_id)
            composed, summary = self._compose(action, draft, on)
            made = Annotation(
                *(self._new_id(), article, on.text_id, self._tag(draft.tag).layer, draft.tag, composed.parts),
                annotator=self.annotator,
                created=at,
                updated=at,
                entity=composed.entity,
                claim=composed.claim,
                note=composed.note,
            )
            annotations.write(action, made)
            self._tell(action, Deed.ANNOTATE, summary, article)
        return made

    def revise(
        self, identifier: str, draft: Draft, *, since: str | None = None, text_id: str | None = None
    ) -> Annotation:
        """Bring a mark to what the draft says: its words, tag, entity, claim and note.

        since: what `updated` said when the caller read the mark (None: whatever it says). text_id: the text version
        that the draft's offsets count into (None: the mark's own). Raises ChangedSince where the mark was changed
        after that, or where the offsets count into another version than the current one.
        """
        with recording(self._connection) as action:
            old = self.annotation(identifier)
            if since is not None and since != old.updated:
                who = history.last_to_change(self._connection, identifier) or old.annotator
                raise ChangedSince(f"this mark was changed meanwhile by {who}; nothing was changed")
            on = self.article(old.article)
            drafting.check_version(on, text_id)
            if text_id is None:
                drafting.check_quotes(draft, old, on)
            composed, summary = self._compose(action, draft, on)
            if composed.claim is None and self.relations(identifier):
                raise Refused("this claim is related to others, so it stays a claim; nothing was changed")
            made = replace(
                old,
                text_id=on.text_id,
                layer=self._tag(draft.tag).layer,
                tag=draft.tag,
                parts=composed.parts,
                entity=composed.entity,
                claim=composed.claim,
                note=composed.note,
                updated=later(self._clock(), old.updated),
            )
            annotations.write(action, made)
            self._tell(action, Deed.REVISE, summary, old.article)
        return made

    def delete_annotation(self, identifier: str) -> str:
        """Take a mark out, with its relations; says what it was. The history keeps it."""
        with recording(self._connection) as action:
            old = self.annotation(identifier)
            summary = self.describe(old)
            annotations.delete(action, identifier)
            self._tell(action, Deed.DELETE, summary, old.article)
        return summary

    def relate(self, origin: str, target: str, kind: RelationKind, note: str = "") -> Relation:
        """Say how one mark stands to another, in this article or across articles."""
        with recording(self._connection) as action:
            one, other = self.annotation(origin), self.annotation(target)
            if origin == target:
                raise Refused("a mark cannot be related to itself; nothing was changed")
            if one.claim is None or other.claim is None:
                raise Refused("only claims are related to one another; nothing was changed")
            if any(known.target == target and known.kind is kind for known in one.relations):
                raise Refused(f"these two claims are related so already ({kind}); nothing was changed")
            made = Relation(self._new_id(), origin, target, kind, self.annotator, self._clock(), normal_form(note))
            annotations.write_relation(action, made)
            self._tell(action, Deed.RELATE, f"{self.describe(one)} {kind} {self.describe(other)}", one.article)
        return made

    def unrelate(self, relation: Relation) -> None:
        """Take a relation out; the history keeps it. Raises NotFound where it is gone already."""
        with recording(self._connection) as action:
            one, other = self.annotation(relation.origin), self.annotation(relation.target)
            if not annotations.delete_relation(action, relation.id):
                raise NotFound("that relation is gone; somebody deleted it")
            summary = f"{self.describe(one)} no longer {relation.kind} {self.describe(other)}"
            self._tell(action, Deed.UNRELATE, summary, one.article)

    def _compose(self, action: Action, draft: Draft, on: Article) -> tuple[drafting.Composed, str]:
        wanted = [draft.entity, *(link.entity for link in draft.chain)]
        known = entities.entities(self._connection, {w for w in wanted if isinstance(w, str)})
        for new in (w for w in wanted if isinstance(w, NewEntity)):
            drafting.check_entity_tag(self._tag(new.tag))
        tag = self._tag(draft.tag)
        composed = drafting.compose(draft, on, tag, known, self._new_id)
        for entity in composed.new_entities:
            entities.write(action, entity)
        names = {e.id: e.name for e in (*known.values(), *composed.new_entities)}
        return composed, drafting.summary(tag, composed.parts, composed.entity, composed.claim, names)

    # --- history ----------------------------------------------------------------------------------------------------

    def undo(self) -> Change:
        """Take back this annotator's newest step in force, whatever its article. Raises NothingToUndo.

        Raises ChangedSince where somebody changed the same since; the next undo passes that step over, where it still
        cannot be taken back. What others may still need stays (see store.database.history).
        """
        return self._walk.go(Deed.UNDO, self.annotator, partial(self._tell_reverted, Deed.UNDO))

    def redo(self) -> Change:
        """Do again what was undone last. Raises NothingToUndo, and ChangedSince as undo does."""
        return self._walk.go(Deed.REDO, self.annotator, partial(self._tell_reverted, Deed.REDO))

    def origin(self, change: Change) -> Step:
        """The step that an undo or a redo was about in the end."""
        return history.origin(self._connection, change.id)

    def _tell(
        self, action: Action, deed: Deed, summary: str, article: str | None, *, undoes: str | None = None
    ) -> Change:
        change = Change(self._new_id(), self._clock(), self.annotator, deed, summary, article, undoes)
        if undoes is None:
            self._walk.begin_anew()
        if undoes is not None or not action.empty or deed in (Deed.ADD, Deed.IMPORT):
            action.tell(change)
        return change

    def _tell_reverted(self, deed: Deed, action: Action, step: Change) -> Change:
        return self._tell(action, deed, step.summary, step.article, undoes=step.id)

    def _tell_places(self, placing: Action, article: str | None) -> None:
        if not placing.empty:
            self._tell(placing, Deed.PLACE, "marks that waited for their text found their words", article)

    # --- in and out -------------------------------------------------------------------------------------------------

    def receive(self, records: Iterable[Carried]) -> Imported:
        """Take in what another library exported, all of it or, where a record cannot be taken, nothing.

        The records are read to their end before the library is locked, so they may come as slowly as they like. Marks
        and entities are known by their identifiers: of a mark the state changed last is kept; an entity that is here
        stays as it is, and gets the other names that it lacks.
        """
        with laid_down(records) as arriving, recording(self._connection) as action:
            placing = Action(self._connection)
            arrivals = Arrivals(self._connection, action, placing, self._clock(), self._new_id)
            for record in arriving:
                arrivals.take(record)
            imported = arrivals.close()
            if imported.articles or imported.completed or not action.empty:
                self._tell(action, Deed.IMPORT, f"{imported.annotations + imported.updated} imported marks", None)
            self._tell_places(placing, None)
        return imported


def _name_of(annotator: str) -> str:
    return drafting.on_one_line(annotator) or "someone"
