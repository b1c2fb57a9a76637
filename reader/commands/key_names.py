"""Which words name a key: Textual's names for keys, and signs as they are typed; and how keys are written for people."""

from __future__ import annotations

import unicodedata
from string import ascii_lowercase, digits

from textual.keys import Keys

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMED = frozenset(
    base for base in (str(key.value).rpartition("+")[2] for key in Keys) if base.replace("_", "").isalnum()
) - set(digits + ascii_lowercase)

_ARROWS = {"left": "←", "right": "→", "up": "↑", "down": "↓"}
_KEY_SIGNS = {"escape": "esc"} | _ARROWS | {f"f{number}": f"F{number}" for number in range(1, 25)}


def key_named(word: str) -> str | None:
    """The key of this name as it arrives when it is pressed, None where there is no such key."""
    sign = unicodedata.normalize("NFC", word)
    if len(sign) == 1:
        return "space" if sign == " " else sign if sign.isprintable() else None
    *modifiers, base = word.lower().split("+")
    if len(set(modifiers)) < len(modifiers) or not _MODIFIERS.issuperset(modifiers):
        return None
    if base in _NAMED:
        return "+".join([*sorted(modifiers), base])
    # With shift alone a letter arrives as the capital that it is.
    typed = len(base) == 1 and base in digits + ascii_lowercase and set(modifiers) - {"shift"}
    return "+".join([*sorted(modifiers), base]) if typed else None


def is_typed(key: str) -> bool:
    """Whether a key is text where words are typed."""
    return len(key) == 1 or key == "space"


def keys_as_written(keys: str, *, awaits: bool = False) -> str:
    """Keys as they are written for people: "gg", "esc", "F1", "ctrl+w g"; "f…" where a character is awaited."""
    presses = [_KEY_SIGNS.get(key, key) for key in keys.split(" ")]
    together = all(len(key) == 1 for key in presses)
    return ("" if together else " ").join(presses) + ("…" if awaits else "")
