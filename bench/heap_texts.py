"""Real articles as title and sentences, for `bench/heap.py` to recombine: read where the data lies, kept nowhere."""

import html
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LEAST_SENTENCES = 4
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’]*\s+(?=[\"'“‘]*[A-Z])")
_REPORT = re.compile(r"<REUTERS .*?</REUTERS>", re.DOTALL)
_TITLE = re.compile(r"<TITLE>(.*?)</TITLE>", re.DOTALL)
_BODY = re.compile(r"<BODY>(.*?)</BODY>", re.DOTALL)
_CONTROL = re.compile(r"&#\d+;|&\\t|[\x00-\x08\x0b-\x1f]")


class Base(NamedTuple):
    """One real article."""

    title: str
    sentences: tuple[str, ...]


def read_bases(data: Path) -> list[Base]:
    """All articles of four sentences or more in `unified-stories`, BBC 2004-05 and Reuters-21578, in a fixed order.

    ``data``: the folder that holds ``bench/data``. The first paragraphs of NeuS are too short to be recombined.
    """
    folder = data / "bench" / "data"
    found = [*_read_unified(folder), *_read_bbc(folder), *_read_reuters(folder)]
    return [base for base in found if len(base.sentences) >= LEAST_SENTENCES]


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text``, near enough for recombining."""
    return tuple(s for s in _SENTENCE_END.split(" ".join(text.split())) if len(s) > 20)


def _read_unified(folder: Path) -> Iterator[Base]:
    with (folder / "unified-stories" / "stories.dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            sentences = split_sentences(told["text"])
            if sentences:
                yield Base(told["title"] or " ".join(sentences[0].split()[:9]), sentences)


def _read_bbc(folder: Path) -> Iterator[Base]:
    with tarfile.open(folder / "scale-bbc-2225" / "bbc-2225.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            held = archive.extractfile(member) if re.fullmatch(r".*/[a-z]+/\d+\.txt", member.name) else None
            if held:
                title, _, text = held.read().decode("utf-8", "replace").partition("\n")
                yield Base(title.strip(), split_sentences(text))


def _read_reuters(folder: Path) -> Iterator[Base]:
    for path in sorted((folder / "scale-reuters21578").glob("*.sgm")):
        for report in _REPORT.findall(path.read_text(encoding="latin-1")):
            title, body = _TITLE.search(report), _BODY.search(report)
            if title and body:
                text = re.sub(r"\s+Reuter\s*$", "", html.unescape(_CONTROL.sub(" ", body[1])), flags=re.IGNORECASE)
                yield Base(html.unescape(title[1]).capitalize(), split_sentences(text))
