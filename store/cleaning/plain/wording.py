"""The words by which English pages give away what is not part of a story. Pure: patterns and questions about one line.

Knows nothing of a line's place; patterns that could hit a story's own sentences hold only for short lines or where the
line speaks to its reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.cleaning.dates import printed_date
from store.cleaning.plain.giveaways import TRIGGERS, giveaways

# Words that English text cannot do without and other languages hardly use.
STOP_WORDS = frozenset(
    "the of and to a is that it was for as with his her he she they their them be by this which from or had "
    "has have not "
    "but what all were when we there can an your our you been who will more no if out so up about than into "
    "could only "
    "other some would its two do did said because how after before while where most may over any these such "
    "those should "
    "through between being under against during i my me are at on in also just like even many one then us".split()
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_COOKIES = re.compile(
    r"\b(?:GDPR|cookies? (?:is|are|helps?|stores?) (?:set|used|stored|necessary|to)|sets? this cookie|"
    r"cookie consent)\b",
    re.I,
)
_TO_READER = re.compile(r"\b(?:you|your|yours|our|ours|us|we|please)\b|©", re.I)
_SPEECH = re.compile(r"[\"”“»«]")

# The whole of a short line.
_FURNITURE = re.compile(
    r"""(?:
    close | open | menu | search | home | share | tweet | print | e?-?mail | copy(?:\ link)? | link\ copied
    | save | like | reply | follow(?:ing)? | pin(?:\ it)?
    | facebook | twitter | x | linkedin | whatsapp | telegram | reddit | pinterest | instagram | youtube
    | flipboard | tiktok | messenger | threads | bluesky | viber | vk
    | (?:share|tweet|post|send|save)\b.{0,40} | (?:click|tap)\ (?:here|to).{0,40} | loading.{0,20}
    | error\ ?loading.{0,20} | welcome | hello | ok | yes | no | next | prev(?:ious)? | back | more
    | (?:read|see|view|show|load|learn|find\ out|watch|listen|hear)\ (?:more|also|next|now|full|all|later|less|
    on|live|in\ app|comments?|article).{0,60}
    | (?:skip|jump|go|back|return)\ to\ .{0,30} | advert(?:isement|ising|s)?.{0,30} | ads? | sponsored.{0,30}
    | promoted.{0,30} | paid\ .{0,20} | \[?ad\]?
    | \d+\s*(?:min(?:ute)?s?|mins?)\.?(?:\ read)? | (?:reading|read)\ time.{0,20}
    | (?:estimated|approx).{0,10}read.{0,20}
    | \d+\ ?(?:comments?|shares?|views?|likes?|reads?|replies|followers|votes?|photos?)
    | (?:comments?|shares?|views?|likes?|replies|votes?)(?:\ ?\(?\d+\)?)? | [\d.,]+\ ?[km]?
    | \d{1,2}:\d\d.{0,15} | .{0,30}\b\d+\ (?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?|hrs?)\ ago
    | what(?:['’]s)?\ hot
    | (?:trending|popular|featured|latest|top|breaking|live|editor['’]?s['’]?)\b(?:\ [\w'’]+){0,3}
    | most\ (?:read|popular|viewed|recent|shared|commented|watched).{0,20}
    | related\b.{0,30} | recommended.{0,30} | suggested.{0,20}
    | (?:you\ )?(?:may|might)\ (?:also\ )?(?:like|be\ interested).{0,20}
    | more\ (?:from|on|in|about|like|stories|news|articles|top|to).{0,50}
    | (?:in\ )?(?:other|today['’]s)\ (?:news|stories|headlines) | (?:also|up)\ (?:read|next|on|in|see).{0,30}
    | (?:don['’]t|do\ not)\ miss.{0,30} | must[\ -]reads?.{0,20} | keep\ reading.{0,20}
    | subscri(?:be|ption|ber)s?.{0,40} | (?:sign|log)\ ?(?:in|up|out).{0,30} | register.{0,20} | my\ account
    | donate.{0,30} | support\ us.{0,30} | newsletters?.{0,30} | join\ (?:us|now).{0,20}
    | about(?:\ us)?(?:\ the\ authors?)? | contact(?:\ us)?.{0,20} | careers | jobs | help.{0,15} | faqs?
    | terms.{0,40} | privacy.{0,40} | cookies?.{0,40} | site\ ?map | accessibility.{0,20} | imprint
    | legal.{0,15} | feedback
    | (?:tags?|topics?|categor(?:y|ies)|filed\ under|posted\ in|keywords|labels?|section|in\ this\ (?:article|
    story))\b\s*:?.{0,60}
    | (?:eng?|esp|fra?|de|ru|ua|ukr|rus|es|it|pl|en)(?:glish)?
    | (?:photos?|images?|videos?|pictures?|gallery|audio|podcasts?|caption|credits?|source)\s*:?
    | (?:listen|watch|play|pause|mute|unmute|replay|fullscreen)\b.{0,30} | transcript | now\ playing.{0,30}
    | video\ player.{0,20}
    | (?:our|the)\ (?:app|apps|team|standards|newsletters?).{0,30} | follow\b.{0,40} | comments?\b.{0,25}
    | leave\ a\ .{0,20} | view\ .{0,30} | hide\ .{0,20} | expand.{0,20} | show\ .{0,20} | toggle.{0,20}
    | (?:published|posted|updated|created|modified|last\ updated)\b.{0,40}
    | (?:breaking|exclusive|opinion|analysis|live)\s*:? | image\ (?:credit|source|caption)\s*:?
    | getty(?:\ images)? | file\ (?:photo|image)
    | credit | copyright.{0,80} | ©.{0,80} | .{0,40}©\ ?\d{4}.{0,60} | \W+ | undefined | null | n/a
    | previous\ (?:article|post|story).{0,80} | next\ (?:article|post|story).{0,80} | end\ of\ .{0,30}
    | report\ (?:this|ad|a).{0,20}
    | (?:story|article)\ highlights
    | get\ (?:the|our|email|news|alerts|updates|in\ touch|started|access|unlimited).{0,50}
    | try\ .{0,20}free.{0,20} | start\ .{0,20}trial.{0,20} | special\ (?:discount|offer).{0,30} | shop\b.{0,30}
    | buy\ now.{0,20}
    )\s*[:>»→…!.]*""",
    re.I | re.X,
)

# A short line that opens a section which is no longer the story.
_SECTION = re.compile(
    r"""(?:\W*)(?:
    related\b(?!\ to).{0,30} | recommended.{0,30}
    | more\ (?:from|on|in|stories|news|articles|like|top|to\ (?:read|explore|discover)|about).{0,40}
    | most\ (?:read|popular|viewed|recent|shared).{0,20} | trending.{0,20} | what(?:['’]s)?\ hot
    | (?:you\ )?(?:may|might)\ (?:also\ )?(?:like|be\ interested).{0,20}
    | (?:\d+\ )?(?:comments?|responses|replies|thoughts\ on)(?:\ ?\(?\d+\)?|\ on\ .{0,80}|\ section|\s*policy)?
    | leave\ a\ (?:comment|reply).{0,20} | join\ the\ (?:conversation|discussion).{0,20}
    | (?:latest|top|other|popular|recent|featured|breaking|today['’]s|editor['’]?s['’]?)\ (?:news|stories|posts|
    articles|headlines|comments|picks|videos|coverage|from).{0,30}
    | up\ next.{0,20} | read\ (?:also|next|more|this\ next).{0,20} | also\ read.{0,10} | see\ also.{0,10}
    | (?:about|meet)\ the\ (?:authors?|writers?).{0,20} | (?:sign\ up|subscribe)\b.{0,60}
    | (?:share|tweet)\ (?:this|on|via).{0,30} | follow\ us.{0,20} | (?:don['’]t|do\ not)\ miss.{0,20}
    | (?:tags?|filed\ under|topics)\s*:?(?:.{0,60}) | newsletter.{0,20}
    | previous\ (?:article|post|story).{0,80} | next\ (?:article|post|story).{0,80} | around\ the\ web
    | from\ (?:around\ )?the\ web | sponsored.{0,20} | discover\ more.{0,20} | explore\ (?:more|further).{0,20}
    | keep\ reading.{0,10} | (?:in\ )?(?:other|today['’]s)\ (?:news|stories)
    | view\ (?:all\ )?(?:\d+\ )?comments | loading\ comments.{0,5} | all\ comments.{0,10} | sort\ by.{0,20}
    | credits?\s*: | (?:read|learn)\ more\ about.{0,40} | our\ (?:picks|latest).{0,20} | further\ reading
    | new(?:est)?\ comments? | post\ a\ comment | your\ (?:comment|reply|email).{0,20}
    )\W*""",
    re.I | re.X,
)
# An "inline" pointer to another story inside the text: it and the titles behind it go, the story goes on.
_POINTER = re.compile(
    r"(?:\W*)(?:read (?:also|more|next|this|the full|our|on)|also read|see also|(?:further|more) (?:reading|"
    r"on|here)|related|watch(?: (?:now|also|this|live|the video))?|listen|explainer|in (?:pictures|photos)|"
    r"go deeper|dig deeper|"
    r"recommended|(?:don['’]t|do not) miss|must[ -]read|you (?:may|might) (?:also )?like|subscribe|sign up|"
    r"join|follow|promoted|more)\b.{0,3}?(?:[:|»→–—-]|$)",
    re.I,
)
_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|Reuters|AP(?: Photo)?|Shutterstock|Alamy|EPA(?:-EFE)?|Press Association(?: Images)?|"
    r"PA(?: (?:Media|Wire|Images|Graphics))?|Bloomberg|iStock(?:photo)?|Unsplash|Wikimedia(?: Commons)?|Wikipedia|"
    r"NurPhoto|SOPA Images|ZUMA(?: Press)?|Anadolu(?: Agency)?|TASS|Xinhua|Pexels|Pixabay|Flickr)"
)
_PICTURE = (
    r"(?:(?:file )?(?:photo|photograph|image|picture|pic|illustration|graphic|video|screenshot)s?|credits?|source)"
)
# The whole of a short line: "Photo: A. Person", "A. Person via Reuters", "A. Person/AFP".
_CREDIT = re.compile(
    rf"\(?\s*{_PICTURE}(?: (?:credits?|source|courtesy|illustration))?\s*(?::|by\b|/|via\b|courtesy\b|of\b|"
    rf"©).{{1,120}}"
    rf"|.{{1,90}}?(?:\bvia .{{2,60}}|(?:[/|,(—–-]|\s)\s?{_AGENCY})[\s.)]*"
    r"|(?:©|\(c\))\s?(?!\d{4}).{1,80}",
    re.I,
)
# The end of a caption of any length.
_CREDIT_TAIL = re.compile(
    rf"(?:\((?:{_PICTURE}|AP|AFP|Reuters|Getty|courtesy|via)\b[^()]{{0,150}}\)"
    rf"|(?<=[.!?”\"])\s{_PICTURE}(?: (?:credit|source|courtesy))?\s?(?::|by\b|/)\s?(?:[^.]|(?<=\b[A-Z])\.){{2,80}}"
    rf"|(?<=[.!?])\s[A-Z][\w&. ]{{1,40}}/\s?[A-Z][\w. ]{{2,40}}"
    rf"|[/|©]\s?{_AGENCY}(?: via [\w ]{{2,40}})?|\b{_AGENCY} via {_AGENCY}|\bvia {_AGENCY})\s*\.?\)?$",
    re.I,
)


def words_of(text: str) -> list[str]:
    """The words of a line, as the features count them."""
    return _WORD.findall(text)


_BIOGRAPHY = re.compile(
    r"(?:[A-Z][\w.'’-]+,? ){1,4}(?:is|was|has been|has covered|covers|writes|reports|works|joined|"
    r"lives)\b.{0,140}?\b(?:writers?|reporters?|"
    r"editors?|journalists?|authors?|correspondents?|columnists?|contributors?|producers?|freelancer?|"
    r"reporting|columns?|newsletter|bylines?|fact[ -]checker|"
    r"staff|for (?:the )?[A-Z])\b"
)


_BIOGRAPHERS = frozenset("is was has covers writes reports works joined lives".split())


def is_biography(line: str, words: Sequence[str]) -> bool:
    """Whether a line introduces one of the page's writers; only its place at an end of the story makes it sure."""
    return not _BIOGRAPHERS.isdisjoint(words[:10]) and len(line) < 900 and _BIOGRAPHY.match(line) is not None


_PLEA = re.compile(
    r"\b(?:members?|membership|donat(?:e|ed|ion|ions)|subscri(?:be|bers?|ption)|support(?:ers?)?|patrons?|"
    r"give (?:once|monthly|today|now)|"
    r"(?:one|every|each|our|the) readers?|reader-funded|advertis(?:ers?|ing|ements?)|inbox|newsletter|a (?:month|year|week)\b|"
    r"each month|"
    r"independent|hear from you|get in touch|(?:our|the) newsroom|"
    r"free (?:to read|for everyone)|paywall|chip in|keep (?:us|our|the lights))",
    re.I,
)


# The first words of short lines that _FURNITURE, _SECTION, _COMMENTS or _POINTER match. To look the first word up is a
# hundred times quicker than to try the patterns on every line.
_OPENERS = frozenset(
    "about accessibility ad add ads advert advertise advertisement advertisements advertiser advertising adverts "
    "all already also analysis approx approximately around article articles audio author back bluesky breaking "
    "buy caption careers categories category click close comment comments contact continue cookie cookies copy "
    "copyright created credit credits de dig discover discussion do don't donate don’t e editor editor's editors "
    "editor’s email en end eng english error es esp estimated exclusive expand explainer explore facebook faq "
    "faqs fb featured feedback file filed find flipboard follow followers following fr fra from fullscreen "
    "further gallery get getty go have hear hello help helpdesk helpful hide home image images imprint in inline "
    "instagram it jobs join jump keep keywords label labels last latest learn leave legal like likes link linked "
    "linkedin listen live load loading log login logout mail may meet menu messenger might modified more most "
    "must mute my n new newest newsletter newsletters next no now null ok oldest open opinion other our paid "
    "pause photo photos picture pictures pin pinterest pl play podcast podcasts popular post posted prev previous "
    "print privacy promoted published read reader reading recent recommended reddit register related replay "
    "replies reply report responses return ru rus save scroll search section see send share shares shop show sign "
    "signup site sitemap skip sort source special sponsored start story subscribe subscriber subscribers "
    "subscription subscriptions suggested support tag tagged tags tap telegram terms the thoughts threads tiktok "
    "today's today’s toggle top topic topics transcript trending try tweet twitter ua ukr undefined unmute up "
    "updated viber video videos view views vk vote votes watch welcome what what's whats whatsapp what’s write x "
    "yes you your youtube".split()
)


_RUN_ON = ("advert", "comment", "loading", "share", "subscri", "tag", "topic")  # words that others run on with


def may_be_furniture(line: str, words: Sequence[str]) -> bool:
    """Whether a line begins as furniture does; words: its own, in small letters. Nearly all that does not is none."""
    if not words:
        return True
    first = words[0]
    return first in _OPENERS or first.startswith(_RUN_ON) or first[0].isdigit() or "©" in line or "ago" in words


_AGENCIES = frozenset(
    "via getty afp reuters ap shutterstock alamy epa press pa bloomberg istock istockphoto unsplash wikimedia wikipedia "
    "nurphoto sopa zuma anadolu tass xinhua pexels pixabay flickr".split()
)
_PICTURES = frozenset(
    "photo photos photograph photographs image images picture pictures pic pics illustration illustrations graphic "
    "graphics video videos screenshot screenshots credit credits source sources via".split()
)
# What _TO_READER finds, as whole words.
_SPOKEN = frozenset(
    word + tail
    for word in "you your yours our ours us we please".split()
    for tail in ("", *(sign + end for sign in "'’" for end in ("re", "ve", "ll", "d", "s")))
)


def is_plea(line: str, words: Sequence[str]) -> bool:
    """Whether a line asks its reader for something in the outlet's name; only its place at the end makes it sure."""
    if len(line) >= 1500 or sum(map(_SPOKEN.__contains__, words)) + line.count("©") < 2 or _SPEECH.search(line):
        return False
    return len(_PLEA.findall(line)) >= 2


def is_furniture(line: str, words: Sequence[str]) -> bool:
    """Whether the wording alone says that a line belongs to the page and not to the story; words: its own, in small
    letters."""
    count = len(words)
    if count <= 12 and may_be_furniture(line, words) and _FURNITURE.fullmatch(line):
        return True
    if TRIGGERS.isdisjoint(words):
        return False
    if count > 8 and _SPOKEN.isdisjoint(words) and "©" not in line and not _COOKIES.search(line):
        return False
    speech = _SPEECH.search(line) is not None
    if speech and count > 25:
        return False  # a sentence of the story that tells what somebody says to somebody
    hits = giveaways(line[:2000], words)
    if not hits:
        return False
    if count <= 8 and not speech:
        return True
    if _COOKIES.search(line):
        return True
    spoken = len(_TO_READER.findall(line))
    if speech and hits < 2:
        return False
    return (spoken > 0 and hits * 30 >= count) or (spoken >= 3 and hits * 60 >= count)


def opens_section(line: str, words: int) -> bool:
    """Whether a line opens a part of the page behind which the story does not go on (related, comments, most "
    "read)."""
    return words <= 10 and _SECTION.fullmatch(line) is not None


_COMMENTS = re.compile(
    r"\W*(?:(?:\d+ )?(?:comments?|responses|replies|thoughts on)(?:\s?\(?\d+\)?|\s(?:on|to)\s.{0,160}|"
    r"\ssection|\spolicy|\sso far)?|"
    r"(?:leave|post|add|write) (?:a |your )?(?:comment|reply).{0,20}|join the (?:conversation|discussion).{0,20}|"
    r"(?:view|show|load|see|read|all|newest|oldest|recent|reader|sort|latest) (?:all )?(?:\d+ )?comments.{0,20}|"
    r"comments? (?:are|have been) .{0,40}|inline feedbacks|discussion \(\d+\)|have your say|what do you think\?)\W*",
    re.I,
)


def opens_comments(line: str, words: int) -> bool:
    """Whether a line opens what the readers have to say."""
    return words <= 24 and _COMMENTS.fullmatch(line) is not None


def is_pointer(line: str, words: int) -> bool:
    """Whether a line points to another story ("Read more: …")."""
    return words <= 40 and _POINTER.match(line) is not None


def is_credit(line: str, words: Sequence[str]) -> bool:
    """Whether a line says whose picture stands above it, or is a caption that ends in doing so; words: its own, in
    small letters."""
    count = len(words)
    pictured = not _PICTURES.isdisjoint(words)
    credited = pictured or "©" in line or "c" in words or not _AGENCIES.isdisjoint(words)
    if count <= 14 and credited and _CREDIT.fullmatch(line) is not None and printed_date(line) is None:
        return True
    tail = line[-200:]
    if count > 120 or not (pictured or "(" in tail or "/" in tail or "|" in tail or "©" in tail):
        return False
    return _CREDIT_TAIL.search(tail) is not None
