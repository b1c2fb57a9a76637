"""Each command does what its help says, in a process of its own or in this one."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from reader.cli import COMMANDS
from store.library import Library
from store.model import Draft, PartDraft, Role, State
from store.text import Span
from tests.reader.cli.conftest import Run, Start

NOTES = "# Boats counted anew\n\nThe ministry first counted 12 lost boats, then 19; fishermen spoke of up to 40.\n"


def mark(place: Path) -> str:
    """Makes a highlight on the first words of the newest article; returns that article's id."""
    with Library(place, create=False, annotator="reader") as library:
        article = library.articles()[0].id
        library.annotate(article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),)))
    return article


# --- add ----------------------------------------------------------------------------------------------------------


def test_add_takes_files_folders_and_standard_input_and_says_what_became_of_each(
    run: Run, start: Start, page: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "saved" / "deeper"
    folder.mkdir(parents=True)
    (folder / "boats.md").write_text(NOTES, encoding="utf-8")
    stdin = b"A third story\n\nNobody at the harbour could be reached on Sunday, the harbour master said later.\n"
    ran = start("add", str(page), str(tmp_path / "saved"), "-", stdin=stdin)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == ["added"] * 3
    assert lines[0].endswith(f"Ferry will sail again, says minister  ({page})")
    assert lines[2].endswith("(-)")
    assert ran.err == "3 added\n"
    listed = {article["id"] for article in json.loads(run("list", "--json").out)}
    assert {line.split()[1] for line in lines} == listed


def test_the_same_bytes_twice_are_one_article(run: Run, page: Path) -> None:
    first, second = run("add", str(page)), run("add", str(page), str(page))
    assert second.code == 0
    assert [line.split()[:2] for line in second.out.splitlines()] == [["known", first.out.split()[1]]] * 2
    assert second.err == "2 known\n"


def test_what_cannot_be_read_is_named_the_others_go_on_and_the_code_says_so(
    run: Run, page: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    ran = run("add", str(tmp_path / "missing.txt"), str(empty), str(page))
    assert ran.code == 1
    assert ran.out.startswith("added ")
    assert len(ran.out.splitlines()) == 1
    missing, nothing, total = ran.err.splitlines()
    assert missing == f"skipped   {tmp_path}/missing.txt: cannot be read: no such file or directory"
    assert nothing.startswith(f"skipped   {empty}: ")
    assert total == "1 added, 2 could not be read"


def test_marks_that_wait_for_words_which_a_text_does_not_have_are_named(
    run: Run, page: Path, place: Path, tmp_path: Path
) -> None:
    run("add", str(page))
    mark(place)
    line = json.loads(run("export").out)
    line["article"]["text_sha256"] = "0" * 64
    line["parts"][0] |= {"exact": "gone!"}
    (tmp_path / "marks.jsonl").write_text(json.dumps(line))
    other = str(tmp_path / "other.db")
    run("import", str(tmp_path / "marks.jsonl"), "--library", other)
    ran = run("add", str(page), "--library", other)
    assert ran.out.startswith("completed ")
    assert ran.err.splitlines() == [
        f"marks whose words are not in its text, kept: {line['id']}",
        "1 completed",
    ]


def test_a_file_whose_name_is_not_utf8_is_added(run: Run, start: Start, page: Path, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(odd)).write_bytes(page.read_bytes())
    ran = start("add", odd)
    assert ran.code == 0
    assert ran.out.rstrip().endswith("caf\N{REPLACEMENT CHARACTER}.txt)")
    assert run("export", "--articles").code == 0


# --- list, show, stats --------------------------------------------------------------------------------------------


def test_list_json_has_what_scripts_need(run: Run, page: Path, place: Path) -> None:
    run("add", str(page))
    article = mark(place)
    (listed,) = json.loads(run("list", "--json").out)
    assert listed["id"] == article
    assert listed["title"] == "Ferry will sail again, says minister"
    assert listed["state"] == "new"
    assert listed["marks"] == {"highlight": 1, "entity": 0, "claim": 0, "total": 1}
    assert " ".join(listed) == "id title outlet published byline language state labels marks added alike"


def test_list_show_and_stats_tell_of_articles_that_tell_the_same_story(run: Run, page: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text(page.read_text(encoding="utf-8").replace("Ferry will", "Boat will"), encoding="utf-8")
    first, second = (run("add", str(each)).out.split()[1] for each in (page, copy))
    assert {each["id"]: each["alike"] for each in json.loads(run("list", "--json").out)} == {first: None, second: first}
    shown = run("show", first)
    assert shown.err == f"the same story: {second}\n"
    assert second not in shown.out
    assert json.loads(run("stats", "--json").out)["alike"] == 1
    assert "alike      1" in run("stats").out


def test_list_stands_in_columns_by_width_with_the_whole_id_first(run: Run, page: Path, tmp_path: Path) -> None:
    wide = tmp_path / "wide.md"
    wide.write_text("---\noutlet: 水の新聞\n---\n" + NOTES, encoding="utf-8")
    run("add", str(page), str(wide))
    lines = run("list").out.splitlines()
    ids = [article["id"] for article in json.loads(run("list", "--json").out)]
    assert [line.split("  ")[0] for line in lines] == ids
    titles = [line.rindex("  ") for line in lines]
    from rich.cells import cell_len

    assert len({cell_len(line[:at]) for line, at in zip(lines, titles, strict=True)}) == 1


def test_show_prints_the_clean_text_and_one_line_end(run: Run, page: Path, place: Path) -> None:
    run("add", str(page))
    with Library(place, create=False) as library:
        article = library.article(library.articles()[0].id)
    for wanted in (article.id, article.id[:13], article.id[-6:]):
        assert run("show", wanted).out == article.text + "\n"


def test_stats_json_counts_the_library(run: Run, page: Path, place: Path) -> None:
    run("add", str(page))
    mark(place)
    stats = json.loads(run("stats", "--json").out)
    assert stats["articles"] == 1
    assert stats["states"] == {"new": 1, "reading": 0, "done": 0, "aside": 0}
    assert stats["annotations"] == {"highlight": 1, "entity": 0, "claim": 0, "total": 1}
    assert (stats["entities"], stats["relations"], stats["tags"]) == (0, 0, {"HIGHLIGHT": 1})
    assert stats["words"] > 20
    assert run("stats").out.splitlines()[0] == "articles   1 (1 new, 0 reading, 0 done, 0 aside)"


def test_an_empty_library_is_an_empty_list(run: Run, place: Path) -> None:
    Library(place).close()
    ran = run("list")
    assert (ran.code, ran.out) == (0, "")
    assert "annotty add" in ran.err
    assert json.loads(run("list", "--json").out) == []


# --- export, import -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [[], ["--articles"]], ids=["marks only", "with articles"])
def test_export_import_export_gives_the_same_file(
    run: Run, page: Path, place: Path, tmp_path: Path, more: list[str]
) -> None:
    run("add", str(page))
    mark(place)
    first, second, other = tmp_path / "1.jsonl", tmp_path / "2.jsonl", str(tmp_path / "other.db")
    assert run("export", *more, "--output", str(first)).code == 0
    imported = run("import", str(first), "--library", other)
    assert (imported.code, imported.out) == (0, "imported 1 mark and 1 new article\n")
    assert run("--library", other, "export", *more, "--output", str(second)).code == 0
    assert second.read_bytes() == first.read_bytes()
    assert first.read_bytes().decode() == run("export", *more).out


def test_import_reads_standard_input(run: Run, start: Start, page: Path, place: Path, tmp_path: Path) -> None:
    run("add", str(page))
    mark(place)
    lines = run("export", "--articles").out.encode()
    other = str(tmp_path / "other.db")
    assert start("import", "-", "--library", other, stdin=lines).out == "imported 1 mark and 1 new article\n"
    again = start("import", "-", "--library", other, stdin=lines)
    assert again.out == "imported 0 marks and 0 new articles (1 mark known)\n"


def test_a_file_that_is_no_export_is_refused_by_line_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text('{"schema": 7}\n')
    ran = run("import", str(wrong))
    assert ran.code == 1
    assert ran.err.startswith(f"annotty: {wrong}, line 1: it was written by a newer annotty")
    assert json.loads(run("list", "--json").out) == []


def test_import_of_a_missing_file_makes_no_library(run: Run, place: Path) -> None:
    ran = run("import", "nowhere.jsonl")
    assert ran.code == 1
    assert ran.err == "annotty: nowhere.jsonl cannot be read: No such file or directory; nothing was imported\n"
    assert not place.exists()


def test_marks_without_a_place_are_named(run: Run, page: Path, place: Path, tmp_path: Path) -> None:
    run("add", str(page))
    mark(place)
    line = json.loads(run("export").out)
    line["article"]["text_sha256"] = "0" * 64
    line["id"] = "01900000-0000-7000-8000-00000000000a"
    line["parts"][0] |= {"exact": "gone!"}
    (tmp_path / "marks.jsonl").write_text(json.dumps(line))
    ran = run("import", str(tmp_path / "marks.jsonl"))
    assert ran.code == 0
    assert ran.err == f"1 mark not found in the texts that are here, kept without a place: {line['id']}\n"


def test_export_to_a_file_keeps_what_was_there_until_all_is_written(run: Run, page: Path, tmp_path: Path) -> None:
    run("add", str(page))
    target = tmp_path / "out" / "marks.jsonl"
    target.parent.mkdir()
    target.write_text("before")
    target.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)
    assert run("export", "--output", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_text() == ""
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in target.parent.iterdir()] == ["marks.jsonl"]


def test_an_export_that_fails_half_way_leaves_the_file_as_it_was(run: Run, page: Path, place: Path) -> None:
    from reader.writing import written_whole

    target = place.with_name("marks.jsonl")
    target.write_text("before")
    with pytest.raises(RuntimeError), written_whole(target) as stream:
        stream.write("half")
        raise RuntimeError
    assert target.read_text() == "before"
    assert [path.name for path in place.parent.glob("*.part")] == []


def test_a_new_export_is_its_owners_alone(run: Run, page: Path, tmp_path: Path) -> None:
    run("add", str(page))
    old = os.umask(0)
    try:
        run("export", "--output", str(tmp_path / "marks.jsonl"))
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "marks.jsonl").stat().st_mode) == 0o600


def test_export_to_a_device_writes_to_it(run: Run, start: Start, page: Path, place: Path) -> None:
    run("add", str(page))
    mark(place)
    assert start("export", "--output", "/dev/stdout").out.startswith('{"schema":3,')


def test_what_a_filter_chooses_goes_into_the_file_and_arrives_with_its_state_and_labels(
    run: Run, page: Path, place: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "boats.md"
    notes.write_text(NOTES, encoding="utf-8")
    run("add", str(page), str(notes))
    with Library(place, create=False) as library:
        boats, ferry = sorted(library.articles(), key=lambda article: article.title)
        library.label([boats.id], "to file")
        library.set_state(boats.id, State.ASIDE)
    some, other = tmp_path / "some.jsonl", str(tmp_path / "other.db")
    ran = run("export", "--articles", "label:file", "or", 'label:"to file"', "--output", str(some))
    assert (ran.code, ran.err) == (0, f"1 line written to {some}\n")
    assert run("--library", other, "import", str(some)).code == 0
    (here,) = json.loads(run("--library", other, "list", "--json").out)
    assert (here["id"], here["state"], here["labels"]) == (boats.id, "aside", ["to file"])
    assert [found["id"] for found in json.loads(run("--library", other, "list", "fishermen", "--json").out)] == [
        boats.id
    ]
    assert ferry.id not in some.read_text()
    assert run("export", "--articles", "nobody").out == ""
    assert run("export", "stat:new").code == 2


def test_export_never_writes_over_the_library(run: Run, page: Path, place: Path) -> None:
    run("add", str(page))
    ran = run("export", "--output", str(place))
    assert ran.code == 1
    assert "is a library" in ran.err
    assert len(json.loads(run("list", "--json").out)) == 1


def test_export_to_where_nothing_can_be_written_says_so(run: Run, page: Path, tmp_path: Path) -> None:
    run("add", str(page))
    ran = run("export", "--output", str(tmp_path / "none" / "marks.jsonl"))
    assert ran.code == 1
    assert ran.err.startswith("annotty: ")
    assert "No such file or directory" in ran.err


# --- demo ---------------------------------------------------------------------------------------------------------


def test_demo_makes_its_own_library_beside_the_persons_and_only_once(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANNOTTY_LIBRARY")
    made, again = run("demo", "--no-open"), run("demo", "--no-open")
    path = place.parent / "data" / "annotty" / "demo.db"
    assert (made.code, again.code) == (0, 0)
    assert made.out.startswith(f"made the demo library at {path}: ")
    assert again.out.startswith(f"the demo library is at {path}: ")
    assert [entry.name for entry in path.parent.iterdir()] == ["demo.db"]
    stats = json.loads(run("stats", "--json", "--library", str(path)).out)
    assert stats["articles"] >= 8
    assert all(stats["annotations"].values())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_demo_makes_and_finds_its_library_where_it_is_told_to(run: Run, place: Path) -> None:
    assert run("demo", "--no-open").out.startswith(f"made the demo library at {place}: ")
    assert run("demo", "--no-open").out.startswith(f"the demo library is at {place}: ")


@pytest.mark.parametrize("what", ["own", "fresh", "empty"])
def test_demo_leaves_a_persons_own_library_alone(run: Run, page: Path, place: Path, what: str) -> None:
    if what == "empty":
        place.touch()
    else:
        Library(place).close()
    if what == "own":
        run("add", str(page))
    before = place.read_bytes()
    ran = run("demo", "--no-open")
    assert (ran.code, ran.out) == (1, "")
    assert f"{place} is not the demo library" in ran.err
    assert "ANNOTTY_LIBRARY" in ran.err
    assert place.read_bytes() == before


# --- around them --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    assert f"usage: annotty {name}" in ran.out
    assert f"examples:\n  annotty {name}" in ran.out or f" {name}" in ran.out.partition("examples:")[2]
    assert "--library PATH" in ran.out
    assert ran.err == ""


def test_help_names_every_command_and_every_exit_code(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for name, words in COMMANDS.items():
        assert f"    {name}" in ran.out
        assert words.split()[0] in ran.out
    for code in ("0 done", "1 not done", "2 wrong usage", "3 the library", "4 not found", "130 interrupted"):
        assert code in ran.out


def test_help_lines_fit_eighty_cells(run: Run) -> None:
    for name in ("", *COMMANDS):
        out = run(*filter(None, [name]), "--help").out
        assert [line for line in out.splitlines() if len(line) > 80] == []


def test_version_is_printed(run: Run) -> None:
    ran = run("--version")
    assert ran.code == 0
    assert ran.out.startswith("annotty ")
