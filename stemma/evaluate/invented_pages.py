"""Invented stories as pages: each article printed the way its outlet prints, with a gold file beside.

Half of the outlets publish HTML, half arrive as text dumps; the choice, the menus and the lists of other
headlines follow from the outlet's name, so that one outlet always looks the same and a run repeats itself.
``write_story`` makes a folder in the form of a labelled story: ``pages/``, ``gold/`` and ``gold.json``.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from stemma.evaluate.invented import InventedArticle, InventedStory, Piece

_MENUS = (
    ("Home", "News", "Business", "Sport", "Culture", "Opinion", "Weather"),
    ("Front page", "Region", "World", "Economy", "Life", "Video", "Subscribe"),
    ("Latest", "Politics", "Society", "Money", "Science", "Archive"),
    ("Today", "Country", "Abroad", "Markets", "Arts", "Podcasts", "Log in"),
)
_PLEAS = (
    "Independent reporting costs money. If you value what we do, please support our newsroom with a small donation.",
    "You have read three of your five free articles this month. Subscribe for full access to all our stories.",
    "Sign up for our morning newsletter and get the day's stories in your inbox.",
    "We use cookies to improve your experience on this site. By going on you accept our cookie policy.",
)
_PAGE = Template(
    """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>$title | $outlet</title>
<meta property="og:site_name" content="$outlet"></head>
<body><header><nav><ul>$menu</ul></nav></header>
<main><article>
$article
</article>
<aside class="promo"><p>$plea</p></aside>
<section><h3>$heading</h3><ul>$aside</ul></section></main>
<footer>© $outlet</footer></body></html>
"""
)
_LISTS = ("Most read", "Also in the news", "Latest from our desk", "Don't miss", "Related stories")


def write_story(story: InventedStory, folder: Path, others: Sequence[str]) -> Path:
    """Write pages and gold of ``story`` under ``folder``/name; ``others`` are headlines for the lists. Returns it."""
    target = folder / story.name
    (target / "pages").mkdir(parents=True, exist_ok=True)
    (target / "gold").mkdir(exist_ok=True)
    described = []
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, article in enumerate(story.articles, 1):
        stem = f"{number:02}"
        printer = _print_text if _draw(article, 2) else _print_html
        described.append(printer(article, target, stem, others))
        for fact, claim in _claims(article, described[-1]):
            claims[fact].append({"article": stem, **claim})
    gold = {
        "id": story.name,
        "about": story.sheet.get("kind", ""),
        "articles": [{k: v for k, v in d.items() if k != "places"} for d in described],
        "findings": [_finding(fact, claims[fact["id"]]) for fact in story.sheet["facts"] if claims[fact["id"]]],
        "people": story.sheet.get("people", []),
        "places": story.sheet.get("places", []),
    }
    (target / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _draw(article: InventedArticle, sides: int, salt: str = "") -> int:
    name = f"{article.header.get('outlet', '')}{salt}"
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % sides


def _finding(fact: dict[str, Any], claims: list[dict[str, Any]]) -> dict[str, Any]:
    several = len({c["article"] for c in claims}) > 1
    kind = fact.get("type")
    found = {
        "id": fact["id"],
        "statement": fact["statement"],
        "relation": fact.get("relation", "agree") if several else "single",
        "kind": None if kind in {"event", "background"} else kind,
        "claims": claims,
    }
    # A sheet dates every fact; only facts of time are told with their date.
    if fact.get("date") and kind == "time":
        found["date"] = fact["date"]
    if several and fact.get("origins"):
        found["origins"] = fact["origins"]
    return found


def _claims(article: InventedArticle, described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for piece, place in zip(article.pieces, described["places"], strict=True):
        for mark in piece.marks:
            claim: dict[str, Any] = {"quote": piece.text[mark.start : mark.end], "said_by": list(mark.said_by) or None}
            if mark.version:
                claim["version"] = mark.version
            if place is not None:
                claim |= {"start": place + mark.start, "end": place + mark.end}
            found.append((mark.fact, claim))
    return found


def _describe(article: InventedArticle, file: str) -> dict[str, Any]:
    header = article.header
    title = next((p.text for p in article.pieces if p.part == "headline"), None)
    return {
        "id": Path(file).stem,
        "file": file,
        "outlet": header.get("outlet"),
        "title": title,
        "published": header.get("published"),
        "byline": header.get("byline"),
        "agency": header.get("agency"),
    }


def _lead_in(article: InventedArticle, piece: Piece) -> str:
    """The place in capitals before the first paragraph, where the article has a dateline."""
    first = next(p for p in article.pieces if p.part == "body")
    place = article.header.get("dateline")
    agency = article.header.get("agency")
    if piece is not first or not place:
        return ""
    return f"{place} ({agency}) — " if agency and _draw(article, 2, "lead") else f"{place} — "


def _print_text(article: InventedArticle, target: Path, stem: str, others: Sequence[str]) -> dict[str, Any]:
    """A text dump: menu, headline, date line, paragraphs, lists. Spans are offsets into the file."""
    described = _describe(article, f"pages/{stem}.txt")
    lines: list[str] = []
    length = 0
    places: list[int | None] = []
    spans: dict[str, list[list[int]]] = defaultdict(list)

    def put(line: str) -> int:
        nonlocal length
        lines.append(line)
        start = length
        length += len(line) + 1
        return start

    header = article.header
    put(header.get("outlet", ""))
    if "saved" in header:
        put(header["saved"])
    put(" | ".join(_MENUS[_draw(article, len(_MENUS), "menu")]))
    put("")
    for piece in article.pieces:
        if piece.part == "body" and not spans["body"]:
            for line in (header.get("byline"), header.get("published")):
                if line:
                    put(line)
            put("")
        lead = _lead_in(article, piece)
        start = put(lead + piece.text) + len(lead)
        put("")
        places.append(start)
        if piece.part != "headline":
            spans[piece.part].append([start - len(lead), start + len(piece.text)])
    if "agency" in header:
        put(f"Source: {header['agency']}")
    put(_PLEAS[_draw(article, len(_PLEAS), "plea")])
    put("")
    put(_LISTS[_draw(article, len(_LISTS), "list")])
    for other in _pick(article, others):
        put(f"- {other}")
    (target / described["file"]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return described | {"places": places} | dict(spans)


def _print_html(article: InventedArticle, target: Path, stem: str, others: Sequence[str]) -> dict[str, Any]:
    """A page of HTML; the gold body is a text file, because offsets depend on how HTML is read."""
    described = _describe(article, f"pages/{stem}.html") | {"text_file": f"gold/{stem}.gold.txt"}
    header = article.header
    title = described["title"] or ""
    outlet = header.get("outlet", "")
    paragraphs = []
    for piece in article.pieces:
        words = escape(_lead_in(article, piece) + piece.text, quote=False)
        match piece.part:
            case "headline":
                paragraphs.append(f"<h1>{words}</h1>")
            case "deck":
                paragraphs.append(f'<p class="standfirst">{words}</p>')
            case "caption":
                paragraphs.append(f"<figure><figcaption>{words}</figcaption></figure>")
            case _:
                paragraphs.append(f"<p>{words}</p>")
    meta = [f'<div class="byline">By {escape(header["byline"])}</div>'] if "byline" in header else []
    if "published" in header:
        meta.append(f'<time datetime="{escape(header["published"])}">{escape(header["published"])}</time>')
    at = 1 + any(p.part == "deck" for p in article.pieces)
    paragraphs[at:at] = meta
    if "agency" in header:
        paragraphs.append(f'<p class="credit">Source: {escape(header["agency"])}</p>')
    menu = "".join(f'<li><a href="#">{m}</a></li>' for m in _MENUS[_draw(article, len(_MENUS), "menu")])
    aside = "".join(f'<li><a href="#">{escape(o)}</a></li>' for o in _pick(article, others))
    plea, heading = _PLEAS[_draw(article, len(_PLEAS), "plea")], _LISTS[_draw(article, len(_LISTS), "list")]
    page = _PAGE.substitute(
        title=escape(title),
        outlet=escape(outlet),
        menu=menu,
        article="\n".join(paragraphs),
        plea=plea,
        heading=heading,
        aside=aside,
    )
    (target / described["file"]).write_text(page, encoding="utf-8")
    body = "\n\n".join(_lead_in(article, p) + p.text for p in article.pieces if p.part == "body")
    (target / described["text_file"]).write_text(body + "\n", encoding="utf-8")
    return described | {"places": [None] * len(article.pieces)}


def _pick(article: InventedArticle, others: Sequence[str]) -> list[str]:
    """Five headlines of other stories, the same ones each time."""
    own = {p.text for p in article.pieces}
    ranked = sorted(
        (o for o in others if o not in own),
        key=lambda o: hashlib.sha256(f"{article.header.get('outlet', '')}{article.name}{o}".encode()).hexdigest(),
    )
    return ranked[:5]
