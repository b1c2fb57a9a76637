"""The parsers of what people bring and say: exported marks, tag sets, keys, preferences, filters, arguments, key presses."""

from __future__ import annotations

import atexit
import io
import json
import tempfile
from codecs import getincrementaldecoder
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from reader.cli import COMMANDS, _opens_the_list
from reader.cli.output import Output
from reader.cli.parsing import command_in
from reader.commands import Place
from reader.commands.keys import KeyReader, name_of
from reader.commands.keys_toml import read_keys
from reader.commands.keys_written import written as keys_written
from reader.line_editing import Typing
from reader.preferences import Preferences, load, preferences_of
from store.errors import FilterError
from store.filters.completing import complete
from store.filters.hits import hits, sentence_of
from store.filters.keys import Subject
from store.filters.parsing import parse
from store.filters.settling import asks_for_deleted, has_words, in_title, parts_of, strands
from store.filters.wording import unparse
from store.formats import jsonl, tags_toml
from store.formats.timelines import format_of
from store.library import Library
from store.model import Apart, Carried
from store.tagset import DEFAULT_TAGS, checked, in_normal_form
from tests.conftest import with_library
from tests.fuzzing.parser import SIGN, Parser, fields_of, number_of, text_of, words
from tests.store.formats.test_jsonl_reading import LINES

_TODAY = date(2024, 7, 20)
_MARKS = "\n".join(json.dumps(line) for line in LINES.values()).encode()
_KEYS_TOML = (
    b'leave = "Q"\n"undo" = ["u", "ctrl+z"]\n[page]\nnext_mark = "n"\nmark_claim = "g c"\n[tags]\nPERSON = "P"\n'
)
_FILTERS = tuple(
    each.encode()
    for each in (
        *('shelter "war bloggers" -title:dam', "(dam flood) or levee label:any", "date:2024-07..2024-08 marks:>=5 state:done"),
        *('source:vik figure:10..100 unit:"tonnes" certainty:certain said:>2024',),
        *('alias:any tag:PERSON reliability:b -id:none entity:"Jonna Vik"'),
        *("words:<300 added:7d by:“jonna vik” lang:pt-BR", "shelt* AND NOT http://x 12:30 C++ 水 autlet:x"),
    )
)  # fmt: skip

_JSON = words(
    "{", "}", "[", "]", ",", ":", "null", "true", '""', '"\\ud800"', '"\\u0000"', "NaN", "1e999", "-1", "[[[[",
    '{"a":', "\n", "\ufeff", '"start": 0', '"end": 99999999', '"schema": 3', '"depth": 0', '"parts": []',
    '"entity": null', '"type": "claim"', '"article"', '"raw_base64": "===="', '"text": ""', '"text_sha256"',
    '"map": [[0, 0, 16]]', '"status": "rejected"', '"role": "cue"', '"labels"',
)  # fmt: skip
_TOML = words(
    "[[tag]]\n", "[tag]\n", "[page]\n", "[tags]\n", "name = ", "layer = ", '"entity"', '""', '"""', "'''", "key = ",
    "mapping = {", "}", "retired = true", "[", "]", "=", ".", "\n", "\\u0000", "\\U0010ffff", "1979-05-27T07:32:00Z",
    "inf", "nan", "0x", "1_0", "[[[[", "a.b.c", 'leave = ""', 'quit = "q"', '"ctrl+w"', '"g g"', '"esc"', '"space"',
    "# ", "parent = ", '"PERSON"', "colour = ", '"red"', "sign = ",
)  # fmt: skip
_FILTER = words(
    "title:", "outlet:", "date:", "state:", "label:", "words:", "entity:", "figure:", "said:", "id:", "tag:", "lang:",
    "by:", "marks:", "(", ")", "-", '"', "“", "”", " or ", "or", "*", "..", ">", ">=", "none", "any", "today", "7d",
    "2024-02-31", "0000", "9999", "：", "（", "−5", "1,000", "..5", "5..", "http://x", "12:30", "'", "«", "x", " ",
    "\u3000", "-(", "((((", "titel:", "９",
)  # fmt: skip
_ARGUMENTS = words(
    "\x1f", "--", "-", "--json", "--library", "--limit", "--format", "--sort", "--output", "--help", "-h",
    "--version", "=", "=5", "@x", *COMMANDS, "--older", "30d", "999999999999y", "--jobs", "0", "--tag", "--dry-run",
    "--text-field", "--id-field", "--as", "١",
)  # fmt: skip
_PRESSES = words(
    "\x1b", "\x1b[A", "\x1b[", "\x1bO", "\x1b[27u", "\x1b[97;5u", "\x1b[1;2A", "\x1b[200~", "\x1b[201~",
    "\x1b[<0;5;5M", "\x1b[<0;5;5m", "\x1b[M", "\x1b[I", "\x1b[O", "\x1b[?2026;2$y", "\x1b[8;24;80t",
    "\x1b]10;rgb:ff/ff/ff\x07", "\x1b\\", "\x1bP", "\x1b[<999999;-1;0M", "\x1b[57414u", "\x1b[1114112u",
    "\x1b[55296u", "\x1b[97;;99999999999u", "\x1b[<;;M", "\x1b[?;$y", "\x1b[48;1;1;1;1t", "\r", "\t", "\x7f", "\x01",
    "g", "9", "0", "d", "f", ":", "/", "m", "c", "\x1b[13;2~", "\x1b[99999999999999999999~", "\x1b\x1b[A", "é",
    "\x1b[<35;1;1M",
)  # fmt: skip


def _marks(raw: bytes) -> None:
    for brought in jsonl.read(raw.split(b"\n"), "marks.jsonl"):
        assert isinstance(brought, Carried | Apart)


class _Home:
    """A library that takes in what is brought, and is made anew now and then."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="annotty-fuzzing-")
        self._library: Library | None = None
        self._taken = 0
        atexit.register(self._folder.cleanup)

    def take(self, raw: bytes) -> None:
        """Receive lines, and write again what was received."""
        if self._library is None or self._taken % 100 == 0:
            if self._library is not None:
                self._library.close()
            path = Path(self._folder.name) / f"{self._taken}.db"
            self._library = Library(with_library(path), annotator="reader")
        self._taken += 1
        try:
            self._library.receive(jsonl.read(raw.split(b"\n"), "marks.jsonl"))
        finally:
            told = "".join(jsonl.export(self._library, articles=True))
        for _ in jsonl.read(told.encode().split(b"\n"), "again"):
            pass


@cache
def _home() -> _Home:
    return _Home()


def _tags(raw: bytes) -> None:
    read = tags_toml.read(text_of(raw), DEFAULT_TAGS, "qQ")
    named = {tag.name for tag in read}
    wanted = [in_normal_form(tag) for tag in (*(tag for tag in DEFAULT_TAGS if tag.name not in named), *read)]
    found = checked(wanted, DEFAULT_TAGS, {"q": "quit"})
    assert tags_toml.read(tags_toml.written(found), found) == found


def _keys(raw: bytes) -> None:
    keymap = read_keys(text_of(raw), DEFAULT_TAGS)
    for fault in keymap.faults:
        fault.encode()
    if len(raw) % 8 == 0:  # it takes long
        again = read_keys(keys_written(keymap, DEFAULT_TAGS), DEFAULT_TAGS)
        assert again == keymap, again.faults


def _preferred(raw: bytes) -> None:
    path = Path(tempfile.gettempdir()) / "annotty-fuzzing-preferences"
    path.write_bytes(raw)
    found = load(path)
    assert isinstance(found, Preferences)
    assert 40 <= found.measure <= 120
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return
    if isinstance(said, dict):
        preferences_of(said)


def _filter(subject: Subject) -> Callable[[bytes], object]:
    def take(raw: bytes) -> None:
        written = raw.decode("utf-8", "surrogateescape")
        for typing in (False, True):
            try:
                term = parse(written, _TODAY, typing=typing, subject=subject)
            except FilterError as error:
                assert 0 <= error.start <= error.end <= len(written), str(error)
                continue
            for part in parts_of(term):
                has_words(part), asks_for_deleted(part), in_title(part)
            strands(parts_of(term))
            again = unparse(term, subject)
            if not typing:
                assert parse(again, _TODAY, subject=subject) == term, again
            for span in hits(term, "The shelter of Jonna Vik was shut; 水 war bloggers flooded the dam 12:30 C++."):
                assert span
            sentence_of(term, "Ilse Maar spoke. The shelter was shut. Dam.", 30)

    return take


def _completed(raw: bytes) -> None:
    written, place = fields_of(raw, 2)
    for subject in Subject:
        found = complete(
            written, number_of(place, len(written)), lambda key, begun: [begun, f"{begun}a b", '"', key], subject
        )
        assert 0 <= found.start <= found.end <= len(written)
        assert len(found.candidates) == len(found.helps)


def _arguments(raw: bytes) -> None:
    given = raw.replace(b"\0", b"").decode("utf-8", "surrogateescape").split(SIGN.decode())
    _opens_the_list(given)
    output = Output(io.StringIO(), io.StringIO(), out_is_terminal=True, err_is_terminal=True)
    try:
        command_in(given, output)
    except SystemExit as stop:
        assert stop.code in (None, 0, 2), stop.code
    assert "\x1b" not in output.err.getvalue() if isinstance(output.err, io.StringIO) else True


def _format(raw: bytes) -> None:
    format_of(text_of(raw))


def _pressed(raw: bytes) -> None:
    from textual import events

    from reader.wire.hearing import Hearing
    from reader.wire.parsing import Parser as KeyParser

    decode = getincrementaldecoder("utf-8")("replace").decode
    hearing, parser = Hearing(0.05), KeyParser()
    readers, typing = {place: KeyReader() for place in Place}, Typing()
    heard = [each for now in range(0, len(raw), 7) for each in hearing.take(decode(raw[now : now + 7]), float(now))]
    heard += hearing.late(len(raw) + 20.0)
    for event in (event for each in heard for event in parser.events(each)):
        match event:
            case events.Key(key=key, character=character):
                name = name_of(key, character)
                for place, reader in readers.items():
                    reader.press(place, name)
                    reader.pending.encode("utf-8", "replace")
                if character:
                    typing = typing.typed(character)
            case events.Paste(text=pasted):
                typing = typing.typed(pasted)
        for command in ("value_back", "erase_word", "value_next", "erase"):
            typing = typing.commanded(command) or typing
        typing.seen(20)


_LINES_TOML = tags_toml.written(DEFAULT_TAGS)

PARSERS = (
    Parser("marks", _marks, (_MARKS, *(json.dumps(line).encode() for line in LINES.values())), _JSON, share=80),
    Parser("marks into a library", lambda raw: _home().take(raw), (_MARKS,), _JSON, growing=False, share=20),
    Parser(
        "tag set",
        _tags,
        (
            _LINES_TOML[-1500:].partition("[[tag]]")[2].join(("[[tag]]", "")).encode(),
            b'[[tag]]\nname = "X"\nlayer = "claim"',
        ),
        _TOML,
    ),
    Parser("keys", _keys, (_KEYS_TOML,), _TOML, largest=4096, share=10),
    Parser(
        "preferences",
        _preferred,
        (b'{"measure": 80, "theme": "dark", "pager": true, "marks_below": false}',),
        (*_JSON, b'"measure"', b'"theme"'),
        share=100,
    ),
    *(Parser(f"filter of {each}", _filter(each), _FILTERS, _FILTER, largest=4096, share=30) for each in Subject),
    Parser(
        "filter completed",
        _completed,
        tuple(each + SIGN + b"7" for each in _FILTERS),
        (SIGN, *_FILTER),
        largest=4096,
        share=100,
    ),
    Parser(
        "arguments",
        _arguments,
        (
            b"list\x1f--json\x1ftitle:dam",
            b"--library\x1fx.db\x1fpurge\x1f--older\x1f30d",
            b"add\x1f--jobs\x1f2\x1fa.html",
        ),
        _ARGUMENTS,
        largest=600,
        growing=False,
        share=20,
    ),
    Parser(
        "formats of a timeline",
        _format,
        (b"a.svg", b"b.md", b"c.json"),
        words(".", "svg", "/", "-"),
        largest=200,
        share=100,
    ),
    Parser(
        "key presses",
        _pressed,
        (b"ggd2j\x1b[A\x1b[200~words\x1b[201~\x1b[<0;5;5M/find\r", b"9mc\x1b[97;5uq"),
        _PRESSES,
        largest=1500,
        share=12,
    ),
)
