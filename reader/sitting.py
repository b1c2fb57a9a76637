"""What the screens of one sitting share: the library, how things look, and what was done last and waits to be finished."""

from __future__ import annotations

from dataclasses import dataclass

from reader.palette import Palette
from store.library import Library
from store.model import Annotation


@dataclass
class Sitting:
    """One person at one terminal with one library.

    plain: letters stand for signs that the terminal may lack. last_mark: tag and entity, for doing it again. relating: the
    claim at which a relation was begun, whose other end is being looked for.
    """

    library: Library
    palette: Palette
    plain: bool = False
    last_mark: tuple[str, str | None] | None = None
    relating: Annotation | None = None
