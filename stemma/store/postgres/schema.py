"""The tables, and what brings older ones up to this version."""

from stemma.errors import StoreNewer, StoreUnknown, UsageError
from stemma.store.opening import tell_missing
from stemma.store.postgres.address import Address
from stemma.store.postgres.connections import Session

FIRST = """
CREATE TABLE counters (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    numbers bigint NOT NULL DEFAULT 0,
    lines bigint NOT NULL DEFAULT 0,
    changes bigint NOT NULL DEFAULT 0,
    captures bigint NOT NULL DEFAULT 0,
    articles bigint NOT NULL DEFAULT 0,
    revisions bigint NOT NULL DEFAULT 0,
    stories bigint NOT NULL DEFAULT 0,
    editions bigint NOT NULL DEFAULT 0,
    findings bigint NOT NULL DEFAULT 0,
    claims bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO counters DEFAULT VALUES;

CREATE TABLE blobs (
    digest bytea PRIMARY KEY, kind bytea NOT NULL, key bytea NOT NULL, content bytea NOT NULL
);
ALTER TABLE blobs ALTER content SET STORAGE EXTERNAL;
CREATE INDEX blobs_key ON blobs (kind, substr(key, 1, 1000));

CREATE TABLE records (
    digest bytea PRIMARY KEY, kind bytea NOT NULL, key bytea NOT NULL, content bytea NOT NULL
);
CREATE INDEX records_key ON records (kind, substr(key, 1, 1000));

CREATE TABLE contents (digest bytea PRIMARY KEY, content bytea NOT NULL);
ALTER TABLE contents ALTER content SET STORAGE EXTERNAL;
CREATE TABLE captures (id bytea PRIMARY KEY, digest bytea NOT NULL, received bytea, description bytea NOT NULL);
CREATE INDEX captures_digest ON captures (digest);

CREATE TABLE articles (
    number bigint PRIMARY KEY,
    id bytea NOT NULL UNIQUE,
    current boolean NOT NULL,
    page_key bytea NOT NULL,
    outlet_key bytea NOT NULL,
    day bytea,
    story bytea,
    page bytea NOT NULL,
    capture bytea,
    received bytea,
    replaces bytea,
    outlet bytea NOT NULL,
    agency bytea,
    title bytea NOT NULL,
    payload bytea NOT NULL
);
ALTER TABLE articles ALTER payload SET STORAGE EXTERNAL;
CREATE INDEX articles_page ON articles (page_key);
CREATE INDEX articles_outlet ON articles (outlet_key, number);
CREATE INDEX articles_day ON articles (day);
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;
CREATE INDEX articles_alone ON articles (number) WHERE current AND story IS NULL;
CREATE INDEX articles_replaced ON articles (number) WHERE NOT current;
CREATE INDEX articles_capture ON articles (capture) WHERE capture IS NOT NULL;
CREATE TABLE article_words (number bigint PRIMARY KEY, found tsvector NOT NULL, words bytea);
ALTER TABLE article_words ALTER found SET STORAGE EXTERNAL;
CREATE INDEX article_words_found ON article_words USING gin (found);

CREATE TABLE stories (
    id bytea PRIMARY KEY,
    changed bigint NOT NULL DEFAULT 0,
    origins integer NOT NULL,
    first_day bytea,
    last_day bytea,
    edition bigint,
    findings integer NOT NULL DEFAULT 0,
    differences integer NOT NULL DEFAULT 0,
    places bytea NOT NULL DEFAULT '[]',
    outlets bytea NOT NULL DEFAULT '[]',
    articles bytea[] NOT NULL,
    told bytea[] NOT NULL DEFAULT '{}',
    payload bytea NOT NULL
);
ALTER TABLE stories ALTER payload SET STORAGE EXTERNAL;
CREATE INDEX stories_days ON stories (last_day, first_day);
CREATE INDEX stories_changed ON stories (changed DESC, id);
CREATE INDEX stories_articles ON stories USING gin (articles) WITH (fastupdate = off);
CREATE TABLE story_words (story bytea PRIMARY KEY, found tsvector NOT NULL, words bytea, told bytea);
CREATE INDEX story_words_found ON story_words USING gin (found);
CREATE TABLE aliases (alias bytea PRIMARY KEY, story bytea NOT NULL);
CREATE INDEX aliases_story ON aliases (story);
CREATE TABLE facets (story bytea NOT NULL, kind text NOT NULL, key bytea NOT NULL, value bytea NOT NULL);
CREATE INDEX facets_story ON facets (story);
CREATE INDEX facets_key ON facets (key, kind);
CREATE TABLE facet_counts (digest bytea PRIMARY KEY, kind text NOT NULL, value bytea NOT NULL, stories bigint NOT NULL);
CREATE INDEX facet_counts_most ON facet_counts (kind, stories DESC, substr(value, 1, 200));

CREATE TABLE editions (
    number bigint PRIMARY KEY,
    story bytea NOT NULL,
    key bytea NOT NULL,
    made bytea NOT NULL,
    payload bytea NOT NULL
);
ALTER TABLE editions ALTER payload SET STORAGE EXTERNAL;
CREATE INDEX editions_story ON editions (story, number);
CREATE TABLE findings (
    number bigint PRIMARY KEY,
    story bytea NOT NULL,
    id bytea NOT NULL,
    relation bytea NOT NULL,
    origins integer NOT NULL,
    articles bytea[] NOT NULL,
    payload bytea NOT NULL,
    found tsvector NOT NULL,
    words bytea
);
CREATE INDEX findings_story ON findings (story, number);
CREATE INDEX findings_relation ON findings (relation, number);
CREATE INDEX findings_articles ON findings USING gin (articles);
CREATE INDEX findings_found ON findings USING gin (found);
CREATE TABLE claims (
    number bigint PRIMARY KEY,
    story bytea NOT NULL,
    finding bytea NOT NULL,
    article bytea NOT NULL,
    relation bytea NOT NULL,
    outlet_key bytea NOT NULL,
    day bytea,
    payload bytea NOT NULL,
    found tsvector NOT NULL,
    words bytea
);
CREATE INDEX claims_story ON claims (story, number);
CREATE INDEX claims_finding ON claims (finding);
CREATE INDEX claims_article ON claims (article, number);
CREATE INDEX claims_day ON claims (day);
CREATE INDEX claims_relation ON claims (relation, number);
CREATE INDEX claims_outlet ON claims (outlet_key, number);
CREATE INDEX claims_found ON claims USING gin (found);

CREATE TABLE events (number bigint PRIMARY KEY, story bytea NOT NULL, at bytea NOT NULL, payload bytea NOT NULL);
CREATE INDEX events_story ON events (story, number);
CREATE TABLE corrections (number bigint PRIMARY KEY, undone boolean NOT NULL DEFAULT false, payload bytea NOT NULL);
CREATE TABLE rejected (
    number bigint PRIMARY KEY,
    digest bytea NOT NULL UNIQUE,
    at bytea NOT NULL,
    day bytea,
    payload bytea NOT NULL,
    found tsvector NOT NULL,
    words bytea
);
CREATE INDEX rejected_found ON rejected USING gin (found);
"""
MIGRATIONS: tuple[str, ...] = (FIRST,)
"""What leads from each version to the next; the first makes the tables. A released one is never changed."""


def bring_up(session: Session, address: Address, lock: int, *, create: bool, read_only: bool) -> None:
    """Make the tables, or bring them up to this version; one process does it, others wait and find it done.

    Raises:
        StoreNewer: they are of a later version than this one knows; nothing is touched.
        StoreUnknown: there are none, and none are to be made.
    """
    version = _read_version(session, address)
    if version is None and (read_only or not create):
        raise StoreUnknown(tell_missing(f"{address.place}, schema {address.schema}", address="postgresql://..."))
    if version == len(MIGRATIONS) or _refuse(version, address, read_only=read_only):
        return
    session.run(f"BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({lock})")
    try:
        version = _read_version(session, address)
        _refuse(version, address, read_only=read_only)
        if version is None:
            session.run(f'CREATE SCHEMA IF NOT EXISTS "{address.schema}"')
            session.run("CREATE TABLE schema_version (version integer NOT NULL); INSERT INTO schema_version VALUES (0)")
        for migration in MIGRATIONS[version or 0 :]:
            session.run(migration)
        session.run(f"UPDATE schema_version SET version = {len(MIGRATIONS)}; COMMIT")
    except BaseException:
        if not session.connection.closed:
            session.connection.rollback()
        raise


def _read_version(session: Session, address: Address) -> int | None:
    """The version of the tables; None where there are none."""
    found = session.row("SELECT to_regclass(%s)::text", (f'"{address.schema}".schema_version',))
    if found is None or found[0] is None:
        return None
    version: int = (session.row("SELECT version FROM schema_version") or (0,))[0]
    return version


def _refuse(version: int | None, address: Address, *, read_only: bool) -> bool:
    """Raise where tables of this version must not be brought up."""
    where = f"({address.place}, schema {address.schema})"
    if version is not None and version > len(MIGRATIONS):
        raise StoreNewer(
            f"this store was written by a newer Stemma {where}: its schema is {version}, this version knows "
            f"{len(MIGRATIONS)}. Install the newer one; nothing was touched"
        )
    if version is not None and version < len(MIGRATIONS) and read_only:
        raise UsageError(f"this store is of an older version {where}: open it once for writing, which brings it up")
    return False
