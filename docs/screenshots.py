"""The pictures of the page in the documentation, made anew: ``python docs/screenshots.py``.

Opens the example story's page in the system's Chromium and writes docs/images/*.png. Each picture has a palette of 256
colours and weighs 200 KB at most; the browser itself unpacks what it took, so that no image library is needed.
"""

import base64
import os
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from stemma.demo import demo_pages
from stemma.model.settings import Settings
from stemma.pipeline import make_dossiers
from stemma.tell.html import render_html

IMAGES = Path(__file__).parent / "images"
LARGEST = 200_000
_UNPACK = """async (words) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${words}`)).blob());
  const sheet = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  sheet.drawImage(picture, 0, 0);
  const points = sheet.getImageData(0, 0, picture.width, picture.height).data;
  let text = "";
  for (let at = 0; at < points.length; at += 32768) text += String.fromCharCode(...points.subarray(at, at + 32768));
  return [picture.width, picture.height, btoa(text)];
}"""

_SETTLE = "(place) => { document.activeElement.blur(); document.querySelector(place).scrollIntoView(); }"
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


class Shot(NamedTuple):
    """One picture: where it is taken, how, and what is pressed before."""

    name: str
    place: str
    width: int = 1180
    height: int = 760
    dark: bool = False
    press: str = ""


SHOTS = (
    Shot("dossier", "", height=1000),
    Shot("minute", "#minute", height=900),
    Shot("findings", "#differ", height=900, press="#matrix > .finding .row td a"),
    Shot("side-by-side", "#side", height=900),
    Shot("stemma", "#stemma", height=840),
    Shot("timeline", "#timeline", height=520),
    Shot("map", "#map"),
    Shot("people", "#people"),
    Shot("made", "#made"),
    Shot("findings-dark", "#findings", dark=True),
    Shot("findings-phone", "#differ", width=360, height=740),
)


def find_chromium() -> str:
    """The system's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    sys.exit("There is no Chromium here: run 'make browser', or install one.")


def choose_palette(points: "np.ndarray[Any, Any]") -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """At most 256 colours for ``points`` (n x 3 bytes), and the place of each point's colour among them.

    Boxes of colours are halved, the one with the most points times spread first, until there are 256 (median cut).
    """
    packed = points[:, 0].astype(np.uint32) << 16 | points[:, 1].astype(np.uint32) << 8 | points[:, 2]
    colours, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.float64)

    def weigh(box: "np.ndarray[Any, Any]") -> float:
        return float(np.ptp(rgb[box], axis=0).max() * np.sqrt(counts[box].sum()))

    boxes = [np.arange(len(colours))]
    worth = [weigh(boxes[0])]
    while len(boxes) < min(256, len(colours)):
        most = int(np.argmax(worth))
        worth.pop(most)
        box = boxes.pop(most)
        box = box[np.argsort(rgb[box, int(np.argmax(np.ptp(rgb[box], axis=0)))], kind="stable")]
        # Never at an end: each half has a colour at least.
        middle = int(np.searchsorted(np.cumsum(counts[box]), counts[box].sum() / 2))
        middle = min(max(middle, 1), len(box) - 1)
        boxes += [box[:middle], box[middle:]]
        worth += map(weigh, boxes[-2:])
    palette = np.array([rgb[box[np.argmax(counts[box])]] for box in boxes], dtype=np.uint8)
    places = np.empty(len(colours), dtype=np.uint8)
    for number, box in enumerate(boxes):
        places[box] = number
    return palette, places[inverse.ravel()]


def write_png(path: Path, width: int, height: int, points: bytes) -> int:
    """A palette PNG of ``points`` (RGBA, row by row); gives its size in bytes."""
    rgba = np.frombuffer(points, dtype=np.uint8).reshape(-1, 4)
    palette, places = choose_palette(rgba[:, :3])
    rows = np.zeros((height, width + 1), dtype=np.uint8)
    rows[:, 1:] = places.reshape(height, width)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    image = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", palette.tobytes())
        + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
        + chunk(b"IEND", b"")
    )
    path.write_bytes(image)
    return len(image)


def take(browser: Any, page_file: Path, shot: Shot, folder: Path = IMAGES) -> int:
    """Takes one picture and writes it into ``folder``; gives its size in bytes."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, color_scheme="dark" if shot.dark else "light"
    )
    context.set_default_timeout(180_000)  # a hang is told as one; a busy machine is none
    page = context.new_page()
    page.goto(page_file.as_uri() + shot.place)
    if shot.press:
        page.locator(shot.press).first.click()
        page.evaluate(_SETTLE, shot.place)
    # Two frames: the page brings a place into sight once more when it has been drawn.
    page.evaluate(_TWO_FRAMES)
    taken = page.screenshot()
    blank = context.new_page()
    width, height, points = blank.evaluate(_UNPACK, base64.b64encode(taken).decode())
    context.close()
    return write_png(folder / f"{shot.name}.png", width, height, base64.b64decode(points))


def main() -> None:
    """Takes all pictures, or those named."""
    from playwright.sync_api import sync_playwright

    wanted = set(sys.argv[1:]) or {shot.name for shot in SHOTS}
    dossier = make_dossiers([demo_pages()], settings=Settings(one_story=True)).dossiers[0]
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "demo.html"
        page_file.write_text(render_html(dossier), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"] if as_root else [])
        heavy = []
        for shot in SHOTS:
            if shot.name in wanted:
                size = take(browser, page_file, shot)
                print(f"{size / 1000:6.0f} KB  docs/images/{shot.name}.png")
                heavy += [shot.name] * (size > LARGEST)
        browser.close()
    if heavy:
        sys.exit(f"heavier than {LARGEST // 1000} KB: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
