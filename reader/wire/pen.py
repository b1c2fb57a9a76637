"""The pen of a terminal: colours and attributes, and the shortest sequence from one to the next. Knows no positions."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29"}
"""What switches an attribute off; the rarer ones go off only with everything."""
_BASIC = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "blink": "5", "blink2": "6", "reverse": "7"}
_FURTHER = {"conceal": "8", "strike": "9", "underline2": "21", "frame": "51", "encircle": "52", "overline": "53"}
_ATTRIBUTES = _BASIC | _FURTHER
_SEEN_ON_BLANKS = frozenset(("4", "7", "9", "21", "51", "52", "53"))


class Pen(NamedTuple):
    """Attributes, colour and ground as parameters of SGR; empty: the terminal's own."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""

    @property
    def parameters(self) -> str:
        """All that differs from a pen that was reset."""
        attributes = sorted(self.attributes, key=int)
        return ";".join([*attributes, *filter(None, (self.colour, self.ground))])


RESET = Pen()


@lru_cache(maxsize=2048)
def pen_of(style: Style | None, system: ColorSystem) -> Pen:
    """The pen for a style in as many colours as the terminal has; links and meta are left behind."""
    if style is None:
        return RESET
    attributes = frozenset(code for name, code in _ATTRIBUTES.items() if getattr(style, name))
    return Pen(attributes, _colour(style.color, system, ink=True), _colour(style.bgcolor, system, ink=False))


def _colour(colour: Color | None, system: ColorSystem, *, ink: bool) -> str:
    if colour is None or colour.is_default:
        return ""
    return ";".join(colour.downgrade(system).get_ansi_codes(foreground=ink))


@lru_cache(maxsize=2048)
def for_blank(pen: Pen) -> Pen:
    """The pen that leaves the same blank as this one: the colour of a letter that is not there is not told."""
    return pen if pen.attributes & _SEEN_ON_BLANKS else Pen(ground=pen.ground)


@lru_cache(maxsize=2048)
def towards_blank(pen: Pen, blank: Pen) -> Pen:
    """Where a pen goes to leave a blank as another would (one from for_blank): as little as can be seen is changed."""
    if blank.attributes or blank.colour:
        return blank
    return Pen(pen.attributes - _SEEN_ON_BLANKS, pen.colour, blank.ground)


@lru_cache(maxsize=4096)
def transition(old: Pen, new: Pen) -> str:
    """The shortest sequence from one pen to another."""
    if old == new:
        return ""
    parameters = new.parameters
    afresh = f"\x1b[;{parameters}m" if parameters else "\x1b[m"
    gone = old.attributes - new.attributes
    if not gone <= _OFF.keys():
        return afresh
    off = {_OFF[code] for code in gone}
    on = {code for code in new.attributes if code not in old.attributes or _OFF.get(code) in off}
    changes = [*sorted(off), *sorted(on, key=int)]
    if new.colour != old.colour:
        changes.append(new.colour or "39")
    if new.ground != old.ground:
        changes.append(new.ground or "49")
    stepwise = f"\x1b[{';'.join(changes)}m"
    return stepwise if len(stepwise) < len(afresh) else afresh
