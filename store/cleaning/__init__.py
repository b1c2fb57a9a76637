"""Raw bytes to a document: decoded, repaired, and freed of what does not belong to the article.

The raw bytes themselves are neither changed nor kept here. Each stage is a module of its own.
"""

from store.cleaning.article import CLEANER, clean, explained
from store.cleaning.decoding import Decoded, decode
from store.cleaning.habits import NO_HABITS, Habits, PageLines, habits_of, line_key

__all__ = [
    "CLEANER",
    "NO_HABITS",
    "Decoded",
    "Habits",
    "PageLines",
    "clean",
    "decode",
    "explained",
    "habits_of",
    "line_key",
]
