"""The pages of the open benchmarks of main text, with what people say belongs to each article."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stemma.errors import UsageError
from stemma.read.decoding import decode_text

_COUNTRY = 2
_SHORT_LABEL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a benchmark: its markup, decoded, and its gold."""

    name: str
    host: str
    """Where it came from, as ``name_host`` writes it."""
    markup: str
    body: tuple[str, ...] = ()
    """The article's text, by paragraphs where the benchmark parts them; a paragraph in [brackets] is optional in
    ``text-fundus`` alone."""
    wanted: tuple[str, ...] = ()
    """Snippets that belong to the article (``text-trafilatura``)."""
    unwanted: tuple[str, ...] = ()
    """Snippets that do not."""

    @property
    def unseen(self) -> bool:
        """Whether the weights of the fast path were trained without its host."""
        return is_unseen(self.host)


def is_unseen(host: str) -> bool:
    """Whether ``host`` belongs to the half of all hosts that nothing is trained on: by a hash of its name."""
    return hashlib.sha256(host.encode()).digest()[0] % 2 == 1


def name_host(url: str) -> str:
    """The site of an address or a host's name, without its subdomains: ``www.bbc.co.uk`` is ``bbc.co.uk``."""
    host = (urlsplit(url).hostname or "") if "//" in url else url.split("/")[0].split(":")[0].lower()
    labels = host.split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == _COUNTRY and len(labels[-2]) <= _SHORT_LABEL
    return ".".join(labels[-3 if second_level else -2 :])


def list_scrapinghub(folder: Path) -> Iterator[Page]:
    """The pages of ``ext-scrapinghub`` by name."""
    for name, gold in sorted(_read_json(folder / "ground-truth.json").items()):
        yield Page(
            name=name,
            host=name_host(gold["url"]),
            markup=_read_page(folder / "html" / f"{name}.html.gz"),
            body=(gold["articleBody"],),
        )


def list_fundus(folder: Path) -> Iterator[Page]:
    """The pages of ``ext-fundus-evaluation`` by name."""
    for name, gold in sorted(_read_json(folder / "dataset" / "ground_truth.json").items()):
        yield Page(
            name=name,
            host=name_host(gold["url"]),
            markup=_read_page(folder / "dataset" / "html" / name),
            body=tuple(gold["body"]),
        )


def list_wcxb(folder: Path) -> Iterator[Page]:
    """The article pages of ``ext-wcxb`` that have a main text, by name."""
    for name, facts in sorted(_read_json(folder / "metadata.json")["files"].items()):
        path = folder / "dev" / "ground-truth" / f"{name}.json"
        if facts["page_type"] != "article" or not path.exists():
            continue
        text = _read_json(path)["ground_truth"].get("main_content")
        if text:
            yield Page(
                name=name,
                host=name_host(facts["domain"]),
                markup=_read_page(folder / "dev" / "html" / f"{name}.html.gz"),
                body=(text,),
            )


def list_trafilatura(folder: Path) -> Iterator[Page]:
    """The pages of ``ext-trafilatura`` with their snippets, by address."""
    for url, gold in sorted(_read_json(folder / "evaldata.json").items()):
        paths = [folder / part / f"{gold['file']}.gz" for part in ("cache", "eval")]
        path = next((path for path in paths if path.exists()), None)
        if path is not None:
            yield Page(
                name=gold["file"],
                host=name_host(url),
                markup=_read_page(path),
                wanted=tuple(gold["with"]),
                unwanted=tuple(gold["without"]),
            )


def list_clusters(folder: Path) -> Iterator[Page]:
    """The pages of ``clusters-html`` that have a gold text, by cluster and name."""
    for path in sorted(folder.glob("dev/*/*.gold.txt")):
        page = path.with_name(path.name.replace(".gold.txt", ".html"))
        yield Page(
            name=f"{path.parent.name}/{page.stem}",
            host=name_host(page.stem.split("-", 1)[-1]),
            markup=decode_text(page.read_bytes(), markup=True) or "",
            body=(path.read_text(encoding="utf-8"),),
        )


def _read_page(path: Path) -> str:
    return decode_text(gzip.decompress(path.read_bytes()), markup=True) or ""


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as the benchmark's gold: {error}") from None
    return content
