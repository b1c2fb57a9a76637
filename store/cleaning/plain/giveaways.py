"""What gives a line of a page away, wherever it stands in it: cookies, subscriptions, pleas, rights. Pure.

English only. Whether a line that has such words is furniture, store.cleaning.plain.wording decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

# Any of these in a line that speaks to its reader (or in a short one) gives it away.
_STRONG = r"""
    (?:we|our\ partners|this\ (?:web)?site|that)\ uses?\ (?:[\w\ ]{0,30})?cookies
    | cookie\ (?:polic|settings|preferences|notice|consent)
    | (?:accept|manage|reject)\ (?:all\ )?cookies
    | by\ (?:continuing|using)\ (?:to\ (?:use|browse)|(?:this|our)\ (?:web)?site)
    | cookies?\ (?:is|are)\ (?:set|used|stored|necessary)
    | (?:gdpr|functional|necessary|performance|analytical)\ cookies?
    | ad[\ -]?block(?:er|ers|ing)?\b
    | become\ an?\ (?:patron|member|supporter|subscriber|sponsor) | patreon | buy\ (?:us|me)\ a\ coffee
    | cup\ of\ coffee
    | support\ (?:our|independent|quality|local|free)\ (?:work|journalis|report|news|media|mission|team)
    | readers?\ like\ you
    | (?:make|consider\ making)\ an?\ (?:\w+[\ -]){0,2}(?:donation|contribution|gift)
    | donate\ (?:now|today|here|to\ (?:us|our|support))
    | support(?:ed)?\ (?:us|by\ (?:our\ )?readers) | reader[\ -](?:funded|supported)
    | (?:chip|pitch)\ in\ (?:today|now|as|\$|£|€)
    | for\ as\ little\ as
    | help\ (?:us|fund|keep)\ (?:\w+\ ){0,3}(?:keep|continue|produce|independent|free|journalism|reporting|going|our)
    | (?:keep|kept)\ our\ (?:reporting|journalism|work|stories|coverage)
    | (?:sign|signing)\ up\ (?:for|to|here|now|today|and)\b | newsletters?\b | (?:to|in)\ your\ (?:inbox|e-?mail)
    | subscri(?:be|bing)\ (?:to\ (?:our|the|get|read|continue)|now|today|for) | subscribers?\ only
    | (?:your|our)\ subscription
    | (?:follow|like|join|find)\ us\ (?:on|at|in)\b | (?:download|get)\ (?:our|the)\ (?:\w+\ ){0,2}app\b
    | follow\ @?\w+\ on\ (?:twitter|x|facebook|instagram)
    | all\ rights\ reserved | (?:written|prior)\ (?:permission|consent) | active\ (?:hyper)?link
    | may\ not\ be\ (?:reproduced|published|reprinted|copied)
    | terms\ (?:of|and)\ (?:use|service|conditions)
    | privacy\ (?:and\ cookies?\ )?(?:policy|policies|notice|statement) | do\ not\ sell
    | (?:suggest|report|submit)\ an?\ (?:correction|error|typo|mistake)
    | (?:spotted|found|noticed|see)\ an?\ (?:\w+\ )?(?:error|mistake|typo|correction)
    | ctrl\ ?\+\ ?enter | (?:your|leave)\ (?:your\ )?(?:suggestions|feedback|corrections)
    | (?:leave|post|write|add|submit)\ (?:a|your)\ (?:comment|reply|review) | (?:log|sign|logged)\ in\ to\b
    | join\ the\ (?:conversation|discussion|debate)
    | comments?\ (?:are|is|section|policy|may\ be)\b | email\ address\ will\ not\ be
    | already\ (?:a\ (?:subscriber|member)|have\ an\ account|registered|subscribed)
    | create\ (?:a\ free|an|your)\ account | free\ trial | cancel\ (?:at\ )?any\ ?time
    | (?:earn|receive|get)\ (?:a\ |an\ )?(?:small\ |affiliate\ )?commissions?
    | affiliate\ (?:links?|commissions?|partners?)
    | (?:do(?:es)?\ not|don['’]t)\ necessarily\ (?:reflect|represent) | recaptcha
    | (?:enable|disable|turn\ off)\ (?:your\ )?javascript | your\ browser
    | (?:story|article|video|content)\ continues\ below
    | (?:scroll|keep\ scrolling|continue)\ (?:to|for)\ (?:continue|read|reading)
    | (?:like|love|want)\ to\ hear\ (?:from\ you|about) | (?:got|have)\ a\ (?:news\ )?(?:tip|story)\b
    | (?:contact|e-?mail)\ (?:us|the\ (?:author|reporter|editor|newsroom)|our)
    | (?:special|exclusive|introductory)\ (?:discount|offer)s? | \d+\ ?%\ off | (?:gift|promo)\ (?:card|code)s?
    | limited[\ -]time | add\ to\ (?:cart|basket)
    | (?:highlight|select)\ the\ text | (?:thank\ you|thanks)\ for\ (?:reading|your\ support|subscribing|signing)
    | (?:view|see|read|show|load)\ (?:all|more|the\ full)\ (?:comments|articles|stories|posts|news)
    | (?:republish|creative\ commons)
    | our\ (?:community\ guidelines|standards|use\ of\ cookies|editorial\ (?:policy|guidelines))
    | (?:notifications|alerts)\ (?:on|for|to)\ your
    | (?:image|video|photo)\ \d+\ of\ \d+ | click\ here\ (?:to|for)
"""
TRIGGERS = frozenset(
    "account active ad adblock adblocker adblockers adblocking address affiliate alerts already app articles basket "
    "become browser buy cancel card cards cart chip click code codes comment comments commission commissions consent "
    "contact continue continues continuing cookie cookies copied correction corrections creative ctrl cup discount "
    "discounts donate download editorial email error feedback follow guidelines hear help highlight image inbox "
    "javascript join keep kept limited little log logged mail make making mistake necessarily news newsletter "
    "newsletters notifications off offer offers patreon permission photo pitch posts privacy published reader readers "
    "reading recaptcha reply reprinted reproduced republish review rights scroll scrolling select sell sign signing "
    "spotted standards stories story subscribe subscriber subscribers subscribing subscription suggestions support "
    "supported terms thank thanks tip trial trials typo us using video".split()
)
"""One of these words stands in every line that is given away."""


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern in verbose form, each by itself."""
    depth, begin = 0, 0
    for at, sign in enumerate(pattern):
        if sign in "()" and pattern[at - 1] != "\\":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            yield pattern[begin:at].strip()
            begin = at + 1
    yield pattern[begin:].strip()


_STEMS = {"emai": "mail", "adbl": "ad\\["}  # how the pattern writes what it may write in two ways


@cache
def _with(trigger: str) -> re.Pattern[str]:
    """Those alternatives of _STRONG that a line may match for one of its words; more of them than need be."""
    stem = _STEMS.get(trigger[:4]) or (re.escape(trigger[:4]) if len(trigger) > 4 else f"(?<![a-z]){trigger}")
    fitting = [each for each in _alternatives(_STRONG) if re.search(stem, each)]
    return re.compile(rf"\b(?:{'|'.join(fitting)})" if fitting else r"(?!)", re.I | re.X)


def giveaways(line: str, words: Sequence[str]) -> int:
    """How often a line says what gives it away. To try few alternatives at a time is many times quicker than all."""
    starts: set[int] = set()
    for trigger in TRIGGERS.intersection(words):
        starts.update(found.start() for found in _with(trigger).finditer(line))
    return len(starts)
