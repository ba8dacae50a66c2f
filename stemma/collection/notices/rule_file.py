"""A rule file (``stemma.watch.toml``), read strictly: what is not known is an error that says where and what to do."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stemma.collection.notices.channel_tables import CHANNEL_KINDS, read_channel
from stemma.collection.notices.rule_tables import RULE_KEYS, read_rule
from stemma.collection.notices.rules import Channel, Rule, WatchRules
from stemma.collection.notices.tables import Source, Table
from stemma.errors import RulesRefused
from stemma.read.web.addresses import read_address

RULES_FILE = "stemma.watch.toml"
MAX_BYTES = 1 << 20
MOST_RULES = 500
_TOP = ("base_url", "rule", "channel")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)


def load_rules(path: str | Path) -> WatchRules:
    """What the rule file at ``path`` holds.

    Raises RulesRefused, naming file, line, rule and key: it cannot be read, holds a key that is not known or a value of
    the wrong kind, or a rule tells by a channel that is not there.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RulesRefused(f"{path}: cannot be read: {reason}") from None
    if len(raw) > MAX_BYTES:
        raise RulesRefused(f"{path}: is larger than {MAX_BYTES >> 20} MB; rules are a few lines each")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RulesRefused(f"{path}: is not UTF-8; save it as UTF-8") from None
    return parse_rules(text, name=str(path), folder=path.parent)


def parse_rules(text: str, *, name: str = RULES_FILE, folder: Path | None = None) -> WatchRules:
    """As ``load_rules``, of the text of a file called ``name``; relative files in it are looked for in ``folder``."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulesRefused(f"{name}: is not TOML: {error or 'nested too deeply'}") from None
    source = Source(name=name, text=text, folder=folder or Path())
    top = Table(source, "", table, head=None)
    top.only(_TOP)
    channels = _read_channels(source, table)
    rules = _read_rules(source, table)
    known = {channel.name for channel in channels}
    for number, rule in enumerate(rules):
        for channel in rule.tell:
            if channel not in known:
                there = f"there are {', '.join(sorted(known))}" if known else "there is none"
                raise _rule_table(source, table, number).fail(
                    "tell", f"there is no channel {channel!r} ({there}); write it as [channel.{channel}]"
                )
    return WatchRules(rules=rules, channels=channels, base_url=_read_base(top))


def _read_base(top: Table) -> str | None:
    given = top.maybe_text("base_url")
    if given is None:
        return None
    address = read_address(given)
    if isinstance(address, str) or "?" in address.url:
        raise top.fail("base_url", 'give where the pages are served, as "https://desk.example"')
    return address.url.rstrip("/")


def _read_channels(source: Source, table: Mapping[str, Any]) -> tuple[Channel, ...]:
    given = table.get("channel", {})
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        raise RulesRefused(
            f"{source.name}: channel: write each channel as a table of its own, under [channel.NAME]; its kind is one "
            f"of {', '.join(CHANNEL_KINDS)}"
        )
    found = []
    for name, one in given.items():
        part = Table(
            source, f"channel {name}", one, head=re.compile(rf"\[\s*channel\s*\.\s*\"?{re.escape(name)}\"?\s*\]")
        )
        if not _NAME.fullmatch(name):
            raise part.fail(None, "name a channel by letters, digits, - and _")
        found.append(read_channel(name, part))
    return tuple(found)


def _read_rules(source: Source, table: Mapping[str, Any]) -> tuple[Rule, ...]:
    given = table.get("rule", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise RulesRefused(f"{source.name}: rule: write each rule as a table of its own, under [[rule]]")
    if not given:
        raise RulesRefused(f"{source.name}: holds no rule; write one under [[rule]]")
    if len(given) > MOST_RULES:
        raise RulesRefused(f"{source.name}: holds {len(given)} rules, and {MOST_RULES} are the most")
    found: dict[str, Rule] = {}
    for number in range(len(given)):
        part = _rule_table(source, table, number)
        rule = read_rule(part)
        if rule.name in found:
            raise part.fail("name", f"there are two rules called {rule.name!r}; give each a name of its own")
        found[rule.name] = rule
    return tuple(found.values())


def _rule_table(source: Source, table: Mapping[str, Any], number: int) -> Table:
    one = table["rule"][number]
    name = one.get("name")
    called = f" ({name})" if isinstance(name, str) and name.isprintable() and len(name) <= 100 else ""
    part = Table(source, f"rule {number + 1}{called}", one, head=re.compile(r"\[\[\s*rule\s*\]\]"), nth=number)
    part.only(RULE_KEYS)
    return part
