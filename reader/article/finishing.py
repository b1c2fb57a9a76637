"""Being done with an article: the room of the page for its state and its labels, and for going on to the next of the list."""

from __future__ import annotations

from reader.article.page import Page
from reader.article.sheet import Asked
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.errors import Unable
from reader.library import labelling
from reader.library.naming import Naming
from reader.sitting import Sitting
from store.model import State


class Finisher:
    """The room of the page in which it is said what becomes of the article."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.library = sitting.library
        self.page = page

    def do_toggle_done(self, _given: Given) -> None:
        """Done, or not."""
        state = State.READING if self.page.article.state is State.DONE else State.DONE
        back = self._back()
        self.library.set_state(self.page.article.id, state)
        self.page.library_changed()
        self.page.say(f"saved · {state}{back}")

    def _back(self) -> str:
        """What a state does to an article that is deleted, in words; nothing where it is not."""
        return " · it is no longer deleted" if self.page.article.state is State.DELETED else ""

    def do_done_next(self, _given: Given) -> None:
        """Done, and the next of the list."""
        self._on(State.DONE, "done")

    def do_aside_next(self, _given: Given) -> None:
        """Set aside, and the next of the list."""
        self._on(State.ASIDE, "set aside")

    def _on(self, state: State, words: str) -> None:
        """The state is saved, also where the list ends; where it stood is asked before it may leave the list for that."""
        article, words = self.page.article.id, words + self._back()
        following, standing = self.sitting.beside(article, 1), ""
        if following is not None:
            standing = self.sitting.standing(following)
        self.library.set_state(article, state)
        if following is None:
            self.page.library_changed()
            self.page.say(Hint.of(f"{words} · the list ends here", (Key("leave"), " goes back to it")))
        else:
            self.page.open_article(following, " · ".join(each for each in (words, standing) if each))

    def do_label(self, _given: Given) -> None:
        """Give the article a label, or take one from it."""
        article = self.page.article.id
        borne = labelling.borne_by(self.library, article)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Naming)
            if not asked.words:
                raise Unable("a label needs a name", (Key("dismiss"), " leaves it"))
            said = labelling.turn(self.library, [article], borne, asked.words)
            self.page.close_sheet(selected=True)
            self.page.say(said)

        self.page.ask(labelling.ask_label(self.library.labels(), borne, labelling.how_many(1)), accept)
