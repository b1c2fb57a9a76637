"""Zero-width joiners in what is shown: which of them may stay. Pure."""

from __future__ import annotations

import regex

# A zero-width joiner takes the width of whatever follows it where cells are counted (by rich, and by some terminals),
# so it stays only between emoji; elsewhere its quiet sibling, which does nothing to widths, stands for it.
_JOINER, _NON_JOINER = "\u200d", "\u200c"
_JOINED = regex.compile(
    rf"\p{{Extended_Pictographic}}\p{{GCB=Extend}}*+{_JOINER}(?=\p{{Extended_Pictographic}})(*SKIP)(*FAIL)|{_JOINER}"
)


def without_loose_joiners(text: str) -> str:
    """A text with a sign without power for every joiner that does not stand between emoji. As many code points as before."""
    return _JOINED.sub(_NON_JOINER, text)
