"""A text wrapped at a column is read paragraph by paragraph, its text unchanged."""

import textwrap
from pathlib import Path

from stemma.read import read_paths

PARAGRAPHS = (
    "Fire destroys mill in Oakham",
    "OAKHAM, 3 May 2024 - A fire destroyed the old paper mill in Oakham on Friday night, the county fire service "
    "said, after a blaze that lit the sky for miles around and drew hundreds of people to the bridge.",
    "Nobody was hurt. Forty firefighters fought the blaze for six hours, according to chief officer Dana Whitlow, "
    "who said that the cause was not yet known and that the ruin was not safe to enter before the weekend.",
)


def test_wrapped_paragraphs_are_paragraphs_again(tmp_path: Path) -> None:
    wrapped = "\n\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS) + "\n"
    (tmp_path / "mill.txt").write_text(wrapped, encoding="utf-8")
    articles, rejected = read_paths([tmp_path])
    assert rejected == ()
    article = articles[0]
    assert article.text == wrapped
    assert article.title == PARAGRAPHS[0]
    assert [" ".join(article.text[a:b].split()) for a, b in article.body] == list(PARAGRAPHS[1:])


def test_short_lines_that_each_end_a_sentence_stay_apart(tmp_path: Path) -> None:
    lines = [f"The council of ward {n} met on Friday evening and voted on the new budget." for n in range(8)]
    (tmp_path / "wards.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    articles, _ = read_paths([tmp_path])
    assert all("\n" not in articles[0].text[a:b] for a, b in articles[0].body)
