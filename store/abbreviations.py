"""Full stops that close no sentence: those of abbreviations, initials and ordinals, as news prints them. Pure.

English above all, and what is frequent in German, French, Spanish and Russian news. Knows words, not sentences.
"""

from __future__ import annotations

from store.patterns import later

__all__ = ["belongs_to_word"]

# Abbreviations that stand before a name, a place or a day, and are words of another kind in small letters ("he sat").
_CAPITALISED = frozenset(
    # English: ranks and titles, places, firms, days
    "adm brig capt cmdr col cpl dr ens gen gov hon jr lt maj messrs mr mrs ms mx pfc pres prof pvt rep rev sec sen sgt "
    "spc sr st supt mt ft ave blvd rd hwy inc ltd co corp bros plc dist univ dept art op "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn fla ga kan ky mich minn mont neb nev okla pa tenn tex vt wis wyo "
    # German, French, Spanish
    "hr fr frl dipl ing abs abt kap mio mrd tsd mme mmes mlle mlles mm mgr ste "
    "sra sras srta srtas sres ud uds dra dña avda lic ee uu "
    # Russian
    "проф акад".split()
)
_BEFORE_FIGURES = frozenset("no nos fig figs vol vols p pp ch ca approx ft nr nrs núm рис стр гл".split())
_ABBREVIATIONS = frozenset(
    "vs etc al cf eds ed est approx e.g i.e a.m p.m a.k.a ph.d "
    "bzw ca ggf evtl inkl zzgl sog vgl usw mio mrd tsd z.b d.h u.a v.a z.t i.d.r o.g s.o v.chr n.chr p.ex "
    "т.е т.к т.н им ул просп пос тов проф акад гл см ср напр".split()
)
# Abbreviations that often close a sentence too: a capital behind them is taken for a new one only if it opens like one.
_MAY_END = frozenset(
    "etc usw inc ltd co corp bros plc jr sr st ave blvd rd hwy uu a.m p.m ph.d "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn fla ga kan ky mich minn mont neb nev okla pa tenn tex vt wis wyo".split()
)
_OPENERS = frozenset(
    "the a an he she it they we i this that these those but and in on at as if when while however".split()
)
_LOOK_BACK = 24
# With the single letters before it: "z. B", "J. R".
_LAST_WORD = later(r"(?:(?<![\p{L}\p{M}.])\p{L}\.[ \u00a0\u202f])*[\p{L}\p{M}.]+$")
_CAPITALS = later(r"\p{Lu}\p{M}*(?:\.\p{Lu}\p{M}*)*")
_SPACED_LETTER = later(r"[ \u00a0\u202f]\p{L}\.")
# "am 3. Mai", "im 19. Jahrhundert", "der 1. FC": a German ordinal, told by the word before it or by its month.
_ORDINAL = later(r"(?i)(?<!\p{L})(?:am|im|vom|zum|zur|beim|bis|der|die|das|dem|den|des)\s\d{1,3}$")
_DAY = later(r"(?<!\S)\d{1,2}$")
_GERMAN_MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember".split()
)
_YEAR = later(r"\d\s?г$")


def belongs_to_word(text: str, stop: int, word: str) -> bool:
    """Whether the full stop at an offset (a code point) belongs to what is before it, so that a word goes on with it.

    word: the word that follows, which begins with a capital or a figure, or has no such letters.
    """
    floor = max(0, stop - _LOOK_BACK)
    if text[stop - 1 : stop].isdigit():
        is_day = word.lower() in _GERMAN_MONTHS and _DAY.search(text, floor, stop) is not None
        return is_day or _ORDINAL.search(text, floor, stop) is not None
    before = _LAST_WORD.search(text, floor, stop)
    if before is None:
        return False
    written = "".join(before.group().split()).strip(".")
    last = written.lower()
    opens = word.lower() in _OPENERS
    if last in _BEFORE_FIGURES and word[0].isdigit():
        return True
    if len(last) == 1 and _SPACED_LETTER.match(text, stop + 1):
        return True  # "z." in "z. B."
    if _CAPITALS.fullmatch(written):
        return not opens  # initials and the like: "K." in "Sergei K. Shoigu", "U.S."
    if last == "г":
        return _YEAR.search(text, floor, stop) is None  # a town; behind a figure a year, which mostly closes
    if last not in _ABBREVIATIONS and not (last in _CAPITALISED and written[0].isupper()):
        return False
    return not (last in _MAY_END and opens)
