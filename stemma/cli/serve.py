"""``stemma serve``: a collection as pages and HTTP API."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import AtLeast, StoreAddress, Vectors
from stemma.cli.streams import LogForm, say
from stemma.errors import MissingPart, UsageError
from stemma.store.opening import DEFAULT_STORE


def serve(
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="The address to listen on. Default: this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 8765,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            help="Holds the token that writing needs; made on first start. Default: beside the store.",
            show_default=False,
        ),
    ] = None,
    host_name: Annotated[
        list[str] | None,
        typer.Option(
            "--host-name",
            metavar="NAME",
            help="A name that the server is asked by besides --host; may be given again.",
            show_default=False,
        ),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nothing can be written, with no token; the store must be there.")
    ] = False,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Addresses handed in may lead to private and local networks too."),
    ] = False,
    at_least: AtLeast = 2,
    vectors: Vectors = True,
    log: Annotated[LogForm, typer.Option("--log", help="How the log on stderr is written.")] = LogForm.lines,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No line for each request.")] = False,
) -> None:
    """Serve a collection: pages for a browser, an HTTP API under /api/v1, feeds under /feeds.

    \b
    Examples:
      stemma serve                                 the collection in stemma.db, for this machine alone
      stemma serve --store desk.db --port 0 --open
      stemma serve --read-only --host 0.0.0.0 --host-name desk.velm.example

    \b
    Reading needs nothing; writing (handing in pages, corrections) needs the token.
    The address is printed on stdout, all else on stderr. Ctrl-C or SIGTERM ends it
    when the answers and the job in hand are done. docs/api.md tells what is served,
    docs/security.md what it is safe against. Where 'stemma watch' or 'stemma run' works
    on the same store, give --at-least and --no-vectors to both or to none, or set them
    for both in stemma.toml (docs/settings.md).

    \b
    Exit codes: 0 ended by Ctrl-C or SIGTERM; 1 the store failed; 2 wrong usage, no such
    store with --read-only, the port is taken, or the extra 'serve' is missing.
    """
    try:
        from stemma.web.serving import bind_socket, serve_app, tell_address
    except ImportError as error:
        raise MissingPart(
            "Serving wants the extra 'serve'. Install it with: pip install 'stemma-news[serve]'"
        ) from error
    from stemma.collection import Collection
    from stemma.model.settings import Settings
    from stemma.store import open_store
    from stemma.web.app import make_app
    from stemma.web.logs import set_up_log
    from stemma.web.options import ServeOptions
    from stemma.web.safety.hosts import is_loopback

    settings = Settings(vectors=vectors)
    held = open_store(store, create=not read_only, read_only=read_only)
    with Collection(held, settings=settings, at_least=at_least) as collection:
        path = None if read_only else token_file or place_token(store)
        options = ServeOptions(
            host=host,
            port=port,
            token=_load_token(path),
            hosts=tuple(host_name or ()),
            allow_private=allow_private,
        )
        set_up_log(log.value, token=options.token)
        if quiet:
            import logging

            logging.getLogger("stemma.web.access").setLevel(logging.WARNING)
        app = make_app(collection, options)
        with bind_socket(options) as bound:
            address = tell_address(bound, options)
            if not is_loopback(host):
                say(
                    f"--host {host}: whoever reaches this machine can read the collection, and what is sent is not "
                    "encrypted; put a server with TLS before it (docs/security.md)"
                )
            say(f"the token that writing needs is in {path}" if path else "read-only: nothing can be written")

            def tell_started(_: object) -> None:
                print(address, flush=True)
                if open_browser:
                    import webbrowser

                    webbrowser.open(address)

            serve_app(app, bound, started=tell_started)
    say("stopped")


def place_token(store: str) -> Path:
    """Where the token of a store lies that no option names: beside its file, else in the user's own folder."""
    scheme, _, rest = store.partition(":")
    if scheme == "sqlite":
        file = rest.removeprefix("//").removeprefix("/").partition("?")[0]
        return Path(f"{file}.token")
    if "://" in store or store == "memory:":
        state = os.environ.get("XDG_STATE_HOME", "")
        folder = (Path(state) if Path(state).is_absolute() else Path.home() / ".local" / "state") / "stemma"
        return folder / "serve.token"
    return Path(f"{store}.token")


def _load_token(path: Path | None) -> str | None:
    from stemma.web.safety.tokens import load_token

    if path is None:
        return None
    if path.name == "serve.token":
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{path.parent}: cannot be made: {error.strerror or error}; use --token-file") from None
    return load_token(path)
