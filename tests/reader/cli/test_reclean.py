from __future__ import annotations

from pathlib import Path

from store.document import Block, BlockKind, Document
from store.library import Library
from store.model import Cleaned, Draft, Metadata, PartDraft, RawItem, Role
from store.text import Span
from tests.reader.cli.conftest import Run

TITLE = "Twelve boats are missing"
FIRST = "The harbour master said on Friday that twelve boats had not come back before the storm, and that was all."
LAST = "Nobody has seen them, said Ilse Maar, who keeps the light. “We look out each night, and see nothing.”"
RAW = f"<html><body><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{LAST}</p></article></body></html>"


def kept_before(place: Path, outlet: str = "Gazette", raw: str = RAW) -> str:
    """An article as an older cleaner left it, with a mark on a line that is not the story's."""
    text = f"{TITLE}\n\nShare this story\n\n{FIRST}"
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    known = Metadata(TITLE, outlet=outlet)
    cleaned = Cleaned(Document(text, (block,)), known, "text/html", "utf-8", "annotty-0", {"outlet": "source"})
    with Library(place) as library:
        article = library.keep(RawItem(raw.encode(), "boats.html"), cleaned).article
        library.annotate(article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(26, 31)),)))
    return article


def test_what_would_change_is_shown_and_nothing_is_changed(place: Path, run: Run) -> None:
    article = kept_before(place)
    ran = run("reclean", "--dry-run", "--diff")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"{article}  -3 +19 words, language, 1 lost  {TITLE}",
        "    language: none → en",
        "  - Share this story",
        f"  + {LAST}",
    ]
    assert ran.err.splitlines()[-1] == "1 article cleaned again, 1 would change"
    with Library(place) as library:
        assert len(library.text_digests(article)) == 1


def test_articles_are_cleaned_again_and_as_they_were_before(place: Path, run: Run) -> None:
    article = kept_before(place)
    ran = run("reclean")
    assert (ran.code, ran.out) == (0, f"{article}  -3 +19 words, language, 1 lost  {TITLE}\n")
    assert "marks that lost their words, kept: " in ran.err
    assert ran.err.endswith("1 changed; `annotty reclean --undo` takes it back\n")
    assert run("show", article).out.endswith(f"{LAST}\n")
    again = run("reclean", "--all")
    assert (again.code, again.out, again.err) == (0, "", "1 article cleaned again, 0 changed\n")
    undone = run("reclean", "--undo")
    assert (undone.code, undone.out) == (0, "taken back: cleaned 1 article again, 1 without its words now\n")
    assert "Share this story" in run("show", article).out
    nothing = run("reclean", "--undo")
    assert nothing.code == 1
    assert "no reclean" in nothing.err


def test_articles_and_outlets_are_chosen(place: Path, run: Run) -> None:
    one, other = (
        kept_before(place),
        kept_before(place, "Mail", RAW.replace("</article>", "<p>More of it.</p></article>")),
    )
    assert run("reclean", one, "--dry-run").out.startswith(one)
    assert run("reclean", "--outlet", "mail", "--dry-run").out.startswith(other)
    assert run("reclean", "nobody").code == 4
    assert run("reclean", "--outlet", "nobody").code == 4
    for wrong in (("--undo", "--diff"), (one, "--all"), ("--all", "--undo")):
        assert run("reclean", *wrong).code == 2


def test_an_article_whose_bytes_are_not_here_is_passed_over(place: Path, run: Run, tmp_path: Path) -> None:
    kept_before(place)
    marks = tmp_path / "marks.jsonl"
    assert run("export", "--output", str(marks)).code == 0
    far = str(tmp_path / "far.db")
    assert run("--library", far, "import", str(marks)).code == 0
    assert run("--library", far, "reclean").code == 0
    ran = run("--library", far, "reclean", "--all")
    assert ran.code == 1
    assert "passed over: its raw source is not in this library" in ran.err
