"""The facade: what a program does with a collection, one method a stage.

from stemma import open_collection

with open_collection("sqlite:///desk.db") as collection:
    collection.run(["pages/"])
    for stored in collection.store.list_stories(Query(words="bridge")).items:
        print(stored.story.title, stored.differences)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from stemma.collection.annotating import annotate_stories
from stemma.collection.comparing import MOST, compare_stories
from stemma.collection.correcting import collect_overrides, list_overrides
from stemma.collection.grouping import group_articles
from stemma.collection.reading import Acknowledge, read_into
from stemma.collection.reports import AnnotateReport, CompareReport, GroupReport, ReadReport, RunReport
from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.model.overrides import Overrides
from stemma.model.settings import Settings
from stemma.model.stored import AnyOverride
from stemma.store import Store, open_store
from stemma.store.opening import DEFAULT_STORE
from stemma.text.instants import write_instant

Progress = Callable[[str, int, int], None]
Fetch = Callable[[Iterable[Link]], Iterator[Capture | Rejected]]


def tell_now() -> str:
    """The instant, ISO 8601 in UTC, to the second."""
    return write_instant(datetime.now(UTC))


class Collection:
    """A store and the stages over it. What is only looked at, ``store`` lists."""

    def __init__(
        self,
        store: Store,
        *,
        settings: Settings | None = None,
        at_least: int = 2,
        most: int = MOST,
        now: Callable[[], str] = tell_now,
    ) -> None:
        """``at_least``: stories of fewer articles are not compared; ``most``: of larger ones so many articles are
        told, and which are not is said. ``now`` tells the instant, for the log alone.
        """
        self.store = store
        self.settings = settings or Settings()
        self.at_least = at_least
        self.most = most
        self._now = now

    def __enter__(self) -> "Collection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def read(
        self,
        paths: Sequence[str | Path],
        *,
        fetch: Fetch | None = None,
        progress: Progress | None = None,
        acknowledge: Acknowledge | None = None,
        **reading: Any,
    ) -> ReadReport:
        """Read what ``paths`` name into the store; what it holds already is passed over.

        ``fetch`` and ``reading`` (``stdin``, ``jobs``, ``fast``, ``page_limit``) as in ``stemma.read.iter_articles``.
        ``acknowledge`` is told what is kept, once it is.
        """
        return read_into(
            self.store,
            paths,
            now=self._now,
            fetch=fetch,
            progress=_name("read", progress),
            acknowledge=acknowledge,
            **reading,
        )

    def group(self, *, progress: Progress | None = None) -> GroupReport:
        """Find the stories of all current articles, with the corrections by hand."""
        return group_articles(
            self.store,
            overrides=self.overrides(),
            vectors=self.settings.vectors,
            now=self._now,
            progress=_name("group", progress),
        )

    def compare(self, stories: Iterable[str] | None = None, *, progress: Progress | None = None) -> CompareReport:
        """Annotate, compare and tell the stories (None: all) whose newest edition is not of what they are now."""
        return compare_stories(
            self.store,
            stories,
            overrides=self.overrides(),
            settings=self.settings,
            at_least=self.at_least,
            most=self.most,
            now=self._now,
            progress=_name("compare", progress),
        )

    def annotate(self, stories: Iterable[str] | None = None, *, progress: Progress | None = None) -> AnnotateReport:
        """Parse ahead what comparing the stories (None: all that are to be looked at) will ask for."""
        return annotate_stories(
            self.store,
            stories,
            at_least=self.at_least,
            most=self.most,
            progress=_name("annotate", progress),
        )

    def run(
        self,
        paths: Sequence[str | Path] = (),
        *,
        fetch: Fetch | None = None,
        progress: Progress | None = None,
        acknowledge: Acknowledge | None = None,
        **reading: Any,
    ) -> RunReport:
        """All stages; without ``paths``, those after reading."""
        read = ReadReport()
        if paths:
            read = self.read(paths, fetch=fetch, progress=progress, acknowledge=acknowledge, **reading)
        group = self.group(progress=progress)
        return RunReport(read=read, group=group, compare=self.compare(progress=progress))

    def overrides(self) -> Overrides:
        """The corrections by hand that are not undone."""
        return collect_overrides(self.store)

    def correct(self, override: AnyOverride) -> int:
        """Log a correction by hand; the stages apply it when they run next. Its number, for ``undo``."""
        return self.store.put_correction(override, made=self._now())

    def import_overrides(self, overrides: Overrides) -> int:
        """Log the corrections of a file that the log does not hold, undone ones included; how many these are."""
        with self.store.transaction():
            held = [one.override for one in self.store.list_corrections()]
            new = [one for one in list_overrides(overrides) if one not in held]
            for one in dict.fromkeys(new):
                self.correct(one)
        return len(dict.fromkeys(new))

    def undo(self, number: int, *, undone: bool = True) -> bool:
        """Take a correction back (or again); whether there is one by this number."""
        return self.store.undo_correction(number, undone=undone)


def open_collection(url: str = DEFAULT_STORE, *, settings: Settings | None = None, create: bool = True) -> Collection:
    """The collection in the store that ``url`` names (``stemma.store.open_store``).

    Raises UsageError, StoreError.
    """
    return Collection(open_store(url, create=create), settings=settings)


def _name(stage: str, progress: Progress | None) -> Callable[[int, int], None]:
    return (lambda done, of: progress(stage, done, of)) if progress else (lambda done, of: None)
