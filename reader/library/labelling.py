"""Labels as they are asked for: the known ones that go with what is typed, and how giving or taking one is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from reader.library.naming import Known, Naming
from store.folding import folded
from store.library import Library


def ask_label(known: Mapping[str, int], borne: Collection[str], what: str) -> Naming:
    """Ask for a label. known: how many articles have each; borne: those that the article in hand has; what: "3 articles"."""
    return Naming.open(f"label for {what}", "label", does="give or take", known=_among(known, borne))


def _among(known: Mapping[str, int], borne: Collection[str]) -> Callable[[str], Known]:
    has = {folded(each) for each in borne}

    def found(typed: str) -> Known:
        wanted = folded(" ".join(typed.split()))
        fitting = [each for each in known if wanted in folded(each)]
        # What the article bears can be taken from it; behind that what begins as it was typed, and what many bear.
        fitting.sort(
            key=lambda name: (folded(name) not in has, not folded(name).startswith(wanted), -known[name], name)
        )
        return [(name, _beside(known[name], bears=folded(name) in has)) for name in fitting]

    return found


def _beside(count: int, *, bears: bool) -> str:
    told = f"{count:,} article{'' if count == 1 else 's'}"
    return f"on it · enter takes it · {told}" if bears else told


def as_known(name: str, known: Collection[str]) -> str | None:
    """The known label that a name means, whose case may be another; None where it means none."""
    wanted = folded(" ".join(name.split()))
    return next(
        (each for each in known if each == name), next((each for each in known if folded(each) == wanted), None)
    )


def turn(library: Library, articles: Sequence[str], borne: Collection[str], name: str) -> str:
    """Give articles a label, or take it from them where it is among those that the first bears; what was done, in words.

    Raises Refused where it has no letters.
    """
    if (bears := as_known(name, borne)) is not None:
        library.unlabel(articles, bears)
        return f"label taken · {bears}"
    given = as_known(name, library.labels()) or name
    library.label(articles, given)
    return f"labelled · {given}"


def borne_by(library: Library, article: str) -> tuple[str, ...]:
    """The labels of an article."""
    number = library.number_of(article)
    row = library.rows([number]).get(number) if number is not None else None
    return row.labels if row is not None else ()


def how_many(count: int) -> str:
    """So many articles, in words."""
    return "this article" if count == 1 else f"{count:,} articles"
