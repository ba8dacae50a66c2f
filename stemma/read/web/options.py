"""How pages are fetched: every bound and every courtesy, in one place."""

from dataclasses import dataclass

from stemma.version import __version__

PRODUCT = "Stemma"
"""The name that a robots.txt addresses."""
ABOUT = "https://stemma.example/fetching"
"""Where a site's owner reads what Stemma does; a stand-in until the documentation has an address of its own."""
USER_AGENT = f"{PRODUCT}/{__version__} (+{ABOUT})"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How to fetch. Seconds and bytes throughout; the defaults are those of a polite guest."""

    user_agent: str = USER_AGENT
    delay: float = 1.0
    """Seconds between the end of one request and the start of the next, for each host."""
    longest_crawl_delay: float = 30.0
    """A ``Crawl-delay`` in a robots.txt is kept up to this."""
    concurrency: int = 8
    """Requests under way at once, over all hosts; to one host there is never more than one."""
    connect_timeout: float = 15.0
    read_timeout: float = 30.0
    """The longest silence within an answer."""
    total_timeout: float = 90.0
    """The longest that one request may take, from its first byte to its answer's last."""
    max_bytes: int = 20 * 1024 * 1024
    """The most that is received of one answer, as it travels."""
    max_unpacked: int = 50 * 1024 * 1024
    """The most that it may unpack to."""
    max_redirects: int = 8
    retries: int = 3
    """Further attempts after a failure that may pass: a broken connection, status 429 and 5xx."""
    longest_wait: float = 120.0
    """A ``Retry-After`` is kept up to this; a longer one ends the matter for this run."""
    max_links: int = 1000
    """Addresses that are fetched of one input; the rest is told as one rejected item."""
    allow_private: bool = False
    """Take pages from private, local and reserved network addresses too."""
    respect_robots: bool = True
    use_proxy: bool = False
    """Go by the proxy that the environment names (HTTP_PROXY, HTTPS_PROXY). It, and no check here, then decides
    which machine a host name leads to."""
    cache: str | None = None
    """A folder in which pages are kept; a page in it is asked for by its ETag or date, and not sent anew."""
    offline: bool = False
    """Ask nothing of the network; give what ``cache`` and the run's state hold."""

    @property
    def robots_name(self) -> str:
        """The name by which a robots.txt may address us: what stands before the version."""
        return self.user_agent.split("/", 1)[0].strip() or PRODUCT
