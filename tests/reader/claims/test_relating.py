"""Relating two claims: the ways that are offered, from which end they are read, and taking back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reader.article.sheet import Asked, Chooser
from reader.claims.relating import Relating
from reader.palette import Palette
from reader.sitting import Sitting
from reader.terminal.depth import Depth
from store.errors import Refused
from store.library import Library
from store.model import Annotation, Draft, LinkDraft, PartDraft, RelationKind, Role
from tests.conftest import TEXT, MakeArticle, span_of


class Person:
    """Answers what is asked with a key; what was said is kept."""

    def __init__(self, library: Library) -> None:
        self.sitting = Sitting(library, Palette(Depth.NONE))
        self.relating = Relating(self.sitting, self._ask, self.said_so)
        self.key = ""
        self.labels: list[str] = []
        self.said = ""

    def _ask(self, asked: Asked, accept: Callable[[Asked], None]) -> None:
        assert isinstance(asked, Chooser)
        self.labels = [each.label for each in asked.choices]
        if (answer := asked.typed(self.key)) is not None:
            accept(answer)

    def said_so(self, said: str) -> None:
        """Something was saved."""
        self.said = said


@pytest.fixture
def two(library: Library, article: MakeArticle) -> tuple[Annotation, Annotation]:
    """Two claims of an article."""
    home = article().id

    def made(words: str, who: str) -> Annotation:
        return library.annotate(
            home, Draft("CLAIM", (PartDraft(Role.CONTENT, span_of(TEXT, words)),), chain=(LinkDraft(label=who),))
        )

    return made("12 lost boats", "the ministry"), made("up to 40", "fishermen")


@pytest.mark.parametrize(
    ("key", "kind", "turned"),
    [
        ("u", RelationKind.UPDATES, False),
        ("U", RelationKind.UPDATES, True),
        ("p", RelationKind.SUPPORTS, False),
        ("P", RelationKind.SUPPORTS, True),
        ("c", RelationKind.CONTRADICTS, False),
        ("s", RelationKind.SAME_AS, False),
        ("r", RelationKind.RELATED, False),
    ],
)
def test_a_letter_says_how_the_first_stands_to_the_second_or_the_second_to_the_first(
    library: Library, two: tuple[Annotation, Annotation], key: str, kind: RelationKind, turned: bool
) -> None:
    person = Person(library)
    person.key = key
    person.relating.between(*two)
    (made,) = library.relations(two[0].id)
    one, other = reversed(two) if turned else two
    assert (made.kind, made.origin, made.target) == (kind, one.id, other.id)
    verb = {RelationKind.SAME_AS: "is the same as", RelationKind.RELATED: "is related to"}.get(kind, str(kind))
    first, second = ("fishermen", "the ministry") if turned else ("the ministry", "fishermen")
    assert re.fullmatch(rf"saved · {first}: .+ {verb} {second}: .+", person.said)


def test_what_is_so_already_can_be_taken_back(library: Library, two: tuple[Annotation, Annotation]) -> None:
    library.relate(two[1].id, two[0].id, RelationKind.UPDATES)
    person = Person(library)
    person.key = "x"
    person.relating.between(*two)
    assert "no longer updates" in person.labels
    assert library.relations(two[0].id) == ()
    person.relating.between(*two)
    assert not any(label.startswith("no longer") for label in person.labels)


def test_a_relation_is_begun_dropped_or_ended_and_only_between_claims(
    library: Library, two: tuple[Annotation, Annotation]
) -> None:
    person = Person(library)
    assert person.relating.begun == ""
    assert person.relating.at(two[0]) == "" and person.relating.begun.startswith("the ministry: ")
    assert person.relating.at(two[0]) == "no relation was made" and person.relating.begun == ""
    word = library.annotate(two[0].article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "boats")),)))
    with pytest.raises(Refused, match="only claims"):
        person.relating.at(word)
    person.key = "c"
    person.relating.at(two[0])
    person.relating.at(two[1])
    assert len(library.relations(two[1].id)) == 1 and person.sitting.relating is None
