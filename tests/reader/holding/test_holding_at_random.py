"""Whatever is typed while another program takes and lets go of the lock at any moment, the library is as it would be without.

ANNOTTY_ROUNDS=50 tries fifty times as many days of work.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from store.library import Library
from store.model import State
from tests.conftest import CountingClock, CountingIds, MakeArticle, with_library
from tests.reader.holding.conditions import Lock
from tests.reader.on_the_page import CHAIN
from tests.reader.session import Start

ROUNDS = float(os.environ.get("ANNOTTY_ROUNDS", "1"))
STEPS = 16
ON_THE_PAGE = (
    "} | w w | e | { | ) | ] | tab | v e | V | g v | H | V H | P enter | V P enter | O enter | O tab enter | c enter"
    " | c tab enter | enter enter | . | ~ down enter | ~ H | > | < | g < | s e enter | d | d | u | u u | ctrl+r"
    " | a *seen enter | x | @ *sea enter | = | = u | g i *more enter | ctrl+x | escape | escape escape j enter"
)
ON_THE_LIST = (
    "j | k | space | * | V j V | x | x | _ | @ *dam enter | @ *sea enter | D | d d | u | u u | ctrl+r | s t | z g"
    " | escape"
)
"""What is typed on a day of work: a * stands before words."""


def is_there(library: Library) -> Sequence[object]:
    """What is in a library, without times and identifiers, of which more are made where something is tried again."""
    articles = library.articles()
    marks = {
        each.title: sorted(
            (mark.tag, mark.quote, mark.note, mark.entity.name if mark.entity else "", str(len(mark.parts)))
            for mark in library.annotations(each.id)
        )
        for each in articles
    }
    states = {each.title: State.READING if each.state is State.NEW else each.state for each in articles}
    labels = {each.title: each.labels for each in articles}
    steps = [(each.action, each.summary) for each in library.changes()]
    return marks, states, labels, steps


def a_day(chances: random.Random, keys: str) -> list[str]:
    """Keys, one after the other."""
    steps = (chances.choice(keys.split(" | ")).split() for _ in range(STEPS))
    return [
        key for step in steps for word in step for key in (word[1:] if word.startswith("*") and word[1:] else [word])
    ]


async def worked(start: Start, library: Library, keys: Sequence[str], page: bool, lock: Lock) -> Sequence[object]:
    """What is in a library after a day of work."""
    article = max(each.id for each in library.articles()) if page else None
    async with start(article, library=library) as session:
        for key in keys:
            lock.turn()
            if key == "escape":  # would drop what is held
                lock.let_go()
                await session.until(lambda: not session.screen.is_holding)
            await session.press(key)
            lock.held += session.screen.sitting.holding.waits
        lock.let_go()
        await session.until(lambda: not session.screen.is_holding)
    return is_there(library)


@pytest.mark.parametrize("seed", range(max(2, round(4 * ROUNDS))))
async def test_a_lock_taken_and_let_go_at_any_moment_changes_nothing(
    seed: int, start: Start, article: MakeArticle, tmp_path: Path
) -> None:
    page = seed % 3 != 0
    keys = a_day(random.Random(seed), ON_THE_PAGE if page else ON_THE_LIST)
    found = []
    for name in ("alone", "beside another"):
        path = with_library(tmp_path / f"{name}.db")
        with Library(path, annotator="reader", clock=CountingClock(), ids=CountingIds()) as library:
            for text in (CHAIN, CHAIN.replace("shelters", "piers"), CHAIN.replace("Bloggers", "Fishers")):
                article(text, into=library)
            with Lock(path, random.Random(seed) if name != "alone" else None) as lock:
                found.append(await worked(start, library, keys, page, lock))
    assert found[0] == found[1], keys
