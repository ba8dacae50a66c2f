"""Another program's dossiers are scored like ours, and what they lack is told in sentences."""

import json
from pathlib import Path
from typing import Any

import pytest

from stemma.errors import UsageError
from stemma.evaluate.mistakes import choose_worst, write_mistakes
from stemma.evaluate.runs import REPOSITORY
from stemma.evaluate.submissions import find_faults, read_submission
from stemma.evaluate.told_stories import ToldStory, list_labelled, read_gold, score_told, write_part
from tests.program import call_program

CORPUS = REPOSITORY / "corpus"


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dev")
    write_part(CORPUS, "dev", folder, 2)
    return folder


def tell_gold(folder: Path) -> dict[str, Any]:
    """The dossier of a reader who makes no mistake, as far as text dumps show offsets; HTML is given by its words."""
    gold = read_gold(folder)
    articles = []
    for article in gold["articles"]:
        path = folder / article["file"]
        html = path.suffix == ".html"
        quotes = [c["quote"] for f in gold["findings"] for c in f["claims"] if c["article"] == article["id"]]
        text = "\n".join(quotes) if html else path.read_text(encoding="utf-8")
        articles.append({**article, "source": path.name, "text": text, "body": article.get("body", [[0, len(text)]])})
    texts = {article["id"]: article["text"] for article in articles}
    findings = []
    for finding in gold["findings"]:
        claims = []
        for claim in finding["claims"]:
            start = claim.get("start", texts[claim["article"]].find(claim["quote"]))
            claims.append(
                {**claim, "start": start, "end": start + len(claim["quote"]), "said_by": claim["said_by"] or []}
            )
        findings.append({**finding, "claims": claims})
    return {"articles": articles, "findings": findings}


def write_dossiers(stories: Path, folder: Path) -> Path:
    folder.mkdir()
    for story in list_labelled(stories):
        (folder / f"{story.name}.json").write_text(json.dumps(tell_gold(story)), encoding="utf-8")
    return folder


def tell(stories: Path, dossiers: Path) -> list[ToldStory]:
    return read_submission(stories, dossiers)


def test_a_reader_who_makes_no_mistake_scores_one(stories: Path, tmp_path: Path) -> None:
    told = tell(stories, write_dossiers(stories, tmp_path / "dossiers"))
    mean = score_told(told)["mean"]
    assert isinstance(mean, dict)
    assert (mean["links"], mean["said_by"], mean["relation"], mean["citations"]) == pytest.approx(
        (1, 1, 1, 1), abs=0.02
    )


def test_every_fault_is_named_at_once(stories: Path, tmp_path: Path) -> None:
    dossiers = write_dossiers(stories, tmp_path / "dossiers")
    first, second = sorted(dossiers.glob("*.json"))
    first.unlink()
    second.write_text('{"articles": []}', encoding="utf-8")
    with pytest.raises(UsageError) as told:
        tell(stories, dossiers)
    assert f"{first.name}: is missing" in str(told.value)
    assert f"{second.name}: lacks its lists" in str(told.value)


CLAIM = {"article": "a", "start": 0, "end": 1, "quote": "x"}
ARTICLE = {"id": "a", "source": "01.html", "text": "x"}


@pytest.mark.parametrize(
    ("articles", "findings", "fault"),
    [
        ([{"id": "a"}], [], "articles[0]: 'source' should be a text"),
        ([7], [], "articles[0]: should be an object"),
        ([{**ARTICLE, "source": "09.html"}], [], "none has the page 01"),
        ([ARTICLE], [{"id": "f", "relation": "same", "claims": []}], "'relation' should be one of"),
        (
            [ARTICLE],
            [{"id": "f", "relation": "agree", "claims": [{**CLAIM, "start": "0"}]}],
            "'start' should be a whole number",
        ),
        (
            [ARTICLE],
            [{"id": "f", "relation": "agree", "claims": [{**CLAIM, "article": "b"}]}],
            "there is no article 'b'",
        ),
    ],
)
def test_a_dossier_that_cannot_be_scored_says_why(articles: list[Any], findings: list[Any], fault: str) -> None:
    assert any(fault in one for one in find_faults({"articles": articles, "findings": findings}, ["01"]))


def test_a_dossier_of_what_is_asked_for_has_no_fault() -> None:
    findings = [{"id": "f", "relation": "single", "claims": [CLAIM]}]
    assert list(find_faults({"articles": [ARTICLE], "findings": findings}, ["01"])) == []


def test_the_worst_mistakes_are_told_with_their_words(stories: Path) -> None:
    folder = list_labelled(stories)[0]
    dossier = tell_gold(folder)
    shared = next(f for f in dossier["findings"] if len({c["article"] for c in f["claims"]}) > 2)
    for number, claim in enumerate(shared["claims"]):
        dossier["findings"].append({**shared, "id": f"alone-{number}", "relation": "single", "claims": [claim]})
    dossier["findings"].remove(shared)
    told = ToldStory(name=folder.name, folder=folder, gold=read_gold(folder), dossier=dossier)
    worst = choose_worst([told], 3)
    assert worst[0].kind == "apart"
    assert worst[0].cost >= 3
    assert shared["statement"][:40] in write_mistakes(worst)
    assert not choose_worst([ToldStory(name="x", folder=folder, gold=told.gold, dossier=tell_gold(folder))], 1)


def test_the_program_writes_pages_and_scores_what_is_told_of_them(tmp_path: Path) -> None:
    written = call_program("eval", "--pages", tmp_path / "pages", "--limit", "1", "--data", tmp_path)
    assert written.returncode == 0
    dossiers = write_dossiers(tmp_path / "pages", tmp_path / "dossiers")
    scored = call_program("eval", "corpus", "--output", dossiers, "--limit", "1", "--json", "--data", tmp_path)
    assert scored.returncode == 0
    assert json.loads(scored.stdout)["corpus"]["mean"]["links"] > 0.95


@pytest.mark.parametrize("arguments", [("feeds", "--output", "x"), ("corpus", "--output", "no-such-folder")])
def test_wrong_usage_says_what_to_do(arguments: tuple[str, ...]) -> None:
    done = call_program("eval", *arguments)
    assert done.returncode == 2
    assert b"--output" in done.stderr


def test_without_data_beside_the_corpus_is_still_there_to_be_measured(tmp_path: Path) -> None:
    from stemma.evaluate.tasks import choose_tasks

    there, _ = choose_tasks((), tmp_path)
    assert there[0].name == "corpus"
    assert {"corpus", "quantities", "chains", "languages"} <= {task.name for task in there}
