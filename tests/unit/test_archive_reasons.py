"""What an archive's job could not use is told by kind: a hundred reasons that differ by a number are one line."""

import pytest

from stemma.archive.reasons import ReasonKinds, strip_details
from stemma.archive.report_text import write_report
from stemma.cli.archive_progress import ArchiveProgress
from stemma.engine import Done, Progress
from tests.archive_jobs import plan_job, run_here
from tests.archives import make_record, make_response


def make_done(shard: str, rejected: dict[str, int]) -> Done:
    return Done(shard=shard, counts={}, rejected=rejected, seconds=1.0, cpu=1.0, peak=1, made={})


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("It is empty.", "It is empty"),
        (
            "4 of its records left out: images (the first: https://a.example/(1).png).",
            "4 of its records left out: images",
        ),
        (
            "It is larger than 50 MB, which no article is (https://a.example/b).",
            "It is larger than 50 MB, which no article is",
        ),
        ("It cannot be fetched: ClientError: 404, message='Not: found'.", "It cannot be fetched: ClientError"),
        ("It has no field with a text; its fields: a, b.", "It has no field with a text"),
        ("x" * 300, "x" * 100 + "…"),
    ],
)
def test_a_kind_is_a_reason_without_asides_advice_and_what_was_said(reason: str, kind: str) -> None:
    assert strip_details(reason) == kind


def test_reasons_that_differ_by_a_number_are_one_kind_and_numbers_that_do_not_differ_are_kept() -> None:
    kinds = ReasonKinds()
    kinds.add("read", {f"It is cut: {n:,} bytes came of 5,000 MB.": 1 for n in range(900, 1100)})
    kinds.add("read", {"It is empty.": 3})
    kinds.add("tell", {"It is empty.": 4})
    assert kinds.list_most(9) == [
        ("read", "It is cut: N bytes came of 5,000 MB", 200),
        ("tell", "It is empty", 4),
        ("read", "It is empty", 3),
    ]
    assert len(kinds) == 3
    assert len(kinds.list_most(1)) == 1


def test_the_order_in_which_reasons_come_changes_nothing() -> None:
    one, other = ReasonKinds(), ReasonKinds()
    reasons = {"It has 3 of 5.": 1, "It has 4 of 5.": 2, "It is N.": 5, "It is 7.": 1}
    one.add("read", reasons)
    other.add("read", dict(reversed(reasons.items())))
    assert (
        one.list_most(9)
        == other.list_most(9)
        == [("read", "It is N", 5), ("read", "It has N of 5", 3), ("read", "It is 7", 1)]
    )


def test_progress_tells_them_by_kind() -> None:
    progress = ArchiveProgress(("read",))
    for n in range(1, 4):
        progress.tell(
            Progress(stage="read", done=n, of=3, last=make_done(f"s{n}", {f"{n} of its records left out: images.": 2}))
        )
    assert progress.describe()["rejected"] == {"N of its records left out: images": 6}
    progress.tell(Progress(stage="refine", done=0, of=3))
    assert progress.describe()["rejected"] == {}


def test_the_report_names_each_kind_once_with_its_stage(tmp_path) -> None:
    from stemma.archive.report import Outlay, make_report

    inputs = tmp_path / "in"
    inputs.mkdir()
    for n in range(1, 4):
        images = [make_record(b"\x89PNG", kind="resource", declared="image/png", url=f"https://a.example/{n}")] * n
        (inputs / f"{n}.warc").write_bytes(b"".join([make_response("A story of the harbour", number=n), *images]))
    plan = plan_job(inputs, tmp_path / "out")
    report = make_report(plan, run_here(plan), Outlay(seconds=1.0, workers=1, engine="local", price=None))
    assert report["rejected"] == {
        "all": 3,
        "kinds": 1,
        "most": [{"stage": "read", "kind": "N of its records left out: images", "items": 3}],
    }
    assert "  - 3: read: N of its records left out: images\n" in write_report(report)
