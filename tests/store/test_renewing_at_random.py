"""Two people at one library, doing at random what makes new text versions and what walks the history."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from store.database import articles, history, keeping_again
from store.errors import NothingToUndo, Refused
from store.formats import jsonl
from store.library import Library
from store.model import Annotation, Change, Deed, Draft, PartDraft, RawItem, Role
from store.text import Span
from tests.conftest import CountingClock, CountingIds, with_library
from tests.store.database.test_history import assert_the_history_agrees, followed
from tests.store.test_renewing import LINES, URL, page

OTHER = "The light went out at midnight, and Ilse Maar, who keeps the light, said on Friday that nobody had seen it."
SOURCES = (
    (page(*LINES), URL),
    (page(OTHER, *LINES[1:3], title="The light went out"), URL.replace("boats", "light")),
)
WHO, WHICH, SOME = st.integers(0, 1), st.integers(0, len(SOURCES) - 1), st.integers(0, 40)


class TwoReaders(RuleBasedStateMachine):
    """What each of them does, and what must hold whatever it was."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        clock, ids = CountingClock(), CountingIds()
        path = with_library(Path(self.folder.name) / "l.db")
        self.readers = [Library(path, annotator=name, clock=clock, ids=ids) for name in ("one", "other")]
        self.library = self.readers[0]
        items = [RawItem(raw, f"{at}.html", "text/html", url=url) for at, (raw, url) in enumerate(SOURCES)]
        self.ids = [self.library.add(item).article for item in items]
        self.start = followed(self.library)
        for number, (which, line) in enumerate(
            ((0, LINES[1]), (0, LINES[2]), (1, OTHER), (1, LINES[1]), (1, LINES[2]))
        ):
            at = self.library.article(self.ids[which]).text.index(line) + 4 * number
            draft = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(at, at + 6 + 8 * (number % 3))),))
            self.readers[number % 2].annotate(self.ids[which], draft)
        self.known: dict[str, tuple[str, list[str]]] = {}
        self.may_go: set[str] = set()
        self.may_move: set[str] = set()

    def teardown(self) -> None:
        if self.walk_back():
            assert followed(self.library) == self.start
        assert_the_history_agrees(self.library)
        for reader in self.readers:
            reader.close()
        self.folder.cleanup()

    def walk_back(self) -> bool:
        """Undo all there is, the newest step first, whoever's it is; whether nothing stood in the way of any.

        What one takes back while the other's later step stays can leave the text as a third step had made it.
        """
        while True:
            steps = [(history.to_undo(reader._connection, reader.annotator), reader) for reader in self.readers]
            newest = max(((step[0], reader) for step, reader in steps if step), key=lambda each: each[0], default=None)
            if newest is None:
                return True
            try:
                newest[1].undo()
            except Refused:
                return False

    def marks(self, which: int) -> tuple[Annotation, ...]:
        return self.library.annotations(self.ids[which])

    # --- what they do ---------------------------------------------------------------------------------------------------

    @rule(who=WHO, which=WHICH, at=SOME, length=st.integers(3, 30))
    def annotate(self, who: int, which: int, at: int, length: int) -> None:
        text = self.library.article(self.ids[which]).text
        lines = [each for each in text.split("\n") if each]
        line = lines[at % len(lines)]
        start = text.index(line) + at % max(1, len(line) - length)
        span = Span(start, start + min(length, len(line) - at % max(1, len(line) - length)))
        self.readers[who].annotate(self.ids[which], Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span),)))

    @rule(who=WHO, which=WHICH, at=SOME, keep=st.booleans())
    def take_back_what_the_other_marked_meanwhile(self, who: int, which: int, at: int, keep: bool) -> None:
        self.correct_line(who, which, LINES[at % len(LINES)], keep, here=False)
        self.annotate(1 - who, which, at, 9)
        self.walk(who, back=True, times=1)

    @rule(
        who=WHO,
        which=WHICH,
        line=st.sampled_from((*LINES, OTHER)),
        keep=st.sampled_from((True, False, None)),
        here=st.booleans(),
    )
    def correct_line(self, who: int, which: int, line: str, keep: bool | None, here: bool) -> None:
        try:
            self.readers[who].correct_line(self.ids[which], line, keep, only_here=here)
        except Refused as error:
            assert "cannot be" in str(error) or "nothing of" in str(error)

    @rule(who=WHO, which=WHICH, field=st.sampled_from(("title", "outlet")), value=st.sampled_from(("Boats", "Gazette")))
    def correct_field(self, who: int, which: int, field: str, value: str) -> None:
        self.readers[who].correct_fields(self.ids[which], {field: value, "byline": None})

    @rule(who=WHO)
    def reclean(self, who: int) -> None:
        self.readers[who].reclean(everything=True)

    @precondition(lambda self: self.known)
    @rule(who=WHO, at=SOME)
    def delete(self, who: int, at: int) -> None:
        gone = sorted(self.known)[at % len(self.known)]
        self.readers[who].delete_annotation(gone)
        self.may_go.add(gone)

    @precondition(lambda self: self.known)
    @rule(who=WHO, which=WHICH, at=SOME)
    def place(self, who: int, which: int, at: int) -> None:
        orphans = self.library.orphans(self.ids[which])
        if orphans:
            mark = orphans[at % len(orphans)].annotation.id
            self.readers[who].place(mark, (PartDraft(Role.MENTION, Span(0, 6)),))
            self.may_move.add(mark)

    @rule(who=WHO, back=st.booleans(), times=st.integers(1, 4))
    def walk(self, who: int, back: bool, times: int) -> None:
        for _ in range(times):
            try:
                change: Change = self.readers[who].undo() if back else self.readers[who].redo()
            except (NothingToUndo, Refused):
                return
            step = self.library.origin(change)
            if step.change.action in (Deed.ANNOTATE, Deed.DELETE):
                self.may_go |= set(step.annotations)
            if step.change.action is Deed.REVISE:
                self.may_move |= set(step.annotations)

    # --- what must hold -------------------------------------------------------------------------------------------------

    @invariant()
    def marks_stand_on_their_words_and_none_is_lost(self) -> None:
        now: dict[str, tuple[str, list[str]]] = {}
        for at, identifier in enumerate(self.ids):
            here = self.library.article(identifier)
            assert self.library.source(here).raw == SOURCES[at][0]
            for mark in self.marks(at):
                words = articles.words(self.library._connection, mark.text_id) or ""
                assert all(part.span.of(words) == part.exact for part in mark.parts)
                lines = [words[words.rfind("\n", 0, part.span.start) + 1 :].split("\n")[0] for part in mark.parts]
                now[mark.id] = (mark.quote, lines)
            assert here.document is not None
            passages = keeping_again.Passages(self.library._connection, here.document)
            orphans = [orphan.annotation for orphan in self.library.orphans(identifier)]
            assert [mark for mark in orphans if passages.move(mark) is not None] == []
            assert self.library.waiting(here) == len(orphans)
        for mark_id, stood in self.known.items():
            assert mark_id in now or mark_id in self.may_go
            assert mark_id in self.may_move or now.get(mark_id, stood) == stood
        self.known = now
        self.may_go.clear()
        self.may_move.clear()
        assert len(list(jsonl.export(self.library))) == len(now)


TestTwoReaders = TwoReaders.TestCase
TestTwoReaders.settings = settings(max_examples=8, stateful_step_count=16, deadline=None)
