"""Making marks: asks what must be asked, hands a draft to the library, and says what was saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Never

from reader.article.drawing import telling
from reader.article.marking import drafts
from reader.article.marking.taking import taken_at
from reader.article.moving.text_objects import sentence_at
from reader.article.page import Page
from reader.article.sheet import Asked, Choice, Chooser
from reader.claims.form import ClaimForm
from reader.claims.sources import SourceChoices
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.entities.picker import Picker
from reader.errors import Unable
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Draft, Entity, Layer, Offer, Tag
from store.text import Span

_OFFERED, _SOURCES = 50, 10
"""Entities that are offered at most for a mention, and for a source."""


class Marker:
    """The room of the page in which marks are made."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.library = sitting.library
        self.page = page
        self.tags = {tag.name: tag for tag in sitting.tags()}

    def tag_keys(self) -> dict[str, str]:
        """Key → tag, for the keys of the page."""
        return {tag.key: tag.name for tag in self.usable_tags() if tag.key}

    def usable_tags(self, *also: str) -> tuple[Tag, ...]:
        """The tags that a new mark can have; a retired one only where a mark has it already."""
        return tuple(tag for tag in self.tags.values() if not tag.retired or tag.name in also)

    def entity_tags(self, *also: str) -> tuple[Tag, ...]:
        """Those of entities."""
        return tuple(tag for tag in self.usable_tags(*also) if tag.layer is Layer.ENTITY)

    # --- making -----------------------------------------------------------------------------------------------------

    def do_mark(self, given: Given) -> None:
        """Mark the selection, or what is under the cursor, with the tag whose key was pressed."""
        if given.tag is not None:
            self.mark(given.tag)

    def mark(self, name: str) -> None:
        """Mark the selection, or what is under the cursor, with a tag."""
        layer = self.tags[name].layer
        if layer is Layer.CLAIM:
            self.claim(name)
        elif layer is Layer.ENTITY:
            self._mention(name)
        else:
            self._highlight(name, self.tags[name].key or "the same")

    def _highlight(self, name: str, key: str | Key) -> None:
        """Save the selection; where there is none, select the sentence first, to be seen before it is saved."""
        if (span := self.page.selected) is not None:
            self._save_new(drafts.highlight(name, span))
            return
        sentence = sentence_at(self.page.article.document or _nothing(), self.page.cursor)
        if not sentence:
            raise Refused("there is no sentence under the cursor; select what to highlight")
        self.page.select(sentence)
        self.page.say(Hint.of((key, " again highlights this sentence"), "motions change what is selected"))

    def do_claim(self, _given: Given) -> None:
        """Ask about a claim."""
        self.claim()

    def claim(self, name: str = "") -> None:
        """Ask about a claim: its content is the selection, or found in the sentence under the cursor."""
        from store.suggesting.claims import guess_claim, guess_claim_at

        tag = name or next((tag.name for tag in self.usable_tags() if tag.layer is Layer.CLAIM), "")
        if not tag:
            raise Refused("the tag set has no tag for claims")
        text, published = self.page.article.text, self.page.article.metadata.published
        span = self.page.selected
        if span is not None:
            guess = guess_claim(text, (span,), published=published)
        else:
            guess = guess_claim_at(text, self.page.cursor, published=published)
        if not guess.content:
            raise Refused("there is no sentence under the cursor; select the claim's words")
        form = ClaimForm.guessed(guess, tag=tag, text=text, sources=self.sources())
        form = self.with_units(form)
        self.page.ask(form, self._accept_new_claim)

    def _accept_new_claim(self, asked: Asked) -> None:
        assert isinstance(asked, ClaimForm)
        self._save_new(asked.draft)

    def _mention(self, name: str) -> None:
        span = self._taken(name)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Picker)
            self._save_new(drafts.mention(asked.mention_tag, span, asked.meant))

        self.page.ask(self.picker(span.of(self.page.article.text), name), accept)
        self.page.select(span)  # behind asking: who leaves the picker has selected nothing

    def _taken(self, name: str) -> Span:
        """The selection, or what a mention with this tag takes where nothing is selected."""
        document = self.page.article.document or _nothing()
        span = self.page.selected or taken_at(document, self.page.cursor, self.tags[name])
        if span is None:
            raise Refused("there is no word under the cursor; select the words of the mention")
        return span

    def words_here(self) -> str:
        """The words selected, or of the name under the cursor, on one line and without a possessive."""
        document = self.page.article.document or _nothing()
        if (span := self.page.selected or taken_at(document, self.page.cursor)) is None:
            raise Refused("there is no name under the cursor; select one")
        words = " ".join(span.of(self.page.article.text).split())
        return words.removesuffix("’s").removesuffix("'s")

    def picker(self, words: str, tag: str, meant: Entity | None = None) -> Picker:
        """The picker of the entity that some words mean; meant: the one that they mean already."""
        return Picker.open(
            words.removesuffix("’s").removesuffix("'s"),
            tag=tag,
            tags=self.entity_tags(tag),
            offered=lambda typed: self._offered(typed, tag),
            recent=self.sitting.recent,
            meant=meant,
        )

    def _offered(self, words: str, tag: str | None = None, most: int = _OFFERED) -> list[Offer]:
        recent = self.sitting.recent
        return self.library.offered(words, tag=tag, article=self.page.article.id, recent=recent, most=most)

    def sources(self) -> SourceChoices:
        """Who the sources of a claim of this article can be."""

        def name_of(entity: str) -> str:
            found = self.library.entities_of([entity]).get(entity)
            return "?" if found is None else found.name

        return SourceChoices(
            lambda who: self._offered(who, most=_SOURCES), name_of, self.entity_tags(), self.page.article.text
        )

    def with_units(self, form: ClaimForm) -> ClaimForm:
        """A claim form that offers what other claims count in."""
        return replace(form, units=lambda: self.library.units(self.page.article.id))

    def do_mark_as(self, _given: Given) -> None:
        """Choose a tag for the selection from the whole tag set."""
        from store.suggesting.claims import entity_tag

        span = self.page.selected
        if span is None:
            raise Refused("nothing is selected")
        guessed = entity_tag(span.of(self.page.article.text))
        tags = self.usable_tags()
        choices = tuple(Choice(tag.name, tag.key or "", tag.label, str(tag.layer)) for tag in tags)
        at = next((n for n, tag in enumerate(tags) if tag.name == guessed), 0)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Chooser)
            self.page.select(span)
            self.mark(asked.value)

        self.page.ask(Chooser("mark as …", choices, at), accept)

    def do_again(self, _given: Given) -> None:
        """Make the last mark again: the same tag, and the same entity, on what is here."""
        if self.sitting.last_mark is None:
            raise Refused("nothing was marked yet that could be done again")
        name, entity = self.sitting.last_mark
        tag = self.tags[name]
        if tag.layer is Layer.CLAIM:
            self.claim(name)
        elif tag.layer is Layer.HIGHLIGHT:
            self._highlight(name, Key("again"))
        elif entity is not None and entity not in self.library.entities_of([entity]):
            self._mention(name)  # whom it meant is gone, with an undo: ask anew
        else:
            self._save_new(drafts.mention(name, self._taken(name), entity), tells_words=True)

    def _save_new(self, draft: Draft, *, tells_words: bool = False) -> None:
        parts = set(draft.parts)
        near = self.page.marks.touching(draft.parts[0].span).values() if draft.parts else ()
        same = (each for each in near if each.tag == draft.tag)
        if any(set(drafts.draft_of(each).parts) == parts for each in same):
            raise Unable("these words are marked so already", (Key("open_mark"), " on the mark opens it"))
        made = self.library.annotate(self.page.article.id, draft, text_id=self.page.article.text_id)
        self.sitting.last_mark = (made.tag, made.entity.id if made.entity else None)
        if made.entity is not None:
            self.sitting.marked(made.entity.id)
        told = telling.of_saved(self.library.describe(made), made.quote if tells_words else "")
        self.page.marks_changed(f"saved · {told}")
        self.page.take_in_hand(made)


def _nothing() -> Never:
    raise Refused("the text of this article is not here; add its file")
