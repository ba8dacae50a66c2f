"""Microdata and RDFa: what a page's own elements are marked as, by ``itemprop`` and ``property``."""

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

from lxml import etree

_MOST = 400
_LONGEST = 300
_MOST_PIECES = 40
_MARKED = etree.XPath("//*[@itemprop or @property or @typeof]")
_AWAY = re.compile(r"\bcomments?\b|\bcomment-?list|\brelated|\brecommend|\bmost-?read|\bpopular-?posts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One marked element: its property's bare name in small letters, its value, and the type of what it belongs to."""

    name: str
    value: str
    owner: str
    """The bare type of the item around it, in small letters (``newsarticle``, ``person``); empty for none."""
    outer: str
    """The type of the item around that."""
    apart: bool
    """Whether it stands among comments or links to other articles."""
    element: etree._Element = field(repr=False, compare=False)


def read_properties(tree: etree._Element) -> tuple[Property, ...]:
    """The marked elements of the page's body in order, at most 400; meta tags of the head are not among them."""
    found: list[Property] = []
    for element in cast(list[etree._Element], _MARKED(tree))[: 4 * _MOST]:
        names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
        if not names or (element.tag == "meta" and (_is_in_head(element) or "og:" in names[0])):
            continue
        owner, outer, apart = _surroundings(element)
        value = _value_of(element)
        found.extend(
            Property(name=name, value=value, owner=owner, outer=outer, apart=apart, element=element)
            for name in dict.fromkeys(_bare(name) for name in names)
        )
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def _is_in_head(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "head"


def _value_of(element: etree._Element) -> str:
    given = element.get("content") or element.get("datetime")
    if given is None and element.get("itemscope") is None and element.tag in ("link", "img"):
        given = element.get("href") or element.get("src")
    if given is None:
        given = "".join(str(piece) for piece in islice(element.itertext(), _MOST_PIECES))[: 4 * _LONGEST]
    return " ".join(given.split())[:_LONGEST]


def _surroundings(element: etree._Element) -> tuple[str, str, bool]:
    types: list[str] = []
    apart = False
    for above in element.iterancestors():
        kind = above.get("itemtype") or above.get("typeof")
        if kind or above.get("itemscope") is not None:
            types.append(_bare((kind or "").split(" ")[0]))
        marks = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        if above.tag not in ("body", "html") and _AWAY.search(marks):
            apart = True
    types += ["", ""]
    return types[0], types[1], apart or "comment" in types


def _bare(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()
