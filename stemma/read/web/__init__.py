"""Pages from the web, fetched so that those who run sites and those who run Stemma can both trust it."""

from stemma.read.web.fetching import fetch_links, open_fetch
from stemma.read.web.options import FetchOptions
from stemma.read.web.plan import HostPlan, plan_fetch
from stemma.read.web.polling import Polled, Poller, Question, open_polling

__all__ = [
    "FetchOptions",
    "HostPlan",
    "Polled",
    "Poller",
    "Question",
    "fetch_links",
    "open_fetch",
    "open_polling",
    "plan_fetch",
]
