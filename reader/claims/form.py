"""The claim form: opened with guesses or with what a claim says, and read back into a draft. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from reader.claims import picking
from reader.claims.fields import HINTS, Link, claim_fields, link_fields, numbered, words_field
from reader.claims.figures import figure, is_figure
from reader.claims.sources import KNOWN, SourceChoices, name_for
from reader.claims.units import offered
from reader.commands import Place
from reader.commands.hints import Clause, Hint, Key
from reader.drawing import Piece
from reader.form import Field, Form, Kind
from reader.line_editing import Typing
from reader.palette import Palette
from store.dates import is_date
from store.errors import Refused
from store.model import (
    Annotation,
    Bound,
    Certainty,
    Claim,
    Draft,
    LinkDraft,
    Mode,
    PartDraft,
    Polarity,
    Role,
)
from store.text import Span

if TYPE_CHECKING:
    from store.suggesting.claims import ClaimGuess


_HOW: Mapping[Kind, Clause] = MappingProxyType(
    {
        Kind.TYPED: "type",
        Kind.CHOICE: (Key("value_back"), " ", Key("value_next"), " or a letter"),
        Kind.WORDS: (Key("pick_words"), " picks in the text"),
    }
)
_MORE: Mapping[str, tuple[Clause, ...]] = MappingProxyType(
    {
        "content": ((Key("add_link"), " adds a link to the chain"),),
        "unit": ((Key("value_next"), " offers those of other claims"),),
    }
)
_DATES = frozenset({"said", "from", "to"})


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """The form of one claim. text: the article's; sources: who its sources can be; tag: the claim tag that is made.

    unlinked: cues and sources that belong to no link of the chain; the form has no field for them and keeps them.
    units: asked for what other claims count in, when that is to be offered; typed_unit: what stood there before.
    """

    tag: str
    text: str
    sources: SourceChoices
    form: Form
    unlinked: tuple[PartDraft, ...] = ()
    units: Callable[[], Sequence[str]] = tuple
    typed_unit: str | None = None

    @classmethod
    def guessed(cls, guess: ClaimGuess, *, tag: str, text: str, sources: SourceChoices) -> ClaimForm:
        """The form for a new claim, filled with guesses."""
        claim = Claim(
            polarity=guess.polarity,
            certainty=guess.certainty,
            probability_words=guess.probability_words,
            quantity=guess.quantity,
            bound=guess.bound,
            unit=guess.unit,
        )
        links = [
            Link(
                source=(link.source,) if link.source else (),
                cue=(link.cue,) if link.cue else (),
                who=name_for(link.source.of(text)) if link.source else "",
                guessed=True,
                mode=link.mode,
                medium=link.medium or "",
                said=link.said or "",
            )
            for link in guess.chain
        ]
        return cls._open(claim, guess.content, links, "", tag=tag, text=text, sources=sources)

    @classmethod
    def of(cls, annotation: Annotation, *, text: str, sources: SourceChoices) -> ClaimForm:
        """The form for a claim that is there already."""
        claim = annotation.claim or Claim()

        def spans(role: Role, depth: int) -> tuple[Span, ...]:
            return tuple(part.span for part in annotation.parts if part.role is role and part.depth == depth)

        links = [
            Link(
                source=spans(Role.SOURCE, link.depth),
                cue=spans(Role.CUE, link.depth),
                who=link.label if link.entity is None else sources.name_of(link.entity),
                entity=link.entity,
                words_only=link.entity is None and bool(link.label),
                mode=link.mode,
                medium=link.medium or "",
                said=link.said or "",
            )
            for link in claim.chain
        ]
        content = annotation.spans(Role.CONTENT)
        form = cls._open(claim, content, links, annotation.note, tag=annotation.tag, text=text, sources=sources)
        loose = (part for part in annotation.parts if part.role is not Role.CONTENT and part.depth is None)
        return replace(form, unlinked=tuple(PartDraft(part.role, part.span) for part in loose))

    @classmethod
    def _open(
        cls,
        claim: Claim,
        content: tuple[Span, ...],
        links: Sequence[Link],
        note: str,
        *,
        tag: str,
        text: str,
        sources: SourceChoices,
    ) -> ClaimForm:
        first = words_field("content", "content", content, text)
        chain = [field for depth, link in enumerate(links) for field in link_fields(depth, link, text, sources)]
        return cls(tag, text, sources, Form((first, *chain, *claim_fields(claim, note))))

    # --- what a sheet asks -------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The keys of forms."""
        return Place.FORM

    @property
    def title(self) -> str:
        """What it is."""
        return "claim"

    @property
    def hint(self) -> Hint:
        """What the field in hand is for, and how it is filled."""
        field = self.form.field
        how = _HOW[field.kind]
        return Hint.of(HINTS[field.name], how, *_MORE.get(field.name, ()))

    @property
    def does(self) -> str:
        """It is saved."""
        return "save"

    def typed(self, character: str) -> Self | None:
        """A character for the field in hand."""
        form = self.form.typed(character)
        return None if form is None else self._after(form)

    def commanded(self, command: str) -> Self | None:
        """A command to the form or its chain."""
        if command in ("add_link", "add_link_before"):
            return self._add_link(before=command == "add_link_before")
        if command == "drop_link":
            return self._drop_link()
        if command in ("value_next", "value_back") and self._offers(command):
            return self._with_unit(1 if command == "value_next" else -1)
        form = self.form.commanded(command)
        return None if form is None else self._after(form)

    def _after(self, form: Form) -> Self:
        """Where another name was typed for a source, offer who that can be."""
        old, new = self.form.field, form.field
        if (old.name, old.link) == (new.name, new.link) and new.name == "who" and old.value != new.value:
            choices = self.sources.of(new.value, typed=True)
            form = form.with_field(replace(form.named("as", new.link), choices=choices, chosen=0))
        return replace(self, form=form, typed_unit=None)

    def _offers(self, command: str) -> bool:
        """Whether a key goes to another unit: back only where one was offered, forward behind the last character too."""
        field, typing = self.form.field, self.form.field.typing
        behind = command == "value_next" and typing.caret == len(typing.text)
        return field.name == "unit" and (self.typed_unit is not None or behind)

    def _with_unit(self, step: int) -> Self:
        """With a unit of other claims in its field, or again with what was typed there."""
        field = self.form.field
        typed = field.value if self.typed_unit is None else self.typed_unit
        unit = offered(self.units(), typed, field.value, step)
        form = self.form.with_field(replace(field, typing=Typing.of(unit)))
        return replace(self, form=form, typed_unit=typed)

    def picked(self, spans: tuple[Span, ...]) -> Self:
        """With words picked in the text for the field in hand."""
        return replace(self, form=picking.picked(self.form, spans, self.text, self.sources))

    @property
    def fault(self) -> Self | None:
        """The form with the field in hand that cannot be saved as it is filled; None where all can."""
        for index, field in enumerate(self.form.fields):
            is_wrong = field.name in _DATES and field.value and not is_date(field.value)
            if is_wrong or (field.name == "quantity" and not is_figure(field.value)):
                return replace(self, form=replace(self.form, at=index))
            if field.name == "unit" and field.value and not self.form.named("quantity").value:
                return replace(self, form=replace(self.form, at=index))
        return None

    @property
    def nearest_words(self) -> Span | None:
        """Where to begin to look for the words of the field in hand: at those it has, else at its link's, else the content."""
        field = self.form.field
        others = [self.form.named(name, field.link) for name in ("source", "cue")] if field.link is not None else []
        for each in (field, *others, self.form.named("content")):
            if each.spans:
                return each.spans[0]
        return None

    def says_the_same(self, other: ClaimForm) -> bool:
        """Whether both forms say the same; one that cannot be saved as it is says something of its own."""
        try:
            return self.draft == other.draft
        except Refused:
            return False

    def _links(self) -> int:
        return sum(1 for field in self.form.fields if field.name == "who")

    def _add_link(self, *, before: bool) -> Self:
        """A link behind the one in hand or before it, else at the chain's end or beginning."""
        link = self.form.field.link
        first, last = (0, self._links()) if link is None else (link, link + 1)
        depth = first if before else last
        return self._with_links(depth, [*link_fields(depth, Link(), self.text, self.sources)], "source")

    def _drop_link(self) -> Self | None:
        link = self.form.field.link
        return None if link is None else self._with_links(link, [], None)

    def _with_links(self, depth: int, new: list[Field], goto: str | None) -> Self:
        """With a new link at a depth, or without the one that is there; those behind it are numbered again."""
        fields: list[Field] = []
        shift = 1 if new else -1
        for field in self.form.fields:
            if field.link is None and field.name != "content" and new:
                fields += new
                new = []
            if field.link is not None and field.link >= depth:
                if field.link == depth and shift < 0:
                    continue
                if new:
                    fields += new
                    new = []
                fields.append(numbered(field, field.link + shift))
            else:
                fields.append(field)
        at = next((n for n, f in enumerate(fields) if f.name == goto and f.link == depth), 0)
        return replace(self, form=Form(tuple(fields), at))

    @property
    def draft(self) -> Draft:
        """What the form says. Raises Refused where a figure is none."""
        form = self.form
        parts = [PartDraft(Role.CONTENT, span) for span in form.named("content").spans]
        chain: list[LinkDraft] = []
        for link in range(self._links()):
            who, source, cue = form.named("who", link), form.named("source", link), form.named("cue", link)
            mode, medium, said = (form.named(name, link).value for name in ("mode", "medium", "said"))
            if not (who.value or source.spans or cue.spans or medium or said) and mode == Mode.STATES:
                continue  # an empty link says nothing
            depth = len(chain)
            parts += [PartDraft(Role.SOURCE, span, depth) for span in source.spans]
            parts += [PartDraft(Role.CUE, span, depth) for span in cue.spans]
            choice = form.named("as", link).value
            meant = self.sources.meant(choice, who.value) if who.value or choice.startswith("id:") else None
            chain.append(
                LinkDraft(
                    entity=meant,
                    label="" if meant is not None else who.value,
                    mode=Mode(mode),
                    medium=medium or None,
                    said=said or None,
                )
            )
        parts += self.unlinked
        credibility, bound = form.named("credibility").value, form.named("bound").value
        quantity = figure(form.named("quantity").value)
        claim = Claim(
            gist=form.named("gist").value,
            polarity=Polarity(form.named("polarity").value),
            certainty=Certainty(form.named("certainty").value),
            probability_words=form.named("probability").value,
            credibility=int(credibility) if credibility else None,
            event_from=form.named("from").value or None,
            event_to=form.named("to").value or None,
            quantity=quantity,
            bound=Bound(bound) if bound and quantity is not None else None,
            unit=form.named("unit").value or None,
        )
        return Draft(self.tag, tuple(parts), note=form.named("note").value, claim=claim, chain=tuple(chain))

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """Its rows; a source is shown as whoever is meant by it."""
        form = self.form
        for link in range(self._links()):
            who, meant = form.named("who", link), form.named("as", link)
            known = meant.value.startswith("id:") and meant.shown != KNOWN
            name = meant.shown if known else who.value
            form = form.with_field(replace(form.named("source", link), alias=name))
        return form.draw(palette, width, height)

    def unseen(self, _width: int, height: int) -> tuple[int, int]:
        """Its rows out of sight above and below."""
        return self.form.unseen(height)
