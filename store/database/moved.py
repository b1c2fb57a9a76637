"""The rows of a step that goes back, where marks moved to another text version since: what of it can go back, and how.

That a mark moved is nobody's doing (see store.database.history), so it should stand in nobody's way.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from store.anchoring import Passage
from store.database import articles
from store.database.recording import Action, Row
from store.model import Part, Role
from store.text import Span

Image = tuple[str, Row | None, Row | None]
"""A row of a step: its table, what it was before, and what it was after."""


def without_what_went_on(action: Action, rows: list[Image]) -> Iterator[Image]:
    """The rows of a step without those of marks that it only moved, of single articles and of labels, where they were
    changed since.

    Where each of several articles or labels was changed, or the only one, they are left in: they stand in the whole
    step's way.
    """
    single = [image for image in rows if image[0] == "label" or (image[0] == "article" and image[2])]
    passed = [image for image in single if not action.stands(*image)]
    if len(passed) == len(single):
        passed = []
    left = {str(after["id"]) for name, _, after in passed if name == "article" and after}
    labels = [image for image in passed if image[0] == "label"]
    only_moved = {
        str(after["id"]): str(after["article"])
        for name, before, after in rows
        if name == "annotation" and before and after and before | {"text": None} == after | {"text": None}
    }
    gone = {mark for mark, article in only_moved.items() if article in left}
    for name, before, after in rows:
        mark = _mark_of(name, after or {})
        if mark in only_moved and not action.stands(name, before, after):
            gone.add(mark)
    for name, before, after in rows:
        image = before or after or {}
        if (
            _mark_of(name, image) not in gone
            and not (name == "article" and image["id"] in left)
            and (name, before, after) not in labels
        ):
            yield name, before, after


def as_marks_moved(connection: sqlite3.Connection, action: Action, rows: Iterable[Image]) -> list[Image]:
    """The rows of a step, those of a mark that it changed and that moved since as they would be where the mark is now.

    They are left as they are where the mark was changed since, or where its former words are not found for sure.
    """
    told = list(rows)
    changed = {
        str(after["id"]): (before, after)
        for name, before, after in told
        if name == "annotation" and before and after and before["updated"] != after["updated"]
    }
    for mark, (before, after) in changed.items():
        now = action.row("annotation", id=mark)
        if now is not None and now["text"] != after["text"] and now["updated"] == after["updated"]:
            told = _moved(connection, action, told, mark, before, after, now) or told
    return told


def parts_by_article(rows: Iterable[Image]) -> Counter[str]:
    """How many parts are written when a step goes back, by the article that they are in."""
    told = list(rows)
    article_of = {
        str(image["id"]): str(image["article"])
        for name, before, after in told
        if name == "annotation" and (image := before or after)
    }
    marks = (str(before["annotation"]) for name, before, _ in told if name == "part" and before)
    return Counter(article_of[mark] for mark in marks if mark in article_of)


def _moved(
    connection: sqlite3.Connection, action: Action, rows: list[Image], mark: str, before: Row, after: Row, now: Row
) -> list[Image] | None:
    passage = None
    if before["text"] == after["text"]:  # else the step moved the mark, and all its parts as they were are told
        here = articles.words(connection, str(now["text"]))
        if here is None:
            return None
        passage = Passage(articles.words(connection, str(before["text"])), here)
    moved: list[Image] = []
    for name, old, new in rows:
        if _mark_of(name, old or new or {}) != mark:
            moved.append((name, old, new))
        elif name == "annotation":
            text = {"text": now["text"]}
            moved.append((name, before | text if passage else before, after | text))
        else:
            there = None if new is None else action.row("part", annotation=mark, position=new["position"])
            if (new is None) != (there is None):
                return None
            if old == new:  # told beside the others
                old = there
            elif old is not None and passage is not None and (old := _placed(old, passage)) is None:
                return None
            moved.append((name, old, there))
    return moved


def _placed(row: Row, passage: Passage) -> Row | None:
    """The row of a part in another version."""
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    part = Part(Role(str(row["role"])), Span(start, end), str(row["exact"]), str(row["prefix"]), str(row["suffix"]))
    if (found := passage.move((part,))) is None:
        return None
    there = found[0]
    place: Row = {"start": there.span.start, "end": there.span.end, "source_start": None, "source_end": None}
    return row | place | {"exact": there.exact, "prefix": there.prefix, "suffix": there.suffix}


def _mark_of(name: str, image: Row) -> str | None:
    """The mark that the row of an annotation or a part is of."""
    column = {"annotation": "id", "part": "annotation"}.get(name)
    return str(image[column]) if column and column in image else None
