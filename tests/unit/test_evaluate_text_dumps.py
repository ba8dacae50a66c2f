"""The figures of text dumps, on a benchmark of two invented pages."""

import gzip
import json
from pathlib import Path

import pytest

from stemma.errors import UsageError
from stemma.evaluate.text_dumps import evaluate_text_dumps
from stemma.evaluate.texts_pages import is_unseen
from stemma.evaluate.texts_scores import measure_f1

BODY = (
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
)
SEEN = next(host for host in (f"gazette{n}.example" for n in range(99)) if not is_unseen(host))
UNSEEN = next(host for host in (f"post{n}.example" for n in range(99)) if is_unseen(host))


def write_bench(folder: Path, pages: dict[str, str]) -> None:
    """``pages``: host to the gold text of its page, which has the same body on either host."""
    menu = "<ul>" + "".join(f"<li>{name}</li>" for name in ("Home", "News", "Sport")) + "</ul>"
    page = f"<html><body>{menu}<h1>Lighthouse closes</h1>{''.join(f'<p>{text}</p>' for text in BODY)}</body></html>"
    (folder / "ext-scrapinghub/html").mkdir(parents=True)
    truth = {}
    for n, (host, gold) in enumerate(pages.items()):
        (folder / f"ext-scrapinghub/html/{n}.html.gz").write_bytes(gzip.compress(page.encode()))
        truth[str(n)] = {"url": f"https://www.{host}/a", "articleBody": gold}
    (folder / "ext-scrapinghub/ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")


def test_pages_of_hosts_that_training_saw_are_told_apart(tmp_path: Path) -> None:
    write_bench(tmp_path, {SEEN: "Something else that the page does not say at all.", UNSEEN: "\n".join(BODY)})
    figures = evaluate_text_dumps(tmp_path)
    assert figures["pages"] == 2
    assert figures["f1"] == pytest.approx(0.5)
    assert figures["f1_unseen"] == pytest.approx(1.0)
    assert figures["pages_per_second"] > 0


def test_without_an_unseen_host_there_is_no_such_figure(tmp_path: Path) -> None:
    write_bench(tmp_path, {SEEN: "\n".join(BODY)})
    assert "f1_unseen" not in evaluate_text_dumps(tmp_path)


def test_a_limit_bounds_the_pages(tmp_path: Path) -> None:
    write_bench(tmp_path, {SEEN: "\n".join(BODY), UNSEEN: "\n".join(BODY)})
    assert evaluate_text_dumps(tmp_path, 1)["pages"] == 1


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no page"):
        evaluate_text_dumps(tmp_path)


def test_f1_counts_runs_of_four_words() -> None:
    assert measure_f1("a b c d e", "A b, c d e!") == 1.0
    assert measure_f1("a b c d e", "a b c d x") == 0.5
    assert measure_f1("", "a b c d") == 0.0
