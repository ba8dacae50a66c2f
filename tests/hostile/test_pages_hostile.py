"""Hostile words in every field that a page, its maker or a user can fill: they are only ever text."""

import re
from html.parser import HTMLParser

import pytest

from tests.desks import make_hostile_desk
from tests.serving import open_client, sign_in

WORDS = {
    "markup": "</script><script>document.title='broken'</script><img src=x onerror=alert(1)><b>bold</b>",
    "attribute": '" onmouseover="alert(1)" x=\'\' autofocus onfocus=alert(1) ',
    "a link of ours": 'href="#f-x" <a href="#c1">',
    "template": "{{ 7*7 }}{% raw %}{# ${7*7} #}<%= 7 %>",
    "right to left": "انهار الجسر \u202e dlot saw eht \u2066",
    "surrogate": "half \ud800 a pair \udfff",
    "controls": "nul \x00 bell \x07 escape \x1b[31m line\nnext\r\n\x85",
    "an address": "javascript:alert(1)//https://x.example",
    "slashes": "../../../etc/passwd%00?x=1&y=2#z",
    "a name of 300 letters": "Llanfair" * 37 + "goch",
}
PATHS = ("/", "/search?q={}&in=claims", "/search?q={}&in=articles", "/search?q={}&in=stories", "/stories?q={}&name={}",
         "/outlets", "/outlets/{}", "/about", "/rejected", "/rejected?q={}", "/corrections", "/add", "/login?to={}",
         "/articles/edited", "/articles/loose")  # fmt: skip
VIEWS = ("", "/findings", "/stemma", "/timeline", "/map", "/people", "/side", "/made", "/history", "/correct")
_SCHEMES = re.compile(r"(?:/|#|\?|https?://)")


class Collected(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src", "action", "hx-get"}}


def list_paths(words: str, story: str) -> list[str]:
    from urllib.parse import quote

    told = quote(words, safe="", errors="replace")
    return [path.replace("{}", told) for path in PATHS] + [f"/stories/{story}{view}" for view in VIEWS]


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_no_page_takes_them_for_anything_but_text(words) -> None:
    collection = make_hostile_desk(words)
    client = open_client(collection)
    (story,) = [one.story.id for one in collection.store.iter_stories()]
    for path in list_paths(words, story):
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        html = answer.content.decode("utf-8")
        page = Collected()
        page.feed(html)
        assert not page.names & {"img", "iframe", "object", "style"}, path
        assert not {name for name in page.attributes if name.startswith("on")}, path
        assert not page.attributes & {"autofocus", "style", "srcdoc"}, path
        assert html.count("<script") == html.count('<script src="/static/'), path
        wrong = {one for one in page.addresses if one and not _SCHEMES.match(one)}
        assert not wrong, path


def test_a_signed_in_browser_sees_them_as_text_too() -> None:
    words = WORDS["markup"]
    client = open_client(make_hostile_desk(words))
    sign_in(client)
    for path in ("/corrections", "/stories/a-echo/correct?finding=f-closed", "/add"):
        html = client.get(path).text
        assert "<img" not in html
        assert "<b>bold" not in html
        assert html.count("<script") == html.count('<script src="/static/')
