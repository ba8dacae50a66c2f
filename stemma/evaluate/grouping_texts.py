"""Articles of several sets with the story that each tells, as grouping is measured on them."""

import html
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from stemma.evaluate.samples import read_json_lines
from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read import read_paths, refine_collection

_PAGE = re.compile(r"/\d+\.txt$")
_REPORT = re.compile(r"<REUTERS[^>]*\bNEWID=\"(\d+)\".*?</REUTERS>", re.DOTALL)
_FIELD = {name: re.compile(rf"<{name}>(.*?)</{name}>", re.DOTALL) for name in ("TITLE", "BODY")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article, the set it is of, and the story it tells; None where nobody said which."""

    article: Article
    part: str
    story: str | None


def read_unified(folder: Path) -> list[Told]:
    """The articles of ``unified-stories`` whose story is known, with their dates where there are any."""
    told = []
    for entry in read_json_lines(folder / "stories.dev.jsonl"):
        if entry["story"] is None:
            continue
        part = re.sub(r"^(galaxy-wikinews).*", r"\1", entry["set"])
        article = make_article(
            entry["id"], entry["title"], entry["text"], published=entry["date"], outlet=entry["outlet"]
        )
        told.append(Told(article=article, part=part, story=entry["story"]))
    return told


def read_clusters(folder: Path, neighbours: Path) -> list[Told]:
    """The pages of ``clusters-html``, read as any pages; a near neighbour is a story of its own."""
    near = {f"{entry['cluster']}/{entry['page']}" for entry in read_json_lines(neighbours)}
    pages = sorted((folder / "dev").glob("*/*.html"))
    articles = refine_collection(read_paths(pages)[0])
    told = []
    for article in articles:
        name = next("/".join(page.parts[-2:]) for page in pages if page.name in article.source)
        told.append(Told(article=article, part="clusters", story=name if name in near else name.split("/")[0]))
    return told


def read_noise(data: Path, reports: int) -> Iterator[Told]:
    """BBC's articles and the first ``reports`` of Reuters': what real events are to be found among; without dates."""
    with tarfile.open(data / "scale-bbc-2225" / "bbc-2225.tar.gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if _PAGE.search(member.name) else None
            if content:
                title, _, body = content.read().decode("latin-1").partition("\n")
                yield Told(article=make_article(member.name, title, body), part="bbc", story=None)
    left = reports
    for path in sorted((data / "scale-reuters21578").glob("*.sgm")):
        for match in _REPORT.finditer(path.read_text("latin-1")):
            fields = {name: found[1] for name, one in _FIELD.items() if (found := one.search(match[0]))}
            if "BODY" in fields and left > 0:
                left -= 1
                texts = {name: html.unescape(text) for name, text in fields.items()}
                article = make_article(f"reuters/{match[1]}", texts.get("TITLE"), texts["BODY"])
                yield Told(article=article, part="reuters", story=None)


def read_invented(corpus: Path, part: Literal["train", "dev", "test"]) -> list[Told]:
    """The invented stories of one part, as their articles were written, with dates."""
    from stemma.evaluate.invented import read_story
    from stemma.evaluate.invented_split import list_stories

    told = []
    for folder in list_stories(corpus, part):
        for one in read_story(folder).articles:
            title = " ".join(piece.text for piece in one.pieces if piece.part == "headline")
            body = "\n".join(piece.text for piece in one.pieces if piece.part not in ("headline", "caption"))
            article = make_article(
                f"{folder.name}/{one.name}", title, body,
                published=one.header.get("published"), outlet=one.header.get("outlet"),
            )  # fmt: skip
            told.append(Told(article=article, part="invented", story=folder.name))
    return told


def make_article(
    name: str, title: str | None, body: str, *, published: str | None = None, outlet: str | None = None
) -> Article:
    """An article of a headline and a body, under its name."""
    headline = (title or "").strip()
    text = f"{headline}\n{body}" if headline else body
    start = len(text) - len(body)
    return Article(
        id=name,
        source=name,
        text=text,
        title=headline or None,
        title_span=Span(0, len(headline)) if headline else None,
        body=(Span(start, len(text)),),
        published=published,
        outlet=outlet,
    )


def forget_date(told: Told) -> Told:
    """The same without a date of publication."""
    return replace(told, article=replace(told.article, published=None, modified=None))
