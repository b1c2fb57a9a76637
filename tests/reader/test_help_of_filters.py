"""What the help tells besides the keys."""

from __future__ import annotations

from reader.commands import Place
from reader.commands.keymap import Keymap
from reader.help import help_lines
from store.filters.keys import KEYS


def test_the_help_tells_every_key_of_the_filter_and_how_words_go_together() -> None:
    lines = help_lines(Keymap(), (), Place.LIST)
    after = lines[lines.index(("title", "", "what a filter may say")) :]
    told = [keys for kind, keys, _ in after if kind == "key"]
    assert {"-rain", "dam or rain", "shelt*"} <= set(told)
    assert [each.help for each in KEYS.values()] == [
        words for _, keys, words in after if words and keys.partition(":")[0] in KEYS
    ]
    assert "  ".join(told).endswith("  ".join(each.values for each in KEYS.values()))
