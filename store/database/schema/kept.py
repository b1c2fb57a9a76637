"""What a library keeps: sources, articles, texts, tags, entities, marks and their history; and the rules the database enforces.

Migration 001.
"""

from __future__ import annotations

# Every reference is checked when a transaction ends: rows that need one another may be written in any order. To say so for
# one transaction (PRAGMA defer_foreign_keys) has SQLite prepare every statement anew, which costs more than a mark.
TABLES = (
    """CREATE TABLE source (
        id TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        raw BLOB,
        media_type TEXT NOT NULL,
        encoding TEXT NOT NULL,
        origin TEXT NOT NULL,
        fetched TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE article (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL UNIQUE REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
        text TEXT NOT NULL,
        title TEXT NOT NULL,
        byline TEXT,
        outlet TEXT,
        url TEXT,
        published TEXT,
        language TEXT,
        state TEXT CHECK (state IN ('new', 'reading', 'done')),
        added TEXT NOT NULL,
        FOREIGN KEY (text, id) REFERENCES text (id, article) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    # The long columns stand last: SQLite goes through all of a row's pages that lie before the column that is asked for.
    # text is NULL where an import brought marks before the words they are about; it is filled once, and then fixed.
    """CREATE TABLE text (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        cleaner TEXT NOT NULL,
        created TEXT NOT NULL,
        text TEXT,
        blocks TEXT NOT NULL CHECK (json_valid(blocks)),
        styles TEXT NOT NULL CHECK (json_valid(styles)),
        map TEXT NOT NULL CHECK (json_valid(map)),
        UNIQUE (article, sha256),
        UNIQUE (id, article)
    ) STRICT""",
    """CREATE TABLE tag (
        name TEXT PRIMARY KEY CHECK (name <> ''),
        layer TEXT NOT NULL CHECK (layer IN ('highlight', 'entity', 'claim')),
        label TEXT NOT NULL,
        key TEXT UNIQUE,
        colour TEXT NOT NULL,
        sign TEXT NOT NULL,
        parent TEXT REFERENCES tag (name) DEFERRABLE INITIALLY DEFERRED,
        mapping TEXT NOT NULL CHECK (json_valid(mapping)),
        retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
        position INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE entity (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        tag TEXT NOT NULL REFERENCES tag (name) DEFERRABLE INITIALLY DEFERRED,
        identifiers TEXT NOT NULL CHECK (json_valid(identifiers)),
        reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
        note TEXT NOT NULL,
        merged_into TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    """CREATE TABLE alias (
        entity TEXT NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL CHECK (name <> ''),
        weak INTEGER NOT NULL CHECK (weak IN (0, 1)),
        PRIMARY KEY (entity, name)
    ) STRICT""",
    """CREATE TABLE annotation (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        text TEXT NOT NULL,
        tag TEXT NOT NULL REFERENCES tag (name) DEFERRABLE INITIALLY DEFERRED,
        entity TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
        note TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('accepted', 'suggested', 'rejected')),
        origin TEXT NOT NULL CHECK (origin IN ('person', 'rule', 'model')),
        score REAL,
        annotator TEXT NOT NULL CHECK (annotator <> ''),
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        FOREIGN KEY (text, article) REFERENCES text (id, article) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    """CREATE TABLE part (
        annotation TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL CHECK (position >= 0),
        role TEXT NOT NULL CHECK (role IN ('mention', 'content', 'cue', 'source')),
        depth INTEGER CHECK (depth >= 0),
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL CHECK ("end" > start),
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        source_start INTEGER,
        source_end INTEGER,
        PRIMARY KEY (annotation, position),
        CHECK (length(exact) = "end" - start),
        CHECK ((source_start IS NULL) = (source_end IS NULL))
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE claim (
        annotation TEXT PRIMARY KEY REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
        gist TEXT NOT NULL,
        polarity TEXT NOT NULL CHECK (polarity IN ('positive', 'negative')),
        certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'unspecified')),
        probability_words TEXT NOT NULL,
        credibility INTEGER CHECK (credibility BETWEEN 1 AND 6),
        event_from TEXT,
        event_to TEXT,
        quantity ANY CHECK (quantity IS NULL OR typeof(quantity) IN ('integer', 'real')),
        bound TEXT CHECK (bound IN ('=', 'at least', 'more than', 'at most', 'less than', 'about')),
        unit TEXT
    ) STRICT""",
    """CREATE TABLE attribution (
        claim TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
        depth INTEGER NOT NULL CHECK (depth >= 0),
        entity TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
        label TEXT NOT NULL,
        mode TEXT NOT NULL
            CHECK (mode IN ('states', 'reports', 'claims', 'believes', 'denies', 'asks', 'intends')),
        medium TEXT,
        said TEXT,
        PRIMARY KEY (claim, depth)
    ) STRICT""",
    """CREATE TABLE relation (
        id TEXT PRIMARY KEY,
        origin TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
        target TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
        kind TEXT NOT NULL CHECK (kind IN ('same as', 'supports', 'contradicts', 'updates', 'related')),
        note TEXT NOT NULL,
        annotator TEXT NOT NULL CHECK (annotator <> ''),
        created TEXT NOT NULL,
        UNIQUE (origin, target, kind),
        CHECK (origin <> target)
    ) STRICT""",
    """CREATE TABLE reading (
        article TEXT PRIMARY KEY REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        text TEXT NOT NULL REFERENCES text (id) DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL CHECK (position >= 0),
        at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE change (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        annotator TEXT NOT NULL CHECK (annotator <> ''),
        action TEXT NOT NULL CHECK (action <> ''),
        summary TEXT NOT NULL,
        article TEXT REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        undoes TEXT REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    # What a change did to each row, so that it can be walked back and told to another library.
    """CREATE TABLE change_row (
        change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        before TEXT CHECK (before IS NULL OR json_valid(before)),
        after TEXT CHECK (after IS NULL OR json_valid(after)),
        PRIMARY KEY (change, position)
    ) STRICT, WITHOUT ROWID""",
)

INDEXES = (
    "CREATE INDEX article_by_date ON article (published DESC, added DESC)",
    "CREATE INDEX annotation_by_article ON annotation (article)",
    "CREATE INDEX annotation_by_entity ON annotation (entity) WHERE entity IS NOT NULL",
    "CREATE INDEX attribution_by_entity ON attribution (entity) WHERE entity IS NOT NULL",
    "CREATE INDEX relation_by_target ON relation (target)",
    "CREATE INDEX alias_by_name ON alias (name)",
)

# A part without its annotation has no text to stand in yet, so it is refused as well.
_QUOTE = """coalesce((SELECT text.text IS NOT NULL
        AND substr(text.text, new.start + 1, new."end" - new.start) IS NOT new.exact
    FROM annotation JOIN text ON text.id = annotation.text WHERE annotation.id = new.annotation), 1)"""

TRIGGERS = (
    f"""CREATE TRIGGER quote_stands_at_its_offsets BEFORE INSERT ON part WHEN {_QUOTE}
    BEGIN SELECT raise(ABORT, 'the quote is not what stands at its offsets'); END""",
    f"""CREATE TRIGGER quote_still_stands_at_its_offsets BEFORE UPDATE ON part WHEN {_QUOTE}
    BEGIN SELECT raise(ABORT, 'the quote is not what stands at its offsets'); END""",
    """CREATE TRIGGER annotation_comes_before_its_parts BEFORE INSERT ON annotation
    WHEN EXISTS (SELECT 1 FROM part WHERE part.annotation = new.id)
    BEGIN SELECT raise(ABORT, 'an annotation with parts cannot be replaced'); END""",
    """CREATE TRIGGER annotation_keeps_its_text BEFORE UPDATE OF id, text, article ON annotation
    WHEN old.id IS NOT new.id OR (old.text IS NOT new.text OR old.article IS NOT new.article)
        AND EXISTS (SELECT 1 FROM part WHERE part.annotation = old.id)
    BEGIN SELECT raise(ABORT, 'an annotation with parts cannot move to another text'); END""",
    """CREATE TRIGGER text_is_never_edited BEFORE UPDATE ON text WHEN old.text IS NOT NULL
    BEGIN SELECT raise(ABORT, 'a text version is never edited; a new cleaning makes a new one'); END""",
    """CREATE TRIGGER text_arrives_as_announced BEFORE UPDATE ON text
    WHEN old.text IS NULL AND (new.id IS NOT old.id OR new.sha256 IS NOT old.sha256 OR EXISTS (
        SELECT 1 FROM annotation JOIN part ON part.annotation = annotation.id
        WHERE annotation.text = old.id
            AND substr(new.text, part.start + 1, part."end" - part.start) IS NOT part.exact))
    BEGIN SELECT raise(ABORT, 'the text is not the one that its marks were made on'); END""",
    # The "replaced" triggers stand against INSERT OR REPLACE from a program that has recursive triggers off.
    """CREATE TRIGGER text_is_never_replaced BEFORE INSERT ON text
    WHEN EXISTS (SELECT 1 FROM text WHERE id = new.id OR rowid = new.rowid
        OR (article = new.article AND sha256 = new.sha256))
    BEGIN SELECT raise(ABORT, 'a text version is never edited; a new cleaning makes a new one'); END""",
    """CREATE TRIGGER text_is_never_removed BEFORE DELETE ON text
    BEGIN SELECT raise(ABORT, 'a text version is never removed'); END""",
    """CREATE TRIGGER source_is_never_edited BEFORE UPDATE ON source
    WHEN new.id IS NOT old.id OR new.sha256 IS NOT old.sha256 OR (old.raw IS NOT NULL AND new.raw IS NOT old.raw)
    BEGIN SELECT raise(ABORT, 'the raw source is kept as it came'); END""",
    """CREATE TRIGGER source_is_never_replaced BEFORE INSERT ON source
    WHEN EXISTS (SELECT 1 FROM source WHERE id = new.id OR sha256 = new.sha256 OR rowid = new.rowid)
    BEGIN SELECT raise(ABORT, 'the raw source is kept as it came'); END""",
    """CREATE TRIGGER source_is_never_removed BEFORE DELETE ON source
    BEGIN SELECT raise(ABORT, 'the raw source is kept as it came'); END""",
    """CREATE TRIGGER history_is_never_edited BEFORE UPDATE ON change
    BEGIN SELECT raise(ABORT, 'the history is never edited'); END""",
    """CREATE TRIGGER history_is_never_replaced BEFORE INSERT ON change
    WHEN EXISTS (SELECT 1 FROM change WHERE number = new.number OR id = new.id)
    BEGIN SELECT raise(ABORT, 'the history is never edited'); END""",
    """CREATE TRIGGER history_is_never_removed BEFORE DELETE ON change
    BEGIN SELECT raise(ABORT, 'the history is never removed'); END""",
    """CREATE TRIGGER history_rows_are_never_edited BEFORE UPDATE ON change_row
    BEGIN SELECT raise(ABORT, 'the history is never edited'); END""",
    """CREATE TRIGGER history_rows_are_never_replaced BEFORE INSERT ON change_row
    WHEN EXISTS (SELECT 1 FROM change_row WHERE change = new.change AND position = new.position)
    BEGIN SELECT raise(ABORT, 'the history is never edited'); END""",
    """CREATE TRIGGER history_rows_are_never_removed BEFORE DELETE ON change_row
    BEGIN SELECT raise(ABORT, 'the history is never removed'); END""",
)
