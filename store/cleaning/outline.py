"""Where trafilatura runs the lines of a page together, or leaves out some of a page that is nothing but its text. Pure.

Takes the structure from the elements that the lines stand in; never puts in what could be a page's furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.cleaning.bare import stands_alone
from store.cleaning.extraction import Extract
from store.cleaning.features import features_of, key_of
from store.cleaning.lines import Line
from store.cleaning.visible import VisibleLine
from store.document import BlockKind

_LARGEST = 8_000  # characters of HTML: a page with any furniture has more
_AROUND = re.compile(r"<(?:nav|header|footer|aside|form|menu|button|iframe|input|table|pre)\b", re.I)
_MANY = 200  # lines of a page so large that trafilatura does not run them together
_KINDS = {"li": BlockKind.LIST_ITEM, "blockquote": BlockKind.QUOTATION, "figcaption": BlockKind.CAPTION}


def is_bare(source: str, shown: Sequence[VisibleLine]) -> bool:
    """Whether a page is so small, and so free of what pages have around their text, that all of it must be meant."""
    if len(source) > _LARGEST or _AROUND.search(source):
        return False
    lines = [Line(line.content, at, True, bullet=line.element == "li") for at, line in enumerate(shown, 1)]
    return stands_alone(lines, features_of(lines))


def parted(found: Sequence[Extract], shown: Sequence[VisibleLine]) -> list[Extract]:
    """The blocks, with those parted that are several lines of the page run together."""
    if len(shown) > _MANY:
        return list(found)
    keys = [key_of(line.content.text) for line in shown]
    blocks: list[Extract] = []
    for block in found:
        whole = key_of(block.text) if block.kind is BlockKind.PARAGRAPH else ""
        run = next((run for at in range(len(keys)) if (run := _run(keys, at, whole))), range(0))
        blocks.extend([_block(shown[at]) for at in run] or [block])
    return blocks


def _run(keys: Sequence[str], at: int, whole: str) -> range | None:
    """The lines from one on (two at least) that make up a block; None where they do not."""
    done = ""
    for end in range(at, len(keys)):
        done += keys[end]
        if done == whole and end > at:
            return range(at, end + 1)
        if not whole.startswith(done) or done == whole:
            return None
    return None


def completed(found: Sequence[Extract], shown: Sequence[VisibleLine]) -> list[Extract]:
    """Every line of a bare page as a block, in its order; as trafilatura has it (with its styles) where it does."""
    known: dict[str, list[Extract]] = {}
    for block in reversed(found):
        known.setdefault(key_of(block.text), []).append(block)
    blocks: list[Extract] = []
    for line in shown:
        own = _block(line)
        same = known.get(key_of(own.text))
        if same:
            block = same.pop()
            if block.kind is BlockKind.PARAGRAPH:
                block.kind, block.level = own.kind, own.level
            own = block
        blocks.append(own)
    return blocks


def _block(line: VisibleLine) -> Extract:
    element = line.element
    if re.fullmatch(r"h[1-6]", element):
        return Extract(BlockKind.HEADING, int(element[1]), line.content.text)
    return Extract(_KINDS.get(element, BlockKind.PARAGRAPH), 0, line.content.text)
