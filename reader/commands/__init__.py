"""Every action once: its name, its keys, its words, and where it can be done. Footer, help and key handling read it.

The scheme, in one line: small letters move and act, capitals mark (they are the keys of the tag set), c makes a claim,
enter goes in or takes, escape goes out; g goes somewhere, z changes how the page looks. A key means one thing in a
place; a test shows it.
"""

from __future__ import annotations

from reader.commands.ordering import ORDERING, SPREADING
from reader.commands.table import TITLES, Command, Place, at

__all__ = ["COMMANDS", "COUNTED", "MARKED_BY_KEY", "TITLES", "TYPED_IN", "Command", "Place", "commands_in"]


_TEXT = frozenset({Place.PAGE, Place.SELECT, Place.PICK})
_MARKED = frozenset({Place.SELECT, Place.PICK})
_READ = frozenset({Place.PAGE, Place.SELECT})
_TYPED = (Place.PICKER, Place.LISTING, Place.FORM, Place.SEEK, Place.FILTER, Place.NAMING, Place.ACTIONS)
_LINES = (Place.FILTER, Place.NAMING)
TYPED_IN = frozenset(_TYPED)
"""Where letters may be text, so that only named keys are sure to act."""
COUNTED = frozenset(Place) - TYPED_IN
"""Where figures are counts."""
MARKED_BY_KEY = (Place.PAGE, Place.SELECT)
"""Where the keys of the tag set act."""
_DESKS = (Place.ENTITIES, Place.CLAIMS)
_PICKED = (Place.LIST, *_DESKS, Place.MENTIONS)
"""Where rows are selected, for one action with several."""
_RELATED = (Place.DISPUTE, Place.PAIRS)
_BESIDE = (Place.CLAIMS, *_RELATED)
"""Where claims are looked at and related."""
_ROWS = _TEXT | {*_PICKED, *_RELATED, Place.EVERYWHERE, Place.TIMELINE, Place.TAGSET, Place.SOURCE, Place.HELP}
_THEMED = (*_PICKED, *_RELATED, Place.TIMELINE, Place.TAGSET, *_READ)
_COPIED = (*_PICKED, Place.DISPUTE, *_READ)
"""Where words are in hand that can be taken out."""
_SPREAD = (Place.OCCURRENCES, Place.EVERYWHERE)
_UNDONE = (*_PICKED, *_RELATED, Place.TAGSET, Place.PAGE, Place.SOURCE)


_EVERY_ACTION = "every action that can be done here, found as you type"


def _motion(name: str, keys: str, help_text: str, places: frozenset[Place] = _TEXT) -> Command:
    return Command(name, tuple(keys.split("  ")), name.replace("_", " "), help_text, places, motion=True)


def _with_character(name: str, keys: str, help_text: str) -> Command:
    return Command(name, tuple(keys.split("  ")), name.replace("_", " "), help_text, _TEXT, motion=True, argument=True)


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
    _motion("page_down", "space  pagedown  ctrl+f", "a page down", _ROWS - {*_PICKED, Place.DISPUTE, Place.EVERYWHERE}),
    _motion("page_down", "pagedown  ctrl+f", "a page down", frozenset({*_PICKED, Place.DISPUTE, Place.EVERYWHERE})),
    _motion("page_up", "pageup  ctrl+b", "a page up", _ROWS),
    _motion("text_start", "g g", "to the first row", _ROWS),
    _motion("text_end", "G", "to the last row", _ROWS),
    _with_character("find_character", "f", "to the next such character in the paragraph"),
    _with_character("find_character_back", "F", "to the one before"),
    _with_character("till_character", "t", "to just before the next such character"),
    _with_character("till_character_back", "T", "to just behind the one before"),
    _motion("find_again", ";", "the last of these four again"),
    _motion("find_again_back", ",", "the last of them the other way"),
)

GOING: tuple[Command, ...] = (
    at("search", "/", "search", "search in the text, in any case and with any accents", *_TEXT, rank=16),
    at("search_back", "?", "search back", "search towards the start", *_TEXT),
    at("next_hit", "n", "next hit", "to the next place that was found", *_TEXT),
    at("previous_hit", "N", "hit before", "to the place found before", *_TEXT),
    at("search_word", "*", "this word", "search the word under the cursor", *_TEXT),
    at("search_word_back", "#", "this word back", "search it towards the start", *_TEXT),
    at("row_to_middle", "z z", "row to middle", "scroll: the cursor's row to the middle", *_TEXT),
    at("row_to_top", "z t", "row to top", "scroll: the cursor's row to the top", *_TEXT),
    at("row_to_bottom", "z b", "row to bottom", "scroll: the cursor's row to the bottom", *_TEXT),
    at("scroll_down", "ctrl+e", "scroll", "scroll a row down, the cursor stays where it is", *_TEXT),
    at("scroll_up", "ctrl+y", "scroll back", "scroll a row up, the cursor stays where it is", *_TEXT),
    Command("keep_place", ("m",), "keep place", "keep this place under a letter", _TEXT, argument=True),
    Command(
        "go_to_place", ("'", "`"), "to place", "to the place kept under a letter; twice: back", _TEXT, argument=True
    ),
    at("jump_back", "ctrl+o", "back", "to where the cursor was before it jumped", *_TEXT),
    at("jump_forward", "g o", "forward", "to where it was before going back", *_TEXT),
    at("outline", "g h", "headings", "the headings of the article, to go to one", Place.PAGE),
    at("list_marks", "g m", "marks", "the marks of the article, to go to one", Place.PAGE),
    at(
        "list_waiting",
        "g w",
        "waiting marks",
        "the marks whose words are gone, to place them",
        Place.PAGE,
        Place.SOURCE,
    ),
    at("list_links", "g l", "links", "the links of the article, to follow one", Place.PAGE),
    at("follow_link", "g x", "follow link", "follow the link under the cursor", Place.PAGE),
    at("next_article", "ctrl+n", "next article", "to the next article of the list", Place.PAGE, rank=17),
    at("previous_article", "ctrl+p", "article before", "to the article before it in the list", Place.PAGE),
)

LOOKING: tuple[Command, ...] = (
    at("pager", "p", "scroll / cursor", "read by scrolling, without a cursor; again: with it", Place.PAGE, rank=18),
    at("wider", "+", "wider", "longer lines", *_READ),
    at("narrower", "-", "narrower", "shorter lines", *_READ),
    at("focus", "z f", "focus", "dim all but this paragraph; again: this sentence", *_READ),
    at("unfold", "tab  z a", "same story", "show who else tells this story, or hide them", Place.LIST, rank=13),
    at("theme", "z c", "colours", "dark, light, or the terminal's own colours", *_THEMED),
    at("show_marks", "z m", "marks below", "show the marks of these rows below, or hide them", *_READ),
)

SELECTING: tuple[Command, ...] = (
    at("select", "v", "select", "start a selection, or drop it", *_TEXT, rank=8),
    at("select_sentence", "V", "sentence", "select this sentence, then the next ones too", *_TEXT, rank=10),
    at("other_end", "o", "other end", "go to the other end of the selection", *_MARKED, rank=12),
    at("inner_word", "i w", "word", "select this word", *_MARKED),
    at("inner_name", "i n", "name", "select this name", *_MARKED),
    at("around_name", "a n", "name", "select this name with the space behind it", *_MARKED),
    at("around_word", "a w", "word", "select this word with the space behind it", *_MARKED),
    at("inner_sentence", "i s", "sentence", "select this sentence", *_MARKED),
    at("around_sentence", "a s", "sentence", "select this sentence with the space behind it", *_MARKED),
    at("inner_paragraph", "i p", "paragraph", "select this paragraph", *_MARKED),
    at("around_paragraph", "a p", "paragraph", "select this paragraph", *_MARKED),
    at("inner_block", "i b", "block", "select this list, table or quotation whole", *_MARKED),
    at("around_block", "a b", "block", "select it with the space behind it", *_MARKED),
    at("inner_quotation", 'i "', "quotation", "select what stands between the quotation marks", *_MARKED),
    at("around_quotation", 'a "', "quotation", "select the quotation with its marks", *_MARKED),
    at("select_again", "g v", "select again", "select what was selected last", *_TEXT),
)

MARKING: tuple[Command, ...] = (
    at("claim", "c", "claim", "make a claim of the selection, or of this sentence", Place.PAGE, Place.SELECT, rank=5),
    at("mark_as", "enter", "any tag", "choose a tag for the selection from the whole tag set", Place.SELECT, rank=5),
    at("open_mark", "enter", "edit mark", "open the mark under the cursor", Place.PAGE, rank=1),
    at("again", ".", "again", "make the last mark again on what is here", Place.PAGE, Place.SELECT, rank=13),
    at("next_mark", "]", "next mark", "to the next mark", Place.PAGE, rank=9),
    at("previous_mark", "[", "mark before", "to the mark before", Place.PAGE),
    at("other_mark", "tab", "other mark", "to the next of several marks on the same words", Place.PAGE),
    at("reshape", "s", "move edges", "select the mark's words again and move either end", Place.PAGE, rank=3),
    at("grow", ">", "longer", "move the mark's end a word on", Place.PAGE),
    at("shrink", "<", "shorter", "move the mark's end a word back", Place.PAGE),
    at("grow_start", "g <", "start earlier", "move the mark's start a word back", Place.PAGE),
    at("shrink_start", "g >", "start later", "move the mark's start a word on", Place.PAGE),
    at("relabel", "~", "other tag", "give the mark another tag", Place.PAGE, rank=4),
    at("note", "a", "note", "write a note on the mark", Place.PAGE, rank=6),
    at("delete", "d", "delete", "delete the mark under the cursor", Place.PAGE, rank=2),
    at("relate", "=", "relate", "relate this claim to another: once here, once there", Place.PAGE, rank=4),
    at("spread", "A", "every one", "mark every occurrence of the name, here or everywhere", *_READ, rank=7),
)

OVERRULING: tuple[Command, ...] = (
    at("take_line", "x", "in / out", "take the line in or leave it out, for the outlet", Place.SOURCE, rank=2),
    at("take_line_here", "X", "only here", "take it in or leave it out, only here", Place.SOURCE, rank=3),
    at("as_cleaned", "d", "as cleaned", "let the cleaner decide about the line again", Place.SOURCE, rank=4),
    at("take_line_others", "o", "others too", "the same in the outlet's other articles", Place.SOURCE, rank=4),
    at("next_border", "]  n", "next border", "to the next change between kept and left out", Place.SOURCE, rank=5),
    at("previous_border", "[  N", "border before", "the same, towards the start", Place.SOURCE),
    at("markup", "tab", "raw HTML", "the raw HTML, or the lines that it shows", Place.SOURCE, rank=7),
    at("about", "g i", "title, date …", "what is known of the article, to correct it", Place.PAGE),
    at("about", "e  g i", "title, date …", "what is known of the article, to correct it", Place.SOURCE, rank=6),
)

WORKING: tuple[Command, ...] = (
    at("pick", "space", "select", "select the article, for one action with others", Place.LIST, rank=2),
    at("pick", "space", "select", "select the row, for one action with others", *_DESKS, Place.MENTIONS, rank=4),
    at("pick_range", "V", "range", "select from here to the bar; again: take them", *_PICKED),
    at("pick_all", "*", "all", "select all that fit, or none", *_PICKED),
    Command(
        "sort",
        ("s",),
        "sort",
        "sort by a column; again: the other way round",
        frozenset({Place.LIST, *_DESKS}),
        12,
        argument=True,
    ),
    at("headings", "z g", "headings", "days or outlets as headings, or none", Place.LIST),
    at("headings", "z g", "headings", "headings above the rows, or none", Place.CLAIMS),
    at("filter", "/", "filter", "show what fits words, outlet:, date:, state: and more", Place.LIST, rank=3),
    at("filter", "/", "filter", "show what fits words, or keys such as tag: and date:", *_DESKS, rank=3),
    at("unfilter", "escape", "all", "drop what is selected, or the filter; else go back", *_DESKS, rank=11),
    at("unfilter", "escape", "all articles", "drop the filter: every article again", Place.LIST, rank=11),
    Command(
        "keep_queue", ("m",), "keep filter", "keep the filter under a letter", frozenset({Place.LIST}), argument=True
    ),
    Command(
        "open_queue", ("'", "`"), "to filter", "the filter kept under a letter", frozenset({Place.LIST}), argument=True
    ),
    at("list_queues", "g q", "kept filters", "the filters that were kept, to open or drop one", Place.LIST, rank=16),
    at("set_aside", "_", "set aside", "set the articles aside, or take them up again", Place.LIST, rank=13),
    at("set_new", "!", "new again", "let the articles be new again, or be in reading", Place.LIST),
    at("label", "@", "label", "give the articles a label, or take it from them", Place.LIST, Place.PAGE, rank=14),
    at("delete_articles", "D  d d", "delete", "delete the articles, until they are purged", Place.LIST, rank=17),
    at("export_articles", "w", "write to file", "write the articles with their marks to a file", Place.LIST, rank=18),
    at("add", "a", "add", "add articles from a file, a folder or an address", Place.LIST, rank=4),
    at("list_adding", "g i", "adding", "what is being added, and what could not be read", Place.LIST),
    at("stop_adding", "g s  ctrl+c", "stop adding", "stop adding; what was added is kept", Place.LIST),
    at("done_next", "ctrl+x", "done, next", "the article is done; the next of the list", Place.PAGE, rank=16),
    at("aside_next", "_", "aside, next", "set the article aside; the next of the list", Place.PAGE),
)

IN_AND_OUT: tuple[Command, ...] = (
    at("read", "enter", "read", "open the article", Place.LIST, rank=1),
    at("take", "enter", "take", "take these words", Place.PICK, rank=1),
    at("take_also", "+", "take too", "take these words too, beside those taken before", Place.PICK, rank=2),
    at("undo", "u", "undo", "take back the last change, wherever it was made", *_UNDONE, rank=10),
    at("redo", "ctrl+r", "redo", "do again what was undone", *_UNDONE, rank=14),
    at("toggle_done", "x", "done", "mark the article as done, or as not", Place.LIST, Place.PAGE, rank=12),
    at("source", "r", "raw source", "the source by lines, to take in or leave out", Place.PAGE, rank=11),
    at("text", "r", "clean text", "back to the cleaned text", Place.SOURCE, rank=1),
    at(
        "leave",
        "escape  q",
        "back",
        "go out: of the article, the source, the help",
        Place.PAGE,
        Place.SOURCE,
        Place.HELP,
        rank=15,
    ),
    at("leave", "q", "back", "go back to where the desk was opened", *_DESKS, rank=15),
    at("leave", "q", "back", "go back to the desk", Place.MENTIONS, rank=15),
    at("leave", "escape  q", "back", "go back to where it was opened", *_RELATED, Place.TIMELINE, rank=15),
    at("leave", "escape  q", "back", "go back to where it was opened", Place.TAGSET, rank=15),
    at("unfilter", "escape", "back", "drop the selection; without one: go back", Place.MENTIONS),
    at("cancel", "escape  q", "leave", "drop the selection", *_MARKED, rank=9),
    at("quit", "q  ctrl+q", "quit", "leave annotty; everything is saved already", Place.LIST, rank=15),
    at("copy", "y", "copy", "send the words in hand to the terminal's clipboard", *_COPIED, rank=18),
    at("print_words", "g y", "print", "print the words in hand plainly, outside of annotty", *_COPIED),
    at("toggle_mouse", "z p", "mouse", "give the mouse to the terminal, or take it again", *_THEMED, Place.SOURCE),
    at("help", "f1", "help", "show every key", *(place for place in Place if place is not Place.HELP), rank=1),
    at("actions", ":  f8", "actions", _EVERY_ACTION, *(each for each in Place if each not in TYPED_IN), rank=19),
    at("actions", "f8", "actions", _EVERY_ACTION, *(each for each in _TYPED if each is not Place.ACTIONS), rank=19),
    at("help", "?", "help", "show every key", *_PICKED, *_RELATED, Place.TIMELINE, Place.TAGSET, Place.SOURCE),
)

ASKED: tuple[Command, ...] = (
    at(
        "accept",
        "enter",
        "save",
        "save what it says",
        Place.PICKER,
        Place.FORM,
        rank=1,
    ),
    at("dismiss", "escape", "leave", "leave without saving", Place.PICKER, Place.FORM, rank=3),
    at("accept", "enter", "go there", "go there, or follow it", Place.LISTING, rank=1),
    at("dismiss", "escape", "back", "back to where you were", Place.LISTING, rank=3),
    at("accept", "enter", "keep", "keep this filter in force", Place.FILTER, rank=1),
    at("dismiss", "escape", "back", "back to the filter that was in force", Place.FILTER, rank=3),
    at("accept", "enter", "do it", "do this where you were, as if its key was pressed", Place.ACTIONS, rank=1),
    at("dismiss", "escape", "leave", "leave it; nothing is done", Place.ACTIONS, rank=3),
    at("accept", "enter", "take", "take these words", Place.NAMING, rank=1),
    at("dismiss", "escape", "leave", "leave it", Place.NAMING, rank=3),
    at("accept", "enter", "mark", "mark all that are not left out", *_SPREAD, rank=1),
    at("dismiss", "escape  q", "leave", "leave it; nothing is marked", *_SPREAD, rank=3),
    at("choice_down", "j  n  down  ctrl+n", "next", "the next one", Place.OCCURRENCES),
    at("choice_up", "k  N  up  ctrl+p", "before", "the one before", Place.OCCURRENCES),
    at("complete", "tab", "complete", "complete what is being typed; again: another way", *_LINES, rank=2),
    at("accept", "enter", "search", "stay at the place that was found", Place.SEEK, rank=1),
    at("dismiss", "escape", "back", "back to where the search began", Place.SEEK, rank=3),
    at("choice_down", "down  ctrl+n", "next", "the next one", *_TYPED),
    at("choice_up", "up  ctrl+p", "before", "the one before", *_TYPED),
    _motion("page_down", "pagedown", "a page down", frozenset({Place.LISTING, Place.ACTIONS})),
    _motion("page_up", "pageup", "a page up", frozenset({Place.LISTING, Place.ACTIONS})),
    at("drop_mark", "ctrl+d", "delete", "delete a mark that lost its words, or a kept filter", Place.LISTING, rank=2),
    at("next_tag", "tab", "other tag", "another tag for this entity", Place.PICKER, rank=3),
    at("field_next", "tab", "next field", "the next field", Place.FORM, rank=2),
    at("field_back", "shift+tab", "field before", "the field before", Place.FORM),
    at("value_next", "right", "other value", "the next value of a choice, or a character on", *_TYPED),
    at("value_back", "left", "value before", "the value before, or a character back", *_TYPED),
    at("pick_words", "space  f2", "pick words", "pick the words in the text", Place.FORM, rank=4),
    at(
        "add_link",
        "a  f3",
        "add link",
        "add a link behind this one: whom it cites",
        Place.FORM,
        rank=5,
    ),
    at(
        "add_link_before",
        "i  f5",
        "link before",
        "add a link before this one: who cites it",
        Place.FORM,
        rank=6,
    ),
    at("edit_outside", "ctrl+e", "editor", "write it in your own editor ($EDITOR)", Place.FORM, rank=8),
    at("drop_link", "d  f4", "drop link", "take this link out of the chain", Place.FORM, rank=7),
    at("erase", "backspace", "erase", "the character before the cursor", *_TYPED),
    at("erase_word", "ctrl+w", "erase word", "the word before the cursor", *_TYPED),
    at("erase_all", "ctrl+u", "erase all", "everything in the field", *_TYPED),
    at("line_start", "home", "to start", "to the start of what is typed", *_TYPED),
    at("line_end", "end", "to end", "to the end of what is typed", *_TYPED),
)

_GROUPS = (
    ("moving", MOTIONS),
    ("searching and going", GOING),
    ("looking", LOOKING),
    ("selecting", SELECTING),
    ("marking", MARKING),
    ("overruling the cleaning", OVERRULING),
    ("working through the list", WORKING),
    ("every occurrence", SPREADING),
    ("entities and claims", ORDERING),
    ("in and out, and back", IN_AND_OUT),
    ("where something is asked", ASKED),
)
COMMANDS: tuple[Command, ...] = tuple(each._replace(group=title) for title, group in _GROUPS for each in group)


def commands_in(place: Place) -> tuple[Command, ...]:
    """The commands that can be given in a place, in the order of the table."""
    return tuple(command for command in COMMANDS if place in command.places)
