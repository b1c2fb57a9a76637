"""What Textual makes of what was heard of a terminal: keys, the mouse, reports. Whatever it does not know is nothing."""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from reader.wire.hearing import ESCAPE, Heard, Kind

_LONGEST = 32
"""Characters of a sequence beyond which Textual takes it for keys."""
_KNOWN = ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size")
"""What Textual's parser has learnt of a terminal."""


class LongPaste(events.Paste):
    """More was pasted than is taken; text: its beginning."""


LongPaste.handler_name = events.Paste.handler_name


class Parser:
    """Textual's parser of one terminal, which is given nothing but what is whole."""

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)

    def events(self, heard: Heard) -> list[Message]:
        """The events for it, none where it means nothing, or where Textual fails over it."""
        try:
            return self._events(heard)
        except Exception:  # a number that is no letter, and whatever else a terminal may send
            before, self._parser = self._parser, XTermParser(self._debug)
            for name in _KNOWN:
                setattr(self._parser, name, getattr(before, name))
            return []

    def _events(self, heard: Heard) -> list[Message]:
        if heard.kind is Kind.PASTE:
            words = heard.text.replace("\x00", "")
            return [LongPaste(words) if heard.is_cut else events.Paste(words)]
        if heard.kind is Kind.KEYS:
            return list(self._parser.feed(heard.text))
        if heard.text == ESCAPE:
            return [events.Key("escape", ESCAPE)]
        if len(heard.text) > _LONGEST:
            return [*self._parser._sequence_to_key_events(heard.text)] if heard.text.endswith("u") else []
        found = list(self._parser.feed(heard.text))
        if self._parser._timeout_time is None:
            return found
        self._parser._timeout_time = 0.0  # nothing more comes: what Textual knows not it would hand on as keys
        rest = list(self._parser.tick())
        return rest if len(heard.text) == len(ESCAPE) + 1 else []
