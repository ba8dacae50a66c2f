"""Pages of invented outlets around invented articles: furniture, dates, credits. See `bench/archive_make.py`.

All phrases of furniture are invented here; headlines that pages link to are those of the archive's own stories.
"""

import hashlib
import json
import random
import re
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from archive_plan import AGENCIES, BEGIN, SITES, Plan, Slot
from archive_texts import Report, Teller

_PLACES = tuple(
    a + b
    for a in ("Ald", "Bran", "Corr", "Dun", "Elm", "Fair", "Glen", "Hal", "Ken", "Lang", "Mar", "North", "Oak", "Pem")
    for b in ("bridge", "ford", "haven", "mere", "port", "stead", "ton", "wick", "moor", "field")
)
_PAPERS = ("Herald", "Post", "Courier", "Times", "Chronicle", "Gazette", "Observer", "Tribune", "Echo", "Daily News")
_SECTIONS = ("world", "politics", "business", "local", "sport", "science", "culture")
_FIRST = (
    "Ada",
    "Bela",
    "Cora",
    "Dario",
    "Edda",
    "Finn",
    "Greta",
    "Hugo",
    "Ines",
    "Jorn",
    "Kaia",
    "Leo",
    "Mira",
    "Nils",
)
_LAST = ("Abele", "Brandt", "Castel", "Dorn", "Ekberg", "Falk", "Grohl", "Hallam", "Ivens", "Jarvi", "Kestrel", "Lund")
_PLEAS = (
    "Sign up for our morning newsletter and never miss a headline.",
    "Support local reporting: become a member today.",
    "Follow us on social media for the latest updates.",
    "Download our app for alerts as they happen.",
    "You have free articles left this month. Subscribe for full access.",
)
_MENUS = (
    "Home",
    "News",
    "World",
    "Politics",
    "Business",
    "Sport",
    "Opinion",
    "Culture",
    "Weather",
    "Video",
    "Podcasts",
)
_FEET = ("About us", "Contact", "Privacy policy", "Terms of use", "Cookie settings", "Advertise", "Careers", "Archive")
_BOXES = ("Most read", "More on this", "Related stories", "Editor's picks", "Trending now", "You may also like")
_DAY_FORMS = ("%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%Y-%m-%d", "%d %B %Y %H:%M", "%B %d, %Y at %I:%M %p")
_SENTENCES_EACH = (1, 2, 2, 3)
DAYS_KEPT = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An outlet and its manner."""

    number: int
    name: str
    host: str
    zone: int
    """Hours from UTC."""
    dates: tuple[str, ...]
    """Where its pages give their date: ``ld``, ``meta``, ``time``, ``text``."""
    address: int
    """Which of three forms of address it uses."""
    body: str
    """The class of the element that holds an article's paragraphs."""
    wrap: str
    """The element around it."""
    day_form: str
    seed: str


def make_site(number: int, seed: int) -> Site:
    """One of ``SITES`` outlets, or one of the agencies after them."""
    chance = random.Random(f"{seed}/site/{number}")
    if number < SITES:
        name = f"{_PLACES[(number * 37) % len(_PLACES)]} {_PAPERS[number // len(_PLACES) * 3 + number % 3]}"
    else:
        name = AGENCIES[number - SITES]
    return Site(
        number=number,
        name=name,
        host=f"www.{re.sub('[^a-z]', '', name.lower())}{number}.example",
        zone=chance.choice((0, 0, 1, -5, -8, 2)),
        dates=chance.choice((("ld", "meta", "text"), ("ld", "text"), ("meta", "time"), ("time",), ("ld",), ("text",))),
        address=chance.randrange(3),
        body=chance.choice(("article-body", "story__content", "entry-content", "post-text", "c-body", "main-copy")),
        wrap=chance.choice(("article", "article", "main", "div")),
        day_form=chance.choice(_DAY_FORMS),
        seed=f"{seed}/{number}",
    )


class Press:
    """Prints pages; the same page is always printed alike."""

    def __init__(self, teller: Teller, plan: Plan) -> None:
        self.teller = teller
        self.plan = plan
        self.sites = [make_site(number, plan.seed) for number in range(SITES + len(AGENCIES))]
        self.frames = [_make_frame(site) for site in self.sites]
        self.boxes: OrderedDict[tuple[int, int], str] = OrderedDict()

    def print_page(self, slot: Slot, changed: bool) -> bytes:
        """The HTML of an article; ``changed``: as it is when it is fetched later, a sentence longer."""
        site = self.sites[slot.site]
        report = self.teller.tell(slot)
        chance = random.Random(f"{site.seed}/{slot.number}")
        head, top, bottom = self.frames[slot.site]
        moment = slot.published.astimezone(BEGIN.tzinfo) + timedelta(hours=site.zone)
        stamp = f"{moment:%Y-%m-%dT%H:%M:00}{site.zone:+03d}:00"
        author = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        shown = () if slot.undated else site.dates
        title = escape(report.title, quote=False)
        address = find_address(self.plan, self.sites, slot)
        meta = [head, f"<title>{title} | {escape(site.name)}</title>", f'<link rel="canonical" href="{address}">']
        meta.append(
            f'<meta property="og:title" content="{escape(report.title)}"><meta property="og:type" content="article">'
        )
        if "meta" in shown:
            meta.append(f'<meta property="article:published_time" content="{stamp}">')
        if "ld" in shown or site.number % 3 == 0:
            meta.append(_make_linked_data(site, report, address, author, stamp if "ld" in shown else None))
        said = [f"<h1>{title}</h1>", f'<p class="byline">{_sign(slot, site, author, chance)}</p>']
        if "time" in shown:
            said.append(f'<time datetime="{stamp}">{moment.strftime(site.day_form)}</time>')
        elif "text" in shown:
            said.append(f'<span class="date">Published {moment.strftime(site.day_form)}</span>')
        paragraphs = _make_paragraphs(slot, report, chance)
        if changed:
            hour, minute = chance.randrange(1, 12), chance.randrange(10, 60)
            paragraphs.append(f"<p>This report was updated at {hour}.{minute} with more detail.</p>")
        box = self._make_box(slot)
        if chance.random() < 0.3:
            paragraphs.insert(
                len(paragraphs) // 2, f'<div class="inline-promo"><p>{_PLEAS[slot.site % len(_PLEAS)]}</p></div>'
            )
        if slot.broken in ("empty", "wall"):
            paragraphs = [] if slot.broken == "empty" else [f"<p>{_PLEAS[4]} Log in or subscribe to read on.</p>"]
            said, box = [], ""
        page = "\n".join(
            (
                *meta,
                top,
                f'<{site.wrap} class="story"><header>{"".join(said)}</header>',
                f'<div class="{site.body}">',
                *paragraphs,
                f"</div></{site.wrap}>",
                box,
                bottom,
            )
        )
        return (page[: len(head) // 2] if slot.broken == "cut short" else page).encode()

    def _make_box(self, slot: Slot) -> str:
        """Links to other stories of these days, the same on all of a site's pages of a day."""
        day = int(slot.moment)
        key = (slot.site, day)
        if key in self.boxes:
            return self.boxes[key]
        chance = random.Random(f"{self.sites[slot.site].seed}/day/{day}")
        first = bisect_left(self.plan.begins, day - 1.0)
        last = min(max(bisect_left(self.plan.begins, day + 0.5), first + 1), len(self.plan.begins))
        first = min(first, last - 1)
        made = []
        for name in chance.sample(_BOXES, 2):
            links = []
            for _ in range(6):
                # Sites point to a few stories of a day, so that their headlines need not be made for each site anew.
                story = first + int((last - first) * chance.randrange(60) / 60)
                links.append(f'<li><a href="/s/{story}">{escape(self.teller.tell_title(story), quote=False)}</a></li>')
            made.append(f'<aside class="box"><h3>{name}</h3><ul>{"".join(links)}</ul></aside>')
        self.boxes[key] = "\n".join(made)
        if len(self.boxes) > DAYS_KEPT:
            self.boxes.popitem(last=False)
        return self.boxes[key]


def find_address(plan: Plan, sites: list[Site], slot: Slot) -> str:
    """The address of an article's page; undated ones have none with a day in it."""
    site, name = sites[slot.site], plan.name(slot.number)
    section = _SECTIONS[int(name[0], 16) % len(_SECTIONS)]
    if site.address == 0 and not slot.undated:
        return f"https://{site.host}/{section}/{slot.published:%Y/%m/%d}/{name}/"
    return f"https://{site.host}/{section}/{name}.html" if site.address == 1 else f"https://{site.host}/story/{name}"


def _make_frame(site: Site) -> tuple[str, str, str]:
    """What all pages of a site begin with, have above the article, and below it."""
    chance = random.Random(f"{site.seed}/frame")
    menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in chance.sample(_MENUS, 9))
    feet = "".join(f'<li><a href="/{word.split()[0].lower()}">{word}</a></li>' for word in chance.sample(_FEET, 6))
    script = "".join(
        f"window.cfg_{n}={{id:'{hashlib.sha256(f'{site.seed}{n}'.encode()).hexdigest()}',on:true}};" for n in range(40)
    )
    style = "".join(f".c{n}{{margin:{n}px;padding:{n * 2}px;color:#{n * 37 % 4096:03x}}}" for n in range(60))
    name = escape(site.name)
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f'<meta property="og:site_name" content="{name}">'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style><script>{script}</script>'
    )
    plea = _PLEAS[chance.randrange(4)]
    top = (
        f'</head>\n<body><a href="#main">Skip to content</a><header class="top"><a class="logo" href="/">{name}</a>'
        f'<nav><ul>{menu}</ul></nav></header>\n<div id="main">'
    )
    bottom = (
        f'</div><section class="signup"><h4>{name} by mail</h4><p>{plea}</p></section><footer><ul>{feet}</ul>'
        f"<p>© {name}. All rights reserved. Reproduction in whole or in part is not allowed.</p></footer>\n"
        "</body></html>"
    )
    return head, top, bottom


def _make_linked_data(site: Site, report: Report, address: str, author: str, stamp: str | None) -> str:
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": report.title,
        "mainEntityOfPage": address,
        "author": {"@type": "Person", "name": author},
        "publisher": {"@type": "Organization", "name": site.name},
    }
    if stamp is not None:
        told["datePublished"] = stamp
    content = json.dumps(told, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{content}</script>'


def _sign(slot: Slot, site: Site, author: str, chance: random.Random) -> str:
    """The byline: an agency's, where its text is printed and credited there."""
    if slot.agency is None or site.number >= SITES or chance.random() < 0.4:
        return f"By {author}"
    return f"By {slot.agency}" if chance.random() < 0.6 else f"{author}, {slot.agency}"


def _make_paragraphs(slot: Slot, report: Report, chance: random.Random) -> list[str]:
    paragraphs, at = [], 0
    sentences = report.sentences
    while at < len(sentences):
        step = chance.choice(_SENTENCES_EACH)
        paragraphs.append(f"<p>{escape(' '.join(sentences[at : at + step]), quote=False)}</p>")
        at += step
    if slot.agency is not None:
        lot = chance.random()
        if lot < 0.4:
            place = chance.choice(_PLACES).upper()
            paragraphs[0] = f"<p>{place} ({slot.agency}) — {paragraphs[0][3:]}"
        elif lot < 0.8:
            paragraphs.append(f"<p>Source: {slot.agency}</p>")
    return paragraphs
