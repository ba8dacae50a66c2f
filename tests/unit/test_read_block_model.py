"""The trees that judge the lines of a page, and what they look at."""

import numpy as np
import pytest

from stemma.read.block_choice import decode_scores, find_headline
from stemma.read.block_features import NAMES, measure_blocks
from stemma.read.block_model import load_model, unpack_model
from stemma.read.lines import Line
from stemma.read.page_nodes import name_tokens, number_nodes
from stemma.read.page_text import PageText, parse_page, render_page
from stemma.read.structured_data import read_page_data

SENTENCE = "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good."


def render(markup: str) -> PageText:
    tree = parse_page(f"<html><body>{markup}</body></html>")
    assert tree is not None
    return render_page(tree)


def measure(page: PageText) -> dict[str, list[float]]:
    rows = measure_blocks(page, covers=[0.0] * len(page.lines), found=1.0, title_line=None, names={"story": 2.0})
    return {name: rows[:, n].tolist() for n, name in enumerate(NAMES)}


def lines(*texts: str) -> list[Line]:
    return [Line(start=0, end=len(text), text=text) for text in texts]


def test_a_row_goes_down_each_tree_to_its_leaf_and_the_leaves_add_up() -> None:
    forks = ["letters", 2.0, -1.0, ["words", 5.0, 0.25, 0.5]]
    model = unpack_model({"trees": [forks, 0.125], "names": {}, "sureness": [[], []]})
    rows = np.zeros((3, len(NAMES)))
    rows[:, NAMES.index("letters")] = (2.0, 3.0, 3.0)
    rows[:, NAMES.index("words")] = (9.0, 5.0, 6.0)
    assert model.forest.score(rows).tolist() == [-0.875, 0.375, 0.625]
    assert model.forest.score(rows[:0]).tolist() == []


def test_the_expected_f1_rises_with_the_sureness() -> None:
    model = load_model()
    before, meant = model.sureness
    assert list(before) == sorted(before)
    assert list(meant) == sorted(meant)
    assert model.expect_f1(0.2) <= model.expect_f1(0.9) <= model.expect_f1(1.0) <= 1.0


def test_the_model_knows_every_measure_by_name_and_no_outlet() -> None:
    model = load_model()
    assert int(model.forest.column.max()) < len(NAMES)
    assert {"<nav>", "<article>"} & set(model.names)


def test_each_line_has_a_row_of_numbers() -> None:
    page = render(f"<div class=story><p>{SENTENCE}</p><p>{SENTENCE}</p></div><nav><a href=/>Home</a></nav>")
    rows = measure_blocks(page, covers=[1.0, 1.0, 0.0], found=1.0, title_line=None, names={})
    assert rows.shape == (3, len(NAMES))
    assert np.isfinite(rows).all()


def test_names_count_for_all_that_stands_within_the_element() -> None:
    measured = measure(render(f"<div class=main-story><section><p>{SENTENCE}</p></section></div><p>Elsewhere</p>"))
    assert measured["names_most"] == [2.0, 0.0]


def test_the_element_that_holds_most_of_the_prose_is_found() -> None:
    measured = measure(render(f"<div>{f'<p>{SENTENCE}</p>' * 5}</div><aside><p>{SENTENCE}</p></aside>"))
    assert measured["prose_0.5_inside"] == [1.0] * 5 + [0.0]


def test_words_in_names_are_split_at_hyphens_and_capitals() -> None:
    tree = parse_page("<div class='articleBody post-content' id=x1><p>One</p></div>")
    assert tree is not None
    tokens = name_tokens(next(tree.iter("div")))
    assert {"<div>", "article", "body", "post", "content", "article-body"} <= set(tokens)


def test_elements_are_numbered_once_and_lead_up_to_the_root() -> None:
    nodes = number_nodes(render("<div><p>One</p><p>Two</p></div><p>Three</p>").elements)
    assert sorted(nodes.parents.tolist()).count(-1) == 1
    assert nodes.gather(np.ones(3)).max() == 3.0


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [
        ([-4.0, 4.0, -0.1, 4.0, -4.0], [False, True, True, True, False]),
        ([-4.0, -4.0, 0.2, -4.0, -4.0], [False] * 5),
    ],
)
def test_a_doubtful_line_goes_with_its_neighbours(scores: list[float], chosen: list[bool]) -> None:
    texts = ("Home.", SENTENCE, "A short line.", SENTENCE, "Contact.")
    assert decode_scores(lines(*texts), np.array(scores)) == chosen


def test_the_headline_is_the_line_that_the_page_calls_itself_by() -> None:
    page = "<title>Port Ellery closes its lighthouse | Gazette</title><h1>Gazette of the harbour</h1>"
    tree = parse_page(f"{page}<h2>Port Ellery closes its lighthouse</h2><p>{SENTENCE}</p>")
    assert tree is not None
    rendered = render_page(tree)
    number = find_headline(rendered, read_page_data(tree))
    assert number is not None
    assert rendered.lines[number].text == "Port Ellery closes its lighthouse"
