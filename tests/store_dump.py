"""An SQLite store as SQL text, and back: how files of released schemas are kept for the tests of migrations.

    python -m tests.store_dump > tests/contract/store/schema_1.sql

writes the file that the newest schema makes of ``fill``. A released one is never written again.
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

from stemma.model.article import Rejected
from stemma.model.capture import Capture
from stemma.model.overrides import SplitStory
from stemma.model.stored import Event
from stemma.store import Store, open_store
from tests.stores import MADE, make_dossier, make_stored, make_story, tell


def fill(store: Store) -> None:
    """Something of each kind."""
    (capture,) = store.put_captures([Capture(source="x", content=b"<p>x</p>", media_type="text/html", received=MADE)])
    one = make_stored(
        "a1", "The bridge was closed.", "Bridge \ud800", page="p", capture=capture, published="2024-10-12"
    )
    two = make_stored("a2", "Six weeks, they said.", agency="Corran News", outlet="Northgate Post", received=MADE)
    tell(store, "s1", [one, two], places=[("Wexcombe", "Wex")], names=[("Ada Fenn",)])
    tell(store, "s2", [make_stored("b1", "The harbour froze.")], key="k0")
    store.put_edition("s2", key="k1", made=MADE, dossier=make_dossier([], places=[("Corran",)]))
    store.put_articles([make_stored("a3", "The bridge is open.", page="p", replaces="a1")])
    store.put_stories([make_story("s1", ["a3", "a2"], aliases=("old",))])
    store.put_events([Event(story="s1", kind="story", at=MADE, detail={"articles": ["a1"]})])
    store.put_rejected([Rejected(item="x.bin", stage="read", reason="It is not text.")], at=MADE)
    store.put_correction(SplitStory(articles=("a1",)), made=MADE)
    store.put_records("feed", {"one": {"n": 1}})
    store.put_blobs("parse", {"a1": b"parsed"})


def write_dump(path: Path) -> str:
    """The file as statements. Tables that an index of words makes by itself are filled, not made."""
    with sqlite3.connect(path) as file:
        file.text_factory = bytes
        rows = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid").fetchall()
        tables = [(name.decode(), sql.decode()) for kind, name, _, sql in rows if kind == b"table" and sql]
        indexed = [name for name, sql in tables if sql.startswith("CREATE VIRTUAL")]
        own = {f"{name}_{end}" for name in indexed for end in ("data", "idx", "config", "docsize", "content")}
        pragmas = ("application_id", "user_version")
        lines = [f"PRAGMA {name} = {file.execute(f'PRAGMA {name}').fetchone()[0]};" for name in pragmas]
        lines += [f"{sql};" for name, sql in tables if name not in own and not name.startswith("sqlite_")]
        for name, sql in tables:
            if sql.startswith("CREATE VIRTUAL") or name.startswith("sqlite_"):
                continue
            lines += [f"DELETE FROM {name};"] if name in own else []
            columns = [row[1].decode() for row in file.execute(f"PRAGMA table_info({name})")]
            shown = ", ".join(f"quote({column})" for column in columns)
            for row in file.execute(f"SELECT {shown} FROM {name}"):
                lines.append(f"INSERT INTO {name} VALUES ({', '.join(_ascii(one) for one in row)});")
        lines += [sql.decode() + ";" for kind, _, _, sql in rows if kind == b"index" and sql]
    file.close()
    return "\n".join(lines) + "\n"


def replay_dump(dump: str, path: Path) -> None:
    """The file that ``write_dump`` told."""
    file = sqlite3.connect(path)
    file.executescript(dump)
    file.close()


def _ascii(quoted: bytes) -> str:
    """A literal of SQL; what an editor might spoil as bytes."""
    text = quoted.decode()
    if text.isascii() and text.isprintable():
        return text
    return f"CAST(X'{text[1:-1].replace(chr(39) * 2, chr(39)).encode().hex()}' AS TEXT)"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "store.db"
        store = open_store(str(made))
        fill(store)
        store.close()
        sys.stdout.write(write_dump(made))
