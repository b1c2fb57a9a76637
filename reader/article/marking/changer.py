"""Changing marks that are there: opens them, moves their edges, gives them another tag, deletes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.article.drawing import telling
from reader.article.marking import drafts
from reader.article.marking.marker import Marker
from reader.article.marking.noting import Notes
from reader.article.page import Page
from reader.article.sheet import Asked, Choice, Chooser
from reader.claims.form import ClaimForm
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.entities.picker import Picker
from reader.errors import no_mark
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Annotation, Draft, Layer
from store.text import Span


class Changer:
    """The room of the page in which marks are changed."""

    def __init__(self, sitting: Sitting, page: Page, marker: Marker) -> None:
        self.library = sitting.library
        self.page = page
        self._marker = marker
        self.notes = Notes(sitting.library, page, self)

    def in_hand(self) -> Annotation:
        """The mark under the cursor. Raises Refused where there is none."""
        if (found := self.page.mark_in_hand) is None:
            raise no_mark()
        return found

    def do_open_mark(self, given: Given) -> None:
        """Open the mark under the cursor to see all of it and to change it."""
        mark = self.in_hand()
        if mark.layer is Layer.CLAIM:
            form = ClaimForm.of(mark, text=self.page.article.text, sources=self._marker.sources())
            self.page.ask(self._marker.with_units(form), lambda asked: self._accept_claim(mark, asked), mark.id)
        elif mark.layer is Layer.ENTITY:
            picker = self._marker.picker(mark.quote, mark.tag, mark.entity)
            self.page.ask(picker, lambda asked: self._accept_mention(mark, asked))
        else:
            self.notes.do_note(given)

    def _accept_claim(self, mark: Annotation, asked: Asked) -> None:
        assert isinstance(asked, ClaimForm)
        self.save(mark, asked.draft)

    def _accept_mention(self, mark: Annotation, asked: Asked) -> None:
        assert isinstance(asked, Picker)
        self.save(mark, replace(drafts.draft_of(mark), tag=asked.mention_tag, entity=asked.meant))

    def do_relabel(self, _given: Given) -> None:
        """Choose another tag for the mark under the cursor; the entity that it means stays the one it is."""
        mark = self.in_hand()
        tags = drafts.tags_for(mark, self._marker.usable_tags())
        if not tags:
            raise Refused(f"the tag set has no other tag for a {mark.layer}")
        was = self._marker.tags[mark.tag].label
        choices = tuple(
            Choice(tag.name, tag.key or "", tag.label, "" if tag.layer is mark.layer else str(tag.layer))
            for tag in tags
        )

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Chooser)
            self.save(mark, drafts.relabelled(mark, self._marker.tags[asked.value]), f"was {was}")

        self.page.ask(Chooser(f"{self.library.describe(mark)} · what is it?", choices), accept)

    def reshape(self, mark: Annotation, span: Span, *, beside: bool) -> None:
        """Put a mark on other words, or on more words beside those it is about."""
        pieces = mark.subject
        new = (
            (*(piece for piece in pieces if not piece.overlaps(span)), span)
            if beside
            else drafts.reshaped(pieces, span)
        )
        self._put_on(mark, new)

    def do_grow(self, given: Given) -> None:
        """A word more at its end."""
        self.resize(given.count or 1)

    def do_shrink(self, given: Given) -> None:
        """A word less."""
        self.resize(-(given.count or 1))

    def do_grow_start(self, given: Given) -> None:
        """A word more at its start."""
        self.resize(given.count or 1, at_start=True)

    def do_shrink_start(self, given: Given) -> None:
        """A word less there."""
        self.resize(-(given.count or 1), at_start=True)

    def resize(self, step: int, *, at_start: bool = False) -> None:
        """Move the end of the mark under the cursor by words, or its start; a step below 0 makes it shorter."""
        mark = self.in_hand()
        move = drafts.resized_at_start if at_start else drafts.resized
        new = move(mark.subject, self.page.article.text, step)
        if new == mark.subject:
            edge = "start" if at_start else "end"
            raise Refused(f"the mark's {edge} goes no further that way" if step > 0 else "a mark keeps its last word")
        self._put_on(mark, new)

    def _put_on(self, mark: Annotation, new: Sequence[Span]) -> None:
        told = drafts.change_in_words(mark.subject, new, self.page.article.text)
        made = self.save(mark, drafts.on_words(mark, new), told)
        if made is not None and not any(self.page.cursor in part.span for part in made.parts):
            near = min(made.subject, key=lambda piece: abs(piece.start - self.page.cursor))
            self.page.go_to(near.start if self.page.cursor < near.start else near.end - 1)
            self.page.take_in_hand(made)  # the mark stays in hand

    def save(self, mark: Annotation, draft: Draft, told: str = "") -> Annotation | None:
        """Save a mark as a draft says, and keep it in hand; told: what was done to it. None where nothing is different."""
        if drafts.is_same(draft, drafts.draft_of(mark)):
            self.page.marks_changed("nothing was changed")
            return None
        made = self.library.revise(mark.id, draft, since=mark.updated, text_id=self.page.article.text_id)
        self.page.marks_changed(telling.of_change(told, self.library.describe(made), made.quote))
        self.page.take_in_hand(made)
        return made

    def do_delete(self, _given: Given) -> None:
        """Delete the mark under the cursor; the history keeps it."""
        mark = self.in_hand()
        summary = self.library.delete_annotation(mark.id, since=mark.updated)
        self.page.marks_changed(Hint.of(f"deleted · {summary}", (Key("undo"), " brings it back")))
