"""The programs that are driven: annotty, and beside it, where they are installed, Textual's TextArea, vim, less and newsboat."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.benchmarks.measuring import note

_TEXT_AREA = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import TextArea
class Peer(App):
    def compose(self):
        area = TextArea(Path(sys.argv[1]).read_text(), soft_wrap=True, read_only=True, show_line_numbers=False)
        area.cursor_blink = False  # a blinking cursor is never quiet
        yield area
Peer().run()
"""
_MEASURE = 72


def versions() -> str:
    """The programs that are installed, with their versions."""
    found = [name for name in ("vim", "less") if shutil.which(name)]
    told = (subprocess.run([name, "--version"], capture_output=True, text=True, check=False).stdout for name in found)
    return " · ".join(words.split("\n")[0].split(" (")[0] for words in told)


def annotty(library: Path, article: str | None = None) -> list[str]:
    """annotty on a library: its list, or the page of an article."""
    return [sys.executable, "-m", "reader", "--library", str(library), *(["open", article] if article else [])]


def text_area(folder: Path, text: Path) -> list[str]:
    """Textual's TextArea, which wraps softly, on a file."""
    program = folder / "text_area.py"
    program.write_text(_TEXT_AREA)
    return [sys.executable, str(program), str(text)]


def vim(text: Path, line: int = 1) -> list[str] | None:
    """vim without anyone's settings, reading a file from a line on."""
    return _where_installed(["vim", "-u", "NONE", "-N", "-R", "-n", "-i", "NONE", f"+{line}", str(text)])


def less(text: Path, line: int = 1) -> list[str] | None:
    """less on a file from a line on."""
    return _where_installed(["less", f"+{line}g", str(text)])


def newsboat(count: int, home: Path) -> list[str]:
    """newsboat, in a home of its own, on so many entries of one feed, which it has in its cache."""
    (home / ".newsboat").mkdir(parents=True)
    entry = "<item><title>Gate {0} stood open</title><guid>{0}</guid><link>http://example.invalid/{0}</link><description>{1}"
    entry += "</description></item>"
    words = "The water stood below the mark, and nobody had been told. " * 10
    entries = "".join(entry.format(number, words) for number in range(count))
    feed = home / "feed.xml"
    feed.write_text(f'<rss version="2.0"><channel><title>Harbour Post</title><link>x</link>{entries}</channel></rss>')
    (home / ".newsboat" / "urls").write_text(f"{feed.as_uri()}\n")
    (home / ".newsboat" / "config").write_text("auto-reload no\nrefresh-on-startup no\n")
    known = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    subprocess.run(["newsboat", "-x", "reload"], env=known, check=True, capture_output=True)
    return ["newsboat"]


def wrapped(text: str) -> str:
    """A text as a file of lines no longer than those of the page, an empty one between paragraphs."""
    return "\n\n".join(textwrap.fill(paragraph, _MEASURE) for paragraph in text.split("\n\n")) + "\n"


def _where_installed(command: list[str]) -> list[str] | None:
    if shutil.which(command[0]) is None:
        note(f"{command[0]} is not installed, so it is left out")
        return None
    return command
