"""Pages from the web: the options that say how they are fetched, and what they open."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.streams import say
from stemma.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from stemma.model.article import Rejected
    from stemma.model.capture import Capture, Link
    from stemma.read.web import FetchOptions

    Fetch = Callable[[Iterable[Link]], Iterator[Capture | Rejected]]

UserAgent = Annotated[
    str | None,
    typer.Option(
        "--user-agent",
        metavar="TEXT",
        help="The name to ask sites under, with a way to reach you. Default: Stemma/VERSION (+ADDRESS).",
        show_default=False,
    ),
]
Delay = Annotated[
    float, typer.Option("--delay", metavar="SECONDS", min=0, max=3600, help="Pause between requests to one host.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Take pages from private and local addresses too: a list by strangers can then lead into your network.",
    ),
]
IgnoreRobots = Annotated[
    bool,
    typer.Option(
        "--ignore-robots",
        help="Fetch also what a site's robots.txt asks programs not to: for sites that are yours, or that agreed.",
    ),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Keep pages there; the next run asks only whether they have changed.",
        show_default=False,
    ),
]
FetchState = Annotated[
    Path | None,
    typer.Option(
        "--fetch-state",
        metavar="DIR",
        help="Keep there what this run received; run once more with it, and it goes on where it was broken off.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be fetched, host by host; ask nobody.")]
MaxPages = Annotated[
    int, typer.Option("--max-pages", metavar="N", min=1, help="The most addresses that are fetched of one input.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Fetch nothing; take what --cache or --fetch-state hold.")]
UseProxy = Annotated[
    bool,
    typer.Option(
        "--use-proxy",
        help="Go by HTTP_PROXY and HTTPS_PROXY; the proxy then decides which machines names lead to.",
    ),
]

DEFAULT_DELAY = 1.0
DEFAULT_PAGES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchChoice:
    """What the options say, taken together."""

    user_agent: str | None = None
    delay: float = DEFAULT_DELAY
    allow_private: bool = False
    ignore_robots: bool = False
    cache: Path | None = None
    state: Path | None = None
    max_pages: int = DEFAULT_PAGES
    offline: bool = False
    use_proxy: bool = False

    def check(self) -> None:
        """Refuse what cannot be carried out, before anything is read.

        Raises:
            UsageError: a name that cannot be sent, or a folder that cannot be written.
        """
        for name, folder in (("--cache", self.cache), ("--fetch-state", self.state)):
            _check_folder(name, folder)
        given = self.user_agent
        if given is not None and not (given.strip() and given.isascii() and given.isprintable() and len(given) <= 500):
            raise UsageError("--user-agent: give a name of printable ASCII characters, as NAME/1.0 (+https://...)")

    def make_options(self) -> FetchOptions:
        """As the fetching takes them."""
        from stemma.read.web import FetchOptions

        given: dict[str, Any] = {} if self.user_agent is None else {"user_agent": self.user_agent.strip()}
        return FetchOptions(
            delay=self.delay,
            allow_private=self.allow_private,
            respect_robots=not self.ignore_robots,
            cache=str(self.cache) if self.cache else None,
            max_links=self.max_pages,
            offline=self.offline,
            use_proxy=self.use_proxy,
            **given,
        )


@contextmanager
def open_fetching(
    choice: FetchChoice, progress: Callable[[int, int], None] | None = None, known: Iterable[str] = ()
) -> Iterator[Fetch]:
    """What fetches the addresses that inputs name, for as long as the block runs; nothing is begun where none is named.

    ``known``: addresses whose pages an earlier run has read; they are passed over.

    Raises:
        UsageError: as ``FetchChoice.check``.
    """
    choice.check()
    passed = frozenset(known)
    with ExitStack() as stack:
        opened: list[Fetch] = []

        def fetch(links: Iterable[Link]) -> Iterator[Capture | Rejected]:
            if not opened:
                from stemma.read.web import open_fetch

                if choice.ignore_robots:
                    say("--ignore-robots: pages are fetched that their sites ask programs not to fetch")
                fetching = open_fetch(choice.make_options(), progress=progress, state=choice.state, tell=say)
                opened.append(stack.enter_context(fetching))
            return opened[0](link for link in links if link.url not in passed)

        yield fetch


def print_plan(paths: Sequence[str], choice: FetchChoice) -> None:
    """Print what would be fetched, host by host, to stdout; nobody is asked.

    Raises:
        UsageError: as ``FetchChoice.check``.
    """
    from stemma.read.links import list_links
    from stemma.read.web import plan_fetch

    choice.check()
    links, unread = list_links(paths, stdin=sys.stdin.buffer if "-" in paths else None)
    plans, refused = plan_fetch(links, choice.make_options())
    for plan in plans:
        pages = f"{len(plan.urls):,} page{'s' if len(plan.urls) != 1 else ''}"
        robots = "robots.txt not heeded" if choice.ignore_robots else "robots.txt not asked yet"
        print(f"{plan.host}: {pages}, {plan.seconds:g} seconds at least, {robots}")
        for url in plan.urls:
            print(f"  {url}")
    for item in (*unread, *refused):
        say(f"{item.item}: {item.reason}")
    say(f"{sum(len(plan.urls) for plan in plans):,} pages of {len(plans):,} hosts; nothing was fetched")


def _check_folder(name: str, folder: Path | None) -> None:
    """Refuse a folder that was named and cannot be written, before anything is fetched."""
    if folder is None:
        return
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{name} {folder}: is no folder; name one")
    if not folder.exists() and not folder.absolute().parent.is_dir():
        raise UsageError(f"{name} {folder}: there is no folder {folder.absolute().parent}; make it first")
    if not os.access(folder if folder.exists() else folder.absolute().parent, os.W_OK):
        raise UsageError(f"{name} {folder}: no permission to write there")
