"""What a process that adds tells, in words for the head of the list."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from reader.library.adding.telling import MOST_KEPT, Failure, Told


def after(*said: object) -> Told:
    told = Told()
    for each in said:
        told = told.after(each if isinstance(each, str) else json.dumps(each))
    return told


def progress(**figures: object) -> dict[str, object]:
    return {"progress": figures}


def test_how_far_it_has_come_is_told_with_rate_share_and_time_left() -> None:
    told = after(progress(added=1204, known=3, rate=310.4, share=0.123, left=62.0))
    assert told.underway() == "adding 1,204 · 12% · 1:02 left · 310/s"
    assert told.underway(queued=2).endswith(" · 2 more to add")
    assert after(progress(added=1, rate=0.5, share=None, left=None)).underway() == "adding 1 · 0.5/s"
    assert Told().underway() == "adding"


def test_what_could_not_be_read_is_kept_with_its_reason() -> None:
    told = after({"skipped": {"origin": "a.html", "reason": "it is empty"}}, progress(added=2, skipped=1))
    assert told.failures == (Failure("a.html", "it is empty"),)
    assert told.underway() == "adding 2 · 1 not read"


def test_in_the_end_it_says_what_came() -> None:
    end = {"added": 1204, "completed": 0, "known": 2, "passed": 0, "skipped": 0, "stopped": False}
    assert after({"end": end}).summary() == "added 1,204 · 2 were here already"
    assert after({"end": {**end, "added": 0, "known": 1}}).summary() == "1 was here already"
    assert after({"end": {**end, "added": 0, "known": 0}}).summary() == "added 0"
    assert after({"end": {**end, "stopped": True}}).summary() == "stopped · added 1,204 · 2 were here already"
    assert after({"end": end}).over


def test_a_line_of_another_form_is_a_failure_that_is_shown() -> None:
    told = after("annotty: the library is locked", "", '{"note": "one more thing"}', "[1, 2]")
    assert told.failures == (Failure("", "annotty: the library is locked"), Failure("", "[1, 2]"))
    assert told.skipped == 2


def test_failures_are_counted_beyond_those_that_are_kept() -> None:
    told = Told(failures=(Failure("a", "b"),) * MOST_KEPT)
    told = told.after('{"skipped": {"origin": "c", "reason": "d"}}').after('{"progress": {"skipped": 5000}}')
    assert len(told.failures) == MOST_KEPT
    assert told.skipped == 5000


@given(st.one_of(st.text(), st.recursive(st.none() | st.text() | st.floats(), st.lists).map(json.dumps)))
def test_no_line_breaks_it(line: str) -> None:
    assert isinstance(Told().after(line).underway(), str)


@given(st.dictionaries(st.sampled_from(["added", "rate", "share", "left"]), st.none() | st.text() | st.floats()))
def test_figures_that_are_none_are_passed_over(figures: dict[str, object]) -> None:
    assert after({"progress": figures}).underway().startswith("adding")
