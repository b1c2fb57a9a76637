"""Bringing in what another library exported: articles, marks and the entities they name, under their own ids."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from store import anchoring
from store.database import annotations, articles, entities, tags
from store.database.recording import Action
from store.errors import FormatError
from store.model import Annotation, Article, Carried, Entity, Imported, Layer, Relation, Source, State, Tag


@dataclass
class Arrivals:
    """Takes carried records one by one into one action; close() writes the relations, whose ends are all here then.

    An arriving annotation has the digest of its text where others have their text version's identifier.
    """

    connection: sqlite3.Connection
    action: Action
    now: str
    new_id: Callable[[], str]
    _articles: dict[str, str] = field(default_factory=dict)
    _relations: list[Relation] = field(default_factory=list)
    _entities: set[str] = field(default_factory=set)
    _count: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("articles", "annotations", "updated", "known"), 0)
    )
    _orphans: list[str] = field(default_factory=list)

    def take(self, carried: Carried) -> None:
        """Keep one record. Raises FormatError where it cannot belong to this library."""
        article = self._article(carried)
        if carried.annotation is not None:
            self._annotation(carried.annotation, article, carried.entities)

    def close(self) -> Imported:
        """Write the relations and say what was done. Raises FormatError where one end of a relation is nowhere."""
        for relation in self._relations:
            if self.action.row("annotation", id=relation.target) is None:
                continue  # its other end was not exported with it
            same = self.connection.execute(
                "SELECT 1 FROM relation WHERE id = ?1 OR (origin = ?2 AND target = ?3 AND kind = ?4)",
                [relation.id, relation.origin, relation.target, relation.kind.value],
            ).fetchone()
            if same is None:
                annotations.write_relation(self.action, relation)
        return Imported(orphans=tuple(self._orphans), **self._count)

    def _article(self, carried: Carried) -> Article:
        arriving = carried.article
        if (here := self._articles.get(arriving.id)) is None:
            found = articles.by_digest(self.connection, arriving.source_sha256)
            here = found[0] if found else arriving.id
            if found is None:
                self._new_article(arriving, carried.source)
                self._count["articles"] += 1
            self._articles[arriving.id] = here
        if (
            arriving.document is not None
            and not articles.texts(self.connection, here).get(arriving.text_sha256, ("", False))[1]
        ):
            self._complete(here, arriving, carried.source)
        article = articles.article(self.connection, here)
        assert article is not None
        return article

    def _new_article(self, arriving: Article, source: Source | None) -> None:
        if articles.article(self.connection, arriving.id) is not None:
            raise FormatError(f"the article {arriving.id} is here already, made from other bytes; nothing was imported")
        source = source or Source(
            *(self.new_id(), arriving.source_sha256, None, "application/octet-stream", "", "import", self.now)
        )
        articles.insert_source(self.connection, source)
        text_id = self.new_id()
        row = replace(arriving, source_id=source.id, text_id=text_id, added=arriving.added or self.now)
        articles.write_article(self.connection, row, state=_by_hand(arriving.state))
        self._insert_text(text_id, arriving.id, arriving)

    def _complete(self, here: str, arriving: Article, source: Source | None) -> None:
        if source is not None and source.raw is not None:
            articles.insert_source(self.connection, source)
        found = articles.texts(self.connection, here).get(arriving.text_sha256)
        current = articles.article(self.connection, here)
        assert current is not None
        text_id = found[0] if found else self.new_id()
        self._insert_text(text_id, here, arriving)
        if current.document is None:
            row = replace(arriving, id=here, source_id=current.source_id, text_id=text_id, added=current.added)
            articles.write_article(self.connection, row, state=_by_hand(arriving.state))
        self._find_again(here)

    def _find_again(self, here: str) -> None:
        """Marks that waited for words: those that stand in the text that has come now move to it."""
        article = articles.article(self.connection, here)
        assert article is not None
        missing = {identifier for identifier, present in articles.texts(self.connection, here).values() if not present}
        for waiting in annotations.of_article(self.connection, here):
            if waiting.text_id in missing and (parts := anchoring.move(waiting.parts, article.text)) is not None:
                annotations.write(self.action, replace(waiting, text_id=article.text_id, parts=parts))

    def _insert_text(self, text_id: str, article: str, arriving: Article) -> None:
        articles.insert_text(
            *(self.connection, text_id),
            article=article,
            sha256=arriving.text_sha256,
            document=arriving.document,
            cleaner=arriving.cleaner,
            created=self.now,
        )

    def _annotation(self, arriving: Annotation, article: Article, named: tuple[Entity, ...]) -> None:
        self._tag(arriving.tag, arriving.layer)
        for entity in named:
            if entity.id not in self._entities:
                self._tag(entity.tag, Layer.ENTITY)
                if self.action.row("entity", id=entity.id) is None:
                    entities.write(self.action, entity)
                self._entities.add(entity.id)
        placed = self._placed(replace(arriving, article=article.id), article, arriving.text_id)
        before = self.action.row("annotation", id=arriving.id)
        if before is None:
            annotations.write(self.action, placed)
            self._count["annotations"] += 1
        elif str(before["updated"]) < arriving.updated:
            annotations.write(self.action, placed)
            self._count["updated"] += 1
        else:
            self._count["known"] += 1
        self._relations.extend(arriving.relations)

    def _placed(self, arriving: Annotation, article: Article, text_sha256: str) -> Annotation:
        """The mark on the text version it was made on, else found again by its words, else on a version yet to come."""
        versions = articles.texts(self.connection, article.id)
        if text_sha256 in versions:
            return replace(arriving, text_id=versions[text_sha256][0])
        if article.document is not None and (parts := anchoring.move(arriving.parts, article.text)) is not None:
            return replace(arriving, text_id=article.text_id, parts=parts)
        self._orphans.append(arriving.id)
        stub = self.new_id()
        articles.insert_text(
            *(self.connection, stub),
            article=article.id,
            sha256=text_sha256,
            document=None,
            cleaner="",
            created=self.now,
        )
        return replace(arriving, text_id=stub)

    def _tag(self, name: str, layer: Layer) -> None:
        known = tags.tag(self.connection, name)
        if known is None:
            tags.add(self.connection, Tag(name=name, layer=layer, label=name.lower()))
        elif known.layer is not layer:
            raise FormatError(
                f"{name} is a {known.layer} tag here, and a {layer} tag in the file; nothing was imported"
            )


def _by_hand(state: State) -> State | None:
    return None if state is State.NEW else state
