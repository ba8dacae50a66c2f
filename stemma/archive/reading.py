"""The first stage: the pages of one input as articles, each by itself."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from stemma.archive.inputs import Input
from stemma.archive.options import ArchiveOptions
from stemma.archive.remote import open_input
from stemma.archive.rows import pack_article, tabulate, tell_when
from stemma.engine import Result, Shard
from stemma.model.article import Article, Rejected
from stemma.read import Again, identify_page, iter_received
from stemma.read.addresses import host_of, site_of

STAGE = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadInput:
    """Work on a shard that is an input."""

    options: ArchiveOptions
    scratch: Path
    """Where inputs that lie elsewhere are fetched to."""

    def __call__(self, shard: Shard) -> Result:
        """Datasets: ``articles`` in order of the input, and ``sites``, how many articles each site has there."""
        articles: dict[str, Article] = {}
        whens: dict[str, int] = {}
        rejected: list[Rejected] = []
        pages = 0
        given: Input = shard.given
        with open_input(given, self.scratch) as path:
            if isinstance(path, Rejected):
                return Result(rejected=[path], counts={"pages": 0, "articles": 0})
            for one in iter_received([path], jobs=1, page_limit=self.options.page_limit, fast=self.options.fast):
                found = one.outcome
                pages += 1
                if isinstance(found, Rejected):
                    rejected.append(replace(found, item=_name_item(given, path, found.item)))
                elif isinstance(found, Again):
                    before = articles[found.article]
                    articles[found.article] = replace(before, captures=(*before.captures, found.capture))
                else:
                    articles[found.id] = found
                    whens[found.id] = tell_when(found, one.capture.received if one.capture else None)
        held = list(articles.values())
        sites = [name_site(article) for article in held]
        counted = sorted(Counter(sites).items())
        return Result(
            tables={
                "articles": tabulate(
                    {
                        "site": ("string", sites),
                        "page": ("string", [identify_page(article.url) or article.id for article in held]),
                        "id": ("string", [article.id for article in held]),
                        "when": ("int64", [whens[article.id] for article in held]),
                        "payload": ("binary", [pack_article(article) for article in held]),
                    }
                ),
                "sites": tabulate(
                    {"site": ("string", [s for s, _ in counted]), "pages": ("int64", [n for _, n in counted])}
                ),
            },
            counts={"pages": pages, "articles": len(held)},
            rejected=rejected,
        )


def _name_item(given: Input, path: Path, item: str) -> str:
    """The item by the whole name of its input, which readers call by its last part."""
    for short in (path.name, str(path)):
        if item.startswith(short):
            return given.name + item.removeprefix(short)
    return f"{given.name}: {item}"


def name_site(article: Article) -> str:
    """What tells whose page it is: the site of its address, else its outlet, else nobody's but its own."""
    host = host_of(article.url or "")
    return site_of(host) if host else (f"outlet {article.outlet}" if article.outlet else f"article {article.id}")
