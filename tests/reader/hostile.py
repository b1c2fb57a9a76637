"""Words that want power over the terminal, the line or the program, and what none of them may become on the screen."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

CLEAR_SCREEN = "\x1b[2J"
CLIPBOARD = "\x1b]52;c;cGF5bG9hZA==\x07"
LINK = "\x1b]8;;https://payload.example/\x1b\\words\x1b]8;;\x1b\\"
C1 = "\x9b31m\x9d52;c;cGF5bG9hZA==\x9c\x90payload\x9c"
BIDI = "\u202egnol\u202c\u2066right\u2069\u200f"
WIDTHLESS = "pay\u200bload\ufeff\u2060"
MARKUP = "[/] [@click=app.quit]payload[/] [bold red]"
LINE_ENDS = "one\rtwo\x0bthree\x0cfour\x85five\u2028six\u2029seven"

PAYLOADS = (CLEAR_SCREEN, CLIPBOARD, LINK, C1, BIDI, WIDTHLESS, MARKUP, LINE_ENDS)
EVERYTHING = " ".join(PAYLOADS)


def has_power(character: str) -> bool:
    """Whether a character can do anything but stand in its cell: controls, separators, surrogates, bidi, tags."""
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or character in "\u061c\u200b\u200e\u200f\u2060\ufeff"
        or 0xE0000 <= ord(character) <= 0xE007F
    )


def powers_in(text: str) -> str:
    """The characters of a text that have power."""
    return "".join(sorted(set(filter(has_power, text))))


_CLUSTERS = [
    *(
        "e\u0301\u0302",
        "👨\u200d👩\u200d👧\u200d👦",
        "🇳🇴",
        "👍🏽",
        "❤\ufe0f",
        "漢",
        "한",
        "ｶﾞ",
        "क्षि",
        "กำ",
        "\u0301",
        "\u200d",
    ),
    *("\ufe0f", "\U000e0041", "\u1160", "\u115f가", "ﷺ", "𒐫", "\U0001f1f3", "\t", "\n", "\u3000", "\xad"),
]


def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Any text at all, with clusters of several code points, lone pieces of them and payloads more often than chance."""
    pieces = st.one_of(st.characters(exclude_categories=()), st.sampled_from([*_CLUSTERS, *PAYLOADS]))
    return st.lists(pieces, max_size=max_size).map("".join)
