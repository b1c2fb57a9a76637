"""Documents for the tests: what hypothesis makes of hard scripts, and a way to write one by hand."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from store.document import Block, BlockKind, Document
from store.text import Span

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
FLAG = "🇳🇴"
ACCENTED = "cafe\u0301"

LATIN = [
    "ferry",
    "a",
    "the",
    "harbour",
    "co-ordinates",
    "island—mainland",
    "“quoted”",
    "Dr.",
    "1,200",
    "don’t",
    "x" * 30,
]
HARD = [
    *("岸辺の船が、", "港に着いた。", "「島」", "한국어", "ｶﾅ", "語\u3000語", "漢" * 30),
    *(ACCENTED, "e\u0301\u0302\u0303", "क्षेत्र", "กำลังมา", "Việt", "\u0301lone"),
    *(FAMILY, FLAG, FLAG + "🇸🇪", "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "😀." * 9),
    *("שָׁלוֹם", "مَرْحَبًا", "می\u200cخواهم", "\u0600١٢", "שלום abc"),
    *("no\xa0break", "a\u200bb", "soft\xadhyphen", "thin\u2009space", " \u0308", "\ufffd", "a\u200db"),
]
SPACES = [" ", " ", " ", "  ", "", "—", ". ", "? ", ", "]
GAPS = ["\n\n", "\n", " \n\n \n"]

CODE_LIKE = (BlockKind.TABLE, BlockKind.CODE)
KINDS = (
    *(BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.QUOTATION),
    *(BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.CAPTION, BlockKind.CAPTION, *CODE_LIKE),
)


def document(*blocks: tuple[BlockKind, str] | str, gap: str = "\n\n") -> Document:
    """A document of these blocks, paragraphs where no kind is named."""
    found: list[Block] = []
    text = ""
    for block in blocks:
        kind, words = (BlockKind.PARAGRAPH, block) if isinstance(block, str) else block
        text += gap if text else ""
        found.append(Block(kind, Span(len(text), len(text) + len(words)), 1 if kind is BlockKind.LIST_ITEM else 0))
        text += words
    return Document(text, tuple(found))


def _joined(words: Sequence[str], spaces: Sequence[str]) -> str:
    return "".join(word + space for word, space in zip(words, spaces, strict=False)).strip("\n")


def passages(words: Sequence[str] = (*LATIN, *HARD), spaces: Sequence[str] = SPACES) -> st.SearchStrategy[str]:
    """A stretch of words with what stands between them."""
    size = 14
    return st.builds(
        _joined,
        st.lists(st.sampled_from(words), min_size=1, max_size=size),
        st.lists(st.sampled_from(spaces), min_size=size, max_size=size),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of up to five blocks of every kind, with hard scripts, uneven gaps and white space at the ends."""
    text = draw(st.sampled_from(["", "\n", " \n"]))
    blocks: list[Block] = []
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=5)):
        spaces = [*SPACES, "\n", "\n\n"] if kind in CODE_LIKE else SPACES
        words = draw(passages(draw(st.sampled_from([LATIN, HARD, [*LATIN, *HARD]])), spaces))
        blocks.append(Block(kind, Span(len(text), len(text) + len(words)), draw(st.integers(0, 3))))
        text += words + draw(st.sampled_from(GAPS))
    if draw(st.booleans()):
        text = text.rstrip()
        blocks = [Block(b.kind, Span(b.span.start, min(b.span.end, len(text))), b.level) for b in blocks]
    return Document(text, tuple(blocks) if draw(st.integers(0, 4)) else ())
