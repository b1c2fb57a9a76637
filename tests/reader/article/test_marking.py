"""From words to drafts: what a tag key takes, how a mark is put on other words, and that editing keeps the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.marking import draft_of, highlight, longer, mention, mention_at, reshaped, shorter, subject_of
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
    return [p.span.of(TEXT) for p in reshaped(pieces, span).parts if p.role is not Role.CUE]


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
    draft = reshaped(old, new)
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
    parts = [p.span for p in reshaped(annotation(*spans), span).parts if p.role is Role.CONTENT]
    assert (parts[0].start, parts[-1].end) == (span.start, span.end)
    assert all(parts)
    assert all(a.end <= b.start for a, b in pairwise(parts))
