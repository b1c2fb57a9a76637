"""The filter that every article fits: the one with which the list begins, before another is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.filters.terms import Term


@dataclass(frozen=True, slots=True)
class All:
    """What fits every one of some terms; every article fits none of them."""

    terms: tuple[Term, ...]


EVERYTHING = All(())
"""Fits every article that is not deleted."""
