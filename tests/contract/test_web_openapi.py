"""The description of the API holds: whatever is asked, the answer is one that it declares, and no fault."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from stemma.web.jobs import Jobs
from tests.serving import BEARER, STORES, empty, fill, idle_jobs, open_client, open_kind

pytestmark = pytest.mark.timeout(300)
HEADERS = {"Host": "127.0.0.1", **BEARER}
LOOSE = ("POST /api/v1/captures", "POST /api/v1/corrections")
"""What these take is more than a schema can say: an address that can be asked, a date that exists."""
EXAMPLES = 20
"""Of each operation and manner: right and wrong requests."""


def list_cases() -> list[tuple[str, str]]:
    """Each operation, rightly asked, and wrongly, where there is anything to be wrong about."""
    paths = open_client(empty()).get("/api/v1/openapi.json").json()["paths"]
    operations = [(f"{how.upper()} {path}", one) for path, methods in paths.items() for how, one in methods.items()]
    wrong = [(label, "wrong") for label, one in operations if one.get("parameters") or one.get("requestBody")]
    return [(label, "right") for label, _ in operations] + wrong


@pytest.fixture(scope="module", params=STORES)
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The API over a filled collection in each store; what stages do with made-up input is no matter of these tests."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Jobs, "close", lambda self: None)  # every call here starts and ends the app
    collection = fill(open_kind(request.param, request, tmp_path_factory.mktemp("store")))
    with idle_jobs(), open_client(collection, max_jobs=10**6) as client:
        story = client.get("/api/v1/stories").json()["items"][0]
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, headers=HEADERS)
        known = {"story": story["id"], "article": story["articles"][0], "number": 1}
        yield {one.ok().label: one.ok() for one in schema.get_all_operations()}, known
    patch.undo()
    collection.store.close()


@pytest.mark.parametrize(("label", "manner"), list_cases())
def test_every_answer_is_as_declared(api: Any, label: str, manner: str) -> None:
    operations, known = api
    operation = operations[label]
    mode = GenerationMode.POSITIVE if manner == "right" else GenerationMode.NEGATIVE

    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any, real: bool) -> None:
        if real and manner == "right":
            case.path_parameters = {k: known.get(k, v) for k, v in (case.path_parameters or {}).items()}
        if manner == "right" and case.query:
            case.query.pop("cursor", None)  # only the server can make one
        loose = [positive_data_acceptance] if label in LOOSE else []
        case.call_and_validate(headers=HEADERS, excluded_checks=loose)

    ask()
