"""annotty mark: every occurrence of a name, found and marked by a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.library import Library
from store.model import Alias, EntityDraft
from tests.reader.cli.conftest import Run

STORIES = {
    "Levee holds": "Anna Vale met the crew at the levee. Vale’s boat sank, and VALE sang.",
    "Harbour opens": "The harbour opened again for Vale, said the minister.",
}


@pytest.fixture
def ids(place: Path, run: Run, tmp_path: Path) -> list[str]:
    """A library of two articles and one entity; the ids of the articles in the order of STORIES."""
    for number, (title, text) in enumerate(STORIES.items()):
        (tmp_path / f"{number}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    out = run("add", *(str(tmp_path / f"{number}.md") for number in range(2))).out
    with Library(place) as library:
        library.add_entity(EntityDraft("Anna Vale", "PERSON", (Alias("Vale"), Alias("the minister", weak=True))))
    return [line.split()[1] for line in out.splitlines()]


def quotes(place: Path, article: str) -> list[str]:
    with Library(place) as library:
        return [each.quote for each in sorted(library.annotations(article), key=lambda each: each.start)]


def test_every_occurrence_is_marked_and_told(place: Path, ids: list[str], run: Run) -> None:
    ran = run("mark", "Vale", "--all")
    assert (ran.code, ran.out, ran.err) == (0, "", "marked 4 places: person Anna Vale\n")
    assert quotes(place, ids[0]) == ["Anna Vale", "Vale", "VALE"]
    assert run("mark", "Vale", "--all").err == "marked 0 places: person Anna Vale\n"
    with Library(place) as library:
        library.undo()
    assert quotes(place, ids[0]) + quotes(place, ids[1]) == []


def test_a_dry_run_prints_each_place_and_changes_nothing(place: Path, ids: list[str], run: Run) -> None:
    ran = run("mark", "Anna Vale", "--all", "--dry-run")
    assert f"{ids[0]}  Anna Vale met the crew at the levee. [Vale]’s boat sank, and VALE sang." in ran.out.splitlines()
    assert ran.err == "4 places in 2 articles, by Anna Vale, Vale; nothing was changed\n"
    assert quotes(place, ids[0]) == []
    lines = [json.loads(line) for line in run("mark", "Vale", "--all", "--dry-run", "--json").out.splitlines()]
    with Library(place) as library:
        for each in lines:
            assert library.article(each["article"]).text[each["start"] : each["end"]] == each["exact"]
    assert len(lines) == 4


def test_where_it_is_marked_is_said(place: Path, ids: list[str], run: Run) -> None:
    assert run("mark", "Vale", "--filter", "title:harbour").err == "marked 1 place: person Anna Vale\n"
    assert run("mark", "Vale", ids[0], ids[1]).err == "marked 3 places: person Anna Vale\n"
    assert quotes(place, ids[1]) == ["Vale"]
    for wrong in (["Vale"], ["Vale", "--all", ids[0]], ["Vale", "--filter", "a", "--all"], ["--all"]):
        assert run("mark", *wrong).code == 2
    assert run("mark", "Vale", "nowhere").code == 4


def test_weak_names_are_sought_where_that_is_asked_for(place: Path, ids: list[str], run: Run) -> None:
    run("mark", "Vale", "--all", "--weak")
    assert quotes(place, ids[1]) == ["Vale", "the minister"]


def test_with_a_tag_words_become_an_entity_or_are_highlighted(place: Path, ids: list[str], run: Run) -> None:
    assert run("mark", "the crew", "--all").code == 4
    assert run("mark", "the crew", "--all", "--tag", "organisation").err == "marked 1 place: organisation the crew\n"
    assert run("mark", "levee", "--all", "--tag", "HIGHLIGHT").err == "marked 2 places: highlight levee\n"
    with Library(place) as library:
        assert [each.name for each in library.entities()] == ["Anna Vale", "the crew"]
    assert run("mark", "Vale", "--all", "--tag", "CLAIM").code == 1
    assert run("mark", "Vale", "--all", "--tag", "NOTHING").code == 4


def test_where_several_are_called_so_nobody_is_meant(place: Path, ids: list[str], run: Run) -> None:
    with Library(place) as library:
        library.add_entity(EntityDraft("Otto Vale", "PERSON", (Alias("Vale"),)))
    for tag in ([], ["--tag", "PERSON"]):
        ran = run("mark", "Vale", "--all", *tag)
        assert ran.code == 4
        assert "several entities are called “Vale”" in ran.err
    assert quotes(place, ids[0]) == []
