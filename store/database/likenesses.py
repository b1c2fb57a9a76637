"""Which articles tell the same story: found by the bands of their sketches, held against each other, linked to one.

Groups are flat: every article points to the first of its group, the one that was here first, and is alike to that one
itself; so a saga that changes from day to day is not strung together. All of it is derived from the texts: no history
follows it, and it can be done again at any time. Decides nothing about likeness itself.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

from store import likeness
from store.database.transactions import in_a_snapshot

_LOOKED_AT, _OF_ONE_BAND, _COMPARED = 20, 8, 6
"""Of the articles with a band so many are looked at. Where they tell more stories than that, the band is one of words
that stand in every page, and finds nothing. So many stories in all are compared.
"""
_NUMBERS = "(SELECT number FROM sketched WHERE article IN (SELECT value FROM json_each(?)))"


class Likeness(NamedTuple):
    """That an article tells the same story as the first of its group: how much in the same words, from 0 to 1."""

    article: str
    first: str
    score: float


def remember(
    connection: sqlite3.Connection, article: str, text: str, sketch: tuple[int, ...] | None = None
) -> Likeness | None:
    """Find the story that an article tells, in the caller's transaction; None where it is the first to tell it.

    To be called when an article has come, and again whenever its text has become another: the group that it led then
    finds itself anew, unless the sketch is the same. sketch: of this text, where it was made elsewhere.
    """
    sketch = likeness.sketch(text) if sketch is None else sketch
    bands = likeness.bands(sketch)
    if bands and set(bands) == set(_bands_of(connection, article)):
        return _link_of(connection, article)
    forget(connection, article)
    _write(connection, {article: bands})
    return _settle(connection, article, bands, partial(likeness.shingles, text))


def remember_new(connection: sqlite3.Connection, given: Sequence[tuple[str, str, tuple[int, ...] | None]]) -> None:
    """Find the stories that articles tell which have just come, each with its text and the sketch of that where it was
    made elsewhere, as remember does one after the other, in the caller's transaction.
    """
    bands = {one: likeness.bands(likeness.sketch(text) if sketch is None else sketch) for one, text, sketch in given}
    times = Counter(band for of in bands.values() for band in of)
    # Most articles are like no other, and nothing more is asked about those.
    shared = {band for band, number in times.items() if number > 1} | _here(connection, times)
    _write(connection, bands)
    later = set(bands)
    for article, text, _ in given:
        later.remove(article)
        if candidates := [band for band in bands[article] if band in shared]:
            _settle(connection, article, candidates, partial(likeness.shingles, text), later)


def _write(connection: sqlite3.Connection, bands: Mapping[str, Sequence[int]]) -> None:
    """Keep the bands of articles of which none are kept."""
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM sketched").fetchone()
    numbers = dict(zip((article for article, of in bands.items() if of), count(last + 1), strict=False))
    connection.executemany(
        "INSERT INTO sketched (number, article) VALUES (?, ?)", [(number, one) for one, number in numbers.items()]
    )
    # In their order: each page of the table is gone to once.
    rows = sorted((band, number) for article, number in numbers.items() for band in bands[article])
    connection.executemany("INSERT INTO band (band, number) VALUES (?, ?)", rows)


def _here(connection: sqlite3.Connection, bands: Iterable[int]) -> set[int]:
    """Those of some bands that an article has."""
    rows = connection.execute(
        "SELECT value FROM json_each(?) AS one WHERE EXISTS (SELECT 1 FROM band WHERE band = one.value)",
        [json.dumps(sorted(bands))],
    )
    return {band for (band,) in rows}


def forget(connection: sqlite3.Connection, article: str) -> None:
    """Let go of what is known of an article's likeness, in the caller's transaction; those that it led group anew."""
    connection.execute("DELETE FROM sketched WHERE article = ?", [article])  # its bands go with it
    connection.execute("DELETE FROM likeness WHERE article = ?", [article])
    _settle_anew(connection, _taken_out(connection, article))


def put_away(connection: sqlite3.Connection, articles: Sequence[str]) -> None:
    """Keep the bands of deleted articles where nobody finds them, in the caller's transaction; those that they led group
    anew.
    """
    these = [json.dumps(articles)]
    among = "(SELECT value FROM json_each(?))"
    connection.execute(f"UPDATE band SET band = ~band WHERE number IN {_NUMBERS} AND band >= 0", these)
    connection.execute(f"DELETE FROM likeness WHERE article IN {among}", these)
    rows = connection.execute(f"DELETE FROM likeness WHERE first IN {among} RETURNING article", these).fetchall()
    _settle_anew(connection, _by_arrival(connection, [row["article"] for row in rows]))


def bring_back(connection: sqlite3.Connection, articles: Sequence[str]) -> None:
    """Let deleted articles that are here again find their stories, in the caller's transaction."""
    connection.execute(f"UPDATE band SET band = ~band WHERE number IN {_NUMBERS} AND band < 0", [json.dumps(articles)])
    _settle_anew(connection, _by_arrival(connection, articles))


def _settle(
    connection: sqlite3.Connection,
    article: str,
    bands: Sequence[int],
    shingles: Callable[[], frozenset[int]],
    besides: Container[str] = (),
) -> Likeness | None:
    """Link an article that leads no group to the first of one, or under it those that came later and lead one.

    shingles: makes those of its text; most articles are like no other, and need none. besides: articles that are looked
    at only when it is their turn.
    """
    firsts = _firsts(connection, article, bands, besides)
    if not firsts:
        return None
    words = shingles()
    found = {first: likeness.shared(words, _shingles_of(connection, first)) for first in firsts}
    alike = {first: score for first, score in found.items() if score >= likeness.ALIKE}
    order = _by_arrival(connection, [article, *alike]) if alike else [article]
    here = order.index(article)
    if here:
        first = max(order[:here], key=alike.__getitem__)
        return _link(connection, article, first, alike[first])
    left = []
    for later in order[1:]:
        group = _taken_out(connection, later)
        _link(connection, later, article, alike[later])
        for each in group:
            score = likeness.shared(words, _shingles_of(connection, each))
            if score >= likeness.ALIKE:
                _link(connection, each, article, score)
            else:
                left.append(each)
    _settle_anew(connection, _by_arrival(connection, left))
    return None


def _settle_anew(connection: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Let articles that were taken out of their groups, in the order in which they came, find their places."""
    for each in articles:
        if not _has_place(connection, each):
            _settle(connection, each, _bands_of(connection, each), partial(_shingles_of, connection, each))


def _has_place(connection: sqlite3.Connection, article: str) -> bool:
    """Whether an article is linked, or others to it."""
    row = connection.execute("SELECT 1 FROM likeness WHERE article = ?1 OR first = ?1", [article]).fetchone()
    return row is not None


def _firsts(
    connection: sqlite3.Connection, article: str, bands: Sequence[int], besides: Container[str] = ()
) -> list[str]:
    """The firsts of the groups whose articles have most bands in common with these; at most _COMPARED."""
    if not bands:
        return []
    each = f"SELECT band, number FROM (SELECT band, number FROM band WHERE band = ? ORDER BY number LIMIT {_LOOKED_AT})"
    rows = connection.execute(
        f"""SELECT DISTINCT band, coalesce(first, sketched.article) AS leader
        FROM ({" UNION ALL ".join([each] * len(bands))}) AS found
        CROSS JOIN sketched ON sketched.number = found.number
        LEFT JOIN likeness ON likeness.article = sketched.article WHERE leader <> ?""",
        [*bands, article],
    )
    leaders = defaultdict(list)
    for row in rows:
        if row["leader"] not in besides:
            leaders[row["band"]].append(row["leader"])
    told = Counter(leader for those in leaders.values() if len(those) <= _OF_ONE_BAND for leader in those)
    return sorted(told, key=lambda leader: (-told[leader], leader))[:_COMPARED]


def _by_arrival(connection: sqlite3.Connection, articles: Iterable[str]) -> list[str]:
    rows = connection.execute(
        "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?)) ORDER BY added, id",
        [json.dumps(list(articles))],
    )
    return [row["id"] for row in rows]


def _taken_out(connection: sqlite3.Connection, first: str) -> list[str]:
    """The articles that pointed to this one, in the order in which they came; they point to none now."""
    rows = connection.execute("DELETE FROM likeness WHERE first = ? RETURNING article", [first]).fetchall()
    return _by_arrival(connection, [row["article"] for row in rows]) if rows else []


def _link(connection: sqlite3.Connection, article: str, first: str, score: float) -> Likeness:
    connection.execute("INSERT INTO likeness (article, first, score) VALUES (?, ?, ?)", [article, first, score])
    return Likeness(article, first, score)


def _link_of(connection: sqlite3.Connection, article: str) -> Likeness | None:
    row = connection.execute("SELECT article, first, score FROM likeness WHERE article = ?", [article]).fetchone()
    return None if row is None else Likeness(*row)


def _bands_of(connection: sqlite3.Connection, article: str) -> list[int]:
    rows = connection.execute(
        "SELECT band FROM sketched CROSS JOIN band ON band.number = sketched.number WHERE article = ?", [article]
    )
    return [band for (band,) in rows]


def _shingles_of(connection: sqlite3.Connection, article: str) -> frozenset[int]:
    row = connection.execute(
        "SELECT substr(text.text, 1, ?) AS words FROM article JOIN text ON text.id = article.text WHERE article.id = ?",
        [likeness.FAR, article],
    ).fetchone()
    return likeness.shingles(row["words"] or "")


@in_a_snapshot
def others(connection: sqlite3.Connection, article: str) -> tuple[str, ...]:
    """The other articles that tell the same story, the first of the group first, then as they came."""
    rows = connection.execute(
        """WITH story AS (SELECT coalesce((SELECT first FROM likeness WHERE article = ?1), ?1) AS first)
        SELECT story.first, it.id FROM story CROSS JOIN likeness ON likeness.first = story.first
        CROSS JOIN article AS it ON it.id = likeness.article ORDER BY added, it.id""",
        [article],
    ).fetchall()
    return tuple(each for each in (*(first for first, _ in rows[:1]), *(other for _, other in rows)) if each != article)
