"""Picking the entity that a mention means: found as you type among those known, or new. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.drawing import Piece, fit
from reader.entities.ranking import SURE, Fit, Match, matching
from reader.line_editing import CARET, Typing
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from store.model import Entity, NewEntity, Tag


@dataclass(frozen=True, slots=True)
class Picker:
    """The words typed, the entities that fit them, and a last row that makes a new one.

    tags: the entity tags to choose among. known: every entity. here: those in this article. at: the row of the bar.
    tag_chosen: a person said that the mention has this tag, whatever tag the entity has.
    """

    tags: tuple[Tag, ...]
    tag: str
    known: tuple[Entity, ...]
    typing: Typing
    here: frozenset[str] = frozenset()
    mentions: Mapping[str, int] = field(default_factory=dict)
    at: int = 0
    tag_chosen: bool = False

    @classmethod
    def open(
        cls,
        words: str,
        *,
        tag: str,
        tags: tuple[Tag, ...],
        known: tuple[Entity, ...],
        here: frozenset[str],
        mentions: Mapping[str, int],
        meant: str | None = None,
    ) -> Picker:
        """The picker for some words; the bar is on the entity meant, else on the likeliest, else on the new one."""
        opened = cls(tags, tag, known, Typing.of(" ".join(words.split()), fresh=True), here, mentions)
        if meant is not None:
            ids = [match.entity.id for match in opened.matches]
            if meant not in ids:
                name = next((entity.name for entity in known if entity.id == meant), words)
                opened = replace(opened, typing=Typing.of(name, fresh=True))
                ids = [match.entity.id for match in opened.matches]
            other = next((entity.tag for entity in known if entity.id == meant), tag) != tag
            return replace(opened, at=ids.index(meant) if meant in ids else 0, tag_chosen=other)
        return opened._settled()

    @property
    def place(self) -> Place:
        """Letters are typed here."""
        return Place.PICKER

    @property
    def title(self) -> str:
        """The tag."""
        label = next((tag.label for tag in self.tags if tag.name == self.mention_tag), self.mention_tag.lower())
        return f"{label} · which one?"

    @property
    def hint(self) -> Hint:
        """How to pick."""
        choosing = (Key("choice_up"), " ", Key("choice_down"), " choose")
        return Hint.of("type to find or to name", choosing, (Key("next_tag"), " another tag"))

    @property
    def does(self) -> str:
        """It is saved."""
        return "save"

    @property
    def matches(self) -> list[Match]:
        """The known entities that fit, the likeliest first."""
        return matching(self.typing.text, self.known, tag=self.tag, here=self.here, mentions=self.mentions)

    @property
    def meant(self) -> str | NewEntity | None:
        """What enter takes: a known entity's identifier or a new one; None where nothing is typed."""
        matches = self.matches
        if self.at < len(matches):
            return matches[self.at].entity.id
        name = " ".join(self.typing.text.split())
        return NewEntity(name, self.tag) if name else None

    @property
    def mention_tag(self) -> str:
        """The tag of the mention: a known entity's own, unless another one was chosen for it."""
        matches = self.matches
        if self.at < len(matches) and not self.tag_chosen:
            own = matches[self.at].entity.tag
            return own if any(tag.name == own for tag in self.tags) else self.tag
        return self.tag

    @property
    def _tag(self) -> Tag:
        return next(tag for tag in self.tags if tag.name == self.tag)

    def _settled(self) -> Self:
        """With the bar on the likeliest where the words fit it for sure, else on the new one.

        Words that a person types are there to find somebody by: the beginnings of a name are enough then.
        """
        matches = self.matches
        sure = bool(matches) and matches[0].fit <= (SURE if self.typing.fresh else Fit.BEGINNINGS)
        return replace(self, at=0 if sure or not self.typing.text else len(matches))

    def typed(self, character: str) -> Self | None:
        """Find by what is typed."""
        return replace(self, typing=self.typing.typed(character))._settled()

    def commanded(self, command: str) -> Self | None:
        """Move the bar, change the tag, or edit the words."""
        rows = len(self.matches) + 1
        match command:
            case "choice_down" | "choice_up":
                return replace(self, at=(self.at + (1 if command == "choice_down" else -1)) % rows)
            case "next_tag":
                names = [tag.name for tag in self.tags]
                following = names[(names.index(self.mention_tag) + 1) % len(names)]
                return replace(self, tag=following, tag_chosen=True)
        typing = self.typing.commanded(command)
        if typing is None:
            return None
        edited = replace(self, typing=typing)
        return edited._settled() if typing.text != self.typing.text else edited

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """The words, the entities that fit, and the new one."""
        before, behind = self.typing.seen(width - 9)
        rows: list[list[Piece]] = [
            [("  name  ", palette.sheet_quiet), (before, palette.sheet_strong), (CARET, palette.sheet_accent)]
        ]
        rows[0].append((behind, palette.sheet_strong))
        matches = self.matches
        labels = {tag.name: tag.label for tag in self.tags}
        for index in rows_around(self.at, len(matches) + 1, height - 1):
            text = palette.field if index == self.at else palette.sheet
            if index == len(matches):
                name = " ".join(self.typing.text.split())
                label = f" + new {self._tag.label}" + (f" “{name}”" if name else " (type a name)")
                rows.append([("  ", palette.sheet), (fit(label, min(60, width - 4)), text)])
                continue
            entity = matches[index].entity
            count = self.mentions.get(entity.id, 0)
            where = " · in this article" if entity.id in self.here else ""
            told = f"  {labels.get(entity.tag, entity.tag.lower())} · {count} mark{'' if count == 1 else 's'}{where}"
            rows.append(
                [("  ", palette.sheet), (fit(f" {entity.name}", min(40, max(width - 36, width * 3 // 5))), text)]
            )
            rows[-1].append((told, palette.sheet_quiet))
        return rows

    def unseen(self, _width: int, height: int) -> tuple[int, int]:
        """The rows out of sight above and below."""
        count = len(self.matches) + 1
        return unseen(rows_around(self.at, count, height - 1), count)
