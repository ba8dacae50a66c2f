"""The recipes of ``deploy/``: nothing of them can be run here, so what they name is looked up."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
DOC = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
DEVELOPMENT = {"pytest", "mypy", "ruff", "hypothesis", "duckdb", "import-linter", "playwright", "schemathesis"}


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"deploy_{Path(name).stem}", DEPLOY / name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PICK = load_script("pick_requirements.py")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = PICK.read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def pick(*extras: str) -> dict[str, Any]:
    return {one.name: one for one in PICK.pick_pinned(LOCK, PICK.list_roots(PROJECT, extras))}


def test_what_is_picked_is_pinned_and_has_hashes() -> None:
    for one in pick("dask", "tables").values():
        assert re.match(r"\S+==\S+", one.lines[0])
        assert len(one.lines) > 1
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in one.lines[1:])
        assert not one.lines[-1].endswith("\\")


def test_no_development_package_is_picked_and_every_dependency_is() -> None:
    chosen = pick("dask", "tables")
    assert {one.name for one in LOCK} >= DEVELOPMENT
    assert not DEVELOPMENT & set(chosen)
    assert {"trafilatura", "spacy", "distributed", "fsspec", "pyarrow"} <= set(chosen)
    assert len(chosen) < len({one.name for one in LOCK})


def test_whatever_a_picked_package_wants_here_is_picked_too() -> None:
    from packaging.requirements import Requirement

    chosen = pick("dask", "tables")
    looked = 0
    for name in chosen:
        try:
            wanted = [Requirement(one) for one in requires(name) or ()]
        except PackageNotFoundError:
            continue
        looked += 1
        for one in wanted:
            if one.marker is None or one.marker.evaluate({"extra": ""}):
                assert PICK.normalise_name(one.name) in chosen, f"{name} wants {one.name}"
    assert looked > 50


def test_an_extra_that_the_lock_file_lacks_is_told() -> None:
    with pytest.raises(ValueError, match="make lock"):
        PICK.pick_pinned(LOCK, {"no-such-package"})


def test_the_script_prints_what_the_image_is_built_from() -> None:
    files = [str(ROOT / name) for name in ("pyproject.toml", "requirements.lock")]
    command = [sys.executable, str(DEPLOY / "pick_requirements.py"), *files, "--group", "build"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert {line.split("==")[0] for line in printed.splitlines() if "==" in line} >= {"hatchling", "editables"}
    assert "pytest" not in printed


def test_what_the_image_copies_is_there_and_is_not_kept_out() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [
        line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    names = [name for line in copied for name in line]
    assert len(names) > 5
    for name in names:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored, name
    readme = PROJECT["project"]["readme"]
    assert {readme, *PROJECT["project"]["license-files"]} <= set(names), "the wheel is built with them"


def test_the_image_installs_from_the_lock_file_alone_and_is_nobody_with_rights() -> None:
    installs = re.findall(r"pip install (.+)", DOCKERFILE)
    assert len(installs) == 3
    for one in installs:
        assert "--no-deps" in one
        assert ("--require-hashes" in one and ".lock" in one) or "--no-index" in one
    stages = re.findall(r"^FROM (\S+)(?: AS (\w+))?", DOCKERFILE, re.M)
    assert [name for _, name in stages] == ["build", ""]
    last = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER 10001:10001$", last, re.M)
    assert "pip" not in last
    version = re.search(r"ARG PYTHON=(\d)\.(\d+)", DOCKERFILE)
    assert version is not None
    assert f"Programming Language :: Python :: {version[1]}.{version[2]}" in PROJECT["project"]["classifiers"]
    extras = re.search(r'ARG EXTRAS="(.+)"', DOCKERFILE)
    assert extras is not None
    assert set(extras[1].split()) <= set(PROJECT["project"]["optional-dependencies"])


def read_manifests() -> list[dict[str, Any]]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed: MANIFESTS NOT READ")
    return [one for path in MANIFESTS for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def list_pods() -> list[dict[str, Any]]:
    """The specifications of all pods of all manifests."""
    found = []
    for one in read_manifests():
        if one["kind"] == "DaskJob":
            found.append(one["spec"]["job"]["spec"])
        cluster = one["spec"]["cluster"]["spec"] if one["kind"] == "DaskJob" else one["spec"]
        if one["kind"] in ("DaskJob", "DaskCluster"):
            found += [cluster["worker"]["spec"], cluster["scheduler"]["spec"]]
    return found


def test_the_manifests_are_a_volume_a_cluster_with_its_wall_and_a_job() -> None:
    assert [one["kind"] for one in read_manifests()] == [
        "DaskCluster",
        "NetworkPolicy",
        "DaskJob",
        "PersistentVolumeClaim",
    ]


def test_every_worker_and_the_job_reach_the_one_volume_by_one_name() -> None:
    (claim,) = (one for one in read_manifests() if one["kind"] == "PersistentVolumeClaim")
    assert claim["spec"]["accessModes"] == ["ReadWriteMany"]
    mounted = 0
    for pod in list_pods():
        claims = {one["name"]: one["persistentVolumeClaim"] for one in pod["volumes"] if "persistentVolumeClaim" in one}
        for one in pod["containers"]:
            mounts = {mount["name"]: mount["mountPath"] for mount in one["volumeMounts"]}
            assert set(mounts) <= {volume["name"] for volume in pod["volumes"]}
            if one["name"] != "scheduler":
                assert claims["archive"]["claimName"] == claim["metadata"]["name"]
                assert mounts["archive"] == "/archive"
                mounted += 1
    assert mounted == 3


def test_no_pod_is_root_and_each_has_its_bounds() -> None:
    pods = list_pods()
    assert len(pods) == 5
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert f"USER {pod['securityContext']['runAsUser']}:" in DOCKERFILE
        for one in pod["containers"]:
            assert set(one["resources"]["limits"]) == {"cpu", "memory"}
            assert one["image"] == "stemma:local"


def test_each_worker_is_one_process_of_one_thread() -> None:
    for pod in list_pods():
        for one in pod["containers"]:
            if one["name"] == "worker":
                told = dict(zip(one["args"][2::2], one["args"][3::2], strict=True))
                assert (told["--nworkers"], told["--nthreads"]) == ("1", "1")


def test_a_scheduler_is_found_by_the_name_that_the_operator_gives_its_service() -> None:
    for one in read_manifests():
        if one["kind"] in ("DaskJob", "DaskCluster"):
            name = one["metadata"]["name"]
            cluster = one["spec"]["cluster"]["spec"] if one["kind"] == "DaskJob" else one["spec"]
            selector = cluster["scheduler"]["service"]["selector"]
            assert selector == {"dask.org/cluster-name": name, "dask.org/component": "scheduler"}
            if one["kind"] == "DaskJob":
                assert f"dask://{name}-scheduler:8786" in one["spec"]["job"]["spec"]["containers"][0]["args"]


def test_the_manifests_fit_the_schemas_of_the_operator() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed: MANIFESTS NOT READ")
    jsonschema = pytest.importorskip("jsonschema")
    # Found without being imported: the operator's own dependencies need not be there.
    spec = importlib.util.find_spec("dask_kubernetes")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("dask-kubernetes 2026.3 is not installed: MANIFESTS NOT HELD TO ITS SCHEMAS")
    folder = Path(next(iter(spec.submodule_search_locations))) / "operator" / "deployment" / "helm"
    schemas = {}
    for path in (folder / "dask-kubernetes-operator" / "crds").glob("*.yaml"):
        for one in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            schemas[one["spec"]["names"]["kind"]] = close_objects(
                one["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
            )
    held = 0
    for one in read_manifests():
        if one["kind"] in schemas:
            plain = {key: value for key, value in one.items() if key not in ("apiVersion", "kind", "metadata")}
            jsonschema.validate(plain, schemas[one["kind"]])
            held += 1
    assert held == 2


def close_objects(schema: Any) -> Any:
    """The schema with no properties but those it names, as a server prunes them; ports may have names for numbers."""
    if isinstance(schema, list):
        return [close_objects(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"]}
    made = {key: close_objects(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        made.setdefault("additionalProperties", bool(schema.get("x-kubernetes-preserve-unknown-fields")))
    return made


SLURM = load_script("slurm/archive.py")


def test_the_slurm_script_does_the_job_on_its_scheduler_and_goes_on_from_what_is_done() -> None:
    told = SLURM.read_arguments(["/data/warc", "--out", "/data/march", "--jobs", "3", "--tell", "0.1"])
    command = SLURM.make_command(told, "tcp://10.0.0.1:8786")
    assert command[1:4] == ["-m", "stemma.cli.main", "archive"]
    assert command[4:] == [
        *("/data/warc", "--out", "/data/march", "--engine", "dask://10.0.0.1:8786", "--resume", "--tell", "0.1")
    ]


def test_a_worker_leaves_before_slurm_ends_it() -> None:
    assert [SLURM.count_minutes(time) for time in ("04:00:00", "00:20:00", "00:10:00")] == [230, 10, 5]


def test_the_slurm_script_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "dask_jobqueue", None)
    assert SLURM.main(["/data/warc", "--out", "/data/march"]) == 2
    assert "pip install 'dask-jobqueue" in capsys.readouterr().err


def test_the_batch_script_is_one_that_a_shell_can_read() -> None:
    script = DEPLOY / "slurm" / "archive.sbatch"
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert subprocess.run(["bash", str(script)], check=False, capture_output=True).returncode == 2


def test_dask_jobqueue_makes_a_script_of_what_the_workers_are_told(tmp_path: Path) -> None:
    pytest.importorskip("dask_jobqueue", reason="dask-jobqueue 0.9 is not installed: ITS OPTIONS NOT HELD TO IT")
    from dask_jobqueue.slurm import SLURMJob

    told = SLURM.read_arguments(["/data/warc", "--out", str(tmp_path), "--partition", "long", "--account", "news"])
    options = {name: value for name, value in SLURM.describe_workers(told).items() if name != "interface"}
    script = SLURMJob(scheduler="tcp://10.0.0.1:8786", name="one", **options).job_script()
    for line in ("#SBATCH -p long", "#SBATCH -A news", "#SBATCH --mem=4G", "#SBATCH -t 04:00:00"):
        assert line in script
    assert "--nthreads 1 " in script
    assert "--lifetime 230m" in script
    assert "export OMP_NUM_THREADS=1" in script


def test_the_page_names_every_file_of_the_folder() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert len(files) >= 7
    for path in files:
        assert str(path.relative_to(ROOT)) in DOC, path


def test_the_verb_has_the_options_that_the_recipes_use() -> None:
    pytest.importorskip("stemma.cli.archive", reason="stemma archive is not there yet: ITS OPTIONS NOT LOOKED UP")
    from typer.testing import CliRunner

    from stemma.cli.main import app

    printed = CliRunner().invoke(app, ["archive", "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"}).output
    for option in ("--out", "--engine", "--resume", "--tell"):
        assert option in printed
