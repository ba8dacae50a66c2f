"""What was judged of texts laid beside each other is kept: it changes nothing but the time."""

from dataclasses import replace
from pathlib import Path

import pytest

from stemma.group.copies import verdicts as module
from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.laying import Laying
from stemma.group.copies.verdicts import Verdicts, name_pair, name_text
from stemma.model.article import Article
from stemma.read import read_paths
from tests.saved_pages import edit_page, make_page, write_pages


def read_three(place: Path) -> list[Article]:
    """Three reports of one event that share a good part of their words."""
    page = make_page(0, 0)
    others = (
        replace(edit_page(page, swap=("40 people", "90 people")), name=f"{n}.html", outlet=f"Paper {n}") for n in (1, 2)
    )
    return list(read_paths([write_pages(place, page, *(replace(o, url=f"{o.url}-{o.name}") for o in others))])[0])


def forbid_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("two texts were laid beside each other")

    monkeypatch.setattr(Laying, "_judge", refuse)


def test_what_was_judged_is_not_laid_beside_each_other_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles, known = read_three(tmp_path), Verdicts()
    plain = find_shared_texts(articles)
    assert plain
    assert find_shared_texts(articles, known) == plain
    forbid_judging(monkeypatch)
    again = Verdicts.from_bytes(known.to_bytes())
    assert find_shared_texts(articles, again) == plain
    assert known.grown
    assert not again.grown


@pytest.mark.parametrize("change", ["text", "body", "published"])
def test_a_text_that_is_another_is_judged_anew(tmp_path: Path, change: str) -> None:
    article = read_three(tmp_path)[0]
    others = {
        "text": replace(article, text=article.text.replace("a", "e", 1)),
        "body": replace(article, body=article.body[:-1]),
        "published": replace(article, published="2031-04-30"),
    }
    assert name_text(others[change]) != name_text(article)
    assert name_text(replace(article, id="another", outlet="Elsewhere")) == name_text(article)


def test_a_pair_is_named_by_both_texts_and_by_what_their_fingerprints_tell() -> None:
    one, other = b"1" * 16, b"2" * 16
    names = {name_pair(one, other, alike=alike, common=common) for alike in (True, False) for common in (True, False)}
    names.add(name_pair(other, one, alike=True, common=True))
    assert len(names) == 5


def test_verdicts_are_read_as_they_were_written() -> None:
    known = Verdicts()
    told = {b"a" * 16: (40, 0.8125, "near"), b"b" * 16: None, b"c" * 16: (17, 0.1, "partial")}
    for pair, verdict in told.items():
        known.put(pair, verdict)  # type: ignore[arg-type]
    again = Verdicts.from_bytes(known.to_bytes())
    assert {pair: again.get(pair) for pair in told} == told


@pytest.mark.parametrize("content", [b"", b"x", b"\xff" * 17, b"\xff" * 29])
def test_what_is_not_whole_is_passed_over(content: bytes) -> None:
    held = Verdicts.from_bytes(content)
    assert b"\xff" * 16 not in held or held.get(b"\xff" * 16) is None


def test_what_nobody_asked_for_is_kept_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    known = Verdicts()
    pairs = [bytes([n]) * 16 for n in range(6)]
    for pair in pairs:
        known.put(pair, None)
    later = Verdicts.from_bytes(known.to_bytes())
    assert len(later) == 6
    later.get(pairs[5])
    last = Verdicts.from_bytes(later.to_bytes())
    assert [pair for pair in pairs if pair in last] == [pairs[0], pairs[1], pairs[5]]
