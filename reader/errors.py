"""What the reader itself refuses, in words that name keys: the screen fills in which ones they are."""

from __future__ import annotations

from reader.commands.hints import Clause, Hint, Key
from store.errors import Refused


class Unable(Refused):
    """A key can do nothing here. hint: why, and what can be done; as a string it names no key."""

    def __init__(self, *clauses: Clause) -> None:
        self.hint = Hint(clauses)
        super().__init__(self.hint.without_keys)


def no_mark() -> Unable:
    """What is said where a mark is needed and there is none under the cursor."""
    return Unable("no mark under the cursor", (Key("next_mark"), " goes to the next one"))
