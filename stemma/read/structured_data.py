"""What a page says of itself to machines: JSON-LD, meta tags, title, time elements, canonical link."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_ARTICLE_TYPES: tuple[str, ...] = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "report",
    "liveblogposting",
)
_ARTICLE_TYPES += ("opinionnewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "reviewnewsarticle")
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
    article = next((node for node in objects if _is_a(node, _ARTICLE_TYPES)), {})
    page = next((node for node in objects if _is_a(node, ("webpage",))), {})
    organisations = tuple(
        str(node["name"]).strip()
        for node in objects
        if _is_a(node, ("organization", "newsmediaorganization", "website")) and isinstance(node.get("name"), str)
    )
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name:
            metas.setdefault(name, []).append(" ".join((meta.get("content") or "").split()))
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    return PageData(
        article=article,
        page=page,
        organisations=tuple(name for name in organisations if name),
        nodes=nodes,
        metas={name: tuple(values) for name, values in metas.items()},
        title=" ".join(
            ((next(tree.iter("title"), None) is not None and _text(next(tree.iter("title")))) or "").split()
        ),
        times=tuple(
            (
                time.get("datetime") or "",
                _text(time)[:200],
                f"{time.get('class') or ''} {time.get('itemprop') or ''}".lower(),
            )
            for time in tree.iter("time")
        ),
        canonical=canonical,
    )


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
