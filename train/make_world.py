"""Makes ``stemma/tell/data/world.json.gz`` from Natural Earth data (npm package world-atlas).

Natural Earth is in the public domain; world-atlas (ISC) is its form as TopoJSON. Run once, where ``npm`` is:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python train/make_world.py package

The table holds two levels of detail, "110" (1:110 million) and "50" (1:50 million), each with ``grid`` (how many
steps a degree has), ``arcs`` (each a flat list of whole steps: longitude and latitude of the first point, then the
differences) and ``countries``: ``[name, number of ISO 3166-1, polygons]``, a polygon being rings, a ring the numbers
of its arcs in order, ``~n`` for arc ``n`` backwards, as TopoJSON has it.
"""

import gzip
import itertools
import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "stemma" / "tell" / "data" / "world.json.gz"
GRIDS = {"110": 50, "50": 100}
LARGEST = 400_000


def main(package: Path) -> None:
    """Reads ``package``, writes the table, says how large it is."""
    table = {
        detail: convert(json.loads((package / f"countries-{detail}m.json").read_text("utf-8")), grid)
        for detail, grid in GRIDS.items()
    }
    content = gzip.compress(json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)
    if len(content) > LARGEST:
        raise SystemExit(f"the table has {len(content)} bytes, more than {LARGEST}: make the grid coarser")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(content)
    points = {detail: sum(len(arc) // 2 for arc in level["arcs"]) for detail, level in table.items()}
    print(f"{TARGET.name}: {len(content)} bytes, points {points}")


def convert(topology: dict[str, Any], grid: int) -> dict[str, Any]:
    """One level of detail: arcs on the grid, countries by name."""
    countries = [
        [shape["properties"]["name"], shape.get("id", ""), list_polygons(shape)]
        for shape in topology["objects"]["countries"]["geometries"]
    ]
    countries.sort(key=lambda country: (country[0], country[1]))
    return {"grid": grid, "arcs": [convert_arc(arc, topology["transform"], grid) for arc in topology["arcs"]],
            "countries": countries}  # fmt: skip


def list_polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a country, each its rings as numbers of arcs."""
    return [shape["arcs"]] if shape["type"] == "Polygon" else list(shape.get("arcs", []))


def convert_arc(arc: list[list[int]], transform: dict[str, list[float]], grid: int) -> list[int]:
    """An arc's points on the grid, differences after the first; points that fall together are one."""
    (scale_x, scale_y), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[tuple[int, int]] = []
    for step_x, step_y, *_ in arc:
        x, y = x + step_x, y + step_y
        point = (round((x * scale_x + left) * grid), round((y * scale_y + low) * grid))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) == 1:
        points *= 2
    flat = list(points[0])
    for before, after in itertools.pairwise(points):
        flat += [after[0] - before[0], after[1] - before[1]]
    return flat


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python train/make_world.py FOLDER_OF_WORLD_ATLAS")
    main(Path(sys.argv[1]))
