"""Patterns that are compiled when something is first looked for with them: regex takes longer to load than a list to open."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import regex


def later(pattern: str) -> regex.Pattern[str]:
    """A pattern of regex (flags within it) that is compiled at its first use; one that is wrong raises regex.error then."""
    return cast("regex.Pattern[str]", _Later(pattern))


class _Later:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> object:
        """What is asked of the pattern, found once."""
        import regex

        found: object = getattr(regex.compile(self.pattern), name)
        setattr(self, name, found)
        return found
