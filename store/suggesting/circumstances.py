"""When, where and through what medium something was said: the words between a cue and what it attributes. Pure."""

from __future__ import annotations

import regex

from store.suggesting.dates import DATE
from store.suggesting.kinds import entity_tag

__all__ = ["LEADING", "medium_in", "skip_circumstances"]

_NAME = r"\p{Lu}[\p{L}\p{N}.’'&-]*(?:\s\p{Lu}[\p{L}\p{N}.’'&-]*)*"
_OWN = r"(?:the|an?|his|her|its|their|our|my|one|another|this|that|those)"
_LOW = r"(?:[\p{Ll}\p{N}-]+\s|(?:Telegram|Facebook|Twitter|YouTube|X|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\s)"
_OCCASION = (
    "statement|interview|report|post|posts|message|letter|speech|address|video|briefing|conference|note|article|column|"
    "essay|update|assessment|bulletin|analysis|study|paper|filing|tweet|memo|email|e-mail|broadcast|testimony|remarks|"
    "comments|book|blog|editorial|dispatch|release|documents?|communiqué|communique|meeting|hearing|rally|summit|session|"
    "event|call|ceremony|visit|debate|trial|court|forum"
)
_PERIOD = "week|weekend|month|year|night|morning|afternoon|evening|day|spring|summer|autumn|fall|winter|century"
_TIME = (
    rf"(?:(?:late|early|earlier|later|also|only|back)\s)*(?:(?:on|in|since|by)\s)?(?:{DATE.pattern})"
    rf"(?:\s(?:morning|afternoon|evening|night))?"
    rf"|(?:(?:late|early|earlier|later)\s)?(?:today|yesterday|tonight|last night|overnight"
    rf"|(?:last|this|that|earlier this|later that|the same|the next|the following)\s(?:{_PERIOD})|at the time|at the weekend"
    rf"|(?:an?|one|two|three|four|five|several|\d+)\s(?:{_PERIOD}|hour|decade)s?\s(?:ago|earlier|later))"
)
_APP = (
    r"(?:(?:[\p{Ll}-]+\s){0,3}"
    r"(?:app|network|platform|site|service|channel|media|show|programme|broadcaster|station|website|forum)\s)?"
)
_ON = (
    rf"(?:on|via|through)\s(?:{_OWN}\s)?{_APP}(?!\p{{Lu}}[\p{{L}}]*['’]s\b){_NAME}(?<!['’]s)"
    r"(?:\s(?:channel|account|page|platform|app|programme|show))?"
)
_IN = (
    rf"(?:in|at|during|through|via|by|from)\s(?:{_OWN}\s)?{_LOW}{{0,4}}(?:{_OCCASION})\b"
    rf"(?:\s(?:to|with|on|from|for|at|in|of|by)\s(?:(?:the|an?)\s)?(?:[\p{{Ll}}-]+\s){{0,3}}{_NAME})?"
)
_TO = (
    rf"to\s(?:reporters|journalists|the press|the media|lawmakers|parliament|supporters|(?:the\s)?{_NAME})"
    rf"|by\s(?:telephone|phone|e-?mail|text message)|under oath|out loud|in public|in private|in court|for the first time"
)
_WHERE = rf"(?:in|at|from)\s(?:the\s)?{_NAME}(?=\s(?:that|on|in)\b|\s?[:,.]|\s*$)"
_ADVERB = (
    r"(?!early|only|July)\p{Ll}+ly|also|again|then|first|later|earlier|too|still|once more|once again|however|afterwards|"
    r"meanwhile"
)
_ASIDE = r"[^,.;:“”\"\n]{2,50},(?=\s(?:that\b|[“\"]))"
_ONE = regex.compile(
    rf",\s{_ASIDE}|,?\s+(?:{_TIME}|{_ON}|{_IN}|{_TO}|{_WHERE}|(?:{_ADVERB}))(?![\p{{L}}\p{{N}}])", regex.VERSION0
)

# What may stand before a subject without a comma: "But", "Meanwhile", "On Monday", "In a report".
LEADING = regex.compile(
    rf"(?:(?:{_TIME})(?=[\s,])|(?i:on|in|by)\s(?:{DATE.pattern})|(?i:last|this|next|earlier this)\s(?:{_PERIOD})"
    rf"|(?i:in|at|during)\s{_OWN}\s{_LOW}{{0,3}}(?:{_OCCASION})\b"
    r"|(?i:at one (?:time|point|stage))(?=[\s,])"
    r"|(?i:but|and|yet|so|or|nor|then|now|still|also|however|meanwhile|later|earlier|separately|instead|indeed|afterwards|"
    r"today|yesterday|moreover|nevertheless|nonetheless|therefore|thus|furthermore|besides|elsewhere|finally|once|only|"
    r"even|because|that|whether|if|when|while|after|before|as|although|though|since|where|initially|publicly|privately|"
    r"previously|recently|additionally|originally|reportedly|crucially|notably|both)(?=[\s,]))[,\s]+"
)
_MEDIUM = regex.compile(
    rf"\b(?:on|via|through)\s(?:{_OWN}\s)?{_APP}(?P<name>{_NAME})"
    rf"|\b(?:interview|comments?|remarks?|statement|speaking|talking|spoke)\s(?:to|with|for|on)\s(?:the\s)?(?P<name>{_NAME})"
    r"|\b(?P<name>Telegram|Facebook|Twitter|YouTube|Instagram|TikTok|Mastodon|Bluesky|LinkedIn|VK|WhatsApp|X)\s(?:posts?|message|video|channel|account|thread)"
    rf"|\bwith\s(?:the\s)?(?P<name>{_NAME})"
)
_NOT_A_MEDIUM = regex.compile(DATE.pattern)


def _is_medium(name: str) -> bool:
    return name in {"X", "Telegram", "Facebook", "Twitter", "YouTube"} or entity_tag(name) == "OUTLET"


def skip_circumstances(text: str, at: int, end: int) -> int:
    """Where the words go on behind adverbs, dates, places and media that stand directly behind an offset."""
    for _ in range(6):
        match = _ONE.match(text, at, end)
        if match is None:
            break
        at = match.end()
    return at


def medium_in(words: str) -> str | None:
    """The medium that such words name: "Telegram" of "on the messaging app Telegram on Monday"."""
    for match in _MEDIUM.finditer(words):
        name = match.group("name").rstrip(".,’'")
        directly = not words[: match.start()].strip() and match.group().startswith(("on ", "via ", "through "))
        if not directly and match.group("name") == match.group().split(maxsplit=1)[-1] and not _is_medium(name):
            continue
        if (clipped := _NOT_A_MEDIUM.sub("", name).strip()) and clipped == name:
            return name
    return None
