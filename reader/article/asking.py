"""What is being asked on the page: the sheet, what its answer is for, and the words that are being picked for it."""

from __future__ import annotations

from collections.abc import Callable

from reader.article.drawing.marks import Mark, Piece
from reader.article.lists.listing import Listing
from reader.article.marking.note import NoteForm
from reader.article.sheet import Asked, Chooser, Sheet
from reader.article.source.about_form import AboutForm
from reader.article.spreading.lit import Lit
from reader.claims.form import ClaimForm
from reader.commands import Place
from reader.drawing import cut
from reader.entities.picker import Picker
from reader.form import Kind
from reader.library.naming import Naming
from store.errors import Refused
from store.model import Annotation, Layer, Role
from store.text import Span

OF_THE_PAGE = frozenset(
    "accept dismiss pick_words add_link add_link_before edit_outside help drop_mark in_all next_scope weak_names".split()
)
"""What is given to the page where a sheet takes the keys; the sheet takes the rest itself."""
DRAFT = "draft"
"""The identifier of the mark that a form is about."""
_PICKED = {"content": Role.CONTENT, "cue": Role.CUE, "source": Role.SOURCE}


def _nothing() -> None:
    pass


class Asking:
    """Holds the sheet; changed is called when what it shows of the text is different."""

    def __init__(self, sheet: Sheet, changed: Callable[[], None]) -> None:
        self.sheet = sheet
        self.picking = False
        self.reshaping: Annotation | None = None
        self.placing: Annotation | None = None
        self.revising: str | None = None
        self._changed = changed
        self._accept: Callable[[Asked], None] = lambda _asked: None
        self._left: Callable[[], None] = _nothing
        self._opened: Asked | None = None
        self._warned = False

    @property
    def asked(self) -> Asked | None:
        """What is asked."""
        return self.sheet.asked

    @property
    def place(self) -> Place | None:
        """Where keys are pressed; None where nothing is asked."""
        if self.picking or self.reshaping is not None or self.placing is not None:
            return Place.PICK
        return self.asked.place if self.asked is not None else None

    @property
    def takes_keys(self) -> bool:
        """Whether keys go to the sheet rather than to the text."""
        return self.place in (Place.PICKER, Place.FORM, Place.LISTING, Place.NAMING, Place.OCCURRENCES)

    @property
    def subject(self) -> Span | None:
        """The words that the question is about, where it knows them."""
        if isinstance(self.asked, ClaimForm) and (spans := self.asked.form.named("content").spans):
            return Span(spans[0].start, spans[-1].end)
        if isinstance(self.asked, Listing | Lit) and self.asked.entry is not None:
            return self.asked.entry.span
        return None

    @property
    def draft(self) -> Mark | None:
        """The claim in the form, or the occurrence in hand, as a mark to be shown."""
        if isinstance(self.asked, Lit) and self.asked.entry is not None:
            tag, here = self.asked.aim.tag, (Piece(self.asked.entry.span, Role.MENTION),)
            return Mark(DRAFT, tag.layer, tag.name, here, tag.colour, tag.sign)
        if not isinstance(self.asked, ClaimForm):
            return None
        pieces = tuple(
            Piece(span, role, field.link)
            for field in self.asked.form.fields
            if (role := _PICKED.get(field.name)) is not None
            for span in field.spans
        )
        return Mark(DRAFT, Layer.CLAIM, self.asked.tag, pieces, "yellow", "c") if pieces else None

    @property
    def is_typed_in(self) -> bool:
        """Whether letters are text now."""
        if isinstance(self.asked, ClaimForm):
            return self.asked.form.field.kind is not Kind.WORDS
        return self.takes_keys and not isinstance(self.asked, Lit)

    @property
    def unable(self) -> set[str]:
        """The commands that mean nothing for the field in hand."""
        if not isinstance(self.asked, ClaimForm):
            elsewhere = {"next_tag"} if isinstance(self.asked, Chooser) else {"field_next"}
            elsewhere -= {"field_next"} if isinstance(self.asked, AboutForm) else set()
            elsewhere |= set() if isinstance(self.asked, NoteForm) else {"edit_outside"}
            elsewhere |= set() if isinstance(self.asked, Listing) and self.asked.can_delete else {"drop_mark"}
            elsewhere |= self.asked.unable if isinstance(self.asked, Lit) else set()
            return {"pick_words", "add_link", "add_link_before", "drop_link", *elsewhere}
        field = self.asked.form.field
        found = {"edit_outside"} if field.kind is Kind.WORDS else {"edit_outside", "pick_words"}
        return found if field.link is not None else found | {"drop_link"}

    @property
    def what_is_picked(self) -> str:
        """What the words that are being picked will be."""
        if self.placing is not None:
            return f"the words of “{cut(' '.join(self.placing.quote.split()), 32)}”"
        if self.reshaping is not None or not isinstance(self.asked, ClaimForm):
            return "the words of the mark"
        field = self.asked.form.field
        return f"the {field.name}" if field.link is None else f"the {field.name} of link {field.link + 1}"

    # --- asking and answering -----------------------------------------------------------------------------------------

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None = None) -> None:
        """Ask something; accept is called with the answer. revising: the mark in whose place the draft is shown."""
        self._accept = accept
        self._opened = asked
        self._warned = False
        self._left = _nothing
        self.revising = revising
        self._show(asked)

    def on_leaving(self, left: Callable[[], None]) -> None:
        """Call this when what is asked now is asked no more, saved or not."""
        self._left = left

    def becomes(self, asked: Asked) -> None:
        """Show another state of what is asked, which came from elsewhere than the keys."""
        self._show(asked)

    def typed(self, character: str) -> bool:
        """Give a character to what is asked; whether it was taken."""
        if not self.takes_keys or self.asked is None or (answer := self.asked.typed(character)) is None:
            return False
        self._show(answer)
        return True

    def pasted(self, words: str) -> None:
        """Give words to the field in hand, where it is one that is typed; they choose nothing and press no key."""
        asked = self.asked
        is_typed = isinstance(asked, Picker | Listing | NoteForm | Naming) or (
            isinstance(asked, ClaimForm | AboutForm) and asked.form.field.kind is Kind.TYPED
        )
        if is_typed:
            self.typed(words)

    @property
    def is_answered(self) -> bool:
        """Whether a key was pressed that chooses and answers at once."""
        return isinstance(self.asked, Chooser) and self.asked.taken is not None

    def commanded(self, command: str) -> None:
        """Give a command to what is asked; the ones that it does not know mean nothing."""
        if isinstance(self.asked, Listing) and command in ("page_down", "page_up"):
            page = max(1, self.sheet.size.height - 3)
            self._show(self.asked.moved(page if command == "page_down" else -page))
        elif self.asked is not None and (answer := self.asked.commanded(command)) is not None:
            self._show(answer)

    def answer(self) -> None:
        """Hand the answer on. Where it is refused, the sheet stays with all that was typed."""
        if (asked := self.asked) is not None:
            if isinstance(asked, ClaimForm | AboutForm) and (fault := asked.fault) is not None:
                self._show(fault)  # what is wrong is the field in hand
            self._accept(asked)

    def may_be_dropped(self) -> bool:
        """Whether nothing was filled in that would be lost; asked a second time without a key between, it may."""
        is_same = _says_the_same(self.asked, self._opened)
        may = self._warned or is_same
        self._warned = not is_same
        return may

    def dismiss(self) -> None:
        """Ask nothing any more."""
        self.picking, self.reshaping, self.revising, self.placing = False, None, None, None
        left, self._left = self._left, _nothing
        self._show(None)
        left()

    def _show(self, asked: Asked | None) -> None:
        self._warned = False
        self.sheet.ask(asked)
        if not isinstance(asked, Listing):  # a list shows places, and marks look as they did
            self._changed()

    def place_by_hand(self, mark: Annotation) -> None:
        """Words are to be picked for a mark that lost its own."""
        self.placing = mark

    # --- picking words ------------------------------------------------------------------------------------------------

    def pick(self) -> Span | None:
        """Leave the form for the text; gives the words to begin at. Raises Refused on a field that takes no words."""
        if not isinstance(self.asked, ClaimForm) or self.asked.form.field.kind is not Kind.WORDS:
            raise Refused("this field is typed or chosen; content, source and cue are picked")
        self.picking = True
        return self.asked.nearest_words

    def take(self, span: Span, *, beside: bool) -> None:
        """Take words for the field in hand, in place of those taken before or beside them."""
        if isinstance(self.asked, ClaimForm):
            others = self.asked.form.field.spans if beside else ()
            spans = tuple(sorted({*(each for each in others if not each.overlaps(span)), span}))
            self.picking = False
            self._show(self.asked.picked(spans))


def _says_the_same(asked: Asked | None, opened: Asked | None) -> bool:
    """Whether a form says what it said when it was opened; what is no form says nothing."""
    if isinstance(asked, ClaimForm) and isinstance(opened, ClaimForm):
        return asked.says_the_same(opened)
    if isinstance(asked, AboutForm) and isinstance(opened, AboutForm):
        return asked.says_the_same(opened)
    return not isinstance(asked, NoteForm) or not isinstance(opened, NoteForm) or asked.note == opened.note
