"""Parsing: an article's blocks through spaCy, in batches over all articles of a story, each wording once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from stemma.annotate.model_name import FETCH_AGAIN, MODEL_PACKAGES, NO_MODEL, find_weights, name_model
from stemma.annotate.parse_bytes import dump_parse, load_parse
from stemma.annotate.passage import ParsedPassage
from stemma.errors import MissingPart
from stemma.model.annotation import Part
from stemma.model.article import Article
from stemma.model.span import Span
from stemma.text.weights import check_weights

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LANGUAGES = frozenset({"en"})
_LONGEST_PASSAGE = 20_000
_BATCH = 64
_EMPTY = "stemma.EmptyTokenizer.v1"


class Parses(Protocol):
    """Where parses are kept from one run to the next: bytes by the wording that they are of."""

    def get_parses(self, model: str, wordings: Sequence[str]) -> Mapping[str, bytes]:
        """Those of ``wordings`` that ``put_parses`` was given of this model."""

    def put_parses(self, model: str, parses: Mapping[str, bytes]) -> None:
        """Keep them."""


@lru_cache(maxsize=1)
def load_model() -> "Language":
    """The English model.

    Raises MissingPart, saying what to install, where there is none; BrokenPart where it is not as it was published.
    """
    for package in MODEL_PACKAGES:
        try:
            found = import_module(package)
        except ImportError:
            continue
        check_weights(*find_weights(package), FETCH_AGAIN)
        model: Language = found.load(config={"nlp": {"tokenizer": {"@tokenizers": _register_empty()}}})
        return model
    raise MissingPart(NO_MODEL)


def _register_empty() -> str:
    """The name under which spaCy finds a tokenizer without rules.

    The model's own rules are read into it right after; spaCy would first make all of the language's, and drop them.
    """
    from spacy.tokenizer import Tokenizer
    from spacy.util import registry

    def make_empty() -> "Callable[[Language], Tokenizer]":
        return lambda language: Tokenizer(language.vocab)

    registry.tokenizers.register(_EMPTY, func=make_empty)
    return _EMPTY


def parse_articles(articles: Sequence[Article], parses: Parses | None = None) -> tuple[tuple[ParsedPassage, ...], ...]:
    """The passages of each article, parsed, in order of their place in the text.

    One batch over all articles, because small batches cost spaCy twice the time. Blocks of the same words, as where
    forty outlets print one agency's text, are parsed once and share the parse, which nobody may change.
    What ``parses`` has is not parsed; what it lacks, it gets.
    """
    pieces = [(index, span, part) for index, article in enumerate(articles) for span, part in _blocks(article)]
    texts = (articles[index].text[span.start : span.end] for index, span, _ in pieces)
    # A line break inside a block is a space of the same length, so that offsets hold.
    flat = [_one_line(text) for text in texts]
    docs = _parse_wordings(list(dict.fromkeys(flat)), parses)
    parsed: list[list[ParsedPassage]] = [[] for _ in articles]
    for (index, span, part), text in zip(pieces, flat, strict=True):
        parsed[index].append(ParsedPassage(start=span.start, end=span.end, part=part, doc=docs[text]))
    return tuple(tuple(sorted(passages, key=lambda p: (p.start, p.end))) for passages in parsed)


def _parse_wordings(wordings: Sequence[str], parses: Parses | None) -> "dict[str, Doc]":
    model = load_model()
    if parses is None:
        return dict(zip(wordings, model.pipe(wordings, batch_size=_BATCH), strict=True))
    name = name_model()
    known = parses.get_parses(name, wordings)
    loaded = {wording: load_parse(content, model.vocab) for wording, content in known.items()}
    docs = {wording: doc for wording, doc in loaded.items() if doc is not None and doc.text == wording}
    left = [wording for wording in wordings if wording not in docs]
    made = dict(zip(left, model.pipe(left, batch_size=_BATCH), strict=True))
    parses.put_parses(name, {wording: dump_parse(doc) for wording, doc in made.items()})
    return docs | made


def _blocks(article: Article) -> Iterator[tuple[Span, Part]]:
    if article.title_span:
        yield from ((s, "headline") for s in _pieces(article.text, article.title_span))
    if article.deck_span:
        yield from ((s, "deck") for s in _pieces(article.text, article.deck_span))
    for span in article.body:
        yield from ((s, "body") for s in _pieces(article.text, span))
    for span in article.captions:
        yield from ((s, "caption") for s in _pieces(article.text, span))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The span, cut at white space where it is too long to parse in one piece."""
    start = span.start
    while span.end - start > _LONGEST_PASSAGE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_PASSAGE)
        cut = cut if cut > start else start + _LONGEST_PASSAGE
        yield Span(start, cut)
        start = cut
    if text[start : span.end].strip():
        yield Span(start, span.end)


def _one_line(text: str) -> str:
    return "".join(" " if c.isspace() else "�" if "\ud800" <= c <= "\udfff" else c for c in text)
