"""What came with the sources: where metadata was found, what an outlet's pages have in common, what readers corrected.

Migration 002.
"""

from __future__ import annotations

SOURCES = (
    "ALTER TABLE article ADD COLUMN updated TEXT",
    "ALTER TABLE article ADD COLUMN found TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(found))",
    # What tells one outlet's articles from another's (store.addresses.outlet_key); '' where nothing does.
    "ALTER TABLE article ADD COLUMN outlet_key TEXT NOT NULL DEFAULT ''",
    # The lines of the raw page, as keys of eight bytes each: short ones first, then the long. Derived from the source.
    """CREATE TABLE page (
        article TEXT PRIMARY KEY REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        outlet TEXT NOT NULL CHECK (outlet <> ''),
        short BLOB NOT NULL,
        long BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # A reader's word against the cleaner's: about one article, or about all of an outlet. field 'line': whether the line
    # with these words (folded, in "line") belongs to the text ('keep' or 'leave out' in value); else a metadata field.
    """CREATE TABLE correction (
        id TEXT PRIMARY KEY,
        article TEXT REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        outlet TEXT,
        field TEXT NOT NULL CHECK (field IN
            ('line', 'title', 'byline', 'outlet', 'published', 'updated', 'language')),
        line TEXT NOT NULL,
        value TEXT,
        annotator TEXT NOT NULL CHECK (annotator <> ''),
        created TEXT NOT NULL,
        CHECK ((article IS NULL) <> (outlet IS NULL)),
        CHECK (outlet IS NULL OR field = 'line'),
        CHECK ((field = 'line') = (line <> ''))
    ) STRICT""",
    # The bands of an article's sketch, by which those that are much alike are found. Derived from the text. There are
    # sixteen of each and they come in no order: by an identifier they would take three times the room and the writing.
    """CREATE TABLE sketched (
        number INTEGER PRIMARY KEY,
        article TEXT NOT NULL UNIQUE REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    """CREATE TABLE band (
        band INTEGER NOT NULL,
        number INTEGER NOT NULL REFERENCES sketched (number) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (band, number)
    ) STRICT, WITHOUT ROWID""",
    # Articles that tell the same story in much the same words, each with the one of them that was here first.
    """CREATE TABLE likeness (
        article TEXT PRIMARY KEY REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        first TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        CHECK (article <> first)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX article_by_outlet_key ON article (outlet_key) WHERE outlet_key <> ''",
    "CREATE INDEX source_by_origin ON source (origin)",
    "CREATE INDEX page_by_outlet ON page (outlet)",
    "CREATE INDEX correction_by_article ON correction (article) WHERE article IS NOT NULL",
    "CREATE INDEX correction_by_outlet ON correction (outlet) WHERE outlet IS NOT NULL",
    "CREATE INDEX band_by_number ON band (number)",
    "CREATE INDEX likeness_by_first ON likeness (first)",
)
