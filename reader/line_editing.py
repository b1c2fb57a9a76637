"""A single line of text being typed, with a caret. Pure; whole grapheme clusters are moved over and erased."""

from __future__ import annotations

from dataclasses import dataclass, replace

from store.text import next_grapheme, normal_form, previous_grapheme


@dataclass(frozen=True, slots=True)
class Typing:
    """Text and caret (a code point). fresh: it was put there by a guess, and the first character typed replaces it."""

    text: str = ""
    caret: int = 0
    fresh: bool = False

    @classmethod
    def of(cls, text: str, *, fresh: bool = False) -> Typing:
        """Text with the caret behind it."""
        return cls(text, len(text), fresh)

    def typed(self, characters: str) -> Typing:
        """With characters at the caret."""
        characters = normal_form(characters).replace("\n", " ")
        if self.fresh:
            return Typing(characters, len(characters))
        text = self.text[: self.caret] + characters + self.text[self.caret :]
        return Typing(text, self.caret + len(characters))

    def commanded(self, command: str) -> Typing | None:
        """After an editing command; None where it is none."""
        match command:
            case "erase":
                at = previous_grapheme(self.text, self.caret)
                return Typing(self.text[:at] + self.text[self.caret :], at)
            case "erase_all":
                return Typing()
            case "value_next":
                return replace(self, caret=next_grapheme(self.text, self.caret), fresh=False)
            case "value_back":
                return replace(self, caret=previous_grapheme(self.text, self.caret), fresh=False)
            case _:
                return None
