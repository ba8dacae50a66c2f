"""Notices as feeds: of one rule, for who serves them, and of all rules that tell by a channel, as files."""

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from stemma.collection.notices.delivering import Outcome
from stemma.collection.notices.marks import list_rule_records
from stemma.collection.notices.notice import Notice
from stemma.collection.notices.outbox import list_notices
from stemma.collection.notices.rules import FeedChannel, WatchRules
from stemma.collection.notices.wording import count_notice, head_notice, write_markup
from stemma.collection.syndication import Feed, FeedEntry, make_urn, render_atom, render_json_feed
from stemma.store import Store

MOST_ENTRIES = 50


def list_watched(store: Store) -> tuple[str, ...]:
    """Names of the rules that are looked at in this store, sorted."""
    return tuple(sorted(list_rule_records(store)))


def make_rule_feed(
    store: Store, rule: str, *, home_url: str | None = None, self_url: str | None = None, limit: int = MOST_ENTRIES
) -> Feed | None:
    """The newest notices of a rule; None where the store knows no rule of this name."""
    notices = list_notices(store, rule, limit=limit)
    if not notices and rule not in list_watched(store):
        return None
    return make_feed(notices, name=rule, home_url=home_url, self_url=self_url)


def make_feed(
    notices: Sequence[Notice], *, name: str, home_url: str | None = None, self_url: str | None = None
) -> Feed:
    """Notices, newest first, as a feed called by ``name``."""
    return Feed(
        id=make_urn("notices", name),
        title=f"Stemma: {name}",
        updated=max((notice.at for notice in notices), default="1970-01-01T00:00:00Z"),
        subtitle="Notices of what happened to stories, each told once.",
        home_url=home_url,
        self_url=self_url,
        entries=tuple(make_entry(notice) for notice in notices),
    )


def make_entry(notice: Notice) -> FeedEntry:
    """A notice as an entry of a feed."""
    return FeedEntry(
        id=notice.id,
        title=head_notice(notice),
        updated=notice.at,
        published=notice.at,
        url=notice.url,
        summary=f"{notice.happened} {count_notice(notice)}.",
        html=write_markup(notice),
        categories=(notice.rule, *dict.fromkeys(reason.trigger for reason in notice.reasons)),
    )


def write_feeds(store: Store, rules: WatchRules, channel: FeedChannel) -> Outcome:
    """Write the files of a channel anew: the newest notices of all rules that tell by it. Who reads them meanwhile
    has the file of before, whole."""
    told = [notice for rule in rules.rules if channel.name in rule.tell for notice in list_notices(store, rule.name)]
    told.sort(key=lambda notice: (notice.at, notice.id), reverse=True)
    feed = make_feed(told[:MOST_ENTRIES], name=channel.name, home_url=rules.base_url)
    try:
        if channel.file is not None:
            write_whole(Path(channel.file), render_atom(feed))
        if channel.json_file is not None:
            write_whole(Path(channel.json_file), render_json_feed(feed))
    except OSError as error:
        return Outcome(result="again", reason=f"the feed's file cannot be written ({error.strerror or error})")
    return Outcome(result="sent")


def write_whole(target: Path, content: bytes) -> None:
    """Replace a file by another one at once: a reader, or a crash, meets the old or the new. Raises OSError."""
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
