"""What would be fetched, told without asking anybody anything."""

from collections.abc import Iterable
from dataclasses import dataclass

from stemma.model.article import Rejected
from stemma.model.capture import Link
from stemma.read.web.addresses import is_public_host, read_address
from stemma.read.web.options import FetchOptions
from stemma.read.web.refusals import PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPlan:
    """The addresses of one host that would be fetched. What its robots.txt says is not known yet."""

    host: str
    urls: tuple[str, ...]
    seconds: float
    """How long the pauses between them take at least."""


def plan_fetch(links: Iterable[Link], options: FetchOptions) -> tuple[tuple[HostPlan, ...], tuple[Rejected, ...]]:
    """By host, in the order of first naming, what ``fetch_links`` would ask for, and what it would refuse unasked.

    No connection is made and no name is looked up. What feeds and sitemaps name is not known before they are fetched.
    """
    hosts: dict[str, list[str]] = {}
    seen: set[str] = set()
    taken: dict[str, int] = {}
    rejected: list[Rejected] = []
    for link in links:
        address = read_address(link.url)
        if isinstance(address, str):
            rejected.append(Rejected(item=link.url, stage="read", reason=address))
        elif not (options.allow_private or is_public_host(address.host)):
            reason = PRIVATE.format(address=address.host)
            rejected.append(Rejected(item=link.url, stage="read", reason=reason))
        elif address.url not in seen:
            seen.add(address.url)
            taken[link.source] = taken.get(link.source, 0) + 1
            if taken[link.source] <= options.max_links:
                hosts.setdefault(address.host, []).append(address.url)
    # robots.txt is one more request
    asked = 1 if options.respect_robots else 0
    plans = tuple(
        HostPlan(host=host, urls=tuple(urls), seconds=(len(urls) + asked - 1) * options.delay)
        for host, urls in hosts.items()
    )
    return plans, tuple(rejected)
