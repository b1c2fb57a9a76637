"""Writing notes on marks: in place, or in the editor of one's own; says what was saved and loses no words."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from textual.app import SuspendNotSupported

from reader import editor
from reader.article.marking import drafts
from reader.article.marking.note import NoteForm
from reader.article.page import Page
from reader.article.sheet import Asked
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.drawing import cut
from store.errors import AnnottyError, LibraryError, Refused
from store.library import Library
from store.model import Annotation, Draft
from store.text import normal_form

_TOLD = 20
"""So many code points of its words tell that a description of a mark has them."""


class Changes(Protocol):
    """What notes need of the room in which marks are changed."""

    def in_hand(self) -> Annotation:
        """The mark under the cursor. Raises Refused where there is none."""

    def save(self, mark: Annotation, draft: Draft, told: str = "") -> Annotation | None:
        """Save a mark as a draft says."""


class Notes:
    """The room of the page in which notes are written."""

    def __init__(self, library: Library, page: Page, changes: Changes) -> None:
        self._library = library
        self.page = page
        self._changes = changes
        self._outside: Path | None = None
        self._is_told = False
        self._refused = ""
        """What the library has not taken yet."""

    def do_note(self, _given: Given) -> None:
        """Write a note on the mark under the cursor, or change the one that it has."""
        mark = self._changes.in_hand()
        form = NoteForm.of(f"note · {_whole(self._library.describe(mark), mark.quote)}", mark.note)
        self.page.ask(form, lambda asked: self._accept(mark, asked))
        self.page.asking.on_leaving(self._tidy)

    def _accept(self, mark: Annotation, asked: Asked) -> None:
        assert isinstance(asked, NoteForm)
        draft = replace(drafts.draft_of(mark), note=asked.note)
        first, *rest = asked.note.split("\n")
        told = f"note “{cut(first + ' …' * bool(rest), 24)}”" if asked.note else "no note any more"
        try:
            self._changes.save(mark, draft, told)
            self._refused = ""
        except LibraryError:
            self._refused = asked.note
            raise  # held, with the form as it is
        except AnnottyError as error:
            if not asked.note:
                raise
            path, self._is_told = self._kept(asked.note), True
            raise Refused(f"not saved, your words are in {path} · {error}") from error

    def do_edit_outside(self, _given: Given) -> None:
        """Write the note in the editor that the environment names; what comes back is in the form, to be saved by enter."""
        form = self.page.asking.asked
        if not isinstance(form, NoteForm):
            raise Refused("only a note is written in your editor; this field is filled here")
        command = editor.command(os.environ)
        path = self._kept(form.note)
        try:
            with self.page.app.suspend():
                fault = editor.run(command, path)
        except SuspendNotSupported:
            fault = "there is no terminal here to give to an editor"
        if fault:
            raise Refused(f"{fault}; the note is as it was")
        written = normal_form(editor.read(path))
        self.page.asking.becomes(form.with_text(written))
        self.page.say(Hint.of((Key("accept"), " saves the note")))

    def _tidy(self) -> None:
        """What was written is saved, or was given up; a file that somebody was told of stays.

        What the library did not take, though it was asked to, is given up by nobody: it is kept in such a file.
        """
        if told := self.kept_words():
            self.page.say(told, bad=True)
        if self._outside is not None and not self._is_told:
            editor.remove(self._outside)
        self._outside, self._is_told = None, False

    def kept_words(self) -> str:
        """Keep the note that the library did not take in a file; where it is, in words, empty where there is no such note."""
        if not self._refused:
            return ""
        words, self._refused = self._refused, ""
        try:
            path = self._kept(words)
        except Refused as error:
            return f"not saved, and not kept: {error}"
        self._is_told = True
        return f"not saved, your words are in {path}"

    def _kept(self, words: str) -> Path:
        """A file with these words that only this person can read: the one there is, or a new one."""
        if self._outside is None:
            self._outside = editor.new_file(self._library.path)
        editor.write(self._outside, words)
        return self._outside


def _whole(described: str, quote: str) -> str:
    """A mark as it was described, with all of its words where only the first of them were told; the sheet cuts them."""
    words = " ".join(quote.split())
    at = described.rfind(words[:_TOLD])
    return described[:at] + words if at > 0 else described
