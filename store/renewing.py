"""Cleaning articles again: when a reader corrects the cleaner, when the cleaner has improved; and marks that lost their words.

A new cleaning makes a new text version; marks find their place in it or stay where they were, as orphans.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from store import correcting, drafting, recleaning
from store.addresses import outlet_key
from store.correcting import KEEP, LEAVE_OUT, LINE, Correction
from store.database import corrections, keeping_again, pages
from store.database.recording import Action, recording
from store.database.spool import laid_down
from store.errors import ChangedSince, CleaningError, NotFound, Refused
from store.model import (
    Annotation,
    Article,
    Carried,
    Change,
    Cleaned,
    Deed,
    Draft,
    LinkDraft,
    Metadata,
    PartDraft,
    RawItem,
    Verdict,
)
from store.recleaning import Orphan, Recleaned
from store.spreading import Spreading

if TYPE_CHECKING:
    from store.cleaning import Habits, PageLines

_NO_RAW = "its raw source is not in this library; add the original file to have it here"
_OUTLETS_AT_HAND = 16  # whose pages are held while many articles are cleaned again
_AT_HAND = 4_000_000  # bytes of an item that is held as it was cleaned last

_Explained = tuple[Cleaned, Callable[[], Sequence[Verdict]]]


class Renewing(Spreading):
    """What makes new text versions. Each method is one action of the history, and can be undone."""

    _last: "tuple[tuple[RawItem, Habits], _Explained] | None" = None

    # --- corrections --------------------------------------------------------------------------------------------------

    def corrections(self, article: str) -> tuple[Correction, ...]:
        """What readers corrected in an article, and what they decided about the lines of its outlet; oldest first."""
        return self._corrections(self.article(article))

    def correct_line(
        self, article: str, words: str, keep: bool | None, *, only_here: bool = False, text_id: str | None = None
    ) -> Recleaned:
        """Take the line of the source with these words into the text, or leave it out; None: as the cleaner decides.

        It holds for every line that says the same (letters and figures, whatever the case), and is remembered for the
        article's outlet, for what is added or cleaned again from now on; only_here: for this article alone, as it is
        where its outlet is not known. text_id: the version that the caller saw. Raises ChangedSince where the current
        one is another, Refused where the words have no letters, the raw source is not here, or nothing would be left.
        """
        old = self.article(article)
        drafting.check_version(old, text_id)
        outlet = "" if only_here else _outlet(old)
        new = Correction(
            *(self._new_id(), None if outlet else article, outlet or None, LINE, correcting.checked_line(words)),
            *(KEEP if keep else LEAVE_OUT, self.annotator, self._clock()),
        )
        known = self._corrections(old)
        # What was said of the article alone goes before what is said of its outlet: a new word takes the place of both.
        gone = [each for each in correcting.about_line(known, words) if outlet or each.article is not None]
        if keep is None:
            return self._correct(old, known, gone, None, f"the cleaner decides about “{correcting.short(new.line)}”")
        return self._correct(old, known, gone, new, new.told())

    def correct_field(self, article: str, field: str, value: str | None) -> Recleaned:
        """Say what a field of the metadata is, as correct_fields does."""
        return self.correct_fields(article, {field: value})

    def correct_fields(
        self, article: str, values: Mapping[str, str | None], *, since: Metadata | None = None
    ) -> Recleaned:
        """Say what fields of the metadata are: title, byline, outlet, published, updated or language; None: nothing.

        For this article alone, and one step of the history. The text stays as it is: its title block is what stands in
        the source. since: the metadata that the caller saw (None: whatever it is). Raises Refused for another field, an
        empty title, or a date that is none, ChangedSince where one of these fields says something else by now.
        """
        values = {field: correcting.checked_value(field, value) for field, value in values.items()}
        at = self._clock()
        new = [
            Correction(self._new_id(), article, None, field, "", value, self.annotator, at)
            for field, value in values.items()
        ]
        with recording(self._connection) as action:
            old = self.article(article)
            if since is not None and any(getattr(since, name) != getattr(old.metadata, name) for name in values):
                raise ChangedSince(
                    f"“{old.metadata.title}” was changed meanwhile; your change was not saved, look again"
                )
            corrections.remove(action, (each for each in self._corrections(old) if each.field in values))
            for each in new:
                corrections.insert(action, each)
            summary = ", ".join(each.told() for each in new)
            return self._correction_kept(action, old, correcting.corrected(old, values), summary)

    def withdraw(self, article: str, correction: str) -> Recleaned:
        """Take a correction out of force, by its identifier, and clean the article again. Raises NotFound."""
        old = self.article(article)
        known = self._corrections(old)
        gone = [each for each in known if each.id == correction]
        if not gone:
            raise NotFound("that correction is gone; somebody withdrew it")
        return self._correct(old, known, gone, None, f"withdrew: {gone[0].told()}")

    def explained(self, article: Article) -> tuple[Cleaned, Sequence[Verdict]]:
        """What cleaning would make of an article now, and its verdict on each line; changes nothing.

        The spans of the verdicts count into Cleaned.document, which is the current text unless the cleaner or what is
        known of the outlet changed since. Raises Refused where the raw source is not here, CleaningError.
        """
        item = self._item(article)
        cleaned, verdicts = self._cleaned(item, self._habits(article, item, self._corrections(article)))
        return cleaned, verdicts()

    def others_with_line(self, article: str, words: str) -> tuple[str, ...]:
        """The other articles of an article's outlet that a reader's word about a line would change: the line with these
        words stands in their text and is left out for the outlet, or the other way round.

        Only the newest are known, those whose pages are remembered; none where nothing was said of it for the outlet.
        """
        from store.cleaning import line_key

        outlet, key = _outlet(self.article(article)), line_key(words)
        keep = self.outlet_rulings(outlet).get(key) if outlet else None
        if keep is None:
            return ()
        others = pages.with_line(self._connection, outlet, key).items()
        return tuple(
            other for other, text in others if other != article and self._heeds(other, text, outlet, key, keep)
        )

    def _heeds(self, article: str, text: str, outlet: str, key: int, keep: bool) -> bool:
        """Whether an article with this text is to change by what its outlet's readers said of a line."""
        from store.cleaning import line_key

        rulings = correcting.rulings_of(corrections.of_article(self._connection, article, outlet), line_key)
        return rulings[key] is keep and any(line_key(line) == key for line in text.split("\n")) is not keep

    def _correct(
        self,
        old: Article,
        known: Sequence[Correction],
        gone: Sequence[Correction],
        new: Correction | None,
        summary: str,
    ) -> Recleaned:
        left = [each for each in known if each not in gone] + ([new] if new else [])
        try:
            renewed = self._renewed(old, left)
        except CleaningError as error:
            raise Refused(f"nothing of “{old.metadata.title}” would be left to read; nothing was changed") from error
        if new is not None:
            correcting.check_that_it_holds(new, renewed.text)
        with recording(self._connection) as action:
            here = self.article(old.id)
            if (here.text_id, here.metadata) != (old.text_id, old.metadata) or self._corrections(old) != known:
                raise ChangedSince(
                    f"“{old.metadata.title}” was changed meanwhile; your change was not saved, try again"
                )
            corrections.remove(action, gone)
            if new is not None:
                corrections.insert(action, new)
            return self._correction_kept(action, old, renewed, summary)

    def _correction_kept(self, action: Action, old: Article, new: Article, summary: str) -> Recleaned:
        report = self._kept(action, old, new)
        self._tell(action, Deed.CORRECT, recleaning.told(summary, [report]), old.id)
        return report

    # --- cleaning again -----------------------------------------------------------------------------------------------

    def reclean(
        self,
        articles: Iterable[str] | None = None,
        *,
        outlet: str | None = None,
        everything: bool = False,
        dry: bool = False,
        tell: Callable[[Recleaned], None] = lambda _: None,
    ) -> Change | None:
        """Clean articles again with what is known now: these, or all of an outlet (its name or its key), or all there are
        (everything), or those whose text another version of the cleaner made.

        tell is called with each once it is known what became of it. All that changes is one step of the history, which
        undo takes back whole; None where nothing changed. dry: nothing is kept. Raises NotFound.
        """
        if articles is None and outlet is not None:
            articles = keeping_again.of_outlet(self._connection, outlet)
            if not articles:
                raise NotFound(f"there is no article of {outlet} in {self.path}; `annotty list` shows what there is")
        elif articles is None and everything:
            articles = self.article_ids()
        elif articles is None:
            from store.cleaning import CLEANER

            articles = keeping_again.cleaned_otherwise(self._connection, CLEANER)
        if not dry:
            return self._reclean(articles, Deed.RECLEAN, tell)
        for new in self._renewals(articles, tell):
            old = self.article(new.article.id)
            tell(recleaning.account(old, new.article, keeping_again.moves(self._connection, old, new.article)))
        return None

    def refresh(
        self,
        outlets: Iterable[str],
        tell: Callable[[Recleaned], None] = lambda _: None,
        *,
        among: Container[str] | None = None,
    ) -> int:
        """Clean again, of the outlets with these keys, those remembered pages that nobody has marked, opened or put in order:
        what came since may tell what they have in common. How many changed. among: of these articles alone.

        It is told in the history, and undo passes it by: nobody has read the texts that were.
        """
        untouched = keeping_again.untouched(self._connection, outlets)
        untouched = [each for each in untouched if among is None or each in among]
        number = 0

        def count(report: Recleaned) -> None:
            nonlocal number
            number += report.changed
            tell(report)

        self._reclean(untouched, Deed.PLACE, count)
        return number

    def undo_reclean(self) -> Change:
        """Take back this annotator's newest reclean that is in force. Raises NothingToUndo, ChangedSince as undo does."""
        tell = partial(self._tell_reverted, Deed.UNDO)
        return self._walk.go(Deed.UNDO, self.annotator, tell, only=Deed.RECLEAN)

    def _reclean(self, articles: Iterable[str], deed: Deed, tell: Callable[[Recleaned], None]) -> Change | None:
        reports: list[Recleaned] = []
        with (
            laid_down(self._renewals(articles, tell), self.path.parent) as renewals,
            recording(self._connection) as action,
        ):
            for renewal in renewals:
                new, old = renewal.article, self.article(renewal.article.id)
                if old.text_id != new.text_id:
                    reports.append(recleaning.passed_over(old, "it was changed meanwhile"))
                    continue
                values = correcting.values_of(self._corrections(old))
                reports.append(self._kept(action, old, correcting.corrected(new, values)))
            changed = [report for report in reports if report.changed]
            what = f"cleaned {len(changed)} article{'' if len(changed) == 1 else 's'} again"
            only = changed[0].article if len(changed) == 1 else None
            change = self._tell(action, deed, recleaning.told(what, changed), only)
        for report in reports:
            tell(report)
        return change if changed else None

    def _renewals(self, articles: Iterable[str], tell: Callable[[Recleaned], None]) -> Iterator[Carried]:
        """The articles among these that are cleaned otherwise now; tell is called with the others."""
        pages_of = lru_cache(_OUTLETS_AT_HAND)(partial(pages.pages_of, self._connection))
        for identifier in articles:
            old = self.article(identifier)
            try:
                new = self._renewed(old, self._corrections(old), pages_of)
            except (Refused, CleaningError) as error:
                tell(recleaning.passed_over(old, str(error)))
                continue
            if recleaning.is_other(old, new):
                yield Carried(new)
            else:
                tell(recleaning.account(old, new, ()))

    # --- marks that lost their words ----------------------------------------------------------------------------------

    def orphans(self, article: str | None = None) -> tuple[Orphan, ...]:
        """The marks whose words are not in the current text of an article (None: of any), by article and place."""
        return keeping_again.orphans(self._connection, article)

    def place(
        self,
        annotation: str,
        parts: tuple[PartDraft, ...],
        *,
        since: str | None = None,
        text_id: str | None = None,
    ) -> Annotation:
        """Put a mark on words of the current text by hand; all else of it stays.

        since: as of revise. text_id: the version that the parts' offsets count into (None: the current one, whichever
        that is). Raises ChangedSince where the mark was changed, or the current one is another, OffsetError and Refused as
        annotate does.
        """
        mark = self.annotation(annotation)
        claim = mark.claim
        chain = claim.chain if claim else ()
        draft = Draft(
            tag=mark.tag,
            parts=parts,
            entity=mark.entity.id if mark.entity else None,
            note=mark.note,
            claim=replace(claim, chain=()) if claim else None,
            chain=tuple(LinkDraft(link.entity, link.label, link.mode, link.medium, link.said) for link in chain),
        )
        since = since or mark.updated
        return self.revise(annotation, draft, since=since, text_id=text_id or self.article(mark.article).text_id)

    # --- how an article is cleaned again ------------------------------------------------------------------------------

    def _corrections(self, article: Article) -> tuple[Correction, ...]:
        return corrections.of_article(self._connection, article.id, _outlet(article))

    def _item(self, article: Article) -> RawItem:
        source = self.source(article)
        if source.raw is None:
            raise Refused(_NO_RAW)
        return recleaning.item_of(article, source, source.raw)

    def _habits(
        self,
        article: Article,
        item: RawItem,
        known: Sequence[Correction],
        pages_of: "Callable[[str], Mapping[str, PageLines]] | None" = None,
    ) -> "Habits":
        """What is known of an article's outlet, but for its own page, and what readers decided, in the order that holds."""
        from store.cleaning import NO_HABITS, line_key
        from store.cleaning.windows import Outlets, Page, page_lines

        outlet, habits = _outlet(article), NO_HABITS
        if outlet:
            stored = pages_of(outlet) if pages_of else pages.pages_of(self._connection, outlet)
            others = [lines for identifier, lines in stored.items() if identifier != article.id]
            if others:
                habits = Outlets(lambda _: others).habits([Page(outlet, page_lines(item))])[0]
        return replace(habits, rulings=correcting.rulings_of(known, line_key))

    def _renewed(
        self,
        article: Article,
        known: Sequence[Correction],
        pages_of: "Callable[[str], Mapping[str, PageLines]] | None" = None,
    ) -> Article:
        item = self._item(article)
        cleaned, _ = self._cleaned(item, self._habits(article, item, known, pages_of))
        return recleaning.renewed(article, cleaned, correcting.values_of(known))

    def _cleaned(self, item: RawItem, habits: "Habits") -> _Explained:
        """An item as it is cleaned; the last one is at hand, for who corrects a line is shown why at once."""
        from store.cleaning import explained  # the cleaners take time to load

        if self._last is None or self._last[0] != (item, habits):
            made = explained(item, habits)
            self._last = ((item, habits), made) if len(item.raw) <= _AT_HAND else None
            return made
        return self._last[1]

    def _kept(self, action: Action, old: Article, new: Article) -> Recleaned:
        kept, moves = keeping_again.keep(self._connection, action, old, new, self._clock(), self._new_id)
        return recleaning.account(old, kept, moves)


def _outlet(article: Article) -> str:
    return outlet_key(article.metadata.url, article.metadata.outlet)
