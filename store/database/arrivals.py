"""Bringing in what another library exported: articles, marks and the entities they name, under their own ids."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from store import anchoring
from store.database import annotations, articles, entities, likenesses, tags
from store.database.file.temporary import folder_of
from store.database.recording import Action
from store.database.spool import Spool
from store.digests import sha256_of
from store.errors import FormatError
from store.model import (
    Alias,
    Annotation,
    Apart,
    Article,
    Attribution,
    Carried,
    Entity,
    Imported,
    Layer,
    Relation,
    Source,
    State,
    Tag,
)
from store.text import is_boundary

_AT_HAND = 10_000
"""What is here already is remembered of so many articles and entities, or it is looked up again."""


@dataclass
class Arrivals:
    """Takes carried records one by one into one action; close() does what needs all of them.

    An arriving annotation has the digest of its text where others have their text version's identifier.
    placing: the action of marks that had waited for words and find them now, which is nobody's doing.
    """

    connection: sqlite3.Connection
    action: Action
    placing: Action
    now: str
    new_id: Callable[[], str]
    _articles: dict[tuple[str, str], str] = field(default_factory=dict)
    _current: Article | None = None
    _is_empty: bool | None = None
    """Whether there was no article before; asked when a tag comes."""
    _tags_told: int = 0
    _tags: dict[str, Layer] = field(default_factory=dict)
    _relations: Spool[Relation] = field(init=False)
    _no_claims: set[str] = field(default_factory=set)
    """The marks that are claims in the file and something else here, where they were changed later."""
    _entities: dict[str, tuple[Alias, ...]] = field(default_factory=dict)
    _some_united: bool = field(init=False)
    _completed: dict[str, None] = field(default_factory=dict)
    _count: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("articles", "completed", "annotations", "updated", "known", "unmet"), 0)
    )
    _orphans: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._relations = Spool(folder_of(self.connection))
        self._some_united = entities.has_united(self.connection)

    def take(self, carried: Carried | Apart) -> None:
        """Keep one record. Raises FormatError where it cannot belong to this library."""
        if isinstance(carried, Apart):
            self._apart(carried.brought)
            return
        article = self._article(carried)
        for label in carried.labels:
            if self.action.row("label", article=article.id, name=label) is None:
                self.action.insert("label", {"article": article.id, "name": label})
        if carried.annotation is not None:
            self._annotation(carried.annotation, article, carried.entities)

    def close(self) -> Imported:
        """Write the relations whose other end is here, place marks that waited for words, and say what was done.

        Relations whose other end was not exported with them are counted; they come with the next import of the same file.
        So are those of marks that were made something else here than the claims that they are in the file.
        Raises FormatError where one leads to a mark that is no claim.
        """
        for relation in self._relations:
            is_met = self.action.row("annotation", id=relation.target) is not None
            if not is_met or not self._no_claims.isdisjoint((relation.origin, relation.target)):
                self._count["unmet"] += 1
                continue
            if self.action.row("claim", annotation=relation.target) is None:
                raise FormatError(
                    f"the relation {relation.id} leads to {relation.target}, which is no claim; nothing was imported"
                )
            same = self.connection.execute(
                "SELECT 1 FROM relation WHERE id = ?1 OR (origin = ?2 AND target = ?3 AND kind = ?4)",
                [relation.id, relation.origin, relation.target, relation.kind.value],
            ).fetchone()
            if same is None:
                annotations.write_relation(self.action, relation)
        for article in self._completed:
            self.find_again(article)
        return Imported(orphans=tuple(self._orphans), **self._count)

    def _article(self, carried: Carried) -> Article:
        arriving = carried.article
        _hold_digests(arriving, carried.source)
        key = arriving.id, arriving.source_sha256
        if (here := self._articles.get(key)) is None:
            found = articles.by_digest(self.connection, arriving.source_sha256)
            here = found[0] if found else arriving.id
            if found is None:
                self._new_article(arriving, carried.source)
                self._count["articles"] += 1
            if len(self._articles) == _AT_HAND:
                self._articles.clear()
            self._articles[key] = here
        if carried.source is not None:
            articles.insert_source(self.connection, carried.source)  # its bytes may be what was lacking
        if (
            arriving.document is not None
            and not articles.texts(self.connection, here).get(arriving.text_sha256, ("", False))[1]
        ):
            self._complete(here, arriving)
        elif self._current is not None and self._current.id == here:
            return self._current
        self._current = articles.article(self.connection, here)
        assert self._current is not None
        return self._current

    def _new_article(self, arriving: Article, source: Source | None) -> None:
        if articles.title(self.connection, arriving.id) is not None:
            raise FormatError(f"the article {arriving.id} is here already, made from other bytes; nothing was imported")
        source = source or Source(
            *(self.new_id(), arriving.source_sha256, None, "application/octet-stream", "", "import", self.now)
        )
        articles.insert_source(self.connection, source)
        text_id = self.new_id()
        row = replace(arriving, source_id=source.id, text_id=text_id, added=arriving.added or self.now)
        articles.write_article(self.connection, row, state=_by_hand(arriving.state))
        self._insert_text(text_id, arriving.id, arriving)
        likenesses.remember(self.connection, arriving.id, arriving.text)

    def _complete(self, here: str, arriving: Article) -> None:
        found = articles.texts(self.connection, here).get(arriving.text_sha256)
        current = articles.article(self.connection, here)
        assert current is not None
        text_id = found[0] if found else self.new_id()
        self._insert_text(text_id, here, arriving)
        if current.document is None:
            row = replace(arriving, id=here, source_id=current.source_id, text_id=text_id, added=current.added)
            articles.write_article(self.connection, row, state=_by_hand(arriving.state))
            likenesses.remember(self.connection, here, arriving.text)
            if current.state is State.DELETED:
                likenesses.put_away(self.connection, [here])
            self._count["completed"] += 1
        self._completed[here] = None

    def find_again(self, here: str) -> None:
        """Marks that wait for words: those that stand in the text that is here move to it, others are told of."""
        article = articles.article(self.connection, here)
        assert article is not None
        missing = {identifier for identifier, present in articles.texts(self.connection, here).values() if not present}
        for waiting in annotations.of_article(self.connection, here):
            if waiting.text_id not in missing:
                continue
            if (parts := anchoring.move(waiting.parts, article.text)) is None:
                self._orphans[waiting.id] = None
            else:
                annotations.write(self.placing, replace(waiting, text_id=article.text_id, parts=parts))

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
        for entity in (*named, *([arriving.entity] if arriving.entity else [])):
            self._entity(entity)
        before = self.action.row("annotation", id=arriving.id)
        if before is not None and str(before["updated"]) >= arriving.updated:
            self._count["known"] += 1
            if arriving.claim is not None and self.action.row("claim", annotation=arriving.id) is None:
                self._no_claims.add(arriving.id)
        else:
            placed = self._placed(replace(arriving, article=article.id), article, arriving.text_id)
            if before is not None and arriving.claim is None:
                for end in ("origin", "target"):  # only claims are related
                    self.action.replace("relation", (), **{end: arriving.id})
            annotations.write(self.action, self._as_united(placed))
            self._count["annotations" if before is None else "updated"] += 1
        for relation in arriving.relations:
            self._relations.append(relation)

    def _as_united(self, annotation: Annotation) -> Annotation:
        """A mark that names an entity which was united with another here names that one; a chain not twice: there the name
        alone is left.
        """
        chain = annotation.claim.chain if annotation.claim else ()
        named = {link.entity for link in chain if link.entity} | (
            {annotation.entity.id} if annotation.entity else set()
        )
        if not self._some_united or not named:
            return annotation
        here, own = entities.meant(self.connection, named), entities.entities(self.connection, named)
        links: list[Attribution] = []
        for link in chain:
            if link.entity in here:
                one = here[link.entity].id
                again = any(each.entity == one for each in links)
                links.append(
                    replace(link, entity=None, label=own[link.entity].name) if again else replace(link, entity=one)
                )
            else:
                links.append(link)
        claim = replace(annotation.claim, chain=tuple(links)) if annotation.claim else None
        return replace(annotation, entity=here.get(annotation.entity.id) if annotation.entity else None, claim=claim)

    def _entity(self, entity: Entity) -> None:
        if self._entities.get(entity.id) == entity.aliases:
            return
        if len(self._entities) == _AT_HAND:
            self._entities.clear()
        self._tag(entity.tag, Layer.ENTITY)
        if self.action.row("entity", id=entity.id) is None:
            entities.write(self.action, entity)
        else:
            here = entities.entity(self.connection, entity.id)
            others = tuple(alias for alias in entity.aliases if here.id == entity.id or alias.name != here.name)
            entities.add_aliases(self.action, replace(here, aliases=others))
        self._entities[entity.id] = entity.aliases

    def _apart(self, brought: Tag | Entity) -> None:
        if isinstance(brought, Entity):
            self._entity(brought)
            return
        if self._is_empty is None:
            self._is_empty = self.connection.execute("SELECT 1 FROM article").fetchone() is None
        here = tags.tag(self.connection, brought.name)
        if here is None or (self._is_empty and here.layer is brought.layer):
            tags.write(self.action, brought, self._tags_told)
        self._tags_told += 1
        self._tag(brought.name, brought.layer)

    def _placed(self, arriving: Annotation, article: Article, text_sha256: str) -> Annotation:
        """The mark where it stands in the article's text, else on the version it was made on, known or yet to come."""
        if text_sha256 == article.text_sha256:
            _hold_against(arriving, article)
            return replace(arriving, text_id=article.text_id)
        if article.document is not None:
            if (parts := anchoring.move(arriving.parts, article.text)) is not None:
                return replace(arriving, text_id=article.text_id, parts=parts)
            self._orphans[arriving.id] = None
        versions = articles.texts(self.connection, article.id)
        if text_sha256 in versions:
            return replace(arriving, text_id=versions[text_sha256][0])
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
        if (known := self._tags.get(name)) is None:
            here = tags.tag(self.connection, name)
            if here is None:
                tags.write(self.action, Tag(name=name, layer=layer, label=name.lower()))
            known = self._tags[name] = here.layer if here else layer
        if known is not layer:
            raise FormatError(f"{name} is a tag for {known} here, and for {layer} in the file; nothing was imported")


def _hold_digests(arriving: Article, source: Source | None) -> None:
    if source is not None and (
        source.sha256 != arriving.source_sha256 or (source.raw is not None and sha256_of(source.raw) != source.sha256)
    ):
        raise FormatError(f"the source of the article {arriving.id} is not what its digest says; nothing was imported")
    if arriving.document is not None and sha256_of(arriving.text.encode()) != arriving.text_sha256:
        raise FormatError(f"the text of the article {arriving.id} is not what its digest says; nothing was imported")


def _hold_against(arriving: Annotation, article: Article) -> None:
    if article.document is None:
        return
    for part in arriving.parts:
        if part.span.of(article.text) != part.exact or not (
            is_boundary(article.text, part.span.start) and is_boundary(article.text, part.span.end)
        ):
            raise FormatError(
                f"the words of the mark {arriving.id} are not what stands at {part.span.start}–{part.span.end}"
                " of its article here; nothing was imported"
            )


def _by_hand(state: State) -> State | None:
    return None if state is State.NEW else state
