"""Which addresses of the web lead to what is in the library already. Fetches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.addresses import normal_address

if TYPE_CHECKING:
    from store.library import Library


class KnownAddresses:
    """Tells of addresses whether what they lead to is here: found there to the letter, or at one that means the same.

    The library is gone through once, when it is first asked for an address that it does not have to the letter; what
    comes in after that is known to the letter only. An article whose source is not here can still be fetched.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: frozenset[str | None] | None = None

    def __call__(self, address: str) -> bool:
        """Whether what an address leads to is here."""
        if self._library.article_from(address) is not None:
            return True
        if self._known is None:
            self._known = frozenset(map(normal_address, self._library.addresses())) - {None}
        return normal_address(address) in self._known
