"""From a draft to an annotation: the rules a mark must keep, checked before anything is written. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from store.anchoring import quote
from store.dates import is_date
from store.errors import ChangedSince, OffsetError, Refused
from store.model import (
    LARGEST,
    ROLES,
    SUBJECT_ROLES,
    Alias,
    Annotation,
    Article,
    Attribution,
    Claim,
    Draft,
    Entity,
    Layer,
    LinkDraft,
    NewEntity,
    Part,
    PartDraft,
    Tag,
)
from store.text import is_boundary, normal_form

NAME_LIMIT = 500
"""The longest name of an entity, in code points."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What a draft says, checked: the parts with their words, the entity meant, the claim with its chain, the note."""

    parts: tuple[Part, ...]
    entity: Entity | None
    claim: Claim | None
    note: str
    new_entities: tuple[Entity, ...]


def compose(
    draft: Draft, article: Article, tag: Tag, known: Mapping[str, Entity], new_id: Callable[[], str]
) -> Composed:
    """Check a draft against its article and tag.

    known: the entities that the draft names by identifier. Raises OffsetError where a part lies outside the text or
    cuts a grapheme cluster, Refused where the draft breaks another rule.
    """
    if article.document is None:
        raise Refused(
            f"the text of “{article.metadata.title}” is not here, so nothing can be marked; add its file first"
        )
    made: dict[NewEntity, Entity] = {}

    def meant(wanted: str | NewEntity | None) -> Entity | None:
        if wanted is None:
            return None
        if isinstance(wanted, NewEntity):
            return made.setdefault(wanted, _new_entity(wanted, new_id))
        if wanted not in known:
            raise Refused(f"there is no entity {wanted}; nothing was changed")
        return known[wanted]

    if tag.retired:
        raise Refused(f"the tag {tag.name} is retired; choose another")
    parts = _parts(draft, article, tag)
    if tag.layer is not Layer.ENTITY and draft.entity is not None:
        raise Refused(f"only an entity mention names an entity; {tag.name} is a {tag.layer}")
    if tag.layer is not Layer.CLAIM and (draft.claim is not None or draft.chain):
        raise Refused(f"only a claim has a gist and a chain; {tag.name} is a {tag.layer}; nothing was changed")
    entity = meant(draft.entity)
    claim = _claim(draft, meant) if tag.layer is Layer.CLAIM else None
    return Composed(parts, entity, claim, normal_form(draft.note), tuple(made.values()))


def check_version(article: Article, text_id: str | None) -> None:
    """Raises ChangedSince where offsets that count into a text version (None: into whichever) do not count into this."""
    if text_id is not None and text_id != article.text_id:
        raise ChangedSince(
            f"the text of “{article.metadata.title}” is another now than the one these places were found in; "
            "nothing was changed. Open the article again"
        )


def check_unit(draft: Draft, old: Claim | None = None) -> None:
    """Raises Refused where a unit is said to be counted, and no figure of it; unless it was so before."""
    claim = draft.claim or Claim()
    unit = _plain(claim.unit)
    if unit is None or claim.quantity is not None:
        return
    if old is None or (old.unit, old.quantity) != (unit, None):
        raise Refused(f"a unit needs a figure: how many {_cut(unit)}? Nothing was changed")


def check_quotes(draft: Draft, old: Annotation, article: Article) -> None:
    """Raises ChangedSince where a draft brings a mark's places from another text version, and its words stand elsewhere."""
    quotes = {(part.role, part.exact) for part in old.parts}
    if old.text_id != article.text_id and any(
        (part.role, part.span.of(article.text)) not in quotes for part in draft.parts
    ):
        raise ChangedSince(
            "this mark was made on another version of the text, and its words do not stand there in this one; "
            "nothing was changed. Give it its words anew, or delete it"
        )


def _parts(draft: Draft, article: Article, tag: Tag) -> tuple[Part, ...]:
    if not any(p.role in SUBJECT_ROLES for p in draft.parts):
        raise Refused("a mark needs words: nothing is selected")
    for part in draft.parts:
        if part.role not in ROLES[tag.layer]:
            raise Refused(f"a mark for {tag.layer} has no {part.role}; nothing was changed")
        if part.depth is not None and not 0 <= part.depth < len(draft.chain):
            raise Refused(f"the {part.role} belongs to link {part.depth + 1} of a chain of {len(draft.chain)}")
    return tuple(_part(part, article) for part in draft.parts)


def _part(draft: PartDraft, article: Article) -> Part:
    text, span = article.text, draft.span
    where = f"the {draft.role} at {span.start}–{span.end} of “{article.metadata.title}”"
    if not span or span.end > len(text):
        raise OffsetError(f"{where} does not lie within the text of {len(text)} characters; nothing was changed")
    if not (is_boundary(text, span.start) and is_boundary(text, span.end)):
        raise OffsetError(f"{where} cuts a character that is made of several signs; nothing was changed")
    exact, prefix, suffix = quote(text, span)
    source = article.document.source_map.to_source(span) if article.document else None
    return Part(draft.role, span, exact, prefix, suffix, draft.depth, source)


def _new_entity(wanted: NewEntity, new_id: Callable[[], str]) -> Entity:
    aliases = {name: Alias(name, alias.weak) for alias in wanted.aliases for name in [checked_name(alias.name)]}
    # In the order in which the library gives them back.
    return Entity(new_id(), checked_name(wanted.name), wanted.tag, tuple(aliases[name] for name in sorted(aliases)))


def check_entity_tag(tag: Tag) -> None:
    """Raises Refused where a tag is not for entities to be made."""
    if tag.layer is not Layer.ENTITY:
        raise Refused(f"{tag.name} is a {tag.layer} tag, and no entity can have it; nothing was changed")
    if tag.retired:
        raise Refused(f"the tag {tag.name} is retired; choose another")


def checked_name(name: str) -> str:
    """A name on one line, in the normal form. Raises Refused where it is empty or too long."""
    name = on_one_line(name)
    if not name:
        raise Refused("an entity needs a name; nothing was changed")
    if len(name) > NAME_LIMIT:
        raise Refused(f"a name has {NAME_LIMIT} characters at most, this one {len(name)}; nothing was changed")
    return name


def _claim(draft: Draft, meant: Callable[[str | NewEntity | None], Entity | None]) -> Claim:
    claim = draft.claim or Claim()
    if claim.credibility is not None and not 1 <= claim.credibility <= 6:
        raise Refused(f"credibility is a figure from 1 to 6, not {claim.credibility}; nothing was changed")
    if claim.bound is not None and claim.quantity is None:
        raise Refused("a bound needs a quantity to bind; nothing was changed")
    if claim.quantity is not None and not abs(claim.quantity) <= LARGEST:  # nor what is not a number
        raise Refused("a quantity is a number that can be counted to; nothing was changed")
    event_from, event_to = _date(claim.event_from), _date(claim.event_to)
    if event_from and event_to and event_from[: len(event_to)] > event_to[: len(event_from)]:
        raise Refused(f"the event ends on {event_to}, before it begins on {event_from}; nothing was changed")
    entities = [meant(link.entity) for link in draft.chain]
    _check_chain(entities)
    return replace(
        claim,
        gist=normal_form(claim.gist),
        probability_words=normal_form(claim.probability_words),
        event_from=event_from,
        event_to=event_to,
        unit=_plain(claim.unit),
        chain=tuple(_link(depth, link, entities[depth]) for depth, link in enumerate(draft.chain)),
    )


def _check_chain(entities: Sequence[Entity | None]) -> None:
    """Raises Refused where a chain names an entity twice: nobody is their own source."""
    depths: dict[str, int] = {}
    for depth, entity in enumerate(entities):
        if entity is not None and depths.setdefault(entity.id, depth) != depth:
            raise Refused(
                f"the chain names {entity.name} twice, as link {depths[entity.id] + 1} and as link {depth + 1}; "
                "nobody is their own source. Nothing was changed"
            )


def on_one_line(words: str) -> str:
    """Words in the normal form on one line, one space between each two."""
    return " ".join(normal_form(words).split())


def _plain(words: str | None) -> str | None:
    """Words on one line, in the normal form; None where there are none."""
    return None if words is None else on_one_line(words) or None


def _date(words: str | None) -> str | None:
    """A date of the world; None where there is none. Raises Refused where the words are none."""
    plain = _plain(words)
    if plain is not None and not is_date(plain):
        raise Refused(f"“{plain}” is no date: write 2024-07-20, 2024-07 or 2024; nothing was changed")
    return plain


def _link(depth: int, link: LinkDraft, entity: Entity | None) -> Attribution:
    return Attribution(
        depth=depth,
        entity=entity.id if entity else None,
        label=on_one_line(link.label),
        mode=link.mode,
        medium=_plain(link.medium),
        said=_date(link.said),
    )


def summary(
    tag: Tag, parts: tuple[Part, ...], entity: Entity | None, claim: Claim | None, names: Mapping[str, str]
) -> str:
    """What a mark is, in the few words that the foot and undo show: "person Belousov", "claim by the minister"."""
    if claim is not None and claim.chain:
        last = claim.chain[-1]
        name = names.get(last.entity or "", "") or last.label
        if name:
            return f"{tag.label} by {name}"
    words = entity.name if entity else next(p.exact for p in parts if p.role in SUBJECT_ROLES)
    return f"{tag.label} {_cut(on_one_line(words))}"


def _cut(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
