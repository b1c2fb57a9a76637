"""Pages that are nothing but their text: so small, and so free of what pages have around it, that all must be meant. Pure."""

from __future__ import annotations

import re

from store.cleaning.html.blocks import HEADINGS, Page
from store.cleaning.html.choosing import ends_sentence
from store.cleaning.html.promos import is_call, is_pointer, opens_furniture, words_in

_LARGEST = 8_000  # characters of HTML: a page with any furniture has more
_FEW = 40  # blocks
_MENU = 4  # short lines in a row that are a menu or a list of teasers, where there are sentences too
_AROUND = re.compile(r"<(?:nav|header|footer|aside|form|menu|button|iframe|input|table|pre)\b", re.I)


def is_bare(page: Page, source: str) -> bool:
    """Whether all that a page shows is its article."""
    if len(source) > _LARGEST or len(page.blocks) > _FEW or _AROUND.search(source):
        return False
    told = any(words_in(block.text) >= 7 and ends_sentence(block.text) for block in page.blocks)
    short = 0
    for block in page.blocks:
        if any(box.aside or box.hidden for box in page.around(block)):
            return False
        if is_call(block.text) or is_pointer(block.text) or (opens_furniture(block.text) and block.number > 0):
            return False
        plain = block.tag not in HEADINGS and block.tag != "li" and not ends_sentence(block.text)
        short = short + 1 if plain else 0
        if told and short >= _MENU:
            return False
    return True
