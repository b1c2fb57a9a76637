"""The index of words: it follows what is done to a library, and is made anew where it cannot."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store.database import searching
from store.database.recording import recording
from store.database.transactions import writing
from store.filters.terms import Not, Term, Where, Words
from store.library import Library
from store.listing import Listing
from store.model import Cleaned, Metadata, RawItem, State
from tests.conftest import TEXT, MakeArticle, OpenLibrary
from tests.store.looking import sound
from tests.store.test_renewing import LINES, URL, page

BOATS = "The boats left the harbour."


def found(library: Listing, words: str, where: Where = Where.ANYWHERE, *, is_open: bool = False) -> list[str]:
    return ids(library, Words(words, where, is_open))


def ids(library: Listing, term: Term) -> list[str]:
    numbers = library.numbers(term, each=True)
    rows = library.rows(numbers)
    return [rows[number].id for number in numbers]


def test_what_is_added_is_found_at_once(library: Library, article: MakeArticle) -> None:
    home = article(BOATS)
    assert found(library, "HARBOUR") == found(library, "the harb", is_open=True) == [home.id]
    assert found(library, "harb") == []
    assert sound(library)


@pytest.mark.parametrize(
    "asked",
    ["multi-agent", "don't", "C++", "AND", "(", '"', "NEAR(a b)", "title:boats", "*", "b*", "\0boats", "{", "^a"],
)
def test_nothing_that_is_asked_is_taken_for_the_language_of_the_index(
    library: Library, article: MakeArticle, asked: str
) -> None:
    home = article(f"A title\n\nThe words {asked} stand here.")
    article("Another title\n\nNothing of that.")
    assert found(library, f"words {asked} stand") == [home.id]
    assert home.id in found(library, asked)


def test_signs_tell_words_apart(library: Library, article: MakeArticle) -> None:
    plus, sharp, plain = (article(f"Written in {name} by hand").id for name in ("C++", "C#", "C"))
    assert found(library, "c++") == [plus]
    assert found(library, "C#") == [sharp]
    assert set(found(library, "c")) == {plus, sharp, plain}


def test_languages_without_spaces_are_found_by_any_of_their_words(library: Library, article: MakeArticle) -> None:
    home = article("新聞\n\n部長は火曜日に新しい船を約束した。").id
    assert found(library, "火曜") == found(library, "船を約") == [home]
    assert found(library, "曜火") == []


def test_another_title_is_found_and_the_old_one_is_not(library: Library, article: MakeArticle) -> None:
    home = article(BOATS, metadata=Metadata("Old words")).id
    library.correct_field(home, "title", "New saying")
    assert found(library, "saying", Where.TITLE) == [home]
    assert found(library, "old") == []
    library.undo()
    assert found(library, "old", Where.TITLE) == [home]
    assert found(library, "saying") == []
    assert sound(library)


def test_another_date_moves_it_in_the_index_too(library: Library, article: MakeArticle) -> None:
    first = article(BOATS, metadata=Metadata("First", published="2024-07-20")).id
    second = article(BOATS + " Two.", metadata=Metadata("Second", published="2024-07-21")).id
    assert found(library, "harbour") == [second, first]
    library.correct_field(first, "published", "2024-07-22")
    assert found(library, "harbour") == [first, second]
    assert found(library, "first") == [first]
    assert sound(library)


def test_a_number_that_was_left_and_taken_again_brings_no_old_words(library: Library, article: MakeArticle) -> None:
    old = article(BOATS, metadata=Metadata("Old", published="2024-07-20")).id
    number = library.number_of(old)
    library.correct_field(old, "published", "2023-07-20")
    new = article("Nothing of it", metadata=Metadata("New", published="2024-07-20")).id
    assert library.number_of(new) == number
    assert found(library, "boats") == [old]
    assert found(library, "nothing") == [new]
    assert sound(library)


def test_another_text_is_found_and_the_old_one_is_not(library: Library) -> None:
    home = library.add(RawItem(page(*LINES), "a.html", "text/html", url=URL)).article
    before = library.text_of(home)
    line = LINES[1]
    assert found(library, line) == [home]
    library.correct_line(home, line, keep=False)
    assert library.text_of(home) != before
    assert found(library, line) == []
    library.undo()
    assert found(library, line) == [home]
    assert sound(library)


def test_a_deleted_article_keeps_its_words_until_it_is_purged(library: Library, article: MakeArticle) -> None:
    home = article(BOATS).id
    library.delete_articles([home])
    assert found(library, "harbour") == []
    library.undo()
    assert found(library, "harbour") == [home]
    library.delete_articles([home])
    library.purge()
    assert library.count(Not(Words("nothing"))) == 0
    assert sound(library)


def test_many_articles_of_one_step_wait_for_the_index_and_are_found_when_it_has_caught_up(
    library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_FOLLOWED", 2)
    homes = [article(f"{BOATS} {number}").id for number in range(5)]
    library.rebuild_index()
    assert library.catch_up(0) == 5
    with recording(library._connection):
        for home in homes:
            library._connection.execute("UPDATE article SET title = title || ' again' WHERE id = ?", [home])
    assert library.catch_up(2) == 3
    assert found(library, "again") == homes[::-1]
    assert library.catch_up() == 0
    assert found(library, "again") == homes[::-1]


def test_where_many_wait_the_others_are_found_and_it_is_told(
    library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = [article(f"{BOATS} {number}").id for number in range(5)]
    library.rebuild_index()
    monkeypatch.setattr("store.database.finding._SCANNED", 2)
    assert library.catch_up(2) == library.not_indexed() == 3
    assert len(found(library, "boats")) == 2
    assert library.catch_up() == 0
    assert found(library, "boats") == homes[::-1]


def test_what_is_done_while_the_index_of_a_large_library_is_missing_does_not_wait_for_it(
    library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, other = article(BOATS).id, article(TEXT).id
    library.rebuild_index()
    monkeypatch.setattr(searching, "_FOLLOWED", 1)
    library.correct_field(home, "title", "Something else")
    assert library.not_indexed() == 2
    assert found(library, "something") == [home]
    assert set(found(library, "the")) == {home, other}


def test_without_an_index_every_text_is_looked_through(library: Library, article: MakeArticle) -> None:
    homes = [article(f"{BOATS} {number}").id for number in range(3)]
    library.rebuild_index()
    with Library(library.path) as other:
        assert found(other, "the harbour 1") == [homes[1]]
        assert ids(other, Not(Words("1"))) == [homes[2], homes[0]]
        assert found(other, "boat", is_open=True) == homes[::-1]


def test_an_index_of_another_version_is_made_anew(library: Library, article: MakeArticle) -> None:
    home = article(BOATS).id
    library._connection.execute("UPDATE setting SET value = 'older' WHERE name = 'search'")
    assert found(library, "harbour") == [home]
    assert library.catch_up() == 0
    assert searching.is_at_hand(library._connection)
    assert found(library, "harbour") == [home]
    assert sound(library)


class WithoutFts(sqlite3.Connection):
    """What a SQLite without FTS5 answers."""

    def execute(self, sql: str, /, *given: object) -> sqlite3.Cursor:
        if "fts5" in sql or (" search" in sql and "sqlite_schema" not in sql):
            raise sqlite3.OperationalError("no such module: fts5")
        return super().execute(sql, *given)  # type: ignore[arg-type]  # whatever was given


def test_a_sqlite_without_fts_keeps_the_list_and_leaves_the_index_to_be_made_anew(
    library: Library, article: MakeArticle
) -> None:
    home = article(BOATS, metadata=Metadata("Old")).id
    with closing(sqlite3.connect(library.path, isolation_level=None, factory=WithoutFts)) as connection:
        connection.row_factory = sqlite3.Row
        for title in ("New", "Ünlike"):
            with recording(connection):
                connection.execute("UPDATE article SET title = ?", [title])
        assert connection.execute("SELECT title FROM listed").fetchone()[0] == "unlike"
        assert searching.waiting(connection) == 0
    assert found(library, "unlike") == [home]
    assert library.catch_up() == 0
    assert found(library, "unlike") == [home]
    assert found(library, "old") == []
    assert sound(library)


def test_a_damaged_index_stops_nobody_and_is_made_anew(library: Library, article: MakeArticle) -> None:
    homes = [article(f"{BOATS} {number}").id for number in range(3)]
    library._connection.execute("UPDATE search_data SET block = zeroblob(60) WHERE id > 10")
    assert library.index_faults()
    library.correct_field(homes[0], "title", "New saying")
    library.rebuild_index()
    assert library.catch_up() == 0
    assert found(library, "saying") == [homes[0]]
    assert found(library, "boats") == homes[::-1]
    assert sound(library)


def test_faults_of_the_index_are_told(library: Library, article: MakeArticle) -> None:
    article(BOATS)
    article(TEXT)
    library._connection.execute("DELETE FROM indexed WHERE number = (SELECT max(number) FROM indexed)")
    assert library.index_faults() == [
        "1 articles are missing in the index of words",
        "the index of words has words of 1 articles that nobody knows",
    ]
    library.rebuild_index()
    assert library.index_faults() == []
    assert library.catch_up() == 0
    assert library.index_faults() == []


def test_words_whose_text_is_gone_without_a_word_have_the_index_made_anew(
    library: Library, article: MakeArticle
) -> None:
    gone, here = article(BOATS, metadata=Metadata("Gone", published="2024-07-20")).id, article(TEXT).id
    with recording(library._connection):
        library._connection.execute("PRAGMA foreign_keys = OFF")
        library._connection.execute("INSERT INTO overhaul VALUES ('test')")
        library._connection.execute("DELETE FROM text WHERE article = ?", [gone])
        for table in ("band", "sketched", "change_row", "change"):
            library._connection.execute(f"DELETE FROM {table}")
        library._connection.execute("DELETE FROM article WHERE id = ?", [gone])
        library._connection.execute("DELETE FROM source WHERE id NOT IN (SELECT source FROM article)")
        library._connection.execute("DELETE FROM overhaul")
    assert found(library, "the") == [here]
    assert library.catch_up() == 0
    takes_its_number = article("Nothing of that", metadata=Metadata("New", published="2024-07-20")).id
    assert found(library, "left") == []
    assert found(library, "nothing") == [takes_its_number]
    assert sound(library)


def test_two_at_one_library_find_what_the_other_adds(open_library: OpenLibrary, article: MakeArticle) -> None:
    other = open_library()
    before = other.seen_change()
    home = article(BOATS).id
    assert other.seen_change() != before
    assert found(other, "harbour") == [home]
    with writing(other._connection):
        assert searching.catch_up(other._connection) == 0


KILLED = """
import os, sys
from store.database import searching
from store.library import Library
library = Library(sys.argv[1])
library._connection.execute("BEGIN IMMEDIATE")
library._connection.execute("UPDATE article SET title = title || ' again'")
searching.catch_up(library._connection)
os._exit(9)
"""


def test_a_process_that_is_killed_half_way_leaves_the_index_as_it_was(
    library: Library, article: MakeArticle, tmp_path: Path
) -> None:
    homes = [article(f"{BOATS} {number}").id for number in range(3)]
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", KILLED, str(library.path)], cwd=root, check=False)
    assert done.returncode == 9
    assert found(library, "boats") == homes[::-1]
    assert found(library, "again") == []
    assert sound(library)


def test_a_copy_of_the_file_half_way_through_a_rebuild_goes_on(
    library: Library, article: MakeArticle, tmp_path: Path
) -> None:
    homes = [article(f"{BOATS} {number}").id for number in range(3)]
    library.rebuild_index()
    library.catch_up(1)
    library._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(library.path, tmp_path / "copy.db")
    with Library(tmp_path / "copy.db") as copy:
        assert copy.not_indexed() == 2
        assert found(copy, "boats") == homes[::-1]
        assert copy.catch_up() == 0
        assert sound(copy)


def test_the_texts_of_many_alphabets_are_indexed_as_they_are_sought(library: Library) -> None:
    for number, word in enumerate(("Größe", "Łódź", "Россия", "हिन्दी", "ภาษา", "العربية", "ﬁne", "İstanbul", "🚢")):
        cleaned = Cleaned(
            library.article(library.add(RawItem(f"{number}".encode() * 40, f"{number}.txt")).article).document
            or pytest.fail("no text"),
            Metadata(f"On {word}"),
            *("text/plain", "utf-8", "test 1"),
        )
        home = library.keep(RawItem(f"other {number}".encode(), "b.txt"), cleaned).article
        assert found(library, word.upper(), Where.TITLE) == found(library, word) == [home]
    library.set_state(home, State.DONE)
    assert sound(library)
