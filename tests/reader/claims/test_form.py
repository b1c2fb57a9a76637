"""The claim form: opened with guesses or with a claim, its chain made longer and shorter, and read back into a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.article.marking.drafts import draft_of
from reader.claims.fields import HINTS
from reader.claims.form import ClaimForm
from reader.commands import Place
from reader.line_editing import Typing
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.errors import Refused
from store.model import (
    Annotation,
    Attribution,
    Bound,
    Certainty,
    Claim,
    Draft,
    Entity,
    Layer,
    LinkDraft,
    Mode,
    NewEntity,
    Part,
    PartDraft,
    Polarity,
    Role,
)
from store.suggesting.claims import guess_claim, guess_claim_at
from store.tagset import DEFAULT_TAGS
from store.text import Span, words
from tests.conftest import TEXT, span_of
from tests.reader.hostile import EVERYTHING, powers_in
from tests.reader.offering import sources

TAGS = tuple(tag for tag in DEFAULT_TAGS if tag.layer is Layer.ENTITY)
PALETTE = Palette(Depth.FULL)
INSTITUTE = Entity("1", "Coast Institute", "ORGANISATION")
MAAR = Entity("2", "Ilse Maar", "PERSON")
MAAR_TOO = Entity("3", "Ilse Maar", "PERSON")
KNOWN = (INSTITUTE, MAAR, MAAR_TOO)
CHAIN = (
    "The US-based Institute reported on 20 July that bloggers claimed the minister had promised to build shelters at "
    "airfields."
)


def guessed(text: str, content: str) -> ClaimForm:
    guess = guess_claim(text, (span_of(text, content),), published="2024-07-21")
    return ClaimForm.guessed(guess, tag="CLAIM", text=text, sources=sources(KNOWN, TAGS, text))


def at(form: ClaimForm, name: str, link: int | None = None) -> ClaimForm:
    """With a field in hand."""
    return replace(form, form=replace(form.form, at=form.form.fields.index(form.form.named(name, link))))


def after(form: ClaimForm, *steps: str) -> ClaimForm:
    """After commands, and after characters where a step begins with a space."""
    for step in steps:
        for each in step[1:] if step.startswith(" ") and len(step) > 1 else [step]:
            new = form.typed(each) if step.startswith(" ") else form.commanded(each)
            assert new is not None, each
            form = new
    return form


def test_the_chain_of_the_worked_example_is_guessed_whole() -> None:
    draft = guessed(CHAIN, "had promised to build shelters at airfields").draft
    assert [(part.role, part.span.of(CHAIN), part.depth) for part in draft.parts] == [
        (Role.CONTENT, "had promised to build shelters at airfields", None),
        (Role.SOURCE, "The US-based Institute", 0),
        (Role.CUE, "reported", 0),
        (Role.SOURCE, "bloggers", 1),
        (Role.CUE, "claimed", 1),
        (Role.SOURCE, "the minister", 2),
        (Role.CUE, "promised", 2),
    ]
    assert [(link.label, link.entity, link.mode) for link in draft.chain] == [
        ("", NewEntity("Institute", "ORGANISATION"), draft.chain[0].mode),
        ("bloggers", None, Mode.CLAIMS),
        ("the minister", None, Mode.INTENDS),
    ]
    assert draft.chain[0].said == "2024-07-20"
    assert draft.claim == Claim()


def test_a_sentence_is_guessed_where_the_cursor_is() -> None:
    guess = guess_claim_at(TEXT, TEXT.index("islanders"))
    form = ClaimForm.guessed(guess, tag="CLAIM", text=TEXT, sources=sources(KNOWN, TAGS, TEXT))
    assert form.place is Place.FORM
    assert form.draft.chain[0].entity == "1"
    assert form.title == "claim"


def test_every_field_has_a_hint() -> None:
    form = guessed(CHAIN, "had promised to build shelters at airfields")
    for index, field in enumerate(form.form.fields):
        assert HINTS[field.name] in replace(form, form=replace(form.form, at=index)).hint.clauses


# --- the chain ---------------------------------------------------------------------------------------------------------


def chain_of(form: ClaimForm) -> list[str]:
    return [form.form.named("who", link).value for link in range(form._links())]


def test_a_link_is_added_behind_the_one_in_hand_and_the_rest_are_numbered_again() -> None:
    form = guessed(CHAIN, "had promised to build shelters at airfields")
    form = after(at(form, "who", 0), "add_link")
    assert chain_of(form) == ["Institute", "", "bloggers", "the minister"]
    assert (form.form.field.name, form.form.field.link) == ("source", 1)
    assert [(f.row, f.link) for f in form.form.fields if f.name == "cue"] == [(f"link {n + 1}", n) for n in range(4)]
    assert form.form.named("cue", 2).words == "claimed"


def test_from_anywhere_else_a_link_is_added_at_the_end_of_the_chain() -> None:
    form = guessed(CHAIN, "had promised to build shelters at airfields")
    for name in ("content", "gist", "certainty"):
        longer = after(at(form, name), "add_link")
        assert chain_of(longer) == [*chain_of(form), ""]
        assert longer.form.field.link == 3


def test_a_first_link_is_added_between_content_and_the_rest() -> None:
    text = "Nobody came."
    form = guessed(text, "Nobody came")
    assert chain_of(form) == []
    form = after(form, "add_link")
    assert [field.name for field in form.form.fields[:5]] == ["content", "source", "cue", "mode", "who"]
    assert form.form.field.name == "source"


def test_a_link_is_dropped_and_the_rest_are_numbered_again() -> None:
    form = after(at(guessed(CHAIN, "had promised to build shelters at airfields"), "cue", 1), "drop_link")
    assert chain_of(form) == ["Institute", "the minister"]
    assert {(part.span.of(CHAIN), part.depth) for part in form.draft.parts if part.role is Role.SOURCE} == {
        ("The US-based Institute", 0),
        ("the minister", 1),
    }
    assert at(form, "gist").commanded("drop_link") is None


def test_all_links_can_be_dropped() -> None:
    form = guessed(CHAIN, "had promised to build shelters at airfields")
    for _ in range(3):
        form = after(at(form, "who", 0), "drop_link")
    assert form.draft == Draft("CLAIM", (form.draft.parts[0],), claim=Claim())


def test_a_link_that_says_nothing_is_not_in_the_draft() -> None:
    form = guessed(CHAIN, "had promised to build shelters at airfields")
    longer = after(at(form, "who", 0), "add_link")
    assert longer.draft == form.draft


def test_a_link_of_nobody_that_says_where_or_how_is_kept() -> None:
    text = "Nobody came."
    form = after(at(after(guessed(text, "Nobody came"), "add_link"), "medium", 0), " a chat")
    assert form.draft.chain == (LinkDraft(medium="a chat"),)
    form = after(at(after(guessed(text, "Nobody came"), "add_link"), "mode", 0), " d")
    assert form.draft.chain == (LinkDraft(mode=Mode.DENIES),)


def test_words_picked_for_a_source_name_it() -> None:
    form = after(guessed("Nobody came, said Ilse Maar.", "Nobody came"), "add_link")
    form = form.picked((span_of(form.text, "Ilse Maar"),))
    assert form.form.named("who", form.form.field.link).value == "Ilse Maar"
    assert form.draft.chain[-1].entity == "2"
    assert PartDraft(Role.SOURCE, span_of(form.text, "Ilse Maar"), form.form.field.link) in form.draft.parts


def test_words_picked_anew_leave_alone_who_was_said_to_be_meant() -> None:
    one = ClaimForm.of(
        Annotation(
            *("a", "b", "c", Layer.CLAIM, "CLAIM"),
            (
                Part(Role.CONTENT, Span(0, 6), CHAIN[:6]),
                Part(Role.SOURCE, span_of(CHAIN, "bloggers"), "bloggers", depth=0),
            ),
            *("reader", "", ""),
            claim=Claim(chain=(Attribution(0, "2"),)),
        ),
        text=CHAIN,
        sources=sources(KNOWN, TAGS, CHAIN),
    )
    form = at(one, "source", 0).picked((span_of(CHAIN, "the minister"),))
    assert form.draft.chain == (LinkDraft("2"),)
    typed = after(at(guessed(CHAIN, "had promised to build shelters at airfields"), "who", 1), " Somebody")
    again = at(typed, "source", 1).picked((span_of(CHAIN, "the minister"),))
    assert again.form.named("who", 1).value == "Somebody"


def test_what_is_typed_into_a_claim_that_is_there_is_added_to_its_name() -> None:
    claim = Claim(chain=(Attribution(0, None, "a boatman"),))
    part = Part(Role.CONTENT, Span(0, 6), CHAIN[:6])
    form = opened(Annotation("a", "b", "c", Layer.CLAIM, "CLAIM", (part,), "", "", "", claim=claim), CHAIN)
    assert after(at(form, "who", 0), " s").form.named("who", 0).value == "a boatmans"


def test_the_cue_that_is_picked_says_what_the_link_does() -> None:
    form = at(guessed(CHAIN, "had promised to build shelters at airfields"), "cue", 1)
    for cue, mode in (("reported", Mode.REPORTS), ("promised", Mode.INTENDS), ("airfields", Mode.INTENDS)):
        form = at(form.picked((span_of(CHAIN, cue),)), "cue", 1)
        assert form.draft.chain[1].mode is mode


def test_words_picked_for_a_cue_or_the_content_name_nobody() -> None:
    form = guessed(CHAIN, "had promised to build shelters at airfields")
    for name, link in (("cue", 1), ("content", None)):
        spans = (span_of(CHAIN, "promised"), span_of(CHAIN, "airfields"))
        new = at(form, name, link).picked(spans)
        assert new.form.at == at(form, name, link).form.at
        assert chain_of(new) == chain_of(form)
        assert new.form.named(name, link).words == "promised … airfields"
        assert sum(part.span in spans for part in new.draft.parts) >= 2


def test_another_name_typed_for_a_source_is_looked_for_again() -> None:
    form = at(guessed(CHAIN, "had promised to build shelters at airfields"), "who", 1)
    form = after(form, " Maar")
    assert form.draft.chain[1].entity == "2"
    form = after(form, " x")
    assert form.draft.chain[1].entity == NewEntity("Maarx", "PERSON")
    form = at(form, "as", 1)
    while form.form.field.value != "words":
        form = after(form, " w")
    assert form.draft.chain[1] == LinkDraft(None, "Maarx", Mode.CLAIMS)


# --- figures -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("400", 400),
        ("1,200", 1200),
        ("1 200 000", 1_200_000),
        ("1\u202f200", 1200),
        ("-3", -3),
        ("0.5", 0.5),
        ("1,200.5", 1200.5),
        ("9007199254740993", 9007199254740993),
        ("", None),
        ("  ", None),
    ],
)
def test_a_figure_is_read_as_it_is_written(typed: str, figure: float | None) -> None:
    form = after(at(guessed(CHAIN, "airfields"), "quantity"), " " + typed if typed else "erase_all")
    read = form.draft.claim
    assert read is not None
    assert read.quantity == figure
    assert type(read.quantity) is type(figure)


@pytest.mark.parametrize("typed", ["many", "1,5", "12,34", "inf", "nan", "1 2", "0x10", "1,200,5", "١٢,٣"])
def test_what_is_no_plain_figure_is_refused_with_a_reason(typed: str) -> None:
    form = after(at(guessed(CHAIN, "airfields"), "quantity"), " " + typed)
    with pytest.raises(Refused, match=r"is not a figure.*nothing was saved"):
        _ = form.draft


def test_a_bound_without_a_figure_is_none() -> None:
    form = after(at(guessed(CHAIN, "airfields"), "bound"), "value_next")
    assert form.form.named("bound").value == Bound.EXACTLY
    assert form.draft.claim == Claim()


# --- there and back --------------------------------------------------------------------------------------------------------

_WORDS = list(words(TEXT))
_lines = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=8)
_dates = st.sampled_from([None, "2024", "2024-07", "2024-07-20", "2024-07-20T10:00"])


@st.composite
def _spans(draw: st.DrawFn, least: int) -> tuple[Span, ...]:
    """Spans of whole words that do not overlap, in text order."""
    edges = sorted(draw(st.sets(st.integers(0, len(_WORDS) - 1), min_size=2 * least, max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Span(_WORDS[a].start, _WORDS[b - 1 if b > a + 1 else a].end) for a, b in pairs)


@st.composite
def claims(draw: st.DrawFn) -> Annotation:
    """Claims as the library may hold them: divided content, chains with and without names, figures, dates, notes."""
    parts: list[tuple[Role, Span, int | None]] = [(Role.CONTENT, span, None) for span in draw(_spans(1))]
    chain = []
    for depth in range(draw(st.integers(0, 4))):
        source, cue = draw(_spans(0)), draw(_spans(0))
        parts += [(Role.SOURCE, span, depth) for span in source] + [(Role.CUE, span, depth) for span in cue]
        entity = draw(st.sampled_from([None, None, "1", "2", "3"]))
        link = Attribution(
            depth,
            entity,
            "" if entity else draw(_lines),
            draw(st.sampled_from(Mode)),
            draw(_lines) or None,
            draw(_dates),
        )
        says_nothing = replace(link, depth=0) == Attribution(0) and not source and not cue
        chain.append(replace(link, medium="radio") if says_nothing else link)
    parts += [(draw(st.sampled_from([Role.CUE, Role.SOURCE])), span, None) for span in draw(_spans(0))]
    quantity = draw(st.none() | st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(-1e15, 1e15))
    claim = Claim(
        gist=draw(_lines),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(st.sampled_from(Certainty)),
        probability_words=draw(_lines),
        credibility=draw(st.none() | st.integers(1, 6)),
        event_from=draw(_dates),
        event_to=draw(_dates),
        quantity=quantity,
        bound=None if quantity is None else draw(st.none() | st.sampled_from(Bound)),
        unit=draw(_lines) or None,
        chain=tuple(chain),
    )
    made = tuple(Part(role, span, span.of(TEXT), depth=depth) for role, span, depth in parts)
    return Annotation(*("a", "b", "c", Layer.CLAIM, "CLAIM", made, "reader", "", ""), claim=claim, note=draw(_lines))


def opened(annotation: Annotation, text: str = TEXT) -> ClaimForm:
    return ClaimForm.of(annotation, text=text, sources=sources(KNOWN, TAGS, text))


@given(claims())
def test_a_claim_that_is_opened_and_saved_says_what_it_said(annotation: Annotation) -> None:
    draft, wanted = opened(annotation).draft, draft_of(annotation)
    assert sorted(draft.parts, key=repr) == sorted(wanted.parts, key=repr)
    assert replace(draft, parts=()) == replace(wanted, parts=())


@given(claims(), st.data())
def test_a_link_that_is_added_and_dropped_again_leaves_the_claim_as_it_was(
    annotation: Annotation, data: st.DataObject
) -> None:
    form = opened(annotation)
    form = replace(form, form=replace(form.form, at=data.draw(st.integers(0, len(form.form.fields) - 1))))
    there_and_back = after(form, "add_link", "drop_link")
    assert there_and_back.form.fields == form.form.fields
    assert [field.link for field in after(form, "add_link").form.fields if field.name == "cue"] == list(
        range(form._links() + 1)
    )


@given(claims(), st.integers(0, 130), st.integers(1, 30))
def test_any_claim_can_be_drawn_in_any_size(annotation: Annotation, width: int, height: int) -> None:
    form = opened(annotation)
    for index in range(0, len(form.form.fields), 3):
        assert len(replace(form, form=replace(form.form, at=index)).draw(Palette(Depth.NONE), width, height)) <= height


def test_hostile_words_are_shown_as_signs() -> None:
    text = f"{EVERYTHING} came."
    part = Part(Role.CONTENT, Span(0, len(text)), text)
    claim = Claim(gist=EVERYTHING, unit=EVERYTHING, chain=(Attribution(0, None, EVERYTHING),))
    form = opened(Annotation("a", "b", "c", Layer.CLAIM, "CLAIM", (part,), "", "", "", claim=claim), text)
    for row in form.draw(Palette(Depth.FULL), 300, 40):
        assert not powers_in("".join(piece for piece, _ in row[2:]))


def rows_of(form: ClaimForm, width: int = 80) -> list[str]:
    return ["".join(text for text, _ in row) for row in form.draw(PALETTE, width, 40)]


@pytest.mark.parametrize(("figure", "told"), [("391.4 metres", "391.4 metres"), ("", "–")])
def test_the_row_of_the_figure_reads_as_a_phrase_and_says_nothing_of_what_is_empty(figure: str, told: str) -> None:
    form = guessed("The tower was built.", "The tower was built.")
    number, _, unit = figure.partition(" ")
    for name, value in (("quantity", number), ("unit", unit)):
        field = form.form.named(name)
        form = replace(form, form=form.form.with_field(replace(field, typing=Typing.of(value))))
    (row,) = (row for row in rows_of(form) if row.startswith("  quantity"))
    assert " ".join(row.split()) == f"quantity {told}"


def test_the_label_of_the_credibility_is_spelt_out_where_there_is_room() -> None:
    form = guessed("The tower was built.", "The tower was built.")
    for width in (80, 100, 140):
        (row,) = (row for row in rows_of(form, width) if row.startswith("  certainty"))
        assert (" credibility " in row) == (width >= 100)
        assert " cred" in row
        assert cell_len(row) <= width


def test_other_words_for_the_content_bring_their_figure_unless_it_was_corrected_by_hand() -> None:
    text = "The ministry said that 63 soldiers had died and that more than 20 trucks were burnt."
    form = guessed(text, "63 soldiers had died")
    other = (span_of(text, "more than 20 trucks were burnt"),)
    claim = at(form, "content").picked(other).draft.claim
    assert claim is not None and (claim.quantity, claim.bound, claim.unit) == (20, Bound.MORE_THAN, "trucks")
    corrected = after(at(form, "unit"), "erase_all", " " + "men")
    claim = at(corrected, "content").picked(other).draft.claim
    assert claim is not None and (claim.quantity, claim.bound, claim.unit) == (63, Bound.EXACTLY, "men")
