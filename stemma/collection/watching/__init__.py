"""A watch over feeds: polled politely, read, grouped, compared and told as news comes, for as long as it runs."""

from stemma.collection.watching.journal import Journal, JsonJournal, LineJournal
from stemma.collection.watching.options import FETCHING, Counts, WatchOptions
from stemma.collection.watching.status import FeedStatus, list_status
from stemma.collection.watching.stopping import Stop, heed_signals
from stemma.collection.watching.watch import run_watch

__all__ = [
    "FETCHING",
    "Counts",
    "FeedStatus",
    "Journal",
    "JsonJournal",
    "LineJournal",
    "Stop",
    "WatchOptions",
    "heed_signals",
    "list_status",
    "run_watch",
]
