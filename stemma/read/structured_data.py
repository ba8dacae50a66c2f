"""What a page says of itself to machines: JSON-LD, meta tags, title, time elements, canonical link."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from stemma.read.microdata import Property, read_properties
from stemma.text.words import fold_text

_ARTICLE_TYPES: tuple[str, ...] = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "report",
    "liveblogposting",
    "opinionnewsarticle",
    "analysisnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "asknewsarticle",
    "advertisercontentarticle",
    "satiricalarticle",
    "scholarlyarticle",
    "techarticle",
    "socialmediaposting",
    "discussionforumposting",
)
_PAGE_TYPES = ("webpage", "itempage", "aboutpage", "collectionpage", "faqpage", "contactpage", "medicalwebpage")
_OUTLET_TYPES = ("organization", "newsmediaorganization", "website", "newspaper", "corporation", "radiostation")
_CRUMB_TYPES = ("breadcrumblist",)
_TIMES = etree.XPath("//time | //*[@title][contains(@class, 'published') or contains(@class, 'updated')]")
_MOST_TIMES = 300
_MOST_AUTHORS = 6
_MOST_NODES = 2000
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """``article``: the JSON-LD object of the article, or empty; ``nodes``: all JSON-LD objects by their ``@id``."""

    article: Mapping[str, Any] = field(default_factory=dict)
    page: Mapping[str, Any] = field(default_factory=dict)
    organisations: tuple[str, ...] = ()
    nodes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Meta tags by lower-case name, property or itemprop."""
    title: str = ""
    times: tuple[tuple[str, str, str], ...] = ()
    """Time elements: machine's value, printed text, class and itemprop."""
    canonical: str | None = None
    properties: tuple[Property, ...] = ()
    """Microdata and RDFa in the body of the page."""
    crumbs: tuple[str, ...] = ()
    """The names of the page's way down from the home page, by its data, that first."""
    author_links: tuple[str, ...] = ()
    """What the page's links to its author say."""
    base: str | None = None
    """The address that the page's relative ones start from, where it names one."""
    language: str | None = None
    """What the page declares, as it is written there."""
    objects: tuple[Mapping[str, Any], ...] = ()
    """All JSON-LD objects that stand for themselves, in order."""

    def is_outlet(self, node: Mapping[str, Any]) -> bool:
        """Whether a JSON-LD object is an organisation or a site."""
        return _is_a(node, _OUTLET_TYPES)

    def first_meta(self, *names: str) -> str | None:
        """The first value that is not empty among the meta tags ``names``."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)

    def names_of(self, value: Any, depth: int = 0) -> list[str]:
        """The names in a JSON-LD value: a string, an object, a reference by ``@id``, or a list of these."""
        if depth > 4:
            return []
        if isinstance(value, str):
            return [value.strip()] if value.strip() and "://" not in value else []
        if isinstance(value, list):
            return [name for item in value[:20] for name in self.names_of(item, depth + 1)]
        if isinstance(value, dict):
            if value.get("name"):
                return self.names_of(value["name"], depth + 1)
            node = self.nodes.get(str(value.get("@id")))
            return self.names_of(node.get("name"), depth + 1) if node else []
        return []


def read_page_data(tree: etree._Element) -> PageData:
    """Everything above from ``tree``; broken JSON-LD counts as far as it can be read."""
    objects = [node for script in tree.iter("script") for node in _read_script(script)]
    nodes = {str(node["@id"]): node for node in objects if node.get("@id") and len(node) > 1}
    page = next((node for node in objects if _is_a(node, _PAGE_TYPES)), {})
    organisations = tuple(
        str(node["name"]).strip()
        for node in objects
        if _is_a(node, _OUTLET_TYPES) and isinstance(node.get("name"), str)
    )
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        if name:
            metas.setdefault(name, []).append(" ".join((meta.get("content") or "").split()))
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    heading = next(tree.iter("title"), None)
    title = _text(heading) if heading is not None else ""
    return PageData(
        article=_choose_article(objects, [canonical, *metas.get("og:url", ())], [*metas.get("og:title", ()), title]),
        page=page,
        organisations=tuple(name for name in organisations if name),
        nodes=nodes,
        metas={name: tuple(values) for name, values in metas.items()},
        title=title,
        times=tuple(_read_times(tree)),
        canonical=canonical,
        properties=read_properties(tree),
        crumbs=_read_crumbs(objects),
        author_links=tuple(
            text
            for link in tree.iter("a")
            if "author" in (link.get("rel") or "").split() and (text := _text(link)[:120])
        )[:_MOST_AUTHORS],
        base=next((base.get("href") for base in tree.iter("base") if base.get("href")), None),
        language=_find_language(tree, metas),
        objects=tuple(objects),
    )


def _read_times(tree: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Time elements, and what the hAtom microformat marks as published or updated with the value in its title."""
    for element in cast(list[etree._Element], _TIMES(tree))[:_MOST_TIMES]:
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        names += " published" if element.get("pubdate") is not None else ""
        yield element.get("datetime") or element.get("title") or "", _text(element)[:200], names


def _choose_article(
    objects: Sequence[Mapping[str, Any]], addresses: Sequence[str | None], titles: Sequence[str]
) -> Mapping[str, Any]:
    """The article's object: of several (a page lists its related ones too) that with the page's address or title."""
    articles = [node for node in objects if _is_a(node, _ARTICLE_TYPES)]
    if len(articles) < 2:
        return articles[0] if articles else {}
    own = {_bare(address) for address in addresses if address}
    names = " ".join(fold_text(title) for title in titles)
    for node in articles:
        about = node.get("mainEntityOfPage")
        told = [node.get("url"), node.get("@id"), about.get("@id") if isinstance(about, dict) else about]
        if any(isinstance(address, str) and _bare(address) in own for address in told):
            return node
    for node in articles:
        headline = fold_text(str(node.get("headline") or node.get("name") or ""))
        if headline and headline in names:
            return node
    return articles[0]


def _bare(address: str) -> str:
    """``address`` without what differs between spellings of one."""
    return address.partition("#")[0].partition("?")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def _read_crumbs(objects: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    for node in objects:
        items = node.get("itemListElement")
        if not _is_a(node, _CRUMB_TYPES) or not isinstance(items, list):
            continue
        names = []
        for item in items[:20]:
            inner = item.get("item") if isinstance(item, dict) else None
            name = (item.get("name") if isinstance(item, dict) else None) or (
                inner.get("name") if isinstance(inner, dict) else None
            )
            if isinstance(name, str) and name.strip():
                names.append(" ".join(name.split()))
        if names:
            return tuple(names)
    return ()


def _find_language(tree: etree._Element, metas: Mapping[str, Sequence[str]]) -> str | None:
    declared = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    declared += [value for name in ("content-language", "language", "dc.language") for value in metas.get(name, ())]
    return next((value.strip() for value in declared if value and value.strip()), None)


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def _is_a(node: Mapping[str, Any], kinds: tuple[str, ...]) -> bool:
    types = node.get("@type")
    return any(str(kind).lower() in kinds for kind in (types if isinstance(types, list) else [types]))


def _read_script(script: etree._Element) -> Iterator[dict[str, Any]]:
    if "ld+json" not in (script.get("type") or "").lower():
        return
    text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip()
    decoder = json.JSONDecoder(strict=False)
    at = 0
    left = [_MOST_NODES]
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield from _walk(value, 0, left)
        while at < len(text) and (text[at].isspace() or text[at] in ",;"):
            at += 1


def _walk(value: Any, depth: int, left: list[int]) -> Iterator[dict[str, Any]]:
    """The objects in ``value``, those that stand for themselves: lists and graphs are opened, other fields not."""
    if depth > _DEEPEST or left[0] <= 0:
        return
    left[0] -= 1
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1, left)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), list | dict):
                yield from _walk(value[name], depth + 1, left)
