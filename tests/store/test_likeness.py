"""Likeness: the same words are the same story, variants of a story are found and known, other stories are not."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.likeness import ALIKE, FAR, bands, likeness, shingles, sketch
from tests.store import stories
from tests.store.stories import VARIANTS, story, text_of

STORIES = 40
TEXT = text_of(story(Random(0)))
WORDS = st.lists(st.sampled_from(TEXT.split()[:40]), max_size=120).map(" ".join)
ANY = st.one_of(WORDS, st.text(max_size=200))


def is_candidate(one: str, other: str) -> bool:
    return bool(set(bands(sketch(one))) & set(bands(sketch(other))))


@given(ANY, ANY)
@settings(max_examples=35)
def test_likeness_is_a_share_and_the_same_from_both_sides(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


@given(WORDS, st.sampled_from(["\n", "  ", "\n\n", " \u00a0"]))
@settings(max_examples=35)
def test_case_accents_and_white_space_make_no_other_story(words: str, between: str) -> None:
    other = between.join(words.upper().replace("E", "É").split(" "))
    assert sketch(other) == sketch(words)
    assert likeness(other, words) == 1


@given(ANY)
@settings(max_examples=35)
def test_a_sketch_keeps_runs_of_the_text_and_its_bands_fit_into_the_database(text: str) -> None:
    assert set(sketch(text)) <= shingles(text)
    assert len(sketch(text)) == (32 if shingles(text) else 0)
    assert all(0 <= each < 2**63 for each in bands(sketch(text)))
    assert len(set(bands(sketch(text)))) == len(bands(sketch(text))) <= 16


def test_a_sketch_is_the_same_in_every_process() -> None:
    script = f"from store.likeness import sketch; print(sketch({TEXT!r}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(sketch(TEXT))


@pytest.mark.parametrize("name", VARIANTS)
def test_what_other_sites_make_of_a_story_is_found_and_known(name: str) -> None:
    found = known = 0
    for number in range(STORIES):
        random = Random(number)
        told = story(random)
        one, other = text_of(told), text_of(VARIANTS[name](told, random))
        found += is_candidate(one, other)
        known += likeness(one, other) >= ALIKE
    least = 0.7 if name == "everything" else 0.9
    assert found >= least * STORIES
    assert known >= least * STORIES


def test_another_story_of_the_same_event_is_another_story() -> None:
    highest = 0.0
    for number in range(STORIES):
        random = Random(number)
        told = story(random)
        other = text_of(stories.another_of_the_event(told, random))
        highest = max(highest, likeness(text_of(told), other))
    assert 0 < highest < ALIKE - 0.1


def test_stories_that_have_nothing_in_common_are_hardly_ever_compared() -> None:
    made = [set(bands(sketch(text_of(story(Random(number)))))) for number in range(60)]
    together = sum(bool(one & other) for at, one in enumerate(made) for other in made[:at])
    assert together <= 5


def test_a_story_that_is_a_small_part_of_a_round_up_is_not_the_round_up() -> None:
    told = [text_of(story(Random(number))) for number in range(6)]
    assert 0 < likeness(told[0], "\n\n".join(told)) < ALIKE - 0.1


def test_a_short_text_is_like_none_but_itself() -> None:
    notice = "This page is only for subscribers of the paper. Log in to read on, or take out a subscription today."
    assert likeness(notice, notice.upper()) == 1
    assert likeness(notice, notice.replace("today", "tomorrow")) == 0
    assert not is_candidate(notice, notice.replace("today", "tomorrow"))
    assert likeness("", "") == 1
    assert likeness("", notice) == 0
    assert bands(sketch("—")) == ()


SCRIPTS = {
    "Chinese": "渡轮周四之前不会开往沙岛港务局周一表示因为在内港的闸门上发现了一道裂缝工程师测量后于中午关闭了闸门",
    "Thai": "เรือข้ามฟากไปเกาะทรายจะไม่ออกก่อนวันพฤหัสบดีสำนักงานท่าเรือกล่าวเมื่อวันจันทร์หลังพบรอยร้าวที่ประตูน้ำ",
    "Hindi": "बंदरगाह कार्यालय ने सोमवार को कहा कि नौका गुरुवार से पहले द्वीप के लिए नहीं चलेगी क्योंकि भीतरी घाट के फाटक में "
    "दरार मिली है और इंजीनियरों ने दोपहर को फाटक बंद कर दिया",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_of_every_kind_are_compared(script: str) -> None:
    words = SCRIPTS[script]
    assert len(shingles(words)) > 20
    assert likeness(words, words[: len(words) * 2 // 3] + TEXT[:20]) > ALIKE
    assert likeness(words, words[::-1]) < 0.2


def test_of_a_text_without_end_only_the_beginning_is_looked_at() -> None:
    beginning = (TEXT + " ") * (FAR // len(TEXT) + 1)
    assert sketch(beginning + "and more") == sketch(beginning + text_of(story(Random(9))))
