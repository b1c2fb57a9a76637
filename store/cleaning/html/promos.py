"""The wording of what stands between an article's paragraphs without being its text: calls, pointers, biographies. Pure.

English only, and only short lines: a story may be about newsletters.
"""

from __future__ import annotations

import re

from store.cleaning.plain.wording import words_of

_STOP = frozenset(
    "the of and to in a is that for it was on with as at by he she they from his her has have had be this are not but which "
    "who will an were been or their said its you we i".split()
)
_SPEECH = re.compile(r"\b(?:said|says|told|according to|added|wrote|asked)\b|[“\"]", re.I)
_CALL = re.compile(
    r"\W*(?:(?:please |you can |want (?:more|to)\b.{0,60}\? ?)?"
    r"(?:sign up|subscribe|click here|tap here|follow (?:us|me|\w+(?: \w+){0,3} on)\b|like us|find us|"
    r"join (?:us|our)\b|join the (?:conversation|discussion|newsletter)|download (?:the|our)\b|"
    r"get (?:the|our|all|more|unlimited|daily|breaking)\b.{0,60}(?:newsletters?|inbox|app|alerts?|emails?|delivered)|"
    r"support (?:our|independent|local|quality)\b|donate\b|scroll (?:down|to)\b|swipe\b|register (?:now|"
    r"today|for free)|"
    r"log in\b|sign in\b|create (?:an|your) (?:free )?account|leave a (?:comment|reply)|share (?:this|your|on)\b|"
    r"have (?:a|any) (?:tip|story|question|news)|got a (?:tip|story|news|question)|send (?:us|your|tips?)\b|"
    r"email (?:us|the (?:author|reporter|writer))|contact (?:us|the (?:author|reporter|writer|editor))|"
    r"learn more about (?:us|our)\b|listen to (?:the|our) .{0,30}podcast|watch (?:our|the) (?:latest )?videos?\b)"
    r"|(?:story|article|report|post) continues (?:below|after)|continue reading|advertisement\b|sponsored\b|"
    r"(?:this|the) (?:story|article|post|piece|interview|report|essay|column) (?:was|is|has been|first|originally)\b"
    r".{0,40}\b(?:published|appeared|posted|produced|supported|updated|edited)|"
    r"(?:a )?version of this (?:story|article)|originally published|first published|"
    r"(?:we|this (?:site|post|article|page)) (?:may )?(?:earn|receive|contains?|includes?)\b.{0,60}"
    r"\b(?:commissions?|affiliate|compensation)|"
    r"(?:©|\(c\)|copyright\b)|all rights reserved|terms (?:of|and)|privacy policy|"
    r"this (?:material|content) may not be published|by (?:clicking|submitting|signing up|entering)|"
    r"your (?:email|e-mail) address|(?:file|stock) (?:photo|image)|photo(?:graph)?s? (?:by|courtesy)|"
    r"(?:photo|image|picture)"
    r"(?: credit)?s?:|tags?:|filed under|topics?:|categor(?:y|ies):|posted in|more (?:from|on|about|in)\b|"
    r"(?:you (?:may|might) (?:also )?(?:like|be interested)|recommended|most (?:read|popular)|trending|"
    r"editors?['’]? picks?|don['’]t miss|related (?:stories|articles|content|topics|posts|links|coverage|"
    r"news|reading)))\b.*",
    re.I | re.S,
)
_POINTER = re.compile(
    r"\W*(?:(?:read|see|watch|listen|hear)\s?(?:more|also|next|now|this|here|on|related|the full (?:story|"
    r"report|article))?|"
    r"related(?: (?:stor(?:y|ies)|articles?|news|video|coverage|links?))?|more|also(?: read)?|"
    r"in case you missed it|icymi|"
    r"must[- ]read|up next|next|previous(?:ly)?|recommended|opinion|video|gallery|photos|explained?r?|"
    r"analysis|from the archives?|"
    r"background)\s?(?:[:>»|→]|\s[-–—]\s).*",
    re.I | re.S,
)
_HEADING = re.compile(
    r"\W*(?:(?:related|similar)(?: (?:stories|articles|content|topics|posts|links|coverage|news|reading|videos?))?|"
    r"read (?:more|next|also)|see also|more (?:[\w-]+ )?(?:from|on|stories|news|like this|coverage|in|reads)\b.*|"
    r"most (?:read|popular|viewed|shared).*|recommended(?: (?:for you|stories|reading|reads?|articles|"
    r"videos?|posts|links|by .*))?|"
    r"you (?:may|might) (?:also )?(?:like|be interested).*|trending(?: .*)?|"
    r"(?:popular|featured|recent|other|latest|top)(?: [\w-]+)? (?:posts|stories|articles|reads|news|"
    r"columns?|slide ?shows?|videos?|"
    r"galleries|updates|headlines|comments)|popular(?: (?:now|in|on) .*)?|latest(?: (?:from|in) .*)?|"
    r"up next|share(?: (?:this|on)\b.*)?|comments?(?: \(?\d+\)?)?|\d+ comments?|leave a (?:comment|reply).*|"
    r"about the authors?|author|tags|topics|newsletters?|subscribe.*|sign up.*|follow us.*|advertisement|sponsored.*|"
    r"editors?['’]? picks?|don['’]t miss.*|join the (?:conversation|discussion).*|"
    r"get (?:the|our) .*(?:newsletters?|app|inbox|alerts?)|contact us|support (?:us|our|independent)\b.*|"
    r"what to read next|"
    r"in this (?:article|story)|table of contents|contents|our picks|also on .*|from our partners?.*|"
    r"around the web|photos?|"
    r"gallery|categories|archives?)\W*",
    re.I,
)
_NOTICE = re.compile(
    r"\S+@[\w-]+(?:\.[\w-]+)+\W*|[(\[]?(?:end|ends)[)\]]|.*\ball rights reserved\b.{0,80}|(?:™ & )?©.{0,120}",
    re.I | re.S,
)
_BIOGRAPHY = re.compile(
    r"\W*(?:[A-Z][\w.'’-]+,? ){1,5}(?:is|was|has been|has covered|has written|covers|writes|reports|works|joined|lives|"
    r"contributed|teaches|serves)\b.{0,200}?\b(?:writers?|reporters?|editors?|journalists?|authors?|"
    r"correspondents?|columnists?|"
    r"contributors?|contributed|producers?|freelancer?|professor|fellow|reporting|columns?|newsletter|"
    r"fact[ -]checker|staff|"
    r"director|founder|researcher|analyst|lecturer|for (?:the )?[A-Z])\b|"
    r"\W*(?:additional |with )?reporting by\b|\W*(?:reach|contact|email|follow) (?:him|her|them|"
    r"[A-Z]\w+)\b.{0,60}(?:@| at | on )|"
    r"\W*(?:[A-Z][\w.'’-]+ ){1,3}can be reached\b|\W*(?:written|edited|compiled|photography) by\b|"
    r".{0,40}contributed to this "
    r"(?:story|report|article)",
    re.S,
)


def words_in(text: str) -> int:
    """How many words a line has."""
    return len(words_of(text))


def is_english(texts: list[str]) -> bool:
    """Whether some lines are in English, by the share of its stop words; in doubt they are not."""
    words = words_of(" ".join(text[:300] for text in texts[:60]).lower())[:1000]
    return len(words) >= 8 and sum(map(_STOP.__contains__, words)) * 5 >= len(words)


def is_call(text: str) -> bool:
    """Whether a line speaks for the page and not for the story: a call, a notice, a label."""
    if len(text) > 400:
        return False
    words = words_in(text)
    if words > 45 or (words > 12 and _SPEECH.search(text)):
        return False
    found = _CALL.match(text)
    return found is not None and (words <= 30 or len(text) < 200)


def is_pointer(text: str) -> bool:
    """Whether a line points to another story ("Read more: …")."""
    return len(text) <= 250 and words_in(text) <= 30 and _POINTER.fullmatch(text) is not None


def is_notice(text: str) -> bool:
    """Whether a line holds nothing but an address to write to, the word "end" or a reservation of rights."""
    return len(text) <= 250 and _NOTICE.fullmatch(text) is not None


def opens_furniture(text: str) -> bool:
    """Whether a heading stands over a part of the page that is none of the story's."""
    return len(text) <= 90 and words_in(text) <= 9 and _HEADING.fullmatch(text) is not None


def is_biography(text: str) -> bool:
    """Whether a line tells of the page's writers; only its place at the end makes it sure."""
    return len(text) < 900 and _BIOGRAPHY.match(text) is not None
