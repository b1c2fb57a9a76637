"""Searching finds what a reader means, and nothing else: against a slow and obvious way, over any text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article.search.hits import Hits, Hunt
from reader.article.search.searching import LONGEST, REACH, WINDOW, Finder, Letters, Search, Searches
from store.folding import folded
from store.text import is_boundary, next_grapheme, snap
from tests.reader.article.documents import FAMILY, FLAG

ATOMS = [
    *("a", "A", "á", "a\u0301", "e", "s", "S", "ss", "ß", "ẞ", "æ", "Æ", "ae", "œ", "f", "i", "ff", "ﬁ", "ﬃ", "ł", "ё"),
    *(" ", "  ", "\n", "\n\n", "\xa0", "\u2009", " \u0308", "\xad", "\u200b", "\ufeff", "\ufe0f"),
    *("'", "’", '"', "“", "«", "-", "—", ".", "…", "...", "½", "№"),
    *("각", "가", "\u1100\u1161\u11a8", "\u11a8", "が", "か\u3099", "か", "क्ष", "क", "กำ", "\u0600", "١", "שָׁ", "ש"),
    *(FLAG, "🇸🇪", "\U0001f1f3", FAMILY, "👦", "👍🏽", "👍"),
    *("[", "(", ")", "\\", "*", "+", "?", ".*", "^", "$", "|", "{2}", "(?i)", "\\d"),
]
texts = st.lists(st.sampled_from(ATOMS), max_size=24).map("".join)
queries = st.lists(st.sampled_from(ATOMS), max_size=4).map("".join)


@st.composite
def texts_and_queries(draw: st.DrawFn) -> tuple[str, str]:
    """A text and what is searched for in it: often words of its own, written otherwise."""
    text = draw(texts)
    if draw(st.booleans()):
        return text, draw(queries)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    words = text[start : min(end, start + 5)]
    return text, draw(st.sampled_from([words, words.upper(), words.lower(), words.casefold()]))


def slowly(text: str, words: str, *, whole: bool = False) -> list[tuple[int, int]]:
    """Every cluster tried, character by character."""
    wanted = " ".join("".join(map(folded, words)).split())
    found = []
    start = 0
    while wanted and start < len(text):
        end = end_of_hit(text, start, wanted)
        if end is not None and (not whole or stands_alone(text, start, end)):
            found.append((start, end))
        start = next_grapheme(text, start)
    return found


def end_of_hit(text: str, start: int, wanted: str) -> int | None:
    if not folded(text[start]):
        return None
    read = ""
    for at in range(start, len(text)):
        letters = folded(text[at])
        read += "" if letters == " " and read.endswith(" ") else letters
        if read.startswith(wanted):
            return at + 1 if is_boundary(text, at + 1) else next_grapheme(text, snap(text, at))
        if not wanted.startswith(read):
            return None
    return None


def stands_alone(text: str, start: int, end: int) -> bool:
    around = [text[at : at + 1] for at in (start - 1, end) if at >= 0]
    return not any(each.isalnum() for each in around)


def finder(text: str, words: str, *, whole: bool = False) -> Finder:
    return Finder(Search(words, whole), Letters(text))


def found(text: str, words: str, *, whole: bool = False) -> list[str]:
    return [text[start:end] for start, end in finder(text, words, whole=whole).found(0, len(text))]


# --- what is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text", "hit"),
    [
        ("ferry", "The FERRY sails", "FERRY"),
        ("FERRY", "the ferry sails", "ferry"),
        ("zelenskyi", "said Zelenskýi", "Zelenskýi"),
        ("Zelenskýi", "said Zelenskyi", "Zelenskyi"),
        ("MUNCHEN", "in München", "München"),
        ("MUNCHEN", "in Mu\u0308nchen", "Mu\u0308nchen"),
        ("munche\u0301n", "in München", "München"),
        ("strasse", "Lange Straße", "Straße"),
        ("straße", "Lange Strasse", "Strasse"),
        ("STRASSE", "Lange STRAẞE", "STRAẞE"),
        ("stras", "Lange Straße", "Straß"),
        ("aether", "the æther", "æther"),
        ("ÆTHER", "the aether", "aether"),
        ("oeuvre", "an Œuvre", "Œuvre"),
        ("office", "an oﬃce", "oﬃce"),
        ("oﬃce", "an office", "office"),
        ("lodz", "to Łódź", "Łódź"),
        ("ёлка", "одна елка", "елка"),
        ("елка", "одна ёлка", "ёлка"),
        ("don't", "I don’t", "don’t"),
        ('"no"', "said “no”", "“no”"),
        ("a - b", "a — b", "a — b"),
        ("wait...", "wait…", "wait…"),
        ("wait…", "wait...", "wait..."),
        ("new ferry", "a new\xa0ferry", "new\xa0ferry"),
        ("new ferry", "a new  \n\n ferry", "new  \n\n ferry"),
        ("new \n ferry", "a new ferry", "new ferry"),
        ("  ferry ", "the ferry.", "ferry"),
        ("softhyphen", "a soft\xadhyphen", "soft\xadhyphen"),
        ("가", "각", "각"),
        ("각", "\u1100\u1161\u11a8", "\u1100\u1161\u11a8"),
        ("שלום", "שָׁלוֹם", "שָׁלוֹם"),
        ("½", "1/2 or ½", "1/2"),
        ("👨", FAMILY, FAMILY),
    ],
)
def test_words_are_found_however_they_are_written(words: str, text: str, hit: str) -> None:
    assert found(text, words)[0] == hit


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("e", "æ"),
        ("se", "ß e"),
        ("👦", FAMILY),
        ("🇸🇪", "\U0001f1f3\U0001f1f8\U0001f1ea\U0001f1f3"),
        (".*", "anything"),
        ("[a-z]", "a"),
        ("(?i)a", "a"),
        ("\\w", "w"),
        ("ab", "a b"),
        ("a b", "ab"),
        ("क", "ख"),
        ("か", "き"),
    ],
)
def test_nothing_else_is_found(words: str, text: str) -> None:
    assert found(text, words) == []


@pytest.mark.parametrize("words", ["", " ", "\n", "\u0301", "\xad"])
def test_a_search_that_says_nothing_finds_nothing(words: str) -> None:
    assert not Search(words)
    assert found("a b", words) == []


def test_a_whole_word_has_no_letter_beside_it() -> None:
    assert found("Ferry, ferryman; the wherry-ferry", "ferry", whole=True) == ["Ferry", "ferry"]
    assert found("port, airport", "port") == ["port", "port"]
    assert found("port, airport", "port", whole=True) == ["port"]
    assert found("岸辺の船", "船", whole=True) == ["船"]
    assert found("co-op (co-op)", "(co-op", whole=True) == ["(co-op"]


def test_every_place_where_it_begins_counts() -> None:
    assert finder("aaaa", "aa").found(0, 4) == [(0, 2), (1, 3), (2, 4)]


def test_what_is_too_long_to_be_typed_is_cut() -> None:
    assert len(Search("ab" * LONGEST).folded) == LONGEST


def test_a_hit_reaches_only_so_far() -> None:
    near, far = (f"a{' ' * gap}b" for gap in (REACH - 2, REACH - 1))
    assert found(near, "a b") == [near]
    assert found(far, "a b") == []


@pytest.mark.parametrize("text", ["a" * 40_000, "a " * 20_000, "🇳🇴🇸🇪" * 8_000, "क्" * 16_000, "e" + "\u0301" * 30_000])
def test_hostile_texts_and_searches_come_to_an_end(text: str) -> None:
    for words in ("a" * (LONGEST - 1) + "b", "a " * 90 + "b", "🇳🇴", "क्ख", "e\u0301\u0301"):
        hits = Hits(Search(words), Letters(text))
        while not hits.is_counted:
            hits.count_on()
        assert hits.counted == len(re.findall("🇳🇴", text)) * (words == "🇳🇴")


@settings(max_examples=35)
@given(texts_and_queries(), st.data())
def test_it_finds_what_a_slow_search_finds_in_whatever_stretches(both: tuple[str, str], data: st.DataObject) -> None:
    text, words = both
    cut = data.draw(st.integers(0, len(text)))
    parts = finder(text, words)
    assert parts.found(cut, len(text)) == [hit for hit in slowly(text, words) if hit[0] >= cut]
    assert parts.found(0, cut) + parts.found(cut, len(text)) == slowly(text, words)


@given(st.text(st.sampled_from("aAáß ’-.e"), max_size=20), st.text(st.sampled_from("aeß ’"), max_size=3))
def test_whole_words_are_those_of_a_slow_search(text: str, words: str) -> None:
    is_word = Search(words).folded.isalnum()
    if is_word:
        assert finder(text, words, whole=True).found(0, len(text)) == slowly(text, words, whole=True)


@given(texts_and_queries())
def test_no_hit_begins_or_ends_inside_a_cluster(both: tuple[str, str]) -> None:
    text, words = both
    for start, end in finder(text, words).found(0, len(text)):
        assert start < end
        assert is_boundary(text, start)
        assert is_boundary(text, end)


# --- over windows ----------------------------------------------------------------------------------------------------


@st.composite
def long_texts(draw: st.DrawFn) -> tuple[str, str]:
    """A text of three windows with something to be found around their edges."""
    text, words = draw(texts_and_queries())
    other = draw(texts)
    filler = "·" * (WINDOW - draw(st.integers(0, 30)))
    return text + filler + other + text + filler + draw(st.sampled_from([text, other, ""])), words


@settings(max_examples=25)
@given(long_texts(), st.data())
def test_hits_are_those_of_the_text_whatever_window_they_lie_in(both: tuple[str, str], data: st.DataObject) -> None:
    text, words = both
    expected = slowly(text, words)
    hits = Hits(Search(words), Letters(text))
    around = [WINDOW, *(at for hit in expected for at in hit)]
    start = max(0, min(data.draw(st.sampled_from(around)) + data.draw(st.integers(-3, 3)), len(text)))
    end = start + data.draw(st.integers(1, 60))
    assert hits.touching(start, end) == [hit for hit in expected if hit[0] < end and hit[1] > start]
    covered = {at for hit in expected for at in range(*hit)}
    lit = hits.lit(start, end)
    assert {at for span in lit for at in range(span.start, span.end)} & {*range(start, end)} == covered & {
        *range(start, end)
    }
    assert all(one.end <= two.start for one, two in pairwise(lit))
    while not hits.is_counted:
        hits.count_on()
    assert hits.counted == len(expected)
    assert [hits.ordinal(hit[0]) for hit in expected] == [*range(1, len(expected) + 1)]


@settings(max_examples=30)
@given(long_texts(), st.data())
def test_a_hunt_goes_to_the_next_hit_around_the_ends(both: tuple[str, str], data: st.DataObject) -> None:
    text, words = both
    expected = slowly(text, words)
    origin = data.draw(st.one_of(st.integers(0, len(text)), st.sampled_from([hit[0] for hit in expected] or [0])))
    back, count = data.draw(st.booleans()), data.draw(st.integers(1, 8))
    hunt = Hunt(Hits(Search(words), Letters(text)), origin, back=back, count=count)
    while not hunt.step():
        pass
    if not expected:
        assert hunt.found is None
        return
    step = -1 if back else 1
    ahead = [hit for hit in expected[::step] if (origin - hit[0]) * step < 0]
    order = [*ahead, *(hit for hit in expected[::step] if hit not in ahead)]
    assert hunt.found is not None
    assert (hunt.found.start, hunt.found.end) == order[(count - 1) % len(order)]
    assert hunt.is_around == (count > len(ahead))


def test_the_number_of_a_hit_is_told_only_when_all_before_it_are_counted() -> None:
    text = "ferry " * 10 + " " * WINDOW + "ferry"
    hits = Hits(Search("ferry"), Letters(text))
    assert hits.ordinal(len(text) - 5) is None
    assert hits.ordinal(6) == 2
    assert hits.ordinal(len(text) - 5) == 11


def test_there_is_nothing_in_an_empty_text() -> None:
    hits = Hits(Search("a"), Letters(""))
    assert hits.is_counted
    assert Hunt(hits, 0).step()
    assert hits.at(0) is None


# --- earlier searches ------------------------------------------------------------------------------------------------


def test_earlier_searches_are_kept_once_the_newest_last() -> None:
    searches = Searches()
    for words in ("ferry", "boat", "ferry"):
        searches.keep(Search(words), back=words == "boat")
    assert searches.typed == ["boat", "ferry"]
    assert (searches.last, searches.back) == (Search("ferry"), False)
