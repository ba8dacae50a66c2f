"""What addresses carry of names, passwords and keys: hidden where they are shown, left out of links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.text.secrets import hide_secrets, strip_secrets

SECRET = "hunter2velm"
CARRIERS = [
    f"https://reader:{SECRET}@velm.example/feed.xml",
    f"https://reader:at@{SECRET}@velm.example/feed.xml",
    f"https://{SECRET}@velm.example/feed.xml",
    f"https://velm.example/feed.xml?token={SECRET}",
    f"https://velm.example/feed.xml?page=2&api_key={SECRET}&lang=en",
    f"https://velm.example/feed.xml?accessToken={SECRET}#part",
    f"https://velm.example/feed.xml?X-Amz-Signature={SECRET}",
    f"https://velm.example/feed.xml?user[password]={SECRET}",
    f"https://velm.example/feed.xml?a=1;sig={SECRET};b=2",
    f"https://velm.example/feed.xml#access_token={SECRET}",
    f"https://velm.example/feed.xml?page=2#id_token={SECRET}&x=1",
    f"https://velm.example/feed.xml?a=1&amp;token={SECRET}",
    f"https://velm.example/feed.xml;sessionid={SECRET}",
    f"https://velm.example/feed.xml;jsessionid={SECRET}?page=2",
    f"https://velm.example/feed.xml&token={SECRET}",
]
PLAIN = [
    "https://velm.example/news/2031/03/a-long-headline-of-many-words?page=2&lang=en",
    "https://velm.example/?q=bridge#top",
    "https://velm.example/contact@desk",
    "pages/velm.html",
    "write to desk@velm.example; see https://velm.example/?a=b",
    "",
]


@pytest.mark.parametrize("address", CARRIERS)
def test_a_key_is_not_shown_whichever_way_an_address_carries_it(address: str) -> None:
    shown = hide_secrets(f"{address}: the server answers 403")
    assert SECRET not in shown
    assert "velm.example/feed.xml" in shown
    assert shown.endswith(": the server answers 403")


@pytest.mark.parametrize("address", CARRIERS)
def test_a_link_leads_to_the_page_without_the_key(address: str) -> None:
    link = strip_secrets(address)
    assert SECRET not in link
    assert link.startswith("https://velm.example/feed.xml")
    assert hide_secrets(link) == link


def test_what_is_no_key_stays_in_a_link() -> None:
    address = f"https://velm.example/feed.xml?page=2&api_key={SECRET}&lang=en#part"
    assert strip_secrets(address) == "https://velm.example/feed.xml?page=2&lang=en#part"
    assert (
        strip_secrets("https://velm.example/?monkey=1&keyword=ferry") == "https://velm.example/?monkey=1&keyword=ferry"
    )


def test_a_key_in_the_path_goes_and_the_path_behind_it_stays() -> None:
    address = f"https://velm.example/news;sid={SECRET};v=2/ferry;lang=en?token={SECRET}&page=2"
    assert strip_secrets(address) == "https://velm.example/news;v=2/ferry;lang=en?page=2"


@pytest.mark.parametrize("text", PLAIN)
def test_what_carries_no_key_stays_as_it_is(text: str) -> None:
    assert hide_secrets(text) == text
    assert strip_secrets(text) == text


def test_a_long_value_that_looks_like_a_key_is_hidden_where_it_is_shown_and_left_in_a_link() -> None:
    address = "https://velm.example/?p=3f1c0d9a7b2e4c55aa01bb02cc03dd04"
    assert hide_secrets(address) == "https://velm.example/?p=***"
    assert strip_secrets(address) == address


@given(st.text(max_size=200))
def test_hiding_twice_hides_no_more_and_nothing_fails(text: str) -> None:
    shown = hide_secrets(text)
    assert hide_secrets(shown) == shown
    assert strip_secrets(strip_secrets(text)) == strip_secrets(text)
