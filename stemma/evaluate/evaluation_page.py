"""``docs/evaluation.md``: the tables of kept figures, set into the prose of ``eval/page.md``.

``stemma eval --report docs/evaluation.md`` writes it. The same files give the same bytes. Figures that are worse than a
rival's or than a published one are said to be.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.errors import UsageError
from stemma.evaluate.page_rows import Row, compare, find_measured, list_rows, write_figure
from stemma.evaluate.results import Result, find_figure, find_newest, load_results
from stemma.evaluate.rivals import RIVALS, UNMEASURED
from stemma.evaluate.tasks import TASKS

_STORY_FIGURES = ("links", "findings", "shared", "coverage", "said_by", "relation", "conflicts", "origins", "density")
_SYSTEMS = ("mean", "tf-idf", "tf-idf+textacy", "lexrank", "vectors", "news-deframe")
_SLOT = re.compile(r"<!-- (\w+) -->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the tables are made from: the results, the newest first, and a row for each capability."""

    results: tuple[Result, ...]
    rows: tuple[Row, ...]


def write_page(results: Path, template: Path) -> str:
    """The page, from a folder of results and the prose that they are set into.

    Raises:
        UsageError: there are no results, no prose, or it asks for a table that there is not.
    """
    try:
        prose = template.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{template}: {error.strerror or error}") from None
    found = load_results(results)
    kept = Kept(results=found, rows=tuple(list_rows(found)))

    def fill(slot: re.Match[str]) -> str:
        if slot[1] not in _TABLES:
            raise UsageError(f"{template}: there is no table '{slot[1]}'; there are {', '.join(_TABLES)}")
        return _TABLES[slot[1]](kept)

    return _SLOT.sub(fill, prose)


def make_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _name_newest(kept: Kept) -> str:
    return f"{kept.results[0].date}, version {kept.results[0].version}"


def _show_glance(kept: Kept) -> str:
    table = []
    for row in kept.rows:
        one, top = row.capability, next(iter(row.published), None)
        best = f"{row.rivals[0].name} {row.rivals[0].write()}" if row.rivals else "–"
        quoted = f"{top.system} {write_figure(top.value)}" if top else "–"
        figures = (row.ours.write(), best, quoted, row.stands(), row.result.date)
        table.append((one.does, f"`{one.task}`", one.metric, *figures))
    head = ("what", "task", "measure", "Stemma", "best rival, same run", "best published", "Stemma is", "measured")
    return make_table(head, table)


def _list_notes(kept: Kept) -> str:
    used = dict.fromkeys(row.result.date for row in kept.rows)
    notes = [f"- {one.date}: {one.note}" for one in kept.results if one.note and one.date in used]
    return "\n".join(notes) or "- None."


def _list_missing(kept: Kept) -> str:
    measured = {row.capability.task for row in kept.rows}
    return ", ".join(f"`{task.name}`" for task in TASKS if task.name not in measured) or "none"


def _list_behind(kept: Kept) -> str:
    lines = [line for row in kept.rows for line in _name_behind(row)]
    return "\n".join(lines) or "None among what was measured beside others."


def _name_behind(row: Row) -> Iterator[str]:
    one = row.capability
    about = f"- `{one.task}`, {one.does}: {row.ours.write()}"
    for rival in row.rivals:
        if (row.ours.value - rival.value) * one.better < 0:
            chance = "" if compare(row.ours, rival, one.better) == "**behind**" else ", within chance"
            yield f"{about}; {rival.name} {rival.write()}{chance}."
    for other in row.published:
        if row.is_below(other):
            yield f"{about}; published for {other.system} on {other.on}: {write_figure(other.value)}."


def _list_alone(kept: Kept) -> str:
    beside = {row.capability.task for row in kept.rows if row.capability.rivals or row.published}
    alone = sorted({row.capability.task for row in kept.rows} - beside)
    return ", ".join(f"`{task}`" for task in alone) or "no task"


def _show_rivals(kept: Kept) -> str:
    table = []
    for row in kept.rows:
        one = row.capability
        if row.rivals:
            systems = sorted((row.ours, *row.rivals), key=lambda m: (-m.value * one.better, m.name))
            cells = " · ".join(f"{'**Stemma**' if m.name == 'Stemma' else m.name} {m.write()}" for m in systems)
            table.append((f"`{one.task}`", one.does, one.data, one.fitted, cells))
    return make_table(("task", "what", "data", "of ours fitted on it", "systems"), table)


def _find_packages(kept: Kept) -> dict[str, str]:
    packages: dict[str, str] = {}
    for result in reversed(kept.results):
        packages |= result.packages
    return packages


def _list_versions(kept: Kept) -> str:
    return ", ".join(f"{name} {found}" for name, found in sorted(_find_packages(kept).items())) or "not kept"


def _list_absent(kept: Kept) -> str:
    packages = _find_packages(kept)
    return ", ".join(f"{name} ({what})" for name, (_, what) in RIVALS.items() if name not in packages) or "none"


def _list_unmeasured(kept: Kept) -> str:
    return "; ".join(f"{name} ({why})" for name, why in UNMEASURED.items())


def _show_leaderboard(kept: Kept) -> str:
    """The table of systems on the test part of the invented stories, the best in links first."""
    result = find_newest(kept.results, "corpus")
    if result is None:
        return "Not measured yet."
    figures = result.tasks["corpus"]
    ranked = []
    for part in _SYSTEMS:
        links = find_measured(part, figures, (part, "links"))
        if links is None:
            continue
        others = (find_figure(figures, (part, name)) for name in _STORY_FIGURES[1:])
        cells = ["–" if value is None else write_figure(value) for value in others]
        ranked.append((-links.value, ("**Stemma**" if part == "mean" else part, links.write(), *cells)))
    return make_table(("system", *_STORY_FIGURES), [cells for _, cells in sorted(ranked)])


def _tell_given(kept: Kept) -> str:
    result = find_newest(kept.results, "corpus")
    given = find_figure(result.tasks["corpus"], ("mean", "links_gold_spans")) if result else None
    return "a figure not measured yet" if given is None else write_figure(given)


def _show_stories(kept: Kept) -> str:
    result = find_newest(kept.results, "stories")
    figures = result.tasks["stories"] if result else {}
    beside = {name for system in _SYSTEMS for name in (system, f"{system}_low", f"{system}_high")}
    stories = {name: own for name, own in figures.items() if isinstance(own, Mapping) and name not in beside}
    table = []
    for story, own in stories.items():
        others = [other["links"] for name, other in stories.items() if name != story]
        cells = [write_figure(own[name]) if name in own else "–" for name in _STORY_FIGURES]
        table.append((story, *cells, write_figure(sum(others) / len(others)) if others else "–"))
    return make_table(("story", *_STORY_FIGURES, "links without it"), table) if table else "Not kept by story yet."


def _show_published(kept: Kept) -> str:
    table = [
        (
            f"`{row.capability.task}`",
            one.system,
            write_figure(one.value),
            one.on,
            one.source if one.checked else f"{one.source} (from memory, not checked)",
            row.ours.write() + (" **below**" if row.is_below(one) else ""),
        )
        for row in kept.rows
        for one in row.published
    ]
    return make_table(("task", "system", "figure", "on", "source", "Stemma, on our part"), table)


def _show_data(kept: Kept) -> str:
    rows = [(f"`{one.name}`", f"`{one.needs if one.own else f'../shared/{one.needs}'}`", one.obtain) for one in TASKS]
    return make_table(("task", "path", "from"), rows)


def _show_history(kept: Kept) -> str:
    return "\n\n".join(_list_history(kept.results)) or "None yet."


def _list_history(results: Sequence[Result]) -> Iterator[str]:
    for result in results[1:]:
        rows = [row for row in list_rows([result]) if find_newest(results, row.capability.task) is not result]
        if not rows:
            continue
        table = [
            (
                f"`{row.capability.task}`",
                row.capability.does,
                row.ours.write(),
                " · ".join(f"{one.name} {one.write()}" for one in row.rivals) or "–",
            )
            for row in rows
        ]
        head = f"### {result.date}, version {result.version}"
        shown = make_table(("task", "what", "Stemma", "rivals then"), table)
        yield "\n\n".join(part for part in (head, result.note, shown) if part)


_TABLES: Mapping[str, Callable[[Kept], str]] = {
    "newest": _name_newest,
    "glance": _show_glance,
    "notes": _list_notes,
    "missing": _list_missing,
    "behind": _list_behind,
    "alone": _list_alone,
    "rivals": _show_rivals,
    "versions": _list_versions,
    "absent": _list_absent,
    "unmeasured": _list_unmeasured,
    "leaderboard": _show_leaderboard,
    "given": _tell_given,
    "stories": _show_stories,
    "published": _show_published,
    "data": _show_data,
    "history": _show_history,
}
