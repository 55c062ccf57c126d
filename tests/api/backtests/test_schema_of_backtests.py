"""What the schema promises of /backtests holds for requests that nobody wrote by hand."""

from dataclasses import dataclass

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import DataError
from tests.api.test_schema import CHECKS
from tests.support.api_app import app_over
from tests.support.candles import random_walk

OPERATIONS = [
    *("GET /backtests", "POST /backtests", "GET /backtests/choices"),
    *("GET /backtests/{backtest_id}", "PATCH /backtests/{backtest_id}"),
    *("DELETE /backtests/{backtest_id}", "POST /backtests/{backtest_id}/cancel"),
    *("GET /backtests/{backtest_id}/result", "GET /backtests/{backtest_id}/report"),
]


@dataclass(frozen=True)
class NoProgram:
    """A program that cannot be started: the requests are what is tested."""

    def run(self, *_):
        raise DataError("nothing is run here")


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    random_walk(30).to_csv(folder / "candles.csv")
    app = app_over(folder, allowed_hosts=["testserver", "localhost"], program=NoProgram())
    yield schemathesis.openapi.from_asgi("/openapi.json", app)
    app.state.surroundings.backtests.close()


def operations(schema):
    found = [operation.ok() for operation in schema.get_all_operations()]
    return {operation.label: operation for operation in found if "/backtests" in operation.label}


def test_the_operations_tested_are_all_there_are(schema):
    assert set(operations(schema)) == set(OPERATIONS)


@pytest.mark.parametrize("label", OPERATIONS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_answer_is_documented_and_none_is_a_fault(schema, label, data):
    mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
    case = data.draw(operations(schema)[label].as_strategy(generation_mode=mode))
    case.call_and_validate(checks=CHECKS)
