"""``watch --once`` killed at random moments and run again: as if nobody had disturbed it."""

from pathlib import Path

import pytest

from tests.watch_kills import compare_runs

pytest.importorskip("stemma.store.sqlite")


@pytest.mark.timeout(900)
def test_a_watch_that_is_killed_and_run_again_leaves_the_same_stories_and_dossiers(tmp_path: Path) -> None:
    killer, differing = compare_runs(lambda n: f"sqlite:///{tmp_path / str(n)}.db", times=4, per_store=4, seed=1)
    assert killer.whole is not None
    assert len(killer.whole.pages) == 12
    assert sum(bool(dossier) for _, dossier in killer.whole.dossiers) == 4
    assert killer.kills == 4
    assert killer.lost == []
    assert differing == []
