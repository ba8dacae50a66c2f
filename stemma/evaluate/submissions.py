"""Another program's dossiers of the invented stories, read to be scored: ``stemma eval corpus --output FOLDER``.

One file a story, ``STORY.json``, in the form of ``stemma tell --format json``; ``docs/benchmark.md`` tells what of it
the figures ask for. What is missing or malformed is told in one sentence each, all at once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stemma.errors import UsageError
from stemma.evaluate.runs import Figures
from stemma.evaluate.told_stories import ToldStory, list_labelled, print_corpus, read_gold, score_told

_SHOWN = 10
"""Faults that are told one by one."""
_RELATIONS = frozenset({"single", "agree", "compatible", "update", "differ"})


def score_submission(corpus: Path, folder: Path, limit: int | None = None) -> Figures:
    """The figures of the dossiers in ``folder`` on the test part of the invented stories.

    Raises:
        UsageError: a story has no dossier, or a dossier lacks what is scored; the message names each.
    """
    check_folder(folder)
    with print_corpus(corpus, limit) as stories:
        return score_told(read_submission(stories, folder))


def read_submission(stories: Path, folder: Path) -> list[ToldStory]:
    """The dossiers in ``folder``, one for each labelled story below ``stories``.

    Raises:
        UsageError: as ``score_submission``.
    """
    check_folder(folder)
    told: list[ToldStory] = []
    faults: list[str] = []
    for story in list_labelled(stories):
        gold = read_gold(story)
        path = folder / f"{story.name}.json"
        dossier, found = _read_dossier(path, [Path(article["file"]).stem for article in gold["articles"]])
        faults += found
        if dossier is not None and not found:
            dossier = {"entities": [], "quotations": [], **dossier}
            told.append(ToldStory(name=story.name, folder=story, gold=gold, dossier=dossier))
    if faults:
        further = f"\n  ... and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        listed = "\n  ".join(faults[:_SHOWN])
        raise UsageError(f"--output {folder}: cannot be scored (docs/benchmark.md has the form):\n  {listed}{further}")
    return told


def check_folder(folder: Path) -> None:
    """Raises UsageError where ``folder`` is none."""
    if not folder.is_dir():
        raise UsageError(f"--output {folder}: is no folder; it should hold one STORY.json for each story")


def _read_dossier(path: Path, stems: Sequence[str]) -> tuple[Mapping[str, Any] | None, list[str]]:
    try:
        dossier = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, [f"{path.name}: is missing; tell the pages of the story (--pages) and write the dossier there"]
    except (OSError, ValueError) as error:
        return None, [f"{path.name}: cannot be read as JSON: {error}"]
    if not isinstance(dossier, dict):
        return None, [f"{path.name}: should be one object, a dossier"]
    return dossier, [f"{path.name}: {fault}" for fault in find_faults(dossier, stems)]


def find_faults(dossier: Mapping[str, Any], stems: Sequence[str]) -> Iterator[str]:
    """What of a dossier cannot be scored; ``stems``: the file names of the story's pages, without their suffix."""
    articles, findings = dossier.get("articles"), dossier.get("findings")
    if not isinstance(articles, list) or not isinstance(findings, list):
        yield "lacks its lists 'articles' and 'findings'"
        return
    faults = [
        *_find_missing(articles, "articles", {"id": str, "source": str, "text": str}),
        *_find_missing(findings, "findings", {"id": str, "relation": str, "claims": list}),
    ]
    yield from faults
    if faults:
        return
    names = {Path(article["source"].split("?")[0]).stem for article in articles}
    yield from (f"articles: none has the page {stem} as its 'source'" for stem in stems if stem not in names)
    known = {article["id"] for article in articles}
    for number, finding in enumerate(findings):
        where = f"findings[{number}]"
        if finding["relation"] not in _RELATIONS:
            yield f"{where}: 'relation' should be one of {', '.join(sorted(_RELATIONS))}, not {finding['relation']!r}"
        claims = finding["claims"]
        wrong = list(_find_missing(claims, f"{where}.claims", {"article": str, "start": int, "end": int, "quote": str}))
        yield from wrong
        if not wrong:
            yield from (
                f"{where}.claims[{place}]: there is no article {claim['article']!r}"
                for place, claim in enumerate(claims)
                if claim["article"] not in known
            )


def _find_missing(entries: Sequence[Any], where: str, fields: Mapping[str, type]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict):
            yield f"{where}[{number}]: should be an object"
            continue
        for field, kind in fields.items():
            if not isinstance(entry.get(field), kind) or isinstance(entry.get(field), bool):
                yield f"{where}[{number}]: '{field}' should be {_KINDS[kind]}"


_KINDS: Mapping[type, str] = {str: "a text", int: "a whole number", list: "a list"}
