"""Articles for a list to be filtered, and waiting for what its thread brings."""

from __future__ import annotations

from reader.library.screen import LibraryScreen
from tests.reader.session import Session

STORIES = (
    ("Dam holds after a night of rain", "Harbour Post", "2024-07-01", "The keeper counted every bolt of the dam."),
    ("Ferry will sail again", "Harbour Post", "2024-07-02", "The ferry was painted; nobody spoke of bolts."),
    ("Levee walkers meet on Mondays", "Coast Courier", "2024-08-03", "They walk where the dam ends and talk of rain."),
    (
        "Lighthouse sold to a choir",
        "Coast Courier",
        "2024-08-04",
        "Its café keeps the lamp, the choir keeps the stairs.",
    ),
)


def listing(session: Session) -> LibraryScreen:
    """The list."""
    screen = session.app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


def titles(session: Session) -> list[str]:
    """The titles that are seen, in their order."""
    return [title for row in session.rows for title, *_ in STORIES if title[:20] in row and row[1] in "●◐○–×"]


async def filtered(session: Session, words: str, *expected: str) -> None:
    """Type a filter and wait until the list shows the articles whose titles begin so; it is still being typed then."""
    await session.press("/")
    if listing(session).over.filterer.line is not None:
        await session.press("ctrl+u")
    await session.press(f" {words}")
    await shows(session, *expected)


async def shows(session: Session, *beginnings: str) -> None:
    """Wait until the list shows these articles, by how their titles begin."""

    def is_so() -> bool:
        seen = titles(session)
        return len(seen) == len(beginnings) and all(map(str.startswith, seen, beginnings))

    try:
        await session.until(is_so)
    except TimeoutError:
        raise AssertionError(f"{titles(session)} instead of {beginnings}\n{session.text}") from None


def head(session: Session) -> str:
    """The row of the filter."""
    return session.rows[1].rstrip()


async def says(session: Session, words: str) -> None:
    """Wait until the foot says something."""
    try:
        await session.until(lambda: words in session.said)
    except TimeoutError:
        raise AssertionError(f"{session.said!r} instead of {words!r}\n{session.text}") from None
