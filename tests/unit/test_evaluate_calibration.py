"""The figure of confidence: what a page's confidence promises against what was found on it."""

from stemma.evaluate.texts_calibration import measure_confidences
from stemma.evaluate.texts_pages import Page

BODY = (
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
)
MARKUP = f"<html><body><article><h1>A lighthouse</h1>{''.join(f'<p>{p}</p>' for p in BODY)}</article></body></html>"


def test_a_page_read_without_a_fault_has_f1_one_and_a_confidence() -> None:
    pairs, rejected = measure_confidences([Page(name="a", host="a.example", markup=MARKUP, body=BODY)])
    assert rejected == 0
    assert pairs[0][1] == 1.0
    assert 0 < pairs[0][0] <= 1


def test_words_that_are_not_on_the_page_cost_f1() -> None:
    gold = (*BODY, "Nobody has yet said what will become of the lamp, which was made in the year 1902.")
    pairs, _ = measure_confidences([Page(name="a", host="a.example", markup=MARKUP, body=gold)])
    assert 0.5 < pairs[0][1] < 1.0


def test_a_rejected_page_is_counted_apart() -> None:
    page = Page(name="a", host="a.example", markup="<html><body><nav>Home</nav></body></html>", body=BODY)
    assert measure_confidences([page]) == ([], 1)
