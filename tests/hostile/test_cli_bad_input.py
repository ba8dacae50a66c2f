"""Bad input through the command line: a clear line each, the right exit code, the other articles unharmed."""

import gzip
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stemma.cli.main import run

GOOD = """Bridge at Orlen collapses, four hurt

By Mara Lind
Orlen Post, 4 March 2031

ORLEN - A road bridge over the Vell collapsed on Monday, the mayor said. Four people were hurt.

"We heard a crack and then the road was gone," the mayor, Jonas Brandt, told reporters.

The bridge was built in 1964. Police closed both banks of the river.
"""

OTHER = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>A bridge in the town of Orlen fell into the river on Monday, police said on Tuesday.</p>
<p>At least six people were hurt, according to the fire service, and two of them were taken to hospital.</p>
<p>The mayor of Orlen, Jonas Brandt, said that the bridge had been inspected last year and found to be sound.</p>
</article></body></html>"""


def tell(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, dossiers, and what was said; whatever the input, no traceback and no defect."""
    code = run(["tell", "--format", "json", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    assert "defect" not in err
    return code, [json.loads(line) for line in out.splitlines()], err


def sources(dossier: dict[str, Any]) -> list[str]:
    return sorted(article["source"] for article in dossier["articles"])


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def write_empty(folder: Path) -> str:
    (folder / "empty.txt").write_bytes(b"")
    return "empty.txt"


def write_spaces(folder: Path) -> str:
    (folder / "spaces.txt").write_bytes(b" \n\t\r\n" * 50)
    return "spaces.txt"


def write_binary(folder: Path) -> str:
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00" + random.Random(1).randbytes(20_000))
    return "binary.txt"


def write_no_article(folder: Path) -> str:
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    (folder / "menu.html").write_text(f"<html><body><nav><ul>{links}</ul></nav></body></html>", encoding="utf-8")
    return "menu.html"


def write_huge(folder: Path) -> str:
    line = b"The river rose again on Monday and the town of Orlen waited for news of the bridge. "
    (folder / "huge.txt").write_bytes(line * (60_000_000 // len(line)))
    return "huge.txt"


def write_truncated_gz(folder: Path) -> str:
    packed = gzip.compress(OTHER.format(title="A bridge falls").encode())
    (folder / "cut.html.gz").write_bytes(packed[: len(packed) // 2])
    return "cut.html.gz"


def write_bomb(folder: Path) -> str:
    (folder / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 300_000_000, 9))
    return "bomb.txt.gz"


REJECTED = [
    write_empty,
    write_spaces,
    write_binary,
    write_no_article,
    write_huge,
    write_truncated_gz,
    write_bomb,
]


@pytest.mark.parametrize("write", REJECTED)
def test_a_bad_file_is_rejected_and_the_good_one_is_told(
    pages: Path, capsys: pytest.CaptureFixture[str], write: Callable[[Path], str]
) -> None:
    name = write(pages)
    code, dossiers, err = tell(capsys, pages, "--one-story")
    assert code == 3
    assert name in err
    assert sources(dossiers[0]) == ["good.txt"]
    assert dossiers[0]["findings"]
    assert [item["item"] for item in dossiers[0]["rejected"]] == [name]
    assert dossiers[0]["rejected"][0]["reason"].endswith(".")


@pytest.mark.parametrize("write", [write_empty, write_binary, write_no_article, write_truncated_gz])
def test_a_bad_file_alone_fails_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], write: Callable[[Path], str]
) -> None:
    name = write(tmp_path)
    code, dossiers, err = tell(capsys, tmp_path / name)
    assert (code, dossiers) == (1, [])
    assert name in err


def test_a_folder_with_nothing_in_it_fails_in_plain_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, dossiers, err = tell(capsys, tmp_path)
    assert (code, dossiers) == (1, [])
    assert err.startswith("stemma: ")


def test_a_folder_with_nothing_usable_names_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "empty.txt").write_bytes(b"")
    code, dossiers, err = tell(capsys, tmp_path)
    assert (code, dossiers) == (1, [])
    assert "empty.txt" in err


def test_a_missing_path_is_named(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, dossiers, err = tell(capsys, pages / "none.txt")
    assert (code, dossiers) == (1, [])
    assert "none.txt" in err


def test_a_missing_path_leaves_the_others_unharmed(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, dossiers, err = tell(capsys, pages / "good.txt", pages / "none.txt")
    assert code == 3
    assert sources(dossiers[0]) == ["good.txt"]
    assert "none.txt" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_rejected(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pages / "locked.txt").write_text(GOOD)
    (pages / "locked.txt").chmod(0)
    code, dossiers, err = tell(capsys, pages)
    assert code == 3
    assert sources(dossiers[0]) == ["good.txt"]
    assert "permission" in err


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_wrong_declaration_of_the_encoding_is_survived(
    pages: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    page = OTHER.format(title="Café owner saw Orlen’s bridge fall").replace("<head>", '<head><meta charset="ascii">')
    (pages / "other.html").write_bytes(page.encode(encoding))
    code, dossiers, _ = tell(capsys, pages, "--one-story")
    assert code == 0
    other = next(article for article in dossiers[0]["articles"] if article["source"] == "other.html")
    assert "Orlen’s bridge" in other["text"]


def test_200000_nested_tags_end_in_time(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deep = "<div>" * 200_000 + "A bridge fell in Orlen on Monday, the mayor said." + "</div>" * 200_000
    (pages / "deep.html").write_text(f"<html><body>{deep}</body></html>", encoding="utf-8")
    code, dossiers, _ = tell(capsys, pages, "--one-story")
    assert code in (0, 3)
    assert "good.txt" in sources(dossiers[0])


def test_a_lone_article_is_a_dossier_of_single_findings(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, dossiers, _ = tell(capsys, pages)
    assert code == 0
    assert len(dossiers) == 1
    assert {finding["relation"] for finding in dossiers[0]["findings"]} == {"single"}
    assert not [missing for finding in dossiers[0]["findings"] for missing in finding["missing"]]


def test_two_copies_of_a_file_are_one_witness(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, alone, _ = tell(capsys, pages)
    (pages / "copy.txt").write_text(GOOD, encoding="utf-8")
    code, dossiers, _ = tell(capsys, pages)
    assert code == 0
    assert len(dossiers) == 1
    assert [finding["origins"] for finding in dossiers[0]["findings"]] == [f["origins"] for f in alone[0]["findings"]]
    (article,) = dossiers[0]["articles"]
    found = [seen["source"] for seen in article["captures"]]
    assert sorted(found) == ["copy.txt", "good.txt"], "neither is dropped silently"


GERMAN = """Brücke in Orlen eingestürzt

Eine Straßenbrücke über die Vell ist am Montag eingestürzt, sagte der Bürgermeister. Vier Menschen wurden verletzt und
in ein Krankenhaus gebracht. Die Polizei sperrte beide Ufer des Flusses für den Verkehr.

„Wir haben ein Knacken gehört, und dann war die Straße weg“, sagte Bürgermeister Jonas Brandt vor Journalisten. Er
sprach den Familien der Verletzten sein Mitgefühl aus und kündigte eine Untersuchung an.

Die Brücke wurde 1964 gebaut und zuletzt im vergangenen Jahr geprüft. Fachleute hatten damals keine Mängel gefunden.
"""
FRENCH = """Un pont s'effondre à Orlen

Un pont routier sur la Vell s'est effondré lundi, a déclaré le maire de la ville. Quatre personnes ont été blessées et
transportées à l'hôpital. La police a fermé les deux rives du fleuve à la circulation.

« Nous avons entendu un craquement, puis la route avait disparu », a raconté le maire, Jonas Brandt, aux journalistes.
Il a exprimé sa compassion aux familles des blessés et annoncé une enquête.

Le pont avait été construit en 1964 et contrôlé l'an dernier. Les experts n'avaient alors trouvé aucun défaut.
"""


@pytest.mark.parametrize("text", [GERMAN, FRENCH])
def test_a_language_without_a_model_is_said_to_be_so(
    pages: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    paragraphs = (paragraph.replace("\n", " ") for paragraph in text.split("\n\n"))
    (pages / "foreign.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    code, dossiers, err = tell(capsys, pages, "--one-story")
    assert code == 3
    assert "foreign.txt" in err
    assert "language" in err
    assert sources(dossiers[0]) == ["good.txt"]
    assert dossiers[0]["findings"]


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_a_title_of_script_shows_as_text(pages: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    page = OTHER.format(title="&lt;script&gt;alert(1)&lt;/script&gt; bridge falls")
    (pages / "other.html").write_text(page, encoding="utf-8")
    assert run(["tell", str(pages / "other.html"), "--format", form]) == 0
    out = capsys.readouterr().out
    assert "alert" in out
    if form != "terminal":
        assert "<script>alert" not in out


def test_control_characters_of_a_page_do_not_reach_the_terminal(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "good.txt").write_text(GOOD.replace("Four people", "\x1b[31mFour\x1b[0m \x07people"), encoding="utf-8")
    assert run(["tell", str(pages), "--no-color"]) in (0, 3)
    assert "\x1b" not in capsys.readouterr().out


def test_names_of_files_that_are_no_utf8_are_survived(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        Path(os.fsdecode(bytes(pages) + b"/\xff\xfe.txt")).write_text(GOOD + "More will follow.\n")
    except OSError:
        pytest.skip("the file system refuses such names")
    code, dossiers, _ = tell(capsys, pages, "--one-story")
    assert code in (0, 3)
    assert dossiers
