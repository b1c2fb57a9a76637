"""The filter while it is being typed: the line, earlier filters, what it can be completed to, what is wrong. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.line_editing import Typing, in_common

_SIGNS = "\"'([{ -"
"""What alone says nothing of what it will be."""
MOST_KEPT = 100
"""Filters that a sitting remembers."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a filter: from which code point to which, and in a sentence why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What may stand in place of the code points from start to end; at: which of it is chosen, None where none is.

    helps: what is told beside each.
    """

    start: int
    end: int
    words: Sequence[str]
    helps: Sequence[str]
    at: int | None = None


@dataclass(frozen=True, slots=True)
class FilterLine:
    """A line being typed. earlier: filters of this sitting, the newest last; draft: what was typed before going there.

    choices: what it can be completed to, while that is looked at. fault: what was wrong with it as it stands.
    """

    earlier: Sequence[str] = ()
    typing: Typing = field(default_factory=Typing)
    draft: str | None = None
    choices: Choices | None = None
    fault: Fault | None = None

    @property
    def words(self) -> str:
        """The filter as it was typed."""
        return self.typing.text

    def typed(self, characters: str) -> FilterLine:
        """With characters at the caret."""
        return FilterLine(self.earlier, self.typing.typed(characters))

    def commanded(self, command: str) -> FilterLine | None:
        """After an editing command; None where it is none, or changes nothing."""
        if command in ("choice_up", "choice_down"):
            step = -1 if command == "choice_up" else 1
            return self._recalled(step) if self.choices is None else self.chosen(step)
        typing = self.typing.commanded(command)
        if typing is None:
            return None
        if typing.text == self.words:
            return replace(self, typing=typing, choices=None)
        return FilterLine(self.earlier, typing)

    def _recalled(self, step: int) -> FilterLine | None:
        """An earlier filter, of those that begin with what was typed; behind the newest, what was typed itself."""
        draft = self.words if self.draft is None else self.draft
        recalled = [*(each for each in self.earlier if each.startswith(draft) and each != draft), draft]
        at = recalled.index(self.words) + step if self.words in recalled else len(recalled) - 1
        if not 0 <= at < len(recalled):
            return None
        return FilterLine(self.earlier, Typing.of(recalled[at]), draft)

    # --- completing ---------------------------------------------------------------------------------------------------

    def completed(
        self, start: int, end: int, words: Sequence[str], helps: Sequence[str], *, asked: bool = True
    ) -> FilterLine:
        """With what it can be completed to: the only way there is, or as much as all ways have in common, and these.

        asked: a key asked for it; else they are only shown, for nothing is put between letters that are being typed.
        """
        if not words:
            return replace(self, choices=None)
        if not asked:
            return replace(self, choices=Choices(start, end, words, helps))
        if len(words) == 1:
            return self._with(start, end, words[0])
        common = in_common(words)
        here = self.words[start:end]
        says_more = len(common) > len(here) and common.startswith(here) and common.strip(_SIGNS)
        line = self._with(start, end, common) if says_more else self
        return replace(line, choices=Choices(start, line.typing.caret if line is not self else end, words, helps))

    def chosen(self, step: int) -> FilterLine | None:
        """With another of the ways to complete it, so many further; None where none are looked at."""
        choices = self.choices
        if choices is None:
            return None
        count = len(choices.words)
        at = (choices.at + step) % count if choices.at is not None else 0 if step > 0 else count - 1
        line = self._with(choices.start, choices.end, choices.words[at])
        return replace(line, choices=replace(choices, end=line.typing.caret, at=at))

    def _with(self, start: int, end: int, words: str) -> FilterLine:
        text = self.words[:start] + words + self.words[end:]
        return FilterLine(self.earlier, Typing(text, start + len(words)))
