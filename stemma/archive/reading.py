"""The first stage: the pages of one input as articles, each by itself."""

from collections import Counter
from dataclasses import dataclass, replace

from stemma.archive.inputs import open_input
from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import pack_article, tabulate, tell_when
from stemma.engine import Result, Shard
from stemma.model.article import Article, Rejected
from stemma.read import Again, identify_page, iter_received
from stemma.read.addresses import host_of, site_of

STAGE = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadInput:
    """Work on a shard that is an input: a path or an address."""

    options: ArchiveOptions

    def __call__(self, shard: Shard) -> Result:
        """Datasets: ``articles`` in order of the input, and ``sites``, how many articles each site has there."""
        articles: dict[str, Article] = {}
        whens: dict[str, int] = {}
        rejected: list[Rejected] = []
        pages = 0
        with open_input(shard.given) as path:
            for one in iter_received([path], jobs=1, page_limit=self.options.page_limit, fast=self.options.fast):
                found = one.outcome
                pages += 1
                if isinstance(found, Rejected):
                    rejected.append(replace(found, item=f"{shard.given}: {found.item}"))
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


def name_site(article: Article) -> str:
    """What tells whose page it is: the site of its address, else its outlet, else nobody's but its own."""
    host = host_of(article.url or "")
    return site_of(host) if host else (f"outlet {article.outlet}" if article.outlet else f"article {article.id}")
