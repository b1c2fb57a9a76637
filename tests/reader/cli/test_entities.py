"""`annotty entities`: list, show, add, rename, change, unite, split, drop, for people and for scripts."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.library import Library
from store.model import Alias, Draft, Entity, EntityDraft, PartDraft, Role
from store.text import Span
from tests.reader.cli.conftest import Run, Start


@pytest.fixture
def maar(run: Run, place: Path, page: Path) -> str:
    """A library with an article, two marks in it that name Ilse Maar, and the Port that nothing names."""
    run("add", str(page))
    with Library(place, create=False, annotator="reader") as library:
        article = library.article(library.articles()[0].id)
        made = library.add_entity(EntityDraft("Ilse Maar", "PERSON", (Alias("Maar"),)))
        library.add_entity(EntityDraft("Port", "PLACE"))
        for words in ("Ilse Maar", "minister"):
            start = article.text.index(words)
            part = PartDraft(Role.MENTION, Span(start, start + len(words)))
            library.annotate(article.id, Draft("PERSON", (part,), made.id))
    return made.id


def entities(place: Path) -> dict[str, Entity]:
    with Library(place, create=False) as library:
        return {entity.name: entity for entity in library.entities()}


def test_a_list_has_tag_mentions_articles_last_seen_and_names(run: Run, maar: str) -> None:
    ran = run("entities")
    assert ran.out == "PERSON  2  1  -  Ilse Maar · Maar\nPLACE   0  0  -  Port\n"
    assert run("entities", "--sort", "name", "--reverse", "--limit", "1").out.split()[-1] == "Port"


def test_a_filter_chooses_and_what_means_nothing_is_shown(run: Run, maar: str) -> None:
    for words in (["tag:PLACE"], ["list", "tag:PLACE"], ["port"], ["-maar", "mentions:0"]):
        told = run("entities", *(["--"] if words[0].startswith("-") else []), *words)
        assert told.out.split()[-1] == "Port", words
    ran = run("entities", "mentions:many")
    assert ran.code == 2
    assert ran.err.endswith("^^^^\nTry: annotty entities --help\n")
    ran = run("entities", "nobody")
    assert (ran.code, ran.out, ran.err) == (0, "", "no entity fits\n")


def test_scripts_get_objects(run: Run, maar: str) -> None:
    (person,) = json.loads(run("entities", "tag:PERSON", "--json").out)
    assert person == {
        "id": maar,
        "name": "Ilse Maar",
        "tag": "PERSON",
        "aliases": [{"name": "Maar", "weak": False}],
        "identifiers": {},
        "reliability": None,
        "note": "",
        "mentions": 2,
        "articles": 1,
        "first": None,
        "last": None,
    }
    (shown,) = map(json.loads, run("entities", "show", "maar", "--jsonl").out.splitlines())
    assert shown["id"] == maar
    assert [mark["sentence"][slice(*mark["spans"][0])] for mark in shown["mentioned"]] == ["minister", "Ilse Maar"]


def test_one_is_shown_with_each_mention_in_its_sentence(run: Run, maar: str) -> None:
    ran = run("entities", "show", "Ilse Maar")
    assert ran.err.splitlines() == [f"Ilse Maar  PERSON  {maar}", "  also Maar", "  2 mentions in 1 article"]
    heads = ran.out.splitlines()[::2]
    assert all(head.endswith("-  -  Ferry will sail again, says minister") for head in heads)
    assert ran.out.splitlines()[3].startswith("    “We will not wait,” said Ilse Maar")


def test_one_is_added_changed_renamed_and_dropped(run: Run, place: Path, maar: str) -> None:
    ran = run(
        "entities",
        "add",
        "Coast Guard",
        "--tag",
        "GOVERNMENT",
        "--alias",
        "CG",
        "--weak",
        "the guard",
        "--id",
        "viaf=7",
    )
    assert ran.out.split("  ")[1:] == ["Coast Guard\n"]
    told = ("--reliability", "b", "--note", "rude", "--unalias", "CG", "--id", "viaf=", "--id", "wikidata=Q42")
    assert run("entities", "change", "cg", *told).out == "changed: Coast Guard\n"
    assert run("entities", "rename", "Coast Guard", "Guard", "--keep").out == "renamed: Coast Guard is Guard\n"
    found = entities(place)["Guard"]
    assert found.aliases == (Alias("Coast Guard"), Alias("the guard", weak=True))
    assert (found.identifiers, found.reliability, found.note) == ({"wikidata": "Q42"}, "B", "rude")
    assert run("entities", "drop", "Guard").out == "dropped: Guard\n"
    assert set(entities(place)) == {"Ilse Maar", "Port"}


def test_two_are_united_and_some_marks_split_off_as_a_list_told_them(
    run: Run, start: Start, place: Path, maar: str
) -> None:
    assert run("entities", "unite", "Port", "maar").out == "united: Ilse Maar is Port\n"
    told = start("entities", "show", "Port").out
    ran = start(
        "entities",
        "split",
        "Port",
        "Minister",
        "-",
        "--tag",
        "PERSON",
        stdin="".join(told.splitlines(True)[:2]).encode(),
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("  Minister, 1 mark\n")
    assert json.loads(run("entities", "id:none minister", "--json").out)[0]["mentions"] == 1


def test_what_is_refused_and_what_is_not_there_have_codes_of_their_own(run: Run, place: Path, maar: str) -> None:
    before = entities(place)
    ran = run("entities", "add", "Nobody", "--tag", "PERSON", "--id", "wikidata=12")
    assert (ran.code, ran.err) == (
        1,
        "annotty: an identifier for wikidata is Q and a number, as in Q42, not “12”; nothing was changed\n",
    )
    assert run("entities", "drop", "Maar").code == 1
    assert run("entities", "unite", "Port", "Nobody").code == 4
    assert run("entities", "show", "Nobody").err.startswith("annotty: no entity is called “Nobody”")
    for words in (["add", "Nobody"], ["unite", "Port"], ["show"], ["split", "Port", "New"], ["drop", "Port", "Maar"]):
        assert run("entities", *words).code == 2, words
    assert entities(place) == before


def test_a_shell_completes_what_is_to_be_done_and_names(run: Run, maar: str) -> None:
    assert run("completion", "--of", "entity", "--", "Il").out == "Ilse Maar\tperson\n"
    assert "list show add rename change unite split drop" in run("completion", "bash").out


def test_while_another_program_writes_what_is_there_must_do(
    run: Run, place: Path, maar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.connection.BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run("entities")
    assert (ran.code, ran.out.count("\n")) == (0, 0)
    assert ran.err.startswith(
        "2 entities and claims are told as they were before (not saved: another program is writing"
    )
