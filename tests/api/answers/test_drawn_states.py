"""Whatever the bot may have written, every answer is one, and no request breaks the service."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import (
    Action,
    CycleRecord,
    DecisionPolicy,
    PositionSizing,
    Standing,
    StopType,
    StrategyConfig,
    WithheldReason,
)
from bot.state import FileVolume
from tests.api.test_schema import CHECKS, is_asked_here
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.small_volume import NOON, write_volume

CASES = int(os.environ.get("API_CASES", "120"))
NUMBER = st.one_of(st.none(), st.floats(), st.sampled_from([0.0, -0.0, 1e308, 5e-324]))
TEXT = st.text(max_size=20)
MOMENT = st.integers(0, 200_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
ACTION = st.sampled_from(list(Action))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


def changed(usual, **drawn):
    """The usual values, some of those that are named drawn."""
    return st.fixed_dictionaries({}, optional=drawn).map(lambda changes: {**usual, **changes})


USUAL_CONFIG, USUAL_POLICY = StrategyConfig().to_dict(), DecisionPolicy().to_dict()
CONFIG = changed(
    USUAL_CONFIG,
    allow_short=st.booleans(),
    ema_fast=st.integers(-(2**63), 2**64 - 1),  # what a file can hold
    rsi_overbought=NUMBER,
    position_sizing=st.sampled_from(list(PositionSizing)),
    stop_type=st.sampled_from(list(StopType)),
    strategy=TEXT,
    strategy_params=st.dictionaries(TEXT, ANYTHING, max_size=3),
)
POLICY = changed(USUAL_POLICY, min_confidence=NUMBER, ai_override_confidence=NUMBER)
EVENT = st.dictionaries(st.sampled_from(["title", "category", "published_at"]) | TEXT, ANYTHING)
FEATURES = st.fixed_dictionaries(
    {},
    optional={
        name: NUMBER
        for name in ("ema_gap_pct", "momentum_pct", "rsi_distance_from_mid", "volatility_pct")
    },
)
TECHNICAL = st.fixed_dictionaries({"action": ACTION, "confidence": NUMBER, "reason": TEXT})
PREDICTION = st.fixed_dictionaries(
    {"action": ACTION, "confidence": NUMBER, "summary": TEXT, "features": FEATURES},
    optional={
        name: NUMBER
        for name in (
            "probability_long",
            "probability_short",
            "probability_flat",
            "expected_move_pct",
        )
    },
)
INSIGHT = st.fixed_dictionaries(
    {
        "as_of": MOMENT,
        "symbol": TEXT,
        "bias": NUMBER,
        "confidence": NUMBER,
        "summary": TEXT,
        "drivers": st.lists(TEXT, max_size=3),
        "driver_shares": st.lists(NUMBER, max_size=3),
        "events": st.integers(0, 9),
    },
    optional={"interest_rate_outlook": st.none() | TEXT, "political_risk": st.none() | TEXT},
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "timestamp": MOMENT,
        "position": ACTION,
        "entry_price": NUMBER,
        "unrealized_pnl_pct": NUMBER,
        "last_signal": ACTION,
        "confidence": st.floats(),
        "rsi": NUMBER,
        "quantity": NUMBER,
        "entry_time": st.none() | MOMENT,
        "stop_price": NUMBER,
        "target_price": NUMBER,
        "balance": st.floats(),
        "initial_balance": st.floats(),
        "equity": st.floats(),
        "fees_paid": st.floats(),
        "trades": st.integers(0, 10**9),
        "reason": TEXT,
        "ai_override_active": st.booleans(),
        "withheld": st.none() | st.sampled_from(list(WithheldReason)),
        "standing": st.sampled_from(list(Standing)),
        "standing_reason": TEXT,
        "technical": st.none() | TECHNICAL,
        "ai": st.none() | PREDICTION,
        "macro": st.none() | INSIGHT,
        "macro_events": st.lists(EVENT, max_size=3).map(tuple),
        "atr": NUMBER,
        "kelly": NUMBER,
        "entry_scale": NUMBER,
        "cycle": st.integers(0, 10**9),
        "heartbeat": st.none() | MOMENT,
        "loop_interval_seconds": st.floats(0, 1e6),
        "last_price": NUMBER,
        "last_candle_time": st.none() | MOMENT,
        "next_candle_time": st.none() | MOMENT,
        "config_error": st.none() | TEXT,
        "warnings": st.lists(TEXT, max_size=3).map(tuple),
        "config": CONFIG,
        "policy": st.dictionaries(TEXT, ANYTHING, max_size=3) | POLICY,
    },
)
OF_ANY_SHAPE = st.fixed_dictionaries(
    {},
    optional={
        "config": st.dictionaries(TEXT, ANYTHING, max_size=3)
        | changed(USUAL_CONFIG, **dict.fromkeys(USUAL_CONFIG, ANYTHING)),
        "policy": changed(USUAL_POLICY, **dict.fromkeys(USUAL_POLICY, ANYTHING)),
    },
)
"""What a person or another version may have written."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    into = tmp_path_factory.mktemp("drawn") / "data"
    write_volume(into, candles=30)
    return into


@pytest.fixture(scope="module")
def state(folder):
    """The one that every drawn state changes."""
    return FileVolume(folder).reader().load_state()


@pytest.fixture(scope="module")
def app(folder):
    return app_over(folder, allowed_hosts=["testserver", "localhost"], now=lambda: NOON)


@pytest.fixture(scope="module")
def client(app):
    return AsgiClient(app)


@pytest.fixture(scope="module")
def operations(app):
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    found = [operation.ok() for operation in schema.get_all_operations()]
    return [operation for operation in found if is_asked_here(operation.label)]


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), changes=CHANGES)
def test_no_state_and_no_request_breaks_the_service(folder, state, operations, data, changes):
    store = FileVolume(folder).writer("BTC/USDT")
    store.commit(CycleRecord(state=replace(state, **changes)))
    operation = data.draw(st.sampled_from(operations))
    mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
    data.draw(operation.as_strategy(generation_mode=mode)).call_and_validate(checks=CHECKS)


TAKEN_APART = ("/status", "/decision", "/strategy", "/ai/prediction", "/portfolio/strategies")
"""What looks into the config, the policy and the opinions of a state."""


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES, odd=OF_ANY_SHAPE)
def test_every_route_that_takes_a_state_apart_answers_or_says_what_is_wrong(
    folder, state, client, changes, odd
):
    drawn = replace(state, **{**changes, **odd})
    FileVolume(folder).writer("BTC/USDT").commit(CycleRecord(state=drawn))
    for route in TAKEN_APART:
        answer = client.get(route)
        assert answer.status_code in (200, 503), route
        assert answer.status_code == 200 or "cannot be read" in answer.json()["detail"]


@settings(max_examples=max(CASES // 10, 30), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    content=st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()),
)
@pytest.mark.parametrize("route", ["/status", "/ai/prediction", "/portfolio/strategies"])
def test_a_state_of_any_content_is_an_answer_or_a_problem(tmp_path_factory, route, content):
    folder = tmp_path_factory.mktemp("any")
    (folder / "state.json").write_bytes(content)
    client = AsgiClient(app_over(folder, allowed_hosts=["testserver"], now=lambda: NOON))
    answer = client.get(route)
    assert answer.status_code in (200, 503)
    if answer.status_code == 503:
        assert answer.headers["content-type"] == "application/problem+json"
