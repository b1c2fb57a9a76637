"""Whatever the text and wherever the cursor: no error, and spans that lie in the text on grapheme boundaries."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from store.suggesting.claims import ClaimGuess, entity_tag, guess_claim, guess_claim_at, guess_entity
from store.text import Span, is_boundary, normal_form, snap

PIECES = [
    "The ministry", "Anna Vale", "said", "says", "told", "claimed", "according to", "According to", "reportedly", "that",
    "the lock", "was shut", "had promised to", "“", "”", "‘", "’", '"', "'", ",", ".", ":", ";", "?", "!", "(", ")", "…",
    "who", "and", "but", "saying", "on Monday", "20 July", "63", "$3m", "up to", "Mr.", "U.S.", "\n", "\n\n", " ", "’s",
    "not", "It is claimed", "Telegram", "put it at", "claim that", "citing", "e\u0301", "👩‍👩‍👧", "漢字", "שלום",
    "\u200d", "\u00a0", "before raising it to", ", adding to", "questioned", "blamed", "Tarn-based", "larger than the toll of",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=16).map("".join),
    st.text(max_size=60),
).map(normal_form)


def check(text: str, guess: ClaimGuess, *, own_content: bool) -> None:
    spans = list(guess.content) if own_content else []
    for link in guess.chain:
        spans += [span for span in (link.source, link.cue) if span is not None]
    for span in spans:
        assert span
        assert span.end <= len(text)
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
    for link in guess.chain:
        assert link.source is None or not any(link.source.overlaps(span) for span in guess.content)


@example("It was shut on 1\U000116d0 May, he said.", 3, "2024-07-22")
@example("“ \u200d", 0, None)  # a joiner that makes one grapheme with the space before it
@given(texts, st.integers(-2, 200), st.sampled_from([None, "2024", "2024-07-22", "nonsense", "0000-00-00"]))
def test_any_cursor_gets_a_guess_with_content_unless_its_line_is_blank(
    text: str, offset: int, published: str | None
) -> None:
    guess = guess_claim_at(text, offset, published=published)
    check(text, guess, own_content=True)
    line = (
        text[: max(0, min(offset, len(text)))].rpartition("\n")[2]
        + text[max(0, min(offset, len(text))) :].partition("\n")[0]
    )
    assert bool(guess.content) == bool(line.strip())
    assert all(not a.overlaps(b) for i, a in enumerate(guess.content) for b in guess.content[i + 1 :])


@given(texts, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 60)), max_size=3))
def test_any_marked_words_get_a_guess(text: str, pairs: list[tuple[int, int]]) -> None:
    content = tuple(sorted(Span(snap(text, a), max(snap(text, a), snap(text, a + n))) for a, n in pairs))
    guess = guess_claim(text, content, published="2024-07-22")
    assert guess.content == content
    check(text, guess, own_content=False)


@given(texts, st.integers(-2, 200))
def test_any_cursor_gets_a_name_that_lies_in_the_text_or_none(text: str, offset: int) -> None:
    span = guess_entity(text, offset)
    if span is not None:
        assert span
        assert span.end <= len(text)
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        assert entity_tag(span.of(text))


@example("\U000116d0")  # a digit to `regex`, nothing to this Python
@example("1\U000116d0 May 2024")
@given(st.text(max_size=40))
def test_any_words_get_a_tag(words: str) -> None:
    assert entity_tag(words).isupper()
