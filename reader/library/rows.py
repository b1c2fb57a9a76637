"""From an article to a row of the list: which columns a width has room for, and what stands in them, in looks by name. Pure.

The first rows are painted with it before nearly anything else is loaded: it imports only what measures words.
"""

from __future__ import annotations

from reader.dates import day
from reader.terminal.cells import cell_len, cut, fit

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    class Told(Protocol):
        """What a row needs to know of an article; state: as its word is written."""

        @property
        def title(self) -> str: ...
        @property
        def outlet(self) -> str | None: ...
        @property
        def published(self) -> str | None: ...
        @property
        def state(self) -> str: ...
        @property
        def language(self) -> str | None: ...
        @property
        def labels(self) -> Sequence[str]: ...


SIGNS = {"new": "●", "reading": "◐", "done": "○", "aside": "–", "deleted": "×"}
LETTERS = {"new": "N", "reading": "r", "done": "d", "aside": "a", "deleted": "x"}
"""Where the terminal has no such signs."""
SELECTED, PLAIN_SELECTED = "▌", "*"
"""Before the state of an article that is selected."""

_DATE_FROM, _OUTLET_FROM, _LANGUAGE_FROM, _WIDE_FROM = 34, 60, 96, 100
_OUTLET, _WIDE_OUTLET, _LANGUAGE = 17, 24, 3
_DATE, _MARKS = 10, 5
_LEAST_LABEL = 6
_UNDER = "  "
"""Before the title of an article that stands under the first of its group."""
NO_TITLE = "(no title)"


def pieces(
    article: Told,
    width: int,
    *,
    chosen: bool,
    plain: bool = False,
    selected: bool = False,
    marked: int = 0,
    sign: str = "",
    waits: bool = False,
    under: bool = False,
) -> list[tuple[str, str]]:
    """A row: state, title, labels, how many tell the same story, outlet, language, date, marks; each with the name of its look.

    plain: letters instead of signs. marked: how many marks. sign: "+4" where others tell the same story; waits: not all
    of them are done. under: it is one of those.
    """
    text, quiet = ("chosen", "chosen_quiet") if chosen else ("text", "quiet")
    if not chosen:
        text = "accent" if selected else "strong" if article.state == "new" else text
    state = "chosen" if chosen else "quiet" if article.state == "done" else "accent"
    outlet = _outlet_cells(width)
    language = _LANGUAGE if width >= _LANGUAGE_FROM else 0
    told = f" {sign}" if sign else ""
    beside = ""
    if outlet:
        beside += "  " + fit(_outlet(article.outlet or "", outlet), outlet)
    if language:
        beside += " " + fit(article.language or "", language)
    if width >= _DATE_FROM:
        beside += "  " + fit(day(article.published, short=True).rjust(_DATE - 1), _DATE - 1)
    beside += (str(marked) if marked else "·").rjust(_MARKS if width >= _DATE_FROM else _MARKS - 1) + " "
    title = width - 3 - len(told) - cell_len(beside)
    mark = (PLAIN_SELECTED if plain else SELECTED) if selected else " "
    found = [
        (mark, "chosen" if chosen else "accent"),
        (f"{(LETTERS if plain else SIGNS)[article.state]} ", state),
        *_titled((_UNDER if under else "") + (article.title or NO_TITLE), article.labels, title, text, quiet),
    ]
    if told:
        found.append((told, "chosen" if chosen else "accent" if waits else "quiet"))
    return [*found, (beside, "quiet")]  # the bar ends before: what need not be drawn again makes a step shorter


def _titled(title: str, labels: Sequence[str], cells: int, text: str, quiet: str) -> list[tuple[str, str]]:
    """The title, and at the right of its column the labels: in what it leaves free, and in a third of it at least."""
    if not labels or cells // 3 < _LEAST_LABEL:
        return [(fit(title, cells), text)]
    room = max(cells - cell_len(title[: 4 * cells]) - 2, cells // 3)
    label = cut(" ".join(labels), room)
    return [(fit(title, cells - cell_len(label) - 2), text), (f"  {label}", quiet)]


def heading(words: str, count: int, width: int) -> list[tuple[str, str]]:
    """A heading between rows: the day or the outlet of those below it, a rule, and how many they are."""
    told = f" {count:,} "
    words = cut(words, max(0, width - 8 - len(told)))
    rule = width - 2 - cell_len(words) - len(told)
    return [(f" {words} ", "quiet"), ("─" * max(0, rule), "faint"), (told, "quiet")]


def _outlet_cells(width: int) -> int:
    return 0 if width < _OUTLET_FROM else _WIDE_OUTLET if width >= _WIDE_FROM else _OUTLET


def _outlet(name: str, cells: int) -> str:
    """An outlet's name; without its article where that makes it fit."""
    return name if cell_len(name) <= cells else name.removeprefix("The ")


def tally(states: Mapping[str, int]) -> str:
    """How many there are of each state in words: "3 new · 5 reading · 12 done"."""
    return " · ".join(f"{states[state]:,} {state}" for state in SIGNS if states.get(state))


def same_story(count: int) -> str:
    """That so many other articles tell the same, in words."""
    return "1 other tells the same story" if count == 1 else f"{count:,} others tell the same story"


_ORDERS = {
    "date": ("newest first", "oldest first"),
    "added": ("last added first", "first added first"),
    "title": ("by title", "by title, from the end"),
    "outlet": ("by outlet", "by outlet, from the end"),
    "state": ("by state", "by state, from the end"),
    "marks": ("most marks first", "fewest marks first"),
    "language": ("by language", "by language, from the end"),
    "rank": ("best first", "best last"),
}


LIBRARY = "library"
"""What the list is called in its head."""


def in_order(by: str, *, turned: bool) -> str:
    """An order of the list in words."""
    return _ORDERS[by][turned]


def head(
    order: str, doing: str = "", arrived: int = 0, counted: str = "", indexing: str = "", name: str = LIBRARY
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The first row of the screen, left and right: what this is (name), its order, what is being done, how far the index of words
    is, how many came, how many there are.
    """
    left = [(" annotty", "strong")]
    if doing:  # it goes on for a while, and its clauses need the room
        left += [(f" · {clause}", "quiet" if at else "accent") for at, clause in enumerate(doing.split(" · "))]
    else:
        left += [(f" · {name}", "quiet"), (f" · {order}", "quiet")]
    right = [("  ", "quiet")] if doing else []
    if indexing:
        right += [(indexing, "accent"), (" · " if arrived or counted else " ", "quiet")]
    if arrived:
        right += [(f"{arrived:,} came", "accent"), (" · " if counted else "", "quiet")]
    return left, [*right, (f"{counted} " if counted or arrived else "", "quiet")]
