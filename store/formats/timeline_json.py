"""A timeline as JSON, for programs: every event with its dates, words, chain, figure, article and relations. Writes only."""

from __future__ import annotations

import json

from store.model import Metadata
from store.timeline import Event, Timeline, said
from store.timeline_words import (
    through,
)

SCHEMA_VERSION = 1


def written(timeline: Timeline) -> str:
    """One object, indented, ending in a line end. Dates are ISO 8601 as precise as known; others count from 0."""
    told = {
        "schema": SCHEMA_VERSION,
        "of": timeline.of.value,
        "title": timeline.title,
        "left_out": timeline.left_out,
        "events": [_event(timeline, event) for event in timeline.events],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _event(timeline: Timeline, event: Event) -> dict[str, object]:
    named = event.named
    article = timeline.articles.get(named.article) or Metadata(named.title, None, named.outlet, None, named.published)
    return {
        "at": event.at,
        "until": event.until,
        "date_is": event.basis.value,
        "annotation": named.annotation,
        "type": "claim" if event.claim is not None else "mentions",
        "mentions": event.mentions,
        "claim": _claim(event),
        "sentence": named.sentence,
        "spans": [[span.start, span.end] for span in named.spans],
        "article": {
            "id": named.article,
            "title": article.title,
            "byline": article.byline,
            "outlet": article.outlet,
            "published": article.published,
            "url": article.url,
        },
        "relations": [
            {"kind": tie.kind.value, "other": tie.other, "read_from": "other" if tie.turned else "this"}
            for tie in event.ties
        ],
    }


def _claim(event: Event) -> dict[str, object] | None:
    if event.claim is None:
        return None
    row, claim = event.claim, event.claim.claim
    return {
        "content": row.content,
        "gist": claim.gist,
        "who": row.who,
        "through": list(through(row)),
        "said": said(row),
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "probability_words": claim.probability_words,
        "credibility": claim.credibility,
        "quantity": claim.quantity,
        "bound": claim.bound.value if claim.bound else None,
        "unit": claim.unit,
        "chain": [
            {
                "name": row.names.get(link.entity or "", link.label),
                "entity": link.entity,
                "mode": link.mode.value,
                "medium": link.medium,
                "said": link.said,
            }
            for link in claim.chain
        ],
    }
