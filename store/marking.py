"""Making, changing and relating marks in an open library. What a mark must be, store.drafting says."""

from collections.abc import Iterable
from dataclasses import replace

from store import drafting
from store.arranging import Arranging
from store.database import annotations, articles, entities, history
from store.database.entities import meant
from store.database.recording import Action, recording
from store.errors import ChangedSince, NotFound, Refused
from store.model import ONE_WAY, Annotation, Article, Deed, Draft, Layer, NewEntity, Relation, RelationKind
from store.provenance import later
from store.text import normal_form


class Marking(Arranging):
    """What is done to marks; each method is one action of the history."""

    _at_last: Article | None = None

    def annotate(self, article: str, draft: Draft, *, text_id: str | None = None) -> Annotation:
        """Make a mark, and the entities that it brings, in one action.

        text_id: the text version that the draft's offsets count into (None: the current one, whichever that is).
        Raises ChangedSince where the current one is another.
        """
        at = self._clock()
        with recording(self._connection) as action:
            on = self._ground(article)
            drafting.check_version(on, text_id)
            drafting.check_unit(draft)
            composed, layer, summary = self._compose(action, draft, on)
            made = Annotation(
                *(self._new_id(), article, on.text_id, layer, draft.tag, composed.parts),
                annotator=self.annotator,
                created=at,
                updated=at,
                entity=composed.entity,
                claim=composed.claim,
                note=composed.note,
            )
            annotations.make(action, made)
            self._tell(action, Deed.ANNOTATE, summary, article)
        return made

    def revise(
        self, identifier: str, draft: Draft, *, since: str | None = None, text_id: str | None = None
    ) -> Annotation:
        """Bring a mark to what the draft says: its words, tag, entity, claim and note.

        since: what `updated` said when the caller read the mark (None: whatever it says). text_id: the text version
        that the draft's offsets count into (None: the mark's own). Raises ChangedSince where the mark was changed
        after that, or where the offsets count into another version than the current one.
        """
        with recording(self._connection) as action:
            old = self.annotation(identifier)
            self._check_as_seen(old, since)
            on = self._ground(old.article)
            drafting.check_version(on, text_id)
            if text_id is None:
                drafting.check_quotes(draft, old, on)
            drafting.check_unit(draft, old.claim)
            composed, layer, summary = self._compose(action, draft, on, kept=old.tag)
            if composed.claim is None and self.relations(identifier):
                raise Refused("this claim is related to others, so it stays a claim; nothing was changed")
            made = replace(
                old,
                text_id=on.text_id,
                layer=layer,
                tag=draft.tag,
                parts=composed.parts,
                entity=composed.entity,
                claim=composed.claim,
                note=composed.note,
                updated=later(self._clock(), old.updated),
            )
            annotations.write(action, made)
            self._tell(action, Deed.REVISE, summary, old.article)
        return made

    def delete_annotation(self, identifier: str, *, since: str | None = None) -> str:
        """Take a mark out, with its relations; says what it was. The history keeps it. since: as of revise."""
        with recording(self._connection) as action:
            old = self.annotation(identifier)
            self._check_as_seen(old, since)
            summary = self.describe(old)
            annotations.delete(action, identifier)
            self._tell(action, Deed.DELETE, summary, old.article)
        return summary

    def relate(
        self, origin: str, target: str, kind: RelationKind, note: str = "", *, since: Iterable[Annotation] = ()
    ) -> Relation:
        """Say how one mark stands to another, in this article or across articles.

        since: marks as the caller saw them. Raises ChangedSince where one was changed after that, Refused where that is said
        already, or where the first would update, or support, itself by way of others.
        """
        with recording(self._connection) as action:
            one, other = self.annotation(origin), self.annotation(target)
            for seen in since:
                self._check_as_seen(self.annotation(seen.id), seen.updated)
            if origin == target:
                raise Refused("a mark cannot be related to itself; nothing was changed")
            if one.claim is None or other.claim is None:
                raise Refused("only claims are related to one another; nothing was changed")
            known = [(each.origin, each.target) for each in self.relations(origin) if each.kind is kind]
            if (origin, target) in known or ((target, origin) in known and kind not in ONE_WAY):
                raise Refused(f"these two claims are related so already ({kind}); nothing was changed")
            if kind in ONE_WAY and annotations.leads_to(self._connection, target, origin, kind):
                what = f"a circle: the second {kind} the first already"
                raise Refused(f"{what}, perhaps by way of others; nothing was changed")
            made = Relation(self._new_id(), origin, target, kind, self.annotator, self._clock(), normal_form(note))
            annotations.write_relation(action, made)
            self._tell(action, Deed.RELATE, f"{self.describe(one)} {kind} {self.describe(other)}", one.article)
        return made

    def unrelate(self, relation: Relation) -> None:
        """Take a relation out; the history keeps it. Raises NotFound where it is gone already."""
        with recording(self._connection) as action:
            one, other = self.annotation(relation.origin), self.annotation(relation.target)
            if not annotations.delete_relation(action, relation.id):
                raise NotFound("that relation is gone; somebody deleted it")
            summary = f"{self.describe(one)} no longer {relation.kind} {self.describe(other)}"
            self._tell(action, Deed.UNRELATE, summary, one.article)

    def _check_as_seen(self, mark: Annotation, since: str | None) -> None:
        if since is not None and since != mark.updated:
            who = history.last_to_change(self._connection, mark.id) or mark.annotator
            raise ChangedSince(f"this mark was changed meanwhile by {who}; your change was not saved")

    def _ground(self, article: str) -> Article:
        """An article with the text and the title that it has now; where those are as before, all else of it may be older.
        Whoever makes many marks makes them in one article.
        """
        on = self._at_last
        now = articles.version(self._connection, article) if on is not None and on.id == article else None
        if on is None or now != (on.text_id, on.metadata.title):
            on = self.article(article)
            self._at_last = on if on.document is not None else None  # its words may come, under the same identifier
        return on

    def _compose(
        self, action: Action, draft: Draft, on: Article, *, kept: str | None = None
    ) -> tuple[drafting.Composed, Layer, str]:
        """kept: the tag that the mark has already, which may be retired."""
        wanted = [draft.entity, *(link.entity for link in draft.chain)]
        # One that was united with another is that one.
        known = meant(self._connection, {w for w in wanted if isinstance(w, str)})
        for new in (w for w in wanted if isinstance(w, NewEntity)):
            drafting.check_entity_tag(self._tag(new.tag))
        tag = self._tag(draft.tag)
        tag = replace(tag, retired=tag.retired and tag.name != kept)
        composed = drafting.compose(draft, on, tag, known, self._new_id)
        for entity in composed.new_entities:
            entities.write(action, entity)
        names = {e.id: e.name for e in (*known.values(), *composed.new_entities)}
        return composed, tag.layer, drafting.summary(tag, composed.parts, composed.entity, composed.claim, names)
