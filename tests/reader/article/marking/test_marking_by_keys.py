"""Marking as a practised hand does it: what each key takes, how edges and tags change, what the foot says of it."""

from __future__ import annotations

import pytest

from reader.commands import Place
from store.library import Library
from store.model import Annotation, Claim, Draft, Layer, LinkDraft, NewEntity, PartDraft, Role
from tests.conftest import TEXT, MakeArticle, span_of
from tests.reader.session import Session, Start

DATED = "Ferry news\n\nShe left on Tuesday, 20 July 2024, with up to 400 soldiers. Nobody saw “The Long Winter” again."
LONG = "A long report\n\n" + "\n\n".join(f"Paragraph {n} tells of boat {n} and of nothing else." for n in range(60))


def marks_of(session: Session) -> tuple[Annotation, ...]:
    return session.app.sitting.library.annotations(session.page.article.id)


def quotes(session: Session) -> list[str]:
    return [mark.quote for mark in marks_of(session)]


def pieces(session: Session) -> list[str]:
    (mark,) = marks_of(session)
    return [span.of(TEXT) for span in mark.subject]


def annotate(library: Library, article: str, *quoted: str, tag: str = "HIGHLIGHT") -> Annotation:
    role = Role.CONTENT if tag == "CLAIM" else Role.MENTION
    text = library.article(article).text
    return library.annotate(article, Draft(tag, tuple(PartDraft(role, span_of(text, each)) for each in quoted)))


# --- what a key takes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "key", "quote"),
    [("20 July", "D", "Tuesday, 20 July 2024"), ("to 400", "Q", "400 soldiers"), ("Winter", "K", "The Long Winter")],
)
async def test_a_tag_key_shows_what_it_takes_and_enter_saves_it(
    at: str, key: str, quote: str, start: Start, article: MakeArticle
) -> None:
    async with start(article(DATED).id) as session:
        await session.go_to(at)
        await session.press(key)
        selected = session.page.selected
        assert selected is not None
        assert selected.of(DATED) == quote
        assert marks_of(session) == ()
        await session.press("enter")
        assert quotes(session) == [quote]


async def test_the_key_of_highlights_selects_the_sentence_first_and_saves_it_the_second_time(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(DATED).id) as session:
        await session.go_to("again")
        await session.press("H")
        assert session.said == "H again highlights this sentence · motions change what is selected"
        assert session.said in session.rows[-2]
        assert "F1 help" in session.rows[-1]
        assert marks_of(session) == ()
        assert session.page.place is Place.SELECT
        await session.press("H")
        assert quotes(session) == ["Nobody saw “The Long Winter” again."]
        await session.press("d")
        await session.go_to("Nobody")
        await session.press("H", "h", "H")
        assert quotes(session) == ["Nobody saw “The Long Winter” again"]


async def test_without_a_sentence_there_is_nothing_to_highlight(start: Start, article: MakeArticle) -> None:
    async with start(article("").id) as session:
        await session.press("H")
        assert session.said == "there is no sentence under the cursor; select what to highlight"
        assert session.page.foot._is_bad


# --- the last making again -------------------------------------------------------------------------------------------------


async def test_again_saves_a_mention_at_once_and_says_on_which_words(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("minister\n")
        await session.press("P", " Ole Brandt", "enter")
        await session.go_to("minister had")
        await session.press(".")
        assert session.said == "saved · person Ole Brandt · “minister”"
        one, other = marks_of(session)
        assert one.entity == other.entity


async def test_again_repeats_the_last_making_whatever_was_changed_since(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("islanders")
        await session.press("P", "enter", "~", "O", "a", " a note", "enter", ">")
        assert session.app.sitting.last_mark is not None
        assert session.app.sitting.last_mark[0] == "PERSON"
        await session.go_to("fishermen")
        await session.press(".")
        assert [mark.tag for mark in marks_of(session)] == ["ORGANISATION", "PERSON"]


async def test_again_after_a_highlight_shows_the_sentence_first(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H")
        await session.go_to("Nobody")
        await session.press(".")
        assert session.said.startswith(". again highlights this sentence")
        await session.press(".")
        assert quotes(session) == ["islanders", "Nobody at the harbour could be reached."]


async def test_again_after_a_claim_asks_about_a_claim(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("lost boats")
        await session.press("c", "enter")
        await session.go_to("Nobody")
        await session.press(".")
        assert session.page.place is Place.FORM
        await session.press("enter")
        assert [mark.layer for mark in marks_of(session)] == [Layer.CLAIM, Layer.CLAIM]


# --- edges -----------------------------------------------------------------------------------------------------------------


async def test_both_edges_move_by_words_and_the_foot_says_how_far(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H")
        for keys, quote, told in (
            (["2", ">"], "islanders claimed the", "2 words longer"),
            (["<"], "islanders claimed", "a word shorter"),
            (["g", "<"], "that islanders claimed", "a word longer"),
            (["2", "g", ">"], "claimed", "2 words shorter"),
        ):
            await session.press(*keys)
            assert quotes(session) == [quote]
            assert session.said == f"saved · {told} · highlight {quote}"
        assert session.page.mark_in_hand is not None
        await session.press("g", ">")
        assert session.said == "a mark keeps its last word"
        await session.press("<")
        assert session.said == "a mark keeps its last word"


async def test_the_edge_of_a_name_says_whose_it_is_and_the_words(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        await session.press("P", "enter", ">")
        assert session.said == "saved · a word longer · person Ilse Maar · “Ilse Maar, “for”"


async def test_marks_at_the_edges_of_the_text_stay_in_it(start: Start, article: MakeArticle) -> None:
    async with start(article("Ferry sails. Nobody came").id) as session:
        await session.press("v", "e", "H", "g", "<")
        assert session.said == "the mark's start goes no further that way"
        await session.go_to("came")
        await session.press("v", "e", "H", ">")
        assert session.said == "the mark's end goes no further that way"
        await session.press("s", "$", "l", "l", "enter")
        assert session.said == "nothing was changed"
        await session.press("s", "o", "g", "g", "enter")
        assert quotes(session) == ["Ferry", "Ferry sails. Nobody came"]


async def test_edges_move_by_characters_and_words_once_the_words_are_selected(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H", "s", "h", "enter")
        assert quotes(session) == ["islander"]
        assert session.said == "saved · moved · highlight islander"
        await session.press("s", "o", "b", "o", "l", "enter")
        assert quotes(session) == ["that islanders"]


async def test_a_divided_claim_keeps_its_gap_while_its_edges_move(start: Start, article: MakeArticle) -> None:
    one = article()
    annotate(start.library, one.id, "We will not wait", "for another winter", tag="CLAIM")
    async with start(one.id) as session:
        await session.go_to("We will")
        await session.press("<")
        assert pieces(session) == ["We will not wait", "for another"]
        await session.press("g", ">")
        assert pieces(session) == ["will not wait", "for another"]
        await session.press("s", "e", "enter")
        assert pieces(session) == ["will not wait", "for another winter"]
        await session.press("s", "o", "b", "enter")
        assert pieces(session) == ["We will not wait", "for another winter"]
        await session.press("3", "<")
        assert pieces(session) == ["We will not wait"]
        assert session.said.startswith("saved · 3 words shorter · claim")


async def test_the_mark_that_is_changed_stays_in_hand_where_others_lie_on_its_words(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    annotate(start.library, one.id, "islanders claimed", tag="PERSON")
    changed = annotate(start.library, one.id, "islanders")
    async with start(one.id) as session:
        await session.go_to("islanders")
        await session.press("3", ">", "<", "<", "g", "<")
        assert session.page.mark_in_hand is not None
        assert session.page.mark_in_hand.id == changed.id
        assert sorted(quotes(session)) == ["islanders claimed", "that islanders claimed"]
        await session.press("tab", "~", "O", "a", " seen", "enter")
        assert {mark.tag: mark.note for mark in marks_of(session)} == {"ORGANISATION": "seen", "HIGHLIGHT": ""}


async def test_a_mark_just_made_is_the_one_in_hand_also_around_a_smaller_one(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    annotate(start.library, one.id, "harbour", tag="PLACE")
    async with start(one.id) as session:
        await session.go_to("harbour could")
        await session.press("H", "H")
        assert session.page.mark_in_hand is not None
        assert session.page.mark_in_hand.tag == "HIGHLIGHT"
        await session.go_to("harbour could")
        await session.press("c", "enter")
        assert session.page.mark_in_hand is not None
        assert session.page.mark_in_hand.layer is Layer.CLAIM


# --- going through marks ---------------------------------------------------------------------------------------------------


async def test_every_mark_is_visited_once_both_ways_also_nested_divided_and_on_the_same_words(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    every = [
        annotate(start.library, one.id, *each, tag=tag)
        for *each, tag in (
            (TEXT.split("\n\n")[2], "HIGHLIGHT"),
            ("We will not wait", "for another winter", "CLAIM"),
            ("We will not wait", "HIGHLIGHT"),
            ("We", "PERSON"),
            ("We", "HIGHLIGHT"),
            ("will not", "said Ilse", "CLAIM"),
            ("not", "HIGHLIGHT"),
            ("Ilse Maar", "PERSON"),
        )
    ]
    async with start(one.id) as session:
        for key in ("]", "["):
            seen = []
            for _ in range(len(every) - (key == "[")):
                await session.press(key)
                assert session.page.mark_in_hand is not None
                seen.append(session.page.mark_in_hand.id)
            assert len(set(seen)) == len(seen)
            await session.press(key)
            assert session.said == "no more marks that way"
        assert {each.id for each in every} == {*seen, every[-1].id}
        await session.go_to("not wait")
        under = set()
        for _ in range(5):
            assert "+4 more · tab" in session.rows[-2]
            assert session.page.mark_in_hand is not None
            under.add(session.page.mark_in_hand.id)
            await session.press("tab")
        assert len(under) == 5


# --- other tags ------------------------------------------------------------------------------------------------------------


async def test_another_tag_is_one_key_of_a_list_and_the_entity_stays(start: Start, article: MakeArticle) -> None:
    one = article()
    part = PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar"))
    start.library.annotate(one.id, Draft("PERSON", (part,), entity=NewEntity("Ilse Maar", "PERSON")))
    async with start(one.id) as session:
        await session.go_to("Ilse")
        await session.press("~")
        assert "person Ilse Maar · what is it?" in session.sheet[0] + session.sheet[-1]
        assert not any(row.split()[:1] == ["P"] for row in session.sheet)
        await session.press("U")
        assert session.said == "saved · was person · outlet Ilse Maar"
        (mark,) = marks_of(session)
        assert mark.tag == "OUTLET"
        assert mark.entity is not None
        assert (mark.entity.name, mark.entity.tag) == ("Ilse Maar", "PERSON")
        await session.press("~", "H")
        (mark,) = marks_of(session)
        assert (mark.layer, mark.entity) == (Layer.HIGHLIGHT, None)
        await session.press("~", "escape")
        assert session.page.place is Place.PAGE
        await session.press("u", "u")
        (mark,) = marks_of(session)
        assert mark.tag == "PERSON"


async def test_a_claim_stays_a_claim(start: Start, article: MakeArticle) -> None:
    one = article()
    annotate(start.library, one.id, "12 lost boats", tag="CLAIM")
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("~")
        assert session.said == "the tag set has no other tag for a claim"
        assert session.sheet == []


# --- notes -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["CLAIM", "PERSON", "HIGHLIGHT"])
async def test_a_note_is_written_on_any_mark_and_the_rest_is_kept(tag: str, start: Start, article: MakeArticle) -> None:
    one = article()
    before = annotate(start.library, one.id, "12 lost boats", tag=tag)
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("a", " counted twice", "enter")
        assert session.said.startswith("saved · note “counted twice” · ")
        (mark,) = marks_of(session)
        assert (mark.note, mark.parts, mark.tag, mark.claim) == ("counted twice", before.parts, tag, before.claim)
        await session.press("a", "ctrl+u", "enter")
        assert session.said.startswith("saved · no note any more")
        assert marks_of(session)[0].note == ""


async def test_a_long_note_is_wrapped_over_the_sheet_and_not_dropped_at_the_first_escape(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    made = annotate(start.library, one.id, "12 lost boats")
    long = "counted twice " * 30
    start.library.revise(made.id, Draft("HIGHLIGHT", tuple(PartDraft(p.role, p.span) for p in made.parts), note=long))
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("a")
        assert sum("counted twice" in row for row in session.sheet) >= 5
        assert "▏" in "".join(session.sheet)
        assert "editor" in session.rows[-1]
        await session.press("escape")
        assert session.page.place is Place.PAGE
        await session.press("a", "x", "escape")
        assert session.said == "not saved · esc again leaves it · enter saves"
        await session.press("escape")
        assert session.page.place is Place.PAGE
        assert marks_of(session)[0].note == long


async def test_a_note_that_cannot_be_saved_is_kept_in_a_file(start: Start, article: MakeArticle) -> None:
    folder = start.library.path.parent
    one = article()
    made = annotate(start.library, one.id, "12 lost boats")
    async with start(one.id, size=(300, 24)) as session:
        await session.go_to("lost boats")
        await session.press("a", " counted twice")
        start.library.delete_annotation(made.id)
        await session.press("enter")
        (path,) = folder.glob(".annotty-*/note.txt")
        assert session.said == f"not saved, your words are in {path} · that mark is gone; somebody deleted it"
        assert session.page.place is Place.FORM
        await session.press("!", "enter", "escape", "escape")
        assert list(folder.glob(".annotty-*/note.txt")) == [path]
        assert path.read_text() == "counted twice!\n"


async def test_without_a_terminal_the_editor_is_refused_and_the_note_is_as_it_was(
    start: Start, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    one = article()
    annotate(start.library, one.id, "12 lost boats", tag="CLAIM")
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("a", " counted", "ctrl+e")
        assert session.said == "there is no terminal here to give to an editor; the note is as it was"
        await session.press("  twice", "enter")
        assert marks_of(session)[0].note == "counted twice"
        await session.press("enter", "ctrl+e")
        assert session.said == "only a note is written in your editor; this field is filled here"


# --- undo and redo ---------------------------------------------------------------------------------------------------------


async def test_undo_names_the_kind_of_step_and_how_far_out_of_sight_it_was(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("boat 2 and")
        await session.press("v", "e", "e", "H", "a", " seen", "enter", "d", "u")
        assert session.said == "undone · deleted highlight boat 2 (it is back)"
        await session.press("u")
        assert session.said == "undone · note of highlight boat 2"
        await session.press("G", "ctrl+r")
        top = session.view.top_row
        row = session.view.rows.row_of(LONG.index("boat 2 and"))
        assert session.said == f"done again · note of highlight boat 2 · {top - row} rows further up"
        assert session.view.top_row == top
        await session.press("u", "u")
        assert session.said == f"undone · new mark: highlight boat 2 · {top - row} rows further up"


async def test_undo_of_a_relation_says_so(start: Start, article: MakeArticle) -> None:
    one = article()
    for quote in ("12 lost boats", "up to 40"):
        claim = Draft("CLAIM", (PartDraft(Role.CONTENT, span_of(TEXT, quote)),), claim=Claim(), chain=(LinkDraft(),))
        start.library.annotate(one.id, claim)
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("=")
        await session.go_to("to 40")
        await session.press("=", "s", "u")
        assert session.said.startswith("undone · relation: claim 12 lost boats same as claim")


async def test_words_of_every_refusal_fit_a_narrow_terminal(start: Start, article: MakeArticle) -> None:
    """What a mark key refuses is read whole at 80 columns."""
    text = "… !\n\n" + TEXT
    async with start(article(text).id) as session:
        for keys in (["P"], ["c"], ["H"], ["."], ["d"], [">"], ["g", ">"], ["~"], ["a"], ["="], ["]"], ["["], ["tab"]):
            await session.press(*keys, "escape") if keys == ["c"] else await session.press(*keys)
            if session.page.foot._is_bad:
                assert session.said in (session.rows[-1] + session.rows[-2]), keys
            session.page.walker.drop()
