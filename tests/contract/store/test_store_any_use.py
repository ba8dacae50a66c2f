"""Whatever is done to a store, it lists what the memory store lists after the same."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from stemma.model.article import Rejected
from stemma.model.capture import Capture
from stemma.model.overrides import SplitStory
from stemma.model.stored import Event, Query
from stemma.store import Store, open_store
from tests.stores import make_article, make_claim, make_dossier, make_finding, make_stored, make_story, unnumbered, walk

ARTICLES = st.sampled_from([f"a{n}" for n in range(8)])
STORIES = st.sampled_from(["s0", "s1", "s2", "s3", "s\ud800"])
PAGES = st.sampled_from(["p0", "p1", "p2", "p3"])
WORDS = st.sampled_from(["", "bridge", "Brücke closed", "closed -bridge", '"bridge closed"', "clo*", "é \x00 \ud800"])
TEXTS = st.sampled_from(["bridge", "The bridge closed", "Brücke closed", "closed again", "é", "\ud800 \x00", ""])
OUTLETS = st.sampled_from(["Echo", "ECHO", "Post", None])
DAYS = st.sampled_from(["2024-10-11", "2024-10-12T08:00:00Z", "2024-10-13", "2024", None])
INSTANTS = st.sampled_from(["2024-01-01T00:00:00Z", "2024-06-01T00:00:00Z", "2024-12-01T00:00:00Z"])
VALUES = st.sampled_from(["Wexcombe", "wexcombe", "Corran", "\ud800"])
QUERIES = st.builds(
    Query,
    words=WORDS,
    outlet=st.sampled_from([None, None, "echo", "post"]),
    place=st.sampled_from([None, None, None, "WEXCOMBE", "\ud800"]),
    name=st.sampled_from([None, None, None, "corran"]),
    since=st.sampled_from([None, None, "2024-10-12"]),
    until=st.sampled_from([None, None, "2024-10-12"]),
    story=st.one_of(st.none(), st.none(), STORIES),
    article=st.one_of(st.none(), st.none(), ARTICLES),
    relation=st.sampled_from([None, None, "differ"]),
    min_origins=st.sampled_from([0, 0, 1, 2]),
    revisions=st.booleans(),
)
LISTS = ("list_articles", "list_stories", "list_findings", "list_claims", "list_rejected")


class Oops(Exception):
    pass


class Same(RuleBasedStateMachine):
    """Two stores, to which the same is done."""

    open_new: Callable[[], Store]

    def __init__(self) -> None:
        super().__init__()
        self.one: Store = open_store("memory:")
        self.other = type(self).open_new()
        self.open: list[tuple[AbstractContextManager[None], AbstractContextManager[None]]] = []
        self.editions: list[tuple[int | None, int | None]] = [(None, None)]
        self.corrections: list[tuple[int, int]] = []

    def both(self, call: Callable[[Store], Any]) -> tuple[Any, Any]:
        return call(self.one), call(self.other)

    def same(self, call: Callable[[Store], Any]) -> None:
        one, other = self.both(call)
        assert one == other

    @rule(
        given=st.lists(
            st.tuples(ARTICLES, TEXTS, TEXTS, PAGES, st.one_of(st.none(), ARTICLES), OUTLETS, DAYS, INSTANTS),
            max_size=3,
        )
    )
    def put_articles(self, given: list[Any]) -> None:
        held = [
            make_stored(k, b, t, page=p, replaces=r, outlet=o, published=d, received=at, capture=None)
            for k, b, t, p, r, o, d, at in given
        ]
        self.same(lambda store: store.put_articles(held))

    @rule(key=ARTICLES, text=TEXTS, title=TEXTS, outlet=OUTLETS, day=DAYS)
    def update_article(self, key: str, text: str, title: str, outlet: str | None, day: str | None) -> None:
        article = make_article(key, text, title, outlet=outlet, published=day, agency=outlet)
        self.same(lambda store: store.update_article(article))

    @rule(
        given=st.lists(
            st.tuples(
                STORIES, st.lists(ARTICLES, max_size=3), TEXTS, st.lists(STORIES, max_size=2), DAYS, st.integers(0, 3)
            ),
            max_size=2,
            unique_by=lambda one: one[0],
        ),
        gone=st.lists(STORIES, max_size=2, unique=True),
    )
    def put_stories(self, given: list[Any], gone: list[str]) -> None:
        stories = [
            make_story(k, dict.fromkeys(a), t, aliases=tuple(al), start=d, origins=o) for k, a, t, al, d, o in given
        ]
        leaving = [key for key in gone if key not in {story.id for story in stories}]
        self.same(lambda store: store.put_stories(stories, gone=leaving))

    @rule(
        story=STORIES,
        key=st.sampled_from(["k1", "k2"]),
        made=INSTANTS,
        told=st.lists(
            st.tuples(ARTICLES, TEXTS.filter(bool), st.sampled_from(["agree", "differ"]), OUTLETS, DAYS), max_size=3
        ),
        places=st.lists(VALUES, max_size=2),
        names=st.lists(VALUES, max_size=2),
    )
    def put_edition(
        self, story: str, key: str, made: str, told: list[Any], places: list[str], names: list[str]
    ) -> None:
        articles = {k: make_article(k, text, outlet=o, published=d) for k, text, _, o, d in told}
        findings = [
            make_finding(f"f{n}", [make_claim(f"c{n}", articles[k])], text, relation=relation, origins=n)
            for n, (k, text, relation, _, _) in enumerate(told)
        ]
        dossier = make_dossier(
            articles.values(), findings, places=[(one,) for one in places], names=[(one,) for one in names]
        )
        numbers = self.both(lambda store: store.put_edition(story, key=key, made=made, dossier=dossier))
        assert (numbers[0] is None) == (numbers[1] is None)
        self.editions.append(numbers)

    @rule(stories=st.lists(STORIES, max_size=3), at=INSTANTS)
    def put_events(self, stories: list[str], at: str) -> None:
        events = [Event(story=key, kind="articles", at=at, detail={"n": n}) for n, key in enumerate(stories)]
        self.both(lambda store: store.put_events(events))

    @rule(items=st.lists(st.tuples(TEXTS, TEXTS), max_size=2), at=INSTANTS)
    def put_rejected(self, items: list[tuple[str, str]], at: str) -> None:
        rejected = [Rejected(item=item, stage="read", reason=reason) for item, reason in items]
        self.same(lambda store: store.put_rejected(rejected, at=at))

    @rule(text=TEXTS, received=st.one_of(st.none(), INSTANTS))
    def put_captures(self, text: str, received: str | None) -> None:
        capture = Capture(source=text, content=b"x", media_type="text/plain", received=received)
        self.same(lambda store: store.put_captures([capture]))
        self.same(lambda store: store.get_capture(store.put_captures([capture])[0]))

    @rule(key=TEXTS, n=st.integers(0, 9), drop=st.booleans())
    def put_plain(self, key: str, n: int, drop: bool) -> None:
        self.same(lambda store: store.put_records("r", {key: {"n": n}}))
        self.same(lambda store: store.put_blobs("b", {key: bytes([n])}))
        if drop:
            self.same(lambda store: store.delete_records("r", [key]))
            self.same(lambda store: store.delete_blobs("b", [key]))

    @rule(undo=st.booleans(), key=ARTICLES)
    def correct(self, undo: bool, key: str) -> None:
        self.corrections.append(self.both(lambda store: store.put_correction(SplitStory(articles=(key,)), made="m")))
        if undo:
            number = self.corrections[0]
            assert self.one.undo_correction(number[0]) == self.other.undo_correction(number[1])

    @rule(before=INSTANTS)
    def vacuum(self, before: str) -> None:
        self.same(lambda store: dict(store.vacuum(before=before)))

    @precondition(lambda self: len(self.open) < 2)
    @rule()
    def begin(self) -> None:
        entered = (self.one.transaction(), self.other.transaction())
        for one in entered:
            one.__enter__()
        self.open.append(entered)

    @precondition(lambda self: self.open)
    @rule(keep=st.booleans())
    def end(self, keep: bool) -> None:
        for one in self.open.pop():
            if keep:
                one.__exit__(None, None, None)
                continue
            error = Oops()
            with suppress(Oops):
                assert not one.__exit__(Oops, error, None)

    @rule(query=QUERIES, limit=st.integers(1, 4))
    def ask(self, query: Query, limit: int) -> None:
        for name in LISTS:
            asked = {f.name: getattr(query, f.name) for f in fields(query)} | {"limit": limit}
            del asked["after"]
            one, other = self.both(lambda store, name=name, asked=asked: walk(getattr(store, name), **asked))  # type: ignore[misc]
            assert list(map(unnumbered, one)) == list(map(unnumbered, other)), name

    @invariant()
    def tells_the_same(self) -> None:
        self.same(lambda store: dict(store.count()))
        for name in LISTS:
            one, other = self.both(lambda store, name=name: walk(getattr(store, name), limit=3, revisions=True))  # type: ignore[misc]
            assert list(map(unnumbered, one)) == list(map(unnumbered, other)), name
        for kind in ("outlet", "agency", "place", "name"):
            self.same(lambda store, kind=kind: store.list_facets(kind))  # type: ignore[misc]
        self.same(lambda store: [unnumbered(one) for one in store.iter_stories()])
        self.same(lambda store: [unnumbered(one) for one in store.iter_articles(grouped=True)])
        self.same(lambda store: [unnumbered(one) for one in store.list_events(limit=500)])
        self.same(lambda store: [unnumbered(one) for one in store.list_corrections()])
        self.same(lambda store: (store.list_records("r"), list(store.iter_blobs("b"))))
        self.same(lambda store: store.find_pages(["p0", "p1", "p2", "p3"]))
        for key in ("s0", "s1", "s2", "s3", "s\ud800"):
            self.same(lambda store, key=key: store.resolve_story(key))  # type: ignore[misc]
            self.same(lambda store, key=key: unnumbered(store.get_edition(key)))  # type: ignore[misc]
            self.same(lambda store, key=key: [one[1:] for one in store.list_editions(key)])  # type: ignore[misc]
            self.same(lambda store, key=key: [unnumbered(e) for e in store.latest_events(story=key)])  # type: ignore[misc]

    def teardown(self) -> None:
        with nullcontext():
            while self.open:
                self.end.function(self, keep=False) if hasattr(self.end, "function") else self.end(keep=False)
        self.other.close()


@pytest.mark.timeout(600)
def test_any_use_of_a_store_leaves_what_the_memory_store_holds(
    request: pytest.FixtureRequest, shared_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if shared_url.startswith("postgresql"):
        server = request.getfixturevalue("postgres_server")

        def open_new() -> Store:
            return open_store(server.make_schema())

    else:
        folder = tmp_path_factory.mktemp("any")
        made = iter(range(10**6))

        def open_new() -> Store:
            return open_store(f"sqlite:///{folder / f'{next(made)}.db'}")

    machine = type("SameFor", (Same,), {"open_new": staticmethod(open_new)})
    slow = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=slow),
    )
