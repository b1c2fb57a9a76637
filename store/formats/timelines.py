"""The formats that a timeline is written in, by their names and by how files of them end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from store.errors import Refused
from store.formats import timeline_json, timeline_markdown, timeline_svg
from store.timeline import Timeline

FORMATS: Mapping[str, Callable[[Timeline], str]] = {
    "markdown": timeline_markdown.written,
    "svg": timeline_svg.written,
    "json": timeline_json.written,
}
"""What writes a timeline in each format."""
_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".svg": "svg", ".json": "json"}


def format_of(name: str) -> str:
    """The format of a file by the ending of its name. Raises Refused where it has none of these."""
    if (found := _ENDINGS.get(PurePath(name).suffix.lower())) is None:
        raise Refused(f"{PurePath(name).name}: a timeline is written as .md (a report), .svg (a picture) or .json")
    return found
