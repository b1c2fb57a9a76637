"""Which code page bytes are in, by the alphabets of the languages that are written in it. Pure.

Says something only where every letter beyond ASCII belongs to one language, or its script leaves no doubt.
"""

from __future__ import annotations

import re

_FEWEST = 4  # letters beyond ASCII
_DIFFERENT = 3  # letters of an alphabet that overrule a declaration
_SIGNS = frozenset("’‘“”„‚–—…«»‹›°€£¥§©®™·•¿¡ºª\xa0\xad´¨½¼¾²³×÷ˈ¶†‡‰")
_ALPHABETS = {
    "cp1252": ("áéíóúüñ", "àâçéèêëîïôùûüœæÿ", "äöüßé", "áâãàçéêíóôõúü", "àèéìíòóù", "åäöæøéèòôáüß", "éëïóöüèêáç", "áðéíóúýþæö",
               "àçéèíïóòúü"),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýžöü", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıİöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž"),
}  # fmt: skip
_SAME = (("cp1250", "iso8859_2"),)  # the same languages in another code page
_THAI = re.compile("[\u0e01-\u0e5b]")
_THAI_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_LOOSE_MARK = re.compile("(?<![\u0e01-\u0e5b])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_CONTROLS = bytes(c for c in range(0x20) if c not in b"\t\n\v\f\r\x1b")
_EASTERN = re.compile("[ -~\r\n\t\u00a0-\u00ff\u2010-\u2027\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]")


def code_page_of(sample: bytes) -> str | None:
    """The code page in which all letters of some bytes are those of one language; None where none or too few are."""
    for name in (*_ALPHABETS, *(other for _, other in _SAME)):
        beyond = _letters(sample, name)
        alphabets = _ALPHABETS.get(name) or _ALPHABETS[next(one for one, other in _SAME if other == name)]
        if beyond is not None and any(beyond <= set(alphabet + alphabet.upper()) for alphabet in alphabets):
            return name
    return "cp874" if _is_thai(sample) else None


def _letters(sample: bytes, encoding: str) -> set[str] | None:
    """What stands beyond ASCII but signs that any language has; None where it is too little or cannot be read so."""
    text = sample.decode(encoding, "replace")
    found = [c for c in text if c > "\x7f" and c not in _SIGNS]
    return set(found) if len(found) >= _FEWEST and "\ufffd" not in found else None


def _is_thai(sample: bytes) -> bool:
    """Whether the marks of Thai stand where marks may: on a letter."""
    text = sample.decode("cp874", "replace")
    if "\ufffd" in text:
        return False
    letters, marks = len(_THAI.findall(text)), len(_THAI_MARK.findall(text))
    return letters >= 20 and marks * 8 >= letters and len(_LOOSE_MARK.findall(text)) * 50 <= marks


def is_western(raw: bytes, text: str) -> bool:
    """Whether bytes read as Western text could be that.

    No language of it writes half of its letters with accents; and several different ones that are all of one Eastern
    alphabet, and of no Western one, are that language's.
    """
    letters = [c for c in text[:20_000] if c.isalpha()]
    if sum(1 for c in letters if c > "\x7f") * 2 >= max(40, len(letters)):
        return False
    name = code_page_of(raw[:65_536])
    if name in (None, "cp1252"):
        return True
    other = raw[:65_536].decode(name or "cp1252", "replace")
    differing = [c for c, d in zip(other, text, strict=False) if c != d]
    return len(set(differing)) < _DIFFERENT or len(differing) < 2 * _DIFFERENT


def eastern_wide(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark, of Chinese, Japanese or Korean: told by control bytes, which text never has
    beside bytes beyond ASCII, and by what the signs are that it gives."""
    sample = raw[: min(len(raw), 65_536) // 2 * 2]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if len(sample) < 16 or controls * 50 < len(sample):
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "replace")
        if len(_EASTERN.findall(text)) >= 0.97 * len(text) and "\0" not in text:
            return name
    return None
