"""Raw bytes to a document: decoded, repaired, and freed of what does not belong to the article.

The raw bytes themselves are neither changed nor kept here. Each stage is a module of its own.
"""

from store.cleaning.article import CLEANER, clean
from store.cleaning.decoding import Decoded, decode

__all__ = ["CLEANER", "Decoded", "clean", "decode"]
