"""What the stages write into the log is what rules tell of: pages in, notices out."""

import shutil
from pathlib import Path

import pytest

from stemma.collection import Collection
from stemma.collection.notices import Notice, evaluate, parse_rules, start_rules
from stemma.demo import demo_pages
from stemma.model.settings import Settings
from stemma.store.memory import MemoryStore

RULES = parse_rules(
    """
[channel.feed]
kind = "feed"
file = "notices.atom"

[[rule]]
name = "Ferry"
when = ["new story", "origins >= 3", "new difference", "an article was edited silently"]
tell = ["feed"]
all = { words = ["ferry"], places = ["Batumi"] }

[[rule]]
name = "Elsewhere"
when = ["any change"]
tell = ["feed"]
all = { places = ["Wexcombe"] }
"""
)


def tell(collection: Collection) -> list[Notice]:
    return list(evaluate(collection.store, RULES, now=lambda: "2026-03-04T12:00:00Z"))


@pytest.mark.timeout(300)
def test_a_story_its_differences_and_a_silent_edit_are_told_once_each(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    shutil.copytree(str(demo_pages()), pages)
    collection = Collection(MemoryStore(), settings=Settings(vectors=False))
    start_rules(collection.store, RULES)

    collection.run([pages])
    (notice,) = tell(collection)
    assert notice.rule == "Ferry"
    assert {"new story", "new difference", "origins >= 3"} <= {reason.trigger for reason in notice.reasons}
    edition = collection.store.get_edition(notice.story)
    assert edition is not None
    texts = {article.id: article.text for article in edition.dossier.articles}
    claims = [claim for finding in notice.findings for side in finding.sides for claim in side.claims]
    assert claims
    assert all(texts[claim.article][claim.start : claim.end] == claim.quote for claim in claims)
    assert all(len(finding.sides) > 1 for finding in notice.findings)

    collection.run([pages])
    assert tell(collection) == []

    edited = next(path for path in sorted(pages.iterdir()) if "Seventeen" in path.read_text(encoding="utf-8"))
    edited.write_text(edited.read_text(encoding="utf-8").replace("Seventeen", "Nineteen"), encoding="utf-8")
    collection.run([pages])
    triggers = [reason.trigger for one in tell(collection) for reason in one.reasons]
    assert triggers.count("an article was edited silently") == 1
    assert "new story" not in triggers
    assert "origins >= 3" not in triggers
