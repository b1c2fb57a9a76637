"""Marking every occurrence, from the page: whose, is found under the cursor; here it is lit, elsewhere a screen shows it."""

from __future__ import annotations

from reader.article.marking.marker import Marker
from reader.article.page import Page
from reader.article.sheet import Asked
from reader.article.spreading.aim import Aim, counted
from reader.article.spreading.lit import Lit
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.entities.picker import Picker
from reader.library.at_work import AtWork
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Annotation, Fit, Layer, NewEntity
from store.occurring import Occurrence, is_name
from store.text import Span


class Spreader:
    """The room of the page in which every occurrence of a name is marked."""

    def __init__(self, sitting: Sitting, page: Page, marker: Marker, at_work: AtWork) -> None:
        self.sitting = sitting
        self.library = sitting.library
        self.page = page
        self._marker = marker
        self._at_work = at_work

    # --- whose --------------------------------------------------------------------------------------------------------

    def do_spread(self, _given: Given) -> None:
        """Light every occurrence of the name that is marked or selected, or under the cursor."""
        mark = None if self.page.selected else self._mark_here()
        if mark is not None:
            self._light(self._aim_of(mark))
            return
        words = self._marker.words_here()
        known = self.library.offered(words, article=self.page.article.id, most=2)
        sure = [each for each in known if each.fit <= Fit.ALIAS]
        if len(sure) == 1:
            entity = sure[0].entity
            self._light(Aim.of_entity(self._marker.tags[entity.tag], entity, words), words)
        else:
            self._ask_whose(words)

    def _mark_here(self) -> Annotation | None:
        return next((each for each in self.page.marks_in_hand if each.layer is not Layer.CLAIM), None)

    def _aim_of(self, mark: Annotation) -> Aim:
        tag, words = self._marker.tags[mark.tag], " ".join(mark.quote.split())
        if len(mark.parts) > 1:
            raise Refused("the words of this mark stand apart, and no other place can have them so")
        return Aim.of_words(tag, words) if mark.entity is None else Aim.of_entity(tag, mark.entity, words)

    def _ask_whose(self, words: str) -> None:
        from store.suggesting.claims import entity_tag

        selected = self.page.selected
        guessed = entity_tag(words)
        names = {tag.name for tag in self._marker.entity_tags()}
        if not names:
            raise Refused("the tag set has no tag for entities")

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Picker)
            tag = self._marker.tags[asked.mention_tag]
            if isinstance(asked.meant, str):
                self._light(Aim.of_entity(tag, self.library.entity(asked.meant), words), words)
            elif asked.meant is None:
                raise Refused("an entity needs a name; nothing was changed")
            else:
                self._light(Aim.of_words(tag, words, asked.meant))

        self.page.ask(self._marker.picker(words, guessed if guessed in names else min(names)), accept)
        if selected is not None:
            self.page.select(selected)

    # --- here ---------------------------------------------------------------------------------------------------------

    def _light(self, aim: Aim, words: str = "") -> None:
        """words: those in hand; where they are a weak name, that was asked for."""
        if not any(map(is_name, aim.strong)):
            raise Refused("there is no letter in it to be found by")
        is_weak = words in aim.weak
        lit = Lit(aim, (), is_weak=is_weak).with_found(self._found(aim, weak=is_weak), is_weak=is_weak)
        cursor = self.page.cursor
        at = next((n for n, each in enumerate(lit.found) if each.span.end > cursor), 0)
        self.page.ask(lit.at_row(at), self._mark)
        self.page.asking.on_leaving(self._put_out)
        self.page.view.show_hits(self._touching)

    def _found(self, aim: Aim, *, weak: bool) -> list[Occurrence]:
        looked = self.library.occurrences(aim.names(weak=weak), self.page.article.id, layer=aim.tag.layer)
        return [occurrence for each in looked for occurrence in each.found]

    def _touching(self, start: int, end: int) -> list[Span]:
        asked = self.page.asking.asked
        return list(asked.touching(start, end)) if isinstance(asked, Lit) else []

    def _put_out(self) -> None:
        self.page.view.show_hits(self.page.lit_by_search)

    def do_weak_names(self, _given: Given) -> None:
        """Seek the weak names too, or no more."""
        lit = self._lit
        if not lit.aim.weak:
            raise Refused(f"“{lit.aim.called}” has no weak names")
        found = self._found(lit.aim, weak=not lit.is_weak)
        self.page.asking.becomes(lit.with_found(found, is_weak=not lit.is_weak))

    @property
    def _lit(self) -> Lit:
        asked = self.page.asking.asked
        assert isinstance(asked, Lit)
        return asked

    def _mark(self, asked: Asked) -> None:
        assert isinstance(asked, Lit)
        chosen, aim = asked.chosen, asked.aim
        if not chosen:
            raise Refused("there is nothing to mark" if not asked.found else "every one is left out")
        self._at_work.do(
            len(chosen),
            f"marking {counted(len(chosen), 'place')} …",
            lambda library: library.spread(chosen, aim.tag.name, aim.entity),
            lambda number: self._marked(aim, number),
        )

    def _marked(self, aim: Aim, number: int) -> None:
        if not isinstance(aim.entity, NewEntity):
            self.sitting.last_mark = (aim.tag.name, aim.entity)
        if isinstance(aim.entity, str):
            self.sitting.marked(aim.entity)
        self.page.marks_changed(Hint.of(f"saved · {number:,} × {aim.tag.label} {aim.called}", (Key("undo"), " undoes")))

    # --- elsewhere ----------------------------------------------------------------------------------------------------

    def do_in_all(self, _given: Given) -> None:
        """Look in all articles."""
        self._look_elsewhere(1)

    def do_next_scope(self, _given: Given) -> None:
        """Look in the new articles."""
        self._look_elsewhere(0)

    def _look_elsewhere(self, at: int) -> None:
        from reader.article.spreading.everywhere import EverywhereScreen, scopes_of

        lit, aim = self._lit, self._lit.aim
        left_out = [(self.page.article.id, span) for span in lit.left]
        scopes = scopes_of(self.sitting)
        screen = EverywhereScreen(self.sitting, aim, scopes, at, left_out=left_out, is_weak=lit.is_weak)
        self.page.app.push_screen(screen, lambda _: self._back(aim, screen.marked))

    def _back(self, aim: Aim, marked: int) -> None:
        if marked:
            self._marked(aim, marked)
            self.page.after_command()
