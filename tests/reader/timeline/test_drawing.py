"""A timeline in rows: dates, the line, words in their room, gaps, relations, signs for terminals that lack them."""

from __future__ import annotations

from reader.terminal.cells import cell_len
from reader.timeline.drawing import columns, rows_of
from store.model import Attribution, Claim, ClaimRow, Dispute, Entity, MentionRow, Relation, RelationKind
from store.timeline import of_dispute, of_entity


def row(name: str, said: str, gist: str = "", *, who: str = "the ministry") -> ClaimRow:
    claim = Claim(gist or f"gist {name}", chain=(Attribution(0, None, "a baker"), Attribution(1, None, who, said=said)))
    return ClaimRow(1, name, "a", "Boats", "The Quay", "2024-05-06", "CLAIM", f"words {name}", claim, {}, 0, "")


CLAIMS = (row("x", "2024-05-01"), row("y", "2024-05-01"), row("z", "2024-05-04", who="a fisher"))
DISPUTE = of_dispute(Dispute(CLAIMS, (Relation("r", "z", "x", RelationKind.CONTRADICTS, "reader", ""),)), {}, {})


def drawn(width: int, *, plain: bool = False) -> list[str]:
    rows = rows_of(DISPUTE, width, plain=plain)
    return [f"{each.date:9} {each.line} {''.join(words for words, _ in each.words)}".rstrip() for each in rows]


def test_events_stand_on_a_line_with_their_dates_and_the_days_between_them() -> None:
    assert drawn(80) == [
        "1 May 24  ● gist x",
        "          │ the ministry ‹ a baker",
        "          │ The Quay · 6 May 24 · Boats",
        "          │ ≠ contradicted by a fisher: gist z, 4 May 24",
        "          │",
        "          ● gist y",
        "          │ the ministry ‹ a baker",
        "          │ The Quay · 6 May 24 · Boats",
        "          ┊ 3 days later",
        "4 May 24  ● gist z",
        "            a fisher ‹ a baker",
        "            The Quay · 6 May 24 · Boats",
        "            ≠ contradicts the ministry: gist x, 1 May 24",
    ]


def test_on_a_wide_screen_the_article_stands_beside_the_words() -> None:
    rows = rows_of(DISPUTE, 140)
    assert [(each.words[0][0], each.beside) for each in rows[:3]] == [
        ("gist x", "The Quay · 6 May 24"),
        ("the ministry ‹ a baker", "Boats"),
        ("≠ contradicted by a fisher: gist z, 4 May 24", ""),
    ]
    for width in (20, 79, 99, 100, 140, 300):
        words, beside = columns(width)
        assert words + beside <= max(width, 36) - 15


def test_letters_stand_for_signs_that_a_terminal_may_lack() -> None:
    assert all(line.isascii() for line in (each.replace("‹", "<").replace("·", ".") for each in drawn(80, plain=True)))


def test_long_words_are_wrapped_in_a_few_rows() -> None:
    long = row("x", "2024-05-01", "boat " * 80)
    rows = rows_of(of_dispute(Dispute((long,), ()), {}, {}), 60)
    gist = [each.words[0][0] for each in rows if each.words[0][1] == "strong"]
    assert len(gist) == 3
    assert all(cell_len(each) <= columns(60)[0] for each in gist[:-1])


def test_a_mention_is_told_in_its_sentence() -> None:
    mention = MentionRow("n", "b", "Elsewhere", "The Quay", None, "It was the quay.", (), 0, "PLACE")
    rows = rows_of(of_entity(Entity("e", "Quay", "PLACE"), (), (), [mention], {}, {}), 80)
    assert [(each.date, each.line, each.words[0][0]) for each in rows] == [
        ("no date", "○", "It was the quay."),
        ("", " ", "named once · The Quay · Elsewhere"),
    ]
