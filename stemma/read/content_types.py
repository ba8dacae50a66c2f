"""HTTP's ``Content-Type`` (RFC 9110), as servers send it and archives keep it."""

import re
from functools import lru_cache

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:+-]{2,40})""", re.IGNORECASE)


@lru_cache(maxsize=1024)
def split_content_type(header: str | None) -> tuple[str, str | None]:
    """Media type, lower case, and charset of a ``Content-Type``; "" where it says none."""
    header = header or ""
    kind = header.split(";", 1)[0].split(",", 1)[0].strip().lower()
    charset = _CHARSET.search(header)
    return (kind if _TYPE.fullmatch(kind) else ""), (charset.group(1).lower() if charset else None)
