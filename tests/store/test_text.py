from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.errors import OffsetError
from store.text import (
    Span,
    is_boundary,
    is_normal,
    line_span,
    next_grapheme,
    normal_form,
    previous_grapheme,
    sentences,
    snap,
    words,
)

FLAG, FAMILY, VIRAMA, PREPENDED = "\U0001f1e6", "\U0001f469\u200d", "\u0915\u094d", "\u0600"
# One or more of every kind that UAX #29 tells apart, so that short texts meet every rule.
KINDS = [
    *"aZ9 _.!?,'\"-\n\u00e9\u4e2d\u3042\u30a2\u3002\u300d\u2019\u201d\u2026",
    *("\u0301", "\u0308", "\ufe0f", "\u20e3", "\u200d", "\u200c", "\U0001f3fd", "\uff9e", "\U000e0061"),
    *(FLAG, "\U0001f1eb", "\U0001f469", "\u2764", "\u00a9", PREPENDED, "\u0e33", "\u0903"),
    *("\u1100", "\u1161", "\u11a8", "\uac00", "\uac01", "\u0915", "\u094d", "\u0937", "\u00ad", "\u200b", "\u0660"),
]
MIXED = st.lists(st.sampled_from(KINDS), max_size=40).map("".join)
ANY = st.text(st.characters(codec=None), max_size=60)  # lone surrogates included
EDGES = st.integers(-2, 80)


def boundaries(text: str) -> list[int]:
    """Where clusters end, by the plainest reading of the text from its start."""
    return [0, *accumulate(len(cluster) for cluster in regex.findall(r"\X", text))]


# --- spans -------------------------------------------------------------------------------------------------------


def test_a_span_is_half_open_and_counts_code_points() -> None:
    text = "Ilse 👩🏽 Maar"
    span = Span(5, 7)
    assert (span.of(text), len(span), 5 in span, 7 in span) == ("👩🏽", 2, True, False)
    assert not Span(3, 3)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_that_does_not_run_forward_is_refused(start: int, end: int) -> None:
    with pytest.raises(OffsetError, match="nothing was changed"):
        Span(start, end)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 4).overlaps(Span(4, 6))
    assert Span(0, 5).overlaps(Span(4, 6))
    assert Span(0, 5).covers(Span(5, 5))
    assert not Span(0, 5).covers(Span(4, 6))


# --- the normal form -----------------------------------------------------------------------------------------------


@given(ANY)
@example("\r\r\n\n\x0b\u2028\x85\t\x00\x1b]52;c;\x07\ud800\x9b")
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    normal = normal_form(text)
    assert normal_form(normal) == normal
    assert is_normal(normal)
    assert is_normal(text) == (normal == text)


@given(ANY)
@example("a\r\r\nb\r")
def test_only_a_line_end_of_two_characters_changes_the_length(text: str) -> None:
    assert len(normal_form(text)) == len(text) - text.count("\r\n")


@given(ANY)
def test_no_control_character_tab_or_surrogate_survives(text: str) -> None:
    for character in normal_form(text):
        assert character == "\n" or not regex.match(r"\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}", character)


@given(st.text(st.characters(min_codepoint=0xA0, exclude_characters="\u2028\u2029", exclude_categories=["Cs"])))
@example("e\u0301 \u00e9 \u212b \ufb01 \ufeff \u200f")
def test_the_unicode_form_stays_as_it_came(text: str) -> None:
    assert normal_form(text) == text


def test_every_line_end_becomes_a_line_feed_and_a_tab_a_space() -> None:
    assert normal_form("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ti\x1fj") == "a\nb\nc\nd\ne\nf\ng\nh i j"


# --- graphemes -----------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(MIXED, EDGES)
@example(FLAG * 9, 7)
@example(PREPENDED + FLAG * 5, 3)
@example("a" + "\u0301" * 200, 150)
@example("x" + FLAG * 201, 200)
@example(FAMILY * 60 + "b", 119)
@example(VIRAMA * 60 + "\u0937", 120)
@example("\u1100" * 90 + "\u1161", 80)
@example("\n\u0301a", 1)
def test_snap_finds_the_nearest_boundary_at_or_before(text: str, offset: int) -> None:
    assert snap(text, offset) == max((b for b in boundaries(text) if b <= offset), default=0)


@settings(max_examples=50)
@given(MIXED)
@example("x" + FLAG * 7 + "\u0301" + FLAG * 3)
@example(PREPENDED + FLAG * 3)
@example(FLAG * 2 + "\u094d\u0915" + FLAG * 3 + "\u094d\u0915")
def test_walking_by_graphemes_meets_every_boundary_both_ways(text: str) -> None:
    forward, backward = [0], [len(text)]
    while forward[-1] < len(text):
        forward.append(next_grapheme(text, forward[-1]))
    while backward[-1] > 0:
        backward.append(previous_grapheme(text, backward[-1]))
    assert forward == boundaries(text) == backward[::-1]


@given(MIXED)
def test_a_boundary_is_where_a_cluster_ends(text: str) -> None:
    assert [i for i in range(len(text) + 1) if is_boundary(text, i)] == boundaries(text)


def test_walks_stop_at_the_ends_of_the_text() -> None:
    assert (next_grapheme("ab", 2), next_grapheme("ab", 9), previous_grapheme("ab", 0)) == (2, 2, 0)


@pytest.mark.parametrize("cluster", [FLAG * 2, "e\u0301", "\u0301 ", "\u4e2d\u0301", "\uac01\u11a8"])
def test_a_walk_along_a_long_run_is_not_quadratic(cluster: str) -> None:
    # 100,000 clusters: minutes where each step looks back over the run, no time at all where it does not.
    text = cluster * 100_000
    at = steps = 0
    while at < len(text):
        at, steps = next_grapheme(text, at), steps + 1
    assert abs(steps - 100_000) <= 1


@pytest.mark.parametrize(
    ("text", "start"),
    [("a" + "\u0301" * 300_000, 0), (FAMILY * 150_000, 0), ("x" + FLAG * 300_000, 299_999), (VIRAMA * 150_000, 0)],
    ids=["combining", "joined", "flags", "conjuncts"],
)
def test_one_very_long_run_is_snapped_rightly(text: str, start: int) -> None:
    assert snap(text, len(text) - 1) == start


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't cross the co-operative's U.S. line", ["Don't", "cross", "the", "co-operative's", "U.S", "line"]),
        ("1,200 boats, 3.5 tonnes (or “more”)", ["1,200", "boats", "3.5", "tonnes", "or", "more"]),
        ("said ‘no’—twice", ["said", "no", "twice"]),
        ("cafe\u0301s nai\u0308ve", ["cafe\u0301s", "nai\u0308ve"]),
        ("大臣は言った", list("大臣は言った")),
        ("フェリーとｶﾞｲﾄﾞ", ["フェリー", "と", "ｶﾞｲﾄﾞ"]),
        ("see www.ferry.example, 09:30", ["see", "www.ferry.example", "09", "30"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("…", []),
    ],
)
def test_words_are_what_a_reader_takes_for_words(text: str, expected: list[str]) -> None:
    assert [word.of(text) for word in words(text)] == expected


@settings(max_examples=50)
@given(MIXED)
@example("a\u200d b")
@example("\uff76\uff9e\uff76\uff9e")
@example("\u060012 \u06003")
@example(FLAG * 2 + "\u094d\u0915")
def test_words_stand_in_order_and_cut_no_cluster(text: str) -> None:
    found = list(words(text))
    assert all(found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert {edge for word in found for edge in (word.start, word.end)} <= set(boundaries(text))


@given(MIXED)
def test_every_letter_and_digit_belongs_to_a_word(text: str) -> None:
    inside = {at for word in words(text) for at in range(word.start, word.end)}
    assert {at for at, sign in enumerate(text) if regex.match(r"\p{L}|\p{N}", sign)} <= inside


def test_words_of_a_stretch_stay_inside_it() -> None:
    assert list(words("one two three", 4, 7)) == [Span(4, 7)]
    assert list(words("one two three", 2, 6)) == [Span(2, 3), Span(4, 6)]


# --- sentences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expected",
    [
        ["The ferry sank.", "Nobody was hurt."],
        ["Gen. Maar spoke to Dr. Ohm in St. Anna.", "He left at 5 p.m. on Friday."],
        ["The U.S. Army and the U.K. Navy came.", "The E.U. Council did not."],
        ["They met in the U.S.", "The talks failed."],
        ["K. Ohm and J. R. Maar signed, e.g. Ohm first."],
        ["“We will not wait.”", "She left."],
        ["“Will you wait?” she asked.", "“No.”", "Then: silence!"],
        ["It cost 3.5 million.", "That is 1.2 more … or so."],
        ["No. 5 sank.", "The answer was no.", "The crew sat.", "They saw the sun.", "Who?", "Nobody."],
        ["It opens on 4 Dec. 2024 and closes on Jan. 5."],
        ["It opened in Dec.", "The harbour did not."],
        ["Maar Inc. Holdings sued Ohm Ltd.", "The court agreed."],
        ["(It rained.)", "[It stopped.]", "He said ‘yes.’", "So did we."],
        ["He left.", "— But she stayed."],
        ["Well... perhaps.", "Wait…", "What?!", "Yes."],
        ["“Enough.”", "“Never.”"],
        ["See No. 5 and Nos. 6 and 7.", "Fig. 3 shows why.", "On Jan. 6 they came.", "Lt. Col. Maar, too."],
        ["It began at 9 a.m. Monday.", "It ended at 5 p.m.", "The rest slept."],
        ["Fruit, e.g. apples, i.e. food, approx. 5 kilos.", "Ohm vs. Maar was in St. Petersburg."],
        ["J.K. Ohm of the F.B.I. Office met J. D. Vale, R-N.H., in Minn. Tuesday.", "A.D. 70 was a year."],
        [
            "It was Vitamin C.",
            "The rest was not.",
            "It went to the (U.S.) Army.",
            "It is on Main St.",
            "The bus stops there.",
        ],
        ["Ft. Anna is 5 ft. 3 in. tall.", "Was it no. 10?", "No.", "It was not."],
        ["“Really?!” he asked.", "“Really?” — she was sure.", "(He left.)", "“(He left.)”", "Then [she did.]", "Then."],
        ["“We go,” he said.”", "He said: “we are late.”", "‘It’s over.’", "‘No.’"],
        ["It rose 3.5 per cent to 1.234,5.", "See www.ferry.example/a.b?c=1.2 or mail a.b@ferry.example.", "Then go."],
        ["See https://ferry.example/A.B?q=1.", "Yahoo! said so.", "iPhone sales rose."],
        ["That is all.[2]", "That is all.¹", "The end [1].", "Wait . . . what?", "Never...", "He left."],
        ["Das ist z. B. Haus Nr. 5, d. h. das rote.", "Es kostet ca. 3 Mio. Euro bzw. mehr, u. a. Maar zahlt."],
        [
            "Am 3. Mai, im 19. Jahrhundert und am Freitag, 4. Juni, kam der 1. FC Ohm mit Prof. Dr. Ohm.",
            "Das war 1990.",
        ],
        ["„Wir warten nicht.“", "Sie ging.", "»Nein.«", "»Doch.«", "Sie ging."],
        ["M. Dupont et Mme. Ohm sont là.", "MM. Vale et Ohm aussi, p. ex. ici.", "« Nous partons. »", "Il est parti."],
        ["El Sr. Maar y la Sra. Ohm vinieron.", "La Srta. Vale y Ud. en EE. UU. no.", "¿Quién vino?", "¡Nadie!"],
        ["Он живёт в г. Москве, т. е. далеко.", "Это завод им. Ленина.", "Это было в 2024 г.", "Все ушли."],
        ["А. С. Пушкин писал стихи и т. д.", "«Мы не ждём», — сказал он.", "«Пора.»", "Он ушёл."],
        ["هل ذهب الوزير؟", "نعم ذهب.", "ثم عاد."],
        ["یہ پہلا جملہ ہے۔", "یہ دوسرا ہے۔"],
        ["यह पहला वाक्य है।", "क्यों?", "बस॥"],
        ["Τι κάνεις;", "Καλά.", "Նա եկավ։", "Նա գնաց։", "እሱ መጣ።", "ሄደ።"],
        ["ผมไปตลาด แล้วกลับบ้าน"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [sentence.of(text) for sentence in sentences(text)] == expected


def test_sentences_without_spaces_between_them() -> None:
    assert [s.of("大臣は言った。船は沈んだ！") for s in sentences("大臣は言った。船は沈んだ！")] == [
        "大臣は言った。",
        "船は沈んだ！",
    ]
    text = "「行く。」彼は去った。"
    assert [s.of(text) for s in sentences(text)] == ["「行く。」", "彼は去った。"]
    text = "他说。“我走了。”然后走了"
    assert [s.of(text) for s in sentences(text)] == ["他说。", "“我走了。”", "然后走了"]
    text = "「行く？」と言った"
    assert [s.of(text) for s in sentences(text)] == ["「行く？」", "と言った"]
    text = "“We go.”The rest stayed."
    assert [s.of(text) for s in sentences(text)] == ["“We go.”", "The rest stayed."]


def test_a_line_end_always_ends_a_sentence() -> None:
    text = "  A headline without a stop \n\n and a line\nGen."
    assert [s.of(text) for s in sentences(text)] == ["A headline without a stop", "and a line", "Gen."]


SENTENCE_LIKE = st.lists(
    st.one_of(
        st.sampled_from(
            [". ", "! ", "?”", ".’ ", "… ", "。", "U.S. ", "Gen. ", "K. ", "no. ", "\n", '." ', "The ", "he "]
        ),
        st.sampled_from(KINDS),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=50)
@given(SENTENCE_LIKE)
@example("End. \u0301Next one.")
@example("。\u0301中")
@example("\u0600 a")
def test_sentences_cover_all_but_space_do_not_overlap_and_cut_no_cluster(text: str) -> None:
    found = list(sentences(text))
    assert all(found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert {edge for sentence in found for edge in (sentence.start, sentence.end)} <= set(boundaries(text))
    inside = {at for sentence in found for at in range(sentence.start, sentence.end)}
    assert {at for at, sign in enumerate(text) if not sign.isspace()} <= inside
    assert all("\n" not in sentence.of(text) for sentence in found)


@pytest.mark.parametrize("text", ["." * 100_000 + "x", ". " * 50_000, '."' * 50_000 + "x", "U.S. " * 20_000])
def test_finding_sentences_and_words_is_not_quadratic(text: str) -> None:
    # Done in a fraction of a second where each sign is looked at a few times, not within minutes where it is not.
    assert list(sentences(text))
    assert len(list(words(text))) <= len(text)


# --- lines ---------------------------------------------------------------------------------------------------------


@given(st.text("ab\n", max_size=30), st.integers(0, 30))
def test_the_line_around_an_offset_is_the_one_that_holds_it(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    line = line_span(text, offset)
    assert line.start <= offset <= line.end
    assert "\n" not in line.of(text)
    assert line.start == 0 or text[line.start - 1] == "\n"
    assert line.end == len(text) or text[line.end] == "\n"
