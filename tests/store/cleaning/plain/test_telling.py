"""Plain-text dumps: the story stays, the page around it goes."""

import pytest

from store.cleaning import clean
from store.cleaning.plain.quoting import quoted_lines
from store.document import BlockKind
from store.errors import CleaningError
from store.model import Cleaned, RawItem
from tests.store.cleaning.dumps import AFTER, BODY, CLEAN, DIRTY, HEADING, STANDFIRST, TITLE


def cleaned(text: str) -> Cleaned:
    return clean(RawItem(text.encode(), "dump.txt", "text/plain", "utf-8"))


def texts(result: Cleaned, kind: BlockKind) -> list[str]:
    return [b.span.of(result.document.text) for b in result.document.blocks if b.kind is kind]


def test_every_line_of_the_story_stays_in_order() -> None:
    result = cleaned(DIRTY)
    assert texts(result, BlockKind.PARAGRAPH) == [*BODY, *AFTER]
    assert texts(result, BlockKind.HEADING) == [HEADING]


@pytest.mark.parametrize(
    "dirt",
    [
        "Skip to main",
        "cookies",
        "Copyright",
        "minute read",
        "Facebook",
        "Read also",
        "Ferry fares",
        "fish market",
        "patron",
        "correction",
        "ad blocker",
        "Most read",
        "Storm",
        "Close",
        "Vik",
        "21/07/2024",
    ],
)
def test_no_line_of_the_page_around_it_stays(dirt: str) -> None:
    assert dirt in DIRTY
    assert dirt not in cleaned(DIRTY).document.text


def test_a_repeated_headline_is_kept_once() -> None:
    result = cleaned(DIRTY)
    assert result.document.title == result.metadata.title == TITLE
    assert result.document.text.count(TITLE) == 1
    assert result.document.text.startswith(TITLE)


def test_the_sentence_under_the_headline_is_its_standfirst() -> None:
    assert texts(cleaned(DIRTY), BlockKind.STANDFIRST) == [STANDFIRST]


def test_a_byline_run_together_with_its_label_is_read() -> None:
    assert cleaned(DIRTY).metadata.byline == "Jonna Vik"


def test_the_date_is_that_of_the_page_and_not_one_in_the_story() -> None:
    assert cleaned(DIRTY).metadata.published == "2024-07-21"
    assert cleaned(CLEAN).metadata.published is None


def test_what_the_page_does_not_say_is_left_empty() -> None:
    metadata = cleaned(CLEAN).metadata
    assert (metadata.byline, metadata.outlet, metadata.url) == (None, None, None)


def test_the_outlet_is_read_from_the_copyright_line() -> None:
    assert cleaned(DIRTY).metadata.outlet == "Nordpost.example"
    spelled = DIRTY.replace("Most read", "Nordpost is a paper of the coast.\nMost read")
    assert cleaned(spelled).metadata.outlet == "Nordpost"


def test_a_caption_and_its_alternative_text_are_kept_once() -> None:
    assert texts(cleaned(DIRTY), BlockKind.CAPTION) == [
        "The ferry Aurora in the port of Nordhavn. Photo: Nordpost/K. Lind"
    ]


def test_a_clean_text_stays_as_it_is() -> None:
    assert cleaned(CLEAN).document.text == CLEAN


def test_short_lines_of_dialogue_stay() -> None:
    talk = ["“Will there be more?” the reporter asked.", "“I think so.”", "“More and more.”"]
    result = cleaned("\n\n".join([TITLE, BODY[0], *talk, AFTER[0]]))
    assert texts(result, BlockKind.PARAGRAPH) == [BODY[0], *talk, AFTER[0]]


def test_words_of_the_page_inside_the_story_take_nothing_from_it() -> None:
    story = [
        BODY[0],
        "The ministry declined to comment, and the union’s privacy policy forbids it to name its members.",
        "Photos which were released by the port on Saturday show the ferries at anchor.",
        "She told the paper that readers had sent thousands of letters in support of the dockers.",
        AFTER[0],
    ]
    assert texts(cleaned("\n\n".join([TITLE, *story])), BlockKind.PARAGRAPH) == story


def test_a_list_of_the_story_is_kept_without_its_bullets() -> None:
    items = ["Three per cent more for everyone.", "A ferry for the islands in winter."]
    text = "\n\n".join(
        [TITLE, BODY[0], "The port’s offer had two parts:", "\n".join("• " + i for i in items), AFTER[0]]
    )
    result = cleaned(text)
    assert texts(result, BlockKind.LIST_ITEM) == items
    assert "\n".join(items) in result.document.text


def test_a_quotation_after_a_line_that_ends_in_a_colon_is_told_apart() -> None:
    paragraphs = [
        "The port’s own newsletter reports on the talks:",
        "The offer was fair, Director Halvorsen said on Friday.",
        "“We have nothing to add,” Halvorsen said.",
        "Nobody in the town believes it.",
    ]
    assert quoted_lines(paragraphs) == [1, 2]


def test_lines_wrapped_at_a_fixed_width_are_joined() -> None:
    words = (BODY[0] + " " + BODY[1] + " " + BODY[3]).split()
    wrapped, line = [], ""
    for word in words:
        if len(line) + len(word) > 60:
            wrapped.append(line.strip())
            line = ""
        line += " " + word
    wrapped.append(line.strip())
    text = "\n".join(wrapped)
    result = cleaned(f"{text}\n\n{AFTER[1][:55]}")
    assert texts(result, BlockKind.PARAGRAPH)[:1] == [" ".join(words)]


def test_another_language_is_left_as_it_is() -> None:
    lines = [
        "Hafengespräche stocken",
        "Die Gespräche zwischen dem Hafen und den Arbeitern sind am Freitag gescheitert, sagte das Ministerium.",
        "Teilen",
        "Niemand erwartet, dass sie vor dem Sommer wieder aufgenommen werden.",
    ]
    result = cleaned("\n\n".join(lines))
    assert result.document.text == "\n\n".join(lines)
    assert result.metadata.title == lines[0]
    assert result.metadata.language is None


def test_the_language_is_said_where_it_is_plain() -> None:
    assert cleaned(CLEAN).metadata.language == "en"


def test_a_text_of_furniture_only_is_refused_by_name() -> None:
    with pytest.raises(CleaningError, match=r"dump\.txt"):
        cleaned(
            "\n".join(
                [
                    "Share",
                    "Log in",
                    "© 2024 Nordpost. All rights reserved. Read our terms of use and our privacy policy.",
                ]
            )
        )
