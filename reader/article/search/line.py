"""What is searched for while it is being typed: the line, and the earlier searches that up and down bring. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.line_editing import Typing


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A line being typed. earlier: what was searched for before, the newest last; draft: what was typed before going there.

    back: the search goes towards the start; count: to which hit from where it begins.
    """

    earlier: Sequence[str] = ()
    back: bool = False
    count: int = 1
    typing: Typing = field(default_factory=Typing)
    draft: str | None = None

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.typing.text

    def typed(self, characters: str) -> SearchLine:
        """With characters at the caret."""
        return replace(self, typing=self.typing.typed(characters), draft=None)

    def commanded(self, command: str) -> SearchLine | None:
        """After an editing command; None where it is none, or changes nothing."""
        if command in ("choice_up", "choice_down"):
            return self._recalled(-1 if command == "choice_up" else 1)
        typing = self.typing.commanded(command)
        if typing is None:
            return None
        return replace(self, typing=typing, draft=self.draft if typing.text == self.words else None)

    def _recalled(self, step: int) -> SearchLine | None:
        """An earlier search, of those that begin with what was typed; behind the newest, what was typed itself."""
        draft = self.words if self.draft is None else self.draft
        choices = [*(each for each in self.earlier if each.startswith(draft) and each != draft), draft]
        at = choices.index(self.words) + step
        return replace(self, typing=Typing.of(choices[at]), draft=draft) if 0 <= at < len(choices) else None
