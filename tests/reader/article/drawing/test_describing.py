"""Marks in words: for the foot and for the margin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.article.drawing.describing import (
    below,
    chain_in_words,
    figure_in_words,
    foot,
    margin,
    relation_in_words,
    stance_in_words,
)
from reader.article.drawing.telling import (
    count_of,
    of_marks,
    of_picking,
    of_selection,
    scrolling_keys,
    tag_keys,
    unable,
)
from reader.commands import Place, commands_in
from reader.commands.hints import Words, worded
from reader.commands.keymap import Keymap
from reader.drawing import Piece, row
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.model import (
    Alias,
    Annotation,
    Attribution,
    Bound,
    Certainty,
    Claim,
    Entity,
    Layer,
    Mode,
    Part,
    Polarity,
    RelationKind,
    Role,
    Tag,
)
from store.tagset import DEFAULT_TAGS
from tests.conftest import TEXT, span_of

PALETTE = Palette(Depth.FULL)
TAGS = {tag.name: tag for tag in DEFAULT_TAGS}
INSTITUTE = Entity("1", "Coast Institute", "ORGANISATION", (Alias("the Institute"),))
NAMES = {"1": "Coast Institute"}
CHAIN = (
    Attribution(0, "1", mode=Mode.STATES),
    Attribution(1, None, "islanders", Mode.CLAIMS),
    Attribution(2, None, "", Mode.INTENDS),
)


def usual(words: Words) -> str:
    return worded(words, Keymap(), Place.PAGE)


def told(pieces: list[Piece] | tuple[Piece, ...]) -> str:
    return "".join(text for text, _ in pieces)


def mark(layer: Layer, words: str = "Coast Institute", **rest: object) -> Annotation:
    role = Role.CONTENT if layer is Layer.CLAIM else Role.MENTION
    tag = {Layer.CLAIM: "CLAIM", Layer.ENTITY: "ORGANISATION", Layer.HIGHLIGHT: "HIGHLIGHT"}[layer]
    made = Annotation("a", "b", "c", layer, tag, (Part(role, span_of(TEXT, words), words),), "reader", "", "")
    return replace(made, **rest)  # type: ignore[arg-type]  # the test names fields of Annotation


def test_a_chain_is_told_from_the_one_who_says_it_outwards() -> None:
    assert chain_in_words(Claim(chain=CHAIN), NAMES) == "? ‹ islanders ‹ Coast Institute"
    assert chain_in_words(Claim(), NAMES) == ""
    assert chain_in_words(Claim(chain=CHAIN[:1]), {}) == "?"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim(), ""),
        (Claim(quantity=1200), "1,200"),
        (Claim(quantity=400, bound=Bound.AT_MOST, unit="boats"), "≤ 400 boats"),
        (Claim(quantity=89, bound=Bound.AT_LEAST), "≥ 89"),
        (Claim(quantity=89, bound=Bound.MORE_THAN), "> 89"),
        (Claim(quantity=40, bound=Bound.LESS_THAN, unit="boats"), "< 40 boats"),
        (Claim(quantity=2.5, bound=Bound.ABOUT, unit="tons"), "~ 2.5 tons"),
        (Claim(quantity=3, bound=Bound.EXACTLY, unit="boats"), "3 boats"),
        (Claim(quantity=0, unit="boats"), "0 boats"),
    ],
)
def test_a_figure_is_told_with_its_bound_and_unit(claim: Claim, words: str) -> None:
    assert figure_in_words(claim) == words


def test_the_stance_tells_only_what_is_not_usual() -> None:
    assert stance_in_words(Claim()) == ""
    assert stance_in_words(Claim(chain=CHAIN)) == "intends"
    claim = Claim(chain=CHAIN, certainty=Certainty.PROBABLE, polarity=Polarity.NEGATIVE)
    assert stance_in_words(claim) == "intends · probable · not so"


def test_the_foot_tells_of_an_entity_with_its_other_names_and_note() -> None:
    left, right = foot(
        mark(Layer.ENTITY, entity=INSTITUTE, note="cited twice"), TAGS["ORGANISATION"], NAMES, (), PALETTE
    )
    assert told(left) == "organisation  Coast Institute  also the Institute  “cited twice”"
    assert right == []
    left, _ = foot(mark(Layer.ENTITY), TAGS["ORGANISATION"], NAMES, (), PALETTE)
    assert told(left).endswith("nobody named yet")
    left, _ = foot(mark(Layer.HIGHLIGHT, note="odd"), TAGS["HIGHLIGHT"], NAMES, (), PALETTE)
    assert told(left) == "highlight  “odd”"


def test_the_foot_tells_of_a_claim_with_its_relations() -> None:
    related = [("updates", "claim by islanders"), ("contradicted by", "claim by the mayor")]
    claim = Claim(gist="a new ferry", quantity=1, unit="ferry", chain=CHAIN[:2])
    left, right = foot(mark(Layer.CLAIM, claim=claim), TAGS["CLAIM"], NAMES, related, PALETTE)
    assert told(left) == "claim  islanders ‹ Coast Institute  claims · 1 ferry · a new ferry"
    assert told(right).strip() == "2 relations · updates claim by islanders"
    _, right = foot(mark(Layer.CLAIM, claim=claim), TAGS["CLAIM"], NAMES, related[1:], PALETTE)
    assert told(right).strip() == "contradicted by claim by the mayor"
    left, _ = foot(mark(Layer.CLAIM, claim=Claim()), TAGS["CLAIM"], NAMES, (), PALETTE)
    assert "no source named" in told(left)


def test_a_relation_reads_from_the_claim_in_hand_to_the_other() -> None:
    assert relation_in_words(RelationKind.UPDATES, reverse=False) == "updates"
    assert relation_in_words(RelationKind.UPDATES, reverse=True) == "updated by"
    alike = (RelationKind.SAME_AS, RelationKind.RELATED)
    for kind in RelationKind:
        there, back = (relation_in_words(kind, reverse=reverse) for reverse in (False, True))
        assert (there == back) == (kind in alike)


def test_in_a_narrow_margin_a_stance_is_left_out_rather_than_cut() -> None:
    claim = replace(Claim(chain=CHAIN[:2]), certainty=Certainty.CERTAIN)
    row_of_chain = margin(mark(Layer.CLAIM, claim=claim), TAGS["CLAIM"], NAMES, PALETTE)[1]
    assert told(row_of_chain) == "  islanders ‹ Coast Institute · claims · certain"
    assert row(row_of_chain, 42, PALETTE.text).text.rstrip() == "  islanders ‹ Coast Institute · claims"


def test_the_margin_has_one_row_for_an_entity_and_two_for_a_claim_with_a_source() -> None:
    assert [
        told(row) for row in margin(mark(Layer.ENTITY, entity=INSTITUTE), TAGS["ORGANISATION"], NAMES, PALETTE)
    ] == ["o Coast Institute"]
    claim = mark(Layer.CLAIM, "a new ferry", claim=Claim(chain=CHAIN[:2]))
    assert [told(row) for row in margin(claim, TAGS["CLAIM"], NAMES, PALETTE)] == [
        "c a new ferry",
        "  islanders ‹ Coast Institute · claims",
    ]
    assert len(margin(mark(Layer.CLAIM, claim=Claim()), TAGS["CLAIM"], NAMES, PALETTE)) == 1


def test_the_margin_has_nothing_for_a_highlight_without_a_note() -> None:
    assert margin(mark(Layer.HIGHLIGHT), TAGS["HIGHLIGHT"], NAMES, PALETTE) == ()
    assert told(margin(mark(Layer.HIGHLIGHT, note="odd"), TAGS["HIGHLIGHT"], NAMES, PALETTE)[0]) == "h odd"


def test_the_margin_tells_the_first_line_of_a_note_under_its_mark() -> None:
    note = "\n  cited twice  \nand more"
    entity = margin(mark(Layer.ENTITY, entity=INSTITUTE, note=note), TAGS["ORGANISATION"], NAMES, PALETTE)
    assert [told(row) for row in entity] == ["o Coast Institute", "  “cited twice”"]
    assert entity[-1][-1][1] == PALETTE.quiet
    claim = margin(
        mark(Layer.CLAIM, "a new ferry", claim=Claim(chain=CHAIN[:2]), note=note), TAGS["CLAIM"], NAMES, PALETTE
    )
    assert [told(row) for row in claim][2:] == ["  “cited twice”"]
    assert len(claim) == 3
    assert [told(row) for row in margin(mark(Layer.HIGHLIGHT, note=note), TAGS["HIGHLIGHT"], NAMES, PALETTE)] == [
        "h cited twice"
    ]
    assert margin(mark(Layer.HIGHLIGHT, note=" \n "), TAGS["HIGHLIGHT"], NAMES, PALETTE) == ()


def test_below_the_text_a_mark_is_one_row_with_its_note() -> None:
    claim = Claim(gist="a new ferry", chain=CHAIN[:2])
    for made, tag, words in (
        (mark(Layer.ENTITY, entity=INSTITUTE, note="odd\nmore"), "ORGANISATION", "o Coast Institute  “odd”"),
        (mark(Layer.ENTITY), "ORGANISATION", "o Coast Institute"),
        (mark(Layer.CLAIM, claim=claim), "CLAIM", "c islanders ‹ Coast Institute: a new ferry · claims"),
        (mark(Layer.CLAIM, "a new ferry", claim=Claim()), "CLAIM", "c a new ferry"),
        (mark(Layer.HIGHLIGHT, "Coast Institute"), "HIGHLIGHT", "h Coast Institute"),
    ):
        assert told(below(made, TAGS[tag], NAMES, PALETTE)) == f"  {words}"
        lit = below(made, TAGS[tag], NAMES, PALETTE, lit=True)
        assert told(lit) == f"▸ {words}"
        assert {look.bgcolor for _, look in lit} == {PALETTE.chosen.bgcolor}


# --- what the foot says of the hand -------------------------------------------------------------------------------------


def test_numbers_agree_with_their_words() -> None:
    assert [count_of(n, "mark") for n in (0, 1, 2)] == ["0 marks", "1 mark", "2 marks"]


def test_the_foot_tells_how_many_more_marks_lie_on_the_words() -> None:
    one, two = mark(Layer.ENTITY, entity=INSTITUTE), mark(Layer.HIGHLIGHT)
    assert told(of_marks([one, two], TAGS, PALETTE, names=NAMES, worded=usual)[1]).strip() == "+1 more · tab"
    assert told(of_marks([], TAGS, PALETTE, names=NAMES, worded=usual, total=1)[0]) == "1 mark in this article"
    assert told(of_marks([], TAGS, PALETTE, names=NAMES, worded=usual)[0]) == "no marks here yet"


def test_the_foot_tells_what_is_selected_or_picked() -> None:
    span = span_of(TEXT, "islanders claimed")
    assert told(of_selection(TEXT, span, PALETTE)[0]) == "select 2 words"
    assert told(of_picking("the cue", TEXT, span, PALETTE, usual)[0]) == "pick the cue  “islanders claimed”"
    assert "go to the words" in told(of_picking("the cue", TEXT, None, PALETTE, usual)[0])


def test_what_cannot_act_now_is_left_out_of_the_foot() -> None:
    nothing = unable(Place.PAGE, [], TAGS, any_marks=False, marked_before=False, shows_cursor=True)
    assert {"delete", "next_mark", "again", "open_mark", "relate"} <= nothing
    assert unable(Place.FORM, [], TAGS, any_marks=False, marked_before=False, shows_cursor=True) == set()
    for name in nothing:
        assert name in {each.name for each in commands_in(Place.PAGE)}


def test_only_claims_are_related_and_a_tag_is_changed_only_for_another() -> None:
    def on(layer: Layer, *more: Tag) -> set[str]:
        tags = TAGS | {tag.name: tag for tag in more}
        return unable(Place.PAGE, [mark(layer)], tags, any_marks=True, marked_before=True, shows_cursor=True)

    assert on(Layer.ENTITY) == on(Layer.HIGHLIGHT) == {"relate"}
    assert on(Layer.CLAIM) == {"relabel"}
    forecast = replace(TAGS["CLAIM"], name="FORECAST")
    assert on(Layer.CLAIM, forecast) == set()
    assert on(Layer.CLAIM, replace(forecast, retired=True)) == {"relabel"}


def test_a_selection_shows_a_few_tags_and_the_page_one_as_a_reminder() -> None:
    assert [key for key, _ in tag_keys(Place.SELECT, TAGS)] == ["P", "O", "L", "H"]
    assert [key for key, _ in tag_keys(Place.PAGE, TAGS)] == ["P"]
    assert tag_keys(Place.FORM, TAGS) == []


def test_the_foot_tells_the_words_of_a_highlight_without_a_note() -> None:
    bare = mark(Layer.HIGHLIGHT)
    assert told(foot(bare, TAGS["HIGHLIGHT"], NAMES, (), PALETTE)[0]) == "highlight  “Coast Institute”"
    noted = replace(bare, note="who?")
    assert told(foot(noted, TAGS["HIGHLIGHT"], NAMES, (), PALETTE)[0]) == "highlight  “who?”"


def test_without_a_cursor_nothing_is_offered_that_needs_one() -> None:
    found = unable(Place.PAGE, [mark(Layer.ENTITY)], TAGS, any_marks=True, marked_before=True, shows_cursor=False)
    assert {"claim", "open_mark", "delete", "select", "next_mark", "again"} <= found
    assert not {"undo", "leave", "help", "source", "toggle_done"} & found
    keymap = Keymap({(Place.PAGE, "pager"): (), (Place.PAGE, "search"): ("f9",)})
    assert scrolling_keys(keymap) == [("space", "page"), ("F9", "search")]
