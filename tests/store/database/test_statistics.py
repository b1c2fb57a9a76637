"""The library in figures, whole and in groups."""

from __future__ import annotations

import pytest

from store.filters.terms import EVERYTHING, All, Dated, InState, Mark, Marked, When, Words
from store.library import Library
from store.model import Article, Claim, Counts, Draft, Figures, Grouping, Metadata, PartDraft, RelationKind, Role, State
from store.text import Span
from tests.conftest import MakeArticle, OpenLibrary

HIGHLIGHT = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),))
CLAIM = Draft("CLAIM", (PartDraft(Role.CONTENT, Span(0, 5)),), claim=Claim())


@pytest.fixture
def three(library: Library, article: MakeArticle, open_library: OpenLibrary) -> list[Article]:
    """Articles of two, four and six words; marks of two annotators on the first, the second done, the third deleted."""
    made = [
        article("Water rises", metadata=Metadata("Water", None, "Post", None, "2024-07-20T23:30:00-05:00", "en")),
        article("Water falls at last", metadata=Metadata("Falls", None, "Post", None, "2024-07", "de")),
        article("Nobody knows why it was so", metadata=Metadata("Why", None, None, None, None, None)),
    ]
    first, second = (library.annotate(made[0].id, CLAIM) for _ in range(2))
    library.relate(first.id, second.id, RelationKind.RELATED)
    open_library(annotator="jonna").annotate(made[0].id, HIGHLIGHT)
    library.set_state(made[1].id, State.DONE)
    library.label([made[0].id, made[1].id], "river")
    library.label([made[0].id], "dam")
    library.delete_articles([made[2].id])
    return made


def groups(library: Library, by: Grouping) -> list[tuple[str | None, int, int]]:
    return [(each.of, each.articles, each.marks.total) for each in library.figures(by)]


def test_the_whole_leaves_out_what_is_deleted(library: Library, three: list[Article]) -> None:
    stats = library.stats()
    assert (stats.articles, stats.deleted, stats.words, stats.words_read) == (2, 1, 6, 4)
    assert stats.states == {"new": 1, "reading": 0, "done": 1, "aside": 0}
    assert stats.annotators == {"reader": 2, "jonna": 1}
    assert (stats.annotations, stats.tags, stats.relations) == (
        Counts(highlight=1, claim=2),
        {"CLAIM": 2, "HIGHLIGHT": 1},
        1,
    )


def test_a_filter_chooses_what_is_counted(library: Library, three: list[Article]) -> None:
    falls = library.stats(Words("falls"))
    assert (falls.articles, falls.words, falls.annotations.total, falls.relations) == (1, 4, 0, 0)
    assert library.stats(Marked(Mark.ANNOTATOR, "jonna")).relations == 1
    gone = library.stats(InState(State.DELETED))
    assert (gone.articles, gone.deleted, gone.words) == (1, 1, 6)
    assert library.stats(Words("zebra")).articles == 0


def test_entities_of_some_articles_are_those_that_their_marks_name(library: Library, article: MakeArticle) -> None:
    from tests.store.test_library import CHAIN

    home, _ = article(), article("Something else")
    library.annotate(home.id, CHAIN)
    assert library.stats().entities == library.stats(Words("ferry")).entities > 0
    assert library.stats(Words("something")).entities == 0


def test_days_and_months_are_those_of_publication_as_they_are_written(library: Library, three: list[Article]) -> None:
    assert groups(library, Grouping.DAY) == [("2024-07", 1, 0), ("2024-07-20", 1, 3)]
    assert groups(library, Grouping.MONTH) == [("2024-07", 2, 3)]
    library.restore_articles([three[2].id])
    assert groups(library, Grouping.MONTH) == [("2024-07", 2, 3), (None, 1, 0)]


def test_articles_are_grouped_the_largest_group_first(library: Library, three: list[Article]) -> None:
    library.restore_articles([three[2].id])
    assert groups(library, Grouping.OUTLET) == [("Post", 2, 3), (None, 1, 0)]
    assert groups(library, Grouping.STATE) == [("new", 2, 3), ("done", 1, 0)]
    assert sorted(groups(library, Grouping.LANGUAGE), key=str) == [("de", 1, 0), ("en", 1, 3), (None, 1, 0)]
    assert groups(library, Grouping.LABEL) == [("river", 2, 3), (None, 1, 0), ("dam", 1, 3)]


def test_a_group_of_articles_has_words_and_what_was_read_of_them(library: Library, three: list[Article]) -> None:
    assert library.figures(Grouping.OUTLET) == [Figures("Post", 2, 1, 6, 4, Counts(highlight=1, claim=2))]


def test_marks_are_grouped_by_whose_they_are_of_what_kind_and_from_when(library: Library, three: list[Article]) -> None:
    assert groups(library, Grouping.ANNOTATOR) == [("jonna", 1, 1), ("reader", 1, 2)]
    assert library.figures(Grouping.TAG) == [
        Figures("CLAIM", 1, None, None, None, Counts(claim=2)),
        Figures("HIGHLIGHT", 1, None, None, None, Counts(highlight=1)),
    ]
    assert groups(library, Grouping.MARKED) == [("2024-07-20", 1, 3)]


def test_groups_are_of_what_a_filter_chooses_also_inside_a_snapshot(library: Library, three: list[Article]) -> None:
    wanted = All((Words("water"), Dated(When.PUBLISHED, "2024-07-20", None)))
    with library.snapshot():
        for _ in range(2):
            assert [each.of for each in library.figures(Grouping.LABEL, wanted)] == ["dam", "river"]
        assert library.stats(EVERYTHING).articles == 2
