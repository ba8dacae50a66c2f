"""Jobs: what is handed in is read in the background, told step by step, and nothing of it ends the server."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from stemma.errors import StoreBusy, StoreFull, StoreGone
from stemma.model.overrides import SetOrigin
from stemma.web.jobs import Job, Jobs, JobsFull
from stemma.web.uploads import Upload
from tests.serving import Collection, empty, fetch_nothing
from tests.web_server import write_page

pytestmark = pytest.mark.timeout(300)


def upload(name: str, text: str = "") -> Upload:
    return Upload(name=name, content=io.BytesIO((text or write_page("Quay closed")).encode()))


@contextmanager
def open_jobs(collection: Collection | None = None, **options: Any) -> Iterator[Jobs]:
    jobs = Jobs(collection or empty(), open_fetch=fetch_nothing, **options)
    try:
        yield jobs
    finally:
        jobs.close()


def end(jobs: Jobs, job: Job) -> Job:
    found = jobs.wait(job.id, 250)
    assert found is not None
    assert found.state in ("done", "failed"), found
    return found


class Gate:
    """Holds a stage until the test lets it go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        before = Collection.group

        def group(collection: Collection, **given: Any) -> Any:
            self.begun.set()
            assert self.go.wait(250)
            return before(collection, **given)

        monkeypatch.setattr(Collection, "group", group)


def test_a_file_is_read_grouped_and_compared() -> None:
    collection = empty()
    with open_jobs(collection) as jobs:
        job = jobs.submit(files=[upload("a.html")])
        assert job.state == "waiting"
        done = end(jobs, job)
    assert done.state == "done"
    assert (done.new, done.again, done.rejected_count) == (1, 0, 0)
    [story] = collection.store.iter_stories()
    assert done.stories == (story.story.id,)


def test_a_page_that_is_there_already_leads_to_its_story_too() -> None:
    with open_jobs() as jobs:
        first = end(jobs, jobs.submit(files=[upload("a.html")]))
        second = end(jobs, jobs.submit(files=[upload("a.html")]))
    assert (second.new, second.again) == (0, 1)
    assert second.stories == first.stories


def test_what_could_not_be_used_is_told_with_its_reason() -> None:
    with open_jobs() as jobs:
        done = end(jobs, jobs.submit(["https://velm.example/a"], [upload("b.html", " ")]))
    assert done.state == "done"
    assert sorted(one.item for one in done.rejected) == ["b.html", "https://velm.example/a"]
    assert done.rejected_count == 2


def test_a_job_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    with open_jobs() as jobs:
        job = jobs.submit(files=[upload("a.html")])
        assert gate.begun.wait(250)
        seen = jobs.find(job.id)
        assert seen is not None
        assert (seen.state, seen.stage) == ("running", "read")
        gate.go.set()
        assert end(jobs, job).stage is None


def test_more_jobs_than_may_wait_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    with open_jobs(most=2) as jobs:
        running = jobs.submit(files=[upload("a.html")])
        assert gate.begun.wait(250)
        waiting = [jobs.submit(files=[upload(f"{n}.html")]) for n in range(2)]
        with pytest.raises(JobsFull, match="2 jobs wait"):
            jobs.submit(files=[upload("c.html")])
        assert jobs.count_waiting() == 2
        gate.go.set()
        assert {end(jobs, job).state for job in (running, *waiting)} == {"done"}


def test_stages_asked_for_many_times_wait_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    with open_jobs(most=3) as jobs:
        jobs.submit(files=[upload("a.html")])
        assert gate.begun.wait(250)
        assert len({jobs.submit().id for _ in range(20)}) == 1
        gate.go.set()


def test_a_correction_is_applied_by_a_job_without_input() -> None:
    from tests.serving import fill, open_store

    collection = fill(open_store("memory:"))
    [story] = collection.store.iter_stories()
    collection.correct(SetOrigin(origin="The Velm Press Agency", article=story.story.articles[0]))
    with open_jobs(collection) as jobs:
        assert end(jobs, jobs.submit()).stories == (story.story.id,)
        assert end(jobs, jobs.submit()).stories == ()


def test_a_correction_that_came_while_too_many_jobs_waited_is_applied_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.serving import fill, open_store

    collection = fill(open_store("memory:"))
    [story] = collection.store.iter_stories()
    gate = Gate(monkeypatch)
    with open_jobs(collection, most=1) as jobs:
        jobs.submit(files=[upload("a.html")])
        assert gate.begun.wait(250)
        last = jobs.submit(files=[upload("b.html", write_page("Harbour open"))])
        collection.correct(SetOrigin(origin="The Velm Press Agency", article=story.story.articles[0]))
        assert jobs.tell_anew() is None
        gate.go.set()
        end(jobs, last)
    edition = collection.store.get_edition(story.story.id)
    assert edition is not None
    assert [(one.kind, one.status) for one in edition.dossier.overrides] == [("set_origin", "applied")]


def test_a_job_that_breaks_down_is_told_and_the_next_one_runs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail of the inside")

    with open_jobs() as jobs:
        with monkeypatch.context() as patch:
            patch.setattr(Collection, "group", break_down)
            failed = end(jobs, jobs.submit(files=[upload("a.html")]))
        assert failed.state == "failed"
        assert failed.error is not None
        assert "RuntimeError" in failed.error
        assert failed.code == "STM-909"
        assert "secret detail" not in failed.error
        assert failed.id in caplog.text
        assert end(jobs, jobs.submit(files=[upload("b.html")])).state == "done"


def test_a_store_that_is_full_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_up(*_: object, **__: object) -> None:
        raise StoreFull("desk.db: no room is left")

    monkeypatch.setattr(Collection, "read", fill_up)
    with open_jobs() as jobs:
        failed = end(jobs, jobs.submit(files=[upload("a.html")]))
    assert (failed.state, failed.error, failed.code) == ("failed", "desk.db: no room is left", "STM-503")


def test_a_store_that_is_gone_is_told_without_the_name_of_its_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object, **__: object) -> None:
        raise StoreGone("the PostgreSQL server went away (db.velm.example, database desk)")

    monkeypatch.setattr(Collection, "read", lose)
    with open_jobs() as jobs:
        failed = end(jobs, jobs.submit(files=[upload("a.html")]))
    assert (failed.state, failed.code) == ("failed", "STM-505")
    assert "velm" not in str(failed.error)


def test_a_store_that_another_holds_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.web.jobs._BUSY_PAUSE", 0.0)
    before, tries = Collection.group, []

    def group(collection: Collection, **given: Any) -> Any:
        tries.append(1)
        if len(tries) < 4:
            raise StoreBusy("another holds it")
        return before(collection, **given)

    monkeypatch.setattr(Collection, "group", group)
    with open_jobs() as jobs:
        assert end(jobs, jobs.submit(files=[upload("a.html")])).state == "done"
    assert len(tries) == 4


def test_jobs_that_ended_long_ago_are_forgotten() -> None:
    now = [0.0]
    with open_jobs(clock=lambda: now[0]) as jobs:
        job = end(jobs, jobs.submit())
        now[0] += 23 * 3600
        assert jobs.find(job.id) is not None
        now[0] += 2 * 3600
        assert jobs.find(job.id) is None
        assert jobs.list_jobs() == ()


def test_no_more_are_remembered_than_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.web.jobs._MOST_KEPT", 3)
    with open_jobs() as jobs:
        ended = [end(jobs, jobs.submit()) for _ in range(6)]
        assert [job.id for job in jobs.list_jobs()] == [job.id for job in reversed(ended[-3:])]


def test_the_end_waits_for_the_job_in_hand_and_tells_those_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    collection = empty()
    jobs = Jobs(collection, open_fetch=fetch_nothing)
    running = jobs.submit(files=[upload("a.html")])
    assert gate.begun.wait(250)
    waiting = jobs.submit(files=[upload("b.html")])
    closing = threading.Thread(target=jobs.close)
    closing.start()
    stopped = jobs.wait(waiting.id, 250)
    assert stopped is not None
    assert (stopped.state, stopped.error) == ("failed", "The server was stopped.")
    assert closing.is_alive()
    gate.go.set()
    closing.join()
    done = jobs.find(running.id)
    assert done is not None
    assert done.state == "done"
    with pytest.raises(JobsFull, match="being stopped"):
        jobs.submit(files=[upload("c.html")])
