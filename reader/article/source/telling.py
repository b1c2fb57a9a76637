"""What head and foot of the source view say: of the line in hand, of what was overruled and what became of the marks. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.article.drawing.telling import Status, count_of
from reader.commands.hints import Clause, Hint, Key, Words
from reader.palette import Palette
from store.document import BlockKind
from store.model import Article
from store.recleaning import Recleaned

if TYPE_CHECKING:
    from reader.article.source.lines import SourceLine, SourceText  # they need the cleaning, slow to load

_FURNITURE = str(BlockKind.BOILERPLATE)


def of_line(line: SourceLine | None, outlet: str, palette: Palette) -> Status:
    """Which line is in hand, whether it stands in the text, what it is and why; outlet: what that is called."""
    if line is None:
        return [("nothing to read here", palette.quiet)], []
    number = f"line {line.number} · " if line.number else ""
    kept = ("in the text ", palette.good) if line.kept else ("left out ", palette.accent)
    if (ruling := line.ruling) is not None:
        where = scope(outlet, only_here=ruling.article is not None)
        told = f"{ruling.annotator} {'took it in' if line.kept else 'left it out'} · {where}"
    else:
        is_plain = not line.kept and line.kind == _FURNITURE  # that it was left out says as much
        told = " · ".join(each for each in ("" if is_plain else line.kind, line.why) if each)
    # One piece: a reason that is too long loses its end rather than all of it.
    return [(number, palette.quiet), kept, (f"· {told}" if told else "", palette.quiet)], []


def scope(outlet: str, *, only_here: bool) -> str:
    """For what a correction holds."""
    return "only here" if only_here or not outlet else f"for all of {outlet}"


def of_tally(source: SourceText) -> str:
    """How many lines there are, and how many were left out."""
    return f"· {source.left_out:,} of {count_of(len(source.lines), 'line')} left out"


def of_correction(done: str, where: str, report: Recleaned, others: int = 0) -> Words:
    """What was done with a line, for what it holds, what became of the marks, and how many others it would change.

    Where the cleaner decides otherwise than it did about more lines than that, how many those are.
    """
    clauses: list[Clause] = [done]
    if (besides := len(report.gone) + len(report.come) - 1) > 0:
        clauses.append(f"{count_of(besides, 'line')} more changed")
    if not report.changed:
        clauses.append("the text is as it was")
    if report.moved:
        clauses.append(f"{count_of(report.moved, 'mark')} kept {'its place' if report.moved == 1 else 'their places'}")
    if report.found:
        clauses.append(f"{count_of(report.found, 'mark')} found {'its' if report.found == 1 else 'their'} words again")
    if lost := len(report.orphaned):
        number = str(lost) if report.moved else count_of(lost, "mark")
        clauses.append((f"{number} {'waits' if lost == 1 else 'wait'}: ", Key("list_waiting")))
    if others:
        clauses.append((f"{count_of(others, 'other article')} would change: ", Key("take_line_others")))
    return Hint((*clauses, where) if where else tuple(clauses))  # what is too long loses its end


def of_others(reports: Sequence[Recleaned]) -> Words:
    """What became of the outlet's other articles, once a word about a line was brought to them."""
    changed = sum(report.changed for report in reports)
    if not changed:
        return "no other article came out otherwise"
    lost = sum(len(report.orphaned) for report in reports)
    waits = (
        f"{count_of(lost, 'mark')} there {'waits' if lost == 1 else 'wait'} for {'its' if lost == 1 else 'their'} words"
    )
    told = [f"{count_of(changed, 'other article')} changed", *([waits] if lost else [])]
    return Hint.of(*told, (Key("undo"), " takes it back"))


def source_of(found: Mapping[str, str], field: str) -> str:
    """Where a field of the metadata was found, in words; "" where that is not known."""
    told = found.get(field, "")
    return {"reader": "corrected by a reader", "source": "came with it", "text": "in the text"}.get(told, told)


def outlet_of(article: Article) -> str:
    """What the outlet of an article is called, for which lines are remembered; "" where none is known."""
    from store.addresses import outlet_key

    key = outlet_key(article.metadata.url, article.metadata.outlet)
    return (article.metadata.outlet or key) if key else ""
