"""annotty tags, and annotty timeline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from store.demo import build
from store.library import Library
from tests.reader.cli.conftest import Run, Start


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with Library(path) as library:
        build(library)
    return path


@pytest.fixture
def demo(made: Path, place: Path) -> Path:
    shutil.copy(made, place)
    return place


def test_the_tags_are_listed_for_people_and_for_scripts(run: Run, demo: Path) -> None:
    lines = run("tags").out.splitlines()
    assert lines[0].split() == ["P", "PERSON", "entity", "17", "person"]
    told = json.loads(run("tags", "--json").out)
    assert (len(told), told[0]["marks"], told[0]["mapping"]["conll"]) == (13, 17, "PER")


def test_the_tag_set_goes_out_and_comes_in_as_toml(run: Run, start: Start, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "tags.toml"
    assert run("tags", "export", str(path)).err == f"13 tags written to {path}\n"
    assert run("tags", "export").out == path.read_text(encoding="utf-8")
    assert run("tags", "import", str(path)).out == "0 tags changed or new, of 13 in the file\n"
    said = '[[tag]]\nname = "SHIP"\nlayer = "entity"\n'
    assert start("tags", "import", "-", stdin=said.encode()).out == "1 tag changed or new, of 1 in the file\n"
    assert "S  SHIP" in run("tags").out


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('[[tag]]\nname = "SHIP"\nlayer = "entity"\nkey = "v"\n', "v is the key for “select”"),
        ('[[tag]]\nname = "SHIP"\nlayer = "entity"\nkey = "P"\n', "P would be the key of PERSON and of SHIP"),
        ('[[tag]]\nname = "SHIP"\nlayer = "entity"\nparent = "NAVY"\n', "there is no such tag"),
        ("[[tag]]\nname = 1", "name is words"),
        ("\udcff", "no text in UTF-8"),
    ],
)
def test_a_file_that_asks_for_what_cannot_be_changes_nothing(
    run: Run, demo: Path, tmp_path: Path, said: str, why: str
) -> None:
    path = tmp_path / "tags.toml"
    path.write_bytes(said.encode(errors="surrogateescape"))
    before = run("tags", "export").out
    done = run("tags", "import", str(path))
    assert (done.code, why in done.err, "nothing was changed" in done.err) == (1, True, True)
    assert run("tags", "export").out == before


def test_a_key_that_keys_toml_frees_can_be_a_tags(
    run: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTTY_CONFIG", str(tmp_path))
    (tmp_path / "keys.toml").write_text('select = ["f4"]\n', encoding="utf-8")
    (tmp_path / "tags.toml").write_text('[[tag]]\nname = "PERSON"\nkey = "v"\n', encoding="utf-8")
    assert run("tags", "import", str(tmp_path / "tags.toml")).code == 0


def test_wrong_usage_of_tags_is_told(run: Run, demo: Path, tmp_path: Path) -> None:
    assert run("tags", "import").code == 2
    assert run("tags", "list", "file").code == 2
    assert run("tags", "import", str(tmp_path / "none")).code == 1


# --- timeline --------------------------------------------------------------------------------------------------------


def test_the_timeline_of_an_entity_is_a_report_a_picture_or_json(run: Run, demo: Path, tmp_path: Path) -> None:
    report = run("timeline", "Halvern dam").out
    assert report.startswith("# Timeline: Halvern dam\n")
    assert "## References" in report
    picture = tmp_path / "dam.svg"
    assert run("timeline", "Halvern", "--output", str(picture)).err == f"4 events written to {picture}\n"
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")
    assert json.loads(run("timeline", "Halvern dam", "--format", "json").out)["of"] == "entity"


def test_the_timeline_of_a_dispute_is_asked_for_by_one_of_its_claims(run: Run, demo: Path) -> None:
    with Library(demo, create=False) as library:
        marks = [mark for row in library.articles() for mark in library.annotations(row.id)]
        related = next(mark.id for mark in marks if mark.relations)
    assert run("timeline", "--dispute", related).out.startswith("# Dispute: ")


def test_wrong_usage_of_timeline_is_told(run: Run, demo: Path, tmp_path: Path) -> None:
    assert run("timeline").code == 2
    assert run("timeline", "Nobody").code == 4
    assert run("timeline", "--dispute", "none").code == 4
    assert run("timeline", "Halvern dam", "--output", str(tmp_path / "dam.txt")).code == 2
    done = run("timeline", "Halvern dam", "--output", str(demo), "--format", "json")
    assert (done.code, "is a library" in done.err) == (1, True)
