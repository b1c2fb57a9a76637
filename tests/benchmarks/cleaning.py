"""Cleaning: milliseconds an article, and beside ../shared (where it is) how right it is."""

from __future__ import annotations

import json
from functools import partial
from importlib.resources import files
from pathlib import Path

from store.cleaning import clean
from store.document import BlockKind
from store.model import RawItem
from tests.benchmarks.measuring import tell, times

_SHARED = Path(__file__).parents[3] / "shared" / "articles"
_IN_TEXT = {"body": True, "quote": True, "heading": True, "boilerplate": False, "other_story": False}


def run() -> None:
    """Print the table."""
    folder = files("store.demo") / "articles"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        item = RawItem(entry.read_bytes(), entry.name)
        tell(f"{entry.name} ({len(item.raw) // 1024} KB)", times(partial(clean, item), 5).median)
    if _SHARED.is_dir():
        _score()


def _score() -> None:
    gold = json.loads((_SHARED / "gold.json").read_text(encoding="utf-8"))
    for name, lines in gold.items():
        raw = (_SHARED / name).read_bytes()
        cleaned = clean(RawItem(raw, name))
        kept = {" ".join(line.split()) for line in cleaned.document.text.splitlines()}
        source = raw.decode().split("\n")
        right = wrong = 0
        for line in lines:
            expected = _IN_TEXT.get(line["kind"])
            if expected is None:
                continue
            found = " ".join(source[line["line_no"] - 1].split()) in kept
            right, wrong = (right + 1, wrong) if found is expected else (right, wrong + 1)
        title = any(block.kind is BlockKind.TITLE for block in cleaned.document.blocks)
        print(f"{name:40} lines right {right}, wrong {wrong} · title {'found' if title else 'missing'}")
