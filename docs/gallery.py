"""The gallery of dossiers, made anew: ``python docs/gallery.py`` writes docs/gallery/*.html, *.png and index.md.

Stories of the corpus' train and dev parts, printed as pages as ``stemma eval corpus`` prints them, told with the
defaults. The pictures want a Chromium (``docs/screenshots.py``).
"""

import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from screenshots import LARGEST, Shot, find_chromium, take

from stemma.evaluate.invented import read_story
from stemma.evaluate.invented_pages import write_story
from stemma.model.dossier import Dossier
from stemma.pipeline import make_dossier
from stemma.tell.html import render_html

CORPUS = Path(__file__).parents[1] / "corpus"
GALLERY = Path(__file__).parent / "gallery"


class Shown(NamedTuple):
    """A story of the gallery: its folder in the corpus, what is to be seen, and where its picture is taken."""

    name: str
    see: str
    place: str
    press: str = ""


STORIES = (
    Shown(
        "penang-crane-collapse",
        "A toll that rises from four to six. The one difference is a mistake of Stemma's: a joke with a *not* in it, "
        "and the same joke in other words, seem to it to differ.",
        "#differ",
        "#matrix > .finding .row td a",
    ),
    Shown(
        "fuego-ash-flights",
        "Seven reports: one credits an agency, and one official stands behind four of them.",
        "#stemma",
    ),
    Shown(
        "ljubljana-violin-theft",
        "A theft that is solved while it is reported: a reward is raised, nobody is arrested, then two are, and one "
        "report tells of slight damage where another tells of none.",
        "#minute",
    ),
)
HEAD = """# Gallery

Dossiers of invented stories from [the corpus](../../corpus/README.md) (CC BY 4.0), told with the defaults and not
touched by hand: what is right in them and what is wrong is what Stemma does. They are of the parts that it was taught
and tuned on. Written by `python docs/gallery.py`.
"""


def describe(shown: Shown, dossier: Dossier) -> str:
    """The section of one story."""
    counts = Counter(finding.relation for finding in dossier.findings)
    told = ", ".join(f"{counts[one]} {one}" for one in ("differ", "update", "compatible", "agree", "single"))
    return (
        f"## {dossier.story.title}\n\n{shown.see}\n\n"
        f"{len(dossier.articles)} articles, {len(dossier.origins)} origins, {len(dossier.findings)} findings: {told}. "
        f"[Open the dossier]({shown.name}.html).\n\n"
        f"[![{dossier.story.title}, {shown.place}]({shown.name}.png)]({shown.name}.html)\n"
    )


def main() -> None:
    """Tells the stories, writes their pages and the page of the gallery, and takes the pictures."""
    from playwright.sync_api import sync_playwright

    split = json.loads((CORPUS / "split.json").read_text(encoding="utf-8"))
    others = [read_story(CORPUS / "stories" / name) for name in sorted(split["dev"])]
    headlines = sorted({p.text for s in others for a in s.articles for p in a.pieces if p.part == "headline"})
    sections = [HEAD]
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    GALLERY.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"] if as_root else [])
        for shown in STORIES:
            if shown.name not in {**split["train"], **split["dev"]}:
                sys.exit(f"{shown.name}: not of the train or dev part")
            story = read_story(CORPUS / "stories" / shown.name)
            dossier = make_dossier([write_story(story, Path(folder), headlines) / "pages"])
            page = GALLERY / f"{shown.name}.html"
            page.write_text(render_html(dossier), encoding="utf-8")
            size = take(browser, page, Shot(shown.name, shown.place, height=840, press=shown.press), GALLERY)
            print(f"{page.stat().st_size / 1000:6.0f} KB page, {size / 1000:.0f} KB picture  {shown.name}")
            if size > LARGEST:
                sys.exit(f"{shown.name}.png is heavier than {LARGEST // 1000} KB")
            sections.append(describe(shown, dossier))
        browser.close()
    (GALLERY / "index.md").write_text("\n".join(sections), encoding="utf-8")


if __name__ == "__main__":
    main()
