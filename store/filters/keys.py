"""The keys of the language in which articles, claims and entities are chosen, each with the line of help that is shown of it.

A key means the same of whatever is chosen; each subject has those that mean something of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Subject(StrEnum):
    """What a filter chooses."""

    ARTICLES = "articles"
    CLAIMS = "claims"
    ENTITIES = "entities"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as people see it. values: what may stand behind it, in an example or two."""

    name: str
    help: str
    values: str


_TITLE, _OUTLET = 'title:shelter  title:"war bloggers"', "outlet:harbour"
_DATES = "date:2024-07..2024-08  date:>2024  date:week  date:7d  date:none"
_STATES, _LABELS = "state:new  reading  done  aside  deleted", "label:dam  label:any  label:none"

_ARTICLES = (
    Key("title", "words in the title", _TITLE),
    Key("outlet", "words in the outlet's name", _OUTLET),
    Key("by", "words in the byline", 'by:vik  by:"jonna vik"'),
    Key("date", "when it was published", _DATES),
    Key("added", "when it came into the library", "added:today  added:month"),
    Key("state", "how far its reading has come", _STATES),
    Key("label", "a label that it carries", _LABELS),
    Key("lang", "its language", "lang:en  lang:none"),
    Key("tag", "has a mark with this tag", "tag:PERSON"),
    Key("entity", "has a mark that names somebody called so", 'entity:"Jonna Vik"'),
    Key("annotator", "has a mark by this annotator", "annotator:jonna"),
    Key("marks", "how many marks it has", "marks:0  marks:>=5  marks:2..5"),
    Key("claims", "how many claims", "claims:>0"),
    Key("entities", "how many mentions of entities", "entities:>10"),
    Key("highlights", "how many highlights", "highlights:>0"),
    Key("words", "how many words its text has", "words:<300"),
)
_CLAIMS = (
    Key("source", "words in the name of somebody in its chain", 'source:vik  source:"harbour office"'),
    Key("entity", "somebody called so is in its chain or its words", 'entity:"Jonna Vik"'),
    Key("outlet", "words in the outlet's name", _OUTLET),
    Key("date", "when its article was published", _DATES),
    Key("event", "when what it is about happened", "event:2024-07  event:>2024  event:none"),
    Key("said", "when somebody in its chain said it", "said:2024-07-20  said:none"),
    Key("figure", "its figure", "figure:63  figure:>50  figure:10..100  figure:any  figure:none"),
    Key("unit", "words in the unit of its figure", "unit:soldiers  unit:any"),
    Key("relation", "how it stands to others", 'relation:contradicts  relation:"same as"  any  none'),
    Key("certainty", "how sure it sounds", "certainty:probable  certain  possible  unspecified"),
    Key("polarity", "whether it is so, or is not", "polarity:negative  polarity:positive"),
    Key("links", "how many are in its chain", "links:0  links:>1"),
    Key("tag", "its tag", "tag:CLAIM"),
    Key("note", "words in its note", "note:ask"),
    Key("annotator", "who made it", "annotator:jonna"),
    Key("title", "words in its article's title", _TITLE),
    Key("state", "how far the reading of its article has come", "state:new  reading  done  aside"),
    Key("label", "a label that its article carries", _LABELS),
    Key("lang", "the language of its article", "lang:en  lang:none"),
)
_ENTITIES = (
    Key("tag", "its tag", "tag:PERSON"),
    Key("mentions", "how many marks name it", "mentions:0  mentions:>10  mentions:2..5"),
    Key("articles", "how many articles name it", "articles:1  articles:>5"),
    Key("seen", "when the last article that names it was published", "seen:week  seen:2024-07  seen:none"),
    Key("alias", "words in its other names", "alias:office  alias:any  alias:none"),
    Key("reliability", "how reliable it is as a source, A to F", "reliability:A  reliability:any  none"),
    Key("id", "an identifier that it has elsewhere", "id:Q42  id:any  id:none"),
    Key("note", "words in its note", "note:ask"),
)
_OF: Mapping[Subject, Mapping[str, Key]] = MappingProxyType(
    {
        subject: MappingProxyType({key.name: key for key in keys})
        for subject, keys in ((Subject.ARTICLES, _ARTICLES), (Subject.CLAIMS, _CLAIMS), (Subject.ENTITIES, _ENTITIES))
    }
)
KEYS = _OF[Subject.ARTICLES]
"""Every key of articles by its name, in the order in which they are offered."""

_MEANT_OF_ARTICLES = {
    "author": "by",
    "byline": "by",
    "headline": "title",
    "source": "outlet",
    "site": "outlet",
    "published": "date",
    "since": "date",
    "language": "lang",
    "is": "state",
    "status": "state",
    "person": "entity",
    "name": "entity",
}
_MEANT: Mapping[Subject, Mapping[str, str]] = MappingProxyType(
    {
        Subject.ARTICLES: _MEANT_OF_ARTICLES,
        Subject.CLAIMS: {
            **{word: key for word, key in _MEANT_OF_ARTICLES.items() if key in _OF[Subject.CLAIMS]},
            "source": "source",
            "who": "source",
            "speaker": "source",
            "author": "source",
            "by": "source",
            "about": "entity",
            "number": "figure",
            "quantity": "figure",
            "chain": "links",
        },
        Subject.ENTITIES: {
            "aliases": "alias",
            "kind": "tag",
            "type": "tag",
            "marks": "mentions",
            "date": "seen",
            "wikidata": "id",
            "qid": "id",
        },
    }
)


def keys_of(subject: Subject) -> Mapping[str, Key]:
    """The keys that mean something of a subject by their names, in the order in which they are offered."""
    return _OF[subject]


def meant_of(subject: Subject) -> Mapping[str, str]:
    """What people write who know other programs, each with the key that does it here."""
    return _MEANT[subject]


def others_of(subject: Subject) -> Mapping[str, Subject]:
    """The keys of articles that mean nothing of claims or entities, or the other way round, each with whom it is asked of.

    None where articles are chosen: whatever stands before a colon there is a word of the news, such as "said: ...".
    """
    if subject is Subject.ARTICLES:
        return {}
    return {name: other for other in Subject for name in _OF[other] if name not in _OF[subject]}
