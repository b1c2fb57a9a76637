"""Cuts what a terminal sends into keys, whole sequences and whole pastes, however a slow line has broken it. Reads nothing.

A sequence that has begun is waited for, and what never comes whole is dropped: its letters are no keys. Escape alone is
a key after a short wait; what comes right behind, and can only be the rest of a sequence, is put together with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

ESCAPE = "\x1b"
PASTED = 1_000_000
"""The most characters of a paste that are taken."""
HERE, REMOTE = 0.05, 0.25
"""Seconds after which escape alone is the key: on this machine, and over a line."""
_LONGEST_WAIT = 5.0
_LEARNT = 1.0
"""The longest wait that is learnt from a line that broke a sequence."""
_SEQUENCE = 1.5
"""Seconds without a byte after which a sequence will never be whole."""
_PASTE = 10.0
_BEHIND = 0.8
"""Seconds for which the rest of a sequence may come behind an escape that was taken for the key."""
_MOST = 4096
"""Characters of the longest answer that a terminal gives."""
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_GRAMMARS = {
    # Digits and $ are a whole key on one family of terminals; elsewhere $ stands before the last letter of an answer.
    "[": (
        re.compile(r"\[(?:\[[A-E]|M...|\d+\$|(?!M)[0-?]*[ -/]*[@-Z\\-~])", re.DOTALL),
        re.compile(r"\[(?:\[|M.{0,2}|[0-?]*[ -/]*)", re.DOTALL),
    ),
    "O": (re.compile(r"O[0-9;]*[@-~]"), re.compile(r"O[0-9;]*")),
}
"""Sequences by their second sign: whole ones, and how they begin."""
_ANSWERS = "]P_"
_ANSWER = re.compile(r"(?:\]\d|P[0-9>!$+|]|_G)")
_ANSWER_ENDS = re.compile(r"\x07|\x1b\\")
_REST = re.compile(r"\[(?:[A-DFH]|\d[\d;:]*[~ABCDFHu]|<\d+;\d+;\d+[Mm])|O[A-DFH]")
_REST_BEGUN = re.compile(r"\[(?:<?[\d;]*)|O")


class Kind(Enum):
    """What was heard: letters, each of them a key; one sequence; words that were pasted."""

    KEYS = "keys"
    SEQUENCE = "sequence"
    PASTE = "paste"


class Heard(NamedTuple):
    """Something whole that came from the terminal; a sequence begins with escape, and may be that alone."""

    kind: Kind
    text: str
    is_cut: bool = False
    """More was pasted than is taken."""


def escape_wait(environment: Mapping[str, str]) -> float:
    """Seconds after which escape alone is the key: ANNOTTY_ESCAPE (seconds), ESCDELAY (thousandths), or as the line is.

    A multiplexer on this machine sends sequences whole, wherever its own line leads.
    """
    for name, unit in (("ANNOTTY_ESCAPE", 1.0), ("ESCDELAY", 0.001)):
        try:
            wished = float(environment.get(name, "")) * unit
        except ValueError:
            continue
        if 0 < wished <= _LONGEST_WAIT:
            return wished
    is_near = environment.get("TMUX") or environment.get("STY")
    is_far = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "MOSH_CONNECTION"))
    return REMOTE if is_far and not is_near else HERE


class Hearing:
    """What was heard of a terminal and is not whole yet; wait: seconds after which escape alone is the key.

    now is a time in seconds on any clock that never goes back.
    """

    def __init__(self, wait: float) -> None:
        self.wait = wait
        self._held = ""
        self._since = 0.0
        self._escaped: float | None = None
        """When an escape was taken for the key that may have begun a sequence."""
        self._is_rest = False
        """What is held came behind such an escape, and would be keys by itself."""
        self._paste: list[str] | None = None
        self._pasted = 0

    def due(self) -> float | None:
        """The time at which what is held is to be decided on (late); None where nothing is."""
        if self._held or self._paste is not None:
            return self._since + self._patience
        return None

    @property
    def _patience(self) -> float:
        if self._paste is not None:
            return _PASTE
        return self.wait if self._is_rest or self._held == ESCAPE else _SEQUENCE

    def take(self, text: str, now: float) -> list[Heard]:
        """What is whole now that more has come."""
        heard: list[Heard] = []
        if self._held == ESCAPE and self._paste is None and text[:1] not in _GRAMMARS:
            # A letter with alt comes in one piece: this is escape, and a key that was pressed soon after it.
            heard.append(Heard(Kind.SEQUENCE, ESCAPE))
            self._held = ""
        text, is_behind = self._joined(text, now)
        self._since = now
        at = 0
        while at < len(text):
            if self._paste is not None:
                at = self._pasting(text, at, heard)
                continue
            start = text.find(ESCAPE, at)
            if start != at:
                keys = text[at:] if start < 0 else text[at:start]
                if is_behind and start < 0 and not at and _REST_BEGUN.fullmatch(keys):
                    self._held, self._is_rest = keys, True
                    break
                heard.append(Heard(Kind.KEYS, keys))
                at += len(keys)
                continue
            if (found := _end(text, at)) is None:
                if len(text) - at < _MOST:
                    self._held = text[at:]
                break
            end, is_whole = found
            if text[at:end] == _PASTE_BEGINS:
                self._paste, self._pasted = [], 0
            elif is_whole and text[at:end] != _PASTE_ENDS:
                heard.append(Heard(Kind.SEQUENCE, text[at:end]))
            at = end
        return heard

    def late(self, now: float) -> list[Heard]:
        """What becomes of that which was waited for, where the time is over."""
        due = self.due()
        if due is None or now < due:
            return []
        if self._paste is not None:
            return [self._whole_paste(self._held)]
        held, self._held = self._held, ""
        if self._is_rest:
            self._is_rest = False
            return [Heard(Kind.KEYS, held)]
        if held != ESCAPE:
            return []
        self._escaped = now
        return [Heard(Kind.SEQUENCE, ESCAPE)]

    def _joined(self, text: str, now: float) -> tuple[str, bool]:
        """What was held and what has come; and whether it is the first behind an escape that was taken for the key."""
        held, self._held = self._held, ""
        was_rest, self._is_rest = self._is_rest, False
        escaped, self._escaped = self._escaped, None
        if self._paste is not None:
            return held + text, False
        if was_rest:
            escaped = self._since - self.wait
        elif held or escaped is None or now - escaped > _BEHIND:
            return held + text, False
        if (rest := _REST.match(held + text)) is None or (was_rest and rest.end() <= len(held)):
            return held + text, not was_rest
        self.wait = max(self.wait, min(_LEARNT, 1.5 * (now - escaped + self.wait)))
        return ESCAPE + held + text, False

    def _pasting(self, text: str, at: int, heard: list[Heard]) -> int:
        """Take words that are pasted, from some place of the text; where to go on."""
        end = text.find(_PASTE_ENDS, at)
        if end >= 0:
            heard.append(self._whole_paste(text[at:end]))
            return end + len(_PASTE_ENDS)
        kept = next((n for n in range(len(_PASTE_ENDS) - 1, 0, -1) if text.endswith(_PASTE_ENDS[:n], at)), 0)
        self._keep(text[at : len(text) - kept])
        self._held = text[len(text) - kept :]
        return len(text)

    def _keep(self, words: str) -> None:
        assert self._paste is not None
        if words and self._pasted < PASTED:
            self._paste.append(words[: PASTED - self._pasted])
        self._pasted += len(words)

    def _whole_paste(self, words: str) -> Heard:
        self._keep(words)
        pasted, self._paste, self._held = "".join(self._paste or ()), None, ""
        return Heard(Kind.PASTE, pasted, self._pasted > PASTED)


def _end(text: str, at: int) -> tuple[int, bool] | None:
    """Where the sequence ends that begins somewhere in a text, and whether it is whole; None where more is to come."""
    behind = at + 1
    sign = text[behind : behind + 1]
    if sign in _GRAMMARS:
        whole, begun = _GRAMMARS[sign]
        if found := whole.match(text, behind):
            return found.end(), True
        parts = begun.match(text, behind)
        assert parts is not None
        return None if parts.end() == len(text) else (parts.end(), False)
    if not sign or (sign in _ANSWERS and behind + 1 == len(text)):
        return None
    if _ANSWER.match(text, behind):
        ends = _ANSWER_ENDS.search(text, behind)
        return (ends.end(), True) if ends else None
    return behind if sign == ESCAPE else behind + 1, True
