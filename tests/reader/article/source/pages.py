"""An invented page of an outlet, with lines that belong to its article and lines that do not."""

from __future__ import annotations

from store.library import Library
from store.model import Annotation, Article, Draft, PartDraft, RawItem, Role
from tests.conftest import span_of

TITLE = "Twelve boats are missing"
LINES = (
    "The harbour master said on Friday that twelve boats had not come back before the storm, and that was all.",
    "Read also: the tides of May and what they bring to the people of the coast, by our writers there.",
    "Nobody has seen them, said Ilse Maar, who keeps the light. “We look out each night, and see nothing.”",
    "The harbour master went home in the evening, and the light was seen from far away for a long time.",
)
ALSO, MAAR = LINES[1], LINES[2]
FOOT = "Subscribe to our letter of the tides"
URL = "https://www.gazette.example/boats"


def page(*lines: str, title: str = TITLE) -> bytes:
    """A page with these lines between a menu and a foot."""
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return (
        f"<html><head><title>{title}</title></head><body><nav><ul><li><a href='/'>Home</a></li></ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer><p>{FOOT}</p></footer></body></html>"
    ).encode()


def boats(library: Library, *, url: str = URL) -> Article:
    """The article of a page with all of the lines in it."""
    added = library.add(RawItem(page(*LINES), "boats.html", "text/html", url=url))
    return library.article(added.article)


def marked(library: Library, article: Article, words: str, tag: str = "HIGHLIGHT") -> Annotation:
    """A mark on some words of its current text."""
    role = Role.CONTENT if tag == "CLAIM" else Role.MENTION
    span = span_of(library.article(article.id).text, words)
    return library.annotate(article.id, Draft(tag, (PartDraft(role, span),)))
