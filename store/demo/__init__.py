"""The demo library: one invented dispute as five invented outlets tell it, raw and dirty, three of the articles marked.

The articles lie in articles/ as they would arrive, the marks in marks.toml, where the format is told and can be edited.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import NotRequired, TypedDict, cast

from store.errors import FormatError
from store.library import Library
from store.model import (
    Alias,
    Bound,
    Certainty,
    Claim,
    Draft,
    LinkDraft,
    Mode,
    NewEntity,
    PartDraft,
    Polarity,
    RawItem,
    RelationKind,
    Role,
    State,
)
from store.text import Span, line_span

ANNOTATOR = "annotty demo"
"""Who made the demo's marks: not the person who opens it, so that their undo begins with what they did."""


_Place = str | dict[str, str]


class _Entity(TypedDict):
    name: str
    tag: str
    aliases: NotRequired[list[str]]
    weak: NotRequired[list[str]]


class _Mention(TypedDict):
    at: _Place
    entity: str


class _Highlight(TypedDict):
    at: _Place
    note: NotRequired[str]


class _Link(TypedDict):
    source: NotRequired[_Place]
    cue: NotRequired[_Place]
    entity: NotRequired[str]
    label: NotRequired[str]
    mode: NotRequired[str]
    medium: NotRequired[str]
    said: NotRequired[str]


class _Claim(TypedDict):
    key: str
    content: list[_Place]
    chain: NotRequired[list[_Link]]
    gist: NotRequired[str]
    polarity: NotRequired[str]
    certainty: NotRequired[str]
    probability_words: NotRequired[str]
    credibility: NotRequired[int]
    event_from: NotRequired[str]
    event_to: NotRequired[str]
    quantity: NotRequired[int | float]
    bound: NotRequired[str]
    unit: NotRequired[str]


class _Article(TypedDict):
    file: str
    state: str
    mention: NotRequired[list[_Mention]]
    highlight: NotRequired[list[_Highlight]]
    claim: NotRequired[list[_Claim]]


_Relation = TypedDict("_Relation", {"from": str, "to": str, "kind": str, "note": NotRequired[str]})


class _Marks(TypedDict):
    entity: list[_Entity]
    article: list[_Article]
    relation: list[_Relation]


def build(library: Library) -> int:
    """Add the demo's articles and marks to a library; how many articles there are. Raises FormatError where a quote is gone."""
    with library.acting_as(ANNOTATOR):
        folder = files("store.demo") / "articles"
        added = {
            entry.name: library.add(RawItem(entry.read_bytes(), entry.name)).article
            for entry in sorted(folder.iterdir(), key=lambda each: each.name)
            if entry.name.endswith((".txt", ".html"))
        }
        marks = cast(_Marks, tomllib.loads((files("store.demo") / "marks.toml").read_text(encoding="utf-8")))
        _Marking(library, marks["entity"]).mark(marks, added)
    return len(added)


class _Marking:
    """Makes the marks one by one, as a person would."""

    def __init__(self, library: Library, entities: Sequence[_Entity]) -> None:
        self._library = library
        self._described = {each["name"]: each for each in entities}
        self._made: dict[str, str] = {}
        self._claims: dict[str, str] = {}

    def mark(self, marks: _Marks, added: dict[str, str]) -> None:
        """All of them."""
        for article in marks["article"]:
            self._article(article, added[article["file"]])
        for relation in marks["relation"]:
            one, other = self._claims[relation["from"]], self._claims[relation["to"]]
            self._library.relate(one, other, RelationKind(relation["kind"]), relation.get("note", ""))

    def _article(self, described: _Article, identifier: str) -> None:
        text = self._library.article(identifier).text
        for mention in described.get("mention", []):
            tag, parts = (
                self._described[mention["entity"]]["tag"],
                (PartDraft(Role.MENTION, _find(text, mention["at"])),),
            )
            self._annotate(identifier, Draft(tag, parts, entity=self._entity(mention["entity"])))
        for highlight in described.get("highlight", []):
            parts = (PartDraft(Role.MENTION, _find(text, highlight["at"])),)
            self._annotate(identifier, Draft("HIGHLIGHT", parts, note=highlight.get("note", "")))
        for claim in described.get("claim", []):
            self._claims[claim["key"]] = self._annotate(identifier, self._claim(claim, text))
        self._library.set_state(identifier, State(described["state"]))

    def _annotate(self, article: str, draft: Draft) -> str:
        made = self._library.annotate(article, draft)
        for entity in (*((made.entity,) if made.entity else ()), *self._library.chain_entities(made).values()):
            self._made[entity.name] = entity.id
        return made.id

    def _entity(self, name: str) -> str | NewEntity:
        if name in self._made:
            return self._made[name]
        described = self._described[name]
        aliases = [Alias(alias) for alias in described.get("aliases", [])]
        aliases += [Alias(alias, weak=True) for alias in described.get("weak", [])]
        return NewEntity(name, described["tag"], tuple(aliases))

    def _claim(self, described: _Claim, text: str) -> Draft:
        first = _find(text, described["content"][0])
        line = line_span(text, first.start)
        parts = [PartDraft(Role.CONTENT, first)]
        parts += [PartDraft(Role.CONTENT, _find(text, place, line)) for place in described["content"][1:]]
        chain = []
        for depth, link in enumerate(described.get("chain", [])):
            if "source" in link:
                parts.append(PartDraft(Role.SOURCE, _find(text, link["source"], line), depth))
            if "cue" in link:
                parts.append(PartDraft(Role.CUE, _find(text, link["cue"], line), depth))
            chain.append(
                LinkDraft(
                    entity=self._entity(link["entity"]) if "entity" in link else None,
                    label=link.get("label", ""),
                    mode=Mode(link.get("mode", Mode.STATES)),
                    medium=link.get("medium"),
                    said=link.get("said"),
                )
            )
        claim = Claim(
            gist=described.get("gist", ""),
            polarity=Polarity(described.get("polarity", Polarity.POSITIVE)),
            certainty=Certainty(described.get("certainty", Certainty.UNSPECIFIED)),
            probability_words=described.get("probability_words", ""),
            credibility=described.get("credibility"),
            event_from=described.get("event_from"),
            event_to=described.get("event_to"),
            quantity=described.get("quantity"),
            bound=Bound(described["bound"]) if "bound" in described else None,
            unit=described.get("unit"),
        )
        return Draft("CLAIM", tuple(parts), claim=claim, chain=tuple(chain))


def _find(text: str, place: _Place, line: Span | None = None) -> Span:
    """Where a place stands, as marks.toml tells. Raises FormatError where its words are not there exactly once."""
    if isinstance(place, dict):
        around = _once(text, place["in"], 0, len(text))
        start = text.index(place["quote"], around.start, around.end)
        return Span(start, start + len(place["quote"]))
    if line is not None and text.count(place, line.start, line.end):
        return _once(text, place, line.start, line.end)
    return _once(text, place, 0, len(text))


def _once(text: str, words: str, start: int, end: int) -> Span:
    if (count := text.count(words, start, end)) != 1:
        raise FormatError(f"the demo's marks name “{words}”, which stands {count} times in the text; mend marks.toml")
    at = text.index(words, start, end)
    return Span(at, at + len(words))
