"""What the documents presuppose: which commands no machine of one's own can run, and what stands in for the rest.

Both lists are held to the documents: a pattern that no command has any more is told as a fault.
"""

import re

NOT_RUN = (
    (r"^(?:docker|kubectl|helm) |sbatch", "needs a container engine, a cluster, a scheduler of jobs"),
    (r"^python -m venv /shared", "needs a folder that machines share"),
    (r"stemma-news", "the package is on no index yet"),
    (r"stemma_news-VERSION", "wants a wheel: make release-check builds and installs it"),
    (r"s3://", "needs a bucket of one's own"),
    (r"torch|train\.aligner|make models|models/mpnet", "trains an encoder: an hour, and torch"),
    (r"train/make_|train\.relation", "fits anew what the package ships: labelled data, and long"),
    (r"^make (?:test|documented|figures|release-check|gate|gallery|screenshots)$", "long: run by itself"),
    (r"^pytest tests/(?:hostile|browser|contract/test_docs_code)", "part of make test"),
    (r"^python docs/(?:gallery|\w*screenshots)\.py", "long: makes pictures in a browser"),
    (r"^stemma eval (?:--gate|--rivals|--record)", "all labelled data: make gate, make figures"),
    (r"^stemma eval corpus --output", "scores what another program told of eighteen stories"),
    (r"bench/(?:apart|collection|languages)_cost\.py$", "minutes, and cannot be made smaller"),
    (r"^make lock", "resolves all packages anew, and what comes after it would be set up anew"),
    (r"^cd out && duckdb", "waits for what is typed"),
    (r"<TAB>", "waits for a key"),
    (r"^git diff", "names what another program does"),
    (r"dask://HOST:PORT|^pip install --force-reinstall --no-cache-dir$", "names an option"),
    (r"--format questions", "of a format that the reader of the page writes"),
)
"""Patterns of commands that are not run, each with its reason."""
NETWORK = r"^(?:pip|pipx|uv|stemma-env) |^python -m venv|^make demo$"
"""What fetches packages: run only where that is asked for."""
MADE = r"^make "
"""What works in the ``.venv`` of its own folder: run only in a clone that has one."""
ENDLESS = r"^stemma (?:serve|mcp)\b|^stemma watch (?!.*--(?:once|status))|postgres_server|^dask "
"""What goes on until it is stopped."""

INSTEAD = (
    (r"\bPATH\.\.\.|\bPAGES\b|\bSTORY\b(?= )", "pages/"),
    (r"(?<=tell )\.\.\.|(?<=read )\.\.\.", "pages/"),
    (r"^(stemma (?:tell|read|run|group)) (?=--?[a-z])(?!--store|--overrides by-hand|--help)", r"\1 pages/ "),
    (r"(?<=--store )\.\.\.|(?<=--store )URL\b|\bSTORE_URL\b", "sqlite:///desk.db"),
    (r"^stemma read --store$", "stemma read pages/ --store"),
    (r"--store$", "--store sqlite:///desk.db"),
    (r"--older-than$", "--older-than 90d"),
    (r"(?<=-o )FILE\b", "out.jsonl"),
    (r"\.\[NAME\]", ".[serve]"),
    (r"(?<=-o )NAME\b", "name.json"),
    (r"(?<=--format )NAME\b", "markdown"),
    (r"(?<=--model )NAME\b", "good"),
    (r"(?<=--overrides )FILE|(?<=--add )FILE", "by-hand.toml"),
    (r"(?<=rules )FILE", "stemma.watch.toml"),
    (r"\bID\b", "0310ef"),
    (r"\bWORDS\b", "ferry"),
    (r"\bVERB\b", "tell"),
    (r"^stemma diff --exit-code", "stemma diff a.json b.json --exit-code"),
    (r"^stemma watch -v", "stemma watch feeds.opml -v"),
    (r"^stemma watch (?!.*--status).*$", r"\g<0> --allow-private"),
    (r"((?:load|kill)_store\.py) (?:URL|ADDRESS)", r"\1 {empty}"),
    (r"\bURL\b|\bADDRESS\b", "{database}"),
    (r"postgresql://desk@db\.example/", "{postgres}/"),
    (r"http://localhost:8080", "{model}"),
    (r"http://127\.0\.0\.1:PORT", "{served}"),
    (r"\bSERVER\b", "{pid}"),
    (r"\bscheduler:8786", "127.0.0.1:8786"),
    (r"/shared/crawl", "crawl"),
    (r"/shared/tables", "shared-tables"),
    (r"(?<![\w.])/tmp/", "{scratch}/"),
    (r"\bworld\b|\bOUT\b(?! TRUTH)", "{scratch}/world"),
    (r"\bOUT TRUTH\b", "archive-runs/world-local-2 {scratch}/world/truth.parquet"),
    (r"^curl ", "curl --silent --show-error --fail-with-body "),
    (r"^chromium ", "chromium --no-sandbox "),
    # The same, but small.
    (r"--times 200", "--times 2"),
    (r"--articles (?:100000|20000)", "--articles 300"),
    (r"--seconds 60\d", "--seconds 5"),
    (r"--size \d{4,}", "--size 200"),
    (r"--each \d|--minutes \d+", lambda found: found[0].split()[0] + " 1"),
    (r"--nworkers 8", "--nworkers 1"),
    (r"\[--stories 20000\]", "--stories 20"),
    (r"--stories [25]$", "--stories 1"),
    (r"(front_matter_cost\.py)$", r"\1 --pages 5"),
    (r"(watch_idle\.py)(?: 200)?$", r"\1 5"),
    (r"bench/(?:store_ingest|load_store|store_lists)\.py (?!.*--articles).*$", r"\g<0> --articles 300"),
    (r"bench/load_http\.py (?!.*--seconds).*$", r"\g<0> --seconds 5"),
    (r"^stemma eval (?!.*--(?:limit|pages|report)).*$", r"\g<0> --limit 1"),
)
"""What is run instead of a pattern: what a reader puts in for a name, servers of this machine, smaller numbers."""


def tell_why_not(line: str, *, network: bool, made: bool, figures: frozenset[str]) -> str | None:
    """Why a command is not run; None where it is to be run. ``figures``: the benches that ``make figures`` runs."""
    for pattern, reason in NOT_RUN:
        if re.search(pattern, line):
            return reason
    if not network and re.search(NETWORK, line):
        return "fetches packages: run with --network"
    if not made and re.search(MADE, line):
        return "wants a .venv of the clone: run without --venv"
    bench = re.fullmatch(r"python bench/(\w+)\.py", line)
    return "minutes: a step of make figures" if bench and bench[1] in figures else None


def put_in(line: str) -> str:
    """The command with what stands in for names, servers and large numbers; ``{served}`` and such are left to fill."""
    for pattern, instead in INSTEAD:
        line = re.sub(pattern, instead, line)
    return line


def list_idle(lines: list[str]) -> list[str]:
    """The patterns of both lists that no command of the documents has."""
    patterns = [pattern for pattern, _ in NOT_RUN] + [NETWORK, MADE, ENDLESS]
    return [one for one in patterns if not any(re.search(one, line) for line in lines)]
