"""The head of the page stands over the text, also where the text has moved."""

from __future__ import annotations

from tests.conftest import MakeArticle
from tests.reader.session import Session, Start


def beginnings(session: Session) -> tuple[int, int]:
    """The cells at which the words of the head and those of the text begin."""
    head, title = session.rows[0], session.rows[2]
    return len(head) - len(head.lstrip()), len(title) - len(title.lstrip())


async def test_the_head_begins_where_the_text_does_however_long_its_lines_are(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id, size=(78, 24)) as session:
        places = [beginnings(session)]
        for key in "---+":
            await session.press(key)
            places.append(beginnings(session))
        assert len({head for head, _ in places}) > 1
        assert all(head == text for head, text in places)
