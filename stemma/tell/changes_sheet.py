"""What changed between two dossiers, told: in the terminal, as Markdown, as JSON."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemma.model.changes import ArticleEdit, Changes, FindingChange, FindingName, StoryChanges
from stemma.tell.dossier_json import dump_line
from stemma.tell.markdown import escape_markdown
from stemma.tell.wording import RELATION_WORDS, clean_line, say_date, shorten

if TYPE_CHECKING:
    from rich.console import Console

_LONGEST = 300
_EDITS_SHOWN = 12
_NO_CHANGE = "Nothing changed."
_KIND_WORDS = {
    "silent": "edited without a word about it",
    "marked": "edited, and says so",
    "metadata": "the same words; what the page says of itself changed",
}
_FIELD_WORDS = {
    "relation": "relation",
    "value": "value",
    "words": "words",
    "origins": "independent origins",
    "date": "date",
    "articles": "articles",
    "withheld": "relation told",
}
_Line = tuple[int, str, str]
"""Depth, tone (``+`` new, ``-`` gone, ``~`` changed, ``#`` heading, empty: plain), words."""


def dump_changes(changes: Changes) -> str:
    """The changes as one line of JSON, without a line end; can always be written as UTF-8."""
    return dump_line(changes)


def render_changes(changes: Changes, console: "Console") -> None:
    """Print the changes to ``console``; what comes from a page is shown as text, never as markup or escapes."""
    from rich.padding import Padding
    from rich.text import Text

    styles = {"+": "green", "-": "red", "~": "yellow", "#": "bold", "": ""}
    for depth, tone, words in _list_lines(changes):
        marker = f"{tone} " if tone in {"+", "-", "~"} else ""
        console.print(Padding(Text(marker + words, style=styles[tone]), (0, 0, 0, 2 * depth), expand=False))


def render_changes_markdown(changes: Changes) -> str:
    """The changes as Markdown; what comes from a page is escaped."""
    words_of = {"+": "**New:** ", "-": "**Gone:** ", "~": "**Changed:** ", "": ""}
    lines: list[str] = []
    for depth, tone, words in _list_lines(changes):
        if tone == "#":
            lines += ["", f"{'#' * (depth + 2)} {escape_markdown(words)}", ""]
        elif depth == 0:
            lines += ["", words_of[tone] + escape_markdown(words)]
        else:
            lines.append(f"{'  ' * max(0, depth - 2)}- {words_of[tone]}{escape_markdown(words)}")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _list_lines(changes: Changes) -> Iterator[_Line]:
    if changes.is_empty:
        yield 0, "", _NO_CHANGE
    for story in changes.stories:
        yield from _list_story(story)
    for name, tone, stories in (("new", "+", changes.stories_added), ("gone", "-", changes.stories_gone)):
        if stories:
            yield 0, "#", f"Stories that are {name}"
            for one in stories:
                yield 1, tone, one.title or "(no headline)"


def _list_story(story: StoryChanges) -> Iterator[_Line]:
    yield 0, "#", story.title or "(no headline)"
    if story.articles_added or story.articles_gone or story.edits:
        yield 1, "#", "Articles"
        for tone, articles in (("+", story.articles_added), ("-", story.articles_gone)):
            for article in articles:
                yield 2, tone, article.name + (f": {article.title}" if article.title else "")
        for edit in story.edits:
            yield from _list_edit(edit)
    if story.findings_new or story.findings_gone or story.findings_changed:
        yield 1, "#", "Findings"
        for change in story.findings_changed:
            yield from _list_change(change)
        for tone, findings in (("+", story.findings_new), ("-", story.findings_gone)):
            for finding in findings:
                yield 2, tone, f"{shorten(finding.statement, _LONGEST)} ({_say_relation(finding)})"


def _say_relation(finding: FindingName) -> str:
    relation = _say("relation", finding.relation)
    if not finding.shares:
        return relation
    return f"{relation}; shares claims with {len(finding.shares)} other{'s' if len(finding.shares) > 1 else ''}"


def _list_edit(edit: ArticleEdit) -> Iterator[_Line]:
    yield 2, "~", f"{edit.name}: {_KIND_WORDS[edit.kind]}"
    if edit.notice:
        yield 3, "", f"it says: “{shorten(edit.notice, _LONGEST)}”"
    for field, old, new in edit.fields:
        yield 3, "", f"{field}: {_say_field(field, old)} → {_say_field(field, new)}"
    for one in edit.edits[:_EDITS_SHOWN]:
        old, new = (shorten(clean_line(words), _LONGEST) for words in (one.old, one.new))
        if old and new:
            yield 3, "", f"“{old}” → “{new}”"
        elif old or new:
            yield 3, "", f"taken out: “{old}”" if old else f"put in: “{new}”"
    if len(edit.edits) > _EDITS_SHOWN:
        yield 3, "", f"and {len(edit.edits) - _EDITS_SHOWN} more edits"


def _say_field(field: str, value: str | None) -> str:
    if not value:
        return "(none)"
    return clean_line(value) if field in {"title", "deck", "byline"} else say_date(value) or clean_line(value)


def _list_change(change: FindingChange) -> Iterator[_Line]:
    yield 2, "~", shorten(change.statement, _LONGEST)
    for one in change.changes:
        if one.field == "articles":
            sides = (("no more in", one.old), ("now also in", one.new))
            yield 3, "", "; ".join(f"{words} {names}" for words, names in sides if names)
            continue
        old, new = _say(one.field, one.old), _say(one.field, one.new)
        yield 3, "", f"{_FIELD_WORDS[one.field]}: {shorten(old, _LONGEST)} → {shorten(new, _LONGEST)}"


def _say(field: str, value: str) -> str:
    if field == "relation":
        return RELATION_WORDS.get(value, value)
    if field == "date":
        return say_date(value) or value or "(none)"
    return value or "(none)"
