"""Words measured in cells, cut and filled as rich does it; rich is loaded only for letters of doubtful width.

The first rows are laid out here before rich is there, and all others too, so that both come out the same. A look is
whatever the caller says of a piece: a style, or its name.
"""

from __future__ import annotations

from reader.terminal.border import shown_line

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Iterable, Sequence
    from typing import TypeVar

    Look = TypeVar("Look")

SEPARATOR = " · "
_ENDS_NOTHING = " ·‹:"
"""What would stand alone before an ellipsis."""
_FAR, _CODE_POINTS = 200, 8
"""The code points of a text that are looked at: so many, and so many for each cell; a cluster may have several."""
_LEAST = 8
"""The cells in which the beginning of a piece still says something."""

# Letters and signs that stand alone and whose width is beyond doubt: Latin, Greek and Cyrillic, punctuation, frames and
# blocks take one cell; Chinese characters, kana, Hangul and the punctuation between them two.
_NARROW: tuple[tuple[int, int], ...] = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x384, 0x482), (0x48A, 0x52F), (0x1E00, 0x1EFF)),
    *((0x2010, 0x2027), (0x2030, 0x203B), (0x203D, 0x2048), (0x20A0, 0x20B5), (0x2190, 0x2193), (0x2212, 0x2212)),
    *((0x2400, 0x2426), (0x2500, 0x25A9), (0x25AC, 0x25B5), (0x25B7, 0x25BF), (0x25C1, 0x25FA), (0xFFFD, 0xFFFD)),
)
_WIDE: tuple[tuple[int, int], ...] = (
    *((0x3001, 0x3029), (0x3041, 0x3096), (0x309B, 0x30FF), (0x3400, 0x4DB5), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3)),
    (0xFF01, 0xFF60),
)
_DOUBTFUL = -1


class _Sizes(dict[str, int]):
    """The cells of letters, looked at once each."""

    def __missing__(self, letter: str) -> int:
        code = ord(letter)
        if any(first <= code <= last for first, last in _NARROW):
            size = 1
        else:
            size = 2 if any(first <= code <= last for first, last in _WIDE) else _DOUBTFUL
        self[letter] = size
        return size


_sizes = _Sizes()


def size_of(letter: str) -> int | None:
    """The cells that a letter takes on every terminal, and that stands alone; None where that is in doubt."""
    size = _sizes[letter]
    return None if size == _DOUBTFUL else size


def cell_len(text: str) -> int:
    """The cells that a text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    sizes = [_sizes[letter] for letter in text]
    if _DOUBTFUL not in sizes:
        return sum(sizes)
    from rich.cells import cell_len as measured

    return measured(text)


def sized(text: str, cells: int) -> str:
    """Text cut or filled with spaces to that many cells; a letter that is cut in two becomes a space."""
    if text.isascii() and text.isprintable():
        return text[: max(0, cells)].ljust(cells)
    sizes = [_sizes[letter] for letter in text]
    if _DOUBTFUL in sizes:
        from rich.cells import set_cell_size

        return set_cell_size(text, cells)
    taken = 0
    for at, size in enumerate(sizes):
        if taken + size > cells:
            return text[:at] + " " * (cells - taken)
        taken += size
    return text + " " * (cells - taken)


def is_certain(text: str) -> bool:
    """Whether every letter has a width that is beyond doubt; none of them then reads from right to left either."""
    return (text.isascii() and text.isprintable()) or all(_sizes[letter] != _DOUBTFUL for letter in text)


def seen(text: str, cells: int) -> str:
    """As much of a text as may be seen in so many cells, as a terminal may have it: a long one is not measured whole."""
    return shown_line(text[: _FAR + _CODE_POINTS * max(0, cells)])


def fit(text: str, cells: int) -> str:
    """Text in exactly that many cells: cut with an ellipsis where it is longer, filled with spaces where it is shorter."""
    text = seen(text, cells)
    if cells <= 0:
        return ""
    if cell_len(text) > cells:
        text = sized(text, cells - 1).rstrip(_ENDS_NOTHING) + "…"
    return sized(text, cells)


def cut(text: str, cells: int) -> str:
    """Text in at most that many cells, with an ellipsis where it was longer."""
    return fit(text, cells).rstrip()


def laid(pieces: Iterable[tuple[str, Look]], cells: int, ground: Look) -> list[tuple[str, Look]]:
    """One row of the screen: the pieces from the left, then ground to the edge; what does not fit is cut.

    A piece behind a separator is an addition: it is left out whole, with all that follows, rather than cut; so is any
    piece behind others that only a few cells of would be seen.
    Within a piece words stand in the order of the screen.
    """
    found: list[tuple[str, Look]] = []
    room = cells
    for text, look in pieces:
        if room <= 0:
            break
        text = seen(text, cells)
        width = cell_len(text)
        if width > room:
            if text.startswith(SEPARATOR) or (found and room < _LEAST):
                break
            text, width = fit(text, room), room
        if text:
            found.append((_in_order(text), look))
            room -= width
    if room > 0:
        found.append((" " * room, ground))
    return found


def laid_between(
    left: Iterable[tuple[str, Look]], right: Sequence[tuple[str, Look]], cells: int, ground: Look
) -> list[tuple[str, Look]]:
    """One row of the screen with pieces at both edges; the left ones give way."""
    right = [(seen(text, cells), look) for text, look in right if text]
    taken = sum(cell_len(text) for text, _ in right)
    if taken >= cells:
        return laid(right, cells, ground)
    return [*laid(left, cells - taken, ground), *laid(right, taken, ground)]


def _in_order(text: str) -> str:
    if is_certain(text):
        return text
    from reader.terminal.bidi import in_visual_order  # it loads regex

    return in_visual_order(text)
