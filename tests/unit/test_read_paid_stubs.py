"""Pages of which one must pay for the rest."""

import json

import pytest

from stemma.model.article import Article
from stemma.model.capture import Capture
from stemma.read.reading import read_capture

SENTENCE = "The harbour board of Velm closed the northern quay after divers found cracks in the oldest of its walls. "


def read(words: int, **data: object) -> Article:
    paragraphs = "".join(f"<p>{SENTENCE * 2}</p>" for _ in range(words // 38))
    given = json.dumps({"@type": "NewsArticle", "headline": "Quay closed", **data})
    page = (
        f'<html><head><title>Quay closed</title><script type="application/ld+json">{given}</script></head>'
        f"<body><article><h1>Quay closed</h1>{paragraphs}</article></body></html>"
    )
    article = read_capture(Capture(source="a.html", content=page.encode(), media_type="text/html"))
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("free", [False, "False", "false", "http://schema.org/False"])
def test_a_short_page_that_says_it_is_not_free_is_truncated(free: object) -> None:
    assert read(120, isAccessibleForFree=free).truncated


def test_a_long_one_was_saved_by_one_who_paid() -> None:
    assert not read(500, isAccessibleForFree=False).truncated


def test_one_that_says_how_long_it_is_is_measured_by_that() -> None:
    assert read(500, isAccessibleForFree=False, wordCount=900).truncated
    assert not read(150, isAccessibleForFree=False, wordCount="140").truncated


@pytest.mark.parametrize("data", [{}, {"isAccessibleForFree": True}, {"isAccessibleForFree": None}])
def test_a_short_page_that_is_free_is_whole(data: dict[str, object]) -> None:
    assert not read(120, **data).truncated
