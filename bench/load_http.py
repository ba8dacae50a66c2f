"""Ask a server at a fixed rate, however slowly it answers, and tell how long each answer took.

    python bench/load_http.py http://127.0.0.1:8000 --seconds 60 --rate 50 [--pid SERVER] [--kinds story,search]

Open loop: requests are begun when they are due, whether those before are answered or not, and time is counted from when
each was due; so a server that falls behind is seen to. On loopback alone, bounded in time and in requests at once.
What is asked is taken from the server itself: stories of its list, and words of their titles. Printed for each kind of
request: how many, p50, p95, p99 and the longest in milliseconds, and errors by status or kind; with ``--pid`` the
server's resident memory over time. Exit 1 where there was any error.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import aiohttp

AT_ONCE = 500
LATE = 30
"""Seconds after which a request is given up."""
PATHS = {
    "story": "/stories/{story}",
    "search": "/search?q={words}",
    "river": "/",
    "api-story": "/api/v1/stories/{story}",
    "api-dossier": "/api/v1/stories/{story}/dossier",
    "api-search": "/api/v1/search?q={words}",
    "api-stories": "/api/v1/stories?limit=50",
}


class Asked:
    """What is asked: stories and words of the collection, drawn the same each time."""

    def __init__(self, stories: list[str], words: list[str]) -> None:
        self._stories, self._words = stories, words
        self._chance = random.Random(5)

    def draw(self, kind: str) -> str:
        """A path."""
        chance = self._chance
        many = 1 if chance.random() < 0.5 else 2
        words = " ".join(chance.choice(self._words) for _ in range(many))
        return PATHS[kind].format(story=chance.choice(self._stories), words=quote(words))


class Measured:
    """What came of it."""

    def __init__(self) -> None:
        self.took: defaultdict[str, list[float]] = defaultdict(list)
        self.errors: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.memory: list[tuple[float, int]] = []

    def tell(self) -> dict[str, object]:
        """Figures, in milliseconds and megabytes."""
        kinds = {}
        for kind in sorted(self.took.keys() | self.errors.keys()):
            ordered = sorted(self.took[kind])
            kinds[kind] = {
                "requests": len(ordered) + self.errors[kind].total(),
                **{f"p{share}": _percentile(ordered, share) for share in (50, 95, 99, 100)},
                "errors": dict(self.errors[kind]),
            }
        every = max(1, len(self.memory) // 10)
        return {"kinds": kinds, "rss": [{"at": round(at), "mb": mb} for at, mb in self.memory[::every]]}


def _percentile(ordered: list[float], share: int) -> float | None:
    at = min(len(ordered) - 1, len(ordered) * share // 100)
    return round(ordered[at] * 1000, 1) if ordered else None


async def gather_questions(session: aiohttp.ClientSession, many: int) -> Asked:
    """Stories (those that have an edition, where any has) and words of titles."""
    plain: list[str] = []
    told: list[str] = []
    words: Counter[str] = Counter()
    cursor = ""
    while len(plain) < many:
        async with session.get(f"/api/v1/stories?limit=200{cursor}") as answer:
            answer.raise_for_status()
            page = await answer.json()
        for item in page["items"]:
            plain.append(item["id"])
            if item["edition"] is not None:
                told.append(item["id"])
            words.update(re.findall(r"[a-z]{4,}", item["title"].lower()))
        if not page["next"]:
            break
        cursor = f"&cursor={quote(page['next'])}"
    stories = told or plain
    if not stories or not words:
        sys.exit("this server's list of stories is empty: fill its store first (bench/load_store.py)")
    return Asked(stories, sorted(words))


async def run_load(
    session: aiohttp.ClientSession,
    asked: Asked,
    kinds: list[str],
    rate: float,
    seconds: float,
    watch: Callable[[], int],
) -> Measured:
    """Ask for so long at this rate."""
    measured = Measured()
    places = asyncio.Semaphore(AT_ONCE)
    began = time.perf_counter()

    async def ask(kind: str, path: str, due: float) -> None:
        try:
            async with places, session.get(path) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            measured.errors[kind][type(error).__name__] += 1
            return
        if answer.status >= 400:
            measured.errors[kind][str(answer.status)] += 1
        else:
            measured.took[kind].append(time.perf_counter() - due)

    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            due = began + number / rate
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            kind = kinds[number % len(kinds)]
            group.create_task(ask(kind, asked.draw(kind), due))
            if number % max(1, int(rate)) == 0 and (mb := watch()):
                measured.memory.append((time.perf_counter() - began, mb))
    return measured


def _watch_memory(pid: int | None) -> Callable[[], int]:
    """Resident megabytes of a process; 0 where it cannot be told."""
    status = Path(f"/proc/{pid}/status")

    def read() -> int:
        if pid is None or not status.exists():
            return 0
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        return int(found[1]) // 1024 if found else 0

    return read


async def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=50, help="requests a second, all kinds together")
    parser.add_argument("--kinds", default="story,search", help=f"of {', '.join(PATHS)}")
    parser.add_argument("--stories", type=int, default=2000, help="how many stories to draw from")
    parser.add_argument("--pid", type=int, help="the server's process")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    kinds = given.kinds.split(",")
    if urlsplit(given.base).hostname not in ("127.0.0.1", "localhost", "::1"):
        parser.error("load is put on this machine alone: give an address on loopback")
    if given.seconds > 900 or given.rate > 1000 or any(kind not in PATHS for kind in kinds):
        parser.error(f"at most 900 seconds and 1000 a second; kinds are {', '.join(PATHS)}")
    timeout = aiohttp.ClientTimeout(total=LATE)
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    async with aiohttp.ClientSession(given.base, timeout=timeout, connector=connector) as session:
        asked = await gather_questions(session, given.stories)
        measured = await run_load(session, asked, kinds, given.rate, given.seconds, _watch_memory(given.pid))
    told = measured.tell()
    print(json.dumps(told) if given.json else _write_table(told))
    return 1 if any(errors for errors in measured.errors.values()) else 0


def _write_table(told: dict) -> str:
    lines = [f"{'':12}{'requests':>10}{'p50':>8}{'p95':>8}{'p99':>8}{'longest':>9}  errors"]
    for kind, row in told["kinds"].items():
        figures = "".join(f"{row[name] if row[name] is not None else '-':>{w}}" for name, w in
                          (("requests", 10), ("p50", 8), ("p95", 8), ("p99", 8), ("p100", 9)))  # fmt: skip
        lines.append(f"{kind:12}{figures}  {row['errors'] or 'none'}")
    if told["rss"]:
        lines.append("resident MB: " + ", ".join(f"{one['mb']} at {one['at']} s" for one in told["rss"]))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
