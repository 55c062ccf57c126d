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

OPERATIONS = [
    "GET /status",
    "GET /signals",
    "GET /trades",
    "GET /equity",
    "GET /candles",
    "GET /strategy",
    "GET /risk",
    "GET /portfolio/strategies",
    "GET /portfolio/playbook",
    "GET /ai/prediction",
    "GET /macro/insights",
    "POST /ai/question",
    "GET /health/live",
    "GET /version",
]
COMMANDS = ["POST /control/{action}", "POST /positions/{symbol}/close"]
"""Tested in test_control.py: without the token they answer nothing else than 401."""
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


def _operations(schema):
    return {found.ok().label: found.ok() for found in schema.get_all_operations()}


def test_the_operations_tested_are_all_there_are(schema):
    assert set(_operations(schema)) == {*OPERATIONS, "GET /health/ready", *COMMANDS}


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


@pytest.mark.parametrize("label", OPERATIONS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_answer_is_documented_and_none_is_a_fault(schema, label, data):
    mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
    case = data.draw(_operations(schema)[label].as_strategy(generation_mode=mode))
    case.call_and_validate(checks=CHECKS)
