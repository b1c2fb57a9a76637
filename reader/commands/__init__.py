"""Every action once: its name, its keys, its words, and where it can be done. Footer, help and key handling read it.

The scheme, in one line: small letters move and act, capitals mark (they are the keys of the tag set), c makes a claim,
enter goes in or takes, escape goes out. A key means one thing in a place; a test shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where keys are pressed."""

    LIST = "list"
    PAGE = "page"
    SELECT = "select"
    PICK = "pick"
    SOURCE = "source"
    PICKER = "picker"
    FORM = "form"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """An action: keys as they are typed ("g g" is two presses), a label for the foot, a sentence for the help.

    rank: its place in the foot, from 1; 0 keeps it out of there. motion: it moves the cursor and takes a count.
    """

    name: str
    keys: tuple[str, ...]
    label: str
    help: str
    places: frozenset[Place]
    rank: int = 0
    motion: bool = False


_TEXT = frozenset({Place.PAGE, Place.SELECT, Place.PICK})
_MARKED = frozenset({Place.SELECT, Place.PICK})
_ROWS = _TEXT | {Place.LIST, Place.SOURCE, Place.HELP}


def _motion(name: str, keys: str, help_text: str, places: frozenset[Place] = _TEXT) -> Command:
    return Command(name, tuple(keys.split("  ")), name.replace("_", " "), help_text, places, motion=True)


def _at(name: str, keys: str, label: str, help_text: str, *places: Place, rank: int = 0) -> Command:
    return Command(name, tuple(keys.split("  ")), label, help_text, frozenset(places), rank)


MOTIONS: tuple[Command, ...] = (
    _motion("left", "h  left", "one character left"),
    _motion("right", "l  right", "one character right"),
    _motion("down", "j  down", "one row down", _ROWS),
    _motion("up", "k  up", "one row up", _ROWS),
    _motion("word_forward", "w", "to the next word"),
    _motion("word_back", "b", "to the word before"),
    _motion("word_end", "e", "to the end of the word"),
    _motion("sentence_forward", ")", "to the next sentence"),
    _motion("sentence_back", "(", "to the sentence before"),
    _motion("block_forward", "}", "to the next paragraph"),
    _motion("block_back", "{", "to the paragraph before"),
    _motion("row_start", "0  home", "to the start of the row"),
    _motion("row_end", "$  end", "to the end of the row"),
    _motion("half_page_down", "ctrl+d", "half a page down", _ROWS),
    _motion("half_page_up", "ctrl+u", "half a page up", _ROWS),
    _motion("page_down", "space  pagedown  ctrl+f", "a page down", _ROWS),
    _motion("page_up", "pageup", "a page up", _ROWS),
    _motion("text_start", "g g", "to the first row", _ROWS),
    _motion("text_end", "G", "to the last row", _ROWS),
)

SELECTING: tuple[Command, ...] = (
    _at("select", "v", "select", "start a selection, or drop it", *_TEXT, rank=8),
    _at("select_sentence", "V", "sentence", "select this sentence, then the next ones too", *_TEXT, rank=10),
    _at("other_end", "o", "other end", "go to the other end of the selection", *_MARKED, rank=12),
    _at("inner_word", "i w", "word", "select this word", *_MARKED),
    _at("around_word", "a w", "word", "select this word with the space behind it", *_MARKED),
    _at("inner_sentence", "i s", "sentence", "select this sentence", *_MARKED),
    _at("around_sentence", "a s", "sentence", "select this sentence with the space behind it", *_MARKED),
    _at("inner_paragraph", "i p", "paragraph", "select this paragraph", *_MARKED),
    _at("around_paragraph", "a p", "paragraph", "select this paragraph", *_MARKED),
    _at("inner_quotation", 'i "', "quotation", "select what stands between the quotation marks", *_MARKED),
    _at("around_quotation", 'a "', "quotation", "select the quotation with its marks", *_MARKED),
)

MARKING: tuple[Command, ...] = (
    _at("claim", "c", "claim", "make a claim of the selection, or of this sentence", Place.PAGE, Place.SELECT, rank=5),
    _at("mark_as", "enter", "any tag", "choose a tag for the selection from the whole tag set", Place.SELECT, rank=7),
    _at("open_mark", "enter", "edit mark", "open the mark under the cursor", Place.PAGE, rank=1),
    _at("again", ".", "again", "make the last mark again on what is here", Place.PAGE, Place.SELECT, rank=13),
    _at("next_mark", "]", "next mark", "to the next mark", Place.PAGE, rank=9),
    _at("previous_mark", "[", "mark before", "to the mark before", Place.PAGE),
    _at("other_mark", "tab", "other mark", "to the next of several marks on the same words", Place.PAGE),
    _at("reshape", "s", "move edges", "select the mark's words again and move either end", Place.PAGE, rank=3),
    _at("grow", ">", "longer", "move the mark's end a word on", Place.PAGE),
    _at("shrink", "<", "shorter", "move the mark's end a word back", Place.PAGE),
    _at("delete", "d", "delete", "delete the mark under the cursor", Place.PAGE, rank=2),
    _at("relate", "=", "relate", "relate this claim to another: = here, then = there", Place.PAGE, rank=4),
)

COMMANDS: tuple[Command, ...] = (
    _at("read", "enter", "read", "open the article", Place.LIST, rank=1),
    *MOTIONS,
    *SELECTING,
    *MARKING,
    _at("take", "enter", "take", "take these words", Place.PICK, rank=1),
    _at("take_also", "+", "take too", "take these words too, beside those taken before", Place.PICK, rank=2),
    _at("undo", "u", "undo", "take back the last change, wherever it was made", Place.LIST, Place.PAGE, rank=10),
    _at("redo", "ctrl+r", "redo", "do again what was undone", Place.LIST, Place.PAGE, rank=14),
    _at("toggle_done", "x", "done", "mark the article as done, or as not", Place.LIST, Place.PAGE, rank=12),
    _at("source", "r", "raw source", "show the raw source, what cleaning left out dimmed", Place.PAGE, rank=11),
    _at("text", "r", "clean text", "back to the cleaned text", Place.SOURCE, rank=1),
    _at(
        "leave",
        "escape  q",
        "back",
        "go out: of the article, the source, the help",
        Place.PAGE,
        Place.SOURCE,
        Place.HELP,
        rank=15,
    ),
    _at("cancel", "escape", "leave", "drop the selection", *_MARKED, rank=9),
    _at("quit", "q  ctrl+q", "quit", "leave annotty; everything is saved already", Place.LIST, rank=15),
    _at("help", "f1  ?", "help", "show every key", *(place for place in Place if place is not Place.HELP), rank=1),
    # --- the entity picker and the claim form: letters are typed there, so only named keys act ---------------------
    _at(
        "accept",
        "enter",
        "save",
        "save what it says",
        Place.PICKER,
        Place.FORM,
        rank=1,
    ),
    _at("dismiss", "escape", "leave", "leave without saving", Place.PICKER, Place.FORM, rank=3),
    _at("choice_down", "down", "next", "the next one", Place.PICKER, Place.FORM),
    _at("choice_up", "up", "before", "the one before", Place.PICKER, Place.FORM),
    _at("next_tag", "tab", "other tag", "another tag for this entity", Place.PICKER, rank=3),
    _at("field_next", "tab", "next field", "the next field", Place.FORM, rank=2),
    _at("field_back", "shift+tab", "field before", "the field before", Place.FORM),
    _at(
        "value_next", "right", "other value", "the next value of a choice, or a character on", Place.FORM, Place.PICKER
    ),
    _at("value_back", "left", "value before", "the value before, or a character back", Place.FORM, Place.PICKER),
    _at("pick_words", "space  f2", "pick words", "pick the words in the text", Place.FORM, rank=4),
    _at(
        "add_link",
        "a  f3",
        "add link",
        "add a link behind this one: whom it cites",
        Place.FORM,
        rank=5,
    ),
    _at(
        "add_link_before",
        "i  f5",
        "link before",
        "add a link before this one: who cites it",
        Place.FORM,
        rank=6,
    ),
    _at("drop_link", "d  f4", "drop link", "take this link out of the chain", Place.FORM, rank=7),
    _at("erase", "backspace", "erase", "the character before the cursor", Place.PICKER, Place.FORM),
    _at("erase_all", "ctrl+u", "erase all", "everything in the field", Place.PICKER, Place.FORM),
)


def commands_in(place: Place) -> tuple[Command, ...]:
    """The commands that can be given in a place, in the order of the table."""
    return tuple(command for command in COMMANDS if place in command.places)


def command(name: str) -> Command:
    """The command of this name. Raises KeyError."""
    return _BY_NAME[name]


_BY_NAME = {each.name: each for each in COMMANDS}
