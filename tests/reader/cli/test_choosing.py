"""The commands that choose articles by a filter or by their ids: list, search, show, state, label, delete, queue, stats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from store.library import Library
from store.model import Draft, PartDraft, Queue, Role
from store.text import Span
from tests.reader.cli.conftest import Run, Start, on_a_terminal

STORIES = {
    "Levee holds at Orrin": "The levee at Orrin held through the night. Nobody was hurt, said the harbour master.",
    "Harbour opens again": "The harbour opened again on Monday. Two boats came in; a third had sunk at the levee.",
    "Choir wins a prize": "A choir of forty sang for an hour and won. “We sang,” said its leader, “as never before.”",
}
OUTLETS = ("Orrin Post", "Coast Herald", "Orrin Post")
DATES = ("2024-07-20", "2024-07-21", "2024-08-02")


@pytest.fixture
def ids(place: Path, run: Run, tmp_path: Path) -> list[str]:
    """A library of three articles; their ids in the order of STORIES."""
    for number, (title, text) in enumerate(STORIES.items()):
        head = f"---\noutlet: {OUTLETS[number]}\ndate: {DATES[number]}\nlanguage: en\n---\n# {title}\n\n"
        (tmp_path / f"{number}.md").write_text(f"{head}{text}\n\n{text}\n", encoding="utf-8")
    out = run("add", *(str(tmp_path / f"{number}.md") for number in range(3))).out
    return [line.split()[1] for line in out.splitlines()]


def titles(out: str) -> list[str]:
    return [json.loads(line)["title"].split()[0] for line in out.splitlines()]


def listed(run: Run, *arguments: str) -> list[str]:
    """The first words of the titles of a list."""
    ran = run("list", "--jsonl", *arguments)
    assert ran.code == 0
    return titles(ran.out)


# --- list ---------------------------------------------------------------------------------------------------------


def test_a_filter_makes_the_list_less(ids: list[str], run: Run) -> None:
    assert listed(run) == ["Choir", "Harbour", "Levee"]
    assert listed(run, "levee") == ["Harbour", "Levee"]
    assert listed(run, "levee -title:levee") == listed(run, "levee", "outlet:coast") == ["Harbour"]
    assert listed(run, "date:2024-07") == ["Harbour", "Levee"]
    assert listed(run, "zebra") == []


def test_an_order_can_be_told_and_how_many(ids: list[str], run: Run) -> None:
    assert listed(run, "--sort", "title") == ["Choir", "Harbour", "Levee"]
    assert listed(run, "--sort", "title", "--reverse") == ["Levee", "Harbour", "Choir"]
    assert listed(run, "--reverse", "--limit", "2") == ["Levee", "Harbour"]
    assert listed(run, "--limit", "0") == ["Choir", "Harbour", "Levee"]
    assert run("list", "--limit", "-3").code == 2


def test_json_is_an_array_and_jsonl_an_object_a_line(ids: list[str], run: Run) -> None:
    assert json.loads(run("list", "--json").out) == list(map(json.loads, run("list", "--jsonl").out.splitlines()))
    assert run("list", "--json", "zebra").out == "[]\n"
    assert run("list", "--jsonl", "zebra").out == ""


def test_a_filter_that_means_nothing_is_shown_with_its_place(run: Run, place: Path) -> None:
    ran = run("list", "水 (autlet:x or b)")
    assert (ran.code, ran.out) == (2, "")
    said, words, mark, way = ran.err.splitlines()
    assert said.startswith("annotty: there is no key autlet:, did you mean outlet:")
    assert words == "  水 (autlet:x or b)"
    assert mark == "      ^^^^^^^"  # the sign before it is two cells wide
    assert way == "Try: annotty list --help"
    assert not place.exists()


@pytest.mark.parametrize("command", ["search", "state done --filter", "show --filter", "stats", "queue keep x"])
def test_every_command_with_a_filter_says_so(run: Run, ids: list[str], command: str) -> None:
    ran = run(*command.split(), "date:soon")
    assert ran.code == 2
    assert "  date:soon\n       ^^^^" in ran.err


def test_many_articles_come_as_they_are_read(ids: list[str], start: Start, place: Path) -> None:
    with Library(place, create=False) as library:
        assert len(library.articles()) == 3
    reader = subprocess.Popen([sys.executable, "-m", "reader", "list", "--jsonl"], stdout=subprocess.PIPE)
    assert reader.stdout is not None
    reader.stdout.close()  # whoever reads has had enough
    assert reader.wait(timeout=60) == 0


# --- search -------------------------------------------------------------------------------------------------------


def test_search_tells_each_hit_with_its_sentence(ids: list[str], run: Run) -> None:
    found = json.loads(run("search", "LEVEE night", "--json").out)
    assert [each["id"] for each in found] == [ids[0]]
    assert found[0]["sentence"] == "The levee at Orrin held through the night."
    assert [found[0]["sentence"][start:end] for start, end in found[0]["hits"]] == ["levee", "night"]
    lines = run("search", "LEVEE night").out.splitlines()
    assert lines == [f"{ids[0]}  2024-07-20  Orrin Post  Levee holds at Orrin", f"    {found[0]['sentence']}"]


def test_what_stands_in_the_title_is_the_better_hit(ids: list[str], run: Run) -> None:
    assert titles(run("search", "harbour", "--jsonl").out) == ["Harbour", "Levee"]
    assert titles(run("search", "harbour", "--jsonl", "--limit", "1").out) == ["Harbour"]
    assert titles(run("search", "harbour", "--jsonl", "--sort", "date", "--reverse").out) == ["Levee", "Harbour"]


def test_search_says_by_its_code_that_nothing_was_found(ids: list[str], run: Run) -> None:
    assert run("search", "zebra").code == 1
    assert run("search", "zebra", "--json").out == "[]\n"
    assert run("search").code == 2


def test_on_a_terminal_what_was_sought_is_bold(ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert b"Harbour opens" in (plain := on_a_terminal("search", "sunk")[1])
    assert b"had \x1b[1msunk\x1b[22m at the levee" in plain
    assert b"\x1b[1mHarbour\x1b[22m opens" in on_a_terminal("search", "harbour")[1]


# --- show ---------------------------------------------------------------------------------------------------------


def test_show_prints_several_with_an_empty_line_between(ids: list[str], run: Run) -> None:
    first, second = (run("show", each).out for each in ids[:2])
    assert run("show", *ids[:2]).out == f"{first}\n{second}"
    objects = [json.loads(line) for line in run("show", "--jsonl", "--filter", "outlet:coast").out.splitlines()]
    assert [each["text"] + "\n" for each in objects] == [second]


# --- state, label, delete, undelete ------------------------------------------------------------------------------


def test_states_are_set_by_id_by_filter_and_from_a_list(ids: list[str], run: Run, start: Start) -> None:
    assert run("state", "done", ids[0], ids[0]).out == "done: 1 article\n"
    assert run("state", "aside", "--filter", "title:choir").out == "aside: 1 article\n"
    assert listed(run, "state:done or state:aside") == ["Choir", "Levee"]
    lines = run("list", "state:new").out + "    a sentence below it\n\n"
    assert start("state", "reading", "-", stdin=lines.encode()).out == "reading: 1 article\n"
    assert listed(run, "state:reading") == ["Harbour"]
    assert run("state", "new", "--filter", "zebra").out == "new: 0 articles\n"


def test_all_articles_of_a_command_are_one_step(ids: list[str], run: Run, place: Path) -> None:
    run("state", "done", *ids)
    with Library(place, create=False) as library:
        library.undo()
    assert listed(run, "state:done") == []


@pytest.mark.parametrize("command", ["state done", "label dam", "delete", "undelete", "show"])
def test_where_one_is_not_here_nothing_is_changed(ids: list[str], run: Run, command: str) -> None:
    ran = run(*command.split(), ids[0], "nowhere")
    assert (ran.code, ran.out) == (4, "")
    assert "no article nowhere" in ran.err
    assert listed(run, "state:new label:none") == ["Choir", "Harbour", "Levee"]
    assert run(*command.split()).code == 2


def test_labels_are_given_listed_and_taken(ids: list[str], run: Run) -> None:
    assert run("label", "dam", ids[0], ids[1]).out == "dam: given to 2 articles\n"
    run("label", "music", "--filter", "choir")
    assert json.loads(run("label", "--json").out) == {"dam": 2, "music": 1}
    assert run("label").out.split() == ["2", "dam", "1", "music"]
    assert json.loads(run("list", "--json", "label:music").out)[0]["labels"] == ["music"]
    assert run("label", "dam", "--remove", "--filter", "label:dam -title:levee").out == "dam: taken from 1 article\n"
    assert listed(run, "label:dam") == ["Levee"]


def test_what_is_deleted_comes_back(ids: list[str], run: Run) -> None:
    assert run("delete", "--filter", "levee").out == "deleted: 2 articles\n"
    assert listed(run) == ["Choir"]
    assert listed(run, "state:deleted") == ["Harbour", "Levee"]
    assert run("undelete", "--filter", "outlet:coast").out == "brought back: 1 article\n"
    assert run("undelete", ids[0]).out == "brought back: 1 article\n"
    assert listed(run) == ["Choir", "Harbour", "Levee"]


# --- queue --------------------------------------------------------------------------------------------------------


def test_a_queue_is_kept_listed_and_opened(ids: list[str], run: Run) -> None:
    assert run("queue", "keep", "dams", "levee", "--key", "d", "--sort", "title", "--reverse").code == 0
    assert run("queue").out == "d  dams  2  levee\n"
    assert json.loads(run("queue", "--json").out) == [
        {"name": "dams", "filter": "levee", "sort": "title", "reverse": True, "key": "d", "articles": 2}
    ]
    assert listed(run, "--queue", "dams") == ["Levee", "Harbour"]
    assert listed(run, "--queue", "dams", "--sort", "title") == ["Harbour", "Levee"]
    assert listed(run, "--queue", "dams", "date:2024-07-20") == ["Levee"]
    assert run("queue", "drop", "dams").code == 0
    assert run("queue").out == ""


def test_a_queue_that_there_is_not_is_not_found(ids: list[str], run: Run) -> None:
    assert run("list", "--queue", "dams").code == 4
    assert run("queue", "drop", "dams").code == 4
    assert run("queue", "keep").code == 2


def test_a_queue_whose_filter_means_nothing_any_more_stands_in_the_list(ids: list[str], run: Run, place: Path) -> None:
    with Library(place, create=False) as library:
        library.keep_queue(Queue("old", "autlet:x"))
    assert run("queue").out == "-  old  -  autlet:x\n"
    assert run("list", "--queue", "old").code == 2


# --- stats --------------------------------------------------------------------------------------------------------


def test_figures_are_told_of_what_a_filter_chooses(ids: list[str], run: Run) -> None:
    run("state", "done", ids[0])
    whole, some = (json.loads(run("stats", "--json", *words).out) for words in ([], ["levee"]))
    assert (whole["articles"], some["articles"]) == (3, 2)
    assert some["states"] == {"new": 1, "reading": 0, "done": 1, "aside": 0}
    assert 0 < some["words_read"] < some["words"] < whole["words"]


def test_figures_are_told_in_groups(ids: list[str], run: Run, place: Path) -> None:
    with Library(place, create=False, annotator="jonna") as library:
        library.annotate(ids[0], Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),)))
    months = json.loads(run("stats", "--by", "month", "--json").out)
    assert [(each["month"], each["articles"], each["marks"]["total"]) for each in months] == [
        ("2024-07", 2, 1),
        ("2024-08", 1, 0),
    ]
    rows = [line.split() for line in run("stats", "--by", "outlet").out.splitlines()]
    assert [row[:3] for row in rows] == [["Orrin", "Post", "2"], ["Coast", "Herald", "1"]]
    assert run("stats", "--by", "annotator").out == "jonna  1  1\n"
    assert json.loads(run("stats", "--by", "tag", "--json").out)[0]["tag"] == "HIGHLIGHT"
    assert run("stats", "--by", "weather").code == 2
    assert run("stats", "--by", "tag", "zebra").out == ""


def test_on_a_terminal_groups_have_a_head(ids: list[str]) -> None:
    head, *rows = on_a_terminal("stats", "--by", "day")[1].decode().splitlines()
    assert head.split() == ["day", "articles", "done", "words", "read", "marks"]
    assert len(rows) == 3
    assert {len(row) for row in rows} == {len(head)}
