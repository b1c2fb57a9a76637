"""The commands that order what is marked: every occurrence of a name, the desks, disputes, timelines, the tag set."""

from __future__ import annotations

from reader.commands.table import Command, Place, at

_READ = (Place.PAGE, Place.SELECT)
_BESIDE = (Place.CLAIMS, Place.DISPUTE, Place.PAIRS)
"""Where claims are looked at and related."""
_SPREAD = (Place.OCCURRENCES, Place.EVERYWHERE)

SPREADING: tuple[Command, ...] = (
    at("leave_out", "space", "leave out", "leave this one out, or take it in again", *_SPREAD, rank=2),
    at("leave_out_article", "x", "the article", "leave out, or take in, all of the article", Place.EVERYWHERE, rank=4),
    at("leave_out_all", "*", "all / none", "leave all out, or none", *_SPREAD, rank=8),
    at("next_scope", "tab", "new articles", "look in the new articles, then in more", Place.OCCURRENCES, rank=5),
    at("next_scope", "tab", "elsewhere", "new articles, all of them, or those in the list", Place.EVERYWHERE, rank=5),
    at("in_all", "A", "everywhere", "look in all articles", Place.OCCURRENCES, rank=4),
    at("weak_names", "w", "weak names", "seek the weak names too, or no more", *_SPREAD, rank=6),
    at("filter", "/", "filter", "show only sentences with some words", Place.EVERYWHERE, rank=6),
)

ORDERING: tuple[Command, ...] = (
    at(
        "entities_desk",
        "e",
        "entities",
        "the desk of entities: who is named, and where",
        Place.LIST,
        Place.CLAIMS,
        rank=8,
    ),
    at("entities_desk", "g e", "entities", "the desk of entities: who is named, and where", Place.PAGE),
    at("claims_desk", "c", "claims", "the desk of claims: who said what", Place.LIST, Place.ENTITIES, rank=9),
    at("claims_desk", "g c", "claims", "the desk of claims: who said what", Place.PAGE),
    at("open_entity", "enter", "mentions", "each mention of the entity, in its sentence", Place.ENTITIES, rank=1),
    at("edit_entity", "e", "edit", "name, other names, tag, note and more", Place.ENTITIES, rank=2),
    at("edit_entity", "e", "edit entity", "name, other names, tag, note and more", Place.MENTIONS, rank=5),
    at("add_entity", "a", "add", "add somebody or something that is named nowhere yet", Place.ENTITIES, rank=6),
    at("retag_entity", "~", "other tag", "give the selected entities another tag", Place.ENTITIES, rank=7),
    at("unite", "J", "unite", "unite the selected entities, or this one with another", Place.ENTITIES, rank=5),
    at("drop_entities", "D  d d", "delete", "delete entities that no mark names", Place.ENTITIES, rank=16),
    at("go_to_mention", "enter", "read", "open the article at the mention", Place.MENTIONS, rank=1),
    at("split", "S", "split off", "give the selected mentions to another entity", Place.MENTIONS, rank=3),
    at("go_to_claim", "enter", "read", "open the article at the claim", Place.CLAIMS, Place.DISPUTE, rank=1),
    at("go_to_claim", "o", "read", "open the article at the claim in hand", Place.PAIRS, rank=4),
    at("relate", "=", "relate", "relate the two selected, or once here, once there", *_BESIDE, rank=5),
    at("open_dispute", "d", "dispute", "what hangs together with this claim, in time", Place.CLAIMS, rank=6),
    at("open_dispute", "g d", "dispute", "what hangs together with the claim under the cursor", Place.PAGE),
    at("list_pairs", "p", "pairs", "claims that may be related, to say how", Place.CLAIMS, Place.DISPUTE, rank=7),
    at("pick_claim", "space", "select", "select the claim, to relate two", Place.DISPUTE, rank=4),
    at("other_end", "tab", "other end", "show it beside the next claim it is related to", Place.DISPUTE, rank=2),
    at("other_end", "tab", "other claim", "go to the other claim of the pair", Place.PAIRS, rank=5),
    at("unrelate", "d", "unrelate", "take the relation of the two claims below back", Place.DISPUTE, rank=6),
    at("timeline", "t", "timeline", "the dispute drawn in time", Place.CLAIMS, Place.DISPUTE, rank=8),
    at("make_pair", "enter", "relate so", "relate the two claims as it is suggested", Place.PAIRS, rank=1),
    at("timeline", "t", "timeline", "what is known of it drawn in time", Place.ENTITIES, Place.MENTIONS, rank=8),
    at("go_to_event", "enter", "read", "open the article at this event", Place.TIMELINE, rank=1),
    at("write_timeline", "w", "write to file", "write it as .md, .svg or .json", Place.TIMELINE, rank=2),
    at("edit_tag", "enter  e", "edit", "name, label, key, colour, sign and more", Place.TAGSET, rank=1),
    at("add_tag", "a", "add", "add a tag", Place.TAGSET, rank=2),
    at("retire_tag", "d", "retire", "offer it no more; its marks stay. Again: offer it", Place.TAGSET, rank=3),
    at("move_tag_down", "J  >", "down", "move the tag down", Place.TAGSET, rank=4),
    at("move_tag_up", "K  <", "up", "move the tag up", Place.TAGSET, rank=5),
    at("write_tags", "w", "write to file", "write the tag set to a TOML file", Place.TAGSET, rank=6),
    at("read_tags", "r", "read a file", "take a TOML file of tags in", Place.TAGSET, rank=7),
    at("tag_set", "g t", "tag set", "the tags that marks can have, to change them", Place.LIST, Place.PAGE, rank=19),
    at("pass_over", "d", "pass over", "offer this pair no more, until annotty is left", Place.PAIRS, rank=2),
)
