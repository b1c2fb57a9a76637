"""Who published it, where a page's own copyright line plainly says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RIGHTS = re.compile(
    r"(?:copyright\s*(?:©|\(c\))?|©|\(c\)\s*copyright|\(c\)(?=\s*\d{4}))\s*(?:copyright\s*)?"
    r"(?P<early>(?:19|20)\d\d(?:\s*[-–—,]\s*(?:(?:19|20)\d\d|present))?)?[\s,.:-]*(?:by\s+)?(?P<name>.*)",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:[,.|;–—]\s*|\s-\s|\s)(?:all\s+rights?\b|rights\s+reserved|inc\b|llc\b|ltd\b|limited\b|(?:19|20)\d\d|powered\b|a\s+\w+\s+(?:company|brand)|part\s+of\b|privacy\b|terms\b|registered\b|is\s+not\s+responsible).*",
    re.I,
)
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+)\.(?:[a-z]{2,}\.)?[a-z]{2,}", re.I)
_AGENCY = re.compile(r"\b(?:getty|reuters|afp|shutterstock|alamy|epa|associated press)\b", re.I)


def outlet_of(furniture: Sequence[str], lines: Sequence[str]) -> str | None:
    """The outlet that a copyright line among the furniture names; as its own page spells it, where the line has only
    its address. None where nothing says it."""
    for line in furniture:
        found = _RIGHTS.search(line[:300])
        if not found or len(line) > 300 or not (found["early"] or line.lower().startswith(("copyright", "©"))):
            continue
        name = re.split(r"[,;|]|\. ", _TAIL.sub("", found["name"]).strip(" .,|–—-©"))[0].strip()
        if not 2 <= len(name) <= 60 or len(name.split()) > 7 or _AGENCY.search(name):
            continue
        return _spelled(name, lines)
    return None


def _spelled(name: str, lines: Sequence[str]) -> str:
    """A name given as a web address, as the page itself spells it in words."""
    domain = _DOMAIN.fullmatch(name)
    if not domain:
        return name
    wanted = domain.group(1).replace("-", "").lower()
    for line in lines:
        if wanted not in "".join(line.lower().split()):
            continue
        words = line.split()
        for start in range(len(words)):
            for size in range(1, 6):
                phrase = " ".join(words[start : start + size]).strip(".,;:()\"'“”‘’!?")
                if phrase.replace(" ", "").lower() == wanted and phrase[0].isupper() and phrase.lower() != name.lower():
                    return phrase
    return name
