"""The keys of the language in which articles are chosen, each with the line of help that the screen and --help show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Key:
    """A key as people see it. values: what may stand behind it, in an example or two."""

    name: str
    help: str
    values: str


_KEYS = (
    Key("title", "words in the title", 'title:shelter  title:"war bloggers"'),
    Key("outlet", "words in the outlet's name", "outlet:harbour"),
    Key("by", "words in the byline", 'by:vik  by:"jonna vik"'),
    Key("date", "when it was published", "date:2024-07..2024-08  date:>2024  date:week  date:7d  date:none"),
    Key("added", "when it came into the library", "added:today  added:month"),
    Key("state", "how far its reading has come", "state:new  reading  done  aside  deleted"),
    Key("label", "a label that it carries", "label:dam  label:any  label:none"),
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
KEYS: Mapping[str, Key] = MappingProxyType({key.name: key for key in _KEYS})
"""Every key by its name, in the order in which they are offered."""

MEANT: Mapping[str, str] = MappingProxyType(
    {
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
)
"""What people write who know other programs, each with the key that does it here."""
