"""Plain text with its verdicts, and what an outlet's other pages and its readers change about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import NO_HABITS, Habits, clean, line_key
from store.cleaning.plain.dump import clean_plain
from store.cleaning.plain.lines import lines_of
from store.cleaning.windows import Outlets, Page, page_lines
from store.document import BlockKind
from store.model import RawItem, Verdict
from tests.store.cleaning.dumps import AFTER, BODY, CLEAN, DIRTY, HEADING, STANDFIRST, TITLE

STAGES = {"reader", "outlet", "head", "captions", "language", "alone", "wording", "learned"}
OWN_WORDS = (
    "The harbour of Nordhavn has been a place of work for longer than anybody in the town can remember, and this paper "
    "has told of it since its first day."
)
BACKGROUND = (
    "The dispute began in March, when the port said that it would close the night ferry to the islands because fewer "
    "people had sailed with it than in the years before."
)
SUBJECTS = ("lighthouse", "fish market", "coast road", "school ship", "north pier", "old cannery")


def dump(subject: str, *more: str) -> RawItem:
    """A page of its own story, with the dirt of its outlet around it and some more lines in its midst."""
    story = (
        f"The council of Nordhavn will decide about the {subject} in May, its speaker said on Monday after the meeting.",
        f"“Nobody asked us what we think of the {subject},” said Jonna Vik, who has lived beside it for twenty years.",
        *more,
        f"The {subject} had been on the list of the council for a long time, but it was not told what the work would cost.",
        f"A report on the {subject} is to be read in the town hall before the summer, as the speaker promised.",
    )
    head = ("Skip to main content", "Log in", f"Council to decide about the {subject} in May", "By Ilse Brandt")
    foot = ("Share on Facebook", "Most read", "Storm closes the coast road", "© 2024 Nordpost. All rights reserved.")
    return RawItem("\n\n".join([*head, *story, *foot]).encode(), f"{subject}.txt", "text/plain", "utf-8")


def texts(items: list[RawItem]) -> list[str]:
    """The cleaned text of each page, where all are of one outlet."""
    habits = Outlets().habits([Page("nordpost.example", page_lines(item)) for item in items])
    return [clean(item, each).document.text for item, each in zip(items, habits, strict=True)]


def told(source: str, habits: Habits = NO_HABITS) -> dict[str, Verdict]:
    """The verdict on each line, by its words: of lines that say the same, the last."""
    return {verdict.words: verdict for verdict in clean_plain(source, habits).explain()}


# --- verdicts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [DIRTY, CLEAN], ids=["page", "alone"])
def test_there_is_a_verdict_on_each_line_in_order_with_its_number(source: str) -> None:
    verdicts = clean_plain(source).explain()
    numbered = [(at, line) for at, line in enumerate(source.split("\n"), 1) if line]
    assert [(verdict.number, verdict.words) for verdict in verdicts] == numbered


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([*DIRTY.splitlines(), "", "• One", "Ein Satz ohne Übersetzung.", "\u0301"]), max_size=40)
)
def test_the_span_of_a_verdict_points_at_its_words_and_every_word_of_the_text_has_one(lines: list[str]) -> None:
    source = "\n".join(lines)
    judged = clean_plain(source)
    verdicts = judged.explain()
    assert len(verdicts) == len(lines_of(source))
    assert all(verdict.span.of(judged.document.text) == verdict.words for verdict in verdicts if verdict.span)
    assert [verdict.span for verdict in verdicts if verdict.span] == [block.span for block in judged.document.blocks]
    assert {verdict.stage for verdict in verdicts} <= STAGES
    assert all(verdict.reason for verdict in verdicts)


def test_a_verdict_names_the_stage_that_decided_and_why() -> None:
    page = told(DIRTY)
    assert page[STANDFIRST].stage == page["byJonna Vik"].stage == page["21/07/2024"].stage == "head"
    assert page[TITLE].reason == "the title once more"
    assert (page["Most read"].stage, page["Most read"].kept) == ("wording", False)
    assert page["Ferry fares to rise again in autumn"].kind is BlockKind.OTHER_STORY
    assert page["The ferry Aurora in the port of Nordhavn"].stage == "captions"
    assert {page[line].stage for line in (*BODY, HEADING, *AFTER)} == {"learned"}
    assert {verdict.stage for words, verdict in told(CLEAN).items() if words != TITLE} == {"alone"}
    german = "Die Gespräche zwischen dem Hafen und den Arbeitern sind am Freitag gescheitert, sagte das Ministerium."
    assert [verdict.stage for verdict in told(f"{german}\n\n{german[4:]}").values()] == ["language"] * 2


# --- an outlet's other pages --------------------------------------------------------------------------------------


def test_a_sentence_on_every_page_of_an_outlet_is_none_of_its_stories() -> None:
    pages = [dump(subject, OWN_WORDS) for subject in SUBJECTS[:5]]
    assert all(OWN_WORDS in clean(each).document.text for each in pages)
    for subject, text in zip(SUBJECTS, texts(pages), strict=False):
        assert OWN_WORDS not in text
        assert text.startswith(f"Council to decide about the {subject} in May")
        assert text.count(subject) == 5


def test_what_a_long_dispute_has_behind_it_may_be_told_in_two_stories() -> None:
    pages = [dump(subject, *([BACKGROUND] if at in (1, 4) else [])) for at, subject in enumerate(SUBJECTS)]
    assert [BACKGROUND in text for text in texts(pages)] == [False, True, False, False, True, False]


def test_the_verdict_on_an_outlets_line_counts_its_pages() -> None:
    verdict = told(DIRTY, Habits(9, {line_key(BODY[1]): 4}))[BODY[1]]
    assert (verdict.kept, verdict.kind) == (False, BlockKind.BOILERPLATE)
    assert (verdict.stage, verdict.reason) == ("outlet", "stands on 5 of 10 pages of its outlet")


def test_a_text_that_stands_alone_keeps_its_title_whatever_its_outlet_shows() -> None:
    judged = clean_plain(CLEAN, Habits(9, {line_key(TITLE): 9}))
    assert judged.document.text == CLEAN
    assert judged.metadata.title == TITLE


# --- readers' rulings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [DIRTY, CLEAN], ids=["page", "alone"])
def test_a_line_that_a_reader_left_out_is_left_out_and_no_other(source: str) -> None:
    before, after = told(source), told(source, Habits(rulings={line_key(AFTER[0]): False}))
    assert (after[AFTER[0]].kept, after[AFTER[0]].stage) == (False, "reader")
    assert [words for words in before if before[words].kept and not after[words].kept] == [AFTER[0]]


def test_a_line_that_a_reader_took_in_stands_in_its_place() -> None:
    line = "Mayor opens the new fish market"
    judged = clean_plain(DIRTY, Habits(rulings={line_key(line): True}))
    text = judged.document.text
    assert text.index(BODY[1]) < text.index(line) < text.index(BODY[2])
    verdict = next(each for each in judged.explain() if each.words == line)
    assert (verdict.kind, verdict.stage) == (BlockKind.PARAGRAPH, "reader")


def test_a_reader_goes_before_the_outlets_other_pages() -> None:
    key = line_key(BODY[1])
    assert told(DIRTY, Habits(9, {key: 9}, {key: True}))[BODY[1]].kept
    assert told(DIRTY, Habits(9, {key: 9}, {key: True}))[BODY[1]].stage == "reader"
