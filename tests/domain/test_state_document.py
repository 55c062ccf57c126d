"""The flat object that state.json and /status have in common."""

from dataclasses import fields, replace

from bot.domain import BotState, MacroInsight, state_document, state_fields
from tests.support.records import bot_state, state_with_opinions

NAMES_OF_USERS = {
    *("timestamp", "symbol", "position", "entry_price", "unrealized_pnl_pct", "balance"),
    *("last_signal", "confidence", "last_signal_reason", "ai_override_active"),
    *("technical_signal", "technical_confidence", "technical_reason"),
    *("rsi", "ema_fast", "ema_slow", "risk_per_trade_pct"),
    *("ai_action", "ai_confidence", "ai_expected_move_pct", "ai_summary", "ai_features"),
    *("ai_probability_long", "ai_probability_short", "ai_probability_flat"),
    *("macro_bias", "macro_confidence", "macro_summary", "macro_drivers", "macro_events"),
    *("macro_interest_rate_outlook", "macro_political_risk"),
}
LISTS = ("macro_drivers", "macro_driver_shares", "macro_events")


def test_every_name_that_users_know_is_there_and_no_opinion_is_nested():
    document = state_document(state_with_opinions(3))
    assert set(document) >= NAMES_OF_USERS
    assert not {"reason", "technical", "ai", "macro"} & set(document)
    assert document["last_signal_reason"] == "the AI agrees"
    assert document["technical_signal"] == "LONG"
    assert document["technical_reason"] == "fast above slow"
    assert document["ai_probability_short"] == 0.18
    assert document["ai_features"]["rsi_distance_from_mid"] == 8.5
    assert document["macro_bias"] == -0.18
    assert document["macro_events_counted"] == 3
    assert [event["title"] for event in document["macro_events"]] == ["rates stay"]


def test_every_field_of_the_macro_opinion_has_a_name():
    names = {f"macro_{field.name}" for field in fields(MacroInsight)} - {"macro_events"}
    assert names < set(state_document(state_with_opinions(3)))


def test_an_opinion_that_is_switched_off_is_null_and_its_lists_are_empty():
    document = state_document(bot_state(3))
    names = [
        name
        for name in state_document(state_with_opinions(3))
        if name.startswith(("technical_", "ai_", "macro_")) and name != "ai_override_active"
    ]
    assert len(names) == 23
    assert all(list(document[name]) == [] for name in LISTS)
    assert {document[name] for name in names if name not in LISTS} == {None}


def test_what_is_written_where_set_is_left_out_and_the_rest_is_null():
    document = state_document(bot_state(3))
    assert document["config_error"] is None
    assert "closing" not in document
    assert state_document(replace(bot_state(3), kelly=0.1))["kelly"] == 0.1


def test_a_state_comes_back_from_its_names():
    whole = state_with_opinions(3)
    off = (replace(whole, ai=None), replace(whole, macro=None), replace(whole, technical=None))
    for state in (whole, bot_state(1), *off):
        values = state_fields(state_document(state))
        known = {field.name for field in fields(BotState)}
        assert BotState(**{name: values[name] for name in known & set(values)}) == state


def test_an_object_of_the_version_before_is_answered_as_it_is():
    older = {"symbol": "BTC/USDT", "reason": "why", "technical": {"action": "LONG"}, "ai": None}
    assert state_fields(older) == older
