"""Labelled stories told from their pages, and their figures: the tasks ``stories`` and ``corpus``.

A labelled story is a folder with ``pages/``, ``gold.json`` and, for pages of HTML, ``gold/``. Nothing is fitted on the
stories that are scored, so that each story's figures are those of a system that has not seen it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stemma.errors import StemmaError
from stemma.evaluate.intervals import bootstrap_means
from stemma.evaluate.invented import read_story
from stemma.evaluate.invented_pages import write_story
from stemma.evaluate.invented_split import Part, list_stories
from stemma.evaluate.quotations import count_altered, has_versions, score_altered
from stemma.evaluate.runs import Figures
from stemma.evaluate.spans import score_spans
from stemma.evaluate.stories import mean_scores, score_dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A labelled story and a dossier of it, as JSON; ``folder`` holds its gold."""

    name: str
    folder: Path
    gold: Mapping[str, Any]
    dossier: Mapping[str, Any]


def list_labelled(stories: Path, limit: int | None = None) -> tuple[Path, ...]:
    """The folders of labelled stories below ``stories``, in order of name."""
    return tuple(path.parent for path in sorted(stories.glob("*/gold.json"))[:limit])


def read_gold(folder: Path) -> Mapping[str, Any]:
    """The gold file of a labelled story."""
    gold: Mapping[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return gold


def tell_stories(stories: Path, limit: int | None = None) -> Iterator[ToldStory]:
    """Each labelled story below ``stories``, told by Stemma as one story."""
    from stemma.model.settings import Settings
    from stemma.pipeline import make_dossiers
    from stemma.tell.dossier_json import dump_dossier

    for folder in list_labelled(stories, limit):
        try:
            run = make_dossiers([folder / "pages"], settings=Settings(one_story=True))
        except StemmaError as error:
            raise type(error)(f"{folder.name}: {error}") from error
        dossier = json.loads(dump_dossier(run.dossiers[0]))
        yield ToldStory(name=folder.name, folder=folder, gold=read_gold(folder), dossier=dossier)


def score_told(told: Iterable[ToldStory], further: Callable[[ToldStory], Mapping[str, float]] | None = None) -> Figures:
    """``mean``, its interval and each story's figures; ``further``: what else is measured of a story."""
    figures: dict[str, Mapping[str, float]] = {}
    quotations = []
    for story in told:
        figures[story.name] = {
            **score_dossier(story.dossier, story.gold, story.folder).figures(),
            **score_spans(story.dossier, story.gold).figures(),
            **(further(story) if further else {}),
        }
        if has_versions(story.gold):
            quotations.append(count_altered(story.dossier, story.gold))
    each = list(figures.values())
    altered = score_altered(quotations) if quotations else {}
    return {"mean": {**mean_scores(each), **altered}, **bootstrap_means(each), **figures}


def score_oracles(story: ToldStory) -> dict[str, float]:
    """What telling would come to with the gold's spans, and with the gold's groups (Stemma alone can be asked)."""
    from stemma.evaluate.oracle import score_gold_spans
    from stemma.evaluate.relations import score_gold_groups_relation

    pages = story.folder / "pages"
    return {
        "links_gold_spans": score_gold_spans(pages, story.gold),
        **score_gold_groups_relation(pages, story.gold),
    }


def write_part(corpus: Path, part: Part, folder: Path, limit: int | None = None) -> None:
    """Print the invented stories of a part as labelled stories under ``folder``."""
    stories = [read_story(one) for one in list_stories(corpus, part)]
    headlines = sorted({p.text for s in stories for a in s.articles for p in a.pieces if p.part == "headline"})
    for story in stories[:limit]:
        write_story(story, folder, headlines)


@contextmanager
def print_corpus(corpus: Path, limit: int | None = None) -> Iterator[Path]:
    """A folder with the test part of the invented stories as labelled stories, which goes when it is done with."""
    with TemporaryDirectory() as folder:
        write_part(corpus, "test", Path(folder), limit)
        yield Path(folder)
