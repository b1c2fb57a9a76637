"""Picking the entity that a mention means: found as you type among those known, or new. Pure; the library is asked for whom
words may mean through a function.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.drawing import Piece, fit
from reader.line_editing import CARET, Typing
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from store.model import Entity, Fit, NewEntity, Offer, Tag
from store.ranking import SURE

_NOBODY = -1
"""No row: the bar is on none."""
Offered = Callable[[str], Sequence[Offer]]
"""The entities that words may mean, the likeliest first; without words those that are likely anyway."""


@dataclass(frozen=True, slots=True)
class Picker:
    """The words typed, the entities that fit them, a row that makes a new one, and others that are likely here.

    tags: the entity tags to choose among. others: those in this article, recent ones, those that are named most; offered
    while the words are a guess. at: the row of the bar. tag_chosen: a person said that the mention has this tag, whatever
    tag the entity has. recent: those that were marked last. asks: what is asked, where nobody new can be meant.
    """

    tags: tuple[Tag, ...]
    tag: str
    offered: Offered
    typing: Typing
    offers: tuple[Offer, ...] = ()
    others: tuple[Offer, ...] = ()
    at: int = 0
    tag_chosen: bool = False
    recent: Collection[str] = ()
    asks: str = ""

    @classmethod
    def open(
        cls,
        words: str,
        *,
        tag: str,
        tags: tuple[Tag, ...],
        offered: Offered,
        recent: Collection[str] = (),
        meant: Entity | None = None,
    ) -> Picker:
        """The picker for some words; the bar is on the entity meant, else on the likeliest, else on the new one."""
        opened = cls(tags, tag, offered, Typing.of(" ".join(words.split()), fresh=True), recent=recent)._found()
        if meant is None:
            return opened._settled()
        if meant.id not in opened._ids:
            opened = replace(opened, typing=Typing.of(meant.name, fresh=True))._found()
        if meant.id not in opened._ids:
            opened = replace(opened, offers=(Offer(meant, Fit.NAME, 0), *opened.offers))
        return replace(opened, at=opened._ids.index(meant.id), tag_chosen=meant.tag != tag)

    @classmethod
    def known_only(cls, words: str, asks: str, *, tags: tuple[Tag, ...], offered: Offered) -> Picker:
        """The picker of one that is known, whatever tag it has; asks: what is asked."""
        opened = cls(tags, "", offered, Typing.of(" ".join(words.split()), fresh=True), asks=asks)
        return opened._found()._settled()

    def _found(self) -> Self:
        """With those whom the words fit, and the others while they are a guess."""
        words = " ".join(self.typing.text.split())
        offers = tuple(self.offered(words))
        ids = {each.entity.id for each in offers}
        others = self.offered("") if self.typing.fresh and words else ()
        behind = sorted((each for each in others if each.entity.id not in ids), key=self._unlikely)
        return replace(self, offers=offers, others=tuple(behind))

    def _unlikely(self, offer: Offer) -> tuple[bool, bool, bool]:
        """Those in this article come first, then recent ones; among either those with the tag that is marked."""
        return not offer.here, offer.entity.id not in self.recent, offer.entity.tag != self.tag

    @property
    def place(self) -> Place:
        """Letters are typed here."""
        return Place.PICKER

    @property
    def title(self) -> str:
        """The tag, or what is asked."""
        label = next((tag.label for tag in self.tags if tag.name == self.mention_tag), self.mention_tag.lower())
        return self.asks or f"{label} · which one?"

    @property
    def hint(self) -> Hint:
        """How to pick."""
        choosing = (Key("choice_up"), " ", Key("choice_down"), " choose")
        if self.asks:
            return Hint.of("type to find", choosing)
        return Hint.of("type to find or to name", choosing, (Key("next_tag"), " another tag"))

    @property
    def does(self) -> str:
        """It is saved, or chosen."""
        return "choose" if self.asks else "save"

    @property
    def _ids(self) -> list[str]:
        return [each.entity.id for each in self.offers]

    @property
    def _rows(self) -> tuple[Offer | None, ...]:
        """Whom each row means; None: somebody new."""
        return (*self.offers, *(() if self.asks else (None,)), *self.others)

    @property
    def offer(self) -> Offer | None:
        """The one that the bar is on; None where it is nobody known."""
        return self._rows[self.at] if 0 <= self.at < len(self._rows) else None

    @property
    def meant(self) -> str | NewEntity | None:
        """What enter takes: a known entity's identifier or a new one; None where nothing is typed."""
        if self.offer is not None:
            return self.offer.entity.id
        name = " ".join(self.typing.text.split())
        return NewEntity(name, self.tag) if name else None

    @property
    def mention_tag(self) -> str:
        """The tag of the mention: a known entity's own, unless another one was chosen for it."""
        if self.offer is not None and not self.tag_chosen:
            own = self.offer.entity.tag
            return own if any(tag.name == own for tag in self.tags) else self.tag
        return self.tag

    @property
    def _tag(self) -> Tag:
        return next(tag for tag in self.tags if tag.name == self.tag)

    def _settled(self) -> Self:
        """With the bar on the likeliest where the words fit it for sure, else on the new one.

        Words that a person types are there to find somebody by: the beginnings of a name are enough then.
        """
        sure = bool(self.offers) and self.offers[0].fit <= (SURE if self.typing.fresh else Fit.BEGINNINGS)
        if self.asks and not sure:
            return replace(self, at=_NOBODY)  # whom nobody has chosen is not taken
        return replace(self, at=0 if sure or not self.typing.text else len(self.offers))

    def typed(self, character: str) -> Self | None:
        """Find by what is typed."""
        return replace(self, typing=self.typing.typed(character))._found()._settled()

    def commanded(self, command: str) -> Self | None:
        """Move the bar, change the tag, or edit the words."""
        match command:
            case "choice_down" | "choice_up":
                step = 1 if command == "choice_down" else -1
                at = max(self.at, 0 if step < 0 else self.at)
                return replace(self, at=(at + step) % max(1, len(self._rows)))
            case "next_tag":
                if self.asks:
                    return None
                names = [tag.name for tag in self.tags]
                following = names[(names.index(self.mention_tag) + 1) % len(names)]
                return replace(self, tag=following, tag_chosen=True)
        typing = self.typing.commanded(command)
        if typing is None:
            return None
        edited = replace(self, typing=typing)
        return edited._found()._settled() if typing.text != self.typing.text else edited

    # --- drawing ------------------------------------------------------------------------------------------------------

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """The words, the entities that fit, the new one, and others."""
        before, behind = self.typing.seen(width - 9)
        rows: list[list[Piece]] = [
            [("  name  ", palette.sheet_quiet), (before, palette.sheet_strong), (CARET, palette.sheet_accent)]
        ]
        rows[0].append((behind, palette.sheet_strong))
        labels = {tag.name: tag.label for tag in self.tags}
        every = self._rows
        for index in rows_around(self.at, len(every), height - 1):
            rows.append(self._draw(every[index], labels, palette, width, chosen=index == self.at))
        return rows

    def _draw(
        self, offer: Offer | None, labels: Mapping[str, str], palette: Palette, width: int, *, chosen: bool
    ) -> list[Piece]:
        text = palette.field if chosen else palette.sheet
        if offer is None:
            name = " ".join(self.typing.text.split())
            label = f" + new {self._tag.label}" + (f" “{name}”" if name else " (type a name)")
            return [("  ", palette.sheet), (fit(label, min(60, width - 4)), text)]
        entity, count = offer.entity, offer.mentions
        where = "in this article" if offer.here else "recent" if entity.id in self.recent else ""
        # How many marks there are is counted anew when a desk is opened: of one just named there are none yet.
        told = [labels.get(entity.tag, entity.tag.lower()), where, marks(count) if count else ""]
        name = fit(f" {entity.name}", min(40, max(width - 36, width * 3 // 5)))
        return [("  ", palette.sheet), (name, text), (f"  {' · '.join(filter(None, told))}", palette.sheet_quiet)]

    def unseen(self, _width: int, height: int) -> tuple[int, int]:
        """The rows out of sight above and below."""
        count = len(self._rows)
        return unseen(rows_around(self.at, count, height - 1), count)


def marks(number: int) -> str:
    """How many marks name somebody, in words."""
    return f"{number:,} mark{'' if number == 1 else 's'}"
