"""An article that Stemma read before, from its line of JSON: as it was, or not at all."""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from stemma.errors import UsageError
from stemma.model.article import Article
from stemma.model.capture import Seen

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_BROKEN = "It has the fields of an article that 'stemma read' wrote, but does not hold one: "


def load_article(content: bytes) -> Article | str:
    """The article in one line of ``stemma read``, or a sentence that says what is wrong with it."""
    from pydantic import ValidationError

    try:
        article = _adapter().validate_python(json.loads(content.decode("utf-8", "replace")))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{_BROKEN}{'.'.join(map(str, first['loc'])) or 'it'}: {first['msg'].lower()}."
    except (ValueError, RecursionError):
        return f"{_BROKEN}it is not JSON."
    problem = _find_problem(article)
    return f"{_BROKEN}{problem}." if problem else article


def load_lines(stream: BinaryIO, name: str) -> tuple[Article, ...]:
    """The articles that an output of ``stemma read`` holds, each with all its captures.

    ``stream`` is open for writing too: a last line that was cut off is cut away. Raises UsageError where another line
    is none of ``stemma read``'s.
    """
    articles: dict[str, Article] = {}
    end = 0
    for number, line in enumerate(stream, start=1):
        if not line.endswith(b"\n"):
            stream.truncate(end)
            stream.seek(end)
            break
        end += len(line)
        article = _load_line(line, articles)
        if isinstance(article, str):
            raise UsageError(f"{name}: line {number}: {article} Give a file that 'stemma read' wrote.")
        articles[article.id] = article
    return tuple(articles.values())


def _load_line(line: bytes, articles: Mapping[str, Article]) -> Article | str:
    try:
        item = json.loads(line)
        if isinstance(item, dict) and "again" in item:
            before = articles[item["again"]]
            return replace(before, captures=(*before.captures, _seen_adapter().validate_python(item["capture"])))
    except (ValueError, RecursionError, LookupError, TypeError):
        return f"{_BROKEN}it cannot be understood."
    return load_article(line)


def _find_problem(article: Article) -> str | None:
    if any("\ud800" <= c <= "\udfff" for c in article.text):
        return "its text has half characters, which cannot be written"
    if not (math.isfinite(article.confidence) and 0 <= article.confidence <= 1):
        return "its confidence is no number from 0 to 1"
    if not article.id or not article.source or not article.body:
        return "its id, its source or its body is empty"
    parts = [*article.body, *article.captions, *(item[:2] for item in article.furniture)]
    parts += [span for span in (article.title_span, article.deck_span) if span]
    ordered = sorted((span[0], span[1]) for span in parts)
    blocks = [(block[0], block[1]) for block in article.blocks]
    if any(not 0 <= start < end <= len(article.text) for start, end in ordered + blocks):
        return "a span of it lies outside its text"
    if any(one[1] > other[0] for one, other in pairwise(ordered)):
        return "spans of it lie over one another"
    return None


@cache
def _seen_adapter() -> "TypeAdapter[Seen]":
    from pydantic import TypeAdapter

    return TypeAdapter(Seen)


@cache
def _adapter() -> "TypeAdapter[Article]":
    from pydantic import TypeAdapter

    return TypeAdapter(Article)
