from __future__ import annotations

import sqlite3
import string
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.folding import folded
from store.searching import EVERY, SIGNS, fits, indexed, phrase, sought, words_of

TEXTS = st.text(st.one_of(st.sampled_from("aé ßÉ北ñа-'+#“\"\0_ก́1ﬁİ😀"), st.characters(codec="utf-8")), max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Ferry, again", ["the", "ferry", "again"]),
        ("multi-agent don't AND", ["multi", "agent", "don", "t", "and"]),
        ("don’t — “so”", ["don", "t", "so"]),
        ("C++ or C#", ["c", "+", "+", "or", "c", "#"]),
        ("60+ or 60%", ["60", "+", "or", "60", "%"]),
        ("€5 and $5", ["€", "5", "and", "$", "5"]),
        ("Größe Señor Łódź", ["grosse", "senor", "lodz"]),
        ("ΣΊΣΥΦΟΣ", ["σισυφοσ"]),
        ("北京大学", ["北", "京", "大", "学"]),
        ("カフェcafé", ["カ", "フ", "ェ", "cafe"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("soft\u00adhyphen a\u200bb", ["softhyphen", "ab"]),
        ("boat_house\x00NEAR(", ["boat", "house", "near"]),
        ("🚢ahoy", ["🚢", "ahoy"]),
        ("", []),
        ("— (…) *", []),
        ("\udce9 gone\ufffdfor\ufffcever", ["gone", "for", "ever"]),
        (EVERY, []),
    ],
)
def test_a_text_is_taken_apart_into_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@settings(max_examples=35, deadline=None)
@given(TEXTS)
def test_words_are_the_same_in_any_case_and_with_any_accents(text: str) -> None:
    assert words_of(folded(text)) == words_of(text)


@settings(max_examples=35, deadline=None)
@given(TEXTS)
def test_a_text_with_many_letters_beyond_ascii_is_taken_apart_as_one_with_few(text: str) -> None:
    many = "".join(map(chr, range(0x430, 0x450)))
    assert words_of(f"{text} {many}")[:-1] == words_of(text)


@settings(max_examples=35, deadline=None)
@given(TEXTS)
def test_sqlite_sees_the_same_words(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, tokenize=\"ascii tokenchars '{SIGNS}'\")")
        database.execute("CREATE VIRTUAL TABLE words USING fts5vocab(t, instance)")
        database.execute("INSERT INTO t VALUES (?)", [indexed(text)])
        rows = database.execute('SELECT term FROM words ORDER BY "offset"').fetchall()
    assert [row[0] for row in rows] == words_of(text)


@settings(max_examples=35, deadline=None)
@given(TEXTS, TEXTS, st.booleans())
def test_a_phrase_is_found_by_sqlite_where_it_fits(text: str, asked: str, is_open: bool) -> None:
    words, goes_on = sought(asked, is_open=is_open)
    if not words:
        return
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, tokenize=\"ascii tokenchars '{SIGNS}'\")")
        database.executemany("INSERT INTO t VALUES (?)", [[indexed(text)], [indexed(f"{text} {asked}")]])
        query = phrase(words, is_open=goes_on)
        found = [row[0] for row in database.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid", [query])]
    assert found == ([1, 2] if fits(text, words, is_open=goes_on) else [2])


@pytest.mark.parametrize(
    ("asked", "is_open", "words"),
    [
        ("new fer", True, (["new", "fer"], True)),
        ("new fer", False, (["new", "fer"], False)),
        ("new f", True, (["new"], False)),
        ("f", True, ([], False)),
        ("f", False, (["f"], False)),
        ("c+", True, (["c", "+"], True)),
        ("北", True, (["北"], True)),
        ("—", True, ([], True)),
    ],
)
def test_one_letter_that_may_go_on_is_not_sought_yet(asked: str, is_open: bool, words: tuple[list[str], bool]) -> None:
    assert sought(asked, is_open=is_open) == words


def test_words_fit_where_they_stand_next_to_one_another() -> None:
    text = "A new Ferry; the ferryman's"
    assert fits(text, ["new", "ferry"])
    assert fits(text, ["ferry", "the"])
    assert not fits(text, ["new", "the"])
    assert not fits(text, ["ferr"])
    assert fits(text, ["the", "ferr"], is_open=True)
    assert fits(text, [])


def test_no_sign_of_ascii_that_is_no_word_joins_two() -> None:
    for sign in string.punctuation:
        assert words_of(f"a{sign}b") == (["a", sign, "b"] if sign in SIGNS else ["a", "b"])
