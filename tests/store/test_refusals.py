"""What nobody can mean is refused at the library's door, in words, and nothing is changed by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from store.errors import AnnottyError, OffsetError, Refused
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Draft,
    Entity,
    EntityDraft,
    Layer,
    LinkDraft,
    NewEntity,
    PartDraft,
    RelationKind,
    Role,
    Tag,
)
from store.occurring import Names
from store.text import Span
from tests.conftest import TEXT, MakeArticle, span_of, tables_of

LONG = "x" * 10_000
SHIP = Tag("SHIP", Layer.ENTITY, "ship", "S")


@dataclass
class Scene:
    """An article with four claims in a row, each about the one before, and two people who were united with a third."""

    library: Library
    home: str
    claims: list[Annotation]
    people: list[Entity]
    mark: Annotation

    def annotate(self, *names: str | NewEntity | None, tag: str = "CLAIM") -> object:
        """A claim by these, or a mention of the first of them."""
        return self.library.annotate(self.home, draft(*names, tag=tag))

    def spread(self, name: str) -> object:
        places = [place for looked in self.library.occurrences(Names(["boats"])) for place in looked.found]
        assert places
        return self.library.spread(places, "PERSON", NewEntity(name, "PERSON"))

    def keep_tag(self, tag: Tag) -> object:
        return self.library.keep_tag(tag, taken={"v": "select"})

    def relate(self, one: int, other: int, kind: RelationKind) -> object:
        return self.library.relate(self.claims[one].id, self.claims[other].id, kind)


def draft(*names: str | NewEntity | None, tag: str = "CLAIM", span: Span | None = None) -> Draft:
    span = span_of(TEXT, "Ilse Maar") if span is None else span
    if tag == "CLAIM":
        return Draft(tag, (PartDraft(Role.CONTENT, span),), chain=tuple(map(LinkDraft, names)))
    return Draft(tag, (PartDraft(Role.MENTION, span),), names[0] if names else None)


@pytest.fixture
def scene(library: Library, article: MakeArticle) -> Scene:
    home = article().id
    people = [library.add_entity(EntityDraft(name, "PERSON")) for name in ("Ilse", "Ilse Maar", "I. Maar", "Orrin")]
    for into, other in ((1, 0), (2, 1)):
        library.unite(people[into].id, people[other].id)
    claims = [library.annotate(home, draft(people[3].id)) for _ in range(4)]
    for one, other in ((1, 0), (2, 1), (3, 2)):
        library.relate(claims[one].id, claims[other].id, RelationKind.UPDATES)
    library.relate(claims[0].id, claims[3].id, RelationKind.SAME_AS)
    library.keep_tag(SHIP)
    return Scene(library, home, claims, people, library.annotate(home, draft(people[2].id, tag="PERSON")))


BAD: dict[str, tuple[Callable[[Scene], object], str]] = {
    "a mention of an entity without a name": (
        lambda s: s.annotate(NewEntity(" \t", "PERSON"), tag="PERSON"),
        "an entity needs a name",
    ),
    "a mention of an entity with a name of 10,000 characters": (
        lambda s: s.annotate(NewEntity(LONG, "PERSON"), tag="PERSON"),
        "characters at most, this one 10000",
    ),
    "another name without letters": (
        lambda s: s.annotate(NewEntity("Ilse", "PERSON", (Alias("\n"),)), tag="PERSON"),
        "an entity needs a name",
    ),
    "a source without a name": (lambda s: s.annotate(NewEntity("", "PERSON")), "an entity needs a name"),
    "a source with a name of 10,000 characters": (
        lambda s: s.annotate(s.people[3].id, NewEntity(LONG, "PERSON")),
        "characters at most",
    ),
    "every occurrence of an entity without a name": (lambda s: s.spread(" "), "an entity needs a name"),
    "every occurrence of a name of 10,000 characters": (lambda s: s.spread(LONG), "characters at most"),
    "an entity united with itself": (lambda s: s.library.unite(s.people[3].id, s.people[3].id), "one entity already"),
    "an entity united with one that became it": (
        lambda s: s.library.unite(s.people[1].id, s.people[2].id),
        "one entity already",
    ),
    "entities united in a circle of three": (
        lambda s: s.library.unite(s.people[0].id, s.people[2].id),
        "one entity already",
    ),
    "a claim related to itself": (lambda s: s.relate(0, 0, RelationKind.UPDATES), "cannot be related to itself"),
    "claims that update one another": (lambda s: s.relate(0, 1, RelationKind.UPDATES), "the second updates the first"),
    "claims that update one another in a circle of four": (
        lambda s: s.relate(0, 3, RelationKind.UPDATES),
        "by way of others",
    ),
    "what is the same said from the other end": (
        lambda s: s.relate(3, 0, RelationKind.SAME_AS),
        "are related so already",
    ),
    "a chain that names one entity twice": (
        lambda s: s.annotate(s.people[3].id, None, s.people[3].id),
        "the chain names Orrin twice, as link 1 and as link 3",
    ),
    "a chain that names a new entity twice": (
        lambda s: s.annotate(NewEntity("Mara", "PERSON"), NewEntity("Mara", "PERSON")),
        "the chain names Mara twice",
    ),
    "a chain that names one entity by the identifiers of two that were united": (
        lambda s: s.annotate(s.people[0].id, s.people[2].id),
        "the chain names I. Maar twice",
    ),
    "a claim changed so that its chain names itself": (
        lambda s: s.library.revise(s.claims[0].id, draft(s.people[3].id, s.people[3].id)),
        "nobody is their own source",
    ),
    "a part behind the text": (
        lambda s: s.library.annotate(s.home, draft(span=Span(len(TEXT) - 3, len(TEXT) + 1))),
        "does not lie within the text",
    ),
    "a part far behind the text": (
        lambda s: s.library.annotate(
            s.home, draft(NewEntity("Mara", "PERSON"), tag="PERSON", span=Span(10**9, 10**12))
        ),
        "does not lie within the text",
    ),
    "a mark moved out of the text": (
        lambda s: s.library.revise(s.mark.id, draft(tag="PERSON", span=Span(len(TEXT), len(TEXT) + 1))),
        "does not lie within the text",
    ),
    "a key that another tag has": (
        lambda s: s.keep_tag(replace(SHIP, key="P")),
        "P would be the key of PERSON and of SHIP",
    ),
    "a new tag on a key that another has": (
        lambda s: s.keep_tag(replace(SHIP, name="BARGE")),
        "S would be the key of SHIP and of BARGE",
    ),
    "a key that has a meaning on the page": (
        lambda s: s.keep_tag(replace(SHIP, key="v")),
        "is the key for “select” on the page",
    ),
    "many tags of which two have one key": (
        lambda s: s.library.keep_tags([replace(SHIP, key="X"), replace(SHIP, name="BARGE", key="X")]),
        "X would be the key of SHIP and of BARGE",
    ),
    "a tag below itself by way of another": (
        lambda s: s.library.keep_tags(
            [replace(SHIP, parent="BARGE"), Tag("BARGE", Layer.ENTITY, "barge", parent="SHIP")]
        ),
        "a tag cannot stand below itself",
    ),
}


@pytest.mark.parametrize(("act", "why"), BAD.values(), ids=BAD)
def test_what_nobody_can_mean_is_refused_with_words_and_changes_nothing(
    scene: Scene, act: Callable[[Scene], object], why: str
) -> None:
    before = tables_of(scene.library)
    with pytest.raises(AnnottyError, match=why) as told:
        act(scene)
    assert isinstance(told.value, (Refused, OffsetError))
    assert tables_of(scene.library) == before
    scene.library.undo()  # and the library goes on
    scene.library.redo()


def test_what_was_taken_back_stands_in_no_relations_way(scene: Scene) -> None:
    (middle,) = scene.library.annotation(scene.claims[2].id).relations
    scene.library.unrelate(middle)
    scene.relate(0, 3, RelationKind.UPDATES)
    with pytest.raises(Refused, match="the second updates the first already"):
        scene.relate(2, 1, RelationKind.UPDATES)
    scene.relate(1, 2, RelationKind.SUPPORTS)
    with pytest.raises(Refused, match="the second supports the first already"):
        scene.relate(2, 1, RelationKind.SUPPORTS)
    scene.relate(2, 1, RelationKind.CONTRADICTS)
