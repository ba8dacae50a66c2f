"""A mean over stories comes with an interval that repeats itself."""

import pytest

from stemma.evaluate.intervals import HIGH, LOW, bootstrap_means, find_quantile
from stemma.evaluate.report import figures_table


def test_the_interval_holds_the_mean_and_repeats_itself() -> None:
    scores = [{"links": value} for value in (0.1, 0.2, 0.4, 0.6, 0.9)]
    ends = bootstrap_means(scores)
    assert 0.1 < ends[LOW]["links"] < 0.44 < ends[HIGH]["links"] < 0.9
    assert ends == bootstrap_means(scores)


def test_a_figure_that_is_always_the_same_is_sure() -> None:
    ends = bootstrap_means([{"links": 0.5}] * 4)
    assert ends == {LOW: {"links": 0.5}, HIGH: {"links": 0.5}}


def test_two_stories_leave_everything_between_them_open() -> None:
    ends = bootstrap_means([{"links": 0.2}, {"links": 0.8}])
    assert (ends[LOW]["links"], ends[HIGH]["links"]) == pytest.approx((0.2, 0.8))


def test_more_stories_make_it_narrower() -> None:
    few, many = (bootstrap_means([{"links": v} for v in (0.2, 0.4, 0.6) * times]) for times in (1, 10))
    assert many[HIGH]["links"] - many[LOW]["links"] < (few[HIGH]["links"] - few[LOW]["links"]) / 2


@pytest.mark.parametrize("scores", [[], [{"links": 0.4}]])
def test_one_story_has_no_interval(scores: list[dict[str, float]]) -> None:
    assert bootstrap_means(scores) == {}


def test_percentiles_lie_between_neighbours() -> None:
    assert find_quantile([1.0, 2.0, 3.0, 4.0], 0.5) == pytest.approx(2.5)
    assert find_quantile([1.0, 2.0], 1.0) == 2.0


def show(figures: dict[str, dict[str, float]]) -> list[list[str]]:
    import io

    from rich.console import Console

    page = io.StringIO()
    Console(file=page, width=120).print(figures_table("stories", figures))
    return [line.split() for line in page.getvalue().splitlines()]


def test_the_table_shows_the_interval_beside_the_mean() -> None:
    each = {f"s{number}": {"links": number / 10} for number in range(3)}
    ends = {LOW: {"links": 0.021}, HIGH: {"links": 0.189}}
    assert show({"mean": {"links": 0.1}, **ends, **each}) == [
        ["stories", "mean", "95", "%", "s0", "s1", "s2"],
        ["links", "0.100", "0.02–0.19", "0.000", "0.100", "0.200"],
    ]


def test_an_interval_s_ends_are_no_stories_when_many_are_summed_up() -> None:
    each = {f"s{number}": {"links": 0.5} for number in range(20)}
    rows = show({"mean": {"links": 0.5}, LOW: {"links": 0.1}, HIGH: {"links": 0.9}, **each})
    assert rows[-1] == ["links", "0.500", "0.10–0.90", "0.500", "0.500"]
    assert rows[-2][-1] == "20"
