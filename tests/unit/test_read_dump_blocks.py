"""What each stretch of a text dump is, by the shape of its lines."""

from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read.dump_blocks import classify_blocks, find_notice
from stemma.read.text_article import read_text

BODY = [
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
]


def kinds_of(*lines: str, captions: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    text = "\n".join(lines)
    spans = {line: Span(text.index(line), text.index(line) + len(line)) for line in lines}
    blocks = classify_blocks(
        text, [spans[line] for line in lines if line not in captions], [spans[c] for c in captions]
    )
    return [(text[block.start : block.end], block.kind) for block in blocks]


def test_paragraphs_headings_and_captions() -> None:
    caption = "The lighthouse of Port Ellery at dusk (Reuters)"
    found = kinds_of(BODY[0], "What the engineers found", BODY[2], caption, BODY[3], captions=(caption,))
    assert [kind for _, kind in found] == ["paragraph", "heading", "paragraph", "caption", "paragraph"]


def test_the_items_of_a_list_are_one_block() -> None:
    items = ["• the stair is to be taken down", "• the lamp goes to the museum", "• the keeper retires"]
    assert kinds_of(BODY[0], *items, BODY[1])[1] == ("\n".join(items), "list")
    numbered = ["1. Take down the stair", "2. Move the lamp"]
    assert kinds_of(BODY[0], *numbered, BODY[1])[1] == ("\n".join(numbered), "list")


def test_a_line_that_is_cut_by_a_caption_parts_a_list() -> None:
    caption = "The lamp (Reuters)"
    found = kinds_of(BODY[0], "• the stair", caption, "• the lamp", BODY[1], captions=(caption,))
    assert [kind for _, kind in found] == ["paragraph", "list", "caption", "list", "paragraph"]


def test_what_mail_quotes_is_a_quotation() -> None:
    assert kinds_of(BODY[0], "> We have no choice, the council wrote.", BODY[1])[1][1] == "quotation"


def test_words_pulled_out_of_the_text_are_a_quotation_and_a_speakers_paragraph_is_not() -> None:
    said = "“We have no choice but to close it”"
    told = f"{said}, the mayor told reporters after the vote in the town hall."
    assert dict(kinds_of(BODY[0], said, told))[said] == "quotation"
    assert dict(kinds_of(BODY[0], "“We have no choice but to close it.”", BODY[1])).popitem()[1] == "paragraph"


def test_rows_of_cells_are_a_table() -> None:
    rows = ["Boat | Gate | Hour", "Marlin | 2 | 14:30"]
    assert kinds_of(BODY[0], *rows, BODY[1])[1] == ("\n".join(rows), "table")


def test_notices_of_the_outlet_on_its_text() -> None:
    for text in (
        "Correction: the lighthouse was built in 1871, not in 1817.",
        "An earlier version of this article gave a wrong year.",
        "This story has been corrected to name the right council.",
        "Korrektur: Der Turm wurde 1871 gebaut.",
        "訂正：灯台は一八七一年に建てられた。",
    ):
        assert find_notice(text) == "correction", text
    for text in (
        "Update, 14:30: the ferry has docked.",
        "This article was updated with the mayor's answer.",
        "Mise à jour : le phare est fermé.",
        "Обновлено: маяк закрыт.",
    ):
        assert find_notice(text) == "update", text
    for text in (*BODY, "Corrections officers found the door open.", "Updates to the law are due in May."):
        assert find_notice(text) is None, text


def test_a_dump_has_its_blocks() -> None:
    text = "\n".join(["Port Ellery closes its lighthouse", *BODY[:2], "Cracks in the stair", *BODY[2:]])
    article = read_text(text, source="a.txt", identity="x")
    assert isinstance(article, Article)
    assert [block.kind for block in article.blocks] == ["paragraph", "paragraph", "heading", "paragraph", "paragraph"]
