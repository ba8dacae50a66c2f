"""Markdown, PDF, mail, saved pages: one article each, whatever they are wrapped in."""

import gzip
import io
import json
import textwrap
from pathlib import Path

import pytest
import zstandard

from stemma.model.article import Article, Rejected
from stemma.read import read_paths
from stemma.read.lines import split_lines, unwrap_lines
from stemma.read.markdown_article import split_markdown, strip_marks
from stemma.read.pdf_text import drop_running_lines, join_lines
from tests.archives import PARAGRAPHS, make_http, make_mail, make_page, make_pdf, make_record

MORE = (
    "She told reporters that a decision on the future of the building would follow before the summer.",
    "Twelve members voted for the plan and five against it, and two were away on the day of the vote.",
    "The report says that the iron of the stair has rusted through in places where sea water gets in.",
    "A group of volunteers has offered to pay for a part of the repair, the council said in a letter.",
)
LONG = tuple(f"{one} {two}" for one, two in zip(PARAGRAPHS, MORE, strict=True))
TITLE = "Lighthouse of Port Ellery to close"


def read(path: Path, content: bytes) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    path.write_bytes(content)
    return read_paths([path])


def body_of(article: Article) -> list[str]:
    return [article.text[a:b] for a, b in article.body]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gz", "zst"])
def test_each_kind_is_read_packed_too(tmp_path: Path, pack: type[bytes]) -> None:
    ending = "gz" if pack is gzip.compress else "zst"
    for name, content in (
        ("a.html", make_page()),
        ("b.txt", "\n\n".join(PARAGRAPHS).encode()),
        ("c.pdf", make_pdf([LONG])),
        ("d.eml", make_mail([("text/html", make_page("In a mail"), "")])),
        ("e.warc", make_record(make_http(make_page("In an archive")))),
    ):
        (tmp_path / f"{name}.{ending}").write_bytes(pack(content))
    articles, rejected = read_paths([tmp_path])
    assert rejected == ()
    assert [a.source.partition("#")[0] for a in articles] == [
        f"{n}.{ending}" for n in ("a.html", "b.txt", "c.pdf", "d.eml", "e.warc")
    ]


MARKDOWN = f"""---
title: "A name for the file"
author: Ann Marlow
date: 2031-03-04
---

# Lighthouse of *Port Ellery* to close

![The tower](tower.png)

{textwrap.fill(LONG[0], 70)}

> {PARAGRAPHS[2]}

## Cracks in the stair

{textwrap.fill(LONG[1], 70)}

- - -

```
code that nobody reads
```
"""


def test_markdown_is_read_without_its_marks_and_keeps_its_text(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path / "a.md", MARKDOWN.encode())
    assert article.text == MARKDOWN
    assert article.title == TITLE
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == "Lighthouse of *Port Ellery* to close"
    assert (article.byline, article.authors, article.published) == ("Ann Marlow", ("Ann Marlow",), "2031-03-04")
    paragraphs = [" ".join(p.split()) for p in body_of(article)]
    assert LONG[0] in paragraphs
    assert PARAGRAPHS[2] in paragraphs
    assert LONG[1] in paragraphs
    assert not any("code" in p or "tower.png" in p for p in paragraphs)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
def test_a_text_of_very_many_lines_is_refused_whatever_it_is_written_in(tmp_path: Path, name: str) -> None:
    text = "- one more\n" * 50_001
    (tmp_path / name).write_text(json.dumps({"text": text}) if name.endswith("l") else text)
    articles, (rejected,) = read_paths([tmp_path])
    assert not articles
    assert "50,000 lines" in rejected.reason


def test_a_paragraph_of_many_lines_is_one_line_again() -> None:
    text = "ab\n" * 2000
    (line,), _ = split_markdown(text)
    assert (line.start, line.end) == (0, len(text) - 1)
    wrapped = (("word " * 15).strip() + "\n") * 300
    (line,) = unwrap_lines(split_lines(wrapped), wrapped)
    assert line.text == wrapped.strip()


def test_markdown_headings_of_both_kinds_and_lists_are_lines() -> None:
    text = "The tower\n=========\nIt was\nbuilt.\n\n1. One\n2. Two\n   more\n\n| a | b |\n|---|---|\n| c | d |\n\n[x]: http://y.example\n***\n"
    lines, title = split_markdown(text)
    assert [line.text for line in lines] == [
        "The tower", "It was\nbuilt.", "One", "Two\n   more", "| a | b |", "| c | d |",
    ]  # fmt: skip
    assert title == 0
    assert all(text[line.start : line.end] == line.text for line in lines)


def test_marks_of_emphasis_and_links_are_not_shown() -> None:
    assert strip_marks("**A** [link](http://x.example) to `b` and *c_d* e * f") == "A link to b and c_d e * f"


def test_a_pdf_is_read_by_paragraphs_over_its_pages(tmp_path: Path) -> None:
    lines = [line for p in LONG for line in textwrap.wrap(p, 70)]
    pages = [[TITLE, "By Ann Marlow", "4 March 2031", *lines[:7]], lines[7:]]
    (article,), _ = read(tmp_path / "a.pdf", make_pdf(pages, title="Lighthouse to close for good"))
    assert article.title == TITLE
    assert article.byline == "Ann Marlow"
    assert article.published == "2031-03-04"
    assert body_of(article) == list(LONG)


def test_the_day_of_a_pdfs_making_is_no_day_of_publication(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path / "a.pdf", make_pdf([[line for p in LONG for line in textwrap.wrap(p, 70)]]))
    assert article.published is None


def test_words_broken_at_line_ends_are_one_again() -> None:
    wide = "The council of the harbour town has decided that the light-"
    assert join_lines([[wide, "house is to close, and that nuclear-powered ships", "stay."]]) == [
        f"{wide[:-1]}house is to close, and that nuclear-powered ships stay."
    ]
    kept = "A ship that is nuclear-powered came; then one more, a nuclear-"
    assert "a nuclear-powered ship" in join_lines([[kept, "powered ship of the navy, came into the harbour."]])[0]


def test_running_heads_are_shown_once() -> None:
    pages = [[f"The Gazette page {n}", f"Text {'abc'[n]}.", "Foot"] for n in range(3)]
    kept = [line for page in drop_running_lines(pages) for line in page]
    assert kept == ["The Gazette page 0", "Text a.", "Foot", "Text b.", "Text c."]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (make_pdf([[]]), "scan"),
        (make_pdf([LONG])[:400], "damaged"),
        (b"%PDF-1.4\n" + bytes(1000), "damaged"),
        (make_pdf([LONG]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 >>"), ""),
    ],
)
def test_a_pdf_without_text_is_rejected_with_what_to_do(tmp_path: Path, content: bytes, word: str) -> None:
    articles, rejected = read(tmp_path / "a.pdf", content)
    assert articles == ()
    assert word in rejected[0].reason


def test_a_mail_is_its_body_and_the_pages_attached(tmp_path: Path) -> None:
    mail = make_mail(
        [
            ("text/plain", b"See the HTML part.", ""),
            ("text/html; charset=utf-8", make_page("Lighthouse: the council’s vote"), ""),
            ("text/html", make_page("Another story", more="It was a long day."), "other.html"),
            ("image/png", b"\x89PNG", "tower.png"),
            (
                "application/octet-stream",
                make_pdf([[line for p in LONG for line in textwrap.wrap(p, 70)]]),
                "report.pdf",
            ),
        ],
        subject="The morning mail",
    )
    articles, rejected = read(tmp_path / "a.eml", mail)
    assert [a.source for a in articles] == ["a.eml", "a.eml#3", "a.eml#5"]
    assert articles[0].title == "Lighthouse: the council’s vote"
    assert (articles[0].outlet, articles[0].authors) == ("The Gazette", ())
    assert articles[0].published == "2031-03-04T05:06:07+01:00"
    assert articles[1].published is None, "the day of a mail is not that of what is attached to it"
    assert [r.reason for r in rejected] == ["1 of its records left out: images (the first: tower.png)."]


def test_a_plain_mail_takes_its_headline_and_author_from_its_headers(tmp_path: Path) -> None:
    text = "\n\n".join(LONG).encode()
    mail = make_mail([("text/plain; charset=utf-8", text, "")]).replace(
        b"The Gazette <news@", b"Ann Marlow <ann.marlow@"
    )
    (article,), _ = read(tmp_path / "a.eml", mail)
    assert (article.title, article.authors, article.outlet) == ("Lighthouse to close", ("Ann Marlow",), None)
    assert article.captures[0].record is not None
    assert article.captures[0].record.id == "<1@gazette.example>"


def test_a_mail_in_a_mail_is_opened(tmp_path: Path) -> None:
    inner = make_mail([("text/html", make_page("The inner story"), "")])
    mail = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nSee below.\r\n'
    mail += b"--x\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--x--\r\n"
    articles, _ = read(tmp_path / "a.eml", mail)
    assert [a.title for a in articles] == ["The inner story"]


def test_a_saved_page_is_read_without_its_frames(tmp_path: Path) -> None:
    saved = make_mail(
        [
            ("text/html; charset=utf-8", make_page(), ""),
            ("text/html", make_page("An advertisement in a frame"), ""),
            ("image/png", b"\x89PNG", ""),
        ],
        kind="related",
    ).replace(b"Message-ID: <1@gazette.example>", b"Snapshot-Content-Location: https://gazette.example/a")
    for name in ("a.mhtml", "a.mht"):
        (article,), rejected = read(tmp_path / name, saved)
        assert (article.title, article.url, article.published) == (
            "Lighthouse to close",
            "https://gazette.example/a",
            None,
        )
        assert rejected == ()


@pytest.mark.parametrize("tail", ["_files", "-Dateien", "_fichiers", ".files"])
def test_the_folder_beside_a_saved_page_is_part_of_it(tmp_path: Path, tail: str) -> None:
    (tmp_path / "Lighthouse.html").write_bytes(make_page())
    parts = tmp_path / f"Lighthouse{tail}"
    parts.mkdir()
    (parts / "frame.html").write_bytes(make_page("An advertisement in a frame"))
    (parts / "style.css").write_bytes(b"p {}")
    other = tmp_path / "Other_files"
    other.mkdir()
    (other / "page.html").write_bytes(make_page("A story of its own", more="It was a long day."))
    articles, rejected = read_paths([tmp_path])
    assert [a.title for a in articles] == ["Lighthouse to close", "A story of its own"]
    assert rejected == ()


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0027)https://gazette.example/a -->",
        "<!--\n Page saved with SingleFile \n url: https://gazette.example/a \n saved date: x\n-->",
    ],
)
def test_a_saved_page_knows_where_it_was_saved_from(tmp_path: Path, note: str) -> None:
    (article,), _ = read(tmp_path / "a.html", b"<!DOCTYPE html>\n" + note.encode() + make_page())
    assert article.url == "https://gazette.example/a"


def test_an_archive_in_an_archive_is_opened_to_a_depth(tmp_path: Path) -> None:
    content = make_page()
    for _ in range(3):
        content = gzip.compress(content)
    (tmp_path / "a.html.gz").write_bytes(content)
    for _ in range(40):
        content = gzip.compress(content)
    (tmp_path / "b.html.gz").write_bytes(content)
    articles, rejected = read_paths([tmp_path])
    assert [a.source for a in articles] == ["a.html.gz"]
    assert "deep" in rejected[0].reason


@pytest.mark.parametrize(
    "content",
    [
        make_page(),
        make_pdf([LONG]),
        make_mail([("text/html", make_page(), "")]),
        make_record(make_http(make_page())),
        zstandard.compress(gzip.compress(make_record(make_http(make_page())))),
    ],
    ids=["html", "pdf", "mail", "warc", "packed twice"],
)
def test_standard_input_is_told_by_its_first_bytes(content: bytes) -> None:
    articles, rejected = read_paths(["-"], stdin=io.BytesIO(content))
    assert len(articles) == 1
    assert rejected == ()
