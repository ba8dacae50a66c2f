"""An invented news page with its furniture, for the tests of reading."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """What a page of one language holds; ``day`` is the day that ``printed`` names."""

    language: str
    host: str
    outlet: str
    menu: tuple[str, ...]
    section: str
    title: str
    byline: str
    authors: tuple[str, ...]
    printed: str
    day: str
    body: tuple[str, ...]
    related: str
    copyright: str
    country: str | None
    encodings: tuple[str, ...] = ()


def print_page(page: NewsPage, *, charset: str | None = "utf-8", data: bool = True) -> str:
    """``page`` as HTML. ``charset`` is declared in its head; ``data``: whether it tells machines its outlet "
    "and section."""
    declared = f'<meta charset="{charset}">' if charset else ""
    told = (
        f'<meta property="og:site_name" content="{page.outlet}">'
        f'<meta property="article:section" content="{page.section}">'
        if data
        else ""
    )
    menu = "".join(f'<li><a href="/{n}">{entry}</a></li>' for n, entry in enumerate(page.menu))
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in page.body)
    return (
        f'<!doctype html><html lang="{page.language}"><head>{declared}<title>{page.title} | {page.outlet}</title>'
        f'<link rel="canonical" href="https://{page.host}/a/{abs(len(page.title)) + 1000}">{told}</head><body>'
        f'<header><a href="/">{page.outlet}</a><nav><ul>{menu}</ul></nav></header>'
        f"<main><article><h1>{page.title}</h1>"
        f'<div class="meta"><p class="byline">{page.byline}</p><p class="date">{page.printed}</p></div>'
        f"{prose}</article>"
        f'<aside class="related"><ul><li><a href="/r">{page.related}</a></li></ul></aside></main>'
        f"<footer><p>{page.copyright}</p></footer></body></html>"
    )
