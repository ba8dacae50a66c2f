"""The frozen split of the invented stories: train, dev and test by story, with a hash of each story's files."""

import hashlib
import json
from pathlib import Path
from typing import Literal

Part = Literal["train", "dev", "test"]
SPLIT_FILE = "split.json"


def list_stories(corpus: Path, part: Part) -> tuple[Path, ...]:
    """The folders of one part, in order of name. Raises ValueError naming a story that was changed since."""
    split = json.loads((corpus / SPLIT_FILE).read_text(encoding="utf-8"))
    folders = []
    for name, frozen in sorted(split[part].items()):
        folder = corpus / "stories" / name
        if hash_story(folder) != frozen:
            raise ValueError(f"the invented story '{name}' is not the one that {SPLIT_FILE} froze")
        folders.append(folder)
    return tuple(folders)


def hash_story(folder: Path) -> str:
    """SHA-256 over the names and bytes of a story's files, the first 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def freeze_split(corpus: Path) -> None:
    """Write ``split.json``: 15 % dev and 15 % test, drawn by the hash of the name.

    Stories whose sources are not marked cannot be scored on them, so they train.
    """
    names: list[str] = []
    unmarked: list[str] = []
    for folder in sorted((corpus / "stories").iterdir()):
        sheet = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        (names if sheet.get("sources_marked", True) else unmarked).append(folder.name)
    drawn = sorted(names, key=lambda n: hashlib.sha256(n.encode()).hexdigest())
    size = round(0.15 * (len(names) + len(unmarked)))
    parts = {"test": drawn[:size], "dev": drawn[size : 2 * size], "train": drawn[2 * size :] + unmarked}
    frozen = {p: {n: hash_story(corpus / "stories" / n) for n in sorted(parts[p])} for p in ("train", "dev", "test")}
    (corpus / SPLIT_FILE).write_text(json.dumps(frozen, indent=1) + "\n", encoding="utf-8")
