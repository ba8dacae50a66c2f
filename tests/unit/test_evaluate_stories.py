import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from stemma.evaluate.stories import mean_scores, score_dossier
from stemma.model.settings import Settings

TEXT_A = "Menu\n\nThe bridge at Orlen fell on Monday, the mayor said. Four people were hurt.\n\nMost read"
TEXT_B = "A bridge collapsed in Orlen.\n\nAt least six people were hurt, police said."


def quote(article: str, text: str, words: str, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"article": article, "start": start, "end": start + len(words), "quote": words, **more}


def tiny_gold() -> dict[str, Any]:
    return {
        "articles": [
            {"id": "a", "file": "pages/a.txt", "title": None, "outlet": "Orlen Post", "body": [[6, 78]]},
            {"id": "b", "file": "pages/b.txt", "published": "2031-03-04T10:00:00Z", "body": [[0, len(TEXT_B)]]},
        ],
        "findings": [
            {
                "id": "fall",
                "relation": "agree",
                "date": "2031-03-03",
                "origins": 2,
                "claims": [
                    quote("a", TEXT_A, "The bridge at Orlen fell on Monday", said_by=["the mayor"]),
                    quote("b", TEXT_B, "A bridge collapsed in Orlen"),
                ],
            },
            {
                "id": "hurt",
                "relation": "differ",
                "kind": "quantity",
                "claims": [
                    quote("a", TEXT_A, "Four people were hurt"),
                    quote("b", TEXT_B, "At least six people were hurt", said_by=["police"]),
                ],
            },
        ],
        "people": [],
        "places": [["Orlen"]],
    }


def perfect_dossier() -> dict[str, Any]:
    findings = [
        {**finding, "date": finding.get("date"), "origins": finding.get("origins", 1)}
        for finding in tiny_gold()["findings"]
    ]
    return {
        "articles": [
            {
                "id": "1",
                "source": "pages/a.txt",
                "text": TEXT_A,
                "title": None,
                "outlet": "The Orlen Post",
                "body": [[6, 78]],
            },
            {"id": "2", "source": "b.txt", "text": TEXT_B, "published": "2031-03-04", "body": [[0, len(TEXT_B)]]},
        ],
        "findings": json.loads(
            json.dumps(findings).replace('"article": "a"', '"article": "1"').replace('"article": "b"', '"article": "2"')
        ),
        "entities": [{"name": "Orlen", "variants": ["Orlen"]}],
    }


def score(dossier: dict[str, Any]) -> dict[str, float]:
    return score_dossier(dossier, tiny_gold(), Path()).figures()


def test_a_dossier_that_is_the_gold_file_scores_one_everywhere() -> None:
    assert set(score(perfect_dossier()).values()) == {1.0}


def test_a_wrong_offset_costs_the_citation() -> None:
    dossier = perfect_dossier()
    dossier["findings"][0]["claims"][0]["end"] += 1
    assert score(dossier)["citations"] == pytest.approx(0.75)


def test_claims_that_stand_alone_keep_coverage_and_lose_links() -> None:
    dossier = perfect_dossier()
    dossier["findings"] = [
        {**finding, "claims": [claim], "id": f"{finding['id']}{number}", "relation": "single"}
        for finding in dossier["findings"]
        for number, claim in enumerate(finding["claims"])
    ]
    figures = score(dossier)
    assert figures["coverage"] == 1.0
    assert figures["links"] == 0.0
    assert figures["findings"] == pytest.approx(2 / 3)
    assert figures["shared"] == 0.0
    assert figures["conflicts"] == 0.0


def test_everything_in_one_finding_is_no_way_to_a_score() -> None:
    dossier = perfect_dossier()
    whole = {**dossier["findings"][0], "claims": [c for f in dossier["findings"] for c in f["claims"]]}
    dossier["findings"] = [whole]
    assert score(dossier)["links"] == pytest.approx(2 / 3)
    assert score(dossier)["findings_precision"] == pytest.approx(0.5)


def test_a_page_that_does_not_name_its_headline_must_have_none() -> None:
    dossier = perfect_dossier()
    dossier["articles"][0]["title"] = "Most read"
    assert score(dossier)["metadata"] == pytest.approx(2 / 3)


def test_furniture_in_the_body_costs() -> None:
    dossier = perfect_dossier()
    dossier["articles"][0]["body"] = [[0, len(TEXT_A)]]
    assert 0.8 < score(dossier)["body"] < 1.0


def test_a_missing_article_and_no_findings_score_without_failing() -> None:
    dossier = {"articles": perfect_dossier()["articles"][:1], "findings": [], "entities": []}
    figures = score(dossier)
    assert figures["body"] == 0.5
    assert figures["coverage"] == figures["citations"] == figures["links"] == 0.0


def test_the_mean_is_taken_figure_by_figure() -> None:
    assert mean_scores([{"links": 0.2, "body": 1.0}, {"links": 0.4, "body": 0.5}]) == pytest.approx(
        {"links": 0.3, "body": 0.75}
    )
    assert mean_scores([]) == {}


def load_script(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_dossier_script", shared / "bench" / "score_dossier.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def disturb(gold: dict[str, Any], folder: Path, seed: int) -> dict[str, Any]:
    """A dossier made of a gold file with mistakes of every kind, as many as the seed wants."""
    chance = random.Random(seed)
    harm = chance.uniform(0.05, 0.5)
    articles, texts = [], {}
    for entry in gold["articles"]:
        name = entry.get("file", entry["id"] + ".txt")
        text = (folder / entry.get("text_file", name)).read_text(encoding="utf-8")
        texts[entry["id"]] = text
        cut = chance.randrange(len(text) // 2) if chance.random() < harm else 0
        given = {key: entry.get(key) for key in ("title", "published", "byline", "outlet", "agency")}
        for key in given:
            if chance.random() < harm / 2:
                given[key] = chance.choice([None, "2019", "Some One", "Wire"])
        body = [[cut, len(text)]] if "text_file" in entry or cut else entry["body"]
        articles.append({"id": "id-" + entry["id"], "source": name, "text": text, "body": body, **given})
    findings: list[dict[str, Any]] = []
    for finding in gold["findings"]:
        findings.append({**finding, "claims": []})
        for claim in finding["claims"]:
            start = texts[claim["article"]].find(claim["quote"])
            if start < 0 or chance.random() < harm / 3:
                continue
            end = start + len(claim["quote"]) - (chance.randrange(len(claim["quote"])) if chance.random() < harm else 0)
            words = texts[claim["article"]][start:end]
            said = claim.get("said_by") if chance.random() > harm else chance.choice([[], ["police"], ["he", "TASS"]])
            made = {"article": "id-" + claim["article"], "start": start, "end": end, "quote": words, "said_by": said}
            if chance.random() < harm / 4:
                made["quote"] += "x"
            target = findings[-1] if chance.random() > harm else chance.choice(findings)
            target["claims"].append(made)
            if chance.random() < harm:
                chance.choice(findings)["claims"].append({**made, "end": min(len(words) + start, end + 9)})
    for number, finding in enumerate(findings):
        finding["id"] = f"f{number}"
        if chance.random() < harm:
            finding["relation"] = chance.choice(["single", "agree", "compatible", "update", "differ"])
            finding["origins"] = chance.randrange(4)
            finding["date"] = chance.choice([None, "2019-11-18", "2023-09-17"])
    names = [group for group in (*gold.get("people", ()), *gold.get("places", ())) if chance.random() > harm / 2]
    entities = [{"name": group[0], "variants": group[: chance.randrange(1, len(group) + 1)]} for group in names]
    return {"articles": articles, "findings": findings, "entities": entities}


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_is_the_scoring_scripts_own(shared: Path, seed: int) -> None:
    script = load_script(shared)
    for path in sorted(shared.glob("clusters/*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        dossier = disturb(gold, path.parent, seed)
        expected, _ = script.score(dossier, gold, path.parent)
        got = score_dossier(dossier, gold, path.parent).figures()
        assert got == pytest.approx(expected, abs=1e-9), path.parent.name
        assert 0 < got["links"] < 1
        assert 0 < got["names"] <= 1


@pytest.mark.parametrize("story", ["kim-leaves-russia", "europa-water-vapour-2019"])
def test_a_real_dossier_scores_as_the_script_says(shared: Path, story: str) -> None:
    from stemma.pipeline import make_dossiers
    from stemma.tell.dossier_json import plain_dossier

    folder = shared / "clusters" / story
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    dossier = plain_dossier(make_dossiers([folder / "pages"], settings=Settings(one_story=True)).dossiers[0])
    expected, _ = load_script(shared).score(dossier, gold, folder)
    got = score_dossier(dossier, gold, folder).figures()
    assert got == pytest.approx(expected, abs=1e-9)
    assert got["citations"] == 1.0
