"""Filters as people write them, well and badly, for the properties that hold of all."""

from __future__ import annotations

from hypothesis import strategies as st

_VALUES = (
    *(
        "shelter",
        "C++",
        "don’t",
        "multi-agent",
        "AND",
        "NOT",
        "*",
        "shelt*",
        "or",
        "OR",
        "any",
        "none",
        "-",
        "--x",
        "水",
        "５",
    ),
    *(
        "new",
        "READING",
        "2024",
        "2024-07",
        "2024-7-3",
        "today",
        "week",
        "7d",
        ">2024-02",
        "2024..2025-01",
        "..2023",
        ">0",
    ),
    *("<=7", "2..5", "3..", "en", "pt-BR", "f(x)", ":)", "12:30", "http://x", "autlet:x", '5"', "tag", "a/b", "é", "ß"),
)
_SIGNS = (*'()-"“”„«»「（）－：:', " ", "  ", " or ", "　", "\n", "..", "…", ">", "<=", "≥", "*", "＞")
_KEYS = tuple(
    f"{key}:"
    for key in (
        *("title", "outlet", "by", "date", "added", "state", "label", "lang", "tag", "entity", "annotator"),
        *("marks", "claims", "words", "Outlet", "tags", "author", "http"),
    )
)

PIECES = st.builds(
    lambda minus, key, value, quoted: f"{minus}{key}{quoted.format(value)}",
    st.sampled_from(["", "", "", "-"]),
    st.sampled_from(["", "", *_KEYS]),
    st.sampled_from(_VALUES) | st.text(max_size=6),
    st.sampled_from(["{}", "{}", '"{} b"', "“{}”"]),
)
FILTERS = st.lists(PIECES | st.sampled_from(_SIGNS), max_size=12).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda between: between.join(pieces))
)
"""Most of them say something, some are nonsense."""
