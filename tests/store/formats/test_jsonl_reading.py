"""A file to import is checked at the border: what is wrong is named with its line and field, and nothing is taken in."""

from __future__ import annotations

import base64
import copy
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafting import NAME_LIMIT
from store.errors import FormatError
from store.formats import jsonl
from store.library import Library
from store.model import Carried
from tests.store.formats.test_jsonl_round_trip import schema

Json = dict[str, object]

TEXT = "Ilse Maar spoke.\n\nShe said e\u0301tudes help."
RAW = TEXT.encode()
ARTICLE = "01900000-0000-7000-8000-00000000000a"
AT = "2024-07-20T09:00:00.000Z"
ENTITY: Json = {
    "id": "maar",
    "name": "Ilse Maar",
    "tag": "PERSON",
    "identifiers": {"wikidata": "Q1"},
    "aliases": [{"name": "Maar", "weak": True}],
    "reliability": "B",
    "note": "met once",
}
ARTICLE_LINE: Json = {
    "schema": 2,
    "id": ARTICLE,
    "type": "article",
    "title": "Ilse Maar spoke.",
    "byline": None,
    "outlet": "Post",
    "url": None,
    "published": "2024-07",
    "language": "en",
    "updated": None,
    "found": {"published": "line 3"},
    "state": "new",
    "labels": ["dam", "to file"],
    "added": AT,
    "cleaner": "by hand",
    "offset_unit": "codepoint",
    "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "text": TEXT,
    "blocks": [{"kind": "title", "start": 0, "end": 16, "level": 0}],
    "styles": [{"kind": "link", "start": 0, "end": 4, "href": "https://example.org"}],
    "map": [[0, 0, 16]],
    "source": {
        "id": "s1",
        "sha256": hashlib.sha256(RAW).hexdigest(),
        "media_type": "text/plain",
        "encoding": "utf-8",
        "origin": "maar.txt",
        "fetched": AT,
        "raw_base64": base64.b64encode(RAW).decode(),
    },
}


def part(role: str, words: str, depth: int | None = None) -> Json:
    start = TEXT.index(words)
    return {
        "role": role,
        "depth": depth,
        "start": start,
        "end": start + len(words),
        "exact": words,
        "prefix": TEXT[:start][-32:],
        "suffix": TEXT[start + len(words) :][:32],
        "source_start": None,
        "source_end": None,
    }


def mark(**fields: object) -> Json:
    line: Json = {
        "schema": 2,
        "id": "m1",
        "type": "highlight",
        "tag": "HIGHLIGHT",
        "annotator": "reader",
        "created": AT,
        "updated": AT,
        "status": "accepted",
        "origin": "person",
        "score": None,
        "note": "",
        "article": {
            "id": ARTICLE,
            "title": "Ilse Maar spoke.",
            "url": None,
            "outlet": "Post",
            "published": "2024-07",
            "text_sha256": ARTICLE_LINE["text_sha256"],
            "source_sha256": hashlib.sha256(RAW).hexdigest(),
        },
        "offset_unit": "codepoint",
        "parts": [part("mention", "Ilse Maar")],
        "entity": None,
        "claim": None,
        "attribution": [],
        "relations": [],
    }
    return line | fields


MENTION = mark(id="m2", type="entity", tag="PERSON", entity=ENTITY)
CLAIM = mark(
    id="m3",
    type="claim",
    tag="CLAIM",
    parts=[part("content", "help"), part("cue", "said", 0), part("source", "She", 0)],
    claim={
        "gist": "",
        "polarity": "positive",
        "certainty": "certain",
        "probability_words": "",
        "credibility": 2,
        "event_from": None,
        "event_to": None,
        "quantity": 3,
        "bound": "at most",
        "unit": "études",
    },
    attribution=[{"depth": 0, "entity": ENTITY, "label": "", "mode": "states", "medium": None, "said": None}],
    relations=[{"kind": "updates", "target": "m9", "id": "r1", "note": "", "annotator": "reader", "created": AT}],
)
TWICE = [{"depth": n, "entity": ENTITY, "label": "", "mode": "states", "medium": None, "said": None} for n in range(2)]
TAG: Json = {
    "schema": 3,
    "type": "tag",
    "tag": {
        "name": "SHIP",
        "layer": "entity",
        "label": "ship",
        "key": "Y",
        "colour": "blue",
        "sign": "y",
        "parent": "FACILITY",
        "mapping": {"ftm": "Vessel"},
        "retired": False,
    },
}
UNNAMED: Json = {"schema": 3, "type": "unnamed", "entity": ENTITY}
LINES = {
    "tag": TAG,
    "unnamed": UNNAMED,
    "article": ARTICLE_LINE,
    "highlight": mark(),
    "entity": MENTION,
    "claim": CLAIM,
}


def read(*lines: Json | str | bytes) -> list[Carried]:
    texts = [line if isinstance(line, str | bytes) else json.dumps(line) for line in lines]
    return [each for each in jsonl.read(texts, "marks.jsonl") if isinstance(each, Carried)]


def changed(line: Json, path: str, value: object) -> Json:
    """A copy of a line with the field at a path such as parts.0.start set, or taken out where the value is ...."""
    line = copy.deepcopy(line)
    *way, last = path.split(".")
    at: object = line
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]  # type: ignore[index] # a path of the test's own
    assert isinstance(at, dict)
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return line


def test_a_line_of_every_kind_is_read() -> None:
    article, highlight, mention, claim = read(*LINES.values())
    assert article.article.text == TEXT
    assert article.source is not None
    assert article.source.raw == RAW
    assert highlight.annotation is not None
    assert highlight.annotation.quote == "Ilse Maar"
    assert [e.name for e in mention.entities] == ["Ilse Maar"]
    assert claim.annotation is not None
    assert claim.annotation.claim is not None
    assert claim.annotation.claim.chain[0].entity == "maar"


@pytest.mark.parametrize("kind", LINES)
def test_the_lines_of_these_tests_are_what_the_schema_says(kind: str) -> None:
    schema().validate(LINES[kind])


def test_bytes_text_a_byte_order_mark_and_empty_lines_are_all_read() -> None:
    line = json.dumps(mark())
    assert len(read("\ufeff" + line, "", b"\r\n", (line + "\r\n").encode())) == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "the line is [1], not an object"),
        ("<!doctype html>", "not JSON"),
        (b'{"a": "\xff"}', "not UTF-8 at byte 8"),
        ("[" * 100_000, "not JSON that can be read"),
        ('{"schema": NaN}', "NaN is no number"),
        ('{"schema": 1, "schema": 1}', "'schema' stands there twice"),
        ('{"schema": ' + "9" * 5000 + "}", "not JSON that can be read"),
        ("{}", "schema is missing"),
    ],
)
def test_what_is_no_json_object_is_refused(line: str | bytes, words: str) -> None:
    with pytest.raises(FormatError) as error:
        read(mark(), line)
    assert str(error.value).startswith("marks.jsonl, line 2: ")
    assert words in str(error.value)
    assert "nothing was imported" in str(error.value)


@pytest.mark.parametrize(
    ("kind", "path", "value", "words"),
    [
        ("highlight", "schema", 4, "written by a newer annotty (schema 4, this one reads 3)"),
        ("tag", "tag.layer", "person", "tag.layer is 'person', not one of highlight, entity, claim"),
        ("tag", "tag.label", "", "tag.label is '', not a text that is not empty"),
        ("tag", "tag.retired", 0, "tag.retired is 0, not true or false"),
        ("tag", "tag.position", 1, "tag.position is no field of this format"),
        ("unnamed", "entity.reliability", "G", "entity.reliability is 'G', not a letter from A to F"),
        ("unnamed", "offset_unit", "codepoint", "offset_unit is no field of this format"),
        ("highlight", "schema", "1", "schema is '1', not a whole number"),
        ("highlight", "schema", True, "schema is true, not a whole number"),
        ("highlight", "type", "note", "type is 'note', not one of article, highlight, entity, claim"),
        ("highlight", "id", "a b", "id is 'a b', not an identifier"),
        ("highlight", "id", "--library", "not an identifier"),
        ("highlight", "tag", "", "tag is '', not a text that is not empty"),
        ("highlight", "note", ..., "note is missing"),
        ("highlight", "note", None, "note is null, not a text"),
        ("highlight", "note", "\ud800", "note has half of a surrogate pair"),
        ("highlight", "mood", "good", "mood is no field of this format"),
        ("highlight", "created", "yesterday", "created is 'yesterday', not a time in UTC"),
        ("highlight", "score", float("1e400"), "is no number"),
        ("highlight", "score", "high", "score is 'high', not a number or null"),
        ("highlight", "offset_unit", "byte", "offset_unit is 'byte', not 'codepoint'"),
        ("highlight", "article", [], "article is [], not an object"),
        ("highlight", "article.text_sha256", "AB", "article.text_sha256 is 'AB', not a SHA-256"),
        ("highlight", "parts", [], "parts has none that the highlight is about"),
        ("highlight", "parts", {}, "parts is {}, not a list"),
        ("highlight", "parts.0.start", 0.0, "parts[0].start is 0.0, not a whole number"),
        ("highlight", "parts.0.start", -1, "parts[0].start is -1, not a whole number from 0"),
        ("highlight", "parts.0.end", 10**30, "not a whole number"),
        ("highlight", "parts.0.start", 20, "parts[0].end is 9, not at or behind start (20)"),
        ("highlight", "parts.0.end", 8, "parts[0].exact has 9 code points, and start and end cover 8"),
        ("highlight", "parts.0.exact", "Else Maar", "parts[0].exact is not what stands at 0–9"),
        ("highlight", "parts.0.exact", "Ilse\tMaar", "not in the normal form of a text"),
        ("highlight", "parts.0.role", "cue", "parts[0].role is 'cue', not what a highlight has"),
        ("highlight", "parts.0.source_start", 4, "known together or not at all"),
        ("highlight", "parts.0.depth", 0, "parts[0].depth is 0, and attribution has 0 links"),
        ("highlight", "entity", ENTITY, "entity is for entity mentions; this is a highlight"),
        ("highlight", "claim", CLAIM["claim"], "claim is an object for a highlight"),
        ("entity", "attribution", CLAIM["attribution"], "attribution and relations are for claims"),
        ("entity", "entity.name", "", "entity.name is ''"),
        ("entity", "entity.identifiers", {"wikidata": 1}, "entity.identifiers.wikidata is 1, not a text"),
        ("entity", "entity.identifiers", {"\ud800": "x"}, "half of a surrogate pair"),
        ("entity", "entity.reliability", "G", "entity.reliability is 'G', not a letter from A to F"),
        ("entity", "entity.aliases.0.weak", 1, "entity.aliases[0].weak is 1, not true or false"),
        ("entity", "entity.aliases", [{"name": "M", "weak": True}] * 2, "entity.aliases has 'M' twice"),
        ("claim", "claim", None, "claim is null for a claim"),
        ("claim", "claim.credibility", 7, "claim.credibility is 7, not a whole number from 1 to 6"),
        ("claim", "claim.quantity", 2**63, "not a number that can be kept exactly"),
        ("claim", "claim.quantity", 10**400, "not a number that can be kept exactly"),
        ("highlight", "score", -(10**400), "not a number that can be kept exactly"),
        ("claim", "claim.quantity", None, "claim.bound has no quantity to bind"),
        ("claim", "claim.bound", "<", "claim.bound is '<', not one of =, at least"),
        ("claim", "attribution.0.depth", 1, "attribution[0].depth is 1, not 0"),
        ("claim", "attribution.0.mode", "shouts", "attribution[0].mode is 'shouts', not one of states"),
        ("claim", "attribution", TWICE, "attribution names an entity twice"),
        ("claim", "relations.0.kind", "hates", "relations[0].kind is 'hates'"),
        ("claim", "relations.0.target", "m3", "relations[0].target is 'm3', not another mark than its own"),
        ("article", "text", TEXT + " And more.", "text is not the text that text_sha256 was made from"),
        ("article", "state", "read", "state is 'read', not one of new, reading, done"),
        ("article", "state", "deleted", "state is 'deleted', not one that an article that is not deleted has"),
        ("article", "labels", ..., "labels is missing"),
        ("article", "labels", "dam", "labels is 'dam', not a list"),
        ("article", "labels", ["to file", " dam"], "labels[1] is ' dam', not words with one space between each two"),
        ("article", "labels", ["dam", "dam"], "labels has 'dam' twice"),
        ("article", "schema", 1, "labels is no field of this format"),
        ("article", "blocks.0.kind", "poem", "blocks[0].kind is 'poem'"),
        ("article", "blocks.0.end", 999, "ends at 999, behind the text's end"),
        ("article", "map", [[0, 0]], "map[0] is [0, 0], not 3 whole numbers"),
        ("article", "map", [[0, 0, 99]], "map is not a list of runs of the text, in order"),
        ("article", "map", [[4, 0, 2], [0, 9, 2]], "map is not a list of runs of the text, in order"),
        ("article", "source.raw_base64", "%%%", "source.raw_base64 is '%%%', not base64"),
        ("article", "source.raw_base64", "YQ==", "source.raw_base64 is not the bytes that sha256 was made from"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_field(kind: str, path: str, value: object, words: str) -> None:
    wrong = changed(LINES[kind], path, value)
    with pytest.raises(FormatError) as error:
        read(ARTICLE_LINE, wrong)
    assert str(error.value).startswith("marks.jsonl, line 2: ")
    assert words in str(error.value)


LINE, SPACED, LINED = "a\x1b[2Jb", "a  b", "a\nb"
AT_THE_DOOR: list[tuple[str, str, str]] = [
    *(("article", name, "line") for name in ("title", "byline", "outlet", "url", "published", "language", "cleaner")),
    *(("article", f"source.{name}", "line") for name in ("media_type", "encoding", "origin")),
    *(("highlight", f"article.{name}", "line") for name in ("title", "outlet", "url", "published")),
    ("entity", "entity.identifiers.wikidata", "line"),
    *(("highlight", name, "name") for name in ("tag", "annotator")),
    *(("entity", f"entity.{name}", "name") for name in ("name", "tag", "aliases.0.name")),
    ("claim", "claim.unit", "name"),
    *(("claim", f"attribution.0.{name}", "name") for name in ("label", "medium", "entity.name")),
    ("claim", "relations.0.annotator", "name"),
    ("highlight", "note", "text"),
    ("entity", "entity.note", "text"),
    ("claim", "relations.0.note", "text"),
    *(("claim", f"claim.{name}", "text") for name in ("gist", "probability_words")),
]
"""Each field with words of its own: a text may have lines, a line has none, a name has single spaces between words."""


@pytest.mark.parametrize(("kind", "path", "sort"), AT_THE_DOOR)
def test_words_that_the_library_would_not_keep_as_they_are_are_refused(kind: str, path: str, sort: str) -> None:
    read(changed(LINES[kind], path, "a b"))
    for words in [LINE, *([LINED] if sort != "text" else []), *([SPACED, " a"] if sort == "name" else [])]:
        with pytest.raises(FormatError, match=r"marks.jsonl, line 1: .* is '.*', not .*; nothing was imported"):
            read(changed(LINES[kind], path, words))
    read(changed(LINES[kind], path, LINED if sort == "text" else SPACED if sort == "line" else "a b"))


@pytest.mark.parametrize("path", ["claim.event_from", "claim.event_to", "attribution.0.said"])
def test_dates_are_as_the_library_keeps_them(path: str) -> None:
    for words in ("2024", "2024-07", "2024-07-20", "2024-07-20T10:00Z", None):
        read(changed(LINES["claim"], path, words))
    for words in ("", "foo", "2024-7", "2024-99", "20 July 2024", LINE):
        with pytest.raises(FormatError, match=r"is '.*', not a date such as 2024"):
            read(changed(LINES["claim"], path, words))


def test_names_are_no_longer_than_the_library_keeps_them() -> None:
    read(changed(MENTION, "entity.name", "a" * NAME_LIMIT))
    with pytest.raises(FormatError, match=r"entity.name has 501 characters, and 500 at most are kept"):
        read(changed(MENTION, "entity.name", "a" * (NAME_LIMIT + 1)))


def test_a_name_of_an_identifier_with_control_characters_is_refused() -> None:
    with pytest.raises(FormatError, match=r"is not in the normal form of a text, on one line"):
        read(changed(MENTION, "entity.identifiers", {LINE: "x"}))


OBJECTS = {
    "article": ["blocks.0", "styles.0", "source"],
    "highlight": ["article", "parts.0"],
    "entity": ["entity", "entity.aliases.0"],
    "claim": ["claim", "attribution.0", "attribution.0.entity", "relations.0"],
}


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, paths in OBJECTS.items() for path in paths])
def test_a_field_that_the_format_does_not_know_is_refused_wherever_it_stands(kind: str, path: str) -> None:
    with pytest.raises(FormatError, match=r"mood is no field of this format"):
        read(changed(LINES[kind], f"{path}.mood", "good"))


def test_a_text_that_is_not_in_its_normal_form_is_refused() -> None:
    text = "a\tb"
    line = ARTICLE_LINE | {"text": text, "text_sha256": hashlib.sha256(text.encode()).hexdigest()}
    with pytest.raises(FormatError, match="not in its normal form"):
        read(line | {"blocks": [], "styles": [], "map": []})


def test_a_quote_that_cuts_a_character_of_several_signs_is_refused() -> None:
    at = TEXT.index("e\u0301")
    cut = part("mention", "e") | {"start": at, "end": at + 1}
    with pytest.raises(FormatError, match="cuts a character"):
        read(ARTICLE_LINE, mark(parts=[cut]))


def test_what_the_first_version_of_the_format_wrote_is_still_read() -> None:
    article, mention = (dict(line) | {"schema": 1} for line in (ARTICLE_LINE, MENTION))
    del article["labels"]
    for line in (article, mention):
        schema().validate(line)
    assert [carried.labels for carried in read(article, mention)] == [(), ()]
    assert read(ARTICLE_LINE)[0].labels == ("dam", "to file")


def test_an_import_is_all_or_nothing(library: Library) -> None:
    lines = [json.dumps(line) for line in (ARTICLE_LINE, mark(), changed(MENTION, "note", None))]
    with pytest.raises(FormatError, match="line 3"):
        library.receive(jsonl.read(lines, "marks.jsonl"))
    assert library.articles() == ()
    assert list(library.changes()) == []


def paths(value: object, at: str = "") -> list[str]:
    """The path of every field of a line."""
    found = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in pairs:
        path = f"{at}.{name}" if at else str(name)
        if isinstance(value, dict):
            found.append(path)
        found += paths(inner, path)
    return found


ANYTHING: st.SearchStrategy[object] = st.sampled_from(
    [
        ...,
        None,
        True,
        0,
        1,
        3,
        -1,
        1.5,
        2.0,
        10**30,
        "",
        "x",
        "A",
        "m1",
        AT,
        "f" * 64,
        "\x85",
        [],
        {},
        [[]],
        [[0, 0, 1]],
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(LINES)), st.data())
def test_what_the_reader_takes_the_schema_allows(kind: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(LINES[kind])))
    line = changed(LINES[kind], path, data.draw(ANYTHING))
    if _is_taken(line):
        schema().validate(line)


def _is_taken(line: Json) -> bool:
    try:
        read(line)
    except FormatError:
        return False
    return True
