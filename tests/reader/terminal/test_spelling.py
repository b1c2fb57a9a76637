"""Signs and letters on terminals that lack them: as many cells as before, and nothing that the encoding has not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from reader.colours import cannot_place_its_cursor, charset_in, is_of_today
from reader.terminal.border import PLAIN_SIGNS, shown_line
from reader.terminal.depth import border
from reader.terminal.spelling import Spelling, codec_of, spelling_of

CODECS = ("ascii", "iso8859-1", "iso8859-15", "koi8-r", "cp1251", "cp866", "gb18030", "shift_jis", "euc_jp", "big5")


@pytest.mark.parametrize(
    ("environment", "charset"),
    [
        ({}, ""),
        ({"LANG": "C"}, ""),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, ""),
        ({"LANG": "en_GB.UTF-8"}, "utf-8"),
        ({"LANG": "C.utf8"}, "utf8"),
        ({"LANG": "de_DE.ISO-8859-1"}, "iso-8859-1"),
        ({"LANG": "de_DE@euro"}, "iso8859-15"),
        ({"LANG": "de_DE"}, "iso8859-1"),
        (
            {"LANG": "ru_RU.KOI8-R", "LC_CTYPE": "C.UTF-8"},
            "koi8-r",
        ),  # Python said the second where the first is not there
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8"),
        ({"LANG": "C.UTF-8", "LC_CTYPE": "de_DE.ISO-8859-1"}, "iso-8859-1"),
        ({"LANG": "de_DE.ISO-8859-1", "PYTHONIOENCODING": "UTF-8:replace"}, "utf-8"),
        ({"LANG": "C.UTF-8", "PYTHONIOENCODING": "latin-1"}, "latin-1"),
        ({"LANG": "de_DE.ISO-8859-1", "PYTHONUTF8": "1"}, "utf-8"),
    ],
)
def test_the_environment_names_the_encoding_of_the_terminal(environment: dict[str, str], charset: str) -> None:
    assert charset_in(environment) == charset


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("", "utf-8"), ("utf8", "utf-8"), ("iso-8859-1", "iso8859-1"), ("koi8-r", "koi8-r"), ("no-such", "ascii")]
    + [(each, "ascii") for each in ("utf-16", "utf-7", "iso2022_jp", "hz", "cp500", "base64", "rot13", "a\0b")],
)
def test_what_no_terminal_can_have_is_ascii(charset: str, codec: str) -> None:
    assert codec_of(charset) == codec


def test_signs_are_plain_and_letters_are_what_there_is() -> None:
    latin = Spelling("iso8859-1", plain=True)
    assert latin.line("│ ▸ “Halvern” – früh … ┃ потеря 十二 ● łódź") == '| > "Halvern" - früh ~ | ?????? ???? * ?ódz'
    assert Spelling("koi8-r", plain=True).line("потеря “früh” ≤") == 'потеря "fruh" ?'
    assert Spelling("utf-8", plain=True).line("── “früh” потеря ┃") == "-- “früh” потеря |"
    assert Spelling().line("┃ потеря") == "┃ потеря"


@given(st.text(), st.sampled_from(CODECS))
def test_any_text_takes_as_many_cells_as_before_and_can_be_encoded(text: str, codec: str) -> None:
    line = shown_line(text)
    spelled = Spelling(codec, plain=True).line(line)
    written = spelled.encode(codec)
    assert cell_len(spelled) == cell_len(line.translate(PLAIN_SIGNS))
    assert b"\x1b" not in written
    if codec.startswith(("iso", "koi8", "cp125")):
        assert not any(0x80 <= byte < 0xA0 for byte in written)


def test_every_sign_of_ours_has_another_of_one_cell() -> None:
    for sign, plain in PLAIN_SIGNS.items():
        assert cell_len(chr(sign)) == 1
        assert chr(int(plain)).isascii()


def test_nothing_else_passes_the_border() -> None:
    through = border(spelling_of({"LANG": "de_DE.ISO-8859-1"})).apply([Segment("┃ потеря")], Color(0, 0, 0))
    assert [segment.text for segment in through] == ["| ??????"]


def test_which_terminals_are_of_today() -> None:
    utf = {"LANG": "C.UTF-8"}
    for term in ("xterm", "xterm-256color", "tmux-256color", "screen", "foot", ""):
        assert is_of_today({**utf, "TERM": term})
    for term in ("linux", "vt100", "vt220", "ansi", "dumb"):
        assert not is_of_today({**utf, "TERM": term})
    assert not is_of_today({"TERM": "xterm", "LANG": "de_DE.ISO-8859-1"})
    assert is_of_today({"TERM": "xterm"})
    assert cannot_place_its_cursor({"TERM": "dumb"})
    assert not cannot_place_its_cursor({})
