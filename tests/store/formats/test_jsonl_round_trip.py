"""What JSONL promises: an export that is read into an empty library is exported again byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from store.library import Library
from store.model import Annotation, Carried, Status
from tests.store.formats.libraries import empty_library, exported, libraries, library_of
from tests.store.formats.telling import told

_settings = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def schema() -> Draft202012Validator:
    found = json.loads(files("store.formats").joinpath("jsonl.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@_settings
@given(libraries())
def test_export_import_export_gives_the_same_bytes(records: list[Carried]) -> None:
    with empty_library() as library:
        library.receive(records)
        for articles in (False, True):
            first = exported(library, articles=articles)
            with library_of(first) as other:
                assert exported(other, articles=articles) == first


@_settings
@given(libraries())
def test_an_export_with_articles_is_the_whole_library(records: list[Carried]) -> None:
    with empty_library() as library:
        library.receive(records)
        lines = exported(library, articles=True)
        with library_of(lines) as other:
            assert list(other.article_ids()) == list(library.article_ids())
            for identifier in library.article_ids():
                one, two = library.article(identifier), other.article(identifier)
                assert replace(two, text_id=one.text_id) == one
                assert other.source(two) == library.source(one)
                assert accepted(other, identifier) == accepted(library, identifier)


@_settings
@given(libraries(), st.data())
def test_an_export_tells_what_the_library_answers_to_the_letter(records: list[Carried], data: st.DataObject) -> None:
    with empty_library() as library:
        library.receive(records)
        some = st.sets(st.sampled_from(list(library.article_ids())))
        library.delete_articles(sorted(data.draw(some)))
        for only in (None, data.draw(some)):
            for articles in (False, True):
                assert exported(library, articles=articles, only=only) == list(
                    told(library, articles=articles, only=only)
                )


def accepted(library: Library, article: str) -> list[Annotation]:
    """The accepted marks of an article, without what cannot be the same in two libraries."""
    told = {
        mark.id: mark for each in library.article_ids() for mark in library.annotations(each)
        if mark.status is Status.ACCEPTED
    }  # fmt: skip
    return [
        replace(mark, text_id="", relations=tuple(r for r in mark.relations if r.target in told))
        for mark in told.values()
        if mark.article == article
    ]


@_settings
@given(libraries())
def test_every_line_is_what_the_schema_says_in_order_and_of_one_shape(records: list[Carried]) -> None:
    with empty_library() as library:
        library.receive(records)
        lines = exported(library, articles=True)
    objects = [json.loads(line) for line in lines]
    for line, value in zip(lines, objects, strict=True):
        assert line.endswith("\n")
        assert len(line.splitlines()) == 1  # splits at U+0085, U+2028 and others too
        line.encode("utf-8")
        schema().validate(value)
    tags = [o for o in objects if o["type"] == "tag"]
    assert objects[: len(tags)] == tags
    unnamed = [o["entity"]["id"] for o in objects if o["type"] == "unnamed"]
    assert unnamed == sorted(unnamed)
    objects = objects[len(tags) : len(objects) - len(unnamed)]
    keys = [(o["id"], 0, "") if o["type"] == "article" else (o["article"]["id"], 1, o["id"]) for o in objects]
    assert keys == sorted(keys)
    marks = [o for o in objects if o["type"] != "article"]
    accepted_ids = {r.annotation.id for r in records if r.annotation and r.annotation.status is Status.ACCEPTED}
    assert {o["id"] for o in marks} == accepted_ids
    assert {o["id"] for o in objects if o["type"] == "article"} == {r.article.id for r in records}
    for shapes in (
        {tuple(o) for o in marks},
        {tuple(part) for o in marks for part in o["parts"]},
        {tuple(o["article"]) for o in marks},
    ):
        assert len(shapes) <= 1
