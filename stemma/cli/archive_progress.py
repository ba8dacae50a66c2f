"""How far ``stemma archive`` is: a table on a terminal, else a line every some seconds."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from stemma.archive.reasons import ReasonKinds
from stemma.cli.streams import LogForm, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stemma.engine import Progress

EVERY = 10.0
"""Seconds between two lines of one stage."""
_REASONS = 3


class ArchiveProgress:
    """What is known of the stage under way; ``show`` is called whenever there is something to show."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        self.steps = steps
        self.step = ""
        self.stage = ""
        self.done = self.of = self.first = self.articles = self.quarantined = 0
        self.rejected = ReasonKinds()
        self.began = time.monotonic()

    def begin_step(self, step: str) -> None:
        """A step begins."""
        self.step = step

    def tell(self, progress: Progress) -> None:
        """As engines tell: a stage begins, or a shard is done."""
        if progress.stage != self.stage:
            self.stage, self.first, self.articles = progress.stage, progress.done, 0
            self.began = time.monotonic()
            self.rejected = ReasonKinds()
        self.done, self.of = progress.done, progress.of
        if progress.last is not None:
            self.articles += progress.last.counts.get("articles", 0)
            self.rejected.add(progress.stage, progress.last.rejected)
        if progress.quarantined is not None:
            self.quarantined += 1
            self.say_quarantined(progress.quarantined)
        self.show()

    def say_quarantined(self, one: Any) -> None:
        """A shard was given up."""
        say(f"{one.stage}: the shard {one.shard} is left out: {one.reason}")

    def show(self) -> None:
        """Nothing, for who wants nothing."""

    def describe(self) -> dict[str, Any]:
        """All of it, as JSON has it; ``left``: seconds until the stage is done, None where nothing is done yet."""
        passed, own = time.monotonic() - self.began, self.done - self.first
        ahead = self.steps[self.steps.index(self.step) + 1 :] if self.step in self.steps else ()
        return {
            "step": self.step,
            "stage": self.stage,
            "done": self.done,
            "of": self.of,
            "articles_per_second": round(self.articles / passed, 1) if passed > 0 else 0.0,
            "left": round(passed / own * (self.of - self.done), 1) if own else None,
            "rejected": {kind: count for _, kind, count in self.rejected.list_most(_REASONS)},
            "quarantined": self.quarantined,
            "ahead": list(ahead),
        }


class LineProgress(ArchiveProgress):
    """A line on stderr as a stage ends, and every some seconds of it."""

    def __init__(self, steps: tuple[str, ...], form: LogForm) -> None:
        super().__init__(steps)
        self._form = form
        self._said = 0.0

    def show(self) -> None:
        """Where it is time."""
        now = time.monotonic()
        if self.done < self.of and now - self._said < EVERY:
            return
        self._said = now
        told = self.describe()
        if self._form is LogForm.json:
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr, flush=True)
        else:
            say(tell_line(told))

    def say_quarantined(self, one: Any) -> None:
        """In the form of the log."""
        if self._form is LogForm.json:
            told = {"quarantined": {"stage": one.stage, "shard": one.shard, "reason": one.reason}}
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr, flush=True)
        else:
            super().say_quarantined(one)


class TableProgress(ArchiveProgress):
    """A table on a terminal, drawn anew a few times a second."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        super().__init__(steps)
        from rich.console import Console
        from rich.live import Live

        self.live = Live(console=Console(stderr=True), refresh_per_second=4, transient=True, get_renderable=self._draw)

    def say_quarantined(self, one: Any) -> None:
        """Above the table."""
        self.live.console.print(f"stemma: {one.stage}: the shard {one.shard} is left out: {one.reason}", markup=False)

    def _draw(self) -> Any:
        from rich.table import Table
        from rich.text import Text

        told = self.describe()
        table = Table.grid(padding=(0, 2))
        rows = (
            ("stage", f"{told['step']} / {told['stage']}" if told["stage"] else "starting"),
            ("shards", f"{told['done']:,} of {told['of']:,}"),
            ("articles/s", f"{told['articles_per_second']:,}"),
            ("left of stage", tell_seconds(told["left"])),
            ("not used", "; ".join(f"{count:,} {reason}" for reason, count in told["rejected"].items()) or "0"),
            ("in quarantine", f"{told['quarantined']:,}"),
            ("ahead", ", ".join(told["ahead"]) or "nothing"),
        )
        for name, value in rows:
            table.add_row(Text(name, style="bold"), Text(value))
        return table


def tell_line(told: dict[str, Any]) -> str:
    """A state of the work on one line."""
    left = f", {tell_seconds(told['left'])} left" if told["left"] and told["done"] < told["of"] else ""
    rejected = "; ".join(f"{count:,} {reason}" for reason, count in told["rejected"].items())
    pace = f", {told['articles_per_second']:,} articles/s" if told["articles_per_second"] else ""
    return f"{told['step']}: {told['stage']}: {told['done']:,} of {told['of']:,} shards{pace}{left}" + (
        f"; not used: {rejected}" if rejected else ""
    )


def tell_seconds(seconds: float | None) -> str:
    """A time in words; not known yet where it is None."""
    if seconds is None:
        return "not known yet"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


@contextmanager
def show_archive(steps: tuple[str, ...], *, form: LogForm, quiet: bool) -> Iterator[ArchiveProgress]:
    """What shows progress for as long as the block lasts."""
    if quiet:
        yield ArchiveProgress(steps)
    elif form is LogForm.json or not sys.stderr.isatty():
        yield LineProgress(steps, form)
    else:
        table = TableProgress(steps)
        with table.live:
            yield table
