"""What head and foot of the source view say: of the line in hand, of what was overruled and what became of the marks. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from reader.article.drawing.telling import Status, count_of
from reader.article.source.lines import SourceLine, SourceText
from reader.commands.hints import Clause, Hint, Key, Words
from reader.palette import Palette
from store.model import Article
from store.recleaning import Recleaned


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
        told = " · ".join(each for each in (line.kind, line.why) if each)
    # One piece: a reason that is too long loses its end rather than all of it.
    return [(number, palette.quiet), kept, (f"· {told}" if told else "", palette.quiet)], []


def scope(outlet: str, *, only_here: bool) -> str:
    """For what a correction holds."""
    return "only here" if only_here or not outlet else f"for all of {outlet}"


def of_tally(source: SourceText) -> str:
    """How many lines there are, and how many were left out."""
    return f"· {source.left_out:,} of {count_of(len(source.lines), 'line')} left out"


def of_correction(done: str, where: str, report: Recleaned) -> Words:
    """What was done with a line, for what it holds, and what became of the marks."""
    clauses: list[Clause] = [done]
    if not report.changed:
        clauses.append("the text is as it was")
    if report.moved:
        clauses.append(f"{count_of(report.moved, 'mark')} kept {'its place' if report.moved == 1 else 'their places'}")
    if report.found:
        clauses.append(f"{count_of(report.found, 'mark')} found {'its' if report.found == 1 else 'their'} words again")
    if lost := len(report.orphaned):
        number = str(lost) if report.moved else count_of(lost, "mark")
        clauses.append((f"{number} {'waits' if lost == 1 else 'wait'}: ", Key("list_waiting")))
    return Hint((*clauses, where) if where else tuple(clauses))  # what is too long loses its end


def source_of(found: Mapping[str, str], field: str) -> str:
    """Where a field of the metadata was found, in words; "" where that is not known."""
    told = found.get(field, "")
    return {"reader": "corrected by a reader", "source": "came with it", "text": "in the text"}.get(told, told)


def outlet_of(article: Article) -> str:
    """What the outlet of an article is called, for which lines are remembered; "" where none is known."""
    from store.addresses import outlet_key

    key = outlet_key(article.metadata.url, article.metadata.outlet)
    return (article.metadata.outlet or key) if key else ""
