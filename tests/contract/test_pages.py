"""The served pages: what answers under which address, and what a browser that has it already is told."""

import re

import pytest

from stemma.model.overrides import SetOrigin
from tests.desks import ALIAS, ALONE, BRIDGE, EARLIER, large_desk, make_desk, quiet_desk
from tests.dossiers import make_dossier
from tests.serving import empty, open_client

VIEWS = ("", "/findings", "/stemma", "/timeline", "/map", "/people", "/side", "/made", "/history")
READ = (
    "/", "/stories", "/stories?q=bridge", "/search", "/search?q=bridge", "/search?q=bridge&in=articles",
    "/search?q=bridge&in=stories", "/outlets", "/outlets/The%20Alder%20Echo", "/about", "/rejected",
    "/articles/a-post", f"/articles/{EARLIER}", f"/articles/{ALONE}", f"/stories/{ALONE}", f"/stories/{ALONE}/history",
    *(f"/stories/{BRIDGE}{view}" for view in VIEWS),
)  # fmt: skip


@pytest.fixture(scope="module")
def client():
    return open_client(quiet_desk())


@pytest.mark.parametrize("path", READ)
def test_a_page_answers_with_a_tag_and_with_nothing_to_who_has_it(client, path) -> None:
    first = client.get(path)
    assert first.status_code == 200
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", ["/add", "/corrections", "/login", f"/stories/{BRIDGE}/correct"])
def test_a_page_with_forms_is_kept_nowhere(client, path) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("path", READ)
def test_no_page_holds_script_or_style_of_its_own_or_asks_another_server(client, path) -> None:
    html = client.get(path).text
    assert not re.search(r"<script(?![^>]* src=\"/static/)", html)
    assert "<style" not in html
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!(?:echo|post)\.example)', html)


def test_every_link_of_every_page_leads_somewhere(client) -> None:
    seen: dict[str, str] = {}
    todo = ["/"]
    while todo:
        path = todo.pop()
        answer = client.get(path)
        assert answer.status_code in (200, 303), f"{path}, linked from {seen.get(path)}"
        if "text/html" not in answer.headers["content-type"]:
            continue
        html = answer.text
        ids = set(re.findall(r'\sid="([^"]+)"', html))
        for link in re.findall(r'<a [^>]*href="([^"]+)"', html):
            link = link.replace("&amp;", "&")
            if link.startswith("#"):
                assert link[1:] in ids, f"{path} links to {link}"
            elif link.startswith("/"):
                bare = link.partition("#")[0]
                if bare not in seen and len(seen) < 400:
                    seen[bare] = path
                    todo.append(bare)
    assert len(seen) > 30


def test_a_fragment_of_a_link_to_another_view_stands_in_that_view(client) -> None:
    for view in VIEWS:
        html = client.get(f"/stories/{BRIDGE}{view}").text
        links = set(re.findall(rf'href="(/(?:stories/{BRIDGE}|articles)/[^"#?]*)#([^"]+)"', html))
        for path, anchor in links:
            assert f'id="{anchor}"' in client.get(path).text, f"{view} links to {path}#{anchor}"


def test_an_alias_of_a_story_leads_to_its_id_whatever_the_view(client) -> None:
    for view in ("", "/findings", "/history", "/correct"):
        answer = client.get(f"/stories/{ALIAS}{view}")
        assert answer.status_code == 301
        assert answer.headers["location"] == f"/stories/{BRIDGE}{view}"
    answer = client.get(f"/stories/{ALIAS}/findings?edition=1")
    assert answer.headers["location"] == f"/stories/{BRIDGE}/findings?edition=1"


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/stories/none", f"/stories/{BRIDGE}/none", "/articles/none", "/outlets/none", "/add/none",
     f"/stories/{BRIDGE}?edition=999999", "/static/none.js", f"/stories/{BRIDGE}/history?from=1&to=999999"],
)  # fmt: skip
def test_what_is_not_there_is_told_as_a_page(client, path) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<h1 id="h-refused"' in answer.text
    assert 'href="/stories"' in answer.text


@pytest.mark.parametrize(
    "path",
    ["/stories?since=soon&until=2024-99-99&origins=-3", "/stories?after=nonsense", "/search?in=wishes&q=%00",
     "/stories?q=%ED%A0%80", "/outlets/%00", "/stories/%F0%9F%98%80", "/search?q=" + "a" * 1900],
)  # fmt: skip
def test_an_odd_address_is_no_fault(client, path) -> None:
    assert client.get(path).status_code in (200, 404)


def test_a_field_that_is_far_too_long_is_refused_in_plain_words(client) -> None:
    answer = client.get("/search?q=" + "a" * 5000)
    assert answer.status_code == 422
    assert "h-refused" in answer.text


def test_the_river_is_paged_without_gap_and_without_repeating() -> None:
    client = open_client(large_desk())
    path, found = "/stories", []
    while path:
        html = client.get(path).text
        found += re.findall(r'<h2 dir="auto"><a href="/stories/([^"]+)">', html)
        more = re.search(r'class="more-link"><a href="([^"]+)"', html)
        path = more[1].replace("&amp;", "&") if more else ""
    listed = large_desk().store.count()["stories"]
    assert len(found) == len(set(found)) == listed


def test_filters_of_the_river_must_all_hold_and_are_shown_again(client) -> None:
    html = client.get("/stories?q=bridge&outlet=northgate+post&since=2024-10-01").text
    assert f'href="/stories/{BRIDGE}"' in html
    assert 'value="northgate post"' in html
    assert f'href="/stories/{ALONE}"' not in html
    none = client.get("/stories?q=bridge&outlet=Weir+Gazette").text
    assert "No story fits" in none


def test_a_search_marks_the_words_and_leads_to_where_they_stand(client) -> None:
    html = client.get("/search?q=%22six+weeks%22&in=claims").text
    assert "Repairs will take <mark>six weeks</mark>" in html
    there = re.search(r'href="(/articles/a-echo)#(at-\d+)"', html)
    assert there
    assert f'id="{there[2]}"' in client.get(there[1]).text
    assert f'href="/stories/{BRIDGE}/findings#f-f-repairs"' in html


def test_a_claim_of_a_withheld_finding_is_not_told_as_agreeing() -> None:
    from dataclasses import replace

    from tests.desks import put_story

    collection = empty()
    dossier = make_dossier()
    unsure = tuple(replace(one, withheld=one.relation == "agree") for one in dossier.findings)
    put_story(collection.store, replace(dossier, findings=unsure), at="2026-03-01T09:00:00Z")
    client = open_client(collection)
    for path in ("/articles/a-echo", "/search?q=bridge&in=claims"):
        html = client.get(path).text
        assert "Perhaps the same" in html
        assert "They agree" not in html
        assert "agree" not in re.findall(r'<mark[^>]* class="([^"]*)"', html)


def test_the_history_tells_what_changed_between_two_editions(client) -> None:
    html = client.get(f"/stories/{BRIDGE}/history").text
    assert "three" in re.sub(r"<[^>]+>", "", html)
    assert "edited without a word about it" in html
    assert "New findings" in html
    (first, *_), second = quiet_desk().store.list_editions(BRIDGE)[0], quiet_desk().store.list_editions(BRIDGE)[1][0]
    back = client.get(f"/stories/{BRIDGE}/history?from={second}&to={first}").text
    assert "Findings that are gone" in back


def test_an_older_edition_stays_readable_and_says_so(client) -> None:
    first = quiet_desk().store.list_editions(BRIDGE)[0][0]
    html = client.get(f"/stories/{BRIDGE}?edition={first}").text
    assert "This is an older edition" in html
    assert f'href="/stories/{BRIDGE}/findings?edition={first}"' in html
    assert "This is an older edition" not in client.get(f"/stories/{BRIDGE}").text


def test_an_edition_that_tells_other_articles_than_the_story_has_now_says_so() -> None:
    from stemma.model.story import Story

    collection = make_desk(logged=False)
    client = open_client(collection)
    said = "It tells of 3 articles; the story has 4 now."
    before = client.get(f"/stories/{BRIDGE}")
    assert said not in before.text
    collection.store.put_stories(
        [Story(id=BRIDGE, title="Bridge", articles=("a-echo", "a-post", "a-stub", ALONE), origins=2)], gone=[ALONE]
    )
    for view in ("", "/findings"):
        assert said in client.get(f"/stories/{BRIDGE}{view}", headers={"If-None-Match": before.headers["etag"]}).text


def test_the_revisions_of_an_article_are_compared_word_by_word(client) -> None:
    html = client.get("/articles/a-post").text
    assert re.search(r"<del><span[^>]*>\[taken out: </span>three<", html)
    assert re.search(r"<ins><span[^>]*>\[put in: </span>two<", html)
    assert "This is an older revision" in client.get(f"/articles/{EARLIER}").text


def test_the_headline_of_an_article_stands_there_once_with_its_claims_marked(client) -> None:
    article = next(a for a in make_dossier().articles if a.title_span)
    html = client.get(f"/articles/{article.id}").text
    bare = " ".join(re.sub(r"<[^>]+>", "", html.partition("<article")[2].partition("<aside")[0]).split())
    assert bare.count(" ".join(article.title.split())) == 1
    assert len(re.findall("<h1", html)) == 1


def test_how_it_was_made_leads_to_a_finding_of_this_edition_and_to_its_dossier(client) -> None:
    number = quiet_desk().store.list_editions(BRIDGE)[1][0]
    html = client.get(f"/stories/{BRIDGE}/made").text
    assert "dossier.html" not in html
    cited = re.search(rf'href="(/stories/{BRIDGE}/findings\?edition={number})#([^"]+)"', html)
    assert cited
    assert f'id="{cited[2]}"' in client.get(cited[1]).text
    dossier = client.get(f"/api/v1/stories/{BRIDGE}/dossier?edition={number}")
    assert f'href="/api/v1/stories/{BRIDGE}/dossier?edition={number}"' in html
    assert dossier.status_code == 200


def test_the_river_says_how_many_stories_there_are_and_that_only_some_are_shown(client) -> None:
    assert "Those that fit, of 2 stories" in client.get("/stories?q=bridge").text
    assert "Those that fit" not in client.get("/stories").text
    html = client.get("/stories").text
    assert "3 articles of 3 outlets, 2 independent of each other" in html
    assert "not compared: nothing to hold it against" in html


def test_the_log_names_an_article_whatever_the_form_of_its_address() -> None:
    collection = make_desk(logged=False)
    collection.correct(SetOrigin(origin="a ministry", article="https://www.post.example/bridge/?utm_source=x"))
    html = open_client(collection).get("/corrections").text
    assert "What Northgate Post" in html
    assert "utm_source" not in html


def test_an_address_that_is_not_of_the_web_is_no_link(client) -> None:
    html = client.get(f"/articles/{ALONE}").text
    assert "ftp:" not in "".join(re.findall(r'href="([^"]*)"', html))
    html = client.get("/articles/a-echo").text
    assert 'href="https://echo.example/bridge" rel="noopener noreferrer nofollow external"' in html


def test_an_empty_server_says_how_to_begin() -> None:
    client = open_client(empty())
    assert "There is no story yet" in client.get("/").text
    assert "No outlet yet" in client.get("/outlets").text
    assert "Everything could be used" in client.get("/rejected").text


def test_the_feeds_that_are_polled_are_told_with_what_is_wrong_with_them_and_without_their_secrets() -> None:
    collection = empty()
    url = "https://echo.example/feed?token=hush-hush"
    failing = {"url": url, "polled": "2026-03-03T05:06:07Z", "failures": 2, "reason": f"No answer came from {url}."}
    gone = {"url": "https://post.example/feed", "name": "The Post, all of it", "gone": True}
    records = {one["url"]: one for one in (failing, gone)}
    collection.store.put_records("feed", {**records, "odd": {"of": "another version"}})
    html = open_client(collection).get("/about").text
    assert "https://echo.example/feed" in html
    assert "asked Tuesday 3 March 2026, 05:06 UTC" in html
    assert "No answer came from" in html
    assert "hush" not in html
    assert "The Post, all of it" in html
    assert "https://post.example/feed" in html
    assert "It is no more." in html


def test_every_file_of_the_pages_is_kept_for_good_under_its_mark(client) -> None:
    html = client.get("/").text
    paths = set(re.findall(r'"(/static/[^"]+)"', html))
    assert len(paths) >= 4
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert client.get(path.partition("?")[0]).headers["cache-control"] == "no-cache"
