"""Putting articles in order in an open library: states, labels, deletion, and the queues that are kept.

A deleted article is in no list until it is brought back or purged; its marks are kept with it.
"""

from collections.abc import Callable, Iterable, Sequence

from store import drafting
from store.acting import Acting
from store.database import arranging
from store.database.recording import Action, recording
from store.errors import NotFound, Refused
from store.model import Deed, Queue, State


class Arranging(Acting):
    """What is done to articles as they stand in the list; each method is one action of the history, of any number of them.

    Raises NotFound where one of them is not here; nothing is changed then. What changes nothing is no step.
    """

    def set_state(self, article: str, state: State) -> None:
        """Say how far the reading of an article has come, as set_states does."""
        self.set_states([article], state)

    def set_states(self, articles: Sequence[str], state: State) -> None:
        """Say how far the reading of articles has come; DELETED deletes them, any other state brings deleted ones back."""
        if state is State.DELETED:
            self.delete_articles(articles)
            return
        at = self._clock()
        self._arrange(
            Deed.STATE,
            articles,
            lambda action: arranging.set_state(self._connection, action, articles, state, at),
            lambda what, _: f"{state}: {what}",
        )

    def delete_articles(self, articles: Sequence[str]) -> None:
        """Take articles out of every list, until they are brought back or purged; their marks are kept with them."""
        at = self._clock()
        self._arrange(
            Deed.REMOVE,
            articles,
            lambda action: arranging.set_state(self._connection, action, articles, State.DELETED, at),
            lambda what, one: f"deleted: {what}" if one else f"deleted {what}",
        )

    def restore_articles(self, articles: Sequence[str]) -> None:
        """Bring deleted articles back, in the state that they were in."""
        self._arrange(
            Deed.REMOVE,
            articles,
            lambda action: arranging.restore(self._connection, action, articles),
            lambda what, one: f"brought back: {what}" if one else f"brought back {what}",
        )

    def label(self, articles: Sequence[str], name: str) -> None:
        """Give articles a label. Raises Refused where it has no letters."""
        name = _named(name, "label")
        self._arrange(
            Deed.LABEL,
            articles,
            lambda action: arranging.label(self._connection, action, articles, name),
            lambda what, _: f"labelled {what} “{name}”",
        )

    def unlabel(self, articles: Sequence[str], name: str) -> None:
        """Take a label from articles."""
        name = _named(name, "label")
        self._arrange(
            Deed.LABEL,
            articles,
            lambda action: arranging.unlabel(self._connection, action, articles, name),
            lambda what, _: f"took “{name}” from {what}",
        )

    def keep_queue(self, queue: Queue) -> None:
        """Keep a filter under a name, in the place of the queue that has it; the filter is taken as it is.

        Raises Refused where the name is empty, or the key is no single character or opens another queue.
        """
        queue = queue._replace(name=_named(queue.name, "queue"), filter=drafting.on_one_line(queue.filter))
        if queue.key is not None and (len(queue.key) != 1 or queue.key.isspace()):
            raise Refused(f"a queue is opened by one character, not by “{queue.key}”; nothing was changed")
        with recording(self._connection) as action:
            for other in arranging.queues(self._connection):
                if other.key is not None and other.key == queue.key and other.name != queue.name:
                    raise Refused(f"{queue.key} opens “{other.name}” already; nothing was changed, choose another key")
            arranging.keep_queue(action, queue)
            self._tell(action, Deed.QUEUE, f"kept the queue “{queue.name}”", None)

    def drop_queue(self, name: str) -> None:
        """Let go of a queue. Raises NotFound where there is none of this name."""
        with recording(self._connection) as action:
            if not arranging.drop_queue(action, name):
                raise NotFound(f"there is no queue “{name}”")
            self._tell(action, Deed.QUEUE, f"dropped the queue “{name}”", None)

    def _arrange(
        self,
        deed: Deed,
        articles: Iterable[str],
        do: Callable[[Action], list[str]],
        summary: Callable[[str, bool], str],
    ) -> None:
        """One step; do returns the articles that it changed, and the summary is told what they are, and whether it is one."""
        with recording(self._connection) as action:
            titles = arranging.titles(self._connection, articles)
            for each in articles:
                if each not in titles:
                    raise self._no_article(each)
            changed = do(action)
            arranging.follow(self._connection, action)
            one = changed[0] if len(changed) == 1 else None
            self._tell(action, deed, summary(f"“{titles[one]}”" if one else f"{len(changed)} articles", bool(one)), one)


def _named(name: str, what: str) -> str:
    if not (name := drafting.on_one_line(name)):
        raise Refused(f"a {what} needs a name; nothing was changed")
    return name
