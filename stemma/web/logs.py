"""The log of a server: lines or JSON on stderr, without anything that opens a door."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Literal, TextIO

from stemma.text.instants import write_instant
from stemma.text.secrets import hide_secrets

Manner = Literal["lines", "json"]
_NAMES = ("stemma", "uvicorn.error")
_SECRET = re.compile(r"(?i)(bearer\s+|stemma_session=|x-csrf-token:?\s*|csrf=|token=)[^\s\"'&;,]+")


class SafeFormatter(logging.Formatter):
    """A record as one line, or one JSON object a line; tokens and cookies are blotted out, wherever they stand."""

    def __init__(self, manner: Manner, token: str | None) -> None:
        super().__init__()
        self._json = manner == "json"
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """logging's own protocol."""
        at = write_instant(datetime.fromtimestamp(record.created, UTC))
        message = self._blot(hide_secrets(record.getMessage()))
        trace = self._blot(hide_secrets(self.formatException(record.exc_info))) if record.exc_info else ""
        if self._json:
            told = {"time": at, "level": record.levelname.lower(), "logger": record.name, "text": message}
            told |= getattr(record, "told", {})
            told |= {"trace": trace} if trace else {}
            return self._blot(json.dumps(told))
        line = f"{at} {record.levelname.lower()} {_show(message)}"
        return f"{line}\n{trace}" if trace else line

    def _blot(self, text: str) -> str:
        if self._token:
            text = text.replace(self._token, "***")
        return _SECRET.sub(r"\1***", text)


def set_up_log(manner: Manner, *, token: str | None, stream: TextIO | None = None) -> None:
    """Send the log of serving to ``stream`` (stderr)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(SafeFormatter(manner, token))
    for name in _NAMES:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO if name == "stemma" else logging.WARNING)


def _show(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode("ascii") for c in text)
