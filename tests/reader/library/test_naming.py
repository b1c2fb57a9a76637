"""A label, a name or a path: typed, chosen among known words, completed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import labelling
from reader.library.naming import Known, Naming
from reader.library.paths import known_paths
from reader.palette import Palette
from reader.terminal.depth import Depth


def known(typed: str) -> Known:
    return [(each, "") for each in ("dam", "damage", "levée") if each.startswith(typed)]


NAMING = Naming.open("label", "label", does="take", known=known)


def commanded(naming: Naming, *commands: str) -> Naming:
    for each in commands:
        answer = naming.commanded(each) if not each.startswith(" ") else naming.typed(each[1:])
        assert answer is not None
        naming = answer
    return naming


def test_what_was_typed_is_meant_until_a_known_word_is_chosen() -> None:
    typed = commanded(NAMING, " d")
    assert typed.words == "d"
    assert commanded(typed, "choice_down").words == "dam"
    assert commanded(typed, "choice_down", "choice_down").words == "damage"
    assert commanded(typed, "choice_down", "choice_up").words == "d"
    assert commanded(typed, "choice_up").words == "damage"


def test_it_is_completed_as_far_as_all_known_words_agree() -> None:
    assert commanded(NAMING, " d", "complete").words == "dam"
    assert commanded(NAMING, " l", "complete").words == "levée"
    assert commanded(NAMING, " zzz", "complete").words == "zzz"
    assert commanded(NAMING, " d", "choice_down", "choice_down", "complete").typing.text == "damage"


def test_a_guess_is_replaced_by_what_is_typed() -> None:
    guessed = Naming.open("name", "name", does="keep", words="state:new")
    assert guessed.words == "state:new"
    assert commanded(guessed, " x").words == "x"
    assert commanded(guessed, "line_end", " x").words == "state:newx"


def test_words_that_come_late_are_for_what_was_typed_then() -> None:
    typed = commanded(NAMING, " d")
    assert typed.known_now("d", [("delta", "")]).shown == [("delta", "")]
    assert typed.known_now("", [("delta", "")]) is typed


def test_the_chosen_word_is_in_sight_however_many_there_are() -> None:
    many = Naming.open("label", "label", does="take", known=lambda _: [(f"word {n}", "") for n in range(100)])
    for _ in range(60):
        many = commanded(many, "choice_down")
    rows = many.draw(Palette(Depth.FULL), 80, 8)
    assert len(rows) == 8
    assert any("word 59" in text for row in rows for text, _ in row)
    assert sum(many.unseen(80, 8)) == 93


def test_labels_that_the_article_bears_come_first_then_those_that_begin_so_then_the_usual_ones() -> None:
    naming = labelling.ask_label({"dam": 3, "Flood": 9, "Dämon": 1, "broken dam": 5}, ["dämon"], "this article")
    assert [each for each, _ in naming.shown] == ["Dämon", "Flood", "broken dam", "dam"]
    assert "enter takes it" in naming.shown[0][1]
    assert [each for each, _ in naming.known("DAM")] == ["Dämon", "dam", "broken dam"]


def test_a_label_is_the_same_in_any_case_and_with_any_spaces() -> None:
    assert labelling.as_known(" broken  dam ", ["Broken Dam"]) == "Broken Dam"
    assert labelling.as_known("dam", ["Dam", "dam"]) == "dam"
    assert labelling.as_known("dam", ["Broken Dam"]) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    for name in ("news.html", "News 2.txt", ".hidden", "zoo.txt"):
        (tmp_path / name).touch()
    return tmp_path


def test_paths_are_completed_from_the_folder_they_are_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each for each, _ in known_paths(f"{folder}/n")] == [f"{folder}/news.html", f"{folder}/notes/"]
    monkeypatch.chdir(folder)
    assert [each for each, _ in known_paths("")] == ["News 2.txt", "news.html", "notes/", "zoo.txt"]
    assert [each for each, _ in known_paths(".h")] == [".hidden"]
    monkeypatch.setenv("HOME", str(folder))
    assert [each for each, _ in known_paths("~/z")] == ["~/zoo.txt"]


@pytest.mark.parametrize("typed", ["/nowhere/at/all/", "https://example.org/a", "a\0b", "zoo.txt/x", "~nobody-here/x"])
def test_where_no_folder_is_nothing_is_offered(typed: str) -> None:
    assert list(known_paths(typed)) == []
