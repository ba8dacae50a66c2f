"""Other annotators, measured beside Stemma on the same texts in the same run, where they are installed.

textacy's quotations for who says what, dateparser's search for words of time, quantulum3 for figures. Each is
optional (``pip install --group rivals``) and gives its findings in Stemma's types, so that one scorer serves both.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec

from stemma.annotate.anchors import Anchor
from stemma.annotate.passage import ParsedPassage
from stemma.model.annotation import Attribution, Quantity, TimeExpression
from stemma.model.span import Span

FindTimes = Callable[[Sequence[tuple[int, str]], Anchor], tuple[TimeExpression, ...]]
"""Blocks of text, each with where it begins, and the day they were written, to the words of time in them."""


def find_textacy() -> Callable[[Sequence[ParsedPassage]], tuple[Attribution, ...]] | None:
    """textacy's direct quotations over parsed passages; None where it is not installed."""
    if find_spec("textacy") is None:
        return None
    extract = import_module("textacy.extract").direct_quotations

    def find(passages: Sequence[ParsedPassage]) -> tuple[Attribution, ...]:
        found: list[Attribution] = []
        for passage in passages:
            try:
                triples = list(extract(passage.doc))
            except ValueError:  # it gives up where quotation marks do not pair
                continue
            for triple in triples:
                source, cue = _cover(passage, triple.speaker), _cover(passage, triple.cue)
                inner = Span(passage.start + triple.content.start_char, passage.start + triple.content.end_char)
                name = " ".join(token.text for token in triple.speaker)
                found.append(Attribution(content=(inner,), chain=(name,), quoted="direct", source=source, cue=cue))
        return tuple(found)

    return find


def _cover(passage: ParsedPassage, tokens: Sequence[object]) -> Span | None:
    places = [(token.idx, token.idx + len(token.text)) for token in tokens]  # type: ignore[attr-defined]
    if not places:
        return None
    return Span(passage.start + min(a for a, _ in places), passage.start + max(b for _, b in places))


def find_dateparser() -> FindTimes | None:
    """dateparser's search, told the language and the day of writing; None where it is not installed."""
    if find_spec("dateparser") is None:
        return None
    search = import_module("dateparser.search").search_dates

    def find(blocks: Sequence[tuple[int, str]], anchor: Anchor) -> tuple[TimeExpression, ...]:
        settings: dict[str, object] = {}
        if anchor.date is not None:
            settings["RELATIVE_BASE"] = datetime.datetime.combine(anchor.date, datetime.time())
        found: list[TimeExpression] = []
        for start, block in blocks:
            try:
                hits = search(block, languages=["en"], settings=settings) or []
            except Exception:  # whatever fails inside the rival is a block without words of time
                continue
            at = 0
            for words, when in hits:
                place = block.find(words, at)
                if place < 0:
                    continue
                at = place + len(words)
                day = when.date().isoformat()
                found.append(
                    TimeExpression(start=start + place, end=start + at, text=words, kind="DATE", value=day, date=day)
                )
        return tuple(found)

    return find


def find_quantulum() -> Callable[[str], tuple[Quantity, ...]] | None:
    """quantulum3's figures in a sentence, without its classifier of units; None where it is not installed."""
    if find_spec("quantulum3") is None:
        return None
    parse = import_module("quantulum3.parser").parse

    def find(text: str) -> tuple[Quantity, ...]:
        try:
            return tuple(_read_quantities(parse(text)))
        except Exception:  # whatever fails inside the rival is a sentence without figures
            return ()

    return find


def _read_quantities(found: Sequence[object]) -> Iterator[Quantity]:
    for one in found:
        start, end = one.span  # type: ignore[attr-defined]
        value, words = float(one.value), str(one.surface)  # type: ignore[attr-defined]
        if re.search(r"\w", words):
            yield Quantity(start=start, end=end, text=words, op="=", quantity=value, unit=None, high=None, of=None)
