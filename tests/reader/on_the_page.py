"""What tests ask of the page and of what is marked on it, and two articles to read there."""

from __future__ import annotations

from reader.commands import Place
from reader.screen import CommandScreen
from store.library import Library
from store.model import Annotation, Draft, PartDraft, Role
from tests.conftest import span_of
from tests.reader.session import Session

CHAIN = (
    "Bloggers and shelters\n\n"
    "The US-based Institute reported on 20 July that bloggers claimed the minister had promised to build shelters at "
    "airfields.\n\nNothing more was known."
)


LONG = "A long report\n\n" + "\n\n".join(
    f"Paragraph {n} tells of boat {n} and of nothing else at all." for n in range(80)
)


def marks_of(session: Session) -> tuple[Annotation, ...]:
    """What is in the library, on the article of the page."""
    return session.app.sitting.library.annotations(session.page.article.id)


def is_at(session: Session, place: Place) -> bool:
    """Whether keys are pressed in this place of the page."""
    return session.page.place is place


def is_on(session: Session, kind: type[CommandScreen]) -> bool:
    """Whether this kind of screen is shown."""
    return isinstance(session.screen, kind)


def annotate(library: Library, article: str, words: str, tag: str = "HIGHLIGHT") -> Annotation:
    role = Role.CONTENT if tag == "CLAIM" else Role.MENTION
    text = library.article(article).text
    return library.annotate(article, Draft(tag, (PartDraft(role, span_of(text, words)),)))
