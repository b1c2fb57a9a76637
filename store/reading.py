"""What can be asked of an open library: articles, marks, entities, tags and history as frozen data. Changes nothing."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from store import drafting
from store.database import (
    annotations,
    arranging,
    articles,
    entities,
    exporting,
    grouping,
    history,
    keeping,
    pages,
    statistics,
    summaries,
    tags,
)
from store.database.transactions import reading
from store.document import Document
from store.errors import NotFound, Refused
from store.filters.terms import EVERYTHING, Term
from store.knowing import Knowing
from store.listing import Listing
from store.model import (
    Annotation,
    Article,
    ArticleSummary,
    Change,
    Entity,
    Figures,
    Grouping,
    Metadata,
    PartAt,
    Queue,
    Relation,
    Source,
    State,
    Stats,
    Tag,
    Touched,
)

if TYPE_CHECKING:
    from store.cleaning.habits import PageLines


class Reading(Knowing):
    """A library file, open to be read; Library is one that can be written to as well. Raises LibraryError."""

    def __init__(self, path: Path | Listing, *, create: bool = False) -> None:
        super().__init__(path, create=create)
        self._at_hand: dict[str, Document] = {}

    # --- articles -----------------------------------------------------------------------------------------------------

    def articles(self) -> tuple[ArticleSummary, ...]:
        """The list: every article, newest first."""
        return summaries.summaries(self._connection)

    def article_ids(self) -> Iterator[str]:
        """Every article's identifier, in order."""
        return articles.ids(self._connection)

    def article(self, identifier: str) -> Article:
        """An article with its text. Raises NotFound."""
        found = articles.article(self._connection, identifier, self._at_hand)
        if found is None:
            raise self._no_article(identifier)
        if found.document is not None and found.text_id not in self._at_hand:
            self._at_hand = {found.text_id: found.document}  # the one being read; no more, or memory grows
        return found

    def find_article(self, wanted: str) -> Article:
        """An article by its identifier, or by how that begins or ends. Raises NotFound where none or several fit."""
        return self.article(self.find_id(wanted))

    def find_id(self, wanted: str) -> str:
        """An article's identifier by how it begins or ends. Raises NotFound where none or several fit."""
        found = articles.ids_like(self._connection, wanted) if wanted else []
        if len(found) > 1:
            raise NotFound(f"several articles have {wanted} in their id; give more of it")
        if not found:
            raise self._no_article(wanted)
        return found[0]

    def article_at(self, address: str) -> str | None:
        """The identifier of the article that stands at an address; None where none is known to."""
        return articles.by_address(self._connection, address)

    def article_from(self, origin: str) -> str | None:
        """The identifier of the newest article that was found at an origin, to the letter; None where none was."""
        return keeping.by_origin(self._connection, origin)

    def addresses(self) -> list[str]:
        """The addresses at which articles stand whose sources are here, or at which those were found."""
        return keeping.addresses(self._connection)

    def outlet_pages(self, outlet: str) -> "dict[str, PageLines]":
        """The lines of the newest pages of an outlet, by its key (store.addresses.outlet_key): by article, oldest first."""
        return pages.pages_of(self._connection, outlet)

    def outlet_rulings(self, outlet: str) -> dict[int, bool]:
        """What readers decided about the lines of an outlet: a line's key, and whether its words belong to the text."""
        return pages.rulings_of(self._connection, outlet)

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
            raise self._no_article(article)
        return found

    def title(self, article: str) -> str:
        """What an article is called. Raises NotFound."""
        if (found := articles.title(self._connection, article)) is None:
            raise self._no_article(article)
        return found

    def _no_article(self, wanted: str) -> NotFound:
        return NotFound(f"there is no article {wanted} in {self.path}; `annotty list` shows what there is")

    def articles_of(self, numbers: Sequence[int], *, stories: bool = False) -> list[str]:
        """The identifiers of articles by their numbers; stories: and of all that tell the same as one of them."""
        return grouping.articles_of(self._connection, numbers, stories=stories)

    def labels(self) -> dict[str, int]:
        """Every label that an article has, by the alphabet, and how many have it; deleted ones are left out."""
        return arranging.labels(self._connection)

    def queues(self) -> tuple[Queue, ...]:
        """The queues that are kept, by the alphabet."""
        return arranging.queues(self._connection)

    # --- marks --------------------------------------------------------------------------------------------------------

    def annotations(self, article: str) -> tuple[Annotation, ...]:
        """Every annotation of an article, in the order in which they were made."""
        return annotations.of_article(self._connection, article)

    def annotation(self, identifier: str) -> Annotation:
        """One annotation. Raises NotFound."""
        found = annotations.by_ids(self._connection, [identifier])
        if not found:
            raise NotFound("that mark is gone; somebody deleted it")
        return found[0]

    def annotations_of(self, identifiers: Iterable[str]) -> dict[str, Annotation]:
        """Those of these annotations that are there, by identifier."""
        return {each.id: each for each in annotations.by_ids(self._connection, identifiers)}

    def parts(self, article: Article, only: Iterable[str] | None = None) -> list[PartAt]:
        """The parts of the annotations on an article's text, by start, the longest first; only: of those alone."""
        return annotations.parts(self._connection, article.id, article.text_id, only)

    def words_of_marks(self, article: str) -> dict[str, str]:
        """The words by which each mark of an article is found, by its identifier: its own, its tag, who, what, its note."""
        return annotations.words(self._connection, article)

    def touched(self, since: int, most: int = 1000) -> Touched:
        """What was touched since a change, by its number, by whichever program; most: of so many rows at most."""
        return history.touched(self._connection, since, most)

    def who_wrote(self, since: int, article: str) -> list[str]:
        """Who changed something since a change, by its number, in an article or in none alone; the first first."""
        return history.who_wrote(self._connection, since, article)

    def waiting(self, article: Article) -> int:
        """How many annotations of an article found no place in its text."""
        return annotations.waiting(self._connection, article.id, article.text_id)

    def relations(self, annotation: str) -> tuple[Relation, ...]:
        """The relations that start or end at a mark."""
        return annotations.relations_with(self._connection, annotation)

    def claims_about(self, entity: str) -> list[str]:
        """The claims whose chain names an entity, or that name it in what they say, by identifier."""
        from store.database.desks import charting  # here and below: the page needs none of it

        return charting.claims_about(self._connection, entity)

    def relations_among(self, claims: Iterable[str]) -> list[Relation]:
        """The relations both of whose ends are among some claims, the oldest first."""
        from store.database.desks import charting

        return charting.relations_among(self._connection, claims)

    def metadata_of(self, articles: Iterable[str]) -> dict[str, Metadata]:
        """What is known of articles besides their texts, by identifier; those that are not here are left out."""
        from store.database.desks import charting

        return charting.metadata_of(self._connection, articles)

    def describe(self, annotation: Annotation) -> str:
        """A mark in the few words that the foot shows."""
        names = {e.id: e.name for e in self.chain_entities(annotation).values()}
        tag = self._tag(annotation.tag)
        return drafting.summary(tag, annotation.parts, annotation.entity, annotation.claim, names)

    def entities_of(self, identifiers: Iterable[str]) -> dict[str, Entity]:
        """Those of these entities that are there, by identifier."""
        return entities.entities(self._connection, set(identifiers))

    def chain_entities(self, annotation: Annotation) -> dict[str, Entity]:
        """The entities in a claim's chain, by identifier."""
        chain = annotation.claim.chain if annotation.claim else ()
        return entities.entities(self._connection, {link.entity for link in chain if link.entity})

    # --- entities, tags, history --------------------------------------------------------------------------------------

    def entities(self) -> tuple[Entity, ...]:
        """Every entity, in order of name."""
        return tuple(entities.entities(self._connection).values())

    def tags(self) -> tuple[Tag, ...]:
        """The tag set, in its order."""
        return tags.tags(self._connection)

    def _tag(self, name: str) -> Tag:
        if (found := tags.tag(self._connection, name)) is None:
            raise Refused(f"there is no tag {name}; nothing was changed")
        return found

    def changes(self, article: str | None = None) -> Iterator[Change]:
        """The history, newest first."""
        return history.changes(self._connection, article=article)

    def has_steps_by(self, annotator: str) -> bool:
        """Whether an annotator has done anything here."""
        return history.has_steps_by(self._connection, annotator)

    # --- all of it ----------------------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the library, whatever others write meanwhile."""
        with reading(self._connection):
            yield

    def choose(self, articles: Iterable[str]) -> None:
        """Let exports tell of these articles alone, until the snapshot ends that is open."""
        exporting.choose(self._connection, articles)

    def exported_articles(self, *, chosen: bool = False) -> Generator[exporting.ArticleTold, None, None]:
        """What an export tells of every article, in order of id; chosen: of those that were chosen."""
        return exporting.articles(self._connection, chosen=chosen)

    def exported_marks(self, *, chosen: bool = False) -> Generator[exporting.MarkTold, None, None]:
        """What an export tells of every accepted mark, by article and then in order of id."""
        return exporting.marks(self._connection, chosen=chosen)

    def exported_tags(self) -> Generator[str, None, None]:
        """What an export tells of every tag, as JSON, in their order."""
        return exporting.tags(self._connection)

    def exported_unnamed(self) -> Generator[str, None, None]:
        """What an export tells of every entity that no mark names which it tells of, as JSON, in order of id."""
        return exporting.unnamed(self._connection)

    def stats(self, wanted: Term = EVERYTHING) -> Stats:
        """The library in figures, or what a filter chooses of it; words of articles that are not indexed yet are none."""
        return statistics.stats(self._connection, wanted)

    def figures(self, by: Grouping, wanted: Term = EVERYTHING) -> list[Figures]:
        """The same in groups: by time the earliest first, else the largest group first."""
        return statistics.figures(self._connection, wanted, by)
