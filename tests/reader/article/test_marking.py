"""From words to drafts: what a tag key takes, how a mark is put on other words, and that editing keeps the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.marking import (
    draft_of,
    highlight,
    is_same,
    longer,
    mention,
    mention_at,
    on_words,
    reshaped,
    resized,
    shorter,
    subject_of,
)
from store.document import Document
from store.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Layer,
    LinkDraft,
    Mode,
    NewEntity,
    Part,
    PartDraft,
    Role,
)
from store.text import Span, words
from tests.conftest import TEXT, lines_as_blocks, span_of

DOCUMENT = Document(TEXT, tuple(lines_as_blocks(TEXT)))
WORDS = list(words(TEXT))


def annotation(*pieces: str | Span, role: Role = Role.CONTENT, **rest: object) -> Annotation:
    spans = [each if isinstance(each, Span) else span_of(TEXT, each) for each in pieces]
    layer = Layer.CLAIM if role is Role.CONTENT else Layer.ENTITY
    parts = tuple(Part(role, span, span.of(TEXT)) for span in spans)
    if layer is Layer.CLAIM:
        cue = span_of(TEXT, "said")
        parts += (Part(Role.CUE, cue, cue.of(TEXT), depth=0),)
    made = Annotation("a", "b", "c", layer, "CLAIM" if layer is Layer.CLAIM else "PERSON", parts, "reader", "", "")
    return replace(made, **rest)  # type: ignore[arg-type]  # the test names fields of Annotation


def subject(pieces: Annotation, span: Span) -> list[str]:
    return [piece.of(TEXT) for piece in reshaped(pieces.subject, span)]


@pytest.mark.parametrize(
    ("at", "words_taken"),
    [("oast Inst", "Coast Institute"), ("aar", "Ilse Maar"), ("islanders", "islanders"), ("lost boats", "lost")],
)
def test_a_tag_key_takes_the_name_under_the_cursor_else_the_word(at: str, words_taken: str) -> None:
    span = mention_at(DOCUMENT, TEXT.index(at))
    assert span is not None
    assert span.of(TEXT) == words_taken


def test_between_words_there_is_nothing_to_take() -> None:
    assert mention_at(DOCUMENT, TEXT.index("\n")) is None
    assert mention_at(Document(""), 0) is None


def test_drafts_say_what_was_chosen() -> None:
    span = span_of(TEXT, "Ilse Maar")
    assert highlight("HIGHLIGHT", span).parts == (PartDraft(Role.MENTION, span),)
    new = NewEntity("Ilse Maar", "PERSON")
    assert mention("PERSON", span, new).entity == new


def test_a_draft_of_a_mark_says_everything_that_the_mark_says() -> None:
    entity = Entity("e", "Ilse Maar", "PERSON")
    draft = draft_of(annotation("Ilse Maar", role=Role.MENTION, entity=entity, note="harbour keeper"))
    assert (draft.tag, draft.entity, draft.note) == ("PERSON", "e", "harbour keeper")
    link = Attribution(0, None, "she", Mode.CLAIMS, "radio", "2024-07")
    draft = draft_of(annotation("We will not wait", claim=Claim(gist="no waiting", chain=(link,))))
    assert draft.claim == Claim(gist="no waiting")
    assert draft.chain == (LinkDraft(None, "she", Mode.CLAIMS, "radio", "2024-07"),)


def test_a_mark_is_put_on_other_words_and_keeps_the_rest() -> None:
    old = annotation("We will not wait", claim=Claim(gist="no waiting"), note="a note")
    new = span_of(TEXT, "another winter")
    draft = on_words(old, reshaped(old.subject, new))
    assert replace(draft, parts=()) == replace(draft_of(old), parts=())
    assert draft.parts[0] == PartDraft(Role.CONTENT, new)
    assert draft.parts[1:] == draft_of(old).parts[1:]


def test_of_a_divided_claim_the_outer_edges_move() -> None:
    old = annotation("We will not wait", "for another winter")
    whole = subject_of(old)
    assert whole.of(TEXT).startswith("We will")
    assert subject(old, replace(whole, start=TEXT.index("will not"))) == ["will not wait", "for another winter"]
    assert subject(old, replace(whole, end=TEXT.index(" winter"))) == ["We will not wait", "for another"]
    wider = Span(whole.start - 1, whole.end + 1)
    assert subject(old, wider) == ["“We will not wait", "for another winter."]


def test_pieces_outside_the_new_edges_fall_away() -> None:
    old = annotation("We will not wait", "for another winter")
    assert subject(old, span_of(TEXT, "We will")) == ["We will"]
    assert subject(old, span_of(TEXT, "another winter")) == ["another winter"]
    assert subject(old, span_of(TEXT, "fishermen")) == ["fishermen"]


def test_the_gap_of_a_divided_claim_stays_a_gap() -> None:
    pieces = [span_of(TEXT, "We will not wait"), span_of(TEXT, "for another winter")]

    def after(step: int) -> list[str]:
        return [piece.of(TEXT) for piece in resized(pieces, TEXT, step)]

    assert after(-1) == ["We will not wait", "for another"]
    assert after(-2) == ["We will not wait", "for"]
    assert after(-3) == ["We will not wait"]
    assert after(1) == ["We will not wait", longer(pieces[1], TEXT).of(TEXT)]
    until_the_gap = Span(pieces[0].start, pieces[0].end + 3)
    assert [piece.of(TEXT) for piece in reshaped(pieces, until_the_gap)] == ["We will not wait"]


def test_a_draft_that_says_the_same_in_another_order_is_the_same() -> None:
    one = draft_of(annotation("We will not wait", "for another winter"))
    assert is_same(one, replace(one, parts=tuple(reversed(one.parts))))
    assert not is_same(one, replace(one, note="another"))
    assert not is_same(one, replace(one, parts=one.parts[1:]))


def test_an_edge_moves_by_words_and_stops_at_the_ends() -> None:
    span = span_of(TEXT, "islanders claimed")
    assert longer(span, TEXT).of(TEXT) == "islanders claimed the"
    assert longer(span, TEXT, 3).of(TEXT) == "islanders claimed the minister had"
    assert longer(Span(0, len(TEXT)), TEXT) == Span(0, len(TEXT))
    assert shorter(span, TEXT).of(TEXT) == "islanders"
    assert shorter(span, TEXT, 9).of(TEXT) == "islanders"
    assert shorter(shorter(span, TEXT), TEXT).of(TEXT) == "islanders"
    between = span_of(TEXT, ",” ")
    assert shorter(between, TEXT) == between


@given(st.integers(0, len(WORDS) - 2), st.integers(1, 5))
def test_longer_and_shorter_again_is_the_same(first: int, count: int) -> None:
    span = WORDS[first]
    grown = longer(span, TEXT, count)
    assert grown.end > span.end
    reached = sum(1 for _ in words(TEXT, span.start, grown.end)) - 1
    assert shorter(grown, TEXT, reached) == span


@given(st.data())
def test_whatever_span_is_taken_the_mark_covers_its_edges_and_pieces_do_not_cross(data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(WORDS) - 1), min_size=2, max_size=6)))
    spans = [Span(WORDS[a].start, WORDS[b].start - 1) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    one, two = sorted(data.draw(st.sets(st.sampled_from(WORDS), min_size=2, max_size=2)))
    span = Span(one.start, two.end)
    parts = reshaped(spans, span)
    assert all(parts)
    kept = [piece for piece in spans if piece.overlaps(span)]
    inside = {offset for piece in (*kept, span) for offset in range(piece.start, piece.end)}
    assert all(offset in inside for piece in parts for offset in range(piece.start, piece.end))
    gaps = set(range(min(spans).start, max(spans).end)) - {o for s in spans for o in range(s.start, s.end)}
    if kept:
        assert not any(offset in gaps for piece in parts for offset in range(piece.start, piece.end))
    assert all(a.end <= b.start for a, b in pairwise(parts))
