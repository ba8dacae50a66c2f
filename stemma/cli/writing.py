"""A language model of the user's choice: the options that name one, and what they open."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from stemma.cli.streams import check_target, say
from stemma.errors import UsageError

KEY_NAME = "STEMMA_WRITER_KEY"
"""The environment variable that holds the key; a key on the command line would be there for all to see."""

WriterAddress = Annotated[
    str | None,
    typer.Option(
        "--writer",
        metavar="URL",
        help="Let a language model there reword sentences (http://localhost:8080/v1). Claims' text goes there.",
        show_default=False,
    ),
]
ModelName = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="The model to ask at --writer.", show_default=False)
]
WantsJudge = Annotated[
    bool, typer.Option("--judge", help="Let it also judge pairs of claims that likeness leaves open.")
]
JudgeCache = Annotated[
    Path | None,
    typer.Option(
        "--judge-cache",
        metavar="FILE",
        help="Where its judgements are kept. Default: the user's cache folder.",
        show_default=False,
    ),
]
Insecure = Annotated[
    bool, typer.Option("--writer-insecure", help="Take plain http also to another machine: all on the way can read it.")
]
WriterSeconds = Annotated[
    float, typer.Option("--writer-timeout", metavar="SECONDS", min=0.1, max=3600, help="How long one answer may take.")
]


def open_aid(
    address: str | None, model: str | None, judge: bool, cache: Path | None, *, insecure: bool, seconds: float
) -> dict[str, Any]:
    """The writer and the judge that the options name, as ``make_dossiers`` takes them; empty without ``--writer``.

    Raises:
        UsageError: options that do not fit together, or an address, a key or a file that cannot be used.
    """
    if address is None:
        given = {"--model": model, "--judge": judge, "--judge-cache": cache, "--writer-insecure": insecure}
        for name in (name for name, value in given.items() if value):
            raise UsageError(f"{name}: wants --writer URL beside it, the server to ask")
        return {}
    if model is None:
        raise UsageError("--writer: wants --model NAME beside it")
    if cache is not None and not judge:
        raise UsageError("--judge-cache: wants --judge beside it")
    from stemma.writer.address import read_address
    from stemma.writer.chat import Chat
    from stemma.writer.rephraser import Rephraser

    where = read_address(address, insecure=insecure)
    chat = Chat(where, model=model, key=os.environ.get(KEY_NAME, ""), seconds=seconds)
    aid: dict[str, Any] = {"writer": Rephraser(chat)}
    if judge:
        from stemma.writer.answers import AnswerBook, find_cache_folder
        from stemma.writer.language_judge import LanguageJudge

        check_target(cache, "--judge-cache")
        with suppress(RuntimeError):
            cache = cache or find_cache_folder() / "judge.jsonl"
        aid["judge"] = LanguageJudge(chat, AnswerBook(cache, tell=say))
    return aid
