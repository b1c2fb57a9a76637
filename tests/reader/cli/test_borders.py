"""What holds for every command: which library, which exit code, and what may reach a terminal."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.terminal.depth import shown_line
from store.document import Block, BlockKind, Document
from store.library import Library
from store.model import Article, Carried, Metadata, Source, State
from store.text import Span, normal_form
from tests.reader.cli.conftest import Run, Start, on_a_terminal

ROOT = Path(__file__).parents[3]
ATTACK = "\x1b]52;c;cm0=\x07\x1b]8;;evil\x1b\\\x9b31m\u202egnp\u2066\x7f[/][@click=app.quit]\x00"
"""A title that takes over the clipboard, links elsewhere, colours, reorders, and is markup."""
PRINTED = shown_line(" ".join(ATTACK.split()))
FORBIDDEN = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\x7f", "\x00")


def attacked(place: Path) -> str:
    """A library whose one article attacks the terminal by title, outlet and text; returns the article's id."""
    text = normal_form(f"{ATTACK}\n\nWords.")
    document = Document(text, (Block(BlockKind.TITLE, Span(0, 10)),))
    digests = [hashlib.sha256(raw).hexdigest() for raw in (text.encode(), b"raw")]
    at = "2024-07-20T09:00:00.000Z"
    source = Source("s1", digests[1], b"raw", "text/plain", "utf-8", ATTACK, at)
    article = Article(
        *("a1", Metadata(ATTACK, ATTACK, ATTACK, ATTACK, ATTACK, "en"), State.NEW, at, "", digests[0], "test"),
        *("s1", digests[1], document),
    )
    with Library(place) as library:
        library.receive([Carried(article, source)])
    return article.id


@pytest.mark.parametrize("command", ["list", "list --json", "show", "stats", "export --articles"])
def test_no_control_character_of_an_article_reaches_a_terminal(place: Path, command: str) -> None:
    article = attacked(place)
    arguments = [*command.split(), *([article] if command == "show" else [])]
    code, received = on_a_terminal(*arguments)
    assert code == 0
    shown = received.decode()
    assert [sign for sign in FORBIDDEN if sign in shown] == []
    if command != "stats":
        assert "[/][@click=app.quit]" in shown


def test_words_from_a_file_name_or_an_argument_reach_a_terminal_as_signs(place: Path, tmp_path: Path) -> None:
    name = "\x1b]0;x\x07\u202e.txt"
    (tmp_path / name).write_text("A story of boats\n\nThe ministry first counted 12 lost boats, and then 19.\n")
    for arguments in (
        ["add", str(tmp_path / name)],
        ["add", str(tmp_path / f"missing{name}")],
        ["show", name],
        ["list", f"tags:{name}"],
        [name],
        ["import", name],
        ["--library", str(tmp_path / name / "library.db"), "list"],
    ):
        _, received = on_a_terminal(*arguments)
        assert [sign for sign in FORBIDDEN if sign in received.decode()] == []
        assert "␛]0;x␇" in received.decode() or r"\x1b]0;x\x07" in received.decode()


def test_into_a_pipe_text_and_json_go_as_they_are_and_lines_for_people_do_not(place: Path, start: Start) -> None:
    article = attacked(place)
    with Library(place) as library:
        text = library.article(article).text
    assert start("show", article).out == text + "\n"
    assert PRINTED in (listed := start("list").out)
    assert [sign for sign in FORBIDDEN if sign in listed] == []  # `less` is at the other end
    told = start("show", ATTACK.replace("\x00", "")).err
    assert [sign for sign in FORBIDDEN if sign in told] == []
    assert "␛]52" in told
    assert json.loads(start("list", "--json").out)[0]["title"] == ATTACK


def test_the_library_is_named_before_or_after_the_command_else_by_the_environment_else_in_the_data_folder(
    run: Run, place: Path, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after, home = tmp_path / "before.db", tmp_path / "after.db", tmp_path / "home" / "tilde.db"
    run("--library", str(before), "add", str(page))
    run("add", str(page), f"--library={after}")
    run("--library", "add", "--library", "~/tilde.db", "add", str(page))
    run("add", str(page))
    monkeypatch.delenv("ANNOTTY_LIBRARY")
    run("add", str(page))
    for path in (before, after, home, place, tmp_path / "data" / "annotty" / "library.db"):
        assert path.exists()


@pytest.mark.parametrize("command", [["list"], ["show", "x"], ["stats"], ["export"]])
def test_what_only_reads_makes_no_library(run: Run, place: Path, command: list[str]) -> None:
    ran = run(*command)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"annotty: there is no library at {place}; ")
    assert not place.exists()


def test_what_is_no_library_is_refused_with_words(run: Run, place: Path) -> None:
    place.write_text("these are the words of somebody else, " * 40)
    ran = run("list")
    assert ran.code == 3
    assert "is not an annotty library" in ran.err
    assert run("--library", str(place.parent), "list").code == 3


def test_a_damaged_library_is_told_of_without_a_traceback(start: Start, page: Path, place: Path) -> None:
    start("add", str(page))
    with place.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xaa" * 30 * 4096)
    for command in (["list"], ["stats"], ["export"]):
        ran = start(*command)
        assert ran.code == 3
        assert ran.err.startswith("annotty: ")
        assert "Traceback" not in ran.err


def test_what_is_not_there_is_code_4(run: Run, page: Path) -> None:
    run("add", str(page))
    ran = run("show", "no-such-article")
    assert (ran.code, ran.out) == (4, "")
    assert "there is no article no-such-article" in ran.err


def test_an_article_known_by_name_only_has_no_text_to_show(run: Run, page: Path, place: Path, tmp_path: Path) -> None:
    from tests.reader.cli.test_commands import mark

    run("add", str(page))
    article = mark(place)
    (tmp_path / "marks.jsonl").write_text(run("export").out)
    other = str(tmp_path / "other.db")
    run("import", str(tmp_path / "marks.jsonl"), "--library", other)
    ran = run("show", article, "--library", other)
    assert ran.code == 4
    assert "only its name and marks" in ran.err


@pytest.mark.parametrize(
    "arguments", [["fly"], ["list", "--jso"], ["add"], ["show"], ["--library"], ["import", "a", "b"]]
)
def test_wrong_usage_is_code_2_with_a_way_on(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("annotty: ")
    assert "--help" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("arguments", [[], ["open"], ["demo"]])
def test_the_application_needs_a_terminal(start: Start, place: Path, arguments: list[str]) -> None:
    ran = start(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "needs a terminal" in ran.err
    assert not place.exists()


def test_opening_an_article_that_is_not_there_is_code_4(place: Path) -> None:
    code, received = on_a_terminal("open", "no-such-article")
    assert code == 4
    assert b"there is no article no-such-article" in received


def test_a_reader_that_goes_away_is_no_error(place: Path, start: Start, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"Story {number}\n\n" + "The ministry counted boats again. " * 400)
    start("add", *(str(tmp_path / f"{number}.txt") for number in range(40)))
    export = subprocess.Popen(
        [sys.executable, "-m", "reader", "export", "--articles"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert export.stdout is not None
    assert export.stdout.readline().startswith(b'{"schema":3,')
    export.stdout.close()
    assert export.stderr is not None
    with export.stderr as stderr:
        assert stderr.read() == b""
    assert export.wait() == 0


def test_an_interrupted_command_says_so_and_is_code_130(place: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "marks.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "reader", "import", str(pipe)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as importing, pipe.open("wb"):  # waits until it reads
        importing.send_signal(signal.SIGINT)
        assert importing.wait() == 130
        assert importing.stderr is not None
        assert importing.stderr.read().startswith(b"annotty: interrupted")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_under_the_output_is_told_of(place: Path) -> None:
    attacked(place)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "annotty: stopped: No space left on device\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.ISO-8859-1"])
def test_no_locale_stops_a_command(place: Path, start: Start, locale: str) -> None:
    attacked(place)
    for more in ({}, {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        environment = {"LC_ALL": locale, "LANG": locale, **more}
        assert PRINTED in start("list", environment=environment).out


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_process_started_with_a_stream_closed_does_its_work(place: Path, page: Path, closed: int) -> None:
    command = [sys.executable, "-m", "reader", "add", str(page)]
    started = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}{"<" if closed == 0 else ">"}&-', "sh", *command],
        capture_output=True,
        check=False,
    )
    assert started.returncode == 0
    assert b"Traceback" not in started.stderr
    with Library(place, create=False) as library:
        assert len(library.articles()) == 1


HEAVY = (
    "store.cleaning",
    "store.sources",
    "store.adding",
    "lxml",
    "trafilatura",
    "numpy",
    "pyarrow",
    "warcio",
    "httpx",
)
"""What only adding and cleaning need: half a second and forty megabytes that nobody who reads should wait for."""


def loaded(names: tuple[str, ...], program: str, *arguments: str) -> list[str]:
    """Which of some modules, or of what stands in them, a program has loaded when it ends; in a process of its own."""
    code = f"{program}\nprint(*(name for name in {names!r} if name in sys.modules), sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True, cwd=ROOT)
    return done.stderr.decode().split()


LATE = (
    *("textual", "rich", "regex", "asyncio", "argparse", "dataclasses", "typing", "enum", "re", "json", "pathlib"),
    *("sqlite_utils", "platformdirs", "store.model", "trafilatura"),
)
"""What takes longer to load than the first rows take to be painted: none of it comes before them."""


def test_the_first_rows_are_painted_before_nearly_anything_is_loaded(place: Path, page: Path, run: Run) -> None:
    run("add", str(page))
    program = (
        "import os, sys; import reader.cli, reader.first.starting; from reader.first.painting import paint, screen\n"
        "from store.database.newest import newest\n"
        "assert paint(sys.argv[1], os.environ) is None  # there is no terminal\n"
        "rows = screen(newest(sys.argv[1], 20), 80, 24, plain=False)\n"
        "assert any('Ferry' in words for row in rows for words, _ in row)"
    )
    assert loaded(LATE, program, str(place)) == []


LATER = (
    *("store.library", "store.reading", "store.finding", "store.document", "store.filters.terms"),
    *("store.database.finding", "store.database.annotations", "store.database.recording", "store.model.articles"),
    *("store.model.marks", "store.model.history", "reader.article.screen", "reader.library.filtering.filterer"),
    *("reader.undoing", "uuid_utils", "regex", "_hashlib"),
)
"""What the first keys need, and nobody to look at the list: a quarter of the time until it answers."""


def test_the_list_opens_without_what_only_commands_need(place: Path, page: Path, run: Run) -> None:
    run("add", str(page))
    program = (
        "import asyncio, sys; import reader.app, reader.cli.open_, reader.cli.running; from pathlib import Path\n"
        "from reader.app import AnnottyApp; from store.listing import Listing\n"
        "reader.app.IDLE_SECONDS = 1000.0  # what is loaded when nothing is done, however slow the machine is\n"
        "async def look():\n"
        "    with Listing(Path(sys.argv[1])) as listing:\n"
        "        async with AnnottyApp(listing).run_test() as pilot:\n"
        "            await pilot.press('j')\n"
        "            assert len(pilot.app.screen.list.arrangement.numbers) == 1\n"
        "asyncio.run(look())"
    )
    names = (
        "reader.library",
        "argparse",
        "sqlite_utils",
        "jsonschema",
        "store.suggesting",
        "reader.cli.parsing",
        *LATER,
        *HEAVY,
    )
    assert loaded(names, program, str(place)) == ["reader.library"]


def test_only_what_a_command_needs_is_loaded(place: Path, page: Path, run: Run) -> None:
    run("add", str(page))
    program = (
        "import sys; from reader.cli import main\n"
        "for command in ('list', 'stats', 'export', '--help', '--version'): assert main([command]) == 0"
    )
    assert loaded(("textual", "sqlite_utils", "platformdirs", "jsonschema", *HEAVY), program) == []


def test_the_list_and_a_page_open_without_what_only_adding_needs(place: Path, page: Path, run: Run) -> None:
    run("add", str(page))
    program = (
        "import asyncio, sys; import reader.cli.open_; from pathlib import Path; from store.library import Library\n"
        "from tests.reader.session import Start\n"
        "async def read():\n"
        "    with Library(Path(sys.argv[1])) as library:\n"
        "        async with Start(library)() as session:\n"
        "            await session.open(library.articles()[0].id)\n"
        "            await session.press('G')\n"
        "asyncio.run(read())"
    )
    assert loaded(("reader.library", "reader.article", *HEAVY), program, str(place)) == [
        "reader.library",
        "reader.article",
    ]
