"""What is heard of a terminal: the same however the line breaks it, and never loose keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.wire.hearing import ESCAPE, HERE, PASTED, REMOTE, Heard, Hearing, Kind, escape_wait
from reader.wire.parsing import LongPaste, Parser

WHOLE = [
    "\x1b[A",
    "\x1b[1;5C",
    "\x1b[<35;10;5M",
    "\x1b[57361;1u",
    "\x1b[97;;97u",
    "\x1bOP",
    "\x1b[[A",
    "\x1b[M !!",
    "\x1b[3$",
    "\x1b[?2048;0$y",
    "\x1b[I",
    "\x1b]11;rgb:1616/1818/1d1d\x1b\\",
    "\x1bP>|term 1.0\x1b\\",
    "\x1b[200~\x1b[A two\nlines dd\x1b[201~",
]
KEYS = st.text("abc[O]~0;å港", min_size=1, max_size=3)


def heard_of(pieces: list[str], seconds: float, wait: float = HERE) -> list[Heard]:
    """What is heard of pieces that come so many seconds one behind the other; keys in one."""
    hearing, now, found = Hearing(wait), 0.0, []
    for piece in pieces:
        now += seconds
        found += [*hearing.late(now), *hearing.take(piece, now)]
    found += hearing.late(now + 60)
    joined: list[Heard] = []
    for each in found:
        if each.kind is Kind.KEYS and joined and joined[-1].kind is Kind.KEYS:
            joined[-1] = Heard(Kind.KEYS, joined[-1].text + each.text)
        else:
            joined.append(each)
    return joined


def cut(text: str, places: list[int]) -> list[str]:
    """A text in pieces, none of which ends behind an escape alone."""
    at = sorted({each % (len(text) + 1) for each in places} | {0, len(text)})
    at = [each for each in at if not text[:each].endswith(ESCAPE)]
    return [text[start:end] for start, end in zip(at, [*at[1:], len(text)], strict=True)]


@given(
    st.lists(st.one_of(KEYS, st.sampled_from(WHOLE)), max_size=8),
    st.lists(st.integers(0, 500), max_size=12),
    st.sampled_from([0.0, 0.04, 0.3, 1.2]),
)
def test_the_same_is_heard_however_it_is_cut(parts: list[str], places: list[int], seconds: float) -> None:
    text = "".join(parts)
    assert heard_of(cut(text, places), seconds) == heard_of([text], 0)


@pytest.mark.parametrize("sequence", WHOLE)
@pytest.mark.parametrize("seconds", [0.01, 0.2, 0.24, 0.4, 0.7])
def test_a_sequence_that_is_cut_anywhere_is_no_keys(sequence: str, seconds: float) -> None:
    """Behind a lone escape too, where what comes can only be the rest of a sequence that people press often."""
    for at in range(1, len(sequence)):
        found = heard_of([sequence[:at], sequence[at:]], seconds, REMOTE)
        if at > 1 or (seconds < REMOTE and sequence[1] in "[O"):
            assert found == heard_of([sequence], 0)
        elif sequence in WHOLE[:6]:
            assert [each.kind for each in found if each.text != ESCAPE] == [Kind.SEQUENCE] or sequence == "\x1bOP"


def test_a_line_that_broke_a_sequence_is_waited_for_longer() -> None:
    hearing = Hearing(HERE)
    assert hearing.take(ESCAPE, 0) == []
    assert hearing.late(0.06) == [Heard(Kind.SEQUENCE, ESCAPE)]
    assert hearing.take("[A", 0.2) == [Heard(Kind.SEQUENCE, "\x1b[A")]
    assert hearing.wait > 0.2
    hearing.take(ESCAPE, 1)
    assert hearing.late(1.2) == []
    assert hearing.take("[A", 1.2) == [Heard(Kind.SEQUENCE, "\x1b[A")]


def test_escape_is_a_key_at_once_and_so_is_what_is_pressed_behind_it() -> None:
    hearing = Hearing(HERE)
    assert hearing.take(ESCAPE, 0) == []
    assert hearing.due() == HERE <= 0.1
    assert hearing.take("j", 0.03) == [Heard(Kind.SEQUENCE, ESCAPE), Heard(Kind.KEYS, "j")]
    hearing.take(ESCAPE, 1)
    assert hearing.late(1.06) == [Heard(Kind.SEQUENCE, ESCAPE)]
    assert hearing.take("[", 1.3) == []
    assert hearing.late(1.36) == [Heard(Kind.KEYS, "[")]
    assert hearing.take("[A", 9) == [Heard(Kind.KEYS, "[A")]


@pytest.mark.parametrize("begun", ["\x1b[", "\x1b[1;", "\x1b[<35;1", "\x1bO", "\x1b]11;rgb:", "\x1bP>|x", "\x1b[M!"])
def test_what_never_comes_whole_is_dropped_in_time(begun: str) -> None:
    hearing = Hearing(REMOTE)
    assert hearing.take(begun, 0) == []
    due = hearing.due()
    assert due is not None
    assert due <= 2
    assert hearing.late(due) == []
    assert hearing.due() is None
    assert hearing.take("x", due) == [Heard(Kind.KEYS, "x")]


def test_a_long_paste_is_cut_and_one_that_never_ends_is_taken_as_it_is() -> None:
    hearing, parser = Hearing(HERE), Parser()
    assert hearing.take("\x1b[200~", 0) == []
    for second in range(60):
        assert hearing.take("word " * 10_000, second) == []
    (pasted,) = hearing.take("end\x1b[201~", 60)
    assert (len(pasted.text), pasted.is_cut) == (PASTED, True)
    assert isinstance(parser.events(pasted)[0], LongPaste)
    hearing.take("\x1b[200~words", 61)
    assert hearing.late(62) == []
    assert hearing.late(80) == [Heard(Kind.PASTE, "words")]


@given(st.lists(st.text(st.sampled_from("\x1b[]OP_<>?;:$0123456789~uMmtRyABC\x07\\\x9b é"), max_size=12), max_size=12))
def test_whatever_comes_is_never_more_keys_than_were_sent_and_nothing_fails(pieces: list[str]) -> None:
    parser = Parser()
    found = heard_of(pieces, 0.1)
    events = [event for each in found for event in parser.events(each)]
    assert len(events) <= sum(map(len, pieces))


@pytest.mark.parametrize("sequence", ["\x1b[97;;99999999999u", "\x1b[1114112u", "\x1b[99999999999;1;1u"])
def test_what_textual_fails_over_is_nothing_and_the_next_key_is_heard(sequence: str) -> None:
    parser = Parser()
    for heard in Hearing(HERE).take(f"{sequence}x", 0):
        events = parser.events(heard)
    assert [getattr(event, "key", None) for event in events] == ["x"]


@pytest.mark.parametrize(
    ("environment", "seconds"),
    [
        ({}, HERE),
        ({"SSH_CONNECTION": "1 2 3 4"}, REMOTE),
        ({"SSH_CONNECTION": "1 2 3 4", "TMUX": "x"}, HERE),
        ({"SSH_TTY": "/dev/pts/1", "ANNOTTY_ESCAPE": "0.5"}, 0.5),
        ({"ESCDELAY": "25"}, 0.025),
        ({"ANNOTTY_ESCAPE": "much", "ESCDELAY": "-1"}, HERE),
        ({"ANNOTTY_ESCAPE": "nan"}, HERE),
    ],
)
def test_how_long_escape_is_waited_behind(environment: dict[str, str], seconds: float) -> None:
    assert escape_wait(environment) == seconds
