"""What fell is said to have fallen, by whether more of the figure is better."""

from stemma.evaluate.changes import list_changes
from stemma.evaluate.results import Result


def _result(**tasks: dict[str, object]) -> Result:
    return Result(date="2031-03-04", version="1.0", note="", packages={}, tasks=tasks)


def _verdicts(now: Result, *kept: Result) -> dict[tuple[str, str], str]:
    return {(one.capability.task, one.capability.figure[-1]): one.verdict for one in list_changes(now, kept)}


def test_a_lower_figure_fell_and_one_that_rounds_alike_is_the_same() -> None:
    kept = _result(corpus={"mean": {"links": 0.5, "findings": 0.7, "origins": 0.4}})
    now = _result(corpus={"mean": {"links": 0.4, "findings": 0.7003, "origins": 0.5}})
    found = _verdicts(now, kept)
    assert (found["corpus", "links"], found["corpus", "findings"], found["corpus", "origins"]) == (
        "fell",
        "same",
        "better",
    )


def test_where_lower_is_better_a_higher_figure_fell() -> None:
    kept, now = _result(**{"text-calibration": {"error": 0.1}}), _result(**{"text-calibration": {"error": 0.2}})
    assert _verdicts(now, kept) == {("text-calibration", "error"): "fell"}


def test_a_figure_is_set_beside_the_newest_that_was_kept_of_its_task() -> None:
    newest, older = _result(times={"f1": 0.1}), _result(corpus={"mean": {"links": 0.5}})
    assert _verdicts(_result(corpus={"mean": {"links": 0.6}}), newest, older) == {("corpus", "links"): "better"}


def test_what_was_never_kept_is_new() -> None:
    assert _verdicts(_result(corpus={"mean": {"links": 0.6}}), _result()) == {("corpus", "links"): "new"}
