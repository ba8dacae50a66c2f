"""Two revisions of an article, word by word, as they are shown."""

from dataclasses import dataclass
from typing import Literal

from stemma.model.article import Article
from stemma.model.changes import ArticleEdit, WordEdit
from stemma.model.stored import StoredArticle
from stemma.tell.editions import describe_edit, join_editions
from stemma.tell.wording import clean_line, say_date, shorten

_AROUND, _WORDS, _EDITS = 90, 1200, 60
KIND_WORDS = {
    "silent": "edited without a word about it",
    "marked": "edited, and says so",
    "metadata": "the same words; what the page says of itself changed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEdit:
    """Words in place of others, with what stands around them."""

    before: str
    old: str
    new: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRevision:
    """One revision, and what it changed of the one before."""

    id: str
    name: str
    when: str
    when_at: str
    current: bool
    kind: Literal["first", "same", "silent", "marked", "metadata"]
    said: str
    notice: str
    fields: tuple[tuple[str, str, str], ...]
    edits: tuple[ShownEdit, ...]
    more: int


def compare_revisions(before: Article | None, stored: StoredArticle, *, name: str, when: str) -> ShownRevision:
    """A revision beside the one ``before``; None for the first."""
    edit = describe_edit(join_editions(before, stored.article), "") if before is not None else None
    return ShownRevision(
        id=stored.article.id,
        name=name,
        when=when,
        when_at=stored.received or "",
        current=stored.current,
        kind=edit.kind if edit else "first" if before is None else "same",
        said=KIND_WORDS[edit.kind] if edit else "as it was first read" if before is None else "the same words",
        notice=shorten(clean_line(edit.notice or ""), 400) if edit else "",
        fields=_list_fields(edit) if edit else (),
        edits=tuple(show_edit(one, stored.article.text) for one in edit.edits[:_EDITS]) if edit else (),
        more=max(0, len(edit.edits) - _EDITS) if edit else 0,
    )


def _list_fields(edit: ArticleEdit) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, say_field(name, old), say_field(name, new)) for name, old, new in edit.fields)


def say_field(name: str, value: str | None) -> str:
    """What a page says of itself, in words."""
    if not value:
        return "nothing"
    dated = say_date(value) if name in {"published", "modified"} else ""
    return shorten(dated or clean_line(value), 300)


def show_edit(edit: WordEdit, text: str) -> ShownEdit:
    """``edit`` with the words around it in the later ``text``."""
    before = clean_line(text[max(0, edit.new_start - _AROUND) : edit.new_start])
    after = clean_line(text[edit.new_end : edit.new_end + _AROUND])
    if edit.new_start > _AROUND:
        before = "… " + before.partition(" ")[2]
    if edit.new_end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return ShownEdit(
        before=before,
        old=shorten(clean_line(edit.old), _WORDS),
        new=shorten(clean_line(edit.new), _WORDS),
        after=after,
    )
