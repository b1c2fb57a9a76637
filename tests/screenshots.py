"""Draws screenshots/ from the real app on the demo library: `make screenshots`. The same bytes on every machine."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "screenshots"
SIZE = (100, 30)
# The colours of the terminal must not depend on whoever draws.
_ENVIRONMENT = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
_DROPPED = ("NO_COLOR", "LC_ALL", "LC_CTYPE", "COLORFGBG")


@dataclass(frozen=True)
class Shot:
    """A screenshot: its file's name, what it shows, the words of the title of the article to open, and the keys."""

    name: str
    tells: str
    article: str | None
    keys: Sequence[str]


SHOTS = (
    Shot("list", "the list of articles", None, ["j", "j", "j"]),
    Shot("page", "a page with its marks, the cursor in a claim", "Institute: minister", ["]"] * 8),
    Shot("entity_picker", "picking the entity that a mention means", "Institute: minister", ["}"] * 6 + ["P"]),
    Shot(
        "claim_form", "the form of a claim with a chain of three", "Institute: minister", ["]"] * 8 + ["enter", "tab"]
    ),
    Shot("source", "the raw source, what cleaning left out dimmed", "Ministry raises", ["r"]),
)


@contextmanager
def fixed_terminal() -> Iterator[None]:
    """An environment in which the app always sees the same terminal."""
    before: Mapping[str, str] = dict(os.environ)
    os.environ.update(_ENVIRONMENT)
    for name in _DROPPED:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def counting_clock(start: str = "2024-07-25T08:") -> Iterator[str]:
    """Times that go on by a second with each reading."""
    for second in count():
        yield f"{start}{second // 60 % 60:02}:{second % 60:02}.000Z"


async def draw(shot: Shot, folder: Path) -> str:
    """One screenshot as SVG, from a fresh demo library in a folder."""
    from reader.app import AnnottyApp
    from store.demo import build
    from store.library import Library

    clock, numbers = counting_clock(), count(1)
    with Library(
        folder / f"{shot.name}.db",
        annotator="reader",
        clock=lambda: next(clock),
        ids=lambda: f"00000000-0000-7000-8000-{next(numbers):012x}",
    ) as library:
        build(library)
        found = [each.id for each in library.articles() if shot.article and each.title.startswith(shot.article)]
        app = AnnottyApp(library, article=found[0] if found else None)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in shot.keys:
                await pilot.press(key)
            await pilot.pause()
            return app.export_screenshot(title="annotty")


def draw_all() -> dict[str, str]:
    """Every screenshot: file name → SVG."""
    with fixed_terminal(), tempfile.TemporaryDirectory() as folder:
        return {f"{shot.name}.svg": asyncio.run(draw(shot, Path(folder))) for shot in SHOTS}


def main() -> None:
    """Write them to screenshots/."""
    FOLDER.mkdir(exist_ok=True)
    for name, svg in draw_all().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
        print(f"screenshots/{name}")


if __name__ == "__main__":
    main()
