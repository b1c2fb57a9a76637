"""Cleaning HTML: time beside trafilatura's own, and, on a folder of pages with their text, who is nearer to it.

The folder is named by ANNOTTY_PAGES: name.html beside name.txt (the article without its title and captions).
"""

from __future__ import annotations

import logging
import os
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from store.cleaning import clean
from store.document import BlockKind
from store.errors import CleaningError
from store.model import RawItem
from tests.benchmarks.measuring import Bar, note, tell, words

_PAGES, _ROUNDS = 12, 9
_MODES = ("default", "precision", "recall", "fast")
_NOT_SCORED = (BlockKind.TITLE, BlockKind.CAPTION)


def run() -> None:
    """Print the table."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    _time([_page(seed) for seed in range(_PAGES)], f"{_PAGES} invented pages")
    folder = os.environ.get("ANNOTTY_PAGES")
    if not folder:
        note("ANNOTTY_PAGES names no folder of pages with their text: nothing to score")
        return
    pages = [(path.read_bytes(), path.with_suffix(".txt")) for path in sorted(Path(folder).glob("*.html"))]
    known = [(raw, text.read_text(encoding="utf-8")) for raw, text in pages if text.exists()]
    _time([raw for raw, _ in known], f"{len(known)} pages of {folder}")
    for mode in _MODES:
        _score(mode, partial(_theirs, mode), known)
    _score("annotty", _ours, known)


def _time(pages: Sequence[bytes], what: str) -> None:
    """Each round times the three one after the other: what else the machine does weighs on all alike."""
    tools: tuple[Callable[[bytes], object], ...] = (partial(_theirs, "precision"), _cleaned, _mapped)
    rounds = [[_seconds(tool, pages) for tool in tools] for _ in range(_ROUNDS + 1)][1:]
    theirs, ours, mapped = (statistics.median(column) / len(pages) for column in zip(*rounds, strict=True))
    tell(f"a page of {what}", ours, "trafilatura precision", theirs, bar=Bar(times=1.5))
    tell(f"a page of {what}, with the way back to its source", mapped, "trafilatura precision", theirs)


def _seconds(tool: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    began = time.perf_counter()
    for raw in pages:
        tool(raw)
    return time.perf_counter() - began


def _theirs(mode: str, raw: bytes) -> str:
    import trafilatura

    found = trafilatura.extract(
        raw,
        include_comments=False,
        fast=mode == "fast",
        favor_precision=mode == "precision",
        favor_recall=mode == "recall",
    )
    return found or ""


def _cleaned(raw: bytes) -> object:
    return clean(RawItem(raw, "page.html", "text/html"))


def _mapped(raw: bytes) -> int:
    return len(clean(RawItem(raw, "page.html", "text/html")).document.source_map.runs)


def _ours(raw: bytes) -> str:
    try:
        document = clean(RawItem(raw, "page.html", "text/html")).document
    except CleaningError:
        return ""
    return "\n".join(b.span.of(document.text) for b in document.blocks if b.kind not in _NOT_SCORED)


def _score(name: str, tool: Callable[[bytes], str], known: Sequence[tuple[bytes, str]]) -> None:
    scores = [_measure(_shingles(tool(raw)), _shingles(text)) for raw, text in known]
    precision, recall = (statistics.fmean(column) for column in zip(*scores, strict=True))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    print(f"{name:12} {len(known)} pages   precision {precision:.3f}   recall {recall:.3f}   F1 {f1:.3f}")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    found = re.findall(r"\w+", text.lower())
    return Counter(tuple(found[at : at + 4]) for at in range(max(1, len(found) - 3))) if found else Counter()


def _measure(ours: Counter[tuple[str, ...]], gold: Counter[tuple[str, ...]]) -> tuple[float, float]:
    common = (ours & gold).total()
    return common / ours.total() if ours else 0.0, common / gold.total() if gold else 1.0


def _page(seed: int) -> bytes:
    """An invented page of some 60 KB: an article among menus, teasers, scripts and comments."""
    source = random.Random(seed)
    paragraphs = words(700, seed).split("\n\n")
    story = "".join(f'<p class="text">{p.replace("water", "<a href=/water>water</a>")}</p>' for p in paragraphs)
    story = story.replace("</p>", "</p><h2>What the engineers knew</h2>", 3)
    teaser = '<div class="card"><a href="/{n}"><img src="{n}.jpg"><h3>Gate {n} stood open again</h3></a></div>'
    teasers = "".join(teaser.format(n=source.randrange(9999)) for _ in range(60))
    menu = "".join(f'<li class="menu-item"><a href="/{n}">Section {n}</a></li>' for n in range(60))
    comment = "".join(f'<div class="comment"><p>{words(25, n)}</p></div>' for n in range(15))
    script = "<script>var data = {" + ",".join(f'"k{n}": {source.random()}' for n in range(600)) + "};</script>"
    return (
        f'<!doctype html><html lang="en"><head><title>The gates of Halvern</title>{script}</head><body><header><ul>{menu}'
        f'</ul></header><main><article><h1>The gates of Halvern</h1><div class="body">{story}</div></article><aside>'
        f'{teasers}</aside><section id="comments">{comment}</section></main><footer>© 2024 Nordpost</footer>{script}</body>'
    ).encode()
