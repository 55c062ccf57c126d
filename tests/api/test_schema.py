"""What the schema promises holds for requests that nobody wrote by hand."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.api_app import app_over

NOT_ASKED = (
    *("POST /control", "POST /positions", "GET /stream", "GET /health/ready"),
    "POST /backtests",
)
"""What is said to the bot is in test_control.py, a stream has no end, a bot that is not ready
is a 503 that is documented, and backtests that are started are in test_schema_of_backtests.py."""
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture(scope="module")
def schema(filled):
    app = app_over(filled, allowed_hosts=["testserver", "localhost"])
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def is_asked_here(label):
    """Whether an operation, by method and path, can be asked anything at any time."""
    return not label.startswith(NOT_ASKED)


def operations(schema):
    found = [operation.ok() for operation in schema.get_all_operations()]
    return [operation for operation in found if is_asked_here(operation.label)]


def test_the_schema_says_nothing_that_the_packaged_swagger_cannot_read(schema):
    document = schema.raw_schema
    assert document["openapi"].startswith("3.0.")
    for newer in ("'type': 'null'", "'const':", "'examples': ["):
        assert newer not in str(document)
    assert document["components"]["schemas"]["StatusAnswer"]["properties"]["rsi"] == {
        "type": "number",
        "nullable": True,
        "title": "Rsi",
    }


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_answer_is_documented_and_none_is_a_fault(schema, data):
    operation = data.draw(st.sampled_from(operations(schema)))
    mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
    data.draw(operation.as_strategy(generation_mode=mode)).call_and_validate(checks=CHECKS)
