"""Corrections by hand through the program: found beside the input, told in the dossier and on stderr, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from stemma import Overrides, make_dossier
from stemma.cli.main import run
from stemma.model.overrides import OVERRIDES_FILE, ClaimRef, SetDate, SplitFinding
from stemma.tell.check import check_dossier

ECHO = """Crack closes bridge over the Alder

The Alder Echo, 11 October 2024

The Alder bridge in Wexcombe was closed on Friday after divers found a crack in a pier.

Repairs of the pier will take 40 days, the transport ministry said. The bridge was built in 1931.

Councillors will meet on Monday to talk about a ferry for pupils, and the market will move to the other bank.
"""
POST = """Wexcombe bridge shut

Northgate Post

The Alder bridge in Wexcombe was closed on Friday after divers found a crack in one of its piers.

Repairs of the pier will take 65 days, engineers said. Buses will run until midnight on all routes.

Shopkeepers in the old town fear for their trade, and some of them have already closed their doors for the week.
"""
CORRECTIONS = """
[[set_date]]
article = "post"
published = 2024-10-12

[[split_finding]]
claims = [{ article = "post", words = "Repairs of the pier will take 65 days" }]

[[set_origin]]
article = "gone"
origin = "Corran News Agency"
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "echo.txt").write_text(ECHO, encoding="utf-8")
    (folder / "post.txt").write_text(POST, encoding="utf-8")
    return folder


def tell(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any] | None, str]:
    code = run(["tell", "--one-story", "--no-vectors", "-f", "json", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, json.loads(out) if out else None, err


def relation_of(dossier: dict[str, Any], words: str) -> str:
    return next(f["relation"] for f in dossier["findings"] if any(words in c["quote"] for c in f["claims"]))


def test_corrections_beside_the_input_are_applied_told_and_warned_about(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, plain, err = tell(capsys, pages)
    assert plain
    assert (code, err, plain["overrides"]) == (0, "", [])
    assert relation_of(plain, "65 days") == "differ"
    (pages / OVERRIDES_FILE).write_text(CORRECTIONS, encoding="utf-8")
    code, told, err = tell(capsys, pages)
    assert told
    assert code == 0
    assert [(o["kind"], o["status"]) for o in told["overrides"]] == [
        ("set_date", "applied"),
        ("set_origin", "unused"),
        ("split_finding", "applied"),
    ]
    assert relation_of(told, "65 days") == "single"
    assert {a["source"]: a["published"] for a in told["articles"]}["post.txt"] == "2024-10-12"
    assert told["rejected"] == []
    assert err.count("\n") == 1
    assert "correction not used (set_origin)" in err
    assert "no article goes by 'gone'" in err
    assert check_dossier(told) == ()


def test_a_file_named_is_taken_instead(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pages / OVERRIDES_FILE).write_text(CORRECTIONS, encoding="utf-8")
    other = pages.parent / "mine.toml"
    other.write_text('[[set_date]]\narticle = "post"\npublished = 2024-10-13\n', encoding="utf-8")
    _, told, err = tell(capsys, pages, "--overrides", other)
    assert told
    assert [o["what"] for o in told["overrides"]] == ["post was published 2024-10-13"]
    assert err == ""


def test_a_mistake_in_the_file_is_wrong_usage(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = pages / OVERRIDES_FILE
    path.write_text('[[set_date]]\narticle = "post"\npublished = "soon"\n', encoding="utf-8")
    code, told, err = tell(capsys, pages)
    assert (code, told) == (2, None)
    assert f"{path}: set_date 1, published: give a date" in err
    assert tell(capsys, pages, "--overrides", pages / "no.toml")[0] == 2


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_every_format_shows_them(pages: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    (pages / OVERRIDES_FILE).write_text(CORRECTIONS, encoding="utf-8")
    run(["tell", "--one-story", "--no-vectors", "-q", "-f", form, str(pages)])
    out, err = capsys.readouterr()
    assert err == ""
    shown = out.replace("\\", "")
    assert "post was published 2024-10-12" in shown
    assert "not used" in shown


def test_python_takes_them_as_a_value_as_a_file_or_from_beside_the_input(pages: Path) -> None:
    (pages / OVERRIDES_FILE).write_text(CORRECTIONS, encoding="utf-8")
    assert len(make_dossier([pages], vectors=False).overrides) == 3
    assert len(make_dossier([pages], vectors=False, overrides=pages / OVERRIDES_FILE).overrides) == 3
    assert make_dossier([pages], vectors=False, overrides=Overrides()).overrides == ()
    by_hand = Overrides(
        set_date=(SetDate(article="post", published="2024-10-14"),),
        split_finding=(SplitFinding(claims=(ClaimRef(article="post", words="will take 65 days"),)),),
    )
    dossier = make_dossier([pages], vectors=False, overrides=by_hand)
    assert [o.status for o in dossier.overrides] == ["applied", "applied"]


def test_what_is_applied_in_one_story_is_not_unused_in_another(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in (1, 2):
        (pages / f"comet{n}.txt").write_text(
            f"Comet seen over Lake Orm\n\nStar Times {n}, 3 May 2023\n\n"
            "Astronomers at the Orm observatory photographed a green comet with two tails over the lake at dawn.\n\n"
            "The comet will return in 900 years, and can be seen without glasses until the end of the month.\n",
            encoding="utf-8",
        )
    (pages / OVERRIDES_FILE).write_text(CORRECTIONS, encoding="utf-8")
    run(["tell", "--no-vectors", "-f", "json", str(pages)])
    out, err = capsys.readouterr()
    dossiers = [json.loads(line) for line in out.splitlines()]
    assert len(dossiers) == 2
    assert "2 stories found" in err
    assert err.count("not used") == 1
    told = {a["source"]: d["overrides"] for d in dossiers for a in d["articles"]}
    assert [o["kind"] for o in told["post.txt"]] == ["set_date", "set_origin", "split_finding"]
    assert {o["kind"] for o in told["comet1.txt"]} == {"set_origin"}
