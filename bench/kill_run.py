"""Kill a run over a store at random moments, many times, and see that nothing is lost and nothing is there twice.

    python bench/kill_run.py sqlite:////tmp/kills/store.db --times 200
    python bench/kill_run.py postgresql://user@host/empty_database --times 200 --verb read

A folder of invented pages, with later versions of some, is read (``--verb read``) or run (``run``) by a child process
that is killed with SIGKILL at a random moment of the time that an undisturbed run takes, and begun again, until one
comes to its end. Then the store is emptied and all begins anew, until the child was killed so often. After each kill
every article that the store had acknowledged is looked for; after each end the articles, and each story's newest
dossier byte for byte, are compared with those of an undisturbed run. ``--minutes`` ends it earlier, after the run under
way, and the result tells of the kills so far. The child is forked from a process that has
everything loaded, so that moments fall into the work and not into the start of Python.
"""

import argparse
import json
import math
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stemma.collection import Collection
from stemma.model.settings import Settings
from stemma.store import Store, open_store
from stemma.tell.dossier_json import dump_dossier
from tests.saved_pages import SavedPage, edit_page, make_page, write_pages

NOW = "2031-06-01T00:00:00Z"
Verb = Callable[[Collection, Path, Callable[[str], None]], None]


@dataclass(slots=True)
class Outcome:
    """What was seen over all kills."""

    kills: int = 0
    ends: int = 0
    lost: list[str] = field(default_factory=list)
    """Articles that had been acknowledged and were not there after a kill."""
    twice: list[str] = field(default_factory=list)
    """Pages with two current articles, or articles beyond those of an undisturbed run."""
    other: list[str] = field(default_factory=list)
    """Stories whose newest dossier, or whose being there, is not that of an undisturbed run."""
    broken: list[str] = field(default_factory=list)
    """Runs that failed by themselves, and how."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing of this was seen."""
        return not (self.lost or self.twice or self.other or self.broken)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, as far as it must not depend on interruptions."""

    articles: dict[str, str]
    """Current articles by id, each with its page."""
    revisions: dict[str, int]
    """By page: how many articles, replaced ones included."""
    dossiers: dict[str, str]


def make_folder(folder: Path, *, stories: int, outlets: int) -> Path:
    """Invented pages, of every third story a later version of one beside it."""
    pages = [make_page(event, outlet) for event in range(stories) for outlet in range(outlets)]
    for number, page in enumerate(pages[:: 3 * outlets]):
        later = edit_page(page, add=f"Officials will meet again on Friday in room {number + 2}.")
        pages.append(make_later(later))
    return write_pages(folder, *pages)


def make_later(page: SavedPage) -> SavedPage:
    """The page in a file that is read after it."""
    return replace(page, name=f"later-{page.name}")


def open_desk(store: Store) -> Collection:
    """A collection whose log does not depend on the clock."""
    return Collection(store, settings=Settings(vectors=False), now=lambda: NOW)


def do_read(desk: Collection, folder: Path, tell: Callable[[str], None]) -> None:
    """Read, as ``stemma read --store``."""
    desk.read([folder], jobs=1, acknowledge=lambda kept: tell("".join(f"{one.article}\n" for one in kept)))


def do_run(desk: Collection, folder: Path, tell: Callable[[str], None]) -> None:
    """All stages, as ``stemma run``."""
    desk.run([folder], jobs=1, acknowledge=lambda kept: tell("".join(f"{one.article}\n" for one in kept)))


VERBS: dict[str, Verb] = {"read": do_read, "run": do_run}


def look_at(store: Store) -> Contents:
    """What a store holds."""
    current = {one.article.id: one.page for one in store.iter_articles()}
    found = {one.story.id: store.get_edition(one.story.id) for one in store.iter_stories()}
    return Contents(
        articles=current,
        revisions={page: len(store.list_revisions(key)) for key, page in current.items()},
        dossiers={key: dump_dossier(edition.dossier) if edition else "" for key, edition in found.items()},
    )


def run_child(url: str, folder: Path, verb: Verb, delay: float | None) -> tuple[bool, set[str], str]:
    """Run in a child, killed after ``delay`` seconds; whether it came to its end, what was acknowledged, its error."""
    out, into = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(out)
            with _Closing(url) as store:
                verb(open_desk(store), folder, lambda text: _write(into, text))
            code = 0
        except BaseException as error:  # a child of a fork must not go on as its parent
            _write(into, f"! {type(error).__name__}: {error}\n")
        finally:
            os._exit(code)
    os.close(into)
    if delay is not None:
        time.sleep(max(0.0, delay - (time.monotonic() - began)))
        os.kill(child, signal.SIGKILL)
    told = b""
    while piece := os.read(out, 1 << 16):
        told += piece
    os.close(out)
    _, status = os.waitpid(child, 0)
    whole = list(told.decode("utf-8", "replace").split("\n")[:-1])
    errors = [line for line in whole if line.startswith("!")]
    acknowledged = {line for line in whole if line and not line.startswith("!")}
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0, acknowledged, "; ".join(errors)


class _Closing:
    """A store that is closed at the end of a block."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> Store:
        self._store = open_store(self._url)
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()


def _write(into: int, text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(into, data) :]


def kill_often(
    url: str,
    folder: Path,
    verb: str,
    *,
    times: int,
    seed: int = 1,
    empty: Callable[[str], None],
    say: Callable[[str], None] = lambda text: None,
    seconds_left: float = math.inf,
) -> Outcome:
    """Kill children until that was done ``times`` times, or for so many seconds, and the last run came to its end."""
    until = time.monotonic() + seconds_left
    plain = open_store("memory:")
    VERBS[verb](open_desk(plain), folder, lambda text: None)
    wanted = look_at(plain)
    empty(url)
    began = time.monotonic()
    done, _, error = run_child(url, folder, VERBS[verb], None)
    seconds = time.monotonic() - began
    chance, outcome = random.Random(seed), Outcome()
    if not done:
        outcome.broken.append(error)
        return outcome
    _compare(url, wanted, outcome)
    while outcome.kills < times and time.monotonic() < until:
        empty(url)
        acknowledged: set[str] = set()
        while True:
            # The first of each store are shorter, so that moments of a store that is being made are met too.
            to_kill = outcome.kills < times and time.monotonic() < until
            delay = seconds * chance.random() ** (2 if not acknowledged else 1) if to_kill else None
            done, told, error = run_child(url, folder, VERBS[verb], delay)
            acknowledged |= told
            outcome.kills += not done
            if error:
                outcome.broken.append(error)
                if delay is None:
                    return outcome
            if done:
                break
            with _Closing(url) as store:
                outcome.lost += sorted(acknowledged - store.get_articles(acknowledged).keys())
        outcome.ends += 1
        _compare(url, wanted, outcome)
        say(f"{outcome.kills} kills, {outcome.ends} runs to their end, {'clean' if outcome.is_clean else outcome}")
    return outcome


def _compare(url: str, wanted: Contents, outcome: Outcome) -> None:
    with _Closing(url) as store:
        found = look_at(store)
    outcome.lost += sorted(wanted.articles.keys() - found.articles.keys())
    outcome.twice += sorted(found.articles.keys() - wanted.articles.keys())
    outcome.twice += sorted(page for page, n in found.revisions.items() if wanted.revisions.get(page) != n)
    outcome.other += sorted(
        key
        for key in wanted.dossiers.keys() | found.dossiers.keys()
        if wanted.dossiers.get(key) != found.dossiers.get(key)
    )


def empty_store(url: str) -> None:
    """Drop all that a store holds: the files of SQLite's, the tables of PostgreSQL's."""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
        return
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        schemas = connection.execute(
            "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'"
        ).fetchall()
        for (schema,) in schemas:
            connection.execute(f'drop schema "{schema}" cascade')
        connection.execute("create schema public")


def main() -> int:
    """Print one line of JSON; 1 where anything was lost, doubled or other."""

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", metavar="STORE_URL", help="a store that may be emptied")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--verb", choices=sorted(VERBS), default="run")
    parser.add_argument("--stories", type=int, default=6)
    parser.add_argument("--outlets", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = make_folder(Path(folder), stories=given.stories, outlets=given.outlets)
        outcome = kill_often(
            given.url,
            pages,
            given.verb,
            times=given.times,
            seed=given.seed,
            empty=empty_store,
            seconds_left=60 * given.minutes,
            say=lambda text: print(text, file=sys.stderr),
        )
    print(json.dumps({"verb": given.verb, **asdict(outcome)}))
    return 0 if outcome.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
