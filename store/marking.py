"""Making, changing and relating marks in an open library. What a mark must be, store.drafting says."""

from dataclasses import replace

from store import drafting
from store.arranging import Arranging
from store.database import annotations, entities, history
from store.database.recording import Action, recording
from store.errors import ChangedSince, NotFound, Refused
from store.model import Annotation, Article, Deed, Draft, Layer, NewEntity, Relation, RelationKind
from store.provenance import later
from store.text import normal_form


class Marking(Arranging):
    """What is done to marks; each method is one action of the history."""

    def annotate(self, article: str, draft: Draft, *, text_id: str | None = None) -> Annotation:
        """Make a mark, and the entities that it brings, in one action.

        text_id: the text version that the draft's offsets count into (None: the current one, whichever that is).
        Raises ChangedSince where the current one is another.
        """
        at = self._clock()
        with recording(self._connection) as action:
            on = self.article(article)
            drafting.check_version(on, text_id)
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
            annotations.write(action, made)
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
            if since is not None and since != old.updated:
                who = history.last_to_change(self._connection, identifier) or old.annotator
                raise ChangedSince(f"this mark was changed meanwhile by {who}; nothing was changed")
            on = self.article(old.article)
            drafting.check_version(on, text_id)
            if text_id is None:
                drafting.check_quotes(draft, old, on)
            composed, layer, summary = self._compose(action, draft, on)
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

    def delete_annotation(self, identifier: str) -> str:
        """Take a mark out, with its relations; says what it was. The history keeps it."""
        with recording(self._connection) as action:
            old = self.annotation(identifier)
            summary = self.describe(old)
            annotations.delete(action, identifier)
            self._tell(action, Deed.DELETE, summary, old.article)
        return summary

    def relate(self, origin: str, target: str, kind: RelationKind, note: str = "") -> Relation:
        """Say how one mark stands to another, in this article or across articles."""
        with recording(self._connection) as action:
            one, other = self.annotation(origin), self.annotation(target)
            if origin == target:
                raise Refused("a mark cannot be related to itself; nothing was changed")
            if one.claim is None or other.claim is None:
                raise Refused("only claims are related to one another; nothing was changed")
            if any(known.target == target and known.kind is kind for known in one.relations):
                raise Refused(f"these two claims are related so already ({kind}); nothing was changed")
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

    def _compose(self, action: Action, draft: Draft, on: Article) -> tuple[drafting.Composed, Layer, str]:
        wanted = [draft.entity, *(link.entity for link in draft.chain)]
        known = entities.entities(self._connection, {w for w in wanted if isinstance(w, str)})
        for new in (w for w in wanted if isinstance(w, NewEntity)):
            drafting.check_entity_tag(self._tag(new.tag))
        tag = self._tag(draft.tag)
        composed = drafting.compose(draft, on, tag, known, self._new_id)
        for entity in composed.new_entities:
            entities.write(action, entity)
        names = {e.id: e.name for e in (*known.values(), *composed.new_entities)}
        return composed, tag.layer, drafting.summary(tag, composed.parts, composed.entity, composed.claim, names)
