"""The decision taken apart: what it says of a rule, a size and a stop is what the bot does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.decision import checks_of, plan_of, rules_of
from bot.domain import (
    Action,
    EntryBasis,
    PositionSizing,
    StopType,
    StrategyConfig,
    TradingPermit,
    TradingState,
    WithheldReason,
)
from bot.rules import entry_plan
from bot.state import FileVolume
from bot.strategy import technical_at
from tests.support.small_volume import write_volume

PERMIT = TradingPermit()


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A LONG held under the default config."""
    folder = tmp_path_factory.mktemp("decision")
    write_volume(folder, candles=9)
    found = FileVolume(folder).reader().load_state()
    assert found is not None
    return found


def with_rule(state, fast, slow, rsi, high, low):
    config = {**state.config, "rsi_overbought": high, "rsi_oversold": low}
    direction = Action.of_sign(technical_at(fast, slow, rsi, 1.0, high, low)[0])
    technical = {"action": str(direction), "confidence": 0.5, "reason": ""}
    return direction, replace(
        state, ema_fast=fast, ema_slow=slow, rsi=rsi, config=config, technical=technical
    )


@given(
    fast=st.integers(1, 4).map(float),
    slow=st.integers(1, 4).map(float),
    rsi=st.sampled_from([0.0, 29.0, 30.0, 31.0, 50.0, 69.0, 70.0, 71.0, 100.0]),
    levels=st.sampled_from([(70.0, 30.0), (100.0, 0.0), (31.0, 30.0)]),
)
def test_the_rule_marked_active_is_the_one_that_the_bot_decides_by(state, fast, slow, rsi, levels):
    direction, changed = with_rule(state, fast, slow, rsi, *levels)
    rules = rules_of(changed)
    active = [rule.action for rule in rules if rule.is_active]
    assert active == ([] if direction is Action.FLAT else [direction])
    assert [rule.action for rule in rules if rule.holds][:1] == active


def test_a_rule_shows_what_is_compared_with_what(state):
    _, changed = with_rule(state, 105.0, 100.0, 61.0, 70.0, 30.0)
    first = rules_of(changed)[0]
    assert [
        (each.value_of, each.value, each.relation, each.level_of, each.level, each.holds)
        for each in first.conditions
    ] == [
        ("EMA 12", 105.0, "above", "EMA 26", 100.0, True),
        ("RSI", 61.0, "below", "overbought", 70.0, True),
    ]


def test_no_rule_is_active_where_the_bot_found_none_though_one_holds(state):
    _, changed = with_rule(state, 105.0, 100.0, 61.0, 70.0, 30.0)
    still = replace(changed, technical={"action": "FLAT", "confidence": 0.0, "reason": "warm-up"})
    assert not any(rule.is_active for rule in rules_of(still))


def test_before_indicators_have_values_and_for_another_strategy_there_are_no_rules(state):
    assert rules_of(replace(state, rsi=None)) == ()
    other = {**state.config, "strategy": "macd_trend"}
    assert rules_of(replace(state, config=other)) == ()


@given(
    sizing=st.sampled_from(PositionSizing),
    stop=st.sampled_from(StopType),
    direction=st.sampled_from([Action.LONG, Action.SHORT]),
    atr=st.none() | st.sampled_from([0.0, 0.5, 40.0, 99.0]),
    kelly=st.none() | st.sampled_from([0.0, 0.2]),
    balance=st.sampled_from([0.0, 777.0, 10_000.0]),
    most=st.sampled_from([100.0, 20.0]),
)
def test_the_plan_is_the_entry_that_the_rules_make(
    state, sizing, stop, direction, atr, kelly, balance, most
):
    config = StrategyConfig(
        position_sizing=sizing, stop_type=stop, max_position_pct=most, allow_short=True
    )
    basis = EntryBasis(atr=atr, kelly=kelly if sizing is PositionSizing.KELLY else None)
    wanted = entry_plan(config, basis, balance=balance, direction=direction, fill_price=100.0)
    flat = replace(
        state,
        position=Action.FLAT,
        last_signal=direction,
        config=config.values,
        last_price=100.0,
        balance=balance,
        atr=atr,
        kelly=basis.kelly,
    )
    plan = plan_of(flat)
    assert plan is not None
    assert (plan.direction, plan.is_held) == (direction, False)
    assert plan.quantity == pytest.approx(wanted.quantity, rel=1e-12)
    if wanted.quantity:
        assert plan.stop_price == pytest.approx(wanted.stop_price, rel=1e-12)
        assert plan.target_price == pytest.approx(wanted.target_price, rel=1e-12)
        assert plan.note is None
    else:
        assert plan.note is not None


def test_what_limits_leave_of_an_entry_is_that_part_of_its_size(state):
    flat = replace(state, position=Action.FLAT, entry_scale=None)
    whole, half = plan_of(flat), plan_of(replace(flat, entry_scale=0.5))
    assert whole is not None
    assert half is not None
    assert half.quantity == pytest.approx(whole.quantity / 2)


def test_of_what_is_held_the_plan_is_the_position(state):
    plan = plan_of(state)
    assert plan is not None
    assert plan.is_held
    assert (plan.price, plan.stop_price) == (state.entry_price, state.stop_price)
    assert plan.reward_to_risk == pytest.approx(2.0)
    assert plan.stop_pct == pytest.approx(-0.4)


def test_where_shorts_are_off_a_short_decision_plans_a_long(state):
    short = replace(state, position=Action.FLAT, last_signal=Action.SHORT)
    plan = plan_of(short)
    assert plan is not None
    assert plan.direction is Action.LONG


def test_a_config_of_another_version_plans_nothing(state):
    flat = replace(state, position=Action.FLAT)
    assert plan_of(replace(flat, config={"unknown": 1})) is None
    assert plan_of(replace(flat, last_price=None)) is None


def passing(state, permit=PERMIT):
    return {check.name: (check.passes, check.text) for check in checks_of(state, permit)}


def test_the_checks_say_what_lets_a_signal_through_and_what_stops_it(state):
    policy = {"min_confidence": 0.4, "ai_override_confidence": 0.6}
    checks = passing(replace(state, policy=policy))
    assert checks["Confidence"] == (True, "0.61, at least 0.4 is needed")
    assert checks["Macro"] == (None, "bias -0.21 at confidence 0.38 weakens the LONG")
    assert checks["AI"] == (None, "LONG 0.52, overrides above 0.6: it does not")
    assert checks["Trading state"] == (True, "entries are allowed")
    stopped = passing(
        replace(
            state,
            policy={"min_confidence": 0.7},
            last_signal=Action.SHORT,
            withheld=WithheldReason.BLACKOUT,
        ),
        TradingPermit(state=TradingState.HALTED, reason="a storm"),
    )
    assert stopped["Confidence"][0] is False
    assert stopped["Direction"] == (False, "SHORT, not taken: shorts are off")
    assert stopped["Withheld"] == (False, "a scheduled event is near")
    assert stopped["Trading state"][0] is False
    assert "a storm" in stopped["Trading state"][1]


def test_the_route_answers_it_for_a_symbol_and_is_empty_before_the_first_cycle(
    client, serve, tmp_path
):
    answer = client.get("/decision", params={"symbol": "ETH/USDT"}).json()
    assert answer["symbol"] == "ETH/USDT"
    assert answer["rules"][0]["conditions"][0]["relation"] == "above"
    assert [rule["action"] for rule in answer["rules"]] == ["LONG", "SHORT", "LONG", "SHORT"]
    assert answer["plan"]["is_held"]
    assert any("crosses" in sentence for sentence in answer["changes"])
    empty = serve(tmp_path / "none").get("/decision").json()
    assert (empty["rules"], empty["plan"], empty["decided_at"]) == ([], None, None)
    assert "has not completed a cycle yet" in empty["message"]


def test_an_opinion_or_a_policy_without_its_numbers_is_no_check(serve, state, tmp_path):
    assert {"AI", "Confidence", "Macro"} <= passing(state).keys()
    silent = {"ai": {**state.ai, "confidence": None}, "macro": {**state.macro, "bias": None}}
    assert passing(replace(state, **silent)).keys() == {"Confidence", "Trading state"}
    odd = {"min_confidence": "0.4", "ai_override_confidence": True}
    assert passing(replace(state, policy=odd)).keys() == {"Macro", "Trading state"}
    write_volume(tmp_path / "data", candles=9, **silent)
    assert serve(tmp_path / "data").get("/decision").status_code == 200


def test_levels_that_are_no_numbers_make_no_rules(state):
    assert rules_of(replace(state, config={**state.config, "rsi_overbought": "high"})) == ()


def test_where_the_atr_is_nothing_beside_the_price_nothing_is_entered(state):
    config = StrategyConfig(position_sizing=PositionSizing.VOLATILITY).values
    tiny = {"position": Action.FLAT, "config": config, "atr": 5e-324, "last_price": 1e308}
    plan = plan_of(replace(state, **tiny))
    assert plan is not None
    assert plan.quantity == 0.0
