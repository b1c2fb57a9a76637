"""Working through the list: the room for what is done to the selected articles, or the chosen one."""

from __future__ import annotations

import asyncio
from pathlib import Path

from reader.article.sheet import Asked
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.errors import Unable
from reader.library import labelling
from reader.library.listed import Listed
from reader.library.naming import Naming
from reader.library.paths import Paths, file_of
from reader.library.sheet_over_list import SheetOverList
from reader.library.writing_out import write_out
from reader.sitting import Sitting
from store.errors import AnnottyError, Refused
from store.model import State

_FILE = "articles.jsonl"


class Worker:
    """The room of the list in which states, labels, deletion and files of several articles are decided."""

    def __init__(self, sitting: Sitting, screen: Listed, asking: SheetOverList) -> None:
        self.library = sitting.library
        self.screen = screen
        self._at_work = screen.at_work
        self._asking = asking
        self._paths = Paths(screen, asking)
        self._overwrites: Path | None = None
        """The file of which it was said that it is there already."""

    def _in_hand(self) -> tuple[str, ...]:
        articles = self.screen.selected()
        if not articles:
            raise Refused("there is no article here")
        return articles

    # --- states -------------------------------------------------------------------------------------------------------

    def do_toggle_done(self, _given: Given) -> None:
        """Done; where the first is, in reading again."""
        self._turn(State.DONE, "done")

    def do_set_aside(self, _given: Given) -> None:
        """Set them aside; where the first is, take them up again."""
        self._turn(State.ASIDE, "set aside")

    def do_set_new(self, _given: Given) -> None:
        """Let them be new again; where the first is, be in reading."""
        self._turn(State.NEW, "new again")

    def _turn(self, state: State, words: str) -> None:
        articles = self._in_hand()
        if self.library.state(articles[0]) is state:
            state, words = State.READING, "reading"
        self._at_work.do(
            len(articles),
            f"{labelling.how_many(len(articles))}: {words} …",
            lambda library: library.set_states(articles, state),
            lambda _: self._done(f"saved · {_told(articles)}{words}"),
        )

    def do_delete_articles(self, _given: Given) -> None:
        """Delete them, until they are purged."""
        articles = self._in_hand()
        self._at_work.do(
            len(articles),
            f"deleting {labelling.how_many(len(articles))} …",
            lambda library: library.delete_articles(articles),
            lambda _: self._done(Hint.of(f"deleted{_behind(articles)}", (Key("undo"), " takes it back"))),
        )

    def _done(self, said: str | Hint) -> None:
        self.screen.drop_selection()
        self.screen.library_changed()
        self.screen.say(said)

    # --- labels -------------------------------------------------------------------------------------------------------

    def do_label(self, _given: Given) -> None:
        """Give them a label, or take it from them where the first has it."""
        articles = self._in_hand()
        borne = labelling.borne_by(self.library, articles[0])

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Naming)
            if not asked.words:
                raise Unable("a label needs a name", (Key("dismiss"), " leaves it"))
            words = asked.words

            def done(said: str) -> None:
                if self._asking.asked is asked:
                    self._asking.leave()
                self.screen.library_changed()
                self.screen.say(said + _behind(articles))

            def put_back() -> None:
                if self._asking.asked is None:
                    self._asking.ask(asked, accept)

            self._at_work.do(
                len(articles),
                f"{labelling.how_many(len(articles))}: {words} …",
                lambda library: labelling.turn(library, articles, borne, words),
                done,
                put_back=put_back,
            )
            self._asking.leave()

        what = labelling.how_many(len(articles))
        self._asking.ask(labelling.ask_label(self.library.labels(), borne, what), accept)

    # --- to a file ----------------------------------------------------------------------------------------------------

    def do_export_articles(self, _given: Given) -> None:
        """Write them with their marks to a JSONL file, whose path is asked."""
        articles = self._in_hand()
        self._overwrites = None

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Naming)
            path = file_of(asked.words)
            if path.exists() and path != self._overwrites:
                self._overwrites = path
                again = (Key("accept"), " again writes over it")
                raise Unable(f"there is a file of this name: {path.name}", again)
            self._asking.leave()
            self.screen.say(f"writing {labelling.how_many(len(articles))} …")
            self.screen.run_worker(self._write(path, articles))

        title = f"write {labelling.how_many(len(articles))} to a file"
        self._asking.ask(Naming.open(title, "path", does="write", words=_FILE), accept, changed=self._paths.follow)

    async def _write(self, path: Path, articles: tuple[str, ...]) -> None:
        try:
            await asyncio.to_thread(write_out, self.library.path, path, articles)
        except OSError as error:
            self.screen.say(f"not written · {path.name}: {error.strerror or error}", bad=True)
        except AnnottyError as error:
            self.screen.say(f"not written · {error}", bad=True)
        else:
            self.screen.say(f"written · {labelling.how_many(len(articles))} to {path}")


def _told(articles: tuple[str, ...]) -> str:
    return f"{len(articles):,} articles " if len(articles) > 1 else ""


def _behind(articles: tuple[str, ...]) -> str:
    return f" · {len(articles):,} articles" if len(articles) > 1 else ""
