"""Everything that a person can do to a library, each act told by a word and three figures, so that whole days can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from hypothesis import strategies as st

from store.document import Block, BlockKind, Document
from store.errors import NothingToUndo
from store.formats import jsonl
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Bound,
    Certainty,
    Claim,
    Cleaned,
    Draft,
    EntityDraft,
    Layer,
    LinkDraft,
    Metadata,
    Mode,
    NewEntity,
    Order,
    PartDraft,
    Polarity,
    Queue,
    RawItem,
    RelationKind,
    Role,
    Sort,
    State,
    Tag,
)
from store.occurring import Names, names_of
from store.text import Span, words

ONE = (
    "Boats counted twice\n\nIlse Maar of the Port Office said that Mara Ilsen had counted 12 boats, and then up to 40.\n\n"
    "“We will wait,” said Ilse Maar, “no longer.” The Port Office’s own figure was 19, wrote the Quay Letter on Friday."
)
OTHER = "The light went out\n\nNobody at 北京 港 knew of Mara, or of ILSE MAAR; the PO did not answer.\n\nMara? Mara."
ARTICLES = (
    (ONE, Metadata("Boats counted twice", outlet="Quay Letter", published="2024-07-20")),
    (f"{ONE}\n\nMara Ilsen is away.", Metadata("Boats", outlet="The Boat", published="2024-07-20T23:30:00-05:00")),
    (OTHER, Metadata("The light went out")),
)
"""Two that tell one story, and one in which nearly nothing is known."""

NAMES = ("Ilse Maar", "Mara Ilsen", "Port Office", "PO", "Mara", "北京", "the\u00a0office", "", "x" * 10_000)
TAGS = ("PERSON", "PLACE", "SHIP", "CLAIM", "HIGHLIGHT", "BARGE", "GONE")
DATES = (None, "2024", "2024-07-20", "2023-02-11", None, "2024-07", "2024-07-20", "Friday")
_RARELY = 5
"""Of so many drawn figures one stands for what is refused, such as a name without letters."""

Act = tuple[str, int, int, int]


class Hand:
    """A person at a library. An act for which there is nothing to be done to does nothing; what is refused raises."""

    def __init__(self, library: Library, articles: Sequence[str]) -> None:
        self.library = library
        self.articles = list(articles)
        self.exported = list(jsonl.export(library, articles=True))

    def do(self, act: Act) -> None:
        """Raises AnnottyError where the library refuses it."""
        what, *figures = act
        DEEDS[what](self, *figures)

    # --- what there is -------------------------------------------------------------------------------------------------

    def marks(self) -> list[Annotation]:
        return [mark for article in self.articles for mark in self.library.annotations(article)]

    def entity(self, some: int) -> str:
        """Somebody's identifier; where there is nobody yet, or seldom, one that is nobody's."""
        here = self.library.entities()
        return here[some % len(here)].id if here and some != 60 else "nobody"

    def _whom(self, some: int) -> str | NewEntity | None:
        match some % 4:
            case 0:
                return NewEntity(name(some), TAGS[some // 4 % 3], aliases(some // 3))
            case 1:
                return None
        return self.entity(some // 4) if self.library.entities() else None

    def _home(self, some: int) -> str:
        return self.articles[some % len(self.articles)]

    def _parts(self, article: str, role: Role, *some: int) -> tuple[PartDraft, ...]:
        text = self.library.article(article).text
        spans = list(words(text))
        if some[0] % 29 == 0:
            return (PartDraft(role, Span(len(text) - 2, len(text) + 1)),)
        return tuple(
            PartDraft(role, Span(spans[at].start, spans[min(at + each % 3, len(spans) - 1)].end))
            for each in some
            for at in [each % len(spans)]
        )

    def _draft(self, article: str, one: int, two: int, three: int) -> Draft:
        match one % 7:
            case 0:
                return Draft("HIGHLIGHT", self._parts(article, Role.MENTION, two), note=f"note {three}")
            case 1 | 2 | 3:
                tag = TAGS[three % 3] if three % 11 else TAGS[two % len(TAGS)]
                return Draft(tag, self._parts(article, Role.MENTION, two), self._whom(three), "seen" * (two % 2))
        links = tuple(
            LinkDraft(
                self._whom(each), "somebody", list(Mode)[each % 7], "radio" if each % 2 else None, DATES[each % 7]
            )
            for each in (two, three, two + 3 * three)[: three % 4]
        )
        parts = self._parts(article, Role.CONTENT, *((two, three) if one % 2 else (two,)))
        depth = two % 3 if two % 3 < len(links) else None
        sources = self._parts(article, Role.SOURCE, three) if len(links) > 1 else ()
        cues = tuple(replace(part, depth=depth) for part in self._parts(article, Role.CUE, one + 1))
        figure = (None, 12, 40.5, 0)[two % 4]
        claim = Claim(
            gist="boats were lost" * (one % 3 == 0),
            polarity=list(Polarity)[three % 2],
            certainty=list(Certainty)[two % 4],
            credibility=(None, 1, 7)[0 if three % _RARELY else two % 3],
            event_from=DATES[three % len(DATES)],
            event_to=DATES[two % 7],
            quantity=figure,
            bound=None if figure is None else list(Bound)[three % len(Bound)],
            unit=None if figure is None else (None, "boats", "Boats lost")[one % 3],
        )
        return Draft("CLAIM", (*parts, *cues, *sources), note="odd" * (two % 2), claim=claim, chain=links)

    # --- marks -----------------------------------------------------------------------------------------------------------

    def annotate(self, one: int, two: int, three: int) -> None:
        home = self._home(one + three)
        self.library.annotate(home, self._draft(home, one, two, three))

    def revise(self, one: int, two: int, three: int) -> None:
        if marks := self.marks():
            mark = marks[one % len(marks)]
            self.library.revise(mark.id, self._draft(mark.article, two, three, one))

    def delete(self, one: int, two: int, _: int) -> None:
        marks = self.marks()
        if marks := [mark for mark in marks if mark.claim] * (two % 2) or marks:
            self.library.delete_annotation(marks[one % len(marks)].id)

    def relate(self, one: int, two: int, three: int) -> None:
        if claims := [mark.id for mark in self.marks() if mark.claim]:
            kind = list(RelationKind)[three % 5]
            self.library.relate(claims[one % len(claims)], claims[two % len(claims)], kind, "why" * (one % 2))

    def unrelate(self, one: int, *_: int) -> None:
        if relations := [relation for mark in self.marks() for relation in mark.relations]:
            self.library.unrelate(relations[one % len(relations)])

    def spread(self, one: int, two: int, three: int) -> None:
        """Mark every occurrence: of somebody's names, or of words."""
        entity = self.library.entities()
        whom = entity[one % len(entity)] if entity and two % 4 else None
        names = Names(names_of(whom, weak=bool(two % 2)) if whom else [NAMES[one % 6]])
        tag = whom.tag if whom else TAGS[two % len(TAGS)]
        found = [each for looked in self.library.occurrences(names) for each in looked.found]
        meant = whom.id if whom else NewEntity(NAMES[one % 6], "PERSON") if two % 8 == 0 else None
        self.library.spread(found[three % 3 :], tag, meant)

    # --- entities --------------------------------------------------------------------------------------------------------

    def add_entity(self, one: int, two: int, three: int) -> None:
        self.library.add_entity(entity_draft(one, two, three))

    def change_entity(self, one: int, two: int, three: int) -> None:
        self.library.change_entity(self.entity(one), entity_draft(two, three, one), retag=bool(three % 2))

    def unite(self, one: int, two: int, _: int) -> None:
        into, other = self.entity(one), self.entity(two)
        here = [each for each in self.library.entities() if each.id in (into, other)]
        marks = {mark for each in here for mark in self.library.mentions(each.id)}
        self.library.unite(into, other)
        made = self.library.entity(other)
        assert made.id == into
        assert {name for each in here for name in names_of(each, weak=True)} == set(names_of(made, weak=True))
        assert set(self.library.mentions(into)) == marks

    def split(self, one: int, two: int, three: int) -> None:
        whom = self.entity(one)
        marks = self.library.mentions(whom) if whom != "nobody" else []
        chosen = marks[two % 3 : two % 3 + 2]
        made = self.library.split(whom, chosen, entity_draft(two, three, one))
        assert set(self.library.mentions(made.id)) == set(chosen)
        assert not set(self.library.mentions(whom)) & set(chosen)

    def drop_entity(self, one: int, two: int, _: int) -> None:
        unnamed = [each.id for each in self.library.entities() if not self.library.mentions(each.id)]
        self.library.drop_entity(unnamed[one % len(unnamed)] if unnamed and two % 3 else self.entity(one))

    # --- the tag set -----------------------------------------------------------------------------------------------------

    def keep_tag(self, one: int, two: int, three: int) -> None:
        wanted = TAGS[one % len(TAGS)]
        layer = list(Layer)[three % 3] if two % 7 == 0 else Layer.ENTITY
        known = {tag.name: tag for tag in self.library.tags()}.get(wanted, Tag(wanted, layer, wanted.lower()))
        key = (known.key, None, "S", "X", "P")[two % 5]
        self.library.keep_tag(replace(known, key=key, parent=(None, *TAGS)[three % 6], label=f"label {two}"))

    def rename_tag(self, one: int, two: int, _: int) -> None:
        known = {tag.name: tag for tag in self.library.tags()}
        if old := known.get(TAGS[one % len(TAGS)]):
            self.library.keep_tag(replace(old, name=TAGS[two % len(TAGS)]), was=old.name)

    def retire_tag(self, one: int, *_: int) -> None:
        self.library.retire_tag(TAGS[one % len(TAGS)])

    def take_up_tag(self, one: int, *_: int) -> None:
        self.library.take_up_tag(TAGS[one % len(TAGS)])

    def move_tag(self, one: int, two: int, _: int) -> None:
        self.library.move_tag(TAGS[one % len(TAGS)], two - 9)

    # --- articles --------------------------------------------------------------------------------------------------------

    def set_states(self, one: int, two: int, _: int) -> None:
        self.library.set_states(self.articles[: 1 + one % 3], list(State)[two % len(State)])

    def delete_articles(self, one: int, *_: int) -> None:
        self.library.delete_articles([self._home(one)])

    def restore_articles(self, one: int, *_: int) -> None:
        self.library.restore_articles(self.articles[: 1 + one % 3])

    def correct(self, one: int, two: int, three: int) -> None:
        """Give an article another date, which puts it elsewhere in the list, or another outlet."""
        fields = {"published": DATES[two % len(DATES)], "outlet": ("Quay Letter", "Gazette", None)[three % 3]}
        self.library.correct_fields(self._home(one), fields)

    def label(self, one: int, two: int, _: int) -> None:
        self.library.label(self.articles[: 1 + one % 3], f"label {two % 2}" if two % _RARELY else " ")

    def unlabel(self, one: int, two: int, _: int) -> None:
        self.library.unlabel(self.articles[: 1 + one % 3], f"label {two % 2}")

    def keep_queue(self, one: int, two: int, three: int) -> None:
        order = Order(list(Sort)[three % len(Sort)], bool(one % 2))
        self.library.keep_queue(Queue(f"queue {one % 2}", f"boats {two}", order, (None, *"abc", "ab")[two % 5]))

    def drop_queue(self, one: int, *_: int) -> None:
        self.library.drop_queue(f"queue {one % 3}")

    # --- in and out, back and forth --------------------------------------------------------------------------------------

    def export(self, *_: int) -> None:
        self.exported = list(jsonl.export(self.library, articles=True))

    def import_again(self, *_: int) -> None:
        """Take in what was exported at some time before: what was deleted since is here again."""
        self.library.receive(jsonl.read(self.exported, "before.jsonl"))

    def settle(self, one: int, *_: int) -> None:
        self.library.settle(one % 4 or None)

    def undo(self, *_: int) -> None:
        self.library.undo()

    def redo(self, *_: int) -> None:
        self.library.redo()

    def back_and_forth(self, one: int, two: int, _: int) -> None:
        """Take several steps back, and do some of them again."""
        with suppress(NothingToUndo):
            for _ in range(1 + one % 6):
                self.library.undo()
        with suppress(NothingToUndo):
            for _ in range(two % 4):
                self.library.redo()


def name(some: int) -> str:
    """One of the names; seldom one that no entity can have."""
    return NAMES[some % len(NAMES)] if some % _RARELY == 0 else NAMES[some % 7]


def aliases(some: int) -> tuple[Alias, ...]:
    """Other names: none, one or two, weak and strong."""
    return tuple(Alias(name(some // each), bool(some // each % 2)) for each in (1, 2))[: some % 3]


def entity_draft(one: int, two: int, three: int) -> EntityDraft:
    """Somebody; seldom as nobody can be."""
    wikidata = ("", "Q42", "Q7", "42")[three % 3 if one % 11 else 3]
    return EntityDraft(
        name(one),
        TAGS[two % 3 if two % _RARELY else three % len(TAGS)],
        aliases(two),
        {"wikidata": wikidata} if wikidata else {},
        (None, "A", "F", "G")[three % 3 if two % 13 else 3],
        "asked in May\nand in June" * (three % 2),
    )


Deed = Callable[..., None]
DEEDS: dict[str, Deed] = {
    name: deed
    for name, deed in vars(Hand).items()
    if callable(deed) and not name.startswith("_") and name not in ("do", "marks", "entity")
}
_OFTEN = ("annotate", "annotate", "annotate", "annotate", "relate", "unite", "spread", "undo")
_figures = st.integers(0, 60)
acts: st.SearchStrategy[Act] = st.tuples(st.sampled_from([*DEEDS, *_OFTEN]), _figures, _figures, _figures)


def morning(library: Library, articles: Sequence[str]) -> None:
    """What is usually there when a day begins: a tag of one's own, three people whose names are marked, claims that hang
    together.
    """
    library.keep_tag(Tag("SHIP", Layer.ENTITY, "ship", "S"))
    others = (Alias("Maar"), Alias("the sailor", weak=True))
    ilse = library.add_entity(EntityDraft("Ilse Maar", "PERSON", others, {"wikidata": "Q7"}, "B", "asked in May"))
    mara = library.add_entity(EntityDraft("Mara Ilsen", "PERSON", (Alias("Mara"),), {"wikidata": "Q42"}))
    office = library.add_entity(EntityDraft("Port Office", "PLACE", (Alias("PO"), Alias("the office", weak=True))))
    for each in (ilse, mara, office):
        places = [place for looked in library.occurrences(Names(names_of(each))) for place in looked.found]
        library.spread(places, each.tag, each.id)
    claims = []
    for at, (article, chain) in enumerate(zip(articles, ([office, ilse], [mara], [ilse]), strict=True)):
        span = next(iter(words(library.article(article).text)))
        links = tuple(LinkDraft(each.id) for each in chain)
        claim = Claim(quantity=12 + at, unit="boats")
        claims.append(
            library.annotate(article, Draft("CLAIM", (PartDraft(Role.CONTENT, span),), claim=claim, chain=links))
        )
    library.relate(claims[1].id, claims[0].id, RelationKind.CONTRADICTS)
    library.relate(claims[2].id, claims[0].id, RelationKind.SAME_AS)
    library.label(articles[:2], "label 1")


def begun(library: Library) -> list[str]:
    """The articles of an empty library, put there and opened once; by their identifiers."""
    kept = []
    for number, (text, metadata) in enumerate(ARTICLES):
        starts = [at for at in range(len(text)) if at == 0 or text[at - 2 : at] == "\n\n"]
        ends = [at - 2 for at in starts[1:]] + [len(text)]
        kinds = [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * len(starts)]
        blocks = tuple(Block(*each) for each in zip(kinds, map(Span, starts, ends), strict=False))
        cleaned = Cleaned(Document(text, blocks), metadata, "text/plain", "utf-8", "test 1")
        kept.append(library.keep(RawItem(b"%d " % number + text.encode(), "page.txt"), cleaned).article)
    library.set_position(library.article(kept[0]), 12)
    return kept
