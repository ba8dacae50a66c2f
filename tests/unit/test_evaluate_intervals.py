"""A mean over stories comes with an interval that repeats itself."""

from collections.abc import Mapping

import pytest

from stemma.evaluate.intervals import (
    HIGH,
    LOW,
    WHOLE_HIGH,
    WHOLE_LOW,
    bootstrap_means,
    find_interval,
    find_quantile,
    name_part,
    score_items,
)
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


def share(sums: Mapping[str, float]) -> dict[str, float]:
    return {"right": sums["right"] / sums["asked"]}


def test_counts_of_items_have_an_interval_around_what_they_make_together() -> None:
    items = [{"asked": 10.0, "right": float(right)} for right in (2, 9, 5, 7, 4)]
    figures, ends = score_items(items, share)
    assert figures == {"right": pytest.approx(0.54)}
    assert 0.2 < ends[WHOLE_LOW]["right"] < 0.54 < ends[WHOLE_HIGH]["right"] < 0.9
    assert score_items(items, share) == (figures, ends)


def test_one_item_has_figures_and_no_interval() -> None:
    assert score_items([{"asked": 4.0, "right": 1.0}], share) == ({"right": 0.25}, {})


def test_an_interval_is_found_by_the_names_that_lead_to_its_figure() -> None:
    figures = {
        "f1": 0.5,
        "low": {"f1": 0.4},
        "high": {"f1": 0.6},
        **name_part("other", {"f1": 0.7}, {"low": {"f1": 0.6}}),
    }
    assert find_interval(figures, ["f1"]) == (0.4, 0.6)
    assert find_interval(figures, ["other", "f1"]) is None
