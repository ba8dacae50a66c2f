"""Files, folders and names."""

from pathlib import Path

import pytest

from stemma.read import read_paths
from stemma.read.credits import read_byline, read_dateline
from stemma.text.agencies import find_agency_within

PROSE = (
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse, the mayor said.\n\n"
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.\n\n"
    "Engineers found cracks in the stair in March, according to a report that was published last week. "
)


def write(path: Path, more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PROSE + more, encoding="utf-8")
    return path


def test_a_source_is_the_path_below_the_folder_given(tmp_path: Path) -> None:
    write(tmp_path / "x" / "b.txt", "One.")
    write(tmp_path / "a.txt", "Two.")
    articles, rejected = read_paths([tmp_path])
    assert [a.source for a in articles] == ["a.txt", "x/b.txt"]
    assert not rejected


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = [write(tmp_path / name / "a.txt", name) for name in ("north", "south")]
    assert [a.source for a in read_paths(paths)[0]] == ["north/a.txt", "south/a.txt"]


def test_order_and_repetition_of_the_arguments_do_not_matter(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.txt", "One."), write(tmp_path / "2.txt", "Two.")
    assert read_paths([two, one, one]) == read_paths([one, two])


def test_an_id_is_a_hash_of_the_content(tmp_path: Path) -> None:
    one, two = write(tmp_path / "x" / "1.txt"), write(tmp_path / "y" / "2.txt")
    assert read_paths([one])[0][0].id == read_paths([two])[0][0].id
    assert len(read_paths([one])[0][0].id) == 16


def test_progress_is_told_after_each_file(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "One.")
    write(tmp_path / "2.docx")
    told: list[tuple[int, int]] = []
    read_paths([tmp_path], progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_no_permission_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "1.txt")
    monkeypatch.setattr(Path, "open", refuse)
    assert read_paths([path])[1][0].reason == "There is no permission to read it."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Marlow, CNN", "Ann Marlow"),
        ("By ANN MARLOW and Jo A. Hill, Belmar Daily Leader", "Ann Marlow and Jo A. Hill"),
        ("By HNN Staff | April 6, 2022 at 2:26 PM", "HNN Staff"),
        ("By the time the council met, it was too late to save it.", None),
        ("The mayor said so.", None),
    ],
)
def test_bylines(line: str, names: str | None) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("BELMAR: The council voted", ("BELMAR", None)),
        ("PORT ELLERY, N.J. (AP) — The council", ("PORT ELLERY, N.J", "AP")),
        ("PARIS, Nov 3 (Reuters) - The council", ("PARIS", "Reuters")),
        ("BREAKING: The council", None),
        ("The council voted", None),
    ],
)
def test_datelines(paragraph: str, place: tuple[str, str | None] | None) -> None:
    assert read_dateline(paragraph) == place


def test_agencies_are_named_in_full() -> None:
    assert find_agency_within("Ann Marlow, AP") == "Associated Press"
    assert find_agency_within("Apartment") is None
