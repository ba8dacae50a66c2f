"""Whatever is given to read: articles, and one clear sentence for each item that is none; never an exception."""

import gzip
import io
import os
from pathlib import Path

import pytest

from stemma.model.article import Article, Rejected
from stemma.read import read_paths
from stemma.read.decoding import decode_text

PROSE = (
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse, the mayor said.\n\n"
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.\n\n"
    "Engineers found cracks in the stair in March, according to a report that was published last week.\n\n"
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.\n"
)
PAGE = (
    f"<html><body><h1>Lighthouse to close</h1>{''.join(f'<p>{p}</p>' for p in PROSE.split(chr(10)) if p)}</body></html>"
)


def read_one(path: Path) -> Article | Rejected:
    articles, rejected = read_paths([path])
    assert len(articles) + len(rejected) == 1
    for item in rejected:
        assert item.stage == "read"
        assert item.reason.endswith(".")
        assert "\n" not in item.reason
    return (*articles, *rejected)[0]


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n\n ", "empty"),
        ("empty.txt.gz", gzip.compress(b"", mtime=0), "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
        ("cut.txt.gz", gzip.compress(PROSE.encode() * 9, mtime=0)[:-20], "cut off"),
        ("broken.html.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + b"\xff" * 400, "damaged"),
        ("plain.txt.gz", PROSE.encode(), "not gzip"),
        ("bomb.txt.gz", gzip.compress(bytes(60 * 1024 * 1024), 9, mtime=0), "unpacks to more"),
        ("large.txt", b"The mayor said so. " * (60 * 1024 * 1024 // 19 + 1), "larger than"),
        ("long.txt", b"The mayor said so. " * 400_000, "longer than"),
        ("nested.html", b"<html><body>" + b"<div>" * 200_000 + b"Deep" + b"</div>" * 200_000, "nested"),
        ("unclosed.html", b"<b><i><span>" * 70_000 + PROSE.encode(), "nested"),
        ("menu.html", b"<html><body><ul><li>Home</li><li>News</li></ul></body></html>", "no article"),
        ("menu.txt", b"Home\nNews\nSport\nMost popular\nContact us\n", "no article"),
        ("notes.docx", b"PK\x03\x04", "kind"),
    ],
)
def test_what_cannot_be_used_is_rejected_with_a_sentence(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    outcome = read_one(write(tmp_path, name, content))
    assert isinstance(outcome, Rejected), outcome.body
    assert word in outcome.reason
    assert outcome.item == name


def test_a_missing_path_is_rejected(tmp_path: Path) -> None:
    outcome = read_one(tmp_path / "gone.txt")
    assert isinstance(outcome, Rejected)
    assert "no such file" in outcome.reason


def test_a_path_with_a_nul_is_rejected() -> None:
    assert isinstance(read_one(Path("a\0b.txt")), Rejected)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_rejected(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.txt", PROSE.encode())
    path.chmod(0)
    outcome = read_one(path)
    assert isinstance(outcome, Rejected)
    assert "permission" in outcome.reason


def test_the_others_are_unharmed_by_a_bad_one(tmp_path: Path) -> None:
    write(tmp_path, "bad.txt", b"\0\1\2\3" * 100)
    write(tmp_path, "good.txt", PROSE.encode())
    articles, rejected = read_paths([tmp_path])
    assert [a.source for a in articles] == ["good.txt"]
    assert [r.item for r in rejected] == ["bad.txt"]


def test_a_second_copy_is_one_more_capture_of_the_first(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", PROSE.encode())
    write(tmp_path, "a.txt.gz", gzip.compress(PROSE.encode()))
    articles, rejected = read_paths([tmp_path / "b.txt", tmp_path / "a.txt.gz"])
    assert [a.source for a in articles] == ["a.txt.gz"]
    assert [(seen.source, seen.why) for seen in articles[0].captures] == [
        ("a.txt.gz", None),
        ("b.txt", "the same bytes"),
    ]
    assert not rejected


def test_links_that_lead_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", PROSE.encode())
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    articles, rejected = read_paths([tmp_path])
    assert [a.source for a in articles] == ["a.txt"]
    assert [r.item for r in rejected] == ["self.txt"]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ".notes.txt", PROSE.encode())
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git", "x.txt", PROSE.encode())
    assert read_paths([tmp_path]) == ((), ())


def test_a_pipe_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    outcome = read_one(tmp_path / "pipe.txt")
    assert isinstance(outcome, Rejected)
    assert "regular" in outcome.reason


def test_a_name_that_is_not_unicode_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(PROSE.encode())
    articles, _ = read_paths([tmp_path])
    articles[0].source.encode("utf-8")


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_told(tmp_path: Path, charset: str) -> None:
    text = PROSE.replace("Ellery", "Élégance").replace("The lighthouse", "“The café” lighthouse")
    article = read_one(write(tmp_path, "a.txt", text.encode(charset)))
    assert isinstance(article, Article)
    assert article.text == text


@pytest.mark.parametrize("charset", ["iso-8859-1", "ISO8859-1", "latin1", "us-ascii"])
def test_who_says_latin_1_means_windows_1252_on_the_page_as_in_http(charset: str) -> None:
    text = "“The café is open” – so it is."
    page = f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'
    assert text in (decode_text(page.encode("cp1252"), markup=True) or "")
    assert decode_text(text.encode("cp1252"), charset) == text


def test_a_declaration_that_lies_does_no_harm(tmp_path: Path) -> None:
    page = PAGE.replace("<html>", '<html><head><meta charset="utf-8"></head>').replace("Ellery", "Élégance")
    article = read_one(write(tmp_path, "a.html", page.encode("cp1252")))
    assert isinstance(article, Article)
    assert "Élégance" in article.text


def test_nuls_and_surrogates_in_a_page_are_forgiven(tmp_path: Path) -> None:
    page = PAGE.replace("Tuesday", "Tues\0day").replace("1871", "18&#xD800;71").encode() + b"\xed\xa0\x80"
    article = read_one(write(tmp_path, "a.html", page))
    assert isinstance(article, Article)
    article.text.encode("utf-8")
    assert "Tuesday" in article.text


def test_one_endless_line_is_read_or_rejected(tmp_path: Path) -> None:
    for content in (
        b"a" * 2_000_000,
        b"Say it. " * 300_000,
        b"(A1, " * 100_000 + b"\n" + b"By A and B " * 100_000,
    ):
        outcome = read_one(write(tmp_path, "a.txt", content))
        assert isinstance(outcome, Rejected) or len(outcome.text) == len(content)


def test_markup_in_a_title_stays_text(tmp_path: Path) -> None:
    page = PAGE.replace("Lighthouse to close", "&lt;script&gt;alert(1)&lt;/script&gt; lighthouse is closed")
    article = read_one(write(tmp_path, "a.html", page.encode()))
    assert isinstance(article, Article)
    assert article.title == "<script>alert(1)</script> lighthouse is closed"


def test_standard_input_is_read_and_its_kind_told() -> None:
    articles, _ = read_paths(["-"], stdin=io.BytesIO(gzip.compress(PAGE.encode())))
    assert articles[0].source == "stdin"
    assert articles[0].title == "Lighthouse to close"
    assert read_paths(["-"])[1][0].item == "stdin"
