"""Cleaning: milliseconds an article, and beside ../shared (where it is) how right it is. HTML has a section of its own."""

from __future__ import annotations

import gzip
import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from importlib.resources import files
from pathlib import Path

from store.cleaning import clean, explained
from store.cleaning.filtering import cleaned_rows
from store.cleaning.plain.learnt.labels import f1
from store.document import BlockKind
from store.model import RawItem
from tests.benchmarks.invented import FOREIGN, Foreign, dump
from tests.benchmarks.measuring import Bar, note, tell, times

_SHARED = Path(__file__).parents[3] / "shared"
_ARTICLES = _SHARED / "articles"
_DUMPS = _SHARED / "bench" / "plain_text_dumps.jsonl.gz"
_PLAIN = "text/plain"
_PAGES, _ROUNDS = 20, 5
_AS_WE_SAY = {"body": BlockKind.PARAGRAPH, "quote": BlockKind.QUOTATION}


def run() -> None:
    """Print the table."""
    folder = files("store.demo") / "articles"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        item = RawItem(entry.read_bytes(), entry.name)
        tell(f"{entry.name} ({len(item.raw) // 1024} KB)", times(partial(clean, item), _ROUNDS).median)
    _time()
    for foreign in FOREIGN:
        tell(f"part of a story lost: {foreign.language}", _lost(foreign), unit="", bar=Bar(at_most=0.01))
    if (_ARTICLES / "gold.json").exists():
        _score_lines()
    else:
        note("no ../shared/articles: no lines to compare")
    if _DUMPS.exists():
        _score_dumps()
    else:
        note("no ../shared/bench: no dumps to score")


def _time() -> None:
    pages = [dump(seed) for seed in range(_PAGES)]
    lines = [len(page.splitlines()) for page in pages]
    ours = statistics.median(times(partial(_cleaned, page), _ROUNDS).median for page in pages)
    theirs = statistics.median(times(partial(_extracted, page), _ROUNDS).median for page in pages)
    what = f"a plain text of 10 KB, {min(lines)} to {max(lines)} lines ({_PAGES} invented)"
    tell(what, ours, "trafilatura, each line a <p>", theirs, bar=Bar(at_most=5))


def _cleaned(page: str) -> str:
    return clean(RawItem(page.encode(), "page.txt", _PLAIN, "utf-8")).document.text


def _extracted(page: str) -> str | None:
    import trafilatura

    rows = "".join(f"<p>{escape(line)}</p>" for line in page.splitlines() if line.strip())
    found: str | None = trafilatura.extract(f"<html><body>{rows}</body></html>")
    return found


def _lost(foreign: Foreign) -> float:
    """The share of a story's code points that stand in lines which are not in the clean text, of 1."""
    kept = set(_cleaned(foreign.page).splitlines())
    return sum(len(line) for line in foreign.story if line not in kept) / sum(map(len, foreign.story))


# --- lines whose kind a person gave ---------------------------------------------------------------------------------------


def _score_lines() -> None:
    gold = json.loads((_ARTICLES / "gold.json").read_text(encoding="utf-8"))
    for name, lines in gold.items():
        cleaned, verdicts = explained(RawItem((_ARTICLES / name).read_bytes(), name, _PLAIN))
        found = {verdict.number: verdict.kind for verdict in verdicts()}
        wrong = [line["line_no"] for line in lines if found.get(line["line_no"]) != _kind(line["kind"])]
        title = "found" if any(block.kind is BlockKind.TITLE for block in cleaned.document.blocks) else "missing"
        share = 1 - len(wrong) / len(lines)
        bar = f"bar ≥ 0.97: {'ok' if share >= 0.97 else 'missed'}"
        told = f"lines of the right kind {share:.3f} of {len(lines)}, wrong {wrong or 'none'} · title {title}"
        print(f"{name:40} {told:79} {bar}")


def _kind(name: str) -> BlockKind:
    return _AS_WE_SAY.get(name) or BlockKind(name)


# --- dumps whose text is known ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Dump:
    group: str
    row: Mapping[str, object]
    gold: str


def _score_dumps() -> None:
    note("F1 of 4-word shingles, mean over pages, of the text that `annotty clean --jsonl` gives")
    note(
        "the learned scorer was trained on these very pages: these figures are too good, and only say that nothing broke"
    )
    note("for those of sites that it was not trained on: python -m store.cleaning.plain.learnt.training DUMPS.jsonl.gz")
    groups = defaultdict(list)
    for each in _dumps():
        groups[each.group].append(each)
    for name, dumps in sorted(groups.items()):
        nothing = statistics.fmean(f1(str(each.row["text"]), each.gold) for each in dumps)
        alone, together = (_f1(dumps, alone=alone) for alone in (True, False))
        figures = f"alone {alone:.3f}   together {together:.3f}   nothing done {nothing:.3f}"
        print(f"{name:12} pages {len(dumps):4}   {figures}", flush=True)


def _dumps() -> Iterable[_Dump]:
    """The text of each page and where it is from; the title, which the file has too, is not told."""
    with gzip.open(_DUMPS, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            place = {"url": row["url"]} if row["url"] else {"outlet": row["site"]}
            yield _Dump(f"{row['set']}/{row['variant']}", {"text": row["raw_text"], **place}, row["gold_text"])


def _f1(dumps: Sequence[_Dump], *, alone: bool) -> float:
    answers = cleaned_rows((each.row for each in dumps), alone=alone)
    texts = [str(given.row.get("text", "")) for given in answers]
    return statistics.fmean(f1(text, each.gold) for text, each in zip(texts, dumps, strict=True))
