"""`annotty claims`: who said what, for people and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.library import Library
from store.model import Bound, Claim, Draft, LinkDraft, Mode, PartDraft, RelationKind, Role
from store.text import Span
from tests.reader.cli.conftest import Run

TEXT = "The Port Office counted 12 boats. Fishermen, said Ilse Maar, spoke of up to 40 boats. Nobody knows."


@pytest.fixture
def claims(place: Path, run: Run, tmp_path: Path) -> list[str]:
    """A library with three claims of one article, two of which contradict one another; their ids."""
    page = tmp_path / "boats.md"
    page.write_text(f"---\noutlet: Orrin Post\ndate: 2024-07-20\n---\n# Boats lost\n\n{TEXT}\n", encoding="utf-8")
    run("add", str(page))
    with Library(place, create=False, annotator="jonna") as library:
        article = library.article(next(library.article_ids()))

        def claim(words: str, claim: Claim, *chain: LinkDraft) -> str:
            start = article.text.index(words)
            parts = (PartDraft(Role.CONTENT, Span(start, start + len(words))),)
            return library.annotate(article.id, Draft("CLAIM", parts, claim=claim, chain=chain)).id

        counted = Claim(quantity=12, bound=Bound.EXACTLY, unit="boats", event_from="2024-07-19")
        spoken = Claim(gist="Up to 40 boats", quantity=40, bound=Bound.AT_MOST, unit="boats")
        ids = [
            claim("12 boats", counted, LinkDraft(label="Port Office", said="2024-07-20")),
            claim(
                "up to 40 boats", spoken, LinkDraft(label="Ilse Maar"), LinkDraft(label="fishermen", mode=Mode.CLAIMS)
            ),
            claim("Nobody knows", Claim()),
        ]
        library.relate(ids[1], ids[0], RelationKind.CONTRADICTS)
    return ids


def test_a_row_tells_who_through_whom_how_many_and_where(claims: list[str], run: Run) -> None:
    ran = run("claims", "figure:any", "--sort", "figure")
    assert ran.code == 0
    assert [" ".join(line.split()) for line in ran.out.splitlines()] == [
        f"{claims[1]} 2024-07-20 fishermen ‹ Ilse Maar ≤40 boats unspecified Orrin Post Up to 40 boats",
        f"{claims[0]} 2024-07-20 Port Office 12 boats unspecified Orrin Post 12 boats",
    ]


def test_a_figure_has_the_sign_of_its_bound(claims: list[str], place: Path, run: Run) -> None:
    signs = {"": "=", "≥": "at least", ">": "more than", "≤": "at most", "<": "less than", "~": "about"}
    with Library(place, create=False, annotator="jonna") as library:
        article = library.annotation(claims[0]).article
        for number, bound in enumerate(signs.values()):
            claim = Claim(quantity=70 + number, bound=Bound(bound))
            parts = (PartDraft(Role.CONTENT, Span(number, number + 4)),)
            library.annotate(article, Draft("CLAIM", parts, claim=claim))
    told = json.loads(run("claims", "figure:>=70", "--json", "--sort", "figure", "--reverse").out)
    assert [each["figure"]["bound"] for each in told] == list(signs.values())
    rows = run("claims", "figure:>=70", "--sort", "figure", "--reverse").out.splitlines()
    assert all(f" {sign}{70 + number} " in row for number, (row, sign) in enumerate(zip(rows, signs, strict=True)))


def test_scripts_get_all_of_a_claim(claims: list[str], run: Run) -> None:
    ran = run("claims", "--jsonl", "--reverse")
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert [each["id"] for each in told] == claims
    assert json.loads(run("claims", "--json", "--reverse").out) == told
    first, second, third = told
    assert (second["who"], second["through"]) == ("fishermen", ["Ilse Maar"])
    assert (third["who"], third["through"], third["chain"], third["dispute"]) == (None, [], [], None)
    assert first["figure"] == {"quantity": 12, "bound": "=", "unit": "boats"}
    assert first["event"] == {"from": "2024-07-19", "to": None}
    assert first["said"] == "2024-07-20"
    assert first["article"]["outlet"] == "Orrin Post"
    assert first["relations"] == second["relations"]
    assert first["relations"] == [{"kind": "contradicts", "origin": claims[1], "target": claims[0]}]
    assert first["dispute"] == second["dispute"] == claims[0]
    assert [link["mode"] for link in second["chain"]] == ["states", "claims"]


def test_claims_stand_below_their_source_or_in_their_dispute(claims: list[str], run: Run) -> None:
    by_source = run("claims", "--group", "source").out.splitlines()
    assert [line for line in by_source if not line.startswith("  ")] == [
        "fishermen",
        "Port Office",
        "no source is named",
    ]
    in_disputes = run("claims", "--group", "dispute").out.splitlines()
    assert [line.split("  ")[0] or line.split()[0] for line in in_disputes] == [
        "dispute of 2: 12 boats",
        claims[0],
        claims[1],
        "claims without relations",
        claims[2],
    ]


def test_a_filter_that_means_nothing_and_one_that_nothing_fits_are_told(claims: list[str], run: Run) -> None:
    wrong = run("claims", "marks:>0")
    assert wrong.code == 2
    assert "marks: is asked of articles, not of claims" in wrong.err
    assert "annotty claims --help" in wrong.err
    nothing = run("claims", "source:nobody")
    assert (nothing.code, nothing.out) == (0, "")
    assert "fits" in nothing.err
    assert len(run("claims", "--limit", "1").out.splitlines()) == 1


def test_the_help_tells_every_key_of_claims(run: Run) -> None:
    out = run("claims", "--help").out
    assert all(f"{key}:" in out for key in ("source", "entity", "relation", "certainty", "figure", "event"))
