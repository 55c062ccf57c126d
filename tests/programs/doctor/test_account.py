"""The checklist on an account that orders go to, on a simulated exchange."""

import json

import pytest

from bot.domain import TradingPermit, TradingState
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import Access
from bot.state import FileVolume
from tests.programs.doctor.conftest import examined
from tests.support.simulated_exchange import QUIET, SignedClient, setup

LIVE = {
    "PAPER_MODE": "false",
    "I_UNDERSTAND_THIS_IS_REAL_MONEY": "true",
    "EXCHANGE_API_KEY": "any",
    "EXCHANGE_API_SECRET": "rehearsal",
    "TIMEFRAME": "1m",
    "STARTING_BALANCE": "10000",
}


@pytest.fixture
def looked_at(monkeypatch, capsys):
    """Start an exchange, look at an account there, and answer with what was found."""

    def look(prepare=lambda exchange: None, access=None, **settings):
        with Simulator(setup(*[QUIET] * 30, before=25, access=access or Access())) as exchange:
            prepare(exchange)
            for name, value in {**LIVE, "EXCHANGE_URL": exchange.url, **settings}.items():
                monkeypatch.setenv(name, value)
            found = examined(capsys)
            assert [order for order in exchange.orders if order.client_id.startswith("atl-")] == []
            return found

    return look


def test_an_account_with_all_that_is_needed_is_in_order(looked_at):
    code, found = looked_at()
    assert code == 0
    assert found["key"]["says"] == "taken by binance, may not withdraw"
    assert found["balance"]["says"].startswith("10,000 USDT free, 10,000 needed")
    assert found["market"]["says"] == "BTC/USDT takes 99.9 BTC at 100"
    assert found["standing"]["verdict"] == "warning"


def test_a_key_that_may_withdraw_is_refused(looked_at):
    code, found = looked_at(access=Access(may_withdraw=True))
    assert code == 2
    assert found["key"]["says"] == "the key may withdraw money from binance"
    assert "without that right" in found["key"]["remedy"]
    assert "balance" not in found


def test_a_key_that_may_not_trade_is_refused(looked_at):
    code, found = looked_at(access=Access(may_trade=False))
    assert code == 2
    assert "may not trade" in found["key"]["says"]


def test_a_wrong_secret_is_refused_once_with_where_to_look(looked_at):
    code, found = looked_at(EXCHANGE_API_SECRET="wrong-canary")
    assert code == 4
    assert "did not accept the API key" in found["key"]["says"]
    assert "the key and its secret" in found["key"]["remedy"]
    assert "balance" not in found
    assert "canary" not in json.dumps(found)


def test_more_than_the_account_has_is_refused(looked_at):
    code, found = looked_at(STARTING_BALANCE="12000")
    assert code == 2
    assert found["balance"]["says"].startswith("10,000 USDT free, 12,000 needed")


def test_a_size_that_the_filters_would_refuse_is_told(looked_at):
    code, found = looked_at(STARTING_BALANCE="4")
    assert code == 0
    assert found["market"]["verdict"] == "warning"
    assert "need an order worth at least 5.00000000 USDT" in found["market"]["says"]


def test_orders_by_hand_and_shorts_that_no_spot_market_holds_are_told(looked_at):
    def by_hand(exchange):
        with SignedClient(exchange) as client:
            client.order(side="BUY", type="LIMIT", timeInForce="GTC", quantity="1", price="90")

    code, found = looked_at(by_hand, STARTING_BALANCE="5000", ALLOW_SHORT="true")
    assert code == 0
    assert "1 open orders of BTC/USDT are not the bot's" in found["orders"]["says"]
    assert "a spot market holds no short" in found["market"]["says"]


def test_missing_keys_are_one_sentence(monkeypatch, capsys):
    for name, value in {**LIVE, "EXCHANGE_API_KEY": "", "EXCHANGE_API_SECRET": ""}.items():
        monkeypatch.setenv(name, value)
    code, found = examined(capsys)
    assert code == 2
    assert "need EXCHANGE_API_KEY and EXCHANGE_API_SECRET" in found["settings"]["says"]


def test_the_limits_of_the_account_and_a_halt_of_before_are_told(looked_at, lab):
    FileVolume(lab / "data").trading_permit.write(
        TradingPermit(state=TradingState.HALTED, reason="lost 5 % today", by="the bot")
    )
    code, found = looked_at(RISK_DAILY_LOSS_LIMIT_PCT="3")
    assert code == 0
    assert found["limits"]["says"] == "the account is HALTED: lost 5 % today"


def test_with_real_money_strict_limits_hold_without_any_setting(looked_at):
    assert "daily_loss_limit_pct 5" in looked_at()[1]["limits"]["says"]
