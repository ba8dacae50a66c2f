"""What the page on watches shows is what the program does."""

import json
import re
from dataclasses import fields
from pathlib import Path

from stemma.collection.notices import Notice, check_channels, parse_rules
from stemma.collection.notices.notice import NoticeClaim, NoticeFinding, NoticeLink, NoticeReason, NoticeSide

PAGE = (Path(__file__).parents[2] / "docs" / "notices.md").read_text(encoding="utf-8")


def find_block(kind: str) -> str:
    found = re.search(rf"```{kind}[^\n]*\n(.*?)```", PAGE, re.S)
    assert found is not None
    return found[1]


def test_the_rule_file_of_the_page_is_one() -> None:
    rules = parse_rules(find_block("toml"))
    assert [rule.name for rule in rules.rules] == ["The Alder bridge", "Anything large", "What the agency sends"]
    assert len(check_channels(rules)) == 2


def test_the_payload_of_the_page_has_all_fields_and_no_others() -> None:
    told = json.loads(find_block("json"))["data"]
    (finding,) = told["findings"]
    (side,) = finding["sides"]
    for shown, kind in (
        (told, Notice),
        (told["reasons"][0], NoticeReason),
        (finding, NoticeFinding),
        (side, NoticeSide),
        (side["claims"][0], NoticeClaim),
        (told["links"][0], NoticeLink),
    ):
        assert set(shown) - {"schema"} == {field.name for field in fields(kind)}, kind
