import sqlite3

import pytest

from store.anchoring import quote
from store.database import annotations
from store.database.quotes import checked_together
from store.database.recording import Action, recording
from store.errors import Refused
from store.library import Library
from store.model import Annotation, Article, Layer, Part, Role
from store.text import Span
from tests.conftest import MakeArticle, tables_of

LONG = "\n".join(["The boats came back in the evening, and nobody had counted them."] * 3400)
MANY = 100


def rules(library: Library) -> list[tuple[str, str]]:
    with sqlite3.connect(library.path) as connection:
        return sorted(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())


def write(action: Action, article: Article, exact: str | None = None) -> None:
    for number in range(MANY):
        span = Span(number * 7, number * 7 + 5)
        words, prefix, suffix = quote(LONG, span)
        part = Part(Role.MENTION, span, exact or words, prefix, suffix)
        mark = (f"m{number}", article.id, article.text_id, Layer.HIGHLIGHT, "HIGHLIGHT", (part,), "reader", "1", "1")
        annotations.write(action, Annotation(*mark))


def test_many_parts_are_written_and_the_rules_stand_as_before(library: Library, article: MakeArticle) -> None:
    home, before = article(LONG), rules(library)
    with recording(library._connection) as action, checked_together(library._connection, home.id, MANY):
        write(action, home)
        during = library._connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").fetchone()
    assert during[0] == len(before) - 2  # else nothing was set aside, and this shows nothing
    assert rules(library) == before
    assert len(library.annotations(home.id)) == MANY


@pytest.mark.parametrize("count", [1, MANY])
def test_a_wrong_quote_is_refused_however_it_is_checked(library: Library, article: MakeArticle, count: int) -> None:
    home, before = article(LONG), rules(library)
    stood = tables_of(library)
    with pytest.raises(Refused, match="quote is not what stands"):  # noqa: SIM117 - what is refused is the whole of it
        with recording(library._connection) as action, checked_together(library._connection, home.id, count):
            write(action, home, "wrong")
    assert rules(library) == before
    assert tables_of(library) == stood
