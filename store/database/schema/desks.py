"""What the desks need to put a million marks in order: a row for each entity and each claim, as the desks show them.

`known`, `told` and `said` are derived, and so is the index of the words of `said`, which is made when claims are settled first.
Triggers name in `unsettled` the entities and claims whose rows are not what they should be; whoever opens a desk has them
settled before (store.database.desks), so that making a mark costs one short row. Migration 004.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

IN_AN_ARTICLE = 2**16
"""A claim's number is its article's (`listed.number`), times this, and its place among the claims of that article. More would
not leave room for the years to come: the numbers of the year 9999 still fit.
"""

_TABLES = (
    # A row of the desk of entities; none for one that was merged into another. name: folded. names: the words of the name
    # and of each other name, a blank before and behind each word, a line break before and behind each name; acronyms
    # and note likewise. mentions: accepted marks that name it, as a mention or in a chain, in articles that are not
    # deleted. first and last: when the articles that name it were published.
    """CREATE TABLE known (
        number INTEGER PRIMARY KEY,
        entity TEXT NOT NULL UNIQUE,
        tag TEXT NOT NULL,
        name TEXT NOT NULL,
        names TEXT NOT NULL,
        acronyms TEXT NOT NULL,
        note TEXT NOT NULL,
        mentions INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        first TEXT,
        last TEXT
    ) STRICT""",
    "CREATE INDEX known_by_name ON known (name)",
    "CREATE INDEX known_by_tag ON known (tag, name)",
    "CREATE INDEX known_by_mentions ON known (mentions DESC, name)",
    "CREATE INDEX known_by_articles ON known (articles DESC, name)",
    "CREATE INDEX known_by_last ON known (last DESC, name)",
    # A row of the desk of claims: an accepted claim of an article that is not deleted. who: the last of its chain, who
    # makes the claim, folded. outlet and unit: folded. start and end: between them stands what it says. event_from and
    # event_to: both, where one is known. said: by the last of its chain of whom that is known. relations: a bit for each
    # kind that it has, in the order of RelationKind. dispute: the lowest number of the claims that hang together with it
    # by relations; NULL where it has none.
    """CREATE TABLE told (
        number INTEGER PRIMARY KEY,
        claim TEXT NOT NULL UNIQUE,
        tag TEXT NOT NULL,
        annotator TEXT NOT NULL,
        outlet TEXT NOT NULL,
        who TEXT NOT NULL,
        links INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        certainty TEXT NOT NULL,
        polarity TEXT NOT NULL,
        quantity ANY,
        unit TEXT NOT NULL,
        event_from TEXT,
        event_to TEXT,
        said TEXT,
        relations INTEGER NOT NULL DEFAULT 0,
        dispute INTEGER
    ) STRICT""",
    "CREATE INDEX told_by_who ON told (who, number DESC)",
    "CREATE INDEX told_by_outlet ON told (outlet, number DESC)",
    "CREATE INDEX told_by_unit ON told (unit, number DESC) WHERE unit <> ''",
    "CREATE INDEX told_by_figure ON told (quantity, number) WHERE quantity IS NOT NULL",
    "CREATE INDEX told_by_dispute ON told (dispute, number DESC, relations) WHERE dispute IS NOT NULL",
    # What claims say, in words as they are indexed (store.searching): their contents, gists and notes, and the names in
    # their chains. Where this SQLite has no index of words, it is looked through.
    """CREATE TABLE said (
        number INTEGER PRIMARY KEY,
        content TEXT NOT NULL,
        gist TEXT NOT NULL,
        source TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE unsettled (
        what TEXT NOT NULL CHECK (what IN ('entity', 'claim')),
        id TEXT NOT NULL,
        PRIMARY KEY (what, id)
    ) STRICT, WITHOUT ROWID""",
    "DROP INDEX annotation_by_entity",
    "CREATE INDEX annotation_by_entity ON annotation (entity, article, status) WHERE entity IS NOT NULL",
)

# Where a trigger has a conflict, the statement that set it off says what is to be done, whatever stands here.
_UNSETTLED = """INSERT INTO unsettled SELECT '{0}', {1} WHERE {1} IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM unsettled WHERE what = '{0}' AND id = {1});"""
_IN_ARTICLE = """INSERT INTO unsettled SELECT DISTINCT 'entity', entity FROM annotation
            WHERE article = new.id AND entity IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM unsettled WHERE what = 'entity' AND unsettled.id = entity);
        INSERT INTO unsettled SELECT DISTINCT 'entity', attribution.entity FROM annotation
            JOIN attribution ON attribution.claim = annotation.id
            WHERE article = new.id AND attribution.entity IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM unsettled WHERE what = 'entity' AND unsettled.id = attribution.entity);
        INSERT INTO unsettled SELECT 'claim', claim.annotation FROM annotation
            JOIN claim ON claim.annotation = annotation.id WHERE article = new.id
                AND NOT EXISTS (SELECT 1 FROM unsettled WHERE what = 'claim' AND unsettled.id = claim.annotation);"""


def _entity(row: str) -> str:
    return _UNSETTLED.format("entity", row)


def _claim(row: str) -> str:
    return _UNSETTLED.format("claim", row)


def _chained(entity: str) -> str:
    return f"""INSERT INTO unsettled SELECT DISTINCT 'claim', claim FROM attribution WHERE entity = {entity}
            AND NOT EXISTS (SELECT 1 FROM unsettled WHERE what = 'claim' AND unsettled.id = attribution.claim);"""


def _in_its_chain(of: str) -> str:
    return f"""INSERT INTO unsettled SELECT DISTINCT 'entity', entity FROM attribution WHERE claim = {of}
            AND entity IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM unsettled WHERE what = 'entity' AND unsettled.id = attribution.entity);"""


_TRIGGERS = (
    f"""CREATE TRIGGER mark_names_somebody AFTER INSERT ON annotation WHEN new.entity IS NOT NULL
    BEGIN {_entity("new.entity")} END""",
    f"""CREATE TRIGGER mark_names_nobody AFTER DELETE ON annotation WHEN old.entity IS NOT NULL
    BEGIN {_entity("old.entity")} END""",
    f"""CREATE TRIGGER mark_names_another AFTER UPDATE OF entity, status, article ON annotation
    WHEN (new.entity, new.status, new.article) IS NOT (old.entity, old.status, old.article)
    BEGIN {_entity("old.entity")} {_entity("new.entity")} END""",
    f"""CREATE TRIGGER claim_stands_otherwise AFTER UPDATE OF tag, status, article, note, annotator ON annotation
    WHEN (new.tag, new.status, new.article, new.note, new.annotator)
        IS NOT (old.tag, old.status, old.article, old.note, old.annotator)
        AND EXISTS (SELECT 1 FROM claim WHERE claim.annotation = new.id)
    BEGIN {_claim("new.id")} {_in_its_chain("new.id")} END""",
    f"CREATE TRIGGER claim_is_made AFTER INSERT ON claim BEGIN {_claim('new.annotation')} END",
    f"CREATE TRIGGER claim_is_changed AFTER UPDATE ON claim BEGIN {_claim('new.annotation')} END",
    f"CREATE TRIGGER claim_is_gone AFTER DELETE ON claim BEGIN {_claim('old.annotation')} END",
    f"""CREATE TRIGGER claim_has_words AFTER INSERT ON part WHEN new.role <> 'mention'
    BEGIN {_claim("new.annotation")} END""",
    f"""CREATE TRIGGER claim_has_other_words AFTER UPDATE OF exact, role, start, "end" ON part
    WHEN new.role <> 'mention' AND (new.exact, new.role, new.start, new."end")
        IS NOT (old.exact, old.role, old.start, old."end")
    BEGIN {_claim("new.annotation")} END""",
    f"""CREATE TRIGGER claim_has_fewer_words AFTER DELETE ON part WHEN old.role <> 'mention'
    BEGIN {_claim("old.annotation")} END""",
    f"""CREATE TRIGGER chain_names_somebody AFTER INSERT ON attribution
    BEGIN {_entity("new.entity")} {_claim("new.claim")} END""",
    f"""CREATE TRIGGER chain_names_another AFTER UPDATE ON attribution
    BEGIN {_entity("old.entity")} {_entity("new.entity")} {_claim("new.claim")} END""",
    f"""CREATE TRIGGER chain_names_nobody AFTER DELETE ON attribution
    BEGIN {_entity("old.entity")} {_claim("old.claim")} END""",
    f"""CREATE TRIGGER claims_are_related AFTER INSERT ON relation
    BEGIN {_claim("new.origin")} {_claim("new.target")} END""",
    f"""CREATE TRIGGER claims_are_related_otherwise AFTER UPDATE OF origin, target, kind ON relation
    BEGIN {_claim("old.origin")} {_claim("old.target")} {_claim("new.origin")} {_claim("new.target")} END""",
    f"""CREATE TRIGGER claims_are_not_related AFTER DELETE ON relation
    BEGIN {_claim("old.origin")} {_claim("old.target")} END""",
    f"CREATE TRIGGER entity_is_known AFTER INSERT ON entity BEGIN {_entity('new.id')} END",
    f"CREATE TRIGGER entity_is_known_otherwise AFTER UPDATE ON entity BEGIN {_entity('new.id')} END",
    f"""CREATE TRIGGER entity_is_called_otherwise AFTER UPDATE OF name ON entity WHEN new.name <> old.name
    BEGIN {_chained("new.id")} END""",
    f"CREATE TRIGGER entity_is_gone AFTER DELETE ON entity BEGIN {_entity('old.id')} END",
    f"""CREATE TRIGGER other_name_is_known AFTER INSERT ON alias
    BEGIN {_entity("new.entity")} {_chained("new.entity")} END""",
    f"""CREATE TRIGGER other_name_is_known_otherwise AFTER UPDATE ON alias
    BEGIN {_entity("new.entity")} {_chained("new.entity")} END""",
    f"""CREATE TRIGGER other_name_is_gone AFTER DELETE ON alias
    BEGIN {_entity("old.entity")} {_chained("old.entity")} END""",
    f"""CREATE TRIGGER marks_of_article_stand_otherwise AFTER UPDATE OF published, outlet, deleted ON article
    WHEN (new.published, new.outlet, new.deleted) IS NOT (old.published, old.outlet, old.deleted) BEGIN
        {_IN_ARTICLE} END""",
)


def fourth(db: Database) -> None:
    """Bring a library of schema 3 to 4; what it holds is settled when a desk is opened."""
    connection = db.conn
    for statement in (*_TABLES, *_TRIGGERS):
        connection.execute(statement)
    connection.execute("INSERT INTO unsettled SELECT 'entity', id FROM entity")
    connection.execute("INSERT INTO unsettled SELECT 'claim', annotation FROM claim")
