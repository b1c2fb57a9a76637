"""What trafilatura takes for the main content of a page, as the words of its lines.

Says nothing about structure, title or date: those are read from the page itself. trafilatura is loaded only when a page
is cleaned.
"""

from __future__ import annotations

import logging
import re
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

_ENOUGH = 100  # letters below which the page is asked again, less strictly; a sign of Chinese counts as three
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDING = frozenset(
    {"p", "head", "list", "item", "quote", "table", "row", "cell", "lb", "div", "code", "fw", "ab", "body"}
)


def main_content(tree: HtmlElement) -> list[str]:
    """The letters of the lines of the main content, without white space; empty where trafilatura finds none.

    Raises RecursionError, ValueError or lxml's errors on hostile pages.
    """
    strict = _lines(tree, True)
    if sum(map(len, strict)) + 2 * sum(len(_DENSE.findall(line)) for line in strict[:20]) >= _ENOUGH:
        return strict
    lenient = _lines(tree, False)
    return lenient if sum(map(len, lenient)) > sum(map(len, strict)) else strict


def _lines(tree: HtmlElement, precision: bool) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, options=copy(_options(precision)))
    body = getattr(found, "body", None)
    return _keys(body) if body is not None else []


@cache
def _options(precision: bool) -> Extractor:
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it tells of each page that it makes nothing of
    return Extractor(
        output_format="xml",
        precision=precision,
        comments=False,
        formatting=False,
        links=False,
        tables=True,
        dedup=False,
    )


def _keys(body: etree._Element) -> list[str]:
    keys: list[str] = []
    pieces: list[str] = []

    def end() -> None:
        if pieces and (key := "".join("".join(pieces).split())):
            keys.append(key)
        pieces.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _ENDING:
            end()
        text = element.text if event == "start" else element.tail
        if text:
            pieces.append(text)
    end()
    return keys
