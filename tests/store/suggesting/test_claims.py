"""Who says it, through whom: invented sentences in the ways that English news attributes."""

from __future__ import annotations

import pytest

from store.model import Bound, Certainty, Mode, Polarity
from store.suggesting.claims import ClaimGuess, guess_claim, guess_claim_at
from store.text import Span

PUBLISHED = "2024-07-22"

# A link as (source, cue, mode); None where the words name nobody.
Link = tuple[str | None, str | None, Mode]


def links(text: str, guess: ClaimGuess) -> list[Link]:
    return [
        (link.source.of(text) if link.source else None, link.cue.of(text) if link.cue else None, link.mode)
        for link in guess.chain
    ]


def marked(text: str, *pieces: str) -> ClaimGuess:
    """The guess for pieces of the text marked by hand."""
    spans = tuple(Span(text.rindex(piece), text.rindex(piece) + len(piece)) for piece in pieces)
    return guess_claim(text, spans, published=PUBLISHED)


def under(text: str, word: str) -> ClaimGuess:
    """The guess with the cursor on a word."""
    return guess_claim_at(text, text.rindex(word), published=PUBLISHED)


STATES, REPORTS, CLAIMS = Mode.STATES, Mode.REPORTS, Mode.CLAIMS
BELIEVES, DENIES, ASKS, INTENDS = Mode.BELIEVES, Mode.DENIES, Mode.ASKS, Mode.INTENDS

CHAIN = (
    "The Tarn-based Observatory reported on 3 July that pilots claimed the minister had promised to dredge canals "
    "by winter."
)
TIDE = "“The quay is old,” Ms Vale said. “It will be shut by winter. Nobody will miss it.”"

MARKED: list[tuple[str, str, list[Link]]] = [
    (
        CHAIN,
        "had promised to dredge canals by winter",
        [
            ("The Tarn-based Observatory", "reported", REPORTS),
            ("pilots", "claimed", CLAIMS),
            ("the minister", "promised", INTENDS),
        ],
    ),
    (
        CHAIN,
        "to dredge canals by winter",
        [
            ("The Tarn-based Observatory", "reported", REPORTS),
            ("pilots", "claimed", CLAIMS),
            ("the minister", "promised", INTENDS),
        ],
    ),
    (
        CHAIN,
        "the minister had promised to dredge canals by winter",
        [("The Tarn-based Observatory", "reported", REPORTS), ("pilots", "claimed", CLAIMS)],
    ),
    (
        CHAIN,
        "pilots claimed the minister had promised to dredge canals by winter",
        [("The Tarn-based Observatory", "reported", REPORTS)],
    ),
    ("The ministry said that the lock was shut.", "the lock was shut", [("The ministry", "said", STATES)]),
    ("The ministry said the lock was shut.", "the lock was shut", [("The ministry", "said", STATES)]),
    ("The ministry said the lock was shut.", "was shut", [("The ministry", "said", STATES)]),
    ("The lock was shut, the ministry said.", "The lock was shut", [("the ministry", "said", STATES)]),
    (
        "The lock was shut, the ministry said in a statement on Monday.",
        "The lock was shut",
        [("the ministry", "said", STATES)],
    ),
    (
        "The lock was shut, said Anna Vale, a spokeswoman for the port.",
        "The lock was shut",
        [("Anna Vale", "said", STATES)],
    ),
    (
        "“The lock is shut,” says Denis Orne, the harbour master.",
        "The lock is shut",
        [("Denis Orne", "says", STATES)],
    ),
    (
        "Anna Vale, the mayor of Marn, told the Courier that the lock was shut.",
        "the lock was shut",
        [("Anna Vale", "told", STATES)],
    ),
    ("Anna Vale, 43, said the lock was shut.", "the lock was shut", [("Anna Vale", "said", STATES)]),
    (
        "The ministry, which runs the ports, said the lock was shut.",
        "the lock was shut",
        [("The ministry", "said", STATES)],
    ),
    (
        "The harbour master, Denis Orne, said the lock was shut.",
        "the lock was shut",
        [("Denis Orne", "said", STATES)],
    ),
    (
        "The mayor of Marn, Astria, said the lock was shut.",
        "the lock was shut",
        [("The mayor of Marn, Astria", "said", STATES)],
    ),
    (
        "According to the harbour office, the lock was shut.",
        "the lock was shut",
        [("the harbour office", "According to", STATES)],
    ),
    (
        "The lock was shut, according to officials familiar with the matter.",
        "The lock was shut",
        [("officials familiar with the matter", "according to", STATES)],
    ),
    (
        "The lock was shut, according to Denis Orne, an engineer.",
        "The lock was shut",
        [("Denis Orne", "according to", STATES)],
    ),
    ("In a report, the institute says barges sank.", "barges sank", [("the institute", "says", STATES)]),
    ("On Monday the institute said barges sank.", "barges sank", [("the institute", "said", STATES)]),
    ("But the union insists that barges sank.", "barges sank", [("the union", "insists", CLAIMS)]),
    (TIDE, "It will be shut by winter", [("Ms Vale", "said", STATES)]),
    (TIDE, "Nobody will miss it", [("Ms Vale", "said", STATES)]),
    (TIDE, "The quay is old", [("Ms Vale", "said", STATES)]),
    (
        "“The quay is old,” Ms Vale said.\n“It will be shut by winter.”",
        "It will be shut by winter",
        [("Ms Vale", "said", STATES)],
    ),
    (
        "He said: “The quay is old. It leaks.\n\n“And nobody pays.”",
        "And nobody pays",
        [("He", "said", STATES)],
    ),
    (
        "“It leaks. It creaks. It sinks,” the pilot said.",
        "It leaks",
        [("the pilot", "said", STATES)],
    ),
    ("“It is open!” Ms Vale said.", "It is open", [("Ms Vale", "said", STATES)]),
    ("“Will it open?” asked the pilot.", "Will it open", [("the pilot", "asked", ASKS)]),
    (
        "She posted on the messaging app Telegram: “The story is thin. I never saw it.”",
        "The story is thin",
        [("She", "posted", STATES)],
    ),
    (
        "She posted on the messaging app Telegram: “The story is thin. I never saw it.”",
        "I never saw it",
        [("She", "posted", STATES)],
    ),
    ("It alleged on Thursday: “The port stores too much.”", "The port stores too much", [("It", "alleged", CLAIMS)]),
    ("The survey suggests that the port is full.", "the port is full", [("The survey", "suggests", STATES)]),
    (
        "The Courier reports that according to the union, the ministry denied the closure.",
        "the closure",
        [
            ("The Courier", "reports", REPORTS),
            ("the union", "according to", STATES),
            ("the ministry", "denied", DENIES),
        ],
    ),
    (
        "A Western official told Reuters that the ministry had said that the port was lost.",
        "the port was lost",
        [("A Western official", "told", STATES), ("the ministry", "said", STATES)],
    ),
    (
        "Pilots claimed the dam broke, the institute said.",
        "the dam broke",
        [("the institute", "said", STATES), ("Pilots", "claimed", CLAIMS)],
    ),
    (
        "“The ministry says that the dam broke,” Ms Vale said.",
        "the dam broke",
        [("Ms Vale", "said", STATES), ("The ministry", "says", STATES)],
    ),
    (
        "According to Reuters, she posted on Telegram: “The story is thin.”",
        "The story is thin",
        [("Reuters", "According to", STATES), ("she", "posted", STATES)],
    ),
    ("It is claimed that the port was sold.", "the port was sold", [(None, "claimed", CLAIMS)]),
    (
        "It was reported by the Courier that the port was sold.",
        "the port was sold",
        [("the Courier", "reported", REPORTS)],
    ),
    ("The ship reportedly sank off Marn.", "sank off Marn", [(None, "reportedly", REPORTS)]),
    ("The ship is said to have sunk.", "to have sunk", [(None, "said", STATES)]),
    (
        "Officials said the lock was shut but warned that the tunnel was full.",
        "the lock was shut",
        [("Officials", "said", STATES)],
    ),
    (
        "Officials said the lock was shut but warned that the tunnel was full.",
        "the tunnel was full",
        [("Officials", "warned", STATES)],
    ),
    ("The port said it was open, but the union said it was shut.", "it was open", [("The port", "said", STATES)]),
    ("The port said it was open, but the union said it was shut.", "it was shut", [("the union", "said", STATES)]),
    ("He claimed that the toll was larger, saying: “It will grow.”", "It will grow", [("He", "saying", STATES)]),
    (
        "The dam will hold, the mayor said, adding that the river was falling.",
        "the river was falling",
        [("the mayor", "adding", STATES)],
    ),
    (
        "The dam will hold, the mayor said, adding that the river was falling.",
        "The dam will hold",
        [("the mayor", "said", STATES)],
    ),
    ("The union's claim that wages fell was rejected by the port.", "wages fell", [("The union", "claim", CLAIMS)]),
    ("There were reports that barges sank.", "barges sank", [(None, "reports", REPORTS)]),
    ("The institute believes the dam will hold.", "the dam will hold", [("The institute", "believes", BELIEVES)]),
    ("The port plans to close the lock.", "to close the lock", [("The port", "plans", INTENDS)]),
    ("The mayor vowed to rebuild the quay.", "to rebuild the quay", [("The mayor", "vowed", INTENDS)]),
    ("The mayor also pointed out that the quay was old.", "the quay was old", [("The mayor", "pointed out", STATES)]),
    ("Mr. Orne went on to say that the quay was old.", "the quay was old", [("Mr. Orne", "say", STATES)]),
    ("People who met the mayor said the quay was old.", "the quay was old", [("People", "said", STATES)]),
    ("The other side put the toll at up to 400.", "up to 400", [("The other side", "put", CLAIMS)]),
    (
        "The Courier reported on unrest at the port:\nThe quay is falling apart.",
        "The quay is falling apart",
        [("The Courier", "reported", REPORTS)],
    ),
    ("Vale and Orne said the quay was old.", "the quay was old", [("Vale and Orne", "said", STATES)]),
    (
        "Anna Vale, who built piers in Marn, Orle and Tarn, said the lock was shut.",
        "the lock was shut",
        [("Anna Vale", "said", STATES)],
    ),
    (
        "Anna Vale, the head of Trade, Ports and Roads, said the lock was shut.",
        "the lock was shut",
        [("Anna Vale", "said", STATES)],
    ),
    (
        "Most pilots say that the lock is shut, according to a survey.",
        "the lock is shut",
        [("a survey", "according to", STATES), ("Most pilots", "say", STATES)],
    ),
    (
        "“The lock is shut,” the pilot Denis Orne reported from the quay in Marn.",
        "The lock is shut",
        [("the pilot Denis Orne", "reported", REPORTS)],
    ),
    ("The judge asked Orne if the lock was shut.", "if the lock was shut", [("The judge", "asked", ASKS)]),
    ("She added, in part, that the lock was shut.", "the lock was shut", [("She", "added", STATES)]),
    ("The “Tide” singer said that the lock was shut.", "the lock was shut", [("The “Tide” singer", "said", STATES)]),
    (
        "The lock is shut, although, according to Denis Orne, the tunnel is open.",
        "the tunnel is open",
        [("Denis Orne", "according to", STATES)],
    ),
    ("Buyers want “pure” claims over vague ones.", "vague ones", []),
    ("We're told his crew is lost.", "his crew is lost", []),
    (
        "A pilot speaking on condition of anonymity said the lock was shut.",
        "the lock was shut",
        [("A pilot", "said", STATES)],
    ),
    ("The pier was built according to plan in a year.", "in a year", []),
    ("Orne claimed his first title in Marn.", "his first title", []),
    ("The tug has an added mast and a stated range.", "mast and a stated range", []),
    ("The lock was shut on Monday.", "The lock was shut on Monday", []),
    ("The United States signed the accord.", "signed the accord", []),
    ("The ministry's plans for the port are old. The reported strike hit a barge.", "hit a barge", []),
    ("The report said nothing. The quay is old.", "The quay is old", []),
    ("The Kremlin-built lock, which was named after a poet, was shut.", "was shut", []),
]


@pytest.mark.parametrize(("text", "content", "expected"), MARKED)
def test_marked_words_bring_the_chain_that_governs_them(text: str, content: str, expected: list[Link]) -> None:
    assert links(text, marked(text, content)) == expected


FOUND: list[tuple[str, str, list[str], list[Link]]] = [
    (
        CHAIN,
        "winter",
        ["to dredge canals by winter"],
        [
            ("The Tarn-based Observatory", "reported", REPORTS),
            ("pilots", "claimed", CLAIMS),
            ("the minister", "promised", INTENDS),
        ],
    ),
    ("“We will,” he said, “not go.”", "go", ["We will", "not go"], [("he", "said", STATES)]),
    ("“We will,” said Anna Vale, a pilot, “not go.”", "go", ["We will", "not go"], [("Anna Vale", "said", STATES)]),
    (
        "The lock, the mayor said, will open soon.",
        "open",
        ["The lock", "will open soon"],
        [("the mayor", "said", STATES)],
    ),
    (
        "The lock, according to the mayor, will open soon.",
        "open",
        ["The lock", "will open soon"],
        [("the mayor", "according to", STATES)],
    ),
    ("The ship is said to have sunk.", "sunk", ["The ship", "to have sunk"], [(None, "said", STATES)]),
    ("The ship reportedly sank.", "sank", ["The ship", "sank"], [(None, "reportedly", REPORTS)]),
    (
        "The port said it was open, but the union said it was shut.",
        "port",
        ["it was open"],
        [("The port", "said", STATES)],
    ),
    (
        "The port said it was open, but the union said it was shut.",
        "union",
        ["it was shut"],
        [("the union", "said", STATES)],
    ),
    ("She wrote: “The story is thin. I never saw it.”", "never", ["I never saw it"], [("She", "wrote", STATES)]),
    ("She wrote: “The story is thin. I never saw it.”", "thin", ["The story is thin"], [("She", "wrote", STATES)]),
    (
        "Marn first said 63 barges sank, before raising the number to 89. Orle put its losses at up to 300.",
        "63",
        ["63 barges sank"],
        [("Marn", "said", STATES)],
    ),
    (
        "Marn first said 63 barges sank, before raising the number to 89. Orle put its losses at up to 300.",
        "89",
        ["89"],
        [("Marn", "raising", STATES)],
    ),
    (
        "The Courier reported that Marn said 63 barges sank, but later revised it to 89 ferries.",
        "89",
        ["89 ferries"],
        [("The Courier", "reported", REPORTS), ("Marn", "revised", STATES)],
    ),
    (
        "Marn said two barges sank, raising the number to 40.",
        "40",
        ["two barges sank, raising the number to 40"],
        [("Marn", "said", STATES)],
    ),
    (
        "Marn said 63 barges sank, before raising the flag of the port.",
        "63",
        ["63 barges sank, before raising the flag of the port"],
        [("Marn", "said", STATES)],
    ),
    (
        "Another pilot claimed that Orne promised to dredge canals, addressing a worry of the guild.",
        "dredge",
        ["to dredge canals"],
        [("Another pilot", "claimed", CLAIMS), ("Orne", "promised", INTENDS)],
    ),
    (
        "The guild said that the lock was shut, adding to pressure on the port.",
        "shut",
        ["the lock was shut"],
        [("The guild", "said", STATES)],
    ),
    (
        "The guild said that the plan, reflecting years of work, would be dropped.",
        "dropped",
        ["the plan, reflecting years of work, would be dropped"],
        [("The guild", "said", STATES)],
    ),
    (
        "The mayor promised to mend the lock, adding to a list of plans, and to dredge the river.",
        "lock",
        ["to mend the lock, adding to a list of plans, and to dredge the river"],
        [("The mayor", "promised", INTENDS)],
    ),
    ("Orle put it at 400 and Marn put it at 40.", "40", ["40"], [("Marn", "put", CLAIMS)]),
    (
        "The guild said that the lock was shut, flooding the quay.",
        "shut",
        ["the lock was shut, flooding the quay"],
        [("The guild", "said", STATES)],
    ),
    (
        "The pilot publicly questioned the port's explanation.",
        "port",
        ["the port's explanation"],
        [("The pilot", "questioned", DENIES)],
    ),
    ("The pilot questioned whether it sank.", "sank", ["whether it sank"], [("The pilot", "questioned", ASKS)]),
    ("The police questioned the pilot.", "pilot", ["The police questioned the pilot"], []),
    (
        "The pilot insisted that that the toll was higher than 70.",
        "toll",
        ["the toll was higher than 70"],
        [("The pilot", "insisted", CLAIMS)],
    ),
    ("He said that that bridge fell.", "fell", ["that bridge fell"], [("He", "said", STATES)]),
    (
        "Dr Anna Vale told The Courier that Marn blamed the pilots’ phones.",
        "phones",
        ["Marn blamed the pilots’ phones"],
        [("Dr Anna Vale", "told", STATES)],
    ),
    ("Marn blamed the phones, the guild said.", "phones", ["Marn blamed the phones"], [("the guild", "said", STATES)]),
    ("Marn blamed the phones.", "phones", ["the phones"], [("Marn", "blamed", CLAIMS)]),
    (
        "“The fleet is lost,” the official said. “We believe that Orne is misled about it.”",
        "misled",
        ["We believe that Orne is misled about it"],
        [("the official", "said", STATES)],
    ),
    (
        "We keep the lock open because we believe in free passage.",
        "free",
        ["We keep the lock open because we believe in free passage"],
        [],
    ),
    ("The lock was shut on Monday.", "shut", ["The lock was shut on Monday"], []),
    ("The guard described it as “old”.", "old", ["The guard described it as “old”"], []),
    ("She said: 'I hope he's shut it.'", "hope", ["I hope he's shut it"], [("She", "said", STATES)]),
    (
        "“The lock leaks. It floods. It creaks,” said Denis Orne.",
        "floods",
        ["It floods"],
        [("Denis Orne", "said", STATES)],
    ),
    (TIDE, "miss", ["Nobody will miss it"], [("Ms Vale", "said", STATES)]),
]


@pytest.mark.parametrize(("text", "word", "content", "expected"), FOUND)
def test_a_bare_cursor_finds_the_content_of_its_sentence(
    text: str, word: str, content: list[str], expected: list[Link]
) -> None:
    guess = under(text, word)
    assert [span.of(text) for span in guess.content] == content
    assert links(text, guess) == expected


@pytest.mark.parametrize(
    ("text", "content", "medium", "said"),
    [
        (CHAIN, "pilots claimed the minister", None, "2024-07-03"),
        (
            "She posted on the messaging app Telegram on Wednesday: “It is thin.”",
            "It is thin",
            "Telegram",
            "2024-07-17",
        ),
        ("In an interview with CNN on 3 July, Vale said the dam broke.", "the dam broke", "CNN", "2024-07-03"),
        ("Vale told the Marn Courier that the dam broke.", "the dam broke", "Marn Courier", None),
        ("“It broke,” says Vale, of the Council on Ports.", "It broke", None, None),
        ("Vale told Denis Orne that the dam broke.", "the dam broke", None, None),
        ("The dam broke, Vale said on 24 December.", "The dam broke", None, "2023-12-24"),
        ("The dam broke, Vale said on 24 December 2021.", "The dam broke", None, "2021-12-24"),
        ("Vale said the dam broke on 3 July.", "the dam broke on 3 July", None, None),
    ],
)
def test_the_words_beside_a_cue_tell_when_and_where_it_was_said(
    text: str, content: str, medium: str | None, said: str | None
) -> None:
    link = marked(text, content).chain[0]
    assert (link.medium, link.said) == (medium, said)


def test_a_date_belongs_to_the_link_beside_it_alone() -> None:
    assert [link.said for link in marked(CHAIN, "to dredge canals").chain] == ["2024-07-03", None, None]


def test_a_day_without_a_known_year_is_not_guessed() -> None:
    assert guess_claim_at(CHAIN, 120).chain[0].said is None


@pytest.mark.parametrize(
    ("text", "content", "polarity", "certainty", "printed"),
    [
        ("The mayor denied that the port was sold.", "the port was sold", Polarity.NEGATIVE, Certainty.UNSPECIFIED, ""),
        ("He questioned the account.", "the account", Polarity.NEGATIVE, Certainty.UNSPECIFIED, ""),
        ("The mayor rejected the sale.", "the sale", Polarity.NEGATIVE, Certainty.UNSPECIFIED, ""),
        ("The mayor did not deny that it was sold.", "it was sold", Polarity.POSITIVE, Certainty.UNSPECIFIED, ""),
        ("The mayor said it did not sink.", "it did not sink", Polarity.NEGATIVE, Certainty.UNSPECIFIED, ""),
        ("The mayor said it might sink.", "it might sink", Polarity.POSITIVE, Certainty.POSSIBLE, "might"),
        ("The mayor said it was likely that it sank.", "it sank", Polarity.POSITIVE, Certainty.PROBABLE, "likely"),
        ("The mayor confirmed that it sank.", "it sank", Polarity.POSITIVE, Certainty.CERTAIN, "confirmed"),
        ("The mayor has not confirmed that it sank.", "it sank", Polarity.POSITIVE, Certainty.UNSPECIFIED, ""),
        ("The ship reportedly sank off Marn.", "sank off Marn", Polarity.POSITIVE, Certainty.UNSPECIFIED, "reportedly"),
    ],
)
def test_denials_and_hedges_beside_the_cue_count(
    text: str, content: str, polarity: Polarity, certainty: Certainty, printed: str
) -> None:
    guess = marked(text, content)
    assert (guess.polarity, guess.certainty, guess.probability_words) == (polarity, certainty, printed)


def test_two_sides_with_two_figures_are_two_claims() -> None:
    text = "The ministry first said 63 soldiers died, before raising it to 89. The other side put it at up to 400."
    one, two = marked(text, "63 soldiers died"), marked(text, "up to 400")
    assert (one.quantity, one.bound, one.unit) == (63, Bound.EXACTLY, "soldiers")
    assert (two.quantity, two.bound, two.unit) == (400, Bound.AT_MOST, "soldiers")
    assert links(text, two) == [("The other side", "put", CLAIMS)]


def test_the_content_that_a_person_marked_comes_back_as_it_was() -> None:
    text = "“We will,” he said, “not go.”"
    spans = (Span(1, 8), Span(21, 27))
    assert guess_claim(text, spans).content == spans


def test_a_blank_line_has_no_content() -> None:
    assert guess_claim_at("A.\n\nB.", 3).content == ()


@pytest.mark.xfail(strict=True, reason="needs grammar: which of two verbs the second half is joined to")
def test_a_verb_joined_inside_the_content_stays_with_its_own_subject() -> None:
    text = "The court heard that the pilot left the ship and said it was lost."
    assert links(text, marked(text, "it was lost"))[-1] == ("the pilot", "said", STATES)
