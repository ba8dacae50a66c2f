"""The parts of the served pages that decide something: links, snippets, flows, what is kept."""

from hypothesis import given
from hypothesis import strategies as st

from stemma.model.changes import FieldChange, FindingChange
from stemma.model.stored import Event
from stemma.store.searching import match_search, parse_search, search_words
from stemma.web.last_used import LastUsed
from stemma.web.pages.adding import split_addresses
from stemma.web.pages.flows import extract_flows, grid_by_month, grid_of_all, tally_flows
from stemma.web.pages.happenings import choose_event, say_event
from stemma.web.pages.history import _show_change
from stemma.web.pages.linking import find_view, relink
from stemma.web.pages.server import check_path
from stemma.web.pages.snippets import cut_snippet, mark_found
from stemma.web.pages.templating import check_address, check_language, say_instant
from tests.dossiers import make_dossier


def test_a_fragment_of_another_view_becomes_its_address_and_of_this_view_stays() -> None:
    html = '<a href="#c3">3</a><a href="#w3">w</a><a href="#a2">a</a><a href="#findings">f</a><a href="#said">s</a>'
    told = relink(html, story="s", view="findings", articles={"a2": "second"})
    assert told == (
        '<a href="#c3">3</a><a href="/stories/s/side#w3">w</a><a href="/articles/second">a</a>'
        '<a href="#findings">f</a><a href="#said">s</a>'
    )
    older = relink('<a href="#minute">', story="s", view="map", query="edition=3")
    assert older == '<a href="/stories/s?edition=3">'


def test_ids_of_an_imported_file_open_no_tag_in_a_link() -> None:
    odd = 'x"><b>\ud800/'
    led = relink('<a href="#findings">1</a> <a href="#a3">2</a>', story=odd, view="minute", articles={"a3": odd})
    assert led.count('"') == 4
    assert "<b>" not in led
    assert led.count("x%22%3E%3Cb%3E%3F%2F") == 2


def test_every_kind_of_anchor_has_its_view() -> None:
    told = {key: find_view(key) for key in ("f-12", "c1", "lacks-2", "differ", "a1", "w9", "copied", "map", "h-map")}
    assert told == {
        "f-12": "findings", "c1": "findings", "lacks-2": "findings", "differ": "findings", "a1": "side", "w9": "side",
        "copied": "people", "map": "map", "h-map": None,
    }  # fmt: skip


def test_words_found_are_marked_whatever_their_case_and_accents() -> None:
    parts = parse_search('café "six weeks" -bus rep*')
    assert mark_found("At the Cafe & <b>", parts) == "At the <mark>Cafe</mark> &amp; &lt;b&gt;"
    assert mark_found("SIX weeks, bus, Repairs", parts) == "<mark>SIX weeks</mark>, bus, <mark>Repairs</mark>"


@given(st.text(max_size=60), st.text(max_size=20))
def test_marking_changes_no_letter_and_never_opens_a_tag_of_the_text(text, asked) -> None:
    marked = str(mark_found(text, parse_search(asked)))
    from html import unescape

    plain = marked.replace("<mark>", "").replace("</mark>", "")
    assert unescape(plain) == unescape(str(mark_found(text, ())))
    assert marked.count("<") == marked.count("<mark>") + marked.count("</mark>")


@given(st.lists(st.sampled_from(["bridge", "river", "Brücke", "six", "weeks"]), min_size=1, max_size=30))
def test_what_a_search_finds_in_plain_words_is_marked(words) -> None:
    text = " ".join(words)
    for asked in ("bridge", "brucke", '"six weeks"', "riv*"):
        parts = parse_search(asked)
        assert ("<mark>" in mark_found(text, parts)) == match_search(parts, search_words(text))


def test_a_snippet_is_cut_around_the_first_word_found() -> None:
    text = "one " * 200 + "needle " + "two " * 200
    cut = cut_snippet(text, parse_search("needle"))
    assert "needle" in cut
    assert cut.startswith("… one")
    assert cut.endswith("two …")
    assert len(cut) < 320
    assert cut_snippet("short", parse_search("absent")) == "short"


def test_flows_count_each_story_once_and_leave_an_outlet_s_own_words_out() -> None:
    extract = extract_flows(make_dossier())
    assert [one.name for one in tally_flows([extract, extract], "cites", outlet="the alder echo")] == [
        "the transport ministry"
    ]
    assert tally_flows([extract, extract], "cites", outlet="The Alder Echo")[0].stories == 2
    assert tally_flows([extract], "cites", source="engineers")[0].name == "Northgate Post"
    assert tally_flows([extract], "copies", outlet="Northgate Post") == []


def test_agencies_and_copied_words_are_followed_by_month() -> None:
    from dataclasses import replace

    dossier = make_dossier()
    echo, post, stub = dossier.articles
    credited = replace(post, agency="Corran News Agency")
    copied = replace(dossier.copies[0], kind="verbatim", direction="time", words=40)
    told = replace(dossier, articles=(echo, credited, stub), copies=(copied,))
    extract = extract_flows(told)
    grid = grid_by_month([extract], "Northgate Post")
    assert grid.columns == ("2024-10",)
    assert dict(grid.rows) == {"Corran News Agency": (1,), "The Alder Echo": (1,)}
    assert tally_flows([extract], "copies", source="The Alder Echo")[0].words == 40
    every = grid_of_all([extract, extract])
    assert dict(every.rows)["Northgate Post"] == (2, 2)


def test_what_is_kept_is_bounded_and_what_was_used_last_stays() -> None:
    held: LastUsed[str] = LastUsed(6, len)
    held.put(1, "aaa")
    held.put(2, "bbb")
    assert held.get(1) == "aaa"
    held.put(3, "ccc")
    assert (held.get(2), held.get(1), held.get(3)) == (None, "aaa", "ccc")
    held.put(4, "far too long")
    assert held.get(4) is None
    held.put(1, "a")
    assert (held.get(1), held.get(3)) == ("a", "ccc")


def test_events_are_told_in_words_and_what_led_to_an_edition_rather_than_the_edition() -> None:
    edition = Event(story="s", kind="edition", at="", detail={"edition": 3})
    came = Event(story="s", kind="articles", at="", detail={"articles": ["a", "b"]})
    assert choose_event((edition, came)) == came
    assert choose_event((edition, edition)) == edition
    assert choose_event(()) is None
    assert say_event(edition) == "compared anew"
    assert say_event(edition, first=True) == "compared for the first time"
    assert say_event(came) == "2 articles came to it"
    assert say_event(Event(story="s", kind="edited", at="", detail={"articles": ["a"], "silent": True})) == (
        "1 article has new words, and says nothing of it"
    )
    assert say_event(Event(story="s", kind="joined", at="", detail={"joined": ["x"]})) == (
        "1 other story became part of it"
    )
    assert say_event(Event(story="s", kind="difference", at="")) == "1 new difference"
    more = {"findings": ["f1", "f2", "f3"], "changed": ["f2"]}
    assert say_event(Event(story="s", kind="difference", at="", detail=more)) == (
        "2 new differences and 1 changed difference"
    )


def test_addresses_are_parted_by_blanks_and_commas_but_not_by_commas_of_their_own() -> None:
    own = "https://velm.example/news/0,1518,723.html"
    assert split_addresses(f" {own}, https://rill.example/a,http://orlen.example/b\n{own}\thttps://c.example/,,") == [
        own, "https://rill.example/a", "http://orlen.example/b", "https://c.example/",
    ]  # fmt: skip
    assert split_addresses(" \n") == []


def test_only_addresses_of_the_web_are_led_to_and_only_languages_are_told() -> None:
    assert check_address("HTTPS://x.example/a") == "HTTPS://x.example/a"
    for wrong in (
        None,
        "",
        "javascript:alert(1)",
        " https://x.example",
        "//x.example",
        "http:///a",
        "data:text/html,x",
    ):
        assert check_address(wrong) == ""
    assert (check_language("pt-BR"), check_language('en" x='), check_language(None)) == ("pt-BR", "", "")


@given(st.text(max_size=30))
def test_a_path_to_go_on_to_is_always_of_this_server(path) -> None:
    told = check_path(path)
    assert told.startswith("/")
    assert not told.startswith("//")
    assert not set(told) & set("\\\r\n\t")


def test_an_instant_is_told_with_its_zone() -> None:
    assert say_instant("2026-03-04T05:06:07Z") == "Wednesday 4 March 2026, 05:06 UTC"
    assert say_instant("2026-03-04") == "Wednesday 4 March 2026"
    assert say_instant(None) == ""


def test_a_finding_whose_relation_is_withheld_now_is_told_so_in_the_words_of_the_pages() -> None:
    change = FindingChange(
        old="f", new="f", statement="It closed.", changes=(FieldChange(field="withheld", old="told", new="withheld"),)
    )
    assert _show_change(change)["lines"] == [("sure enough to tell the relation", "yes", "no: perhaps the same")]
