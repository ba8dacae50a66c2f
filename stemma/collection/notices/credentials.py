"""Secrets of channels: named in the rule file, kept elsewhere, and shown by nothing that is printed or logged."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from stemma.errors import RulesRefused

LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a secret stands: an environment variable, a file, or, where the user insists, the rule file itself."""

    env: str | None = None
    file: str | None = None
    clear: str | None = field(default=None, repr=False)

    def read(self) -> str:
        """The secret, blanks around it left out.

        Raises RulesRefused where it is not there; the message says where it was looked for, never what it is.
        """
        if self.clear is not None:
            found = self.clear.strip()
        elif self.env is not None:
            if self.env not in os.environ:
                raise RulesRefused(f"the environment variable {self.env} is not set; set it to the secret")
            found = os.environ[self.env].strip()
        else:
            found = _read_file(self.file or "")
        if not found:
            raise RulesRefused(f"{self.where} is empty; put the secret there")
        if any(ord(c) < 32 or ord(c) == 127 for c in found):
            raise RulesRefused(f"{self.where} holds a line break or a control character; put the secret alone there")
        return found

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        if self.env is not None:
            return f"the environment variable {self.env}"
        return f"the file {self.file}" if self.file is not None else "the value in the rule file"


def _read_file(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            raw = file.read(LONGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no file's name"
        raise RulesRefused(f"the file {name} cannot be read ({reason}); put the secret there") from None
    if len(raw) > LONGEST:
        raise RulesRefused(f"the file {name} is too large for a secret; put the secret alone there")
    try:
        return raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise RulesRefused(f"the file {name} is not UTF-8; save it as UTF-8") from None
