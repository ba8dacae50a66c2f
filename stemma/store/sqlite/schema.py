"""The tables of the newest schema. A change here is a new version, and a migration in ``migrating``.

``number`` is given once over all tables (``meta.numbers``; in ``stories``, ``findings`` and ``claims``: ``meta.lines``)
and never again, so an index of words may hold a number whose row is gone without ever finding another row. Text is as
``escaping`` writes it. Bodies lie in tables of their own, so that lists walk narrow rows. A story is referred to by its
number; its id stands in ``stories`` alone, and in ``editions`` and ``events``: these stay under the id that they were
put under, whatever story that leads to since.
"""

APPLICATION = 0x53544D41
"""``PRAGMA application_id`` of a store: STMA."""
VERSION = 1

COUNTED = ("captures", "articles", "revisions", "stories", "editions", "findings", "claims", "rejected")
WORDS = {
    "article_words": "3",
    "story_words": "2 3",
    "finding_words": "2 3",
    "claim_words": "2 3",
    "rejected_words": "3",
}
"""Indexes of words, and how many letters of a beginning each has an index of. Contentless: the words are derived, and
derived again to be taken out."""
GATHERED = 8 * 1024 * 1024
"""Bytes of words that are gathered before they are written into an index: a batch of articles holds more than the one
megabyte that FTS5 gathers by itself, and each piece written early is merged again."""

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE blobs (kind TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL);
CREATE UNIQUE INDEX blobs_key ON blobs (kind, key);
CREATE TABLE records (kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;

CREATE TABLE contents (hash BLOB PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE captures (id TEXT PRIMARY KEY, hash BLOB NOT NULL, received TEXT, described TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX captures_hash ON captures (hash);

CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, page TEXT NOT NULL, capture TEXT, received TEXT, replaces TEXT,
    current INTEGER NOT NULL, story INTEGER, title TEXT, name TEXT NOT NULL, agency TEXT, outlet TEXT NOT NULL, day TEXT
);
CREATE UNIQUE INDEX articles_id ON articles (id);
CREATE INDEX articles_page ON articles (page, number);
CREATE INDEX articles_capture ON articles (capture) WHERE capture IS NOT NULL;
CREATE INDEX articles_story ON articles (story, number) WHERE current;
CREATE INDEX articles_outlet ON articles (outlet, number);
CREATE INDEX articles_day ON articles (day, number);
CREATE INDEX articles_replaced ON articles (number) WHERE NOT current;
CREATE TABLE article_bodies (number INTEGER PRIMARY KEY, body BLOB NOT NULL);

CREATE TABLE stories (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, changed INTEGER NOT NULL, edition INTEGER, origins INTEGER NOT NULL,
    first TEXT, last TEXT, body BLOB NOT NULL
);
CREATE UNIQUE INDEX stories_id ON stories (id);
CREATE INDEX stories_changed ON stories (changed DESC, id);
CREATE INDEX stories_days ON stories (last, first, number);
CREATE TABLE story_texts (number INTEGER PRIMARY KEY, head BLOB NOT NULL, told BLOB NOT NULL);
CREATE TABLE members (article TEXT NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (article, story)) WITHOUT ROWID;
CREATE INDEX members_story ON members (story);
CREATE TABLE aliases (alias TEXT PRIMARY KEY, story INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX aliases_story ON aliases (story);
CREATE TABLE facets (
    kind TEXT NOT NULL, folded TEXT NOT NULL, story INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (kind, folded, story, value)
) WITHOUT ROWID;
CREATE INDEX facets_story ON facets (story);
CREATE TABLE facet_counts (
    kind TEXT NOT NULL, value TEXT NOT NULL, stories INTEGER NOT NULL, PRIMARY KEY (kind, value)
) WITHOUT ROWID;
CREATE INDEX facet_counts_most ON facet_counts (kind, stories DESC, value);

CREATE TABLE editions (
    number INTEGER PRIMARY KEY, story TEXT NOT NULL, key TEXT NOT NULL, made TEXT NOT NULL
);
CREATE INDEX editions_story ON editions (story, number);
CREATE INDEX editions_made ON editions (made);
CREATE TABLE dossiers (number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE told (article TEXT NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (article, story)) WITHOUT ROWID;
CREATE INDEX told_story ON told (story);

CREATE TABLE findings (
    number INTEGER PRIMARY KEY, story INTEGER NOT NULL, id TEXT NOT NULL, statement TEXT NOT NULL,
    relation TEXT NOT NULL, kind TEXT NOT NULL, origins INTEGER NOT NULL, confidence REAL NOT NULL, date TEXT,
    withheld INTEGER NOT NULL, articles TEXT NOT NULL
);
CREATE INDEX findings_story ON findings (story, number);
CREATE INDEX findings_relation ON findings (relation, number);
CREATE INDEX findings_origins ON findings (origins, number) WHERE origins > 1;
CREATE TABLE claims (
    number INTEGER PRIMARY KEY, story INTEGER NOT NULL, finding INTEGER NOT NULL, id TEXT NOT NULL,
    article TEXT NOT NULL, outlet TEXT NOT NULL, folded TEXT, first INTEGER NOT NULL, last INTEGER NOT NULL,
    quote TEXT NOT NULL, said_by TEXT, quoted TEXT NOT NULL, origin TEXT NOT NULL, relation TEXT NOT NULL, date TEXT,
    published TEXT, day TEXT
);
CREATE INDEX claims_story ON claims (story, number);
CREATE INDEX claims_finding ON claims (finding);
CREATE INDEX claims_article ON claims (article, number, finding);
CREATE INDEX claims_outlet ON claims (coalesce(folded, outlet), number, finding);
CREATE INDEX claims_relation ON claims (relation, number);
CREATE INDEX claims_day ON claims (day, number, finding);

CREATE TABLE events (
    number INTEGER PRIMARY KEY, story TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX events_story ON events (story, number);
CREATE INDEX events_at ON events (at);
CREATE TABLE corrections (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, made TEXT NOT NULL, undone INTEGER NOT NULL
);
CREATE TABLE rejected (
    number INTEGER PRIMARY KEY, item TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
);
CREATE UNIQUE INDEX rejected_once ON rejected (item, stage, reason);
CREATE INDEX rejected_at ON rejected (at);
"""


def list_statements() -> list[str]:
    """What makes an empty store of the newest schema."""
    made = [one.strip() for one in SCHEMA.split(";") if one.strip()]
    # Our own words are separated by spaces and hold no other ASCII than letters and digits: this tokeniser takes them
    # as they are, whatever Unicode it knows.
    made += [
        f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', columnsize=0, prefix='{sizes}', tokenize='ascii')"
        for name, sizes in WORDS.items()
    ]
    made += [f"INSERT INTO {name}({name}, rank) VALUES ('hashsize', {GATHERED})" for name in WORDS]
    return [*made, *(f"INSERT INTO meta VALUES ('{name}', 0)" for name in ("numbers", "lines", "changes", *COUNTED))]
