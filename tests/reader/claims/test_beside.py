"""Claims side by side: each with its chain in its sentence, in two columns or one below the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.claims.beside import Side, draw
from reader.claims.quoting import Quoted, quoted
from store.document import Block, BlockKind, Document
from store.model import Annotation, Bound, Claim, Layer, Part, Role
from store.text import Span
from tests.conftest import span_of
from tests.reader.claims.claims import claim_row
from tests.reader.hostile import texts

SENTENCE = "The ministry said that 63 soldiers had died in the barracks."
CONTENT = "63 soldiers had died"
QUOTED = Quoted(SENTENCE, ((span_of(SENTENCE, CONTENT), "lit_content"),))
ONE = Side(
    claim_row("1", Claim(quantity=63, bound=Bound.EXACTLY, unit="soldiers"), "an agency", "the ministry"), QUOTED
)
OTHER = Side(claim_row("2", Claim(quantity=400, bound=Bound.AT_MOST, unit="soldiers"), "the other side"), QUOTED)


def shown(*sides: Side, width: int = 80, height: int = 9, in_hand: int | None = None) -> list[str]:
    drawn = draw(sides, "contradicts", width, height, in_hand=in_hand)
    return ["".join(words for words, _ in row) for row in drawn]


def test_two_claims_stand_in_two_columns_under_how_they_stand_to_one_another() -> None:
    rule, who, figure, first, *_ = shown(ONE, OTHER, in_hand=0)
    assert "─ contradicts ─" in rule
    assert who.split("│")[0].strip() == "▸ the ministry ‹ an agency"
    assert who.split("│")[1].strip() == "the other side"
    assert [half.split("·")[0].strip() for half in figure.split("│")] == ["63 soldiers", "≤ 400 soldiers"]
    assert first.count("The ministry said") == 2


def test_a_long_chain_takes_two_rows_where_there_are_enough() -> None:
    names = ("the Institute for the Study of Rivers", "a blogger of the valley", "the minister for water")
    side = Side(claim_row("1", None, *names), QUOTED)
    rows = shown(side, OTHER, in_hand=0)
    assert [row.split("│")[0].strip() for row in rows[1:3]] == [
        "▸ the minister for water ‹ a blogger",
        "of the valley ‹ the Institute for…",
    ]
    assert "of the valley" not in shown(side, OTHER, height=6)[2].split("│")[0]


def test_on_a_narrow_screen_one_stands_below_the_other() -> None:
    rows = shown(ONE, OTHER, width=50, height=13)
    assert not any("│" in row for row in rows)
    assert sum("The ministry said" in row for row in rows) == 2


def test_the_words_of_the_claim_are_lit_in_whichever_line_they_stand() -> None:
    drawn = draw([ONE], "", 30, 9)
    lit = "".join(words + " " for row in drawn for words, look in row if look == "lit_content")
    assert " ".join(lit.split()) == CONTENT


def test_of_a_long_sentence_that_is_shown_which_the_content_begins_in() -> None:
    long = "Before " + "many words " * 40 + "happened " + "and more words " * 20
    told = Quoted(long, ((span_of(long, "happened"), "lit_content"),))
    rows = shown(Side(ONE.row, told), width=40, height=8)
    assert any("happened" in row for row in rows)
    assert any(row.strip().startswith("… ") for row in rows) and any(row.endswith(" …") for row in rows)


@given(texts(), texts(), st.integers(10, 150), st.integers(0, 20))
def test_whatever_is_said_fits_its_room(who: str, words: str, width: int, height: int) -> None:
    side = Side(claim_row("1", Claim(gist=words), who), Quoted(words, ((Span(0, len(words)), "lit_content"),)))
    for sides in ([side], [side, side]):
        drawn = draw(sides, who, width, height, in_hand=0)
        assert len(drawn) <= height
        assert all(cell_len("".join(told for told, _ in row)) <= width for row in drawn)


def test_a_claim_is_quoted_in_its_sentences_with_its_parts_lit() -> None:
    parts = (("was wrong", Role.CONTENT), ("Maar", Role.SOURCE), ("said", Role.CUE))
    text = "A storm came. Ilse Maar said that the count was wrong. Boats sank."
    mark = annotation(text, *parts)
    document = Document(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
    found = quoted(mark, document)
    assert found.words.strip() == "Ilse Maar said that the count was wrong."
    assert [(span.of(found.words), look) for span, look in found.lit] == [
        ("Maar", "lit_source"),
        ("said", "lit_cue"),
        ("was wrong", "lit_content"),
    ]


def test_where_its_text_is_not_here_the_words_that_the_mark_kept_are_shown() -> None:
    part = Part(Role.CONTENT, Span(100, 109), "was wrong", "the count ", ". Boats")
    mark = Annotation("1", "a", "t", Layer.CLAIM, "CLAIM", (part,), "reader", "", "")
    found = quoted(mark, Document("other words", ()), is_current=False)
    assert found == quoted(mark, None)
    assert found.words == "… the count was wrong. Boats …"
    assert [span.of(found.words) for span, _ in found.lit] == ["was wrong"]


def annotation(text: str, *parts: tuple[str, Role]) -> Annotation:
    made = tuple(Part(role, span_of(text, words), words) for words, role in parts)
    return Annotation("1", "a", "t", Layer.CLAIM, "CLAIM", made, "reader", "", "")
