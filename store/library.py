"""The library: the one door that the app, the command line and scripts use. Decides nothing that a pure module can."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from store import drafting
from store.database import annotations, articles, entities, history, tags
from store.database.arrivals import Arrivals
from store.database.connection import connect, reading, writing
from store.database.recording import Action, recording
from store.document import Document
from store.errors import ChangedSince, NotFound, NothingToUndo, Refused
from store.model import (
    Added,
    Annotation,
    Article,
    ArticleSummary,
    Carried,
    Change,
    Cleaned,
    Draft,
    Entity,
    Imported,
    Metadata,
    NewEntity,
    RawItem,
    Relation,
    RelationKind,
    Source,
    State,
    Stats,
    Tag,
)
from store.provenance import annotator_here, new_id, now
from store.text import normal_form


class Library:
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
        self.path = Path(path)
        self.annotator = " ".join(normal_form(annotator or annotator_here()).split()) or "someone"
        self._clock = clock
        self._new_id = ids
        self._at_hand: dict[str, Document] = {}
        self._connection = connect(self.path, create=create)

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
        before, self.annotator = self.annotator, annotator
        try:
            yield
        finally:
            self.annotator = before

    # --- articles ---------------------------------------------------------------------------------------------------

    def add(self, item: RawItem) -> Added:
        """Clean a raw item and keep it; the same bytes twice are one article. Raises CleaningError."""
        sha256 = hashlib.sha256(item.raw).hexdigest()
        if (here := articles.by_digest(self._connection, sha256)) and here[1]:
            return Added(here[0], self.article(here[0]).metadata.title, "known")
        from store.cleaning import clean  # the cleaners take time to load, and only adding needs them

        return self.keep(item, clean(item))

    def keep(self, item: RawItem, cleaned: Cleaned) -> Added:
        """Keep a raw item that was cleaned elsewhere."""
        sha256 = hashlib.sha256(item.raw).hexdigest()
        at = self._clock()
        # A file's name may hold bytes that are no UTF-8; they are kept as \xNN.
        origin = item.origin.encode("utf-8", "backslashreplace").decode()
        source = Source(
            *(self._new_id(), sha256, item.raw, cleaned.media_type, cleaned.encoding, origin, at),
        )
        metadata = _in_normal_form(cleaned.metadata)
        title = metadata.title
        article = Article(
            id=self._new_id(),
            metadata=metadata,
            state=State.NEW,
            added=at,
            text_id="",
            text_sha256=hashlib.sha256(cleaned.document.text.encode()).hexdigest(),
            cleaner=cleaned.cleaner,
            source_id=source.id,
            source_sha256=sha256,
            document=cleaned.document,
        )
        with recording(self._connection) as action:
            here = articles.by_digest(self._connection, sha256)
            if here and here[1]:  # another process was quicker
                return Added(here[0], title, "known")
            arrivals = Arrivals(self._connection, action, at, self._new_id)
            arrivals.take(Carried(article, source))
            imported = arrivals.close()
            identifier = here[0] if here else article.id
            self._tell(action, "add", f"article “{title}”", identifier)
        return Added(identifier, title, "completed" if here else "added", imported.orphans)

    def articles(self) -> tuple[ArticleSummary, ...]:
        """The list: every article, newest first."""
        return articles.summaries(self._connection)

    def article_ids(self) -> Iterator[str]:
        """Every article's identifier, in order."""
        return articles.ids(self._connection)

    def article(self, identifier: str) -> Article:
        """An article with its text. Raises NotFound."""
        found = articles.article(self._connection, identifier, self._at_hand)
        if found is None:
            raise NotFound(f"there is no article {identifier} in {self.path}; `annotty list` shows what there is")
        if found.document is not None and found.text_id not in self._at_hand:
            self._at_hand = {found.text_id: found.document}  # the one being read; no more, or memory grows
        return found

    def find_article(self, wanted: str) -> Article:
        """An article by its identifier, or by how that begins or ends. Raises NotFound where none or several fit."""
        found = articles.ids_like(self._connection, wanted) if wanted else []
        if len(found) > 1:
            raise NotFound(f"several articles have {wanted} in their id; give more of it")
        return self.article(found[0] if found else wanted)

    def source(self, article: Article) -> Source:
        """What an article was made from. Raises NotFound."""
        found = articles.source(self._connection, article.source_id)
        if found is None:
            raise NotFound(f"the source of “{article.metadata.title}” is not in {self.path}")
        return found

    def text_digests(self, article: str) -> dict[str, str]:
        """The digest of every version of an article's text, by the version's identifier."""
        return {identifier: sha256 for sha256, (identifier, _) in articles.texts(self._connection, article).items()}

    def state(self, article: str) -> State:
        """How far the reading of an article has come. Raises NotFound."""
        found = articles.state(self._connection, article)
        if found is None:
            raise NotFound(f"there is no article {article} in {self.path}")
        return found

    def set_state(self, article: str, state: State) -> None:
        """Say how far the reading of an article has come."""
        title = self.article(article).metadata.title
        with recording(self._connection) as action:
            articles.set_state(action, article, state)
            self._tell(action, "state", f"{state}: “{title}”", article)

    def set_position(self, article: Article, position: int) -> None:
        """Keep the code point at which reading stopped; not part of the history."""
        with writing(self._connection):
            articles.set_position(self._connection, article.id, article.text_id, position, self._clock())

    # --- marks ------------------------------------------------------------------------------------------------------

    def annotations(self, article: str) -> tuple[Annotation, ...]:
        """Every annotation of an article, in the order in which they were made."""
        return annotations.of_article(self._connection, article)

    def annotation(self, identifier: str) -> Annotation:
        """One annotation. Raises NotFound."""
        found = annotations.by_ids(self._connection, [identifier])
        if not found:
            raise NotFound("that mark is gone; somebody deleted it")
        return found[0]

    def annotate(self, article: str, draft: Draft) -> Annotation:
        """Make a mark, and the entities that it brings, in one action."""
        at = self._clock()
        with recording(self._connection) as action:
            on = self.article(article)
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
            self._tell(action, "annotate", summary, article)
        return made

    def revise(self, identifier: str, draft: Draft) -> Annotation:
        """Bring a mark to what the draft says: its words, tag, entity, claim and note."""
        with recording(self._connection) as action:
            old = self.annotation(identifier)
            on = self.article(old.article)
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
                updated=self._clock(),
            )
            annotations.write(action, made)
            self._tell(action, "revise", summary, old.article)
        return made

    def delete_annotation(self, identifier: str) -> str:
        """Take a mark out, with its relations; says what it was. The history keeps it."""
        with recording(self._connection) as action:
            old = self.annotation(identifier)
            summary = self.describe(old)
            annotations.delete(action, identifier)
            self._tell(action, "delete", summary, old.article)
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
            self._tell(action, "relate", f"{self.describe(one)} {kind} {self.describe(other)}", one.article)
        return made

    def unrelate(self, relation: Relation) -> None:
        """Take a relation out; the history keeps it. Raises NotFound where it is gone already."""
        with recording(self._connection) as action:
            one, other = self.annotation(relation.origin), self.annotation(relation.target)
            if not annotations.delete_relation(action, relation.id):
                raise NotFound("that relation is gone; somebody deleted it")
            summary = f"{self.describe(one)} no longer {relation.kind} {self.describe(other)}"
            self._tell(action, "unrelate", summary, one.article)

    def relations(self, annotation: str) -> tuple[Relation, ...]:
        """The relations that start or end at a mark."""
        return annotations.relations_with(self._connection, annotation)

    def describe(self, annotation: Annotation) -> str:
        """A mark in the few words that the foot shows."""
        names = {e.id: e.name for e in self.chain_entities(annotation).values()}
        tag = self._tag(annotation.tag)
        return drafting.summary(tag, annotation.parts, annotation.entity, annotation.claim, names)

    def chain_entities(self, annotation: Annotation) -> dict[str, Entity]:
        """The entities in a claim's chain, by identifier."""
        chain = annotation.claim.chain if annotation.claim else ()
        return entities.entities(self._connection, {link.entity for link in chain if link.entity})

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

    # --- entities and tags ------------------------------------------------------------------------------------------

    def entities(self) -> tuple[Entity, ...]:
        """Every entity, in order of name."""
        return tuple(entities.entities(self._connection).values())

    def mention_counts(self) -> dict[str, int]:
        """How many marks name each entity."""
        return entities.mention_counts(self._connection)

    def tags(self) -> tuple[Tag, ...]:
        """The tag set, in its order."""
        return tags.tags(self._connection)

    def _tag(self, name: str) -> Tag:
        if (found := tags.tag(self._connection, name)) is None:
            raise Refused(f"there is no tag {name}; nothing was changed")
        return found

    # --- history ----------------------------------------------------------------------------------------------------

    def undo(self) -> Change:
        """Take back this annotator's newest step in force, whatever its article. Raises NothingToUndo, ChangedSince."""
        return self._revert("undo", "there is nothing to undo")

    def redo(self) -> Change:
        """Do again what was undone last. Raises NothingToUndo, ChangedSince."""
        return self._revert("redo", "there is nothing to redo")

    def changes(self, article: str | None = None) -> Iterator[Change]:
        """The history, newest first."""
        return history.changes(self._connection, article=article)

    def _revert(self, action_name: str, nothing: str) -> Change:
        what = ""
        try:
            with recording(self._connection) as action:
                step = history.to_undo if action_name == "undo" else history.to_redo
                found = step(self._connection, self.annotator)
                if found is None:
                    raise NothingToUndo(nothing)
                number, change = found
                what = change.summary
                history.revert(self._connection, action, number)
                return self._tell(action, action_name, what, change.article, undoes=change.id)
        except Refused as error:
            raise ChangedSince(
                f"no {action_name} of “{what}”: it, or what rests on it, was changed since; nothing was changed"
            ) from error

    def _tell(
        self, action: Action, name: str, summary: str, article: str | None, *, undoes: str | None = None
    ) -> Change:
        change = Change(self._new_id(), self._clock(), self.annotator, name, summary, article, undoes)
        if not action.empty or name in ("add", "import"):
            action.tell(change)
        return change

    # --- in and out -------------------------------------------------------------------------------------------------

    def receive(self, records: Iterable[Carried]) -> Imported:
        """Take in what another library exported, all of it or, where a record cannot be taken, nothing."""
        with recording(self._connection) as action:
            arrivals = Arrivals(self._connection, action, self._clock(), self._new_id)
            for record in records:
                arrivals.take(record)
            imported = arrivals.close()
            if imported.articles or imported.completed or not action.empty:
                self._tell(action, "import", f"{imported.annotations + imported.updated} imported marks", None)
        return imported

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the library, whatever others write meanwhile."""
        with reading(self._connection):
            yield

    def stats(self) -> Stats:
        """The library in figures."""
        return articles.stats(self._connection)


def _in_normal_form(metadata: Metadata) -> Metadata:
    """Metadata each on one line, without the characters that no stored text has."""
    return Metadata(*(words and normal_form(words).replace("\n", " ") for words in astuple(metadata)))
