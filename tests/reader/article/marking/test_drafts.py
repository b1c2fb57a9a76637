"""From words to drafts: what a tag key takes, how a mark is put on other words, and that editing keeps the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.article.marking.drafts import (
    change_in_words,
    draft_of,
    earlier,
    highlight,
    is_same,
    later,
    longer,
    mention,
    on_words,
    relabelled,
    reshaped,
    resized,
    resized_at_start,
    shorter,
    subject_of,
    tags_for,
)
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
from store.tagset import DEFAULT_TAGS
from store.text import Span, is_boundary, normal_form, snap, words
from tests.conftest import TEXT, span_of
from tests.reader.hostile import texts

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


# --- the start of a mark, and marks in any text ------------------------------------------------------------------------


def test_the_start_moves_by_words_too_and_stops_at_the_ends() -> None:
    span = span_of(TEXT, "islanders claimed")
    assert earlier(span, TEXT).of(TEXT) == "that islanders claimed"
    assert earlier(span, TEXT, 3).of(TEXT) == "3 May that islanders claimed"
    assert earlier(span, TEXT, 10_000).start == 0
    assert earlier(Span(0, 5), TEXT) == Span(0, 5)
    assert later(span, TEXT).of(TEXT) == "claimed"
    assert later(span, TEXT, 9).of(TEXT) == "claimed"
    assert later(span_of(TEXT, ",” "), TEXT) == span_of(TEXT, ",” ")


def test_the_first_piece_of_a_divided_claim_falls_away_when_its_words_are_used_up() -> None:
    pieces = [span_of(TEXT, "We will not wait"), span_of(TEXT, "for another winter")]

    def after(step: int) -> list[str]:
        return [piece.of(TEXT) for piece in resized_at_start(pieces, TEXT, step)]

    assert after(-2) == ["not wait", "for another winter"]
    assert after(-4) == ["for another winter"]
    assert after(1) == [earlier(pieces[0], TEXT).of(TEXT), "for another winter"]


def test_words_far_before_a_mark_are_found_whole() -> None:
    text = "boat " + "-" * 2000 + " quay"
    span = Span(text.index("quay"), len(text))
    assert earlier(span, text).start == 0
    assert earlier(span, text, 2).start == 0
    long = "x" * 3000 + " quay"
    assert earlier(Span(3001, 3005), long).start == 0


def test_how_a_mark_changed_is_told_in_words() -> None:
    two, three = [span_of(TEXT, "islanders claimed")], [span_of(TEXT, "islanders claimed the")]
    assert change_in_words(two, three, TEXT) == "a word longer"
    assert change_in_words(three, two, TEXT) == "a word shorter"
    assert change_in_words([span_of(TEXT, "islanders claimed the minister")], two, TEXT) == "2 words shorter"
    assert change_in_words(two, [span_of(TEXT, "Ilse Maar")], TEXT) == "moved"


def test_a_mark_is_given_the_tags_of_its_layer_first_and_a_claim_only_those_of_claims() -> None:
    layers = {Role.MENTION: annotation("Ilse Maar", role=Role.MENTION), Role.CONTENT: annotation("We will not wait")}
    offered = tags_for(layers[Role.MENTION], DEFAULT_TAGS)
    assert [tag.name for tag in offered][:2] == ["ORGANISATION", "GOVERNMENT"]
    assert [tag.name for tag in offered][-1] == "HIGHLIGHT"
    assert not {"PERSON", "CLAIM"} & {tag.name for tag in offered}
    assert tags_for(layers[Role.CONTENT], DEFAULT_TAGS) == ()
    highlighted = replace(layers[Role.MENTION], layer=Layer.HIGHLIGHT, tag="HIGHLIGHT")
    assert [str(tag.layer) for tag in tags_for(highlighted, DEFAULT_TAGS)] == ["entity"] * len(offered)


def test_another_tag_keeps_words_note_and_entity_but_a_highlight_means_nobody() -> None:
    tags = {tag.name: tag for tag in DEFAULT_TAGS}
    old = annotation("Ilse Maar", role=Role.MENTION, entity=Entity("e", "Ilse Maar", "PERSON"), note="keeper")
    assert relabelled(old, tags["OUTLET"]) == replace(draft_of(old), tag="OUTLET")
    assert relabelled(old, tags["HIGHLIGHT"]) == replace(draft_of(old), tag="HIGHLIGHT", entity=None)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """Any text, and one to three pieces of it that begin and end between grapheme clusters."""
    text = draw(texts(40).map(normal_form).filter(lambda text: len(text) > 1))
    cuts = sorted({snap(text, draw(st.integers(0, len(text)))) for _ in range(draw(st.sampled_from([2, 4, 6])))})
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, tuple(spans) or (Span(0, len(text)),)


@given(marked_texts(), st.integers(-6, 6), st.booleans())
def test_edges_never_leave_the_text_nor_lie_inside_a_cluster_and_a_mark_keeps_words(
    marked: tuple[str, tuple[Span, ...]], step: int, at_start: bool
) -> None:
    text, pieces = marked
    new = (resized_at_start if at_start else resized)(pieces, text, step)
    assert new
    for piece in new:
        assert 0 <= piece.start < piece.end <= len(text)
        assert is_boundary(text, piece.start)
        assert is_boundary(text, piece.end)
    assert all(a.end <= b.start for a, b in pairwise(new))
    assert (sum(map(len, new)) >= sum(map(len, pieces))) if step >= 0 else (sum(map(len, new)) <= sum(map(len, pieces)))
    if at_start:
        assert max(new).end == max(pieces).end
    else:
        assert min(new).start == min(pieces).start


@given(marked_texts(), st.data())
def test_a_mark_put_on_other_words_of_any_text_has_whole_clusters(
    marked: tuple[str, tuple[Span, ...]], data: st.DataObject
) -> None:
    text, pieces = marked
    cuts = st.integers(0, len(text)).map(lambda offset: snap(text, offset))
    one, two = sorted(data.draw(st.tuples(cuts, cuts).filter(lambda both: both[0] != both[1])))
    new = reshaped(pieces, Span(one, two))
    assert new
    assert all(piece and is_boundary(text, piece.start) and is_boundary(text, piece.end) for piece in new)
    assert all(a.end <= b.start for a, b in pairwise(new))
