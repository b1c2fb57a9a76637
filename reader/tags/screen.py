"""The tag set on the screen: tags are added, changed, moved, retired, and written to and read from a file. Wires it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from reader.article.sheet import Asked
from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.desk.sheet_screen import SheetScreen
from reader.drawing import Piece, between
from reader.errors import Unable
from reader.library.naming import Naming
from reader.library.paths import Paths, file_of
from reader.palette import Palette
from reader.rows_view import row_after
from reader.sitting import Sitting
from reader.tags.tag_form import TagForm
from reader.tags.tag_rows import TagRows, heading
from reader.writing import write
from store.errors import AnnottyError, Refused
from store.model import Tag

_FILE = "tags.toml"
_MOST_CHARACTERS = 1_000_000
"""The commands of forms and lists that mean nothing here."""


class TagsHead(Widget):
    """Two rows: what this is, and what stands in the columns."""

    DEFAULT_CSS = "TagsHead { height: 2; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.counted = ""

    def render_line(self, y: int) -> Strip:
        """One of them."""
        palette, width = self.palette, self.size.width
        if y:
            return heading(palette, width)
        return between(
            [(" annotty · tag set", palette.quiet)], [(f"{self.counted} ", palette.quiet)], width, palette.text
        )


class TagsScreen(SheetScreen):
    """The tags, their head and their foot."""

    DEFAULT_CSS = "TagsScreen > Container { height: 1fr; layers: base sheet; overflow: hidden; }"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, Place.TAGSET)
        self.head = TagsHead(sitting.palette)
        self.view = TagRows(sitting.palette)
        self._overwrites: Path | None = None
        """The file of which it was said that it is there already."""

    def compose(self) -> ComposeResult:
        """Head, rows, foot."""
        yield self.head
        with Container():
            yield self.view
        yield self.foot

    def on_mount(self) -> None:
        """Read the tag set, and look from now on for what other programs write."""
        self.view.focus()
        self.look_from_now()
        self.attempt(self.library_changed)

    def library_changed(self) -> None:
        """Read the tag set again."""
        tags = self.library.tags()
        keys = {tag.name: tag.key for tag in self.sitting.keymap.tags(tags)}
        self.view.show(tags, keys)
        retired = sum(tag.retired for tag in tags)
        self.head.counted = f"{len(tags) - retired} tags" + (f" · {retired} retired" if retired else "")
        self.head.refresh()
        self.after_command()
        self.run_worker(self._count(), exclusive=True, group="counting")

    async def _count(self) -> None:
        """Count the marks of each tag, meanwhile: there may be millions."""
        with suppress(AnnottyError):
            self.view.count_marks(await asyncio.to_thread(_uses, self.library.path))

    # --- what is told -------------------------------------------------------------------------------------------------

    def after_command(self) -> None:
        """Tell of the tag that the bar is on."""
        if self.tell_asked():
            return
        tag = self.view.tag
        self.foot.show_status([] if tag is None else self._about(tag))
        self.foot.show_keys(Place.TAGSET, () if tag is not None else ("edit_tag", "retire_tag", "move_tag_down"))

    def _about(self, tag: Tag) -> list[Piece]:
        told = [f"kind of {tag.parent}"] * (tag.parent is not None)
        told += [f"{where} {name}" for where, name in sorted(tag.mapping.items())]
        return [(tag.label, self.palette.sign(tag.colour)), (f"  {' · '.join(told)}", self.palette.quiet)]

    # --- keys ---------------------------------------------------------------------------------------------------------

    def pasted(self, words: str) -> None:
        """Words for the field in hand."""
        if isinstance(self.asked, TagForm):
            for character in words:
                self.asking.typed(character)
        else:
            super().pasted(words)

    def carry_out(self, given: Given) -> None:
        """Motions move the bar; the rest have methods."""
        if self.takes(given):
            return
        view = self.view
        at = row_after(given.command, given.count, at=view.chosen, page=view.size.height - 1, rows=view.count)
        if at is None:
            super().carry_out(given)
        else:
            view.choose(at)

    def do_leave(self, _given: Given) -> None:
        """Back to where it was opened."""
        self.dismiss()

    # --- tags ---------------------------------------------------------------------------------------------------------

    def _in_hand(self) -> Tag:
        if self.view.tag is None:
            raise Refused("there is no tag here")
        return self.view.tag

    def do_edit_tag(self, _given: Given) -> None:
        """Change the tag."""
        tag = self._in_hand()
        self._ask(tag)

    def do_add_tag(self, _given: Given) -> None:
        """A new tag."""
        self._ask(None)

    def _taken(self, was: Tag | None) -> dict[str, str]:
        """The keys that commands have, or that keys.toml gives to other tags."""
        keymap, name = self.sitting.keymap, was.name if was is not None else ""
        others = {key: f"{other} in keys.toml" for other, key in keymap.tag_changes.items() if key and other != name}
        return others | keymap.taken()

    def _ask(self, was: Tag | None) -> None:
        taken = self._taken(was)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, TagForm)
            said = asked.tag
            if not said.name:
                raise Unable("a tag needs a name", (Key("dismiss"), " leaves it"))
            if was is None and any(tag.name == said.name for tag in self.library.tags()):
                raise Refused(f"there is a tag {said.name} already; nothing was changed")
            kept = self.library.keep_tag(said, was=was.name if was is not None else None, since=was, taken=taken)
            self.asking.leave()
            self.library_changed()
            self.view.choose_named(kept.name)
            key = f" · {kept.key} marks with it" if was is None and kept.key else ""
            self.say(f"saved · {kept.label}{key}")

        self.asking.ask(TagForm.of(was, self.library.tags(), taken), accept)

    def do_retire_tag(self, _given: Given) -> None:
        """Offer the tag no more; a retired one: offer it again."""
        tag = self._in_hand()
        if tag.retired:
            back = self.library.take_up_tag(tag.name)
            without = "" if back.key else " · its key is another tag’s now"
            self._done(f"offered again · {tag.label}{without}")
        elif self.library.retire_tag(tag.name):
            uses = self.view.uses.get(tag.name, 0)
            stay = f" · {uses:,} {'mark stays' if uses == 1 else 'marks stay'}" if uses else ""
            self._done(Hint.of(f"retired · {tag.label}{stay}", (Key("undo"), " takes it back")))
        else:
            self._done(Hint.of(f"deleted · {tag.label}, which nothing had", (Key("undo"), " takes it back")))

    def _done(self, said: str | Hint) -> None:
        self.library_changed()
        self.say(said)

    def do_move_tag_down(self, given: Given) -> None:
        """Further down, in every list of tags."""
        self._move(given.count or 1)

    def do_move_tag_up(self, given: Given) -> None:
        """Further up."""
        self._move(-(given.count or 1))

    def _move(self, step: int) -> None:
        if not self.library.move_tag(self._in_hand().name, step):
            raise Refused("it stands at the edge already")
        self.library_changed()

    # --- files --------------------------------------------------------------------------------------------------------

    def do_write_tags(self, _given: Given) -> None:
        """Write the tag set to a TOML file, whose path is asked."""
        from store.formats import tags_toml

        self._overwrites = None

        def accept(path: Path) -> None:
            if path.exists() and path.samefile(self.library.path):
                raise Refused("that is the library itself; choose another file")
            if path.exists() and path != self._overwrites:
                self._overwrites = path
                raise Unable(f"there is a file of this name: {path.name}", (Key("accept"), " again writes over it"))
            tags = self.library.tags()
            try:
                write(path, tags_toml.written(tags))
            except OSError as error:
                raise Refused(f"not written · {path.name}: {error.strerror or error}") from error
            self.asking.leave()
            self.say(f"written · {len(tags)} tags to {path}")

        self._ask_path("write the tag set to a TOML file", "write", _FILE, accept)

    def do_read_tags(self, _given: Given) -> None:
        """Take in a TOML file whose path is asked: all of it, or nothing."""
        from store.formats import tags_toml

        def accept(path: Path) -> None:
            try:
                with path.open(encoding="utf-8-sig") as file:
                    said = file.read(_MOST_CHARACTERS)
            except (OSError, ValueError) as error:
                raise Refused(f"{path.name} cannot be read; nothing was changed") from error
            taken = self.sitting.keymap.taken()
            number = self.library.keep_tags(tags_toml.read(said, self.library.tags(), taken), taken=taken)
            self.asking.leave()
            self.library_changed()
            self.say(f"saved · {number} {'tag' if number == 1 else 'tags'} changed or new")

        self._ask_path("take in the tags of a TOML file", "read", "", accept)

    def _ask_path(self, title: str, does: str, words: str, accept: Callable[[Path], None]) -> None:
        def take(asked: Asked) -> None:
            assert isinstance(asked, Naming)
            accept(file_of(asked.words))

        paths = Paths(self, self.asking)
        self.asking.ask(Naming.open(title, "path", does=does, words=words), take, changed=paths.follow)


def _uses(path: Path) -> Mapping[str, int]:
    from store.library import Library

    with Library(path, create=False) as library:
        return library.tag_uses()
