"""What the marking commands do: they ask what must be asked, hand a draft to the library, and say what was saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Never, Protocol

from reader.article import describing, marking
from reader.article.note import NoteForm
from reader.article.page_marks import PageMarks
from reader.article.sheet import Asked, Choice, Chooser
from reader.claims.form import ClaimForm
from reader.drawing import cut
from reader.entities.picker import Picker
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Annotation, Article, Draft, Layer, RelationKind, Tag
from store.text import Span

_KEYS = {
    RelationKind.UPDATES: "u",
    RelationKind.CONTRADICTS: "c",
    RelationKind.SUPPORTS: "p",
    RelationKind.SAME_AS: "s",
    RelationKind.RELATED: "r",
}


class Page(Protocol):
    """What marking needs of the page."""

    article: Article
    marks: PageMarks

    @property
    def selected(self) -> Span | None:
        """The words that are selected."""

    @property
    def cursor(self) -> int:
        """Where the cursor is."""

    @property
    def mark_in_hand(self) -> Annotation | None:
        """The mark under the cursor."""

    def select(self, span: Span) -> None:
        """Select these words."""

    def go_to(self, offset: int) -> None:
        """Put the cursor there."""

    def take_in_hand(self, mark: Annotation) -> None:
        """Put the cursor on a mark where it is on none of its words, if they are in sight."""

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None = None) -> None:
        """Ask something; accept is called with the answer. revising: the mark whose draft is shown in its place."""

    def marks_changed(self, said: str) -> None:
        """Marks were saved: show them, drop the selection, say so."""

    def say(self, message: str, *, bad: bool = False) -> None:
        """Say something in the foot."""


class Marker:
    """Carries out the commands that make and change marks on one page."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.library = sitting.library
        self.page = page
        self.tags = {tag.name: tag for tag in sitting.library.tags()}

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

    def mark(self, name: str) -> None:
        """Mark the selection, or what is under the cursor, with a tag."""
        layer = self.tags[name].layer
        if layer is Layer.CLAIM:
            self.claim(name)
        elif layer is Layer.ENTITY:
            self._mention(name)
        elif (span := self.page.selected) is not None:
            self._save_new(marking.highlight(name, span))
        else:
            self.page.say("select what to highlight: v and motions, or V for this sentence", bad=True)

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
            raise Refused("there is no sentence under the cursor; select the words of the claim")
        form = ClaimForm.guessed(guess, tag=tag, text=text, known=self.page.marks.entities, tags=self.entity_tags())
        self.page.ask(form, self._accept_new_claim)

    def _accept_new_claim(self, asked: Asked) -> None:
        assert isinstance(asked, ClaimForm)
        self._save_new(asked.draft)

    def _mention(self, name: str) -> None:
        span = self.page.selected or marking.mention_at(self.page.article.document or _nothing(), self.page.cursor)
        if span is None:
            raise Refused("there is no word under the cursor; select the words of the mention")

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Picker)
            self._save_new(marking.mention(asked.mention_tag, span, asked.meant))

        self.page.ask(self._picker(span.of(self.page.article.text), name), accept)
        self.page.select(span)  # behind asking: who leaves the picker has selected nothing

    def _picker(self, words: str, tag: str, meant: str | None = None) -> Picker:
        here = frozenset(a.entity.id for a in self.page.marks.annotations.values() if a.entity)
        return Picker.open(
            words.removesuffix("’s").removesuffix("'s"),
            tag=tag,
            tags=self.entity_tags(tag),
            known=self.page.marks.entities,
            here=here,
            mentions=self.library.mention_counts(),
            meant=meant,
        )

    def choose_tag(self) -> None:
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

    def again(self) -> None:
        """Make the last mark again: the same tag, and the same entity, on what is here."""
        if self.sitting.last_mark is None:
            raise Refused("nothing was marked yet that could be done again")
        name, entity = self.sitting.last_mark
        tag = self.tags[name]
        if tag.layer is Layer.CLAIM:
            return self.claim(name)
        document = self.page.article.document or _nothing()
        span = self.page.selected or marking.mention_at(document, self.page.cursor)
        if span is None:
            raise Refused("there is no word under the cursor")
        return self._save_new(Draft(name, marking.mention(name, span, None).parts, entity=entity))

    def _save_new(self, draft: Draft) -> None:
        parts = set(draft.parts)
        same = (each for each in self.page.marks.annotations.values() if each.tag == draft.tag)
        if any(set(marking.draft_of(each).parts) == parts for each in same):
            raise Refused("these words are marked so already; enter on the mark opens it")
        made = self.library.annotate(self.page.article.id, draft, text_id=self.page.article.text_id)
        self.sitting.last_mark = (made.tag, made.entity.id if made.entity else None)
        self.page.marks_changed(f"saved · {self.library.describe(made)}")
        self.page.take_in_hand(made)

    # --- changing ---------------------------------------------------------------------------------------------------

    def _in_hand(self) -> Annotation:
        if (found := self.page.mark_in_hand) is None:
            raise Refused("no mark under the cursor · ] goes to the next one")
        return found

    def open(self) -> None:
        """Open the mark under the cursor to see all of it and to change it."""
        mark = self._in_hand()
        if mark.layer is Layer.CLAIM:
            text, known = self.page.article.text, self.page.marks.entities
            form = ClaimForm.of(mark, text=text, known=known, tags=self.entity_tags())
            self.page.ask(form, lambda asked: self._accept_claim(mark, asked), mark.id)
        elif mark.layer is Layer.ENTITY:
            meant = mark.entity.id if mark.entity else None
            picker = self._picker(mark.quote, mark.tag, meant)
            self.page.ask(picker, lambda asked: self._accept_mention(mark, asked))
        else:
            self.page.ask(
                NoteForm.of(self.tags[mark.tag].label, mark.note), lambda asked: self._accept_note(mark, asked)
            )

    def _accept_claim(self, mark: Annotation, asked: Asked) -> None:
        assert isinstance(asked, ClaimForm)
        self._save(mark, asked.draft)

    def _accept_mention(self, mark: Annotation, asked: Asked) -> None:
        assert isinstance(asked, Picker)
        self._save(mark, replace(marking.draft_of(mark), tag=asked.mention_tag, entity=asked.meant))

    def _accept_note(self, mark: Annotation, asked: Asked) -> None:
        assert isinstance(asked, NoteForm)
        self._save(mark, replace(marking.draft_of(mark), note=asked.note))

    def reshape(self, mark: Annotation, span: Span, *, beside: bool) -> None:
        """Put a mark on other words, or on more words beside those it is about."""
        pieces = mark.subject
        new = (
            (*(piece for piece in pieces if not piece.overlaps(span)), span)
            if beside
            else marking.reshaped(pieces, span)
        )
        self._save(mark, marking.on_words(mark, new))

    def resize(self, step: int) -> None:
        """Move the end of the mark under the cursor by words."""
        mark = self._in_hand()
        new = marking.resized(mark.subject, self.page.article.text, step)
        if new == mark.subject:
            raise Refused("the mark's end goes no further that way")
        self._save(mark, marking.on_words(mark, new))
        if not any(self.page.cursor in piece for piece in new):
            self.page.go_to(new[-1].end - 1)  # the mark stays in hand

    def _save(self, mark: Annotation, draft: Draft) -> None:
        if marking.is_same(draft, marking.draft_of(mark)):
            self.page.marks_changed("nothing was changed")
            return
        made = self.library.revise(mark.id, draft, since=mark.updated)
        self.page.marks_changed(f"saved · {self.library.describe(made)}")

    def delete(self) -> None:
        """Delete the mark under the cursor; the history keeps it."""
        summary = self.library.delete_annotation(self._in_hand().id)
        self.page.marks_changed(f"deleted · {summary} · u brings it back")

    # --- relating ---------------------------------------------------------------------------------------------------

    def relate(self) -> None:
        """Begin a relation at the claim under the cursor, or end it there and ask which kind it is."""
        mark = self._in_hand()
        if mark.claim is None:
            raise Refused("only claims are related to one another")
        begun = self.sitting.relating
        if begun is None or begun.id == mark.id:
            self.sitting.relating = mark if begun is None else None
            if begun is not None:
                self.page.say("no relation was made")
            return
        one, other = (describing.in_full(each, self.page.marks.names) for each in (begun, mark))
        choices = tuple(Choice(kind.value, key, kind.value, other) for kind, key in _KEYS.items())
        between = {begun.id, mark.id}
        known = {each.id: each for each in self.library.relations(mark.id) if {each.origin, each.target} == between}
        gone_keys = zip(known.values(), "xyzwv", strict=False)
        choices += tuple(Choice(each.id, key, f"no longer {each.kind}", other) for each, key in gone_keys)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Chooser)
            self.sitting.relating = None  # also where it is refused: the claim it began at may be gone
            if (gone := known.get(asked.value)) is not None:
                self.library.unrelate(gone)
            else:
                self.library.relate(begun.id, mark.id, RelationKind(asked.value))
            verb = f"no longer {gone.kind}" if gone is not None else asked.value
            self.page.marks_changed(f"saved · {verb} · {cut(one, 30)} … {cut(other, 30)}")

        self.page.ask(Chooser(f"{one} …", choices), accept)


def _nothing() -> Never:
    raise Refused("the text of this article is not here; add its file")
