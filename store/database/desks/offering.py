"""Entities that some words may mean, found among all that are known, those too whose rows are not settled yet."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence

from store.database.entities import entities
from store.database.transactions import in_a_snapshot
from store.model import Entity, Offer
from store.ranking import WITHIN, acronyms, compared, ranked, wordings

_MORE = 3
"""So many times the entities wanted are looked at closely: SQL tells only roughly how well words fit."""

_HERE = """SELECT entity FROM annotation WHERE article = :article AND status = 'accepted' AND entity IS NOT NULL
    UNION SELECT attribution.entity FROM annotation CROSS JOIN attribution ON attribution.claim = annotation.id
        WHERE article = :article AND status = 'accepted' AND attribution.entity IS NOT NULL"""
_PENDING = "SELECT id FROM unsettled WHERE what = 'entity'"
_IN_ORDER = """SELECT entity, mentions FROM known WHERE {0} ORDER BY {1}, tag IS NOT :tag,
    entity NOT IN (SELECT value FROM json_each(:here)), entity NOT IN (SELECT value FROM json_each(:recent)),
    mentions DESC LIMIT :most"""
_LINE, _END = "\n ", " \n"
"""What stands before and behind a name in `known`."""
_NOT_SO = re.compile(r"[*?\[]")


@in_a_snapshot
def offered(
    connection: sqlite3.Connection, words: str, tag: str | None, article: str | None, recent: Sequence[str], most: int
) -> list[Offer]:
    """The entities that words may mean, the likeliest first, so many at most; without words those that are likely anyway."""
    here = {row[0] for row in connection.execute(_HERE, {"article": article})} if article is not None else set()
    pending = [row[0] for row in connection.execute(_PENDING)]
    counts = _likely(connection, words, tag, here, recent, most)
    counts |= _counts(connection, {*pending, *here, *recent} - counts.keys())
    known = entities(connection, counts)
    merged = _merged(connection, counts)
    chosen = (each for each in known.values() if each.id not in merged)
    return ranked(words, chosen, tag=tag, here=here, recent=recent, mentions=counts)[:most]


@in_a_snapshot
def called(connection: sqlite3.Connection, words: str) -> list[Entity]:
    """The entities that have a name or another name, in any case and with any accents."""
    wanted = compared(words)
    query = f"SELECT entity FROM known WHERE instr(names, ?) OR instr(names, ?) UNION {_PENDING}"
    ids = [row[0] for row in connection.execute(query, [_whole(wanted), _whole(f"the {wanted}")])]
    merged = _merged(connection, ids)
    return [
        each
        for each in entities(connection, ids).values()
        if each.id not in merged and wanted in (compared(each.name), *(compared(alias.name) for alias in each.aliases))
    ]


def _likely(
    connection: sqlite3.Connection, words: str, tag: str | None, here: set[str], recent: Sequence[str], most: int
) -> dict[str, int]:
    """Those that fit and how often they are named, the likeliest by SQL's rough measure."""
    if not (wanted := wordings(words)):
        return dict(connection.execute("SELECT entity, mentions FROM known ORDER BY mentions DESC LIMIT ?", [most]))
    values: dict[str, str | int | None] = {
        "tag": tag,
        "here": json.dumps(sorted(here)),
        "recent": json.dumps(list(recent)),
        "most": most * _MORE,
    }
    fits: list[str] = []
    cases: list[str] = []
    for each in wanted:
        short, wide, fit = _tests(each, values)
        # What has all of it has its beginning too.
        is_told = any(len(other) >= WITHIN and other != each and each.startswith(other) for other in wanted)
        fits += short if is_told else [*short, *wide]
        cases.append(fit)
    best = cases[0] if len(cases) == 1 else f"min({', '.join(cases)})"
    return dict(connection.execute(_IN_ORDER.format(" OR ".join(fits), best), values))


def _tests(wanted: str, values: dict[str, str | int | None]) -> tuple[list[str], list[str], str]:
    """The tests of which one must hold for a wording to fit, those of letters that stand for it and those of itself, and how
    well it does then, as SQL has them.
    """

    def bind(value: str) -> str:
        name = f"v{len(values)}"
        values[name] = value
        return f":{name}"

    word, name, the = bind(wanted), bind(_whole(wanted)), bind(_whole(f"the {wanted}"))
    short = [f"instr(acronyms, {name})"]
    short += [f"instr(names, {bind(_whole(letters))})" for letters in acronyms(wanted)]
    begins = [f"instr(names, {bind(f' {wanted}')})"]
    last = "0"
    if " " in wanted:
        # What no pattern fits is told from the first word, far sooner than by the pattern.
        begins.append(
            f"(instr(names, {bind(f' {wanted.split(maxsplit=1)[0]}')}) AND names GLOB {bind(_beginnings(wanted))})"
        )
    else:
        last = f"tag = 'PERSON' AND instr(names, {bind(f' {wanted}{_END}')})"
    # What begins so is what is within, where letters within are looked for.
    wide = [*begins[1:], f"instr(names, {word})" if len(wanted) >= WITHIN else begins[0]]
    fit = f"""CASE WHEN instr(names, {name}) = 1 OR instr(names, {the}) = 1 THEN 0
        WHEN instr(names, {name}) OR instr(names, {the}) THEN 1 WHEN {" OR ".join(short)} THEN 2 WHEN {last} THEN 3
        WHEN {" OR ".join(begins)} THEN 4 ELSE 5 END"""
    return short, wide, fit


def _whole(name: str) -> str:
    """A name as it stands in `known`."""
    return f"{_LINE}{name}{_END}"


def _beginnings(wanted: str) -> str:
    """A pattern of what has words that begin like these, in order; of some names it fits more than one at once."""
    return "*" + "*".join(f" {_NOT_SO.sub(_as_it_stands, word)}" for word in wanted.split()) + "*"


def _as_it_stands(sign: re.Match[str]) -> str:
    return f"[{sign.group()}]"


def _counts(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    query = """SELECT value, coalesce((SELECT mentions FROM known WHERE entity = value), 0) FROM json_each(?)"""
    return dict(connection.execute(query, [json.dumps(sorted(ids))]))


def _merged(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    query = "SELECT id FROM entity WHERE merged_into IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(query, [json.dumps(sorted(ids))])}
